"""Rules about sittings and the programme."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.domain.checks import readings
from meetings.domain.checks.convenings import LONGEST
from meetings.domain.checks.subjects import PROGRAMME
from meetings.domain.naming import date_range
from meetings.domain.sessions import session_code
from meetings.enums import EntryKind
from meetings.models import AgendaItem, Convening, ProgrammeEntry, Sitting
from meetings.records.checks import Examined, Found, Gravity, form_of, place_of, rule
from meetings.records.enums import Status

SATURDAY = 5
SPEAKS_FOR_ITSELF = {EntryKind.OPENING, EntryKind.CLOSING, EntryKind.BREAK}
EXPECTED_BEFORE = timedelta(days=14)


@rule(PROGRAMME, Gravity.SHOULD)
def no_sitting(examined: Examined) -> Iterator[Found]:
    """A convening has sittings."""
    for convening, sittings in _with(examined, readings.sittings(examined)):
        if not sittings:
            yield _in_form(convening, _("programme: no sitting is entered"))


@rule(PROGRAMME, Gravity.SHOULD)
def working_days_without_sitting(examined: Examined) -> Iterator[Found]:
    """There is a sitting on every working day of the convening."""
    for convening, sittings in _with(examined, readings.sittings(examined)):
        length = convening.length_in_days or 0
        if not sittings or length > LONGEST:
            continue
        held = {readings.day_of(sitting, convening) for sitting in sittings}
        days = [convening.starts_on + timedelta(days=number) for number in range(length)]
        empty = [day for day in days if day.weekday() < SATURDAY and day not in held]
        if empty:
            words = _("programme: no sitting on %(days)s")
            named = [_weekday(day, among=length) for day in empty]
            yield _in_form(convening, words % {"days": ", ".join(named)})


@rule(PROGRAMME, Gravity.SHOULD)
def sittings_at_the_same_time(examined: Examined) -> Iterator[Found]:
    """One sitting begins after the other ends, unless they are in different rooms."""
    for convening, sittings in _with(examined, readings.sittings(examined)):
        taking_place = [sitting for sitting in sittings if not readings.is_off(sitting.status)]
        clashing = {
            sitting.pk
            for one, other in pairwise(taking_place)
            if other.starts_at < one.ends_at and not _in_two_rooms(one, other)
            for sitting in (one, other)
        }
        if clashing:
            words = ngettext(
                "programme: %(number)d sitting is at the same time as another",
                "programme: %(number)d sittings are at the same time as another",
                len(clashing),
            )
            yield _about(convening, Sitting, clashing, words)


@rule(PROGRAMME, Gravity.GRAVE)
def sittings_outside_the_days(examined: Examined) -> Iterator[Found]:
    """A sitting begins on a day of its convening, by the clock of the venue."""
    for convening, sittings in _with(examined, readings.sittings(examined)):
        outside = {
            sitting.pk
            for sitting in sittings
            if not convening.includes(readings.day_of(sitting, convening))
        }
        if outside:
            words = ngettext(
                "programme: %(number)d sitting is not on a day of the convening",
                "programme: %(number)d sittings are not on a day of the convening",
                len(outside),
            )
            yield _about(convening, Sitting, outside, words)


@rule(PROGRAMME, Gravity.SHOULD)
def items_not_taken_up(examined: Examined) -> Iterator[Found]:
    """Where there is a programme, it takes up every item, its parts or what it is a part of."""
    items_of_entry = readings.items_of_entries(examined)
    entries = readings.entries(examined)
    for agenda in readings.agendas(examined):
        session = agenda.session
        taken_up = set().union(
            *(items_of_entry.get(entry.pk, ()) for entry in entries[session.convening_id])
        )
        if not taken_up:
            continue
        parents = {item.pk: item.parent_id for item in agenda.items}
        wholes = {parents.get(number) for number in taken_up}
        left = [
            item.pk
            for item in agenda.items
            if item.pk not in taken_up
            and item.pk not in wholes
            and not taken_up & set(_above(item.pk, parents))
        ]
        if left:
            words = ngettext(
                "programme: %(number)d item of %(session)s is taken up by no sitting",
                "programme: %(number)d items of %(session)s are taken up by no sitting",
                len(left),
            ) % {"number": len(left), "session": session_code(session)}
            url = place_of(AgendaItem, left, session=session.pk)
            yield Found(session.convening_id, words, url)


@rule(PROGRAMME, Gravity.GRAVE)
def entries_that_say_nothing(examined: Examined) -> Iterator[Found]:
    """An entry names its items or has a title, unless it is an opening, a closing or a break."""
    items_of_entry = readings.items_of_entries(examined)
    for convening, entries in _with(examined, readings.entries(examined)):
        silent = {
            entry.pk
            for entry in entries
            if entry.kind not in SPEAKS_FOR_ITSELF
            and not entry.title
            and not items_of_entry.get(entry.pk)
        }
        if silent:
            words = ngettext(
                "programme: %(number)d entry has neither items nor a title",
                "programme: %(number)d entries have neither items nor a title",
                len(silent),
            )
            yield _about(convening, ProgrammeEntry, silent, words)


@rule(PROGRAMME, Gravity.INFORMATION)
def entries_without_hour(examined: Examined) -> Iterator[Found]:
    """An entry is in a sitting or has an hour of its own."""
    for convening, entries in _with(examined, readings.entries(examined)):
        loose = {
            entry.pk for entry in entries if entry.sitting_id is None and entry.starts_at is None
        }
        if loose:
            words = ngettext(
                "programme: %(number)d entry is in no sitting and has no hour",
                "programme: %(number)d entries are in no sitting and have no hour",
                len(loose),
            )
            yield _about(convening, ProgrammeEntry, loose, words)


@rule(PROGRAMME, Gravity.SHOULD)
def programme_not_public_in_time(examined: Examined) -> Iterator[Found]:
    """Two weeks before the first day, and during the convening, delegates need the programme."""
    for convening in examined:
        is_near = convening.starts_on <= examined.today + EXPECTED_BEFORE
        is_due = is_near and not examined.over(convening) and not convening.is_off
        if is_due and convening.programme_status in (Status.DRAFT, Status.IN_REVIEW):
            words = _("programme: not published yet (%(status)s), the first day is %(day)s") % {
                "status": convening.get_programme_status_display(),
                "day": date_range(convening.starts_on, None),
            }
            url = form_of(convening, "id_programme_status")
            yield Found(convening.pk, words, url)


def _with(examined: Examined, rows: dict) -> Iterator[tuple[Convening, list]]:
    """Each convening with its rows."""
    return ((convening, rows[convening.pk]) for convening in examined)


def _weekday(day: date, *, among: int) -> str:
    """“Thursday”; where the convening has two of them, “Thursday 9 September 2021”."""
    name = format_date(day, "l")
    return name if among <= 7 else f"{name} {date_range(day, None)}"


def _in_two_rooms(one: Sitting, other: Sitting) -> bool:
    return bool(one.room and other.room) and one.room != other.room


def _above(number: int, parents: dict[int, int | None]) -> Iterator[int]:
    """What the item is a part of, step by step; at most as many as there are, lest it circle."""
    for _step in parents:
        above = parents.get(number)
        if above is None:
            return
        yield above
        number = above


def _in_form(convening: Convening, words: str) -> Found:
    return Found(convening.pk, words, form_of(convening, "sittings-group"))


def _about(convening: Convening, model: type, numbers: set[int], words: str) -> Found:
    url = place_of(model, numbers, convening=convening.pk)
    return Found(convening.pk, words % {"number": len(numbers)}, url)
