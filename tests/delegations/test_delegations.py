"""Delegations and the people in them: what is refused, capacities, and who may see them."""

from datetime import date, timedelta

import pytest

from delegations.enums import Capacity, Function, TreatyActionKind
from delegations.models import Delegation, Participant
from meetings.models import Session
from meetings.records.enums import Status
from tests.factories import (
    ConveningFactory,
    DelegationFactory,
    EntityFactory,
    EntityNameFactory,
    OrganizationFactory,
    ParticipantFactory,
    SessionFactory,
    TreatyActionFactory,
)
from tests.support.refusals import NOT_PUBLIC, refusals, refused_by

pytestmark = pytest.mark.django_db

JOINED = date(2009, 8, 19)
ONE_DAY = timedelta(days=1)


def test_an_entity_has_one_delegation_at_a_convening():
    delegation = DelegationFactory()
    other = DelegationFactory(convening=delegation.convening)
    other.entity = delegation.entity
    assert refusals(other) == {
        "__all__": ["The entity has a delegation at this convening already."]
    }
    assert refused_by(other) == "one_delegation_per_entity"


def test_an_entity_goes_to_many_convenings_and_a_convening_has_many_delegations():
    delegation = DelegationFactory()
    elsewhere = DelegationFactory(entity=delegation.entity)
    beside = DelegationFactory(convening=delegation.convening)
    assert [refusals(each) for each in (delegation, elsewhere, beside)] == [{}, {}, {}]


def test_a_person_is_once_in_a_delegation():
    participant = ParticipantFactory()
    other = ParticipantFactory(delegation=participant.delegation)
    other.person = participant.person
    assert refusals(other) == {"__all__": ["The person is in this delegation already."]}
    assert refused_by(other) == "person_once_per_delegation"


def test_a_delegation_has_one_head():
    head = ParticipantFactory(function=Function.HEAD)
    other = ParticipantFactory(delegation=head.delegation, function=Function.DEPUTY_HEAD)
    other.function = Function.HEAD
    assert refusals(other) == {"__all__": ["The delegation has a head already."]}
    assert refused_by(other) == "one_head_of_delegation"


def test_many_without_a_known_function_and_heads_of_two_delegations_are_fine():
    head = ParticipantFactory(function=Function.HEAD)
    others = [
        ParticipantFactory(function=Function.HEAD),
        ParticipantFactory(delegation=head.delegation, function=Function.NOT_RECORDED),
        ParticipantFactory(delegation=head.delegation, function=Function.NOT_RECORDED),
        ParticipantFactory(delegation=head.delegation, function=Function.ADVISER),
        ParticipantFactory(delegation=head.delegation, function=Function.ADVISER),
    ]
    assert [refusals(other) for other in others] == [{}, {}, {}, {}, {}]


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_a_delegation_is_public_when_its_convening_and_its_entity_are(status):
    shown = DelegationFactory()
    DelegationFactory(convening__status=status)
    DelegationFactory(entity__status=status)
    assert list(Delegation.objects.public()) == [shown]


def test_a_delegation_stands_though_the_list_of_participants_is_not_published():
    delegation = DelegationFactory(convening__participants_status=Status.DRAFT)
    assert list(Delegation.objects.public()) == [delegation]


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_a_participant_is_public_when_list_convening_and_entity_are_and_who_may_be_listed(status):
    shown = ParticipantFactory()
    ParticipantFactory(listed=False)
    ParticipantFactory(delegation__convening__participants_status=status)
    ParticipantFactory(delegation__convening__status=status)
    ParticipantFactory(delegation__entity__status=status)
    assert list(Participant.objects.public()) == [shown]


def test_a_participant_may_not_be_listed_unless_said_otherwise():
    participant = ParticipantFactory()
    unsaid = Participant(delegation=participant.delegation, person=participant.person)
    assert unsaid.listed is False


@pytest.mark.parametrize("factory", [DelegationFactory, ParticipantFactory])
def test_delegations_and_participants_are_withdrawn_with_their_convening(factory):
    convenings = [ConveningFactory(status=status) for status in Status]
    path = "convening" if factory is DelegationFactory else "delegation__convening"
    records = [factory(**{path: convening}) for convening in convenings]
    [withdrawn] = type(records[0]).objects.withdrawn()
    assert withdrawn == records[list(Status).index(Status.WITHDRAWN)]


