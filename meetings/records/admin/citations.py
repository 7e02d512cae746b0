"""Citations: edited at the record that they support."""

from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.admin import GenericTabularInline
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationInlineModelAdmin

from meetings.records.admin.base import RecordInline, TranslatedRecordAdmin
from meetings.records.admin.facts import FactsField, facts_of
from meetings.records.admin.fields import LanguageFields, in_all_languages
from meetings.records.admin.forms import RecordForm
from meetings.records.admin.formsets import RecordGenericFormSet
from meetings.records.admin.ways import within
from meetings.records.labels import label_of
from meetings.records.models import Citation


class CitationForm(RecordForm):
    """Offers the facts of the record that is cited for."""

    cites: type[Model] | None = None
    fields: Any = FactsField(
        label=_("facts"),
        required=False,
        help_text=_("Which facts the source supports. None ticked: the record as a whole."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if facts := self.fields.get("fields"):
            kind = self.instance.record_type.model_class() if self.instance.pk else None
            facts.offer(self.cites or kind, self.instance.fields)


class CitationInline(
    LanguageFields, TranslationInlineModelAdmin, RecordInline, GenericTabularInline
):
    """The sources of a record, at the foot of its form."""

    model = Citation
    form = CitationForm
    formset = RecordGenericFormSet
    ct_field = "record_type"
    ct_fk_field = "record_id"
    fields = ("source", "locator", "standing", "fields", "note")
    autocomplete_fields = ("source",)
    show_change_link = False
    template = "admin/includes/rows.html"
    verbose_name = _("citation")
    verbose_name_plural = _("Sources of what is stated here")

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **options)
        formset.form.cites = self.parent_model
        return formset


@admin.register(Citation)
class CitationAdmin(TranslatedRecordAdmin):
    """For searching; citations are entered at the records that they support."""

    form = CitationForm
    fieldsets = [
        (None, {"fields": ["supported", "source", "locator", "standing", "fields", "note"]}),
    ]
    readonly_fields = ["supported"]
    autocomplete_fields = ["source"]
    belongs_to = ("source", "record")
    list_display = ["record_in_words", "kind_of_record", "facts", "source", "locator", "standing"]
    list_display_links = ["record_in_words"]
    list_select_related = ["source", "record_type"]
    list_filter = ["standing", within("source"), "record_type"]
    search_fields = ["locator", "source__title", "source__publisher", *in_all_languages("note")]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("record")

    @admin.display(description=_("record"))
    def record_in_words(self, citation: Citation) -> str:
        return str(citation.record or _("no longer on record"))

    @admin.display(description=_("kind of record"), ordering="record_type")
    def kind_of_record(self, citation: Citation) -> str:
        model = citation.record_type.model_class()
        return capfirst(str(model._meta.verbose_name)) if model else ""

    @admin.display(description=_("facts"))
    def facts(self, citation: Citation) -> str:
        model = citation.record_type.model_class()
        words = dict(facts_of(model)) if model else {}
        return ", ".join(str(words.get(name, name)) for name in citation.fields)

    @admin.display(description=_("supports"))
    def supported(self, citation: Citation) -> str:
        return label_of(citation.record) if citation.record else str(_("no longer on record"))
