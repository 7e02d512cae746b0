"""Convenings: where a week is entered."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Model, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

import meetings.domain.remarks  # noqa: F401 (tells them to whoever publishes)
from meetings.admin.programme import ProgrammeEntryInline, SittingInline
from meetings.admin.sessions import SessionInline, session_code
from meetings.domain.naming import convening_dates, convening_name
from meetings.domain.rules import refuse_days_left_out
from meetings.models import Convening, Session
from meetings.records.admin.base import TranslatedRecordAdmin
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.fields import in_all_languages
from meetings.records.admin.forms import ProposedSlugForm
from meetings.records.admin.publication import PublishableAdmin, status_mark
from meetings.records.admin.ways import Contains

DAYS = {"starts_on", "ends_on", "time_zone"}


class ConveningForm(ProposedSlugForm):
    def proposed_slug(self, data: dict[str, Any]) -> str:
        """First day and city: 2021-09-06-vienna."""
        city = slugify(data.get("city_en") or "")
        return f"{data['starts_on']:%Y-%m-%d}-{city}" if data.get("starts_on") and city else ""


@admin.register(Convening)
class ConveningAdmin(TranslatedRecordAdmin, PublishableAdmin):
    form = ConveningForm
    fieldsets = [
        (
            _("When and where"),
            {
                "fields": [
                    ("starts_on", "ends_on"),
                    "dates_note",
                    "city",
                    "country",
                    "venue",
                    "time_zone",
                ]
            },
        ),
        (
            _("How it is held"),
            {"fields": ["format", "format_note", "holding", "in_person_limit", "note"]},
        ),
        (
            _("For the public"),
            {
                "description": _(
                    "Publishing a convening makes its sessions, agendas, delegations, officers and "
                    "figures public, and the sources that they cite. The programme and the list of "
                    "participants follow when they are published too."
                ),
                "fields": ["slug"],
            },
        ),
    ]
    inlines = [SessionInline, SittingInline, ProgrammeEntryInline, CitationInline]
    contains = (
        Contains("meetings.Session", "convening", "convening", fills="convening"),
        Contains("meetings.AgendaItem", "session__convening", "convening"),
        Contains("meetings.Sitting", "convening", "convening", fills="convening"),
        Contains("meetings.ProgrammeEntry", "convening", "convening", fills="convening"),
        Contains("meetings.Document", "sessions__convening", "convening"),
    )
    list_display = [
        "dates",
        "city",
        "sessions_held",
        "format",
        "status_word",
        "programme_word",
        "list_word",
    ]
    list_display_links = ["dates", "city"]
    list_filter = ["status", "programme_status", "participants_status", "format", "sessions__body"]
    search_fields = ["slug", "sessions__slug", *in_all_languages("city", "venue")]
    date_hierarchy = "starts_on"

    def label(self, convening: Convening) -> str:
        return convening_name(convening)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Its days are judged with all that is on record by then, also what the form lacks."""
        super().save_related(request, form, formsets, change)
        if change and DAYS & set(form.changed_data):
            refuse_days_left_out(form.instance, *self.also_outside(form.instance))

    def also_outside(self, convening: Convening) -> Iterable[Model]:
        """What else lies outside of the convening's days."""
        return ()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        sessions = Session.objects.in_convening_order()
        return super().get_queryset(request).prefetch_related(Prefetch("sessions", sessions))

    @admin.display(description=_("dates"), ordering="starts_on")
    def dates(self, convening: Convening) -> str:
        return convening_dates(convening)

    @admin.display(description=_("sessions"))
    def sessions_held(self, convening: Convening) -> str:
        return ", ".join(session_code(session) for session in convening.sessions.all())

    @admin.display(description=_("programme"), ordering="programme_status")
    def programme_word(self, convening: Convening) -> SafeString:
        return status_mark(convening.programme_status)

    @admin.display(description=_("list of participants"), ordering="participants_status")
    def list_word(self, convening: Convening) -> SafeString:
        return status_mark(convening.participants_status)
