"""Rules about a convening itself."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.domain.checks import readings
from meetings.domain.checks.subjects import CONVENING
from meetings.domain.sessions import session_code
from meetings.enums import Format
from meetings.records.checks import Examined, Found, Gravity, form_of, rule
from meetings.records.fields import time_zones

LONGEST = 31  # days, from which a convening is probably mistyped


@rule(CONVENING, Gravity.GRAVE)
def no_session(examined: Examined) -> Iterator[Found]:
    """A convening is of at least one session."""
    held = {session.convening_id for session in readings.sessions(examined)}
    for convening in examined:
        if convening.pk not in held:
            yield Found(
                convening.pk, _("no session is entered"), form_of(convening, "sessions-group")
            )


@rule(CONVENING, Gravity.GRAVE)
def unknown_time_zone(examined: Examined) -> Iterator[Found]:
    """Without its time zone no hour can be told."""
    for convening in examined:
        if convening.time_zone not in time_zones():
            words = _("“%(name)s” is no time zone") % {"name": convening.time_zone}
            yield Found(convening.pk, words, form_of(convening, "id_time_zone"))


@rule(CONVENING, Gravity.SHOULD)
def last_day_not_recorded(examined: Examined) -> Iterator[Found]:
    """Without its last day nobody knows when it is over."""
    for convening in examined:
        if convening.ends_on is None:
            yield Found(convening.pk, _("last day not recorded"), form_of(convening, "id_ends_on"))


@rule(CONVENING, Gravity.SHOULD)
def unlikely_length(examined: Examined) -> Iterator[Found]:
    """A convening of more than a month has probably a mistyped day."""
    for convening in examined:
        if (convening.length_in_days or 0) > LONGEST:
            words = ngettext(
                "it lasts %(number)d day: is the last day right?",
                "it lasts %(number)d days: is the last day right?",
                convening.length_in_days,
            ) % {"number": convening.length_in_days}
            yield Found(convening.pk, words, form_of(convening, "id_ends_on"))


@rule(CONVENING, Gravity.GRAVE)
def session_days_outside(examined: Examined) -> Iterator[Found]:
    """A session's own days are days of its convening."""
    convenings = {convening.pk: convening for convening in examined}
    for session in readings.sessions(examined):
        convening = convenings[session.convening_id]
        days = [day for day in (session.starts_on, session.ends_on) if day]
        if not all(convening.includes(day) for day in days):
            words = _("%(session)s: its own days are not days of the convening")
            yield Found(
                convening.pk,
                words % {"session": session_code(session)},
                form_of(session, "id_starts_on"),
            )


@rule(CONVENING, Gravity.SHOULD)
def country_not_recorded(examined: Examined) -> Iterator[Found]:
    """Which country it is held in."""
    for convening in examined:
        if not convening.country:
            yield Found(convening.pk, _("country not recorded"), form_of(convening, "id_country"))


@rule(CONVENING, Gravity.INFORMATION)
def venue_not_recorded(examined: Examined) -> Iterator[Found]:
    """In which building it is held."""
    for convening in examined:
        if not convening.venue:
            yield Found(convening.pk, _("venue not recorded"), form_of(convening, "id_venue_en"))


@rule(CONVENING, Gravity.INFORMATION)
def format_not_recorded(examined: Examined) -> Iterator[Found]:
    """Whether it is held in person, online or both."""
    for convening in examined:
        if convening.format == Format.NOT_RECORDED:
            words = _("not recorded whether it is in person, online or hybrid")
            yield Found(convening.pk, words, form_of(convening, "id_format"))
