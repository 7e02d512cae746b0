"""Rules that bind several records, for forms and imports alike; each raises ValidationError."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import combinations
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings import symbols
from meetings.enums import HoldingStatus
from meetings.models import (
    AgendaItem,
    Convening,
    Document,
    ProgrammeEntry,
    Session,
    Sitting,
)

NAMED_AT_MOST = 10  # records that a refusal names one by one
TAKES_PLACE = (HoldingStatus.SCHEDULED, HoldingStatus.HELD)


def refuse_items_of_other_convenings(convening: Convening, items: Iterable[AgendaItem]) -> None:
    """A programme takes up items of the convening's own sessions only, which are to be loaded."""
    strangers = [item for item in items if item.session.convening_id != convening.pk]
    if strangers:
        raise ValidationError(
            _("Not on the agenda of a session of this convening: %(items)s."),
            params={"items": "; ".join(str(item) for item in strangers)},
        )


def refuse_items_of_other_sessions(
    sessions: Iterable[Session], items: Iterable[AgendaItem]
) -> None:
    """A document is issued under items of the sessions that it is issued for."""
    own = {session.pk for session in sessions}
    strangers = [item for item in items if item.session_id not in own]
    if strangers:
        raise ValidationError(
            _("Not on the agenda of a session that the document was issued for: %(items)s."),
            params={"items": "; ".join(str(item) for item in strangers)},
        )


def refuse_symbol_of_another_body(
    symbol: str, second_symbol: str, sessions: Iterable[Session]
) -> None:
    """A symbol begins as those of the body of a session do, whose bodies are to be loaded.

    A body whose prefix is not verified proves nothing. Wrong symbols are told elsewhere.
    """
    bodies = {session.body for session in sessions}
    if not bodies or not all(body.symbol_prefix for body in bodies):
        return
    with suppress(symbols.SymbolError):
        prefixes = {symbols.parse(text).body_prefix for text in (symbol, second_symbol) if text}
        if not prefixes & {body.symbol_prefix for body in bodies}:
            expected = ", ".join(sorted(f"{body.symbol_prefix} ({body.code})" for body in bodies))
            raise ValidationError(
                _("A symbol of its sessions begins with %(expected)s."),
                params={"expected": expected},
            )


def refuse_joint_consideration_elsewhere(session: Session, items: Iterable[AgendaItem]) -> None:
    """Items are taken up together with those of other sessions of the same convening."""
    items = list(items)
    strangers = [item for item in items if item.session.convening_id != session.convening_id]
    if strangers:
        raise ValidationError(
            _("Of another convening: %(items)s."),
            params={"items": "; ".join(str(item) for item in strangers)},
        )
    if own := [item for item in items if item.session_id == session.pk]:
        raise ValidationError(
            _("On the same agenda: %(items)s. Only items of other sessions are joined."),
            params={"items": "; ".join(str(item) for item in own)},
        )


def overlapping(sittings: Iterable[Sitting]) -> Iterator[tuple[Sitting, Sitting]]:
    """Sittings that take place at the same time in the same room, of those of one convening."""
    placed = [s for s in sittings if s.room and s.status in TAKES_PLACE and s.starts_at]
    for one, other in combinations([s for s in placed if s.ends_at], 2):
        same_room = one.room.strip().casefold() == other.room.strip().casefold()
        if same_room and one.starts_at < other.ends_at and other.starts_at < one.ends_at:
            yield one, other


def refuse_taken_room(sitting: Sitting, others: Iterable[Sitting]) -> None:
    """A room takes one sitting at a time."""
    for _one, other in overlapping([sitting, *others]):
        if sitting in (_one, other):
            taken_by = _one if other is sitting else other
            raise room_taken_by(taken_by)


def room_taken_by(sitting: Sitting) -> ValidationError:
    """What to say of a sitting that is in the room already."""
    return ValidationError(
        _("Sitting %(number)d is in this room at this time."), params={"number": sitting.ordinal}
    )


def refuse_days_left_out(convening: Convening, *more: Model) -> None:
    """What is on record for a convening lies within its days; `more` is what else lies outside."""
    sessions = convening.sessions.filter(starts_on__isnull=False)
    outside: list[Model] = [
        session
        for session in sessions
        if not all(convening.includes(day) for day in (session.starts_on, session.ends_on) if day)
    ]
    with suppress(ZoneInfoNotFoundError, ValueError):  # a wrong zone is told at its field
        zone = ZoneInfo(convening.time_zone)
        timed: list[Sitting | ProgrammeEntry] = [
            *convening.sittings.all(),
            *convening.entries.filter(starts_at__isnull=False),
        ]
        outside += [
            record
            for record in timed
            if record.starts_at and not convening.includes(record.starts_at.astimezone(zone).date())
        ]
    if outside := [*outside, *more]:
        raise ValidationError(
            _("These would lie outside of the convening's days: %(records)s."),
            params={"records": _named(outside)},
        )


def refuse_leaving_behind(*records: QuerySet) -> None:
    """A record cannot move to another convening or session while others hold on to it there."""
    left = [record for found in records for record in found[: NAMED_AT_MOST + 1]]
    if left:
        raise ValidationError(
            _("It cannot move: these belong to it where it is now: %(records)s."),
            params={"records": _named(left)},
        )


def held_by_item(item: AgendaItem, session: Session) -> Iterator[QuerySet]:
    """What would no longer fit if the item stood on the agenda of that session."""
    yield item.sub_items.exclude(session=session)
    yield from held_in_convening([item.pk], session.convening_id)
    issued = Document.objects.filter(items=item, sessions__isnull=False)
    yield issued.exclude(sessions=session).distinct()


def held_in_convening(items: Iterable[int], convening: int) -> Iterator[QuerySet]:
    """What would no longer fit if these items were those of that convening."""
    items = list(items)
    yield ProgrammeEntry.objects.filter(items__in=items).exclude(convening=convening).distinct()
    joined = AgendaItem.objects.filter(considered_with__in=items).exclude(pk__in=items)
    yield joined.exclude(session__convening=convening).distinct()


def held_by_sitting(sitting: Sitting, convening: Convening) -> Iterator[QuerySet]:
    """What would no longer fit if the sitting were one of that convening."""
    yield sitting.entries.exclude(convening=convening)
    yield sitting.moved_from.exclude(convening=convening)


def _named(records: list[Model]) -> str:
    shown = [
        f"{capfirst(record._meta.verbose_name)} “{record}”" for record in records[:NAMED_AT_MOST]
    ]
    more = ["…"] if len(records) > NAMED_AT_MOST else []
    return "; ".join(shown + more)
