"""Reported figures."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from delegations.models import ReportedFigure
from meetings.records.admin.base import (
    TranslatedRecordAdmin,
    TranslatedTabularInline,
    limit_choices,
)
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.fields import in_all_languages
from meetings.records.admin.ways import within


class ReportedFigureInline(TranslatedTabularInline):
    """Figures of a convening; their sources are cited on their own pages."""

    model = ReportedFigure
    fields = ("position", "measure", "qualifier", "value", "mode", "session", "occasion", "note")
    verbose_name_plural = _("Reported figures (“Change” leads to their sources)")
    classes = ("collapse",)

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset = super().get_formset(request, obj, **options)
        sessions = obj.sessions.select_related("body", "convening") if obj else None
        limit_choices(formset, "session", sessions)
        return formset


@admin.register(ReportedFigure)
class ReportedFigureAdmin(TranslatedRecordAdmin):
    fieldsets = [
        (_("What it speaks of"), {"fields": ["convening", "session", "occasion"]}),
        (_("What the source states"), {"fields": ["measure", ("qualifier", "value"), "mode"]}),
        (_("For the reader"), {"fields": ["note", "position"]}),
    ]
    inlines = [CitationInline]
    autocomplete_fields = ["convening", "session"]
    belongs_to = ("convening", "session")
    list_display = ["measure", "qualifier", "value", "mode", "convening", "session", "occasion"]
    list_select_related = ["convening", "session"]
    list_filter = ["measure", "mode", within("convening", offered=8), within("session")]
    search_fields = ["convening__slug", *in_all_languages("occasion", "note")]
    ordering = ["-convening__starts_on", "position", "id"]
