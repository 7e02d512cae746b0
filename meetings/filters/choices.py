"""Filters that several lists share, under the names that every address uses."""

from typing import Any

import django_filters
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from meetings.enums import Format
from meetings.models import Article, Body, Convening, Topic


def years_on_record() -> list[tuple[str, str]]:
    """Years in which something of the record was convened, newest first."""
    days = Convening.objects.of_the_record().dates("starts_on", "year", order="DESC")
    return [(str(day.year), str(day.year)) for day in days]


def public_topics(_request: HttpRequest | None) -> Any:
    return Topic.objects.public()


def public_bodies(_request: HttpRequest | None) -> Any:
    return Body.objects.public()


def body_filter(path: str) -> django_filters.ModelChoiceFilter:
    """`body=irg`"""
    return django_filters.ModelChoiceFilter(
        field_name=path,
        to_field_name="slug",
        queryset=public_bodies,
        label=_("Body"),
        empty_label=_("any"),
        distinct=True,
    )


def year_filter(path: str) -> django_filters.ChoiceFilter:
    """`year=2021`"""
    return django_filters.ChoiceFilter(
        field_name=path,
        lookup_expr="year",
        choices=years_on_record,
        label=_("Year"),
        empty_label=_("any"),
        distinct=True,
    )


def format_filter(path: str) -> django_filters.ChoiceFilter:
    """`format_of=hybrid`"""
    return django_filters.ChoiceFilter(
        field_name=path, choices=Format.choices, label=_("Format"), empty_label=_("any")
    )


def topic_filter(method: str) -> django_filters.ModelChoiceFilter:
    """`topic=asset-recovery`, with all that belongs to the topic"""
    return django_filters.ModelChoiceFilter(
        method=method,
        to_field_name="slug",
        queryset=public_topics,
        label=_("Topic"),
        empty_label=_("any"),
    )


def article_filter(method: str) -> django_filters.ModelChoiceFilter:
    """`article=57`"""
    return django_filters.ModelChoiceFilter(
        method=method,
        to_field_name="number",
        queryset=Article.objects.all(),
        label=_("Article"),
        empty_label=_("any"),
    )
