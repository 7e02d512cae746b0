"""States and organizations: codes, names and treaty status on a day, and who may see them."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from delegations.domain.entities import name_on, status_changes
from delegations.enums import Capacity, EntityKind, TreatyActionKind
from delegations.models import Entity, EntityName, TreatyAction
from meetings.records.enums import Status
from tests.factories import (
    ConveningFactory,
    DelegationFactory,
    EntityFactory,
    EntityNameFactory,
    OrganizationFactory,
    TreatyActionFactory,
)
from tests.support.refusals import NOT_PUBLIC, refusals, refused_by

pytestmark = pytest.mark.django_db

SIGNATURE = TreatyActionKind.SIGNATURE
RATIFICATION = TreatyActionKind.RATIFICATION
ACCESSION = TreatyActionKind.ACCESSION
DENUNCIATION = TreatyActionKind.DENUNCIATION

ONE_DAY = timedelta(days=1)
SIGNED = date(2003, 12, 10)
JOINED = date(2009, 8, 19)
LEFT = date(2015, 3, 2)
REJOINED = date(2018, 5, 7)


def entity_that(*actions, **entity):
    """A State with these treaty actions, in this order: `entity_that((SIGNATURE, SIGNED))`."""
    state = EntityFactory(**entity)
    for position, (action, day) in enumerate(actions):
        TreatyActionFactory(entity=state, action=action, date=day, position=position)
    return state


def capacities(entity, *days):
    return [Entity.objects.with_capacity_on(day).get(pk=entity.pk).capacity for day in days]


# What is refused


def test_two_entities_cannot_have_one_address():
    EntityFactory(slug="vnm")
    entity = EntityFactory(slug="aut")
    entity.slug = "vnm"
    assert refusals(entity) == {
        "slug": ["State or organization with this Short name in addresses already exists."]
    }
    assert refused_by(entity) == "slug"


def test_two_entities_cannot_have_one_two_letter_code():
    EntityFactory(iso2="VN")
    entity = EntityFactory(iso2="AT")
    entity.iso2 = "VN"
    assert refusals(entity) == {"__all__": ["Another entity has this ISO alpha-2 code."]}
    assert refused_by(entity) == "one_entity_per_iso2"


def test_two_entities_cannot_have_one_three_letter_code():
    EntityFactory(iso3="VNM")
    entity = EntityFactory(iso3="AUT")
    entity.iso3 = "VNM"
    assert refusals(entity) == {"__all__": ["Another entity has this ISO alpha-3 code."]}
    assert refused_by(entity) == "one_entity_per_iso3"


def test_a_state_needs_its_three_letter_code():
    state = EntityFactory()
    state.iso3 = ""
    assert refusals(state) == {"__all__": ["A State needs its ISO alpha-3 code."]}
    assert refused_by(state) == "state_has_iso3"


def test_organizations_without_codes_stand_side_by_side():
    organizations = [OrganizationFactory(iso2="", iso3=""), OrganizationFactory(iso2="", iso3="")]
    assert [refusals(organization) for organization in organizations] == [{}, {}]


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("iso2", "vn", "Two capital letters."),
        ("iso2", "V1", "Two capital letters."),
        ("iso2", "V", "Two capital letters."),
        ("iso3", "vnm", "Three capital letters."),
        ("iso3", "VN", "Three capital letters."),
        ("m49", "70", "Three digits."),
        ("m49", "VNM", "Three digits."),
    ],
)
def test_a_code_has_its_shape(field, text, message):
    entity = EntityFactory()
    setattr(entity, field, text)
    assert refusals(entity) == {field: [message]}


def test_the_codes_of_a_state_are_accepted():
    assert refusals(EntityFactory(iso2="VN", iso3="VNM", m49="704")) == {}


def test_former_names_of_an_entity_each_have_a_place_in_the_order():
    first = EntityNameFactory(position=1)
    second = EntityNameFactory(entity=first.entity, position=2)
    second.position = 1
    assert refusals(second) == {
        "__all__": ["Another former name of the entity has this place in the order."]
    }
    assert refused_by(second) == "former_names_in_order"


def test_a_name_cannot_end_before_it_began():
    name = EntityNameFactory(valid_from=date(1968, 9, 6))
    name.valid_to = date(1968, 9, 5)
    assert refusals(name) == {"__all__": ["A name cannot end before it began."]}
    assert refused_by(name) == "former_name_ends_after_start"


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(1968, 9, 6), date(1968, 9, 6)),
        (date(1968, 9, 6), None),
        (None, date(2018, 4, 18)),
        (None, None),
    ],
)
def test_a_name_may_be_of_one_day_or_have_days_not_recorded(first, last):
    assert refusals(EntityNameFactory(valid_from=first, valid_to=last)) == {}


def test_treaty_actions_of_an_entity_each_have_a_place_in_the_order():
    signature = TreatyActionFactory(position=1, action=SIGNATURE)
    ratification = TreatyActionFactory(entity=signature.entity, position=2)
    ratification.position = 1
    assert refusals(ratification) == {
        "__all__": ["Another action of the entity has this place in the order."]
    }
    assert refused_by(ratification) == "treaty_actions_in_order"


def test_every_entity_has_a_first_name_and_a_first_action():
    names = [EntityNameFactory(position=0), EntityNameFactory(position=0)]
    actions = [TreatyActionFactory(position=0), TreatyActionFactory(position=0)]
    assert [refusals(record) for record in names + actions] == [{}, {}, {}, {}]


# What is public


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_only_published_entities_are_public_and_their_names_and_actions_with_them(status):
    shown, hidden = EntityFactory(status=Status.PUBLISHED), EntityFactory(status=status)
    name = EntityNameFactory(entity=shown)
    EntityNameFactory(entity=hidden)
    action = TreatyActionFactory(entity=shown)
    TreatyActionFactory(entity=hidden)
    assert list(Entity.objects.public()) == [shown]
    assert list(EntityName.objects.public()) == [name]
    assert list(TreatyAction.objects.public()) == [action]


def test_only_withdrawn_entities_are_withdrawn_and_their_names_and_actions_with_them():
    withdrawn = EntityFactory(status=Status.WITHDRAWN)
    others = [EntityFactory(status=status) for status in Status if status != Status.WITHDRAWN]
    name, action = EntityNameFactory(entity=withdrawn), TreatyActionFactory(entity=withdrawn)
    for other in others:
        EntityNameFactory(entity=other)
        TreatyActionFactory(entity=other)
    assert list(Entity.objects.withdrawn()) == [withdrawn]
    assert list(EntityName.objects.withdrawn()) == [name]
    assert list(TreatyAction.objects.withdrawn()) == [action]


def test_an_entity_is_published_unless_said_otherwise():
    entity = Entity.objects.create(kind=EntityKind.NON_GOVERNMENTAL, slug="ti", name="TI")
    assert entity.status == Status.PUBLISHED


# Capacity on a day


def test_a_state_that_did_nothing_is_a_non_signatory():
    assert capacities(entity_that(), date(2021, 9, 6)) == [Capacity.NON_SIGNATORY]


def test_a_state_is_a_signatory_from_the_day_on_which_it_signs():
    state = entity_that((SIGNATURE, SIGNED))
    assert capacities(state, SIGNED - ONE_DAY, SIGNED, SIGNED + ONE_DAY) == [
        Capacity.NON_SIGNATORY,
        Capacity.SIGNATORY,
        Capacity.SIGNATORY,
    ]


def test_a_signatory_is_a_party_from_the_day_on_which_it_ratifies():
    state = entity_that((SIGNATURE, SIGNED), (RATIFICATION, JOINED))
    assert capacities(state, JOINED - ONE_DAY, JOINED, JOINED + ONE_DAY) == [
        Capacity.SIGNATORY,
        Capacity.PARTY,
        Capacity.PARTY,
    ]


@pytest.mark.parametrize(
    "action",
    [
        RATIFICATION,
        ACCESSION,
        TreatyActionKind.ACCEPTANCE,
        TreatyActionKind.APPROVAL,
        TreatyActionKind.SUCCESSION,
    ],
)
def test_a_state_becomes_a_party_by_each_consent_to_be_bound(action):
    state = entity_that((action, JOINED))
    assert capacities(state, JOINED - ONE_DAY, JOINED, JOINED + ONE_DAY) == [
        Capacity.NON_SIGNATORY,
        Capacity.PARTY,
        Capacity.PARTY,
    ]


def test_a_party_is_none_any_more_from_the_day_on_which_it_denounces():
    state = entity_that((RATIFICATION, JOINED), (DENUNCIATION, LEFT))
    assert capacities(state, LEFT - ONE_DAY, LEFT, LEFT + ONE_DAY) == [
        Capacity.PARTY,
        Capacity.NON_SIGNATORY,
        Capacity.NON_SIGNATORY,
    ]


def test_a_state_that_accedes_again_is_a_party_again():
    state = entity_that((RATIFICATION, JOINED), (DENUNCIATION, LEFT), (ACCESSION, REJOINED))
    assert capacities(state, REJOINED - ONE_DAY, REJOINED, REJOINED + ONE_DAY) == [
        Capacity.NON_SIGNATORY,
        Capacity.PARTY,
        Capacity.PARTY,
    ]


def test_an_action_without_a_date_changes_nothing():
    state = entity_that((RATIFICATION, JOINED), (DENUNCIATION, None), (ACCESSION, REJOINED))
    assert capacities(state, JOINED, REJOINED - ONE_DAY, REJOINED, date(2030, 1, 1)) == [
        Capacity.PARTY,
        Capacity.PARTY,
        Capacity.PARTY,
        Capacity.PARTY,
    ]


def test_of_two_actions_on_one_day_the_later_in_the_order_counts():
    state = entity_that((SIGNATURE, SIGNED), (RATIFICATION, SIGNED))
    assert capacities(state, SIGNED - ONE_DAY, SIGNED) == [
        Capacity.NON_SIGNATORY,
        Capacity.PARTY,
    ]


@pytest.mark.parametrize(
    "kind", [EntityKind.UN_ENTITY, EntityKind.INTERGOVERNMENTAL, EntityKind.NON_GOVERNMENTAL]
)
def test_an_organization_is_an_observer(kind):
    assert capacities(OrganizationFactory(kind=kind), date(2021, 9, 6)) == [Capacity.OBSERVER]


def test_the_european_union_is_a_party_from_its_approval_on():
    union = entity_that(
        (SIGNATURE, date(2005, 9, 15)),
        (TreatyActionKind.APPROVAL, date(2008, 11, 12)),
        kind=EntityKind.REIO,
    )
    assert capacities(union, date(2005, 9, 14), date(2008, 11, 11), date(2008, 11, 12)) == [
        Capacity.NON_SIGNATORY,
        Capacity.SIGNATORY,
        Capacity.PARTY,
    ]


def test_the_parties_of_a_day_leave_out_signatories_and_observers():
    party = entity_that((RATIFICATION, JOINED))
    entity_that((SIGNATURE, SIGNED))
    entity_that((RATIFICATION, JOINED), (DENUNCIATION, JOINED + ONE_DAY))
    OrganizationFactory()
    assert list(Entity.objects.parties_on(JOINED + ONE_DAY)) == [party]


DAYS = st.dates(min_value=date(2003, 12, 9), max_value=date(2004, 1, 31))
HISTORIES = st.lists(st.tuples(st.sampled_from(TreatyActionKind), st.none() | DAYS), max_size=5)


@given(history=HISTORIES, day=DAYS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_last_dated_action_up_to_the_day_decides_whatever_the_history(history, day):
    state = entity_that(*history)
    dated = [
        (on, position, action)
        for position, (action, on) in enumerate(history)
        if on is not None and on <= day
    ]
    last = max(dated)[2] if dated else None
    expected = {
        None: Capacity.NON_SIGNATORY,
        DENUNCIATION: Capacity.NON_SIGNATORY,
        SIGNATURE: Capacity.SIGNATORY,
    }.get(last, Capacity.PARTY)
    assert capacities(state, day) == [expected]


def test_a_status_over_time_tells_what_each_public_action_brought():
    state = entity_that(
        (SIGNATURE, SIGNED), (RATIFICATION, JOINED), (DENUNCIATION, None), (DENUNCIATION, LEFT)
    )
    entity_that((ACCESSION, JOINED))
    changes = [(c.action.action, c.action.date, c.capacity) for c in status_changes(state)]
    assert changes == [
        (SIGNATURE, SIGNED, Capacity.SIGNATORY),
        (RATIFICATION, JOINED, Capacity.PARTY),
        (DENUNCIATION, None, None),
        (DENUNCIATION, LEFT, Capacity.NON_SIGNATORY),
    ]


# Names on a day


def test_a_former_name_holds_to_its_last_day():
    state = EntityFactory(name="Eswatini")
    swaziland = EntityNameFactory(entity=state, name="Swaziland", valid_to=date(2018, 4, 18))
    EntityNameFactory(name="Turkey", valid_to=date(2022, 6, 1))
    days = [date(2012, 6, 18), date(2018, 4, 18), date(2018, 4, 19)]
    assert [name_on(state, day) for day in days] == [swaziland, swaziland, state]


def test_a_former_name_does_not_hold_before_its_first_day():
    state = EntityFactory()
    name = EntityNameFactory(entity=state, valid_from=date(2010, 1, 1), valid_to=date(2010, 12, 31))
    days = [date(2009, 12, 31), date(2010, 1, 1), date(2010, 12, 31), date(2011, 1, 1)]
    assert [name_on(state, day) for day in days] == [state, name, name, state]


def test_a_former_name_without_a_last_day_holds_to_the_day_on_which_it_was_seen():
    state = EntityFactory()
    name = EntityNameFactory(entity=state, seen_on=date(2012, 6, 22))
    assert [name_on(state, day) for day in (date(2012, 6, 22), date(2012, 6, 23))] == [name, state]


def test_a_former_name_of_no_known_time_never_replaces_the_present_one():
    state = EntityFactory()
    EntityNameFactory(entity=state)
    assert name_on(state, date(1990, 1, 1)) == state


def test_former_names_follow_one_another():
    state = EntityFactory()
    older = EntityNameFactory(entity=state, position=1, valid_to=date(1997, 5, 17))
    newer = EntityNameFactory(entity=state, position=2, valid_to=date(2018, 4, 18))
    days = [date(1997, 5, 17), date(1997, 5, 18), date(2018, 4, 18), date(2018, 4, 19)]
    assert [name_on(state, day) for day in days] == [older, newer, newer, state]


def test_names_of_many_entities_cost_two_queries(django_assert_num_queries):
    states = [EntityFactory(), EntityFactory(), EntityFactory()]
    former = [EntityNameFactory(entity=state, valid_to=date(2018, 4, 18)) for state in states]
    with django_assert_num_queries(2):
        loaded = Entity.objects.with_names().order_by("pk")
        names = [name_on(state, date(2012, 1, 1)) for state in loaded]
    assert names == former


# Questions


def test_states_and_organizations_are_told_apart():
    state = EntityFactory()
    union = OrganizationFactory(kind=EntityKind.REIO)
    customs = OrganizationFactory(kind=EntityKind.INTERGOVERNMENTAL)
    assert list(Entity.objects.states()) == [state]
    assert set(Entity.objects.organizations()) == {union, customs}


def test_an_entity_is_found_under_present_and_former_names_codes_and_acronyms():
    state = EntityFactory(name="Eswatini", iso2="SZ", iso3="SWZ")
    EntityNameFactory(entity=state, name="Swaziland")
    customs = OrganizationFactory(name="World Customs Organization", acronym="WCO")
    EntityFactory(name="Türkiye", iso2="TR", iso3="TUR")
    for_state = ["eswat", "swazi", "sz", "SWZ"]
    assert [list(Entity.objects.called(words)) for words in for_state] == [[state]] * 4
    for_customs = ["customs", "wco"]
    assert [list(Entity.objects.called(words)) for words in for_customs] == [[customs]] * 2
    assert list(Entity.objects.called("Narnia")) == []


def test_the_convenings_of_an_entity_are_counted_without_those_not_public():
    state, absent = EntityFactory(), EntityFactory()
    for status in Status:
        DelegationFactory(entity=state, convening=ConveningFactory(status=status))
    DelegationFactory(entity=state)
    counted = Entity.objects.with_convening_counts().order_by("pk")
    assert [(entity, entity.convening_count) for entity in counted] == [(state, 2), (absent, 0)]


def test_a_state_and_an_organization_have_their_pages():
    assert EntityFactory.build(iso3="VNM").get_absolute_url() == "/states/vnm/"
    assert OrganizationFactory.build(slug="wco").get_absolute_url() == "/organizations/wco/"
