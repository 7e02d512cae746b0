"""Filters of the list of convenings."""

import django_filters
from django.db.models import Exists, OuterRef

from meetings.filters.choices import body_filter, format_filter, topic_filter, year_filter
from meetings.models import Convening, Session, Topic
from meetings.querysets.convenings import ConveningQuerySet


class ConveningFilter(django_filters.FilterSet):
    """By body, year, format and topic. A joint week is found once, whichever body is asked for."""

    body = body_filter("sessions__body")
    year = year_filter("starts_on")
    format_of = format_filter("format")
    topic = topic_filter("filter_topic")

    class Meta:
        model = Convening
        fields: list[str] = []

    def filter_topic(
        self, convenings: ConveningQuerySet, name: str, topic: Topic
    ) -> ConveningQuerySet:
        sessions = Session.objects.public().touching(Topic.objects.public().within(topic))
        return convenings.filter(Exists(sessions.filter(convening=OuterRef("pk"))))
