"""The series of a body's sessions on a line of years."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from meetings.domain.timelines import MARGIN, MARK, WIDTH, timeline_of
from tests.factories import BodyFactory, ConveningFactory, SessionFactory

BODY = BodyFactory.build(code="IRG")


def sessions_on(*days):
    return [
        SessionFactory.build(
            body=BODY, convening=ConveningFactory.build(starts_on=day), ordinal=n, slug=f"irg-{n}"
        )
        for n, day in enumerate(days, start=1)
    ]


def test_a_body_without_sessions_has_no_line():
    assert timeline_of([]) is None


def test_the_line_runs_from_the_first_year_to_the_last():
    line = timeline_of(sessions_on(date(2019, 5, 27), date(2021, 9, 6)))
    assert [year.year for year in line.years] == [2019, 2020, 2021]
    assert line.years[0].x == MARGIN
    assert [mark.session.ordinal for mark in line.marks] == [1, 2]
    assert line.rows == 1


def test_a_session_stands_on_its_own_first_day_rather_than_on_that_of_the_week():
    [early] = sessions_on(date(2021, 1, 1))
    [late] = sessions_on(date(2021, 1, 1))
    late.starts_on = date(2021, 12, 1)
    [first], [second] = timeline_of([early]).marks, timeline_of([late]).marks
    assert first.x == MARGIN
    assert second.x > WIDTH * 0.8


def test_sessions_that_would_touch_stand_below_one_another():
    line = timeline_of(sessions_on(date(2021, 9, 6), date(2021, 9, 6), date(2021, 12, 13)))
    assert [mark.row for mark in line.marks] == [0, 1, 0]
    assert line.rows == 2
    assert line.marks[1].y == line.marks[0].y + MARK


def test_a_long_line_names_every_other_year():
    line = timeline_of(sessions_on(date(2006, 12, 10), date(2025, 12, 15)))
    assert [year.year for year in line.years if year.labelled] == list(range(2006, 2026, 2))
    short = timeline_of(sessions_on(date(2019, 1, 1), date(2021, 1, 1)))
    assert all(year.labelled for year in short.years)


@given(
    start=st.dates(min_value=date(2003, 1, 1), max_value=date(2090, 1, 1)),
    steps=st.lists(st.integers(min_value=0, max_value=900), max_size=40),
)
def test_every_mark_stands_within_the_drawing_and_covers_no_other(start, steps):
    days = [start]
    for step in steps:
        days.append(days[-1] + timedelta(days=step))
    line = timeline_of(sessions_on(*days))
    assert [mark.session.convening.starts_on for mark in line.marks] == days
    assert all(MARGIN <= mark.x <= WIDTH - MARGIN for mark in line.marks)
    assert all(0 < mark.y < line.baseline < line.text_y < line.height for mark in line.marks)
    for row in range(line.rows):
        places = [mark.x for mark in line.marks if mark.row == row]
        assert places
        assert all(after - before >= MARK for before, after in pairwise(places))
    assert [year.x for year in line.years] == sorted({year.x for year in line.years})
