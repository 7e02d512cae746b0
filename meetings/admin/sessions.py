"""Sessions: one body's numbered gatherings."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from meetings.admin.agenda import AgendaItemInline
from meetings.domain.naming import convening_dates, session_name
from meetings.enums import Part
from meetings.models import Session
from meetings.records.admin.base import (
    RecordTabularInline,
    TranslatedRecordAdmin,
)
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.forms import ProposedSlugForm
from meetings.records.admin.ways import Contains, within


class SessionForm(ProposedSlugForm):
    def proposed_slug(self, data: dict[str, Any]) -> str:
        """Body, number and part: irg-12-resumed."""
        body, ordinal, part = data.get("body"), data.get("ordinal"), data.get("part")
        if not (body and ordinal and part):
            return ""
        ending = "" if part == Part.REGULAR else f"-{part.replace('_', '-')}"
        return f"{body.slug}-{ordinal}{ending}"


class SessionInline(RecordTabularInline):
    model = Session
    form = SessionForm
    fields = ("body", "ordinal", "part", "starts_on", "ends_on", "agenda_status", "position")
    autocomplete_fields = ("body",)
    verbose_name_plural = _("Sessions held together")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Session.objects.in_convening_order()


@admin.register(Session)
class SessionAdmin(TranslatedRecordAdmin):
    form = SessionForm
    fieldsets = [
        (_("Which session"), {"fields": ["body", ("ordinal", "part"), "convening", "position"]}),
        (_("Its own days"), {"fields": [("starts_on", "ends_on"), "dates_note"]}),
        (_("Agenda"), {"fields": ["agenda_status"]}),
        (_("For the public"), {"fields": ["slug"]}),
    ]
    inlines = [AgendaItemInline, CitationInline]
    autocomplete_fields = ["body", "convening"]
    belongs_to = ("convening", "body")
    contains = (
        Contains("meetings.AgendaItem", "session", "session", fills="session"),
        Contains("meetings.Document", "sessions", "sessions"),
    )
    label_needs = ("body", "convening")
    list_display = ["name_in_words", "body", "held_at", "agenda_status", "items_listed"]
    list_select_related = ["body", "convening"]
    list_filter = ["body", "part", "agenda_status", within("convening", offered=8)]
    search_fields = ["slug", "body__code", "body__short_name_en", "convening__slug"]
    date_hierarchy = "convening__starts_on"

    def label(self, session: Session) -> str:
        return f"{session_code(session)} ({convening_dates(session.convening)})"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(items_listed=Count("items"))

    @admin.display(description=_("session"), ordering="ordinal")
    def name_in_words(self, session: Session) -> str:
        return session_name(session)

    @admin.display(description=_("convening"), ordering="convening__starts_on")
    def held_at(self, session: Session) -> str:
        return f"{convening_dates(session.convening)}, {session.convening.city}"

    @admin.display(description=_("items"), ordering="items_listed")
    def items_listed(self, session: Any) -> int:
        return session.items_listed


def session_code(session: Session) -> str:
    """A session in few letters: IRG 12, resumed."""
    code = f"{session.body.code} {session.ordinal}"
    return code if session.part == Part.REGULAR else f"{code}, {session.get_part_display()}"
