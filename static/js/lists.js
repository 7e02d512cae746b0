// What htmx leaves to do where a list is filtered in place: addresses without empty filters, the
// way to the same list in other languages, and what the reader opened stays open.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  for (const [name, value] of [...detail.formData]) if (!value) detail.formData.delete(name);
});
document.addEventListener("htmx:pushedIntoHistory", () => {
  for (const link of document.querySelectorAll(".languages a")) link.search = location.search;
});
document.addEventListener("htmx:oobBeforeSwap", ({ detail: { target, fragment } }) => {
  for (const { id } of target.querySelectorAll("details[open]")) {
    fragment.querySelector(`#${id}`)?.setAttribute("open", "");
  }
});
