"""Bringing a deleted record back, with the parts that went with it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from meetings.records.domain import editions, obstacles
from meetings.records.domain.entries import are_named, made, present
from meetings.records.domain.obstacles import Obstacle, Refused
from meetings.records.domain.states import State, in_pieces
from meetings.records.domain.undo import before_and_after, kinds_of
from meetings.records.domain.writing_back import (
    Step,
    latest,
    refuse_strangers,
    write,
    write_back,
)
from meetings.records.enums import Way
from meetings.records.models import Citation

JUDGED_ONE_BY_ONE = 200
Parts = dict[type[Model], set[int]]


def deleted_rows(kind: Any) -> QuerySet:
    """The row that tells of the deletion of each record of the kind that is gone."""
    later = kind.history.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    living = kind._base_manager.filter(pk=OuterRef("id"))
    return kind.history.filter(~Exists(living), ~Exists(later), history_type="-")


def parts_of(row: Any) -> Parts:
    """What comes back with the record of the row, itself included: what the same change deleted
    and belonged to it, or to what belonged to it."""
    kind = row.instance_type
    found: Parts = defaultdict(set, {kind: {row.id}})
    if row.journal is None:
        return found
    fresh: Parts = {kind: {row.id}}
    while fresh:
        found_next: Parts = defaultdict(set)
        for model in kinds_of(row.journal):
            keys = _deleted_with(model, row.journal, fresh) - found[model]
            if keys:
                found[model] |= keys
                found_next[model] = keys
        fresh = found_next
    return {model: keys for model, keys in found.items() if keys}


def in_the_way(row: Any, *, by: Any) -> list[Obstacle]:
    """What keeps the record from coming back. Who may bring it back is decided when it is back."""
    parts = parts_of(row)
    return [found for step in _steps(row, parts) for found in _obstacles(step, parts)]


def restore(row: Any, *, by: Any) -> Any:
    """The record of the row, back under its number with its parts. Raises Refused."""
    detail = _("Deleted record %(number)d") % {"number": row.id}
    with made(Way.RESTORE, by=by, detail=detail):
        try:
            with editions.raised_once():
                _restore(row, by)
        except IntegrityError as error:
            words = _("Something that was entered since takes its place.")
            raise Refused([Obstacle(None, words)]) from error
    return row.instance_type._base_manager.get(pk=row.id)


def _restore(row: Any, by: Any) -> None:
    parts = parts_of(row)
    since = {kind: latest(kind) for kind in parts}
    named = are_named(sum(len(keys) for keys in parts.values()))
    for step in _steps(row, parts):
        if standing := list(_obstacles(step, parts)):
            raise Refused(standing)
        write(step, named=named)
    told = present()
    if told is None:
        raise Refused([Obstacle(None, _("It is back already."))])
    for kind in parts:
        write_back(kind, told, since[kind], named=named)
    refuse_strangers(told, since, by)
    connection.check_constraints()


def _steps(row: Any, parts: Parts) -> Iterator[Step]:
    for kind, keys in parts.items():
        rows = _rows_of_deletion(kind, row)
        for piece in in_pieces(sorted(keys)):
            states = before_and_after(kind, rows, piece)
            yield Step(kind, restored=[before for _key, before, _after, _known in states if before])


def _rows_of_deletion(kind: Any, row: Any) -> QuerySet:
    if row.journal_id is None:
        return kind.history.filter(pk=row.pk)
    return kind.history.filter(journal_id=row.journal_id, history_type="-")


def _obstacles(step: Step, parts: Parts) -> Iterator[Obstacle]:
    keys = [state.record.pk for state in step.restored]
    for record in step.kind._base_manager.filter(pk__in=keys):
        yield obstacles.because(record, _("It is back already."))
    missing = list(obstacles.missing(step.kind, step.restored, lambda kind: parts.get(kind, set())))
    yield from missing
    if not missing:
        for state in step.restored[:JUDGED_ONE_BY_ONE]:
            yield from _judged(state)


def _judged(state: State) -> Iterator[Obstacle]:
    """What is on record and takes the place of the record, such as its number."""
    try:
        state.record.validate_unique()
        state.record.validate_constraints()
    except ValidationError as error:
        yield Obstacle(state.record, " ".join(error.messages))


def _deleted_with(model: Any, entry: Any, above: Parts) -> set[int]:
    """The records of the model that the entry deleted and that belonged to one of those above."""
    belongs = Q(pk=None)
    for field in model._meta.concrete_fields:
        if field.is_relation and above.get(field.related_model):
            belongs |= Q(**{f"{field.attname}__in": above[field.related_model]})
    if model is Citation:
        for kind, keys in above.items():
            number = ContentType.objects.get_for_model(kind).pk
            belongs |= Q(record_type_id=number, record_id__in=keys)
    rows = model.history.filter(belongs, journal=entry, history_type="-")
    return set(rows.values_list("id", flat=True))
