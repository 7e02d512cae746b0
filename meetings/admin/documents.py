"""Documents and their language versions."""

import hashlib
from typing import Any

from django.contrib import admin
from django.core.validators import FileExtensionValidator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from meetings.enums import Availability
from meetings.models import Document, DocumentFile
from meetings.records.admin.base import RecordAdmin, RecordTabularInline, TranslatedRecordAdmin
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.fields import in_all_languages
from meetings.records.admin.forms import RecordForm, TreeForm
from meetings.records.admin.publication import PublishableAdmin
from meetings.records.admin.ways import Contains, within

# Not HTML or SVG: those could run scripts under the portal's address.
KINDS_OF_FILE = ["pdf", "docx", "doc", "odt", "rtf", "txt", "xlsx", "xls", "csv", "pptx", "ppt"]


class DocumentFileForm(RecordForm):
    """Measures the file that is given; with one, the version is held here."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if file := self.fields.get("file"):
            file.validators.append(FileExtensionValidator(KINDS_OF_FILE))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "file" in self.changed_data and (file := data.get("file")):
            data["availability"] = Availability.HELD
            self.instance.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            self.instance.bytes = file.size
            file.seek(0)
        elif "file" in self.changed_data and "file" not in self.errors:
            self.instance.sha256, self.instance.bytes = "", None
        return data


class DocumentFileInline(RecordTabularInline):
    model = DocumentFile
    form = DocumentFileForm
    fields = ("language", "availability", "file", "url", "bytes")
    readonly_fields = ("bytes",)
    max_num = 6


@admin.register(Document)
class DocumentAdmin(TranslatedRecordAdmin, PublishableAdmin):
    form = TreeForm
    fieldsets = [
        (
            _("Masthead"),
            {"fields": [("symbol", "second_symbol"), "kind", "distribution", "original_language"]},
        ),
        (_("Title and issue"), {"fields": ["title", "issued_on", "issue_note", "parent"]}),
        (_("Issued for"), {"fields": ["sessions", "items"]}),
        (_("Subjects"), {"fields": ["topics", "articles"]}),
        (
            _("For the public"),
            {
                "description": _("A document is public once its convenings are, too."),
                "fields": ["status"],
            },
        ),
    ]
    inlines = [DocumentFileInline, CitationInline]
    autocomplete_fields = ["sessions", "items", "topics", "articles", "parent"]
    belongs_to = ("parent",)
    contains = (
        Contains("meetings.Document", "parent", "parent", fills="parent"),
        Contains("meetings.DocumentFile", "document", "document"),
    )
    list_display = [
        "symbol",
        "title_in_short",
        "kind",
        "issued_for",
        "languages",
        "issued_on",
        "status_word",
    ]
    list_filter = [
        "status",
        "kind",
        "sessions__body",
        within("sessions__convening", offered=8),
        within("sessions", parameter="sessions"),
        within("items"),
        within("topics"),
        within("articles"),
        within("parent"),
    ]
    search_fields = ["symbol", "second_symbol", *in_all_languages("title")]
    date_hierarchy = "issued_on"

    def label(self, document: Document) -> str:
        return Truncator(f"{document.symbol} {document.title}".strip()).chars(110)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("sessions", "files")

    @admin.display(description=_("title"), ordering="title")
    def title_in_short(self, document: Document) -> str:
        return Truncator(document.title).chars(90) or str(_("not recorded"))

    @admin.display(description=_("issued for"))
    def issued_for(self, document: Document) -> str:
        return ", ".join(session.slug for session in document.sessions.all())

    @admin.display(description=_("languages"))
    def languages(self, document: Document) -> str:
        codes = [
            f.language for f in document.files.all() if f.availability != Availability.NOT_ISSUED
        ]
        return " ".join(code.partition("-")[0].upper() for code in codes) or str(_("not recorded"))


@admin.register(DocumentFile)
class DocumentFileAdmin(RecordAdmin):
    form = DocumentFileForm
    fieldsets = [
        (None, {"fields": ["document", "language", "availability", "file", "url"]}),
        (_("Measured from the file"), {"fields": ["sha256", "bytes"]}),
    ]
    readonly_fields = ["sha256", "bytes"]
    inlines = [CitationInline]
    autocomplete_fields = ["document"]
    belongs_to = ("document",)
    list_display = ["document", "language", "availability", "bytes"]
    list_select_related = ["document"]
    list_filter = ["language", "availability", within("document")]
    search_fields = ["document__symbol"]
