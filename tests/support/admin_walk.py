"""Every page of the administration, whoever made it, with what a browser could send to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse

from tests.support.html import Element, parse

OWN_APPS = ("meetings", "delegations", "records", "access")
NO_PAGES_OF_THE_RECORD = {"logout", "login", "jsi18n", None}


@dataclass(frozen=True)
class AdminPage:
    """A page, and whether it is one of a single record."""

    address: str
    is_of_record: bool = False


def pages_of(record: Model) -> Iterator[AdminPage]:
    """All pages that the administration has of the record and of its kind."""
    model = type(record)
    if not admin.site.is_registered(model):
        return
    # A page of one row of history names the row, too.
    history = getattr(model, "history", None)
    row = history.filter(id=record.pk).first() if history else None
    numbers = [record.pk, row.pk if row else 1]
    for pattern in _patterns(admin.site.get_model_admin(model).get_urls()):
        if address := _address(pattern, numbers):
            yield AdminPage(address, is_of_record=bool(_holes(pattern)))


def pages_of_the_site() -> Iterator[AdminPage]:
    """All pages that belong to no kind of record."""
    own = [page for page in admin.site.get_urls() if isinstance(page, URLPattern)]
    for pattern in own:
        if pattern.name not in NO_PAGES_OF_THE_RECORD and (address := _address(pattern, [1, 1])):
            yield AdminPage(address)


def sent_by(html: str) -> Iterator[dict[str, Any]]:
    """What a browser would send for each way of sending each form of the page."""
    for form in parse(html).all("form"):
        if form.attributes.get("method", "").lower() != "post":
            continue
        fields = dict(_fields(form))
        buttons = [*form.all("button"), *form.all("input", type="submit")]
        names = {(b.attributes.get("name", ""), b.attributes.get("value", "")) for b in buttons}
        if any(name == "_save" for name, _value in names):  # the others say where to go afterwards
            names = {("_save", "on")}
        for name, value in sorted(names) or [("", "")]:
            yield fields | {name: value} if name else fields


def all_that_is_on_record() -> dict[str, list[Any]]:
    """Every row of the record, of its history and of who may do what."""
    kinds = [model for app in OWN_APPS for model in apps.get_app_config(app).get_models()]
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in kinds
        if model._meta.label != "records.Edition"
    }


def _patterns(found: list[Any]) -> Iterator[URLPattern]:
    for pattern in found:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns)
        elif pattern.name:
            yield pattern


def _holes(pattern: URLPattern) -> int:
    return len(pattern.pattern.converters) or pattern.pattern.regex.groups


def _address(pattern: URLPattern, numbers: list[int]) -> str:
    """Its address with the numbers in its holes; nothing if other things belong there."""
    filling = [*numbers, 1, 1][: _holes(pattern)]
    try:
        return reverse(f"admin:{pattern.name}", args=filling)
    except NoReverseMatch:
        return ""


def _fields(form: Element) -> Iterator[tuple[str, Any]]:
    """Fields with what they hold; texts with a mark, so that saving them is a change."""
    for field in form.all("input", "select", "textarea"):
        name, kind = field.attributes.get("name"), field.attributes.get("type", "text")
        if not name or "disabled" in field.attributes or kind in ("submit", "file", "button"):
            continue
        if field.tag == "textarea":
            text = "".join(map(str, field.children)).removeprefix("\n")
            yield name, f"{text} Changed."
        elif field.tag == "select":
            chosen = [o["value"] for o in field.all("option") if "selected" in o.attributes]
            yield name, chosen if "multiple" in field.attributes else (chosen or [""])[0]
        elif kind in ("checkbox", "radio"):
            if "checked" in field.attributes or name == "_selected_action":
                yield name, field.attributes.get("value", "on")
        else:
            yield name, field.attributes.get("value", "")
