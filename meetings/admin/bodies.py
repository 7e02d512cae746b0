"""The recurring organs."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from meetings.models import Body
from meetings.records.admin.base import TranslatedRecordAdmin
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.fields import in_all_languages
from meetings.records.admin.forms import ProposedSlugForm, TreeForm
from meetings.records.admin.publication import PublishableAdmin
from meetings.records.admin.ways import Contains


class BodyForm(ProposedSlugForm, TreeForm):
    def proposed_slug(self, data: dict[str, Any]) -> str:
        """The code in lower case."""
        return slugify(data.get("code") or "")


@admin.register(Body)
class BodyAdmin(TranslatedRecordAdmin, PublishableAdmin):
    form = BodyForm
    fieldsets = [
        (_("Name"), {"fields": ["code", "name", "short_name", "session_noun", "symbol_prefix"]}),
        (
            _("Mandate and origin"),
            {
                "fields": [
                    "parent",
                    "mandate",
                    "established_by",
                    "established_at",
                    "presided_by",
                    "first_year",
                    "dissolved_year",
                ]
            },
        ),
        (_("For the public"), {"fields": ["slug", "position"]}),
    ]
    inlines = [CitationInline]
    autocomplete_fields = ["parent"]
    belongs_to = ("parent",)
    contains = (Contains("meetings.Session", "body", "body", fills="body"),)
    list_display = ["code", "short_name", "parent", "sessions_held", "first_year", "status_word"]
    list_select_related = ["parent"]
    list_filter = ["status"]
    search_fields = ["code", *in_all_languages("name", "short_name")]

    def label(self, body: Body) -> str:
        return f"{body.code}, {body.short_name}"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(sessions_held=Count("sessions"))

    @admin.display(description=_("sessions"), ordering="sessions_held")
    def sessions_held(self, body: Any) -> int:
        return body.sessions_held
