"""A session's place in the series of its body."""

from dataclasses import dataclass

from meetings.enums import Part
from meetings.models import Body, Session


@dataclass
class Series:
    """The sessions before and after one, and further parts of the same number."""

    previous: Session | None
    next: Session | None
    parts: list[Session]


def series_of(session: Session) -> Series:
    """Where a session stands among the sessions of its body on record; of an example, nowhere."""
    recorded = Session.objects.of_the_record().of_body(session.body_id)
    sessions = list(recorded.named().in_series_order())
    place = next((place for place, other in enumerate(sessions) if other.pk == session.pk), None)
    if place is None:
        return Series(None, None, [])
    return Series(
        previous=sessions[place - 1] if place else None,
        next=sessions[place + 1] if place + 1 < len(sessions) else None,
        parts=[
            other
            for other in sessions[: max(place - 1, 0)] + sessions[place + 2 :]
            if other.ordinal == session.ordinal
        ],
    )


def proposed_slug(body: Body, ordinal: int, part: str) -> str:
    """Body, number and part: irg-12-resumed."""
    ending = "" if part == Part.REGULAR else f"-{part.replace('_', '-')}"
    return f"{body.slug}-{ordinal}{ending}"


def session_code(session: Session) -> str:
    """A session in few letters: IRG 12, resumed. The body is to be loaded."""
    code = f"{session.body.code} {session.ordinal}"
    return code if session.part == Part.REGULAR else f"{code}, {session.get_part_display()}"
