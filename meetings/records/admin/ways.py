"""Ways from a record to what it belongs to and to what belongs to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.records.access import within_reach
from meetings.records.admin.nonsense import is_key
from meetings.records.admin.pages import pages_for
from meetings.records.enums import Level
from meetings.records.labels import label_of, with_labels


@dataclass(frozen=True)
class Contains:
    """Records of another kind that belong to a record, found by the filter of their list.

    With `fills`, a new one can be entered for the record, whose number goes into that field.
    """

    model: str
    path: str
    parameter: str
    fills: str = ""


@dataclass
class Way:
    """A link, with the number of records behind it."""

    label: str
    url: str
    count: int | None = None
    add_url: str = ""


def ways_beside(record: Model, request: HttpRequest) -> Iterator[Way]:
    """Links to the further pages of the record that the person may open."""
    return (Way(str(page.title), page.url(record)) for page in pages_for(record, request.user))


def ways_up(record: Model, paths: tuple[str, ...], request: HttpRequest) -> Iterator[Way]:
    """Links to the records that it belongs to and that the person may see."""
    for path in paths:
        above: Any = record
        for name in path.split("__"):
            above = above and getattr(above, name)
        if above is not None and _admin_of(type(above)).has_view_permission(request, above):
            kind = capfirst(above._meta.verbose_name)
            url = reverse(f"admin:{_name_of(type(above))}_change", args=[above.pk])
            yield Way(f"{kind}: {label_of(above)}", url)


def ways_down(record: Model, kinds: tuple[Contains, ...], request: HttpRequest) -> Iterator[Way]:
    """Links to the lists of what belongs to it, with counts."""
    for kind in kinds:
        model = apps.get_model(kind.model)
        model_admin = _admin_of(model)
        if not model_admin.has_view_permission(request):
            continue
        every = model._default_manager.filter(**{kind.path: record})
        found = within_reach(every, request.user, Level.VIEWER).order_by()
        url = reverse(f"admin:{_name_of(model)}_changelist")
        way = Way(
            label=capfirst(model._meta.verbose_name_plural),
            url=f"{url}?{urlencode({kind.parameter: record.pk})}",
            count=found.values("pk").distinct().count(),
        )
        if kind.fills and model_admin.has_add_permission(request):
            add_url = reverse(f"admin:{_name_of(model)}_add")
            way.add_url = f"{add_url}?{urlencode({kind.fills: record.pk})}"
        yield way


def within(path: str, *, parameter: str = "", offered: int = 0) -> type[SimpleListFilter]:
    """A list filter for what belongs to one record: it shows that record, and the first ones."""

    class Within(SimpleListFilter):
        parameter_name = parameter or path.rpartition("__")[2]

        def __init__(self, request: Any, params: Any, model: Any, model_admin: Any) -> None:
            self.kind = _model_at(model, path)
            self.title = self.kind._meta.verbose_name
            super().__init__(request, params, model, model_admin)

        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
            every = self.kind._default_manager.all()
            records = with_labels(within_reach(every, request.user, Level.VIEWER))
            listed = list(records[:offered]) if offered else []
            chosen = self.value()
            if chosen and chosen not in [str(record.pk) for record in listed]:
                listed += records.filter(pk=chosen) if is_key(chosen) else []
            choices = [(str(record.pk), label_of(record)) for record in listed]
            if chosen and chosen not in dict(choices):
                choices.append((chosen, _("not on record")))
            return choices

        def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet | None:
            chosen = self.value()
            if not chosen:
                return None
            if not is_key(chosen):
                return queryset.none()
            found = queryset.model._default_manager.filter(**{path: chosen}).values("pk")
            return queryset.filter(pk__in=found)

    return Within


def _model_at(model: type[Model], path: str) -> type[Model]:
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
    return model


def _admin_of(model: type[Model]) -> admin.ModelAdmin:
    return admin.site.get_model_admin(model)


def _name_of(model: type[Model]) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"
