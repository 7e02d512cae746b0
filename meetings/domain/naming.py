"""How sessions and convenings are called, in the language of the page."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Literal

from babel.dates import get_month_names
from django.contrib.humanize.templatetags.humanize import ordinal
from django.utils.dateformat import format as format_date
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext, pgettext_lazy, to_locale
from django.utils.translation import gettext as _

from meetings.enums import Part, SessionNoun
from meetings.models import Body, Convening, Session
from meetings.records.domain.languages import LocalText, text_of

# Words are looked up when they are asked for, so that a name costs only its own.
PATTERNS = {
    Part.REGULAR: pgettext_lazy("name of a session", "%(ordinal)s %(noun)s"),
    Part.FIRST_PART: pgettext_lazy("name of a session", "%(ordinal)s %(noun)s, first part"),
    Part.RESUMED: pgettext_lazy("name of a session", "resumed %(ordinal)s %(noun)s"),
    Part.FIRST_RESUMED: pgettext_lazy("name of a session", "first resumed %(ordinal)s %(noun)s"),
    Part.SECOND_RESUMED: pgettext_lazy("name of a session", "second resumed %(ordinal)s %(noun)s"),
    Part.CONTINUED_RESUMED: pgettext_lazy(
        "name of a session", "continued resumed %(ordinal)s %(noun)s"
    ),
    Part.INTERSESSIONAL: pgettext_lazy("name of a session", "%(ordinal)s intersessional %(noun)s"),
}
NOUNS = {
    SessionNoun.SESSION: pgettext_lazy("name of a session", "session"),
    SessionNoun.MEETING: pgettext_lazy("name of a session", "meeting"),
}
ORDINALS_OF_SESSIONS = [
    pgettext_lazy("of a session", "first"),
    pgettext_lazy("of a session", "second"),
    pgettext_lazy("of a session", "third"),
    pgettext_lazy("of a session", "fourth"),
    pgettext_lazy("of a session", "fifth"),
    pgettext_lazy("of a session", "sixth"),
    pgettext_lazy("of a session", "seventh"),
    pgettext_lazy("of a session", "eighth"),
    pgettext_lazy("of a session", "ninth"),
    pgettext_lazy("of a session", "tenth"),
    pgettext_lazy("of a session", "eleventh"),
    pgettext_lazy("of a session", "twelfth"),
    pgettext_lazy("of a session", "thirteenth"),
    pgettext_lazy("of a session", "fourteenth"),
    pgettext_lazy("of a session", "fifteenth"),
    pgettext_lazy("of a session", "sixteenth"),
    pgettext_lazy("of a session", "seventeenth"),
    pgettext_lazy("of a session", "eighteenth"),
    pgettext_lazy("of a session", "nineteenth"),
    pgettext_lazy("of a session", "twentieth"),
]
ORDINALS_OF_MEETINGS = [
    pgettext_lazy("of a meeting", "first"),
    pgettext_lazy("of a meeting", "second"),
    pgettext_lazy("of a meeting", "third"),
    pgettext_lazy("of a meeting", "fourth"),
    pgettext_lazy("of a meeting", "fifth"),
    pgettext_lazy("of a meeting", "sixth"),
    pgettext_lazy("of a meeting", "seventh"),
    pgettext_lazy("of a meeting", "eighth"),
    pgettext_lazy("of a meeting", "ninth"),
    pgettext_lazy("of a meeting", "tenth"),
    pgettext_lazy("of a meeting", "eleventh"),
    pgettext_lazy("of a meeting", "twelfth"),
    pgettext_lazy("of a meeting", "thirteenth"),
    pgettext_lazy("of a meeting", "fourteenth"),
    pgettext_lazy("of a meeting", "fifteenth"),
    pgettext_lazy("of a meeting", "sixteenth"),
    pgettext_lazy("of a meeting", "seventeenth"),
    pgettext_lazy("of a meeting", "eighteenth"),
    pgettext_lazy("of a meeting", "nineteenth"),
    pgettext_lazy("of a meeting", "twentieth"),
]


def session_name(session: Session) -> str:
    """“Resumed twelfth session”, “Fifteenth meeting”; the body is to be loaded."""
    noun = SessionNoun(session.body.session_noun)
    if session.part == Part.INTERSESSIONAL:
        noun = SessionNoun.MEETING
    named = {"ordinal": ordinal_word(session.ordinal, noun), "noun": NOUNS[noun]}
    return capfirst(str(PATTERNS[Part(session.part)]) % named)


def name_of_body(body: Body) -> LocalText:
    """The body's short name; where the page's language lacks one, its full name in it."""
    short, full = text_of(body, "short_name"), text_of(body, "name")
    return full if short.language != get_language() == full.language else short


def ordinal_word(number: int, noun: str) -> str:
    """“twelfth”, agreeing with the noun where the language needs it; past twenty, figures."""
    words = ORDINALS_OF_MEETINGS if noun == SessionNoun.MEETING else ORDINALS_OF_SESSIONS
    if number <= len(words):
        return str(words[number - 1])
    if get_language() in (None, "en"):
        return str(ordinal(number))
    patterns = {
        SessionNoun.SESSION: pgettext("of a session, past twentieth", "No. %(number)s"),
        SessionNoun.MEETING: pgettext("of a meeting, past twentieth", "No. %(number)s"),
    }
    return patterns[SessionNoun(noun)] % {"number": number}


def date_range(first: date, last: date | None) -> str:
    """“6–10 September 2021”; one date where the last day is the first or is not recorded."""
    if last is None or last == first:
        return _("%(day)s %(month)s %(year)s") % _parts(first)
    words = {f"first_{name}": value for name, value in _parts(first).items()}
    words |= {f"last_{name}": value for name, value in _parts(last).items()}
    if (first.year, first.month) == (last.year, last.month):
        pattern = _("%(first_day)s–%(last_day)s %(last_month)s %(last_year)s")
    elif first.year == last.year:
        pattern = _("%(first_day)s %(first_month)s – %(last_day)s %(last_month)s %(last_year)s")
    else:
        pattern = _(
            "%(first_day)s %(first_month)s %(first_year)s – "
            "%(last_day)s %(last_month)s %(last_year)s"
        )
    return pattern % words


def convening_dates(convening: Convening) -> str:
    """The days of a convening; says so where only the first is recorded."""
    return _days(convening.starts_on, convening.ends_on)


def session_dates(session: Session) -> str:
    """The session's own days; empty where only those of the convening are recorded."""
    return _days(session.starts_on, session.ends_on) if session.starts_on else ""


