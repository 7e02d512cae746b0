"""Documents, with their language versions."""

from contextlib import suppress
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from meetings import symbols
from meetings.admin.files import DocumentFileInline
from meetings.domain.families import parent_by_symbol
from meetings.domain.rules import (
    refuse_items_of_other_sessions,
    refuse_symbol_of_another_body,
)
from meetings.enums import Availability
from meetings.models import Document
from meetings.records.admin.base import TranslatedRecordAdmin
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.fields import in_all_languages
from meetings.records.admin.forms import TreeForm
from meetings.records.admin.publication import PublishableAdmin
from meetings.records.admin.ways import Contains, within


class DocumentForm(TreeForm):
    """Finds the document that an addendum, corrigendum or revision belongs to, if none is named."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        symbol = data.get("symbol") or self.instance.symbol  # one that was public has no field
        if "parent" in self.fields and symbol and not data.get("parent"):
            with suppress(symbols.SymbolError):  # a wrong one is told at its field
                data["parent"] = parent_by_symbol(symbol)
        sessions = data.get("sessions")
        if sessions is not None and not self.errors:
            sessions = sessions.select_related("body")
            both = (data.get("symbol", ""), data.get("second_symbol", ""))
            self.judge("symbol", refuse_symbol_of_another_body, *both, sessions)
            self.judge("items", refuse_items_of_other_sessions, sessions, data.get("items", ()))
        return data


@admin.register(Document)
class DocumentAdmin(TranslatedRecordAdmin, PublishableAdmin):
    form = DocumentForm
    fieldsets = [
        (
            _("Masthead"),
            {
                "fields": [
                    ("symbol", "second_symbol"),
                    "kind",
                    "distribution",
                    "original_language",
                    "job_number",
                ]
            },
        ),
        (
            _("Title and issue"),
            {"fields": ["title", "issue_status", "issued_on", "issue_note", "parent"]},
        ),
        (_("Issued for"), {"fields": ["sessions", "items"]}),
        (_("Subjects"), {"fields": ["topics", "articles"]}),
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
