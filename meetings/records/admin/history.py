"""The history of a record: who changed what, when and why, and the way back."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import DeletedObject, ModelChange, ModelDelta
from simple_history.template_utils import HistoricalRecordContextHelper
from simple_history.utils import get_m2m_reverse_field_name

from meetings.records.admin.fields import content_languages
from meetings.records.domain import editions
from meetings.records.domain.languages import direction_of, language_name
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

    def history_form_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        with editions.raised_once():
            return super().history_form_view(request, *args, **options)

    def history_view_title(self, request: HttpRequest, obj: Any) -> str:
        return _("History of %(record)s") % {"record": label_of(obj)}

    def history_form_view_title(self, request: HttpRequest, obj: Any) -> str:
        return _("Earlier state of %(record)s") % {"record": label_of(obj)}

    def render_history_view(
        self, request: HttpRequest, template: str, context: dict[str, Any], **options: Any
    ) -> HttpResponse:
        context["content_languages"] = content_languages()
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
    """Changes in the order of the fields, each language by itself, values as people say them."""

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
            return label_of(value)
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
