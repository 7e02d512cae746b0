"""The history of a record: who changed what, when and why, and the way back."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import DeletedObject, ModelChange, ModelDelta
from simple_history.template_utils import HistoricalRecordContextHelper
from simple_history.utils import get_m2m_reverse_field_name

from meetings.records.admin.fields import content_languages
from meetings.records.domain import editions
from meetings.records.domain.entries import made
from meetings.records.domain.history import join_rows, latest_row
from meetings.records.domain.languages import direction_of, language_name
from meetings.records.enums import Way
from meetings.records.labels import label_of

LONGEST_TEXT = 600


class HistoryPages(SimpleHistoryAdmin):
    """The list of changes, field by field, and the form that takes a record back to one of them."""

    object_history_template = "admin/record_history.html"
    object_history_form_template = "admin/record_history_form.html"

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> HistoricalRecordContextHelper:
        return ChangesInWords(
            self.model, historical_record, max_displayed_delta_change_chars=LONGEST_TEXT
        )

    def get_history_queryset(self, request: HttpRequest, *args: Any, **options: Any) -> QuerySet:
        rows = super().get_history_queryset(request, *args, **options)
        return rows.select_related("journal__undone_in")

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._way_back(object_id)
        if not (version_id.isascii() and version_id.isdecimal() and int(version_id) < 2**31):
            raise Http404
        view = super().history_form_view
        if request.method != "POST":
            return view(request, object_id, version_id, extra_context)
        if not self.has_change_history_permission(request, record):
            raise PermissionDenied
        since = latest_row(record)
        detail = _("State of row %(number)s") % {"number": version_id}
        with made(Way.RESTORE, by=request.user, detail=detail), editions.raised_once():
            answer = view(request, object_id, version_id, extra_context)
            join_rows(record, since=since)
            return answer

    def _way_back(self, object_id: str) -> HttpResponse:
        """To the page that brings a deleted record back."""
        number = unquote(object_id)
        is_number = number.isascii() and number.isdecimal() and int(number) < 2**63
        gone = self.model.history.filter(id=number, history_type="-") if is_number else None
        if gone is None or (row := gone.order_by("-history_id").first()) is None:
            raise Http404
        return redirect("admin:records_journalentry_restore", self.model._meta.label_lower, row.pk)

    def history_view_title(self, request: HttpRequest, obj: Any) -> str:
        return _("History of %(record)s") % {"record": label_of(obj)}

    def history_form_view_title(self, request: HttpRequest, obj: Any) -> str:
        return _("Earlier state of %(record)s") % {"record": label_of(obj)}

    def render_history_view(
        self, request: HttpRequest, template: str, context: dict[str, Any], **options: Any
    ) -> HttpResponse:
        context["content_languages"] = content_languages()
        if "object" in context:
            context["name_in_journal"] = f"{self.opts.label_lower}-{context['object'].pk}"
        return super().render_history_view(request, template, context, **options)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **options)
        state = getattr(obj, "_history", None)
        return with_state_of(state, form) if state is not None else form


def with_state_of(state: Any, form: Any) -> Any:
    """The form filled with an earlier state of its record, many-to-many fields included."""

    class FormOfEarlierState(form):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            for field in state._history_m2m_fields:
                related = get_m2m_reverse_field_name(field)
                rows = getattr(state, field.name).values_list(f"{related}_id", flat=True)
                self.initial[field.name] = list(rows)

    return FormOfEarlierState


class ChangesInWords(HistoricalRecordContextHelper):
    """Changes in the order of the fields, each language by itself, values as people say them.

    `labels` keeps what other records are called, for whoever tells of many rows.
    """

    labels: dict[tuple[type[Model], Any], str]

    def __init__(self, *args: Any, labels: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.labels = {} if labels is None else labels

    def context_for_delta_changes(self, delta: ModelDelta) -> list[dict[str, Any]]:
        columns = [*self.model._meta.concrete_fields, *self.model._meta.many_to_many]
        order = {field.name: place for place, field in enumerate(columns)}
        # The column without a language repeats the one of the language that is shown.
        repeated = {f.translated_field.name for f in columns if isinstance(f, TranslationField)}
        changes = [change for change in delta.changes if change.field not in repeated]
        told = [self._in_words(c) for c in sorted(changes, key=lambda c: order[c.field])]
        return [change for change in told if change["old"] != change["new"]]  # no text and ""

    def prepare_delta_change_value(self, change: ModelChange, value: Any) -> Any:
        value = super().prepare_delta_change_value(change, value)
        field: Any = self.model._meta.get_field(change.field)
        if isinstance(value, list):
            return ", ".join(label_of(v) if isinstance(v, Model) else str(v) for v in value)
        if value in (None, "") or (isinstance(value, DeletedObject) and value.pk is None):
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, Model):
            key = (type(value), value.pk)
            if key not in self.labels:
                self.labels[key] = label_of(value)
            return self.labels[key]
        return str(dict(field.flatchoices).get(value, value)) if field.choices else value

    def _in_words(self, change: ModelChange) -> dict[str, Any]:
        field: Any = self.model._meta.get_field(change.field)
        words = self.format_delta_change(change)
        if not isinstance(field, TranslationField):
            return {"field": words.field, "old": words.old, "new": words.new}
        name = capfirst(field.translated_field.verbose_name)
        return {
            "field": f"{name} ({language_name(field.language)})",
            "old": words.old,
            "new": words.new,
            "language": field.language,
            "direction": direction_of(field.language),
        }
