"""Writing records back as their history says they were: what undoing and restoring share."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils import timezone

from meetings.records.domain import obstacles
from meetings.records.domain.obstacles import Obstacle, Refused
from meetings.records.domain.states import AT_ONCE, State, keep, link, put_back, take_away
from meetings.records.models import JournalEntry


@dataclass
class Step:
    """What undoing does to some records of one kind."""

    kind: type[Model]
    deleted: list[State] = field(default_factory=list)
    changed: list[tuple[State, State]] = field(default_factory=list)  # as it is, as it will be
    restored: list[State] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)


def write(step: Step, *, named: bool) -> None:
    """Keep the history of what the step does, and clear the place for what is written back."""
    now = timezone.now()
    link(step.kind, _links([State(s.record) for s in step.deleted], step.kind))
    coming = [state for _live, state in step.changed]
    for state in (*coming, *step.restored):
        state.record.changed_at = now
    gone = [state.record for state in step.deleted]
    for sign, records in (("-", gone), ("~", coming), ("+", step.restored)):
        if sign != "-":
            link(step.kind, _links(records, step.kind))
            records = [state.record for state in records]
        if records:
            keep(step.kind, records, sign)
    if away := [*gone, *(live.record for live, _state in step.changed)]:
        take_away(step.kind, away, named=named)


def _links(states: list[State], kind: type[Model]) -> dict[str, dict[int, Any]]:
    names = [each.name for each in obstacles.kept_links(kind)]
    return {name: {state.record.pk: state.many.get(name, ()) for state in states} for name in names}


def write_back(kind: Any, told: JournalEntry, since: int, *, named: bool) -> None:
    """Write the records as the rows of history say that were kept for them a moment ago."""
    for piece in _kept_for(kind, told, since):
        put_back(kind, [row.instance for row in piece], named=named)


def refuse_strangers(told: JournalEntry, since: dict[Any, int], by: Any) -> None:
    """Raise Refused if, now that all is back, any of it is beyond somebody's reach."""
    for kind in since:
        for piece in _kept_for(kind, told, since[kind]):
            if standing := list(obstacles.out_of_reach(kind, [row.id for row in piece], by)):
                raise Refused(standing)


def _kept_for(kind: Any, told: JournalEntry, since: int) -> Iterator[list[Any]]:
    """The rows of history since then that say what is back, some at a time."""
    rows = kind.history.filter(journal=told, history_id__gt=since).exclude(history_type="-")
    while piece := list(rows.order_by("history_id")[:AT_ONCE]):
        yield piece
        rows = rows.filter(history_id__gt=piece[-1].pk)


def latest(kind: Any) -> int:
    """The number of the latest row of history of the kind."""
    return kind.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0
