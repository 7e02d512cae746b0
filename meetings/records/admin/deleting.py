"""Nothing is deleted but what its person was shown."""

import copy
from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import NestedObjects, unquote
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.records.admin.locks import lock_for_saving
from meetings.records.admin.nonsense import is_key
from meetings.records.domain.states import is_worked_out
from meetings.records.labels import label_of, needs_of_labels

SHOWN = "shown_with"  # what would have been deleted when the question was asked
DELETE_SELECTED = "delete_selected"


def seal_of(records: Iterable[Model]) -> str:
    """A text that changes with the records, and with whatever would be deleted along with them."""
    collector = NestedObjects(using=DEFAULT_DB_ALIAS)
    collector.collect(list(records))
    found = sorted(
        f"{record._meta.label} {record.pk} {getattr(record, 'changed_at', '')}"
        for kind in collector.data.values()
        for record in kind
    )
    return salted_hmac("meetings.records.deleting", "\n".join(found)).hexdigest()


class DeletionPages(admin.ModelAdmin):
    """Asks again where what is to be deleted has changed since the question was asked."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What would be deleted, in the words of the record: links between records only counted."""
        _found, _counts, lacking, protected = super().get_deleted_objects(objs, request)
        collector = NestedObjects(using=DEFAULT_DB_ALIAS)
        collector.collect(objs)
        for kind, records in collector.data.items():
            prefetch_related_objects(list(records), *needs_of_labels(kind))
        found = _without_links(collector.nested(self._named))
        counts = {
            _plural_of(kind, collector.data): len(of)
            for kind, of in collector.data.items()
            if not is_worked_out(kind)
        }
        return found, counts, lacking, protected

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        if request.method == "POST":
            lock_for_saving(self.model, unquote(object_id), request.POST, self.inlines)
            record = self.get_object(request, unquote(object_id))
            if record is not None and request.POST.get(SHOWN) != seal_of([record]):
                self._say_that_it_changed(request)
                request = _asking_again(request, QueryDict())
        return super().delete_view(request, object_id, extra_context)

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        context[SHOWN] = seal_of([context["object"]])
        context["label"] = label_of(context["object"])
        return super().render_delete_form(request, context)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        request.deleted = label_of(obj)  # type: ignore[attr-defined]
        super().delete_model(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        named = getattr(request, "deleted", obj_display)
        return super().response_delete(request, named, obj_id)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if request.method != "POST" or request.POST.get("action") != DELETE_SELECTED:
            return super().changelist_view(request, extra_context)
        if request.POST.get("post") and request.POST.get(SHOWN) != seal_of(self._selected(request)):
            self._say_that_it_changed(request)
            asked = request.POST.copy()
            del asked["post"]
            request = _asking_again(request, asked, method="POST")
        answer = super().changelist_view(request, extra_context)
        if isinstance(answer, TemplateResponse) and "queryset" in (answer.context_data or {}):
            answer.context_data[SHOWN] = seal_of(answer.context_data["queryset"])  # type: ignore[index]
        return answer

    def _named(self, record: Model) -> str | None:
        """The line of a record, with the way to it; none for what only links two records."""
        options, named = record._meta, label_of(record)
        if options.auto_created or is_worked_out(type(record)):
            return None
        if self.admin_site.is_registered(type(record)):
            page = f"admin:{options.app_label}_{options.model_name}_change"
            way = reverse(page, args=[record.pk])
            named = format_html('<a href="{}">{}</a>', way, named)
        return format_html("{}: {}", capfirst(options.verbose_name), named)

    def _selected(self, request: HttpRequest) -> list[Model]:
        keys = [key for key in request.POST.getlist(ACTION_CHECKBOX_NAME) if is_key(key)]
        chosen = self.get_queryset(request).filter(pk__in=keys).order_by("pk")
        for key in sorted(keys, key=int):
            lock_for_saving(self.model, key, QueryDict(), ())
        return list(chosen)

    def _say_that_it_changed(self, request: HttpRequest) -> None:
        sentence = _(
            "Nothing was deleted: something changed since you were asked. This is what would be "
            "deleted now."
        )
        messages.warning(request, sentence)


def _without_links(nested: list[Any]) -> list[Any]:
    return [_without_links(e) if isinstance(e, list) else e for e in nested if e]


def _plural_of(kind: Any, deleted: Iterable[Any]) -> str:
    """What records of the kind are called; of links, by the kind that stays on record."""
    if not kind._meta.auto_created:
        return str(kind._meta.verbose_name_plural)
    linked = [f.related_model for f in kind._meta.fields if f.related_model]
    staying = next((each for each in linked if each not in deleted), linked[-1])
    return _("links to %(records)s") % {"records": staying._meta.verbose_name_plural}


def _asking_again(request: HttpRequest, data: QueryDict, method: str = "GET") -> HttpRequest:
    """The request as if the question had not been answered."""
    asking = copy.copy(request)
    asking.method = method
    asking.POST = data
    return asking
