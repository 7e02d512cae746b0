"""States and organizations."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from delegations.enums import EntityKind
from delegations.models import Entity, EntityName, TreatyAction
from meetings.records.admin.base import (
    RecordAdmin,
    RecordTabularInline,
    TranslatedRecordAdmin,
    TranslatedTabularInline,
)
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.fields import in_all_languages
from meetings.records.admin.forms import ProposedSlugForm
from meetings.records.admin.publication import PublishableAdmin
from meetings.records.admin.ways import Contains, within


class EntityForm(ProposedSlugForm):
    def proposed_slug(self, data: dict[str, Any]) -> str:
        """A State's ISO alpha-3 code, an organization's acronym or name."""
        if data.get("kind") == EntityKind.STATE:
            return slugify(data.get("iso3") or "")
        return slugify(data.get("acronym") or "") or slugify(data.get("name_en") or "")


class EntityNameInline(TranslatedTabularInline):
    model = EntityName
    fields = ("position", "name", "valid_from", "valid_to", "seen_on")
    verbose_name_plural = _("Former names")


class TreatyActionInline(RecordTabularInline):
    model = TreatyAction
    fields = ("position", "action", "date")
    verbose_name_plural = _("What it did about the Convention")


@admin.register(Entity)
class EntityAdmin(TranslatedRecordAdmin, PublishableAdmin):
    form = EntityForm
    fieldsets = [
        (_("Name"), {"fields": ["kind", "name", "acronym"]}),
        (
            _("Codes and group"),
            {
                "description": _("A State needs its alpha-3 code; an organization needs none."),
                "fields": [("iso3", "iso2", "m49"), "regional_group", "website"],
            },
        ),
        (_("For the public"), {"fields": ["slug"]}),
    ]
    inlines = [TreatyActionInline, EntityNameInline, CitationInline]
    contains = (
        Contains("delegations.Delegation", "entity", "entity", fills="entity"),
        Contains("delegations.Statement", "delegation__entity", "entity"),
        Contains("delegations.Officer", "entity", "entity", fills="entity"),
        Contains("delegations.DocumentSubmission", "entity", "entity", fills="entity"),
    )
    list_display = ["name", "kind", "iso3", "regional_group", "times_recorded", "status_word"]
    list_filter = ["status", "kind", "regional_group"]
    search_fields = [
        "slug",
        "acronym",
        "=iso3",
        *in_all_languages("name", "former_names__name"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        counted = Count("delegations", distinct=True)
        return super().get_queryset(request).annotate(times_recorded=counted)

    @admin.display(description=_("convenings"), ordering="times_recorded")
    def times_recorded(self, entity: Any) -> int:
        return entity.times_recorded


@admin.register(EntityName)
class EntityNameAdmin(TranslatedRecordAdmin):
    fieldsets = [
        (None, {"fields": ["entity", "name", ("valid_from", "valid_to"), "seen_on", "position"]}),
    ]
    inlines = [CitationInline]
    autocomplete_fields = ["entity"]
    belongs_to = ("entity",)
    list_display = ["name", "entity", "valid_from", "valid_to", "seen_on"]
    list_select_related = ["entity"]
    list_filter = [within("entity")]
    search_fields = in_all_languages("name", "entity__name")


@admin.register(TreatyAction)
class TreatyActionAdmin(RecordAdmin):
    fieldsets = [(None, {"fields": ["entity", "action", "date", "position"]})]
    inlines = [CitationInline]
    autocomplete_fields = ["entity"]
    belongs_to = ("entity",)
    list_display = ["entity", "action", "date"]
    list_display_links = ["entity", "action"]
    list_select_related = ["entity"]
    list_filter = ["action", within("entity")]
    search_fields = in_all_languages("entity__name")
    date_hierarchy = "date"
