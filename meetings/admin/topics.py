"""Subjects."""

from typing import Any

from django.contrib import admin
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from meetings.models import Topic
from meetings.records.admin.base import TranslatedRecordAdmin
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.fields import in_all_languages
from meetings.records.admin.forms import ProposedSlugForm, TreeForm
from meetings.records.admin.publication import PublishableAdmin
from meetings.records.admin.ways import Contains, within


class TopicForm(ProposedSlugForm, TreeForm):
    def proposed_slug(self, data: dict[str, Any]) -> str:
        """The English name: technical-assistance."""
        return slugify(data.get("name_en") or "")


@admin.register(Topic)
class TopicAdmin(TranslatedRecordAdmin, PublishableAdmin):
    form = TopicForm
    fieldsets = [
        (_("Subject"), {"fields": ["name", "description"]}),
        (_("Place in the tree"), {"fields": ["parent", "chapter", "position"]}),
        (_("For the public"), {"fields": ["slug"]}),
    ]
    inlines = [CitationInline]
    autocomplete_fields = ["parent", "chapter"]
    belongs_to = ("parent", "chapter")
    contains = (
        Contains("meetings.Topic", "parent", "parent", fills="parent"),
        Contains("meetings.AgendaItem", "topics", "topics"),
        Contains("meetings.Document", "topics", "topics"),
    )
    list_display = ["name", "parent", "chapter", "position", "status_word"]
    list_select_related = ["parent", "chapter"]
    list_filter = ["status", within("chapter"), within("parent")]
    search_fields = ["slug", *in_all_languages("name")]