def test_a_delegation_has_its_capacity_on_the_first_day_of_the_convening():
    state = EntityFactory()
    TreatyActionFactory(
        entity=state, position=0, action=TreatyActionKind.SIGNATURE, date=date(2003, 12, 10)
    )
    TreatyActionFactory(entity=state, position=1, date=JOINED)
    TreatyActionFactory(date=date(2004, 1, 1))
    for first_day in (JOINED - ONE_DAY, JOINED, JOINED + ONE_DAY):
        convening = ConveningFactory(starts_on=first_day, ends_on=JOINED + 5 * ONE_DAY)
        DelegationFactory(entity=state, convening=convening)
    delegations = Delegation.objects.with_capacity().order_by("convening__starts_on")
    assert [(d.convening.starts_on, d.capacity) for d in delegations] == [
        (JOINED - ONE_DAY, Capacity.SIGNATORY),
        (JOINED, Capacity.PARTY),
        (JOINED + ONE_DAY, Capacity.PARTY),
    ]


def test_delegations_of_one_convening_differ_in_capacity():
    convening = ConveningFactory(starts_on=date(2021, 9, 6))
    party, signatory, neither = EntityFactory(), EntityFactory(), EntityFactory()
    organization = OrganizationFactory()
    TreatyActionFactory(entity=party, date=JOINED)
    TreatyActionFactory(
        entity=signatory, action=TreatyActionKind.SIGNATURE, date=date(2003, 12, 10)
    )
    for entity in (party, signatory, neither, organization):
        DelegationFactory(convening=convening, entity=entity)
    delegations = Delegation.objects.with_capacity().order_by("pk")
    assert [(delegation.entity, delegation.capacity) for delegation in delegations] == [
        (party, Capacity.PARTY),
        (signatory, Capacity.SIGNATORY),
        (neither, Capacity.NON_SIGNATORY),
        (organization, Capacity.OBSERVER),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_of_delegations_costs_two_queries_at_any_length(number, django_assert_num_queries):
    convening = ConveningFactory()
    delegations = [DelegationFactory(convening=convening) for _ in range(number)]
    for delegation in delegations:
        EntityNameFactory(entity=delegation.entity)
        TreatyActionFactory(entity=delegation.entity, date=JOINED)
    with django_assert_num_queries(2):
        listed = list(Delegation.objects.public().for_list())
        rows = [
            (each.capacity, each.convening.city, len(each.entity.former_names_read))
            for each in listed
        ]
    assert listed == delegations
    assert rows == [(Capacity.PARTY, "Vienna", 1)] * number


@pytest.mark.parametrize("number", [1, 3])
def test_an_entity_has_its_delegations_newest_first_with_their_sessions_at_a_fixed_cost(
    number, django_assert_num_queries
):
    state = EntityFactory()
    TreatyActionFactory(entity=state, date=JOINED)
    DelegationFactory()
    sessions = [
        SessionFactory(convening__starts_on=JOINED - days * ONE_DAY) for days in range(number)
    ]
    for session in sessions:
        DelegationFactory(entity=state, convening=session.convening)
    with django_assert_num_queries(2):
        listed = list(Delegation.objects.of_entity(state, Session.objects.public()))
        rows = [(list(each.convening.sessions.all()), each.capacity) for each in listed]
    assert rows == [
        ([session], Capacity.NON_SIGNATORY if before else Capacity.PARTY)
        for before, session in enumerate(sessions)
    ]


def test_a_delegation_brings_its_people_in_the_order_of_its_list(django_assert_num_queries):
    convening = ConveningFactory()
    later = DelegationFactory(convening=convening, entity__name="Viet Nam")
    earlier = DelegationFactory(convening=convening, entity__name="Austria")
    fourth = ParticipantFactory(delegation=later, position=2)
    third = ParticipantFactory(delegation=later, position=1)
    first = ParticipantFactory(delegation=earlier, position=1)
    second = ParticipantFactory(delegation=earlier, position=2)
    with django_assert_num_queries(3):
        listed = list(Delegation.objects.for_list().with_people(Participant.objects.all()))
        people = [
            (delegation, [(each, each.person.name) for each in delegation.participants.all()])
            for delegation in listed
        ]
    assert people == [
        (earlier, [(first, first.person.name), (second, second.person.name)]),
        (later, [(third, third.person.name), (fourth, fourth.person.name)]),
    ]