def convening_name(convening: Convening) -> str:
    """“6–10 September 2021, Vienna”."""
    return _("%(dates)s, %(city)s") % {
        "dates": convening_dates(convening),
        "city": text_of(convening, "city").text,
    }


def day_and_hour(moment: datetime) -> str:
    """“Tuesday 10:00”, by the clock of the moment's own zone."""
    return f"{format_date(moment, 'l')} {moment:%H:%M}"


def day_of_the_week(day: date) -> str:
    """“Tuesday, 8 June 2027”."""
    return _("%(weekday)s, %(date)s") % {
        "weekday": format_date(day, "l"),
        "date": date_range(day, None),
    }


def _days(first: date, last: date | None) -> str:
    if last is None:
        return _("from %(date)s") % {"date": date_range(first, None)}
    return date_range(first, last)


def _parts(day: date) -> dict[str, str]:
    month = _months(to_locale(get_language() or "en"))[day.month]
    return {"day": str(day.day), "month": month, "year": str(day.year)}


@cache
def _months(locale: str) -> Mapping[int, str]:
    # Chinese writes the month of a date in figures, which CLDR counts as its abbreviation.
    width: Literal["abbreviated", "wide"] = "abbreviated" if locale.startswith("zh") else "wide"
    return get_month_names(width, "format", locale)
