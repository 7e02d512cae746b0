// Suggestions under a search box while a reader types: an ARIA combobox over what htmx fetches.
// Without it the box is a plain form. htmx is fetched when a box is first used.
for (const input of document.querySelectorAll("[data-suggest]")) suggest(input);

function suggest(input) {
  const list = document.getElementById(`${input.id}-suggestions`);
  const status = list.nextElementSibling;
  const options = () => [...list.querySelectorAll("[role=option]")];
  const isOpen = () => !list.hidden;
  let active; // the option that the arrows have reached
  let wanted; // for which words; any other answer comes too late

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.autocomplete = "off";
  close();

  input.addEventListener("focus", fetchHtmx, { once: true });
  input.addEventListener("input", () => {
    wanted = input.value;
  });
  input.addEventListener("keydown", press);
  input.addEventListener("blur", leave);
  input.form.addEventListener("submit", leave);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the box
  list.addEventListener("htmx:beforeSwap", ({ detail }) => {
    detail.shouldSwap &&= detail.requestConfig.parameters.q === wanted;
  });
  list.addEventListener("htmx:afterSwap", () => {
    number();
    open();
  });

  function fetchHtmx() {
    if (window.htmx) return;
    const script = document.createElement("script");
    script.src = input.dataset.suggest;
    script.onload = () => wanted && htmx.trigger(input, "suggest");
    document.head.append(script);
  }

  function number() {
    options().forEach((option, n) => {
      option.id = `${list.id}-${n}`;
    });
  }

  function open() {
    reach();
    list.hidden = options().length === 0;
    input.setAttribute("aria-expanded", isOpen());
    status.textContent = list.querySelector("[data-count]")?.dataset.count ?? "";
  }

  function close() {
    reach();
    list.hidden = true;
    input.setAttribute("aria-expanded", false);
    status.textContent = "";
  }

  function leave() {
    wanted = undefined;
    close();
  }

  function reach(option) {
    active?.setAttribute("aria-selected", false);
    active = option;
    active?.setAttribute("aria-selected", true);
    active?.scrollIntoView({ block: "nearest" });
    if (active) input.setAttribute("aria-activedescendant", active.id);
    else input.removeAttribute("aria-activedescendant");
  }

  // Past the last option, and before the first, comes the box itself.
  function move(step) {
    if (!isOpen()) return open();
    const places = [undefined, ...options()];
    reach(places.at((places.indexOf(active) + step) % places.length));
  }

  function press(event) {
    const { key, isComposing } = event;
    if (isComposing) return;
    if (key === "ArrowDown") move(1);
    else if (key === "ArrowUp") move(-1);
    else if (key === "Enter" && active) active.click();
    else if (key === "Escape" && isOpen()) leave();
    else return;
    event.preventDefault();
  }
}
