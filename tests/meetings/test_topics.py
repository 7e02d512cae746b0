"""Topics: a small tree."""

import pytest

from meetings.domain.topics import topic_tree
from meetings.models import Topic
from meetings.records.enums import Status
from tests.factories import AgendaItemFactory, TopicFactory
from tests.support.refusals import NOT_PUBLIC, refusals, refused_by

pytestmark = pytest.mark.django_db


def test_two_topics_cannot_have_one_address():
    TopicFactory(slug="prevention")
    topic = TopicFactory(slug="asset-recovery")
    topic.slug = "prevention"
    assert refusals(topic) == {"slug": ["Topic with this Short name in addresses already exists."]}
    assert refused_by(topic) == "slug"


def test_a_topic_cannot_be_part_of_itself():
    topic = TopicFactory()
    topic.parent = topic
    assert refusals(topic) == {"__all__": ["A topic cannot be part of itself."]}
    assert refused_by(topic) == "topic_not_its_own_parent"


def test_a_topic_may_be_part_of_another():
    topic = TopicFactory(parent=TopicFactory())
    assert refusals(topic) == {}


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_only_published_topics_are_public(status):
    shown = TopicFactory(status=Status.PUBLISHED)
    TopicFactory(status=status)
    assert list(Topic.objects.public()) == [shown]


def test_only_withdrawn_topics_are_withdrawn():
    withdrawn = TopicFactory(status=Status.WITHDRAWN)
    TopicFactory(status=Status.DRAFT)
    TopicFactory(status=Status.IN_REVIEW)
    TopicFactory(status=Status.PUBLISHED)
    assert list(Topic.objects.withdrawn()) == [withdrawn]


def test_a_topic_is_published_unless_said_otherwise():
    topic = Topic.objects.create(slug="prevention", name="Prevention")
    assert topic.status == Status.PUBLISHED


def test_a_topic_holds_itself_and_two_levels_below():
    top = TopicFactory()
    middle = TopicFactory(parent=top)
    bottom = TopicFactory(parent=middle)
    TopicFactory()
    assert list(Topic.objects.within(top).order_by("pk")) == [top, middle, bottom]
    assert list(Topic.objects.within(middle).order_by("pk")) == [middle, bottom]
    assert list(Topic.objects.within(bottom)) == [bottom]


def test_the_tree_counts_the_items_of_a_topic_and_its_parts_once_without_those_not_public():
    wider, untouched = TopicFactory(), TopicFactory()
    touched = TopicFactory(parent=wider)
    AgendaItemFactory(topics=[touched, wider])
    AgendaItemFactory(topics=[touched])
    AgendaItemFactory(topics=[touched])
    for status in NOT_PUBLIC:
        AgendaItemFactory(topics=[touched], session__convening__status=status)
        AgendaItemFactory(topics=[touched], session__body__status=status)
    roots = {node.topic: node for node in topic_tree()}
    assert {topic: node.item_count for topic, node in roots.items()} == {wider: 3, untouched: 0}
    assert [(n.topic, n.item_count) for n in roots[wider].children] == [(touched, 3)]


def test_a_topic_has_its_page():
    topic = TopicFactory.build(slug="technical-assistance")
    assert topic.get_absolute_url() == "/topics/technical-assistance/"
