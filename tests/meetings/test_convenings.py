"""Convenings: days, place, limits, and who may see them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.models import Convening, Session
from meetings.records.enums import Status
from tests.factories import ConveningFactory, SessionFactory
from tests.support.refusals import NOT_PUBLIC, refusals, refused_by

pytestmark = pytest.mark.django_db

DAYS = st.dates(min_value=date(2006, 1, 1), max_value=date(2099, 12, 31))


def test_two_convenings_cannot_have_one_address():
    ConveningFactory(slug="2021-09-06-vienna")
    convening = ConveningFactory(slug="2021-11-11-vienna")
    convening.slug = "2021-09-06-vienna"
    assert refusals(convening) == {
        "slug": ["Convening with this Short name in addresses already exists."]
    }
    assert refused_by(convening) == "slug"


def test_a_convening_cannot_end_before_it_starts():
    convening = ConveningFactory(starts_on=date(2021, 9, 6))
    convening.ends_on = date(2021, 9, 5)
    assert refusals(convening) == {"__all__": ["The last day cannot be before the first day."]}
    assert refused_by(convening) == "convening_ends_after_start"


@pytest.mark.parametrize("last_day", [date(2021, 9, 6), date(2021, 9, 10), None])
def test_a_convening_may_last_a_day_or_a_week_or_a_time_not_recorded(last_day):
    convening = ConveningFactory(starts_on=date(2021, 9, 6), ends_on=last_day)
    assert refusals(convening) == {}


def test_a_limit_of_representatives_is_at_least_one():
    convening = ConveningFactory(in_person_limit=None)
    convening.in_person_limit = 0
    assert refusals(convening) == {
        "__all__": ["A limit is at least one. Leave it empty if none is recorded."]
    }
    assert refused_by(convening) == "convening_limit_at_least_one"


@pytest.mark.parametrize("limit", [1, 2, None])
def test_a_limit_of_one_or_none_at_all_is_accepted(limit):
    assert refusals(ConveningFactory(in_person_limit=limit)) == {}


@pytest.mark.parametrize("country", ["at", "A", "A1", "ÖS"])
def test_a_country_is_two_capital_letters(country):
    convening = ConveningFactory.build(country=country)
    assert refusals(convening) == {"country": ["Two capital letters."]}


@pytest.mark.parametrize("country", ["AT", ""])
def test_a_country_may_be_unknown(country):
    assert refusals(ConveningFactory.build(country=country)) == {}


@pytest.mark.parametrize("name", ["Vienna", "CET+1", "europe/vienna", "../UTC"])
def test_a_time_zone_is_one_of_the_iana_database(name):
    convening = ConveningFactory.build(time_zone=name)
    assert refusals(convening) == {
        "time_zone": [f"“{name}” is not a time zone. Write it like Europe/Vienna."]
    }


@pytest.mark.parametrize("name", ["Europe/Vienna", "Asia/Ho_Chi_Minh", "UTC"])
def test_the_time_zones_of_the_world_are_accepted(name):
    assert refusals(ConveningFactory.build(time_zone=name)) == {}


@given(first_day=DAYS, days=st.integers(min_value=1, max_value=60))
@settings(deadline=None)
def test_the_first_and_the_last_day_both_count(first_day, days):
    last_day = first_day + timedelta(days=days - 1)
    assert Convening(starts_on=first_day, ends_on=last_day).length_in_days == days


def test_a_convening_without_a_last_day_has_no_length():
    assert Convening(starts_on=date(2021, 9, 6)).length_in_days is None


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_only_published_convenings_are_public(status):
    shown = ConveningFactory(
        status=Status.PUBLISHED, programme_status=status, participants_status=status
    )
    hidden = ConveningFactory(
        status=status, programme_status=Status.PUBLISHED, participants_status=Status.PUBLISHED
    )
    assert list(Convening.objects.public()) == [shown]
    assert (shown.is_public, hidden.is_public) == (True, False)


def test_only_withdrawn_convenings_are_withdrawn():
    withdrawn = ConveningFactory(status=Status.WITHDRAWN)
    ConveningFactory(status=Status.DRAFT)
    ConveningFactory(status=Status.IN_REVIEW)
    ConveningFactory(status=Status.PUBLISHED, programme_status=Status.WITHDRAWN)
    assert list(Convening.objects.withdrawn()) == [withdrawn]


def test_a_convening_and_its_parts_are_drafts_unless_said_otherwise():
    convening = Convening.objects.create(slug="x", starts_on=date(2021, 9, 6), city="Vienna")
    statuses = (convening.status, convening.programme_status, convening.participants_status)
    assert statuses == (Status.DRAFT, Status.DRAFT, Status.DRAFT)


def test_convenings_stand_newest_first_and_by_address_within_a_day():
    old = ConveningFactory(starts_on=date(2010, 6, 28))
    second = ConveningFactory(starts_on=date(2021, 9, 6), slug="2021-09-06-vienna")
    first = ConveningFactory(starts_on=date(2021, 9, 6), slug="2021-09-06-doha")
    assert list(Convening.objects.in_order()) == [first, second, old]


def test_a_joint_convening_stands_once_with_its_sessions_side_by_side(django_assert_num_queries):
    joint, single = ConveningFactory(), ConveningFactory(starts_on=date(2020, 1, 6))
    last = SessionFactory(convening=joint, position=3)
    first = SessionFactory(convening=joint, position=1)
    second = SessionFactory(convening=joint, position=2)
    alone = SessionFactory(convening=single)
    with django_assert_num_queries(2):
        listed = list(Convening.objects.in_order().with_sessions(Session.objects.all()))
        sessions = [list(convening.sessions.all()) for convening in listed]
    assert listed == [joint, single]
    assert sessions == [[first, second, last], [alone]]


def test_a_convening_has_its_page():
    convening = ConveningFactory.build(slug="2021-09-06-vienna")
    assert convening.get_absolute_url() == "/meetings/2021-09-06-vienna/"
