"""Undoing a whole entry of the journal: all of what it wrote goes back, or nothing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from meetings.records.domain import editions, obstacles
from meetings.records.domain.entries import are_named, made, present
from meetings.records.domain.obstacles import Obstacle, Refused
from meetings.records.domain.promises import ADDRESS_FIELDS
from meetings.records.domain.states import (
    State,
    as_kept,
    changed_back,
    differences,
    in_pieces,
    living,
)
from meetings.records.domain.writing_back import (
    Step,
    latest,
    refuse_strangers,
    write,
    write_back,
)
from meetings.records.enums import Way
from meetings.records.models import JournalEntry

MOST_OBSTACLES = 100
READ_FOR_A_PLAN = 5000
# Publication undoes its own steps; what was erased at a person's request stays erased.
NOT_UNDONE = (Way.PUBLICATION, Way.SCHEDULE, Way.ERASURE)


@dataclass
class Plan:
    """What undoing an entry would do, by kind of record, and what stands in the way."""

    entry: JournalEntry
    deleted: Counter[type[Model]] = field(default_factory=Counter)
    changed: Counter[type[Model]] = field(default_factory=Counter)
    restored: Counter[type[Model]] = field(default_factory=Counter)
    obstacles: list[Obstacle] = field(default_factory=list)
    is_rough: bool = False

    @property
    def does_something(self) -> bool:
        """Whether anything is left to undo."""
        return bool(self.deleted or self.changed or self.restored)


def plan(entry: JournalEntry, *, by: Any) -> Plan:
    """What `undo` would do. It reads only; of a large entry, what it wrote and what hangs on it."""
    made_of = Plan(entry, obstacles=list(_whole(entry)))
    if made_of.obstacles:
        return made_of
    if entry.size > READ_FOR_A_PLAN:
        return _rough_plan(entry)
    for step in _steps(entry, by):
        made_of.deleted[step.kind] += len(step.deleted)
        made_of.changed[step.kind] += len(step.changed)
        made_of.restored[step.kind] += len(step.restored)
        made_of.obstacles += step.obstacles[: MOST_OBSTACLES - len(made_of.obstacles)]
    for counts in (made_of.deleted, made_of.changed, made_of.restored):
        for kind in [kind for kind, number in counts.items() if not number]:
            del counts[kind]
    return made_of


def _rough_plan(entry: JournalEntry) -> Plan:
    rough = Plan(entry, is_rough=True)
    for kind in kinds_of(entry):
        rows = entry.written[kind._meta.label_lower]
        for sign, counts in (("+", rough.deleted), ("~", rough.changed), ("-", rough.restored)):
            if sign in rows:
                counts[kind] += rows[sign]
        rough.obstacles += [] if _is_note(kind) else obstacles.hanging_on(kind, entry)
    return rough


def undo(entry: JournalEntry, *, by: Any) -> JournalEntry:
    """Delete what the entry entered, change back what it changed, bring back what it deleted.

    In pieces, in one transaction, told by an entry of its own, which is returned. Raises Refused.
    """
    detail = _("Entry %(number)d") % {"number": entry.pk}
    with made(Way.UNDO, by=by, detail=detail):
        try:
            with editions.raised_once():
                return _undone(entry.pk, by)
        except IntegrityError as error:
            words = _("Something that was entered since takes the same place, or hangs on it.")
            raise Refused([Obstacle(None, words)]) from error


def _undone(number: int, by: Any) -> JournalEntry:
    entry = JournalEntry.objects.select_for_update().get(pk=number)
    if standing := list(_whole(entry)):
        raise Refused(standing)
    kinds = kinds_of(entry)
    since = {kind: latest(kind) for kind in kinds}
    named = are_named(entry.size)
    for step in _steps(entry, by, lock=True):
        if step.obstacles:
            raise Refused(step.obstacles)
        write(step, named=named)
    told = present()
    if told is None:
        raise Refused([Obstacle(None, _("Everything is as it was before already."))])
    for kind in kinds:
        write_back(kind, told, since[kind], named=named)
    refuse_strangers(told, since, by)
    connection.check_constraints()
    entry.undoes.update(undone_in=None)  # what it had undone stands again
    entry.undone_in = told
    entry.save(update_fields=["undone_in"])
    return told


def kinds_of(entry: JournalEntry) -> list[type[Model]]:
    """The kinds of record that the entry wrote."""
    return [apps.get_model(label) for label in entry.written]


def _whole(entry: JournalEntry) -> Iterator[Obstacle]:
    """What stands in the way of undoing the entry as such."""
    if entry.way in NOT_UNDONE:
        words = _("A step of publication is taken back by publication; an erasure never is.")
        yield Obstacle(None, words)
    if entry.undone_in_id:
        yield Obstacle(None, _("It is undone already."))


def _steps(entry: JournalEntry, by: Any, *, lock: bool = False) -> Iterator[Step]:
    """Everything that undoing does, some records of one kind at a time, with what is in the way."""
    for kind in kinds_of(entry):
        hanging = [] if _is_note(kind) else list(obstacles.hanging_on(kind, entry))
        if hanging:
            yield Step(kind, obstacles=hanging)
    for kind in kinds_of(entry):
        rows = kind.history.filter(journal=entry)  # type: ignore[attr-defined]
        for keys in in_pieces(sorted(set(rows.values_list("id", flat=True)))):
            yield _step(entry, kind, keys, by, lock)


def _step(entry: JournalEntry, kind: type[Model], keys: list[int], by: Any, lock: bool) -> Step:
    step = Step(kind)
    live = living(kind, keys, lock=lock)
    rows = kind.history.filter(journal=entry)  # type: ignore[attr-defined]
    for key, before, after, known in before_and_after(kind, rows, keys):
        present_state = live.get(key)
        if not known:
            words = _("What it was before is not recorded.")
            step.obstacles.append(Obstacle(present_state and present_state.record, words))
        elif before is not None and after is None and present_state is None:
            step.restored.append(before)
        elif _is_note(kind):
            continue
        elif before is None and present_state is not None and after is not None:
            _plan_deletion(step, present_state, after)
        elif before is not None and after is not None:
            _plan_change(step, entry, present_state, before, after)
    gone = [state.record.pk for state in step.deleted]
    step.obstacles += obstacles.out_of_reach(kind, list(live), by)
    step.obstacles += obstacles.not_deleted_by(kind, gone, by)
    coming = [*step.restored, *(state for _live, state in step.changed)]
    step.obstacles += obstacles.missing(kind, coming, lambda model: _of_the_entry(entry, model))
    return step


def _is_note(kind: type[Model]) -> bool:
    """Whether it only tells of what was done, which stays; what is no record tells of nothing."""
    return getattr(kind, "is_note", False)


def before_and_after(
    kind: Any, rows: QuerySet, keys: list[int]
) -> Iterator[tuple[int, State | None, State | None, bool]]:
    """Each record before and after the rows of a change, None where it did not exist.

    And whether that is known: what it was before may not be recorded.
    """
    earlier = kind.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    former = Subquery(earlier.order_by("-history_id").values("history_id")[:1])
    rows = rows.filter(id__in=keys).annotate(former=former)
    first: dict[int, Any] = {}
    last: dict[int, Any] = {}
    for row in rows.order_by("history_id"):
        first.setdefault(row.id, row)
        last[row.id] = row
    formers = kind.history.in_bulk([row.former for row in first.values() if row.former])
    needed = {row.pk: row for row in (*first.values(), *last.values(), *formers.values())}
    states = as_kept(list(needed.values()))
    for key in first:
        begun, ended = first[key], last[key]
        was = formers.get(begun.former)
        was_there = was is not None and was.history_type != "-"
        before = states[was.pk] if was is not None and was_there else None
        if begun.history_type == "-":
            before = State(states[begun.pk].record, (before or states[begun.pk]).many)
        elif begun.history_type == "+":
            before, was_there = None, True
        after = states[ended.pk] if ended.history_type != "-" else None
        yield key, before, after, was_there or begun.history_type == "-"


def _plan_deletion(step: Step, live: State, after: State) -> None:
    if changed := differences(step.kind, live, after):
        step.obstacles.append(obstacles.changed_since(live.record, changed))
    elif obstacles.was_public(live.record):
        words = _("It is or was public, and nothing public goes without a trace: withdraw it.")
        step.obstacles.append(Obstacle(live.record, words))
    else:
        step.deleted.append(live)


def _plan_change(
    step: Step, entry: JournalEntry, live: State | None, before: State, after: State
) -> None:
    names = differences(step.kind, before, after)
    if not names:
        return
    if live is None:
        step.obstacles.append(obstacles.because(after.record, _("It was deleted since.")))
        return
    left = [name for name in names if live.value(name) != before.value(name)]
    others = [name for name in left if live.value(name) != after.value(name)]
    if others:
        step.obstacles.append(obstacles.changed_since(live.record, others))
    elif obstacles.status_names(step.kind) & set(left):
        words = _("Its status changed with it: take back that step of publication first.")
        step.obstacles.append(Obstacle(live.record, words))
    elif set(left) & set(ADDRESS_FIELDS) and obstacles.published_since(live.record, entry):
        words = _("Its address was published since, and addresses are a promise.")
        step.obstacles.append(Obstacle(live.record, words))
    elif left:
        step.changed.append((live, changed_back(live, before, left)))


def _of_the_entry(entry: JournalEntry, kind: Any) -> set[int]:
    """The numbers of the records that are written back, after all were read, or come back."""
    if kind._meta.label_lower not in entry.written:
        return set()
    rows = kind.history.filter(journal=entry).exclude(history_type="+")
    return set(rows.values_list("id", flat=True))
