"""Sources: what the facts of the record were read in."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext_lazy as _

from meetings.records.admin.base import TranslatedRecordAdmin
from meetings.records.admin.forms import ProposedSlugForm
from meetings.records.admin.publication import PublishableAdmin
from meetings.records.admin.ways import Contains
from meetings.records.models import Source


class SourceForm(ProposedSlugForm):
    def proposed_slug(self, data: dict[str, Any]) -> str:
        """Publisher and date, or title: wco-2021-09-17."""
        day = data.get("published_on") or data.get("read_on")
        name = data.get("symbol") or data.get("publisher") or data.get("title") or ""
        words = slugify(name.replace("/", "-"))
        return f"{words[:60]}-{day.isoformat()}" if day and words else words


@admin.register(Source)
class SourceAdmin(TranslatedRecordAdmin, PublishableAdmin):
    form = SourceForm
    fieldsets = [
        (
            _("What it is"),
            {
                "fields": [
                    "kind",
                    "publisher",
                    "author",
                    "title",
                    "title_is_description",
                    "language",
                ]
            },
        ),
        (
            _("Where and when it was read"),
            {"fields": ["url", "symbol", "published_on", "read_on", "sha256"]},
        ),
        (
            _("For the public"),
            {
                "description": _("Facts show only those of their sources that are published."),
                "fields": ["note", "slug"],
            },
        ),
    ]
    contains = (Contains("records.Citation", "source", "source"),)
    list_display = [
        "title_in_short",
        "publisher",
        "kind",
        "published_on",
        "citations_made",
        "status_word",
    ]
    list_filter = ["status", "kind", "language"]
    search_fields = ["title", "publisher", "author", "symbol", "slug", "url"]
    date_hierarchy = "published_on"

    def label(self, source: Source) -> str:
        return Truncator(str(source)).chars(110)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Source.objects.with_citation_counts()

    @admin.display(description=_("title"), ordering="title")
    def title_in_short(self, source: Source) -> str:
        return Truncator(source.title).chars(110)

    @admin.display(description=_("citations"), ordering="citation_count")
    def citations_made(self, source: Any) -> int:
        return source.citation_count
