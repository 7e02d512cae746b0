"""Statements."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from delegations.models import Statement
from meetings.records.admin.base import TranslatedRecordAdmin
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.fields import in_all_languages
from meetings.records.admin.publication import PublishableAdmin
from meetings.records.admin.ways import within


@admin.register(Statement)
class StatementAdmin(TranslatedRecordAdmin, PublishableAdmin):
    fieldsets = [
        (_("Who spoke"), {"fields": ["delegation", "speaker", "on_behalf_of"]}),
        (_("Under which item"), {"fields": ["item", "position", "delivered_on"]}),
        (_("How it was delivered"), {"fields": ["kind", "mode", "original_language"]}),
        (_("What was said"), {"fields": ["summary", "document"]}),
        (_("Subjects"), {"fields": ["topics", "articles"]}),
    ]
    inlines = [CitationInline]
    autocomplete_fields = ["delegation", "speaker", "item", "document", "topics", "articles"]
    belongs_to = ("delegation__convening", "delegation", "item", "speaker", "document")
    label_needs = ("delegation__entity",)
    list_display = ["entity", "kind", "item", "convening", "mode", "delivered_on", "status_word"]
    list_display_links = ["entity", "kind"]
    list_select_related = ["delegation__entity", "delegation__convening", "item"]
    list_filter = [
        "status",
        "kind",
        "mode",
        within("delegation__convening", offered=8),
        within("delegation__entity"),
        within("delegation"),
        within("item"),
        within("item__session"),
        within("speaker"),
        within("document"),
        within("topics"),
        within("articles"),
    ]
    search_fields = [
        "delegation__convening__slug",
        *in_all_languages("delegation__entity__name", "summary", "on_behalf_of", "item__title"),
    ]
    date_hierarchy = "delivered_on"
    ordering = ["-delegation__convening__starts_on", "position", "id"]

    def label(self, statement: Statement) -> str:
        return f"{statement.get_kind_display()} · {statement.delegation.entity}"

    @admin.display(description=_("delegation"), ordering="delegation__entity__name")
    def entity(self, statement: Statement) -> str:
        return str(statement.delegation.entity)

    @admin.display(description=_("convening"), ordering="delegation__convening__starts_on")
    def convening(self, statement: Statement) -> str:
        return str(statement.delegation.convening)
