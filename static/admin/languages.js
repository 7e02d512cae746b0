/* Shows the texts of one language at a time. Without this script all of them are shown. */
"use strict";
{
  const REMEMBERED = "language of texts";

  /* The part of the form that holds a field: its cell in a table, else its row. */
  const holderOf = (field) => field.closest("td, .fieldBox") ?? field.closest(".form-row");

  const headOf = (cell) => {
    const name = [...cell.classList].find((word) => word.startsWith("field-"));
    return cell.closest("table").querySelector(`th.${name.replace("field-", "column-")}`);
  };

  const start = (choice) => {
    const form = choice.closest("form");
    const buttons = [...choice.querySelectorAll("button")];
    const fields = () => [...form.querySelectorAll("[data-language]")];
    const isWritten = (field) => !field.closest(".empty-form") && field.value.trim() !== "";
    const isFaulty = (field) => holderOf(field).querySelector(".errorlist") !== null;

    const show = (language) => {
      for (const field of fields()) {
        const holder = holderOf(field);
        const hidden = language !== "" && field.dataset.language !== language;
        holder.hidden = hidden;
        if (holder.matches("td")) headOf(holder)?.toggleAttribute("hidden", hidden);
      }
      for (const button of buttons) {
        button.setAttribute("aria-pressed", String(button.dataset.shows === language));
      }
    };

    const mark = () => {
      for (const button of buttons.filter((one) => one.dataset.shows !== "")) {
        const own = fields().filter((field) => field.dataset.language === button.dataset.shows);
        const state = own.some(isFaulty) ? "error" : own.some(isWritten) ? "text" : "";
        button.dataset.state = state;
        button.querySelector(".mark").textContent = { error: "!", text: "●" }[state] ?? "";
        button.querySelector(".visually-hidden").textContent = state ? choice.dataset[state] : "";
        button.title = state ? choice.dataset[state] : "";
      }
    };

    const first = () => {
      const remembered = sessionStorage.getItem(REMEMBERED) ?? document.documentElement.lang;
      const known = buttons.some((button) => button.dataset.shows === remembered);
      const faulty = fields().filter(isFaulty).map((field) => field.dataset.language);
      const wanted = known ? remembered : buttons[0].dataset.shows;
      return faulty.length && wanted !== "" && !faulty.includes(wanted) ? faulty[0] : wanted;
    };

    if (fields().length === 0) return;
    choice.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      sessionStorage.setItem(REMEMBERED, button.dataset.shows);
      show(button.dataset.shows);
    });
    form.addEventListener("input", mark);
    document.addEventListener("formset:added", mark);
    document.addEventListener("formset:removed", mark);
    mark();
    show(first());
    choice.hidden = false;
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".language-switch").forEach(start);
  });
}
