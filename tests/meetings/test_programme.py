"""Sittings and what they take up."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.enums import HoldingStatus
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


def test_only_a_sitting_that_was_moved_has_another_in_its_place():
    sitting = SittingFactory(ordinal=1)
    sitting.moved_to = SittingFactory(convening=sitting.convening, ordinal=2)
    assert refusals(sitting) == {"__all__": ["Only a moved sitting has another in its place."]}
    assert refused_by(sitting) == "sitting_moved_to_needs_moved"
    sitting.status = HoldingStatus.MOVED
    assert refusals(sitting) == {}
    assert refused_by(sitting) is None


def test_a_sitting_does_not_stand_in_for_itself():
    sitting = SittingFactory(status=HoldingStatus.MOVED)
    sitting.moved_to = sitting
    assert refusals(sitting) == {"__all__": ["A sitting cannot stand in for itself."]}
    assert refused_by(sitting) == "sitting_not_moved_to_itself"


def test_a_sitting_is_moved_within_its_convening():
    sitting = SittingFactory(status=HoldingStatus.MOVED)
    sitting.moved_to = SittingFactory()
    assert refusals(sitting) == {"moved_to": ["This sitting is one of another convening."]}


def test_an_entry_ends_after_it_starts():
    entry = ProgrammeEntryFactory()
    entry.starts_at = entry.ends_at = entry.sitting.starts_at
    assert refusals(entry) == {"__all__": ["An entry ends after it starts."]}
    assert refused_by(entry) == "entry_ends_after_start"


def test_an_entry_with_an_end_has_a_beginning():
    entry = ProgrammeEntryFactory()
    entry.ends_at = entry.sitting.ends_at
    assert refusals(entry) == {"__all__": ["An end without a beginning says too little."]}
    assert refused_by(entry) == "entry_end_needs_start"


@pytest.mark.parametrize(
    ("minutes", "refused"), [(-1, True), (0, False), (179, False), (180, True)]
)
def test_the_hour_of_an_entry_is_within_its_sitting(minutes, refused):
    entry = ProgrammeEntryFactory()
    entry.starts_at = entry.sitting.starts_at + timedelta(minutes=minutes)
    said = {"starts_at": ["This hour is not within the sitting, or the convening."]}
    assert refusals(entry) == (said if refused else {})


@pytest.mark.parametrize(("day", "refused"), [(5, True), (6, False), (10, False), (11, True)])
def test_the_hour_of_an_entry_between_sittings_is_on_a_day_of_the_convening(day, refused):
    convening = ConveningFactory(starts_on=date(2021, 9, 6), ends_on=date(2021, 9, 10))
    entry = ProgrammeEntryFactory(convening=convening, sitting=None)
    entry.starts_at = datetime(2021, 9, day, 12, tzinfo=UTC)
    said = {"starts_at": ["This hour is not within the sitting, or the convening."]}
    assert refusals(entry) == (said if refused else {})


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
