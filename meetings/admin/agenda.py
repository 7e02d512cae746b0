"""Agenda items."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from meetings.domain.rules import (
    held_by_item,
    refuse_joint_consideration_elsewhere,
    refuse_leaving_behind,
)
from meetings.models import AgendaItem, Session
from meetings.records.admin.base import (
    TranslatedRecordAdmin,
    TranslatedTabularInline,
    limit_choices,
)
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.fields import in_all_languages
from meetings.records.admin.forms import ProposedSlugForm, TreeForm
from meetings.records.admin.formsets import RecordInlineFormSet
from meetings.records.admin.ways import Contains, within
from meetings.records.domain import trees


class AgendaItemForm(ProposedSlugForm, TreeForm):
    def proposed_slug(self, data: dict[str, Any]) -> str:
        """The number without brackets, 4a; without a number the English title."""
        return slugify(data.get("number") or "") or slugify(data.get("title_en") or "")

    def held(self, session: Session) -> Iterator[QuerySet]:
        """What would no longer fit if the item stood on the agenda of that session."""
        return held_by_item(self.instance, session)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        session, joined = data.get("session"), data.get("considered_with")
        if session and joined:
            self.judge("considered_with", refuse_joint_consideration_elsewhere, session, joined)
        if session and self.moves("session"):
            self.judge("session", refuse_leaving_behind, *self.held(session))
        return data


class AgendaItemFormSet(RecordInlineFormSet):
    """Judges the tree as the rows make it together."""

    def clean(self) -> None:
        super().clean()
        parents = {
            form.instance.pk: form.instance.parent_id
            for form in self.initial_forms
            if not form.errors
        }
        lost = trees.in_circles(parents)
        for form in self.initial_forms:
            if form.instance.pk in lost and not form.errors:
                form.add_error("parent", trees.circle_message())


class AgendaItemInline(TranslatedTabularInline):
    model = AgendaItem
    form = AgendaItemForm
    formset = AgendaItemFormSet
    fields = ("position", "number", "title", "parent", "wording")
    verbose_name_plural = _("Agenda")

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset = super().get_formset(request, obj, **options)
        limit_choices(formset, "parent", obj.items.in_agenda_order() if obj else None)
        return formset


@admin.register(AgendaItem)
class AgendaItemAdmin(TranslatedRecordAdmin):
    form = AgendaItemForm
    fieldsets = [
        (_("Place on the agenda"), {"fields": ["session", "number", "parent", "position"]}),
        (_("Text"), {"fields": ["title", "wording", "annotation"]}),
        (_("Subjects"), {"fields": ["topics", "articles"]}),
        (_("Joint consideration"), {"fields": ["considered_with"]}),
        (_("For the public"), {"fields": ["slug"]}),
    ]
    inlines = [CitationInline]
    autocomplete_fields = ["session", "parent", "topics", "articles", "considered_with"]
    belongs_to = ("session__convening", "session", "parent")
    contains = (
        Contains("meetings.AgendaItem", "parent", "parent"),
        Contains("meetings.Document", "items", "items"),
        Contains("meetings.ProgrammeEntry", "items", "items"),
    )
    label_needs = ("session",)
    list_display = ["number", "title", "session", "parent", "wording", "position"]
    list_display_links = ["number", "title"]
    list_select_related = ["session", "parent"]
    list_filter = [
        "session__body",
        "wording",
        within("session__convening", offered=8),
        within("session"),
        within("parent"),
        within("topics"),
        within("articles"),
    ]
    search_fields = ["=number", "session__slug", *in_all_languages("title")]
    ordering = ["-session__convening__starts_on", "session__position", "session", "position", "id"]

    def label(self, item: AgendaItem) -> str:
        return f"{item.session.slug} · {item}"
