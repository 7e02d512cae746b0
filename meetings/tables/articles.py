"""Chapters and articles of the Convention as tables."""

from typing import Any

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from meetings.models import Article
from meetings.records.columns import CHANGED_AT, SOURCES, key_column, with_sources
from meetings.records.querysets.cells import Members
from meetings.records.tables import Column, Table, Text


def _numbers(model: Any) -> Members:
    there = model.articles.field.related_query_name()
    articles = Article.objects.filter(**{there: OuterRef("pk")}).order_by("number")
    return Members(articles, "number")


def articles_column(about: Text) -> Column:
    """`articles`: those of a record, which are to be loaded, by number."""
    return Column(
        name="articles",
        about=about,
        type="integer",
        refers_to="articles",
        many=True,
        read=lambda record: sorted(article.number for article in record.articles.all()),
        sql=_numbers,
    )


CHAPTERS = Table(
    name="chapters",
    title=_("Chapters"),
    about=_("The eight chapters of the Convention"),
    key=("number",),
    load=with_sources,
    columns=(
        key_column("number", _("Number of the chapter"), "integer"),
        Column(
            name="roman_numeral",
            about=_("Its number as the Convention prints it"),
            read=lambda chapter: chapter.roman_numeral,
        ),
        Column(name="title", about=_("As in the Convention"), text=True),
        SOURCES,
        CHANGED_AT,
    ),
)

ARTICLES = Table(
    name="articles",
    title=_("Articles"),
    about=_("The 71 articles of the Convention"),
    key=("number",),
    load=lambda articles: with_sources(articles.select_related("chapter")),
    columns=(
        key_column("number", _("Number of the article"), "integer"),
        Column(
            name="chapter",
            about=_("The chapter in which it stands"),
            type="integer",
            refers_to="chapters",
            path="chapter__number",
        ),
        Column(name="title", about=_("As in the Convention"), text=True),
        SOURCES,
        CHANGED_AT,
    ),
)
