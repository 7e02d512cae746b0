"""How sessions and convenings are called, in every language of the portal."""

from datetime import date, timedelta

import pytest
from django.conf import settings as django_settings
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from meetings.domain.naming import (
    convening_dates,
    convening_name,
    date_range,
    ordinal_word,
    session_dates,
    session_name,
)
from meetings.enums import Part, SessionNoun
from tests.factories import BodyFactory, ConveningFactory, SessionFactory

LANGUAGES = [code for code, _name in django_settings.LANGUAGES]
in_every_language = pytest.mark.parametrize("language", LANGUAGES)
DAYS = st.dates(min_value=date(2003, 12, 9), max_value=date(2099, 12, 31))
LENGTHS = st.integers(min_value=0, max_value=800).map(lambda days: timedelta(days=days))


def session(ordinal=12, part=Part.REGULAR, noun=SessionNoun.SESSION, **days):
    body = BodyFactory.build(session_noun=noun)
    convening = ConveningFactory.build()
    return SessionFactory.build(
        body=body, convening=convening, ordinal=ordinal, part=part, slug="irg-12", **days
    )


# Dates


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2021, 9, 6), date(2021, 9, 10), "6–10 September 2021"),
        (date(2021, 9, 6), date(2021, 9, 6), "6 September 2021"),
        (date(2021, 9, 6), None, "6 September 2021"),
        (date(2021, 8, 30), date(2021, 9, 3), "30 August – 3 September 2021"),
        (date(2019, 12, 30), date(2020, 1, 3), "30 December 2019 – 3 January 2020"),
    ],
)
def test_a_range_of_days_says_month_and_year_no_more_often_than_it_must(first, last, said):
    assert date_range(first, last) == said


@in_every_language
@given(first=DAYS, length=LENGTHS)
def test_a_range_of_days_names_both_days_and_their_years_in_every_language(language, first, length):
    last = first + length
    with override(language):
        said = date_range(first, last)
        alone = date_range(first, None)
    for day in (first, last):
        assert str(day.day) in said
        assert str(day.year) in said
    assert "%" not in said
    assert date_range(first, first) == date_range(first, None)
    assert str(first.day) in alone


@in_every_language
def test_different_days_are_said_differently_in_every_language(language):
    start = date(2020, 1, 1)
    with override(language):
        said = [date_range(start + timedelta(days=n), None) for n in range(366)]
    assert len(set(said)) == 366


def test_a_convening_without_a_last_day_says_from_when():
    convening = ConveningFactory.build(starts_on=date(2021, 9, 6), ends_on=None)
    assert convening_dates(convening) == "from 6 September 2021"
    assert convening_name(convening) == "from 6 September 2021, Vienna"


def test_a_convening_is_called_by_its_days_and_its_city():
    convening = ConveningFactory.build(starts_on=date(2021, 9, 6), city_fr="Vienne")
    assert convening_name(convening) == "6–10 September 2021, Vienna"
    with override("fr"):
        assert convening_name(convening).endswith("Vienne")
    with override("ar"):  # nobody has written the city in Arabic yet
        assert "Vienna" in convening_name(convening)


def test_only_a_session_with_days_of_its_own_says_them():
    week = {"starts_on": date(2021, 9, 6), "ends_on": date(2021, 9, 8)}
    assert session_dates(session(**week)) == "6–8 September 2021"
    assert session_dates(session(starts_on=date(2021, 9, 6))) == "from 6 September 2021"
    assert session_dates(session()) == ""


# Sessions


@pytest.mark.parametrize(
    ("ordinal", "part", "noun", "said"),
    [
        (1, Part.REGULAR, SessionNoun.SESSION, "First session"),
        (12, Part.RESUMED, SessionNoun.SESSION, "Resumed twelfth session"),
        (15, Part.REGULAR, SessionNoun.MEETING, "Fifteenth meeting"),
        (13, Part.FIRST_PART, SessionNoun.SESSION, "Thirteenth session, first part"),
        (13, Part.FIRST_RESUMED, SessionNoun.SESSION, "First resumed thirteenth session"),
        (13, Part.SECOND_RESUMED, SessionNoun.SESSION, "Second resumed thirteenth session"),
        (7, Part.CONTINUED_RESUMED, SessionNoun.SESSION, "Continued resumed seventh session"),
        (1, Part.INTERSESSIONAL, SessionNoun.SESSION, "First intersessional meeting"),
        (20, Part.REGULAR, SessionNoun.SESSION, "Twentieth session"),
    ],
)
def test_a_session_is_called_as_its_body_calls_its_gatherings(ordinal, part, noun, said):
    assert session_name(session(ordinal, part, noun)) == said


def test_past_twenty_sessions_are_numbered_in_figures():
    assert session_name(session(21)).startswith("21")
    assert session_name(session(101)).startswith("101")


@in_every_language
@given(
    ordinal=st.integers(min_value=1, max_value=32767),
    part=st.sampled_from(Part),
    noun=st.sampled_from(SessionNoun),
)
def test_every_session_has_a_name_in_every_language(language, ordinal, part, noun):
    with override(language):
        name = session_name(session(ordinal, part, noun))
    assert name.strip() == name
    assert not {"%", "<", "None"} & set(name.split())
    assert name[0] == name[0].upper()
    assert ordinal <= 20 or str(ordinal) in name


@in_every_language
def test_the_first_twenty_sessions_of_a_body_are_told_apart_in_every_language(language):
    with override(language):
        for noun in SessionNoun:
            names = {session_name(session(n, part, noun)) for n in range(1, 31) for part in Part}
            words = {ordinal_word(n, noun) for n in range(1, 31)}
            assert len(words) == 30
            assert len(names) == 30 * len(Part)


@pytest.mark.parametrize(
    ("language", "of_session", "of_meeting"),
    [
        ("en", "21st", "21st"),
        ("fr", "21e", "21e"),
        ("es", "21º", "21ª"),
        ("ru", "21-я", "21-е"),
        ("vi", "thứ 21", "thứ 21"),
    ],
)
def test_past_the_twentieth_the_number_is_a_figure_in_the_language_of_the_page(
    language, of_session, of_meeting
):
    with override(language):
        assert ordinal_word(21, SessionNoun.SESSION) == of_session
        assert ordinal_word(21, SessionNoun.MEETING) == of_meeting
