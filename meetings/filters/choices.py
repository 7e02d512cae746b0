"""Facets that several lists share, under the names that every address uses."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from meetings.domain.naming import name_of_body
from meetings.enums import Format
from meetings.models import Article, Body, Convening, Topic
from meetings.records.domain.languages import text_of
from meetings.records.enums import Status
from meetings.records.facets import EVERYWHERE, NOT_RECORDED, Choices, Facet, Path

LONGEST_WORDS = 200


def not_recorded() -> tuple[str, Any]:
    """The value “not recorded”, among those of a facet that knows it."""
    return NOT_RECORDED, capfirst(_("not recorded"))


def choices_of(kinds: Any, *, but: str = "") -> Callable[[], Choices]:
    """The words of a field, as the values of its facet."""
    return lambda: [(value, capfirst(label)) for value, label in kinds.choices if value != but]


def years_on_record() -> Choices:
    """Years in which something of the record was convened, newest first."""
    days = Convening.objects.of_the_record().dates("starts_on", "year", order="DESC")
    return [(str(day.year), str(day.year)) for day in days]


def public_topics() -> Choices:
    """The topics of the record."""
    return [(topic.slug, text_of(topic, "name").text) for topic in Topic.objects.public()]


def public_bodies() -> Choices:
    """The bodies of the record."""
    return [
        (body.slug, f"{body.code} · {name_of_body(body).text}") for body in Body.objects.public()
    ]


def articles_of_the_convention() -> Choices:
    """The articles of the Convention."""
    return [
        (str(article.number), f"{article.number}. {text_of(article, 'title').text}")
        for article in Article.objects.all()
    ]


def words_filter(method: str, label: Any) -> django_filters.CharFilter:
    """`q=agenda`"""
    return django_filters.CharFilter(method=method, label=label, max_length=LONGEST_WORDS)


def is_published(owner: str) -> Q:
    """That the thing at the path is published; the path ends in two underscores."""
    return Q(**{f"{owner}status": Status.PUBLISHED})


def body_facet(body: str) -> Facet:
    """`body=irg`; the path to the body ends in two underscores"""
    path = Path(f"{body}slug", is_published(body))
    return Facet(path, values=public_bodies, label=_("Body"))


def year_facet(day: str, where: Q = EVERYWHERE) -> Facet:
    """`year=2021`"""
    return Facet(Path(f"{day}__year", where), values=years_on_record, label=_("Year"))


def format_facet(path: str) -> Facet:
    """`format_of=hybrid`"""
    return Facet(Path(path), values=choices_of(Format), label=_("Format"))


def topic_facet(*topics: str, where: Q = EVERYWHERE) -> Facet:
    """`topic=asset-recovery`, with all that belongs to it; the paths end in two underscores"""
    paths = [
        Path(f"{topic}{wider}slug", where & is_published(topic) & is_published(f"{topic}{wider}"))
        for topic in topics
        for wider in ("", "parent__", "parent__parent__")
    ]
    return Facet(*paths, values=public_topics, label=_("Topic"))


def article_facet(*articles: str, where: Q = EVERYWHERE) -> Facet:
    """`article=57`; the paths end in two underscores"""
    paths = [Path(f"{article}number", where) for article in articles]
    return Facet(*paths, values=articles_of_the_convention, label=_("Article"))
