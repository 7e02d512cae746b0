"""Filters of the list of sessions."""

import django_filters

from meetings.filters.choices import body_filter, format_filter, topic_filter, year_filter
from meetings.models import Session, Topic
from meetings.querysets.sessions import SessionQuerySet


class SessionFilter(django_filters.FilterSet):
    """By body, year, format and topic."""

    body = body_filter("body")
    year = year_filter("convening__starts_on")
    format_of = format_filter("convening__format")
    topic = topic_filter("filter_topic")

    class Meta:
        model = Session
        fields: list[str] = []

    def filter_topic(self, sessions: SessionQuerySet, name: str, topic: Topic) -> SessionQuerySet:
        return sessions.touching(Topic.objects.public().within(topic))
