"""Papers that a State or an organization submitted."""

from django.contrib import admin

from delegations.models import DocumentSubmission
from meetings.records.admin.base import TranslatedRecordAdmin, TranslatedTabularInline
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.fields import in_all_languages
from meetings.records.admin.ways import within


class DocumentSubmissionInline(TranslatedTabularInline):
    model = DocumentSubmission
    fields = ("entity", "note")
    autocomplete_fields = ("entity",)


@admin.register(DocumentSubmission)
class DocumentSubmissionAdmin(TranslatedRecordAdmin):
    fieldsets = [(None, {"fields": ["document", "entity", "note"]})]
    inlines = [CitationInline]
    autocomplete_fields = ["document", "entity"]
    belongs_to = ("document", "entity")
    label_needs = ("document", "entity")
    list_display = ["document", "entity", "note"]
    list_select_related = ["document", "entity"]
    list_filter = [within("entity"), within("document")]
    search_fields = ["document__symbol", *in_all_languages("entity__name")]

    def label(self, submission: DocumentSubmission) -> str:
        return f"{submission.document} · {submission.entity}"
