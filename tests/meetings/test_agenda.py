"""Agenda items: numbers, the tree, items considered together, and who may see them."""

from datetime import date

import pytest

from meetings.models import AgendaItem, Topic
from meetings.records.enums import Status
from tests.factories import AgendaItemFactory, ArticleFactory, SessionFactory, TopicFactory
from tests.support.refusals import NOT_PUBLIC, refusals, refused_by

pytestmark = pytest.mark.django_db


def test_a_number_stands_once_on_an_agenda():
    item = AgendaItemFactory(number="4")
    other = AgendaItemFactory(session=item.session, number="5")
    other.number = "4"
    assert refusals(other) == {"__all__": ["The session has an item of this number already."]}
    assert refused_by(other) == "one_item_per_session_number"


def test_an_address_stands_once_on_an_agenda():
    item = AgendaItemFactory(slug="4a")
    other = AgendaItemFactory(session=item.session, slug="5")
    other.slug = "4a"
    assert refusals(other) == {"__all__": ["The session has an item of this short name already."]}
    assert refused_by(other) == "one_item_per_session_slug"


def test_two_items_without_a_number_and_one_number_on_two_agendas_are_fine():
    session = SessionFactory()
    items = [
        AgendaItemFactory(session=session, number="", slug="asset-recovery"),
        AgendaItemFactory(session=session, number="", slug="prevention"),
        AgendaItemFactory(session=session, number="4", slug="4"),
        AgendaItemFactory(number="4", slug="4"),
    ]
    assert [refusals(item) for item in items] == [{}, {}, {}, {}]


def test_an_item_cannot_be_part_of_itself():
    item = AgendaItemFactory()
    item.parent = item
    assert refusals(item) == {"__all__": ["An item cannot be part of itself."]}
    assert refused_by(item) == "item_not_its_own_parent"


def test_an_item_may_be_part_of_another():
    item = AgendaItemFactory(number="4")
    part = AgendaItemFactory(session=item.session, number="4(a)", slug="4a", parent=item)
    assert refusals(part) == {}
    assert list(item.sub_items.all()) == [part]


def test_a_part_and_its_whole_stand_on_one_agenda():
    part = AgendaItemFactory(parent=AgendaItemFactory())
    assert refusals(part) == {"parent": ["This item stands on another session's agenda."]}


@pytest.mark.parametrize("number", ["four", "4a", "4(A)", "(a)", "4.", "4 (a)", "4(1)", "٤"])
def test_a_number_is_written_like_4_or_4a_in_brackets(number):
    item = AgendaItemFactory()
    item.number = number
    assert refusals(item) == {"number": ["Write it like 4 or 4(a)."]}


@pytest.mark.parametrize("number", ["4", "12", "4(a)", "4(a)(i)", ""])
def test_numbers_of_items_and_parts_are_accepted(number):
    assert refusals(AgendaItemFactory(number=number)) == {}


def test_considered_together_goes_both_ways_and_each_keeps_its_number():
    of_irg = AgendaItemFactory(number="4")
    of_wgar = AgendaItemFactory(number="2", considered_with=[of_irg])
    assert list(of_irg.considered_with.all()) == [of_wgar]
    assert list(of_wgar.considered_with.all()) == [of_irg]
    assert (of_irg.number, of_wgar.number) == ("4", "2")


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_an_item_is_public_when_the_convening_and_the_body_of_its_session_are(status):
    shown = AgendaItemFactory(session__convening__status=Status.PUBLISHED)
    AgendaItemFactory(session__convening__status=status)
    AgendaItemFactory(session__body__status=status)
    assert list(AgendaItem.objects.public()) == [shown]


def test_an_item_is_withdrawn_with_the_convening_or_the_body_of_its_session():
    withdrawn = AgendaItemFactory(session__convening__status=Status.WITHDRAWN)
    with_the_body = AgendaItemFactory(session__body__status=Status.WITHDRAWN)
    for one, other in [(Status.DRAFT, Status.WITHDRAWN), (Status.WITHDRAWN, Status.DRAFT)]:
        AgendaItemFactory(session__convening__status=one, session__body__status=other)
    AgendaItemFactory(session__convening__status=Status.DRAFT)
    AgendaItemFactory(session__convening__status=Status.IN_REVIEW)
    AgendaItemFactory(session__convening__status=Status.PUBLISHED)
    assert set(AgendaItem.objects.withdrawn()) == {withdrawn, with_the_body}


def test_items_bring_the_public_part_of_what_they_touch(django_assert_num_queries):
    topic, hidden_topic = TopicFactory(), TopicFactory(status=Status.DRAFT)
    article = ArticleFactory()
    together = AgendaItemFactory()
    hidden = AgendaItemFactory(session__convening__status=Status.IN_REVIEW)
    AgendaItemFactory(
        number="9",
        topics=[topic, hidden_topic],
        articles=[article],
        considered_with=[together, hidden],
    )
    items = AgendaItem.objects.public().filter(number="9")
    with django_assert_num_queries(4):
        [item] = items.for_page().with_subjects(Topic.objects.public())
        touched = [item.topics_read, item.articles_read, item.joint_items]
        names = (item.session.body.name, item.session.convening.city)
    assert touched == [[topic], [article], [together]]
    assert names == (item.session.body.name, "Vienna")


def test_an_item_touches_its_topics_once():
    prevention, recovery = TopicFactory(), TopicFactory()
    item = AgendaItemFactory(topics=[prevention, recovery])
    AgendaItemFactory()
    assert list(AgendaItem.objects.touching([prevention, recovery])) == [item]


def test_an_agenda_keeps_its_order():
    session = SessionFactory()
    second = AgendaItemFactory(session=session, position=2, number="1")
    first = AgendaItemFactory(session=session, position=1, number="2")
    assert list(AgendaItem.objects.in_agenda_order()) == [first, second]


def test_items_of_the_latest_convening_come_first_each_agenda_in_its_order():
    old = AgendaItemFactory(session__convening__starts_on=date(2010, 6, 28))
    new = SessionFactory(convening__starts_on=date(2021, 9, 6), position=1)
    beside = SessionFactory(convening=new.convening, position=2)
    third = AgendaItemFactory(session=beside, position=1)
    second = AgendaItemFactory(session=new, position=2)
    first = AgendaItemFactory(session=new, position=1)
    assert list(AgendaItem.objects.newest_first()) == [first, second, third, old]


def test_an_item_has_its_page_under_its_session():
    item = AgendaItemFactory(session__slug="irg-12-resumed", slug="4a")
    assert item.get_absolute_url() == "/sessions/irg-12-resumed/items/4a/"
