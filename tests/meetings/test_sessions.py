"""Sessions: numbers, parts, days, and who may see them."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.enums import Part
from meetings.models import Session
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConveningFactory,
    SessionFactory,
    TopicFactory,
)
from tests.support.refusals import NEVER_PUBLIC, NOT_PUBLIC, refusals, refused_by

pytestmark = pytest.mark.django_db

WEEK = st.dates(min_value=date(2021, 9, 6), max_value=date(2021, 9, 10))


def test_a_body_holds_each_part_of_a_session_once():
    resumed = SessionFactory(ordinal=12, part=Part.RESUMED)
    session = SessionFactory(body=resumed.body, ordinal=12, part=Part.FIRST_PART)
    session.part = Part.RESUMED
    assert refusals(session) == {"__all__": ["This session of the body is on record already."]}
    assert refused_by(session) == "one_session_per_body_ordinal_part"


def test_parts_of_a_session_and_sessions_of_other_bodies_stand_side_by_side():
    irg, wgar = BodyFactory(), BodyFactory()
    sessions = [
        SessionFactory(body=irg, ordinal=12, part=Part.FIRST_PART, slug="irg-12-first-part"),
        SessionFactory(body=irg, ordinal=12, part=Part.RESUMED, slug="irg-12-resumed"),
        SessionFactory(body=irg, ordinal=13, part=Part.FIRST_PART, slug="irg-13-first-part"),
        SessionFactory(body=wgar, ordinal=12, part=Part.RESUMED, slug="wgar-12-resumed"),
    ]
    assert [refusals(session) for session in sessions] == [{}, {}, {}, {}]


def test_two_sessions_cannot_have_one_address():
    SessionFactory(slug="irg-12-resumed")
    session = SessionFactory(slug="irg-12")
    session.slug = "irg-12-resumed"
    assert refusals(session) == {
        "slug": ["Session with this Short name in addresses already exists."]
    }
    assert refused_by(session) == "slug"


def test_sessions_are_numbered_from_1():
    session = SessionFactory(ordinal=1)
    session.ordinal = 0
    assert refusals(session) == {"__all__": ["Sessions are numbered from 1."]}
    assert refused_by(session) == "session_ordinal_from_one"


def test_a_session_cannot_end_before_it_starts():
    session = SessionFactory(starts_on=date(2021, 9, 7))
    session.ends_on = date(2021, 9, 6)
    assert refusals(session) == {"__all__": ["The last day cannot be before the first day."]}
    assert refused_by(session) == "session_ends_after_start"


def test_a_last_day_needs_a_first_day():
    session = SessionFactory(starts_on=None, ends_on=None)
    session.ends_on = date(2021, 9, 10)
    assert refusals(session) == {"__all__": ["A last day without a first day says too little."]}
    assert refused_by(session) == "session_end_needs_start"


@given(starts_on=st.none() | WEEK, ends_on=st.none() | WEEK)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_validation_and_the_database_agree_on_the_days_of_a_session(starts_on, ends_on):
    session = Session.objects.first() or SessionFactory()
    session.starts_on, session.ends_on = starts_on, ends_on
    sensible = ends_on is None or (starts_on is not None and starts_on <= ends_on)
    assert (refusals(session) == {}) is sensible
    assert (refused_by(session) is None) is sensible


@pytest.mark.parametrize(
    ("days", "outside"),
    [
        ((date(2021, 9, 5), date(2021, 9, 6)), ["starts_on"]),
        ((date(2021, 9, 10), date(2021, 9, 11)), ["ends_on"]),
        ((date(2021, 9, 5), date(2021, 9, 11)), ["starts_on", "ends_on"]),
    ],
)
def test_the_days_of_a_session_are_days_of_its_convening(days, outside):
    week = ConveningFactory(starts_on=date(2021, 9, 6), ends_on=date(2021, 9, 10))
    session = SessionFactory(convening=week, starts_on=days[0], ends_on=days[1])
    message = "This day is not a day of the convening."
    assert refusals(session) == {day: [message] for day in outside}


def test_a_session_may_fill_its_convening_or_one_whose_last_day_is_not_recorded():
    week = ConveningFactory(starts_on=date(2021, 9, 6), ends_on=date(2021, 9, 10))
    from_monday_on = ConveningFactory(starts_on=date(2021, 9, 6), ends_on=None)
    sessions = [
        SessionFactory(convening=convening, starts_on=date(2021, 9, 6), ends_on=date(2021, 9, 10))
        for convening in (week, from_monday_on)
    ]
    assert [refusals(session) for session in sessions] == [{}, {}]


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_a_session_is_public_when_its_convening_and_its_body_are(status):
    shown = SessionFactory(convening__status=Status.PUBLISHED)
    SessionFactory(body=shown.body, convening__status=status)
    SessionFactory(convening=shown.convening, body__status=status)
    assert list(Session.objects.public()) == [shown]


def test_a_session_is_withdrawn_with_its_convening_or_its_body():
    withdrawn = SessionFactory(convening__status=Status.WITHDRAWN)
    with_its_body = SessionFactory(body__status=Status.WITHDRAWN)
    with_both = SessionFactory(convening__status=Status.WITHDRAWN, body__status=Status.WITHDRAWN)
    SessionFactory(convening__status=Status.DRAFT)
    SessionFactory(convening__status=Status.IN_REVIEW)
    SessionFactory(convening__status=Status.PUBLISHED)
    assert set(Session.objects.withdrawn()) == {withdrawn, with_its_body, with_both}


@pytest.mark.parametrize("status", NEVER_PUBLIC)
def test_a_session_that_was_never_public_is_not_withdrawn(status):
    SessionFactory(convening__status=status, body__status=Status.WITHDRAWN)
    SessionFactory(convening__status=Status.WITHDRAWN, body__status=status)
    assert list(Session.objects.withdrawn()) == []


def test_a_joint_session_is_listed_once_under_each_body():
    irg, wgar = BodyFactory(), BodyFactory()
    joint = ConveningFactory()
    of_irg = SessionFactory(body=irg, convening=joint)
    of_wgar = SessionFactory(body=wgar, convening=joint)
    assert list(Session.objects.of_body(irg)) == [of_irg]
    assert list(Session.objects.of_body(wgar)) == [of_wgar]


def test_a_session_touches_the_topics_of_its_items_once():
    prevention, recovery = TopicFactory(), TopicFactory()
    both = SessionFactory()
    AgendaItemFactory(session=both, topics=[prevention, recovery])
    AgendaItemFactory(session=both, topics=[prevention])
    AgendaItemFactory(topics=[recovery])
    AgendaItemFactory()
    assert list(Session.objects.touching([prevention])) == [both]


def test_the_items_of_a_session_are_counted():
    with_two, with_none = SessionFactory(), SessionFactory()
    AgendaItemFactory(session=with_two)
    AgendaItemFactory(session=with_two)
    counted = Session.objects.with_item_counts().order_by("pk")
    assert [(s, s.item_count) for s in counted] == [(with_two, 2), (with_none, 0)]


def test_sessions_of_the_latest_convening_come_first_side_by_side_as_it_lists_them():
    old = SessionFactory(convening__starts_on=date(2010, 6, 28))
    week = ConveningFactory(starts_on=date(2021, 9, 6))
    second = SessionFactory(convening=week, position=2)
    first = SessionFactory(convening=week, position=1)
    assert list(Session.objects.newest_first()) == [first, second, old]


def test_a_series_runs_from_the_oldest_by_the_sessions_own_day_where_it_is_known():
    body = BodyFactory()
    week = ConveningFactory(starts_on=date(2021, 9, 6))
    later_in_the_week = SessionFactory(body=body, convening=week, starts_on=date(2021, 9, 8))
    some_day_of_the_week = SessionFactory(body=body, convening=week, starts_on=None)
    newest = SessionFactory(body=body, convening__starts_on=date(2022, 6, 13))
    oldest = SessionFactory(body=body, convening__starts_on=date(2010, 6, 28))
    assert list(Session.objects.in_series_order()) == [
        oldest,
        some_day_of_the_week,
        later_in_the_week,
        newest,
    ]


def test_sessions_of_a_convening_stand_as_staff_ordered_them_then_as_bodies_are():
    convening = ConveningFactory()
    first_body, second_body = BodyFactory(position=1), BodyFactory(position=2)
    third = SessionFactory(convening=convening, position=2, body=first_body)
    second = SessionFactory(convening=convening, position=1, body=second_body)
    first = SessionFactory(convening=convening, position=1, body=first_body)
    assert list(Session.objects.in_convening_order()) == [first, second, third]


def test_a_session_has_its_page():
    session = SessionFactory(slug="irg-12-resumed")
    assert session.get_absolute_url() == "/sessions/irg-12-resumed/"
