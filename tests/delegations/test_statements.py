"""Statements: what delegations said, and who may see it."""

from datetime import date

import pytest

from delegations.models import Statement
from meetings.models import Topic
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    ConveningFactory,
    DelegationFactory,
    EntityFactory,
    SessionFactory,
    StatementFactory,
    TopicFactory,
)
from tests.support.refusals import NEVER_PUBLIC, NOT_PUBLIC, refusals

pytestmark = pytest.mark.django_db


def test_little_may_be_recorded_of_a_statement():
    statement = StatementFactory(item=None, speaker=None, summary="")
    assert refusals(statement) == {}


def test_who_speaks_under_an_item_takes_part_in_its_convening():
    statement = StatementFactory(delegation=DelegationFactory(), item=AgendaItemFactory())
    assert refusals(statement) == {
        "delegation": ["This delegation took part in another convening than the item's."]
    }


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_a_statement_is_public_when_it_its_convening_its_item_and_who_spoke_are(status):
    shown = StatementFactory()
    without_item = StatementFactory(item=None)
    StatementFactory(status=status)
    StatementFactory(convening__status=status)
    StatementFactory(item=None, convening__status=status)
    StatementFactory(delegation=DelegationFactory(entity__status=status))
    hidden_item = AgendaItemFactory(session__convening__status=status)
    StatementFactory(delegation=DelegationFactory(), item=hidden_item)
    StatementFactory(item=AgendaItemFactory(session__body__status=status))
    assert set(Statement.objects.public()) == {shown, without_item}


def test_a_statement_is_withdrawn_by_itself_or_with_its_convening_body_or_entity():
    withdrawn = StatementFactory(status=Status.WITHDRAWN)
    with_convening = StatementFactory(convening__status=Status.WITHDRAWN)
    with_body = StatementFactory(item=AgendaItemFactory(session__body__status=Status.WITHDRAWN))
    with_entity = StatementFactory(delegation=DelegationFactory(entity__status=Status.WITHDRAWN))
    StatementFactory(status=Status.DRAFT, convening__status=Status.WITHDRAWN)
    StatementFactory(status=Status.DRAFT)
    StatementFactory(status=Status.IN_REVIEW)
    StatementFactory(convening__status=Status.DRAFT)
    StatementFactory()
    assert set(Statement.objects.withdrawn()) == {
        withdrawn,
        with_convening,
        with_body,
        with_entity,
    }


@pytest.mark.parametrize("status", NEVER_PUBLIC)
def test_a_statement_that_was_never_public_is_not_withdrawn(status):
    gone = {"status": Status.WITHDRAWN}
    StatementFactory(convening__status=status, **gone)
    StatementFactory(item=None, convening__status=status, **gone)
    StatementFactory(delegation=DelegationFactory(entity__status=status), **gone)
    StatementFactory(item=AgendaItemFactory(session__body__status=status), **gone)
    hidden = AgendaItemFactory(session__body__status=status)
    StatementFactory(item=hidden, delegation=DelegationFactory(entity__status=Status.WITHDRAWN))
    hidden = EntityFactory(status=status)
    there = DelegationFactory(entity=hidden, convening__status=Status.WITHDRAWN)
    StatementFactory(delegation=there, item=None)
    assert list(Statement.objects.withdrawn()) == []


def test_a_statement_is_a_draft_unless_said_otherwise():
    assert Statement(delegation=DelegationFactory()).status == Status.DRAFT


def test_statements_stand_by_session_and_item_and_then_as_they_were_made():
    convening = ConveningFactory()
    second_session = SessionFactory(convening=convening, position=2)
    first_session = SessionFactory(convening=convening, position=1)
    item_1 = AgendaItemFactory(session=first_session, position=1)
    item_2 = AgendaItemFactory(session=first_session, position=2)
    elsewhere = AgendaItemFactory(session=second_session, position=0)
    fourth = StatementFactory(item=elsewhere, position=1)
    third = StatementFactory(item=item_2, position=1)
    second = StatementFactory(item=item_1, position=2)
    first = StatementFactory(item=item_1, position=1)
    assert list(Statement.objects.in_speaking_order()) == [first, second, third, fourth]


def test_statements_of_the_latest_convening_come_first():
    old = StatementFactory(convening__starts_on=date(2010, 6, 28), position=1)
    new = StatementFactory(convening__starts_on=date(2021, 9, 6), position=2)
    assert list(Statement.objects.newest_first()) == [new, old]


def test_a_statement_touches_its_own_topics_and_those_of_its_item_once():
    prevention, recovery = TopicFactory(), TopicFactory()
    by_itself = StatementFactory(topics=[prevention, recovery])
    item = AgendaItemFactory(topics=[prevention])
    by_item = StatementFactory(item=item, topics=[prevention])
    StatementFactory(topics=[recovery])
    StatementFactory(item=None)
    touching = Statement.objects.touching([prevention]).order_by("pk")
    assert list(touching) == [by_itself, by_item]


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_of_statements_costs_three_queries_at_any_length(number, django_assert_num_queries):
    shown, hidden = TopicFactory(), TopicFactory(status=Status.DRAFT)
    statements = [StatementFactory(topics=[shown, hidden]) for _ in range(number)]
    with django_assert_num_queries(3):
        listed = list(Statement.objects.public().for_page(Topic.objects.public()).order_by("pk"))
        rows = [
            (
                each.delegation.entity,
                each.delegation.entity.former_names_read,
                each.delegation.convening,
                each.item.session.body.code,
                list(each.topics.all()),
            )
            for each in listed
        ]
    assert listed == statements
    assert rows == [
        (
            each.delegation.entity,
            [],
            each.delegation.convening,
            each.item.session.body.code,
            [shown],
        )
        for each in statements
    ]


def test_a_statement_has_its_page():
    assert StatementFactory.build(pk=7).get_absolute_url() == "/statements/7/"
