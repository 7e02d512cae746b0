"""The Convention: its chapters and articles."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from meetings.models import Article, Chapter
from meetings.records.admin.base import TranslatedRecordAdmin, TranslatedTabularInline
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.fields import in_all_languages
from meetings.records.admin.ways import Contains


class ArticleInline(TranslatedTabularInline):
    model = Article
    fields = ("number", "title")


@admin.register(Chapter)
class ChapterAdmin(TranslatedRecordAdmin):
    fieldsets = [(None, {"fields": ["number", "title"]})]
    inlines = [ArticleInline, CitationInline]
    contains = (Contains("meetings.Topic", "chapter", "chapter"),)
    list_display = ["roman_numeral", "title"]
    list_display_links = ["roman_numeral", "title"]
    search_fields = ["=number", *in_all_languages("title")]


@admin.register(Article)
class ArticleAdmin(TranslatedRecordAdmin):
    fieldsets = [(None, {"fields": ["number", "chapter", "title"]})]
    inlines = [CitationInline]
    autocomplete_fields = ["chapter"]
    belongs_to = ("chapter",)
    contains = (
        Contains("meetings.AgendaItem", "articles", "articles"),
        Contains("meetings.Document", "articles", "articles"),
    )
    list_display = ["number", "title", "chapter"]
    list_display_links = ["number", "title"]
    list_select_related = ["chapter"]
    list_filter = ["chapter"]
    search_fields = ["=number", *in_all_languages("title")]

    def label(self, article: Article) -> str:
        return str(_("Article %(number)d. %(title)s")) % {
            "number": article.number,
            "title": article.title,
        }
