"""Filters of the list of statements."""

from typing import Any

import django_filters
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from delegations.enums import DeliveryMode, StatementKind
from delegations.models import Entity, Statement
from delegations.querysets.statements import StatementQuerySet
from meetings.filters.choices import article_filter, body_filter, topic_filter, year_filter
from meetings.models import Article, Topic


def public_states(_request: HttpRequest | None) -> Any:
    return Entity.objects.public().states()


def public_organizations(_request: HttpRequest | None) -> Any:
    return Entity.objects.public().organizations()


class StatementFilter(django_filters.FilterSet):
    """By who spoke, body, year, topic, article, kind and mode of delivery."""

    state = django_filters.ModelChoiceFilter(
        field_name="delegation__entity",
        to_field_name="slug",
        queryset=public_states,
        label=_("State"),
        empty_label=_("any"),
    )
    organization = django_filters.ModelChoiceFilter(
        field_name="delegation__entity",
        to_field_name="slug",
        queryset=public_organizations,
        label=_("Organization"),
        empty_label=_("any"),
    )
    body = body_filter("item__session__body")
    year = year_filter("delegation__convening__starts_on")
    topic = topic_filter("filter_topic")
    article = article_filter("filter_article")
    kind = django_filters.ChoiceFilter(
        choices=StatementKind.choices, label=_("Kind"), empty_label=_("any")
    )
    mode = django_filters.ChoiceFilter(
        choices=DeliveryMode.choices, label=_("Delivered"), empty_label=_("any")
    )

    class Meta:
        model = Statement
        fields: list[str] = []

    def filter_article(
        self, statements: StatementQuerySet, name: str, article: Article
    ) -> StatementQuerySet:
        return statements.on_article(article)

    def filter_topic(
        self, statements: StatementQuerySet, name: str, topic: Topic
    ) -> StatementQuerySet:
        return statements.touching(Topic.objects.public().within(topic))
