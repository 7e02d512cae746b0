/* Tells screen readers what is chosen in the search fields that Django draws over lists. */
"use strict";
{
  const name = (list) => {
    const drawn = list.nextElementSibling;
    if (!drawn?.matches(".select2-container")) return;
    const label = list.getAttribute("aria-label") ?? list.labels[0]?.textContent.replace(/:\s*$/, "");
    for (const part of drawn.querySelectorAll("[role=combobox], [role=textbox], input")) {
      part.setAttribute("aria-label", label);
    }
    // It holds what is chosen and, against its kind, the button that empties it.
    drawn.querySelector("ul.select2-selection__rendered")?.setAttribute("role", "presentation");
  };
  const nameAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(name);

  // After Django's own scripts, which draw the fields once jQuery is ready.
  document.addEventListener("DOMContentLoaded", () => django.jQuery(nameAll));
  document.addEventListener("formset:added", () => setTimeout(nameAll));
}
