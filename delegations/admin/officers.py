"""Officers and their titles."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from delegations.models import Officer, OfficerTitle
from meetings.records.admin.base import (
    RecordTabularInline,
    TranslatedRecordAdmin,
    TranslatedTabularInline,
    limit_choices,
)
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.fields import in_all_languages
from meetings.records.admin.ways import Contains, within


class OfficerTitleInline(TranslatedTabularInline):
    model = OfficerTitle
    fields = ("position", "title")
    verbose_name_plural = _("Titles under which sources name the officer")


class OfficerInline(RecordTabularInline):
    """Officers of a convening; their titles are entered on their own pages."""

    model = Officer
    fields = ("position", "role", "person", "entity", "session", "titles_in_short")
    readonly_fields = ("titles_in_short",)
    autocomplete_fields = ("person", "entity")
    verbose_name_plural = _("Officers (“Change” leads to their titles)")
    classes = ("collapse",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("titles")

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset = super().get_formset(request, obj, **options)
        sessions = obj.sessions.select_related("body", "convening") if obj else None
        limit_choices(formset, "session", sessions)
        return formset

    @admin.display(description=_("titles"))
    def titles_in_short(self, officer: Officer) -> str:
        return titles_of(officer)


@admin.register(Officer)
class OfficerAdmin(TranslatedRecordAdmin):
    fieldsets = [
        (_("Office"), {"fields": ["convening", "session", "role", "position"]}),
        (_("Who held it"), {"fields": ["person", "entity", "note"]}),
    ]
    inlines = [OfficerTitleInline, CitationInline]
    autocomplete_fields = ["convening", "session", "person", "entity"]
    belongs_to = ("convening", "session", "person", "entity")
    contains = (Contains("delegations.OfficerTitle", "officer", "officer"),)
    label_needs = ("person", "entity", "convening")
    list_display = ["who", "role", "entity", "convening", "session", "titles"]
    list_select_related = ["person", "entity", "convening", "session"]
    list_filter = [
        "role",
        within("convening", offered=8),
        within("session"),
        within("person"),
        within("entity"),
    ]
    search_fields = ["convening__slug", *in_all_languages("person__name", "titles__title")]
    ordering = ["-convening__starts_on", "position", "id"]

    def label(self, officer: Officer) -> str:
        return f"{officer.get_role_display()}: {name_of(officer)} · {officer.convening}"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("titles")

    @admin.display(description=_("officer"), ordering="person__name")
    def who(self, officer: Officer) -> str:
        return name_of(officer)

    @admin.display(description=_("titles"))
    def titles(self, officer: Officer) -> str:
        return titles_of(officer)


@admin.register(OfficerTitle)
class OfficerTitleAdmin(TranslatedRecordAdmin):
    fieldsets = [(None, {"fields": ["officer", "title", "position"]})]
    inlines = [CitationInline]
    autocomplete_fields = ["officer"]
    belongs_to = ("officer__convening", "officer")
    list_display = ["title", "who", "convening"]
    list_select_related = ["officer__person", "officer__entity", "officer__convening"]
    list_filter = [within("officer__convening", offered=8), within("officer")]
    search_fields = in_all_languages("title", "officer__person__name")

    @admin.display(description=_("officer"))
    def who(self, title: OfficerTitle) -> str:
        return name_of(title.officer)

    @admin.display(description=_("convening"), ordering="officer__convening__starts_on")
    def convening(self, title: OfficerTitle) -> str:
        return str(title.officer.convening)


def name_of(officer: Officer) -> str:
    """The person, else the State, that held the office."""
    return str(officer.person or officer.entity or _("name not recorded"))


def titles_of(officer: Officer) -> str:
    """All titles, which are to be loaded."""
    return "; ".join(str(title) for title in officer.titles.all()) if officer.pk else ""
