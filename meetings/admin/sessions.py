"""Sessions: one body's numbered gatherings."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from meetings.admin.agenda import AgendaItemInline
from meetings.domain.naming import convening_dates, session_name
from meetings.domain.rules import held_in_convening, refuse_leaving_behind
from meetings.domain.sessions import proposed_slug, session_code
from meetings.models import Convening, Session
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
        return proposed_slug(body, ordinal, part) if body and ordinal and part else ""

    def held(self, convening: Convening) -> Iterator[QuerySet]:
        """What would no longer fit if the session were one of that convening."""
        items = self.instance.items.values_list("pk", flat=True)
        return held_in_convening(items, convening.pk)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.moves("convening"):
            self.judge("convening", refuse_leaving_behind, *self.held(data["convening"]))
        return data


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
