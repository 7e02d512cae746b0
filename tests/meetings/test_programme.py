"""Sittings and what they take up."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.models import ProgrammeEntry, Sitting
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    ConveningFactory,
    ProgrammeEntryFactory,
    SittingFactory,
)
from tests.support.refusals import NOT_PUBLIC, refusals, refused_by

pytestmark = pytest.mark.django_db

MORNING = datetime(2021, 9, 6, 8, tzinfo=UTC)


def test_sittings_of_a_convening_are_numbered_once():
    first = SittingFactory(ordinal=1)
    second = SittingFactory(convening=first.convening, ordinal=2)
    second.ordinal = 1
    assert refusals(second) == {"__all__": ["The convening has a sitting of this number already."]}
    assert refused_by(second) == "one_sitting_per_ordinal"


def test_every_convening_has_a_first_sitting():
    sittings = [SittingFactory(ordinal=1), SittingFactory(ordinal=1)]
    assert [refusals(sitting) for sitting in sittings] == [{}, {}]


def test_a_sitting_ends_after_it_starts():
    sitting = SittingFactory(starts_at=MORNING, ends_at=MORNING + timedelta(hours=3))
    sitting.ends_at = MORNING
    assert refusals(sitting) == {"__all__": ["A sitting ends after it starts."]}
    assert refused_by(sitting) == "sitting_ends_after_start"


@given(minutes=st.integers(min_value=-500, max_value=500))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_validation_and_the_database_agree_on_the_hours_of_a_sitting(minutes):
    sitting = Sitting.objects.first() or SittingFactory(starts_at=MORNING)
    sitting.ends_at = sitting.starts_at + timedelta(minutes=minutes)
    assert (refusals(sitting) == {}) is (minutes > 0)
    assert (refused_by(sitting) is None) is (minutes > 0)


@pytest.mark.parametrize(
    ("starts_at", "refused"),
    [
        (datetime(2021, 9, 5, 21, 59, tzinfo=UTC), True),
        (datetime(2021, 9, 5, 22, 0, tzinfo=UTC), False),
        (datetime(2021, 9, 10, 21, 59, tzinfo=UTC), False),
        (datetime(2021, 9, 10, 22, 0, tzinfo=UTC), True),
    ],
)
def test_a_sitting_begins_on_a_day_of_its_convening_by_the_clock_of_the_venue(starts_at, refused):
    week = ConveningFactory(starts_on=date(2021, 9, 6), ends_on=date(2021, 9, 10))
    sitting = SittingFactory(convening=week, starts_at=starts_at)
    message = {"starts_at": ["This day is not a day of the convening."]}
    assert refusals(sitting) == (message if refused else {})


def test_a_sitting_belongs_to_the_convening_of_its_entries():
    entry = ProgrammeEntryFactory(sitting=SittingFactory())
    assert refusals(entry) == {"sitting": ["This sitting is one of another convening."]}


def test_an_entry_may_stand_without_a_sitting():
    entry = ProgrammeEntryFactory(sitting=None)
    assert refusals(entry) == {}


@pytest.mark.parametrize("factory", [SittingFactory, ProgrammeEntryFactory])
@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_a_programme_is_public_when_it_and_its_convening_are(factory, status):
    published = Status.PUBLISHED
    shown = factory(convening__status=published, convening__programme_status=published)
    factory(convening__status=published, convening__programme_status=status)
    factory(convening__status=status, convening__programme_status=published)
    assert list(type(shown).objects.public()) == [shown]


@pytest.mark.parametrize("factory", [SittingFactory, ProgrammeEntryFactory])
def test_a_programme_is_withdrawn_with_its_convening(factory):
    withdrawn = factory(convening__status=Status.WITHDRAWN)
    factory(convening__status=Status.DRAFT)
    factory(convening__status=Status.PUBLISHED)
    assert list(type(withdrawn).objects.withdrawn()) == [withdrawn]


def test_the_parts_of_a_programme_keep_their_order():
    convening = ConveningFactory()
    afternoon = SittingFactory(
        convening=convening, ordinal=1, starts_at=MORNING + timedelta(hours=5)
    )
    morning = SittingFactory(convening=convening, ordinal=2, starts_at=MORNING)
    second = ProgrammeEntryFactory(convening=convening, sitting=morning, position=2)
    first = ProgrammeEntryFactory(convening=convening, sitting=morning, position=1)
    assert list(Sitting.objects.all()) == [morning, afternoon]
    assert list(ProgrammeEntry.objects.all()) == [first, second]


def test_an_entry_takes_up_items_of_several_sessions_together():
    convening = ConveningFactory()
    of_irg = AgendaItemFactory(session__convening=convening)
    of_wgar = AgendaItemFactory(session__convening=convening)
    entry = ProgrammeEntryFactory(convening=convening, items=[of_irg, of_wgar])
    assert set(entry.items.all()) == {of_irg, of_wgar}
    assert list(of_irg.entries.all()) == [entry]
