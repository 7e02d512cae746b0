"""Fills in the forms of the administration as a browser would send them."""

from typing import Any

from django.db.models import Model
from django.urls import reverse

from tests.support.html import Element, Page, parse


def page_of(record: Model, page: str) -> str:
    """The address of a page of the record: change, history, delete."""
    options = record._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_{page}", args=[record.pk])


class Form:
    """The form of one page, with what it holds; change it and send it."""

    def __init__(self, client: Any, address: str) -> None:
        self.client = client
        self.address = address
        response = client.get(address)
        assert response.status_code == 200, f"{address} answers {response.status_code}"
        self.page: Page = parse(response.content.decode())
        form = next(form for form in self.page.all("form") if form["id"].endswith("_form"))
        self.data: dict[str, Any] = {}
        for field in form.all("input", "select", "textarea"):
            self._read(field)

    def set(self, **values: Any) -> "Form":
        """Write into fields; a hyphen of a name is written as two underscores."""
        self.data |= {name.replace("__", "-"): value for name, value in values.items()}
        return self

    def row(self, prefix: str, number: int, /, **values: Any) -> "Form":
        """Write into one row of a table."""
        return self.set(**{f"{prefix}-{number}-{name}": value for name, value in values.items()})

    def add(self, prefix: str, /, **values: Any) -> "Form":
        """Add a row to a table: the fields that are not given are as in an empty row."""
        number = int(self.data[f"{prefix}-TOTAL_FORMS"])
        empty = f"{prefix}-__prefix__-"
        for name in [name for name in self.data if name.startswith(empty)]:
            self.data[f"{prefix}-{number}-{name.removeprefix(empty)}"] = self.data[name]
        self.data[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
        return self.row(prefix, number, **values)

    def send(self) -> dict[str, list[str]]:
        """Send the form; nothing comes back if it was saved, else what is wrong, by field."""
        self.response = self.client.post(self.address, self.data)
        if self.response.status_code == 302:
            return {}
        assert self.response.status_code == 200
        context = self.response.context
        forms = [context["adminform"].form]
        found = {}
        for inline in context["inline_admin_formsets"]:
            forms += inline.formset.forms
            if inline.formset.non_form_errors():
                found[inline.formset.prefix] = list(inline.formset.non_form_errors())
        for form in forms:
            for name, errors in form.errors.items():
                found[form.add_prefix(name)] = list(errors)
        return found

    def _read(self, field: Element) -> None:
        name, kind = field.attributes.get("name"), field.attributes.get("type", "text")
        if not name or kind in ("submit", "file"):
            return
        if field.tag == "textarea":
            self.data[name] = "".join(map(str, field.children)).removeprefix("\n")
        elif field.tag == "select":
            chosen = [o["value"] for o in field.all("option") if "selected" in o.attributes]
            self.data[name] = chosen if "multiple" in field.attributes else (chosen or [""])[0]
        elif kind != "checkbox":
            self.data[name] = field.attributes.get("value", "")
        elif "checked" in field.attributes:
            self.data.setdefault(name, []).append(field.attributes.get("value", "on"))
