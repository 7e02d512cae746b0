"""States of records, as they are and as they were, read and written by the thousand.

What is written here tells its history itself: no signal of `save()` does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection
from django.db.models import ManyToManyField, Model, QuerySet
from django.db.models.signals import pre_delete
from django.utils import timezone
from modeltranslation.fields import TranslationField
from simple_history.utils import get_m2m_field_name, get_m2m_reverse_field_name

from meetings.records.domain.entries import LONGEST_REASON, entry_for, origin
from meetings.records.models import Record
from meetings.records.signals import records_changed

AT_ONCE = 1000
FEW = 100  # records whose rows of history are put together one by one
# What the portal notes by itself: no part of what somebody changed.
BOOKKEEPING = frozenset({"created_at", "changed_at", "sequence"})
Any_ = TypeVar("Any_")


@dataclass
class State:
    """A record with its values, and the numbers that its many-to-many fields hold."""

    record: Any
    many: dict[str, frozenset[int]] = field(default_factory=dict)

    def value(self, name: str) -> Any:
        """What it holds in a field, as the database keeps it."""
        if name in self.many:
            return self.many[name]
        column = self.record._meta.get_field(name)
        return column.get_prep_value(getattr(self.record, column.attname))


def kinds_with_history() -> list[type[Model]]:
    """Every kind of record whose history is kept."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Record) and hasattr(model, "history")
    ]


def kept_links(kind: type[Model]) -> list[ManyToManyField]:
    """The many-to-many fields of the kind whose history is kept."""
    return list(kind.history.model._history_m2m_fields)  # type: ignore[attr-defined]


@cache
def columns_of(kind: type[Model]) -> tuple[Any, ...]:
    """The columns that say something of a record, its number apart."""
    columns = [field for field in kind._meta.concrete_fields if not field.primary_key]
    # The column without a language repeats the one of the language that is shown.
    repeated = {f.translated_field.name for f in columns if isinstance(f, TranslationField)}
    return tuple(f for f in columns if f.name not in BOOKKEEPING | repeated)


def differences(kind: type[Model], one: State, other: State) -> list[str]:
    """The names of the fields in which the states differ."""
    found = []
    for column in columns_of(kind):
        first, second = getattr(one.record, column.attname), getattr(other.record, column.attname)
        if first != second and column.get_prep_value(first) != column.get_prep_value(second):
            found.append(column.name)
    links = [name for name in one.many if one.many[name] != other.many.get(name, frozenset())]
    return [*found, *links]


def changed_back(live: State, before: State, names: Collection[str]) -> State:
    """The record as it is, but for these fields, which are as they were."""
    record = copy(live.record)
    many = dict(live.many)
    for name in names:
        if name in many:
            many[name] = before.many[name]
        else:
            column = record._meta.get_field(name).attname
            setattr(record, column, getattr(before.record, column))
    return State(record, many)


def in_pieces(values: Iterable[Any_], size: int = AT_ONCE) -> Iterator[list[Any_]]:
    """The values, so many at a time."""
    iterator = iter(values)
    while piece := list(islice(iterator, size)):
        yield piece


# Reading


def living(kind: type[Model], keys: Collection[int], *, lock: bool = False) -> dict[int, State]:
    """The records as they are, by number; `lock` keeps them from others."""
    records: QuerySet = kind._base_manager.filter(pk__in=keys)
    if lock:
        records = records.select_for_update()
    found = {record.pk: State(record) for record in records.order_by("pk")}
    for link in kept_links(kind):
        own, related = f"{get_m2m_field_name(link)}_id", f"{get_m2m_reverse_field_name(link)}_id"
        rows = _through(link)._base_manager.filter(**{f"{own}__in": keys})
        held = _grouped(rows.values_list(own, related))
        for key, state in found.items():
            state.many[link.name] = held[key]
    return found


def as_kept(rows: Collection[Any]) -> dict[int, State]:
    """The records as rows of history of one kind say, by the number of the row."""
    found = {row.pk: State(row.instance) for row in rows}
    for row in rows:
        for link in row._history_m2m_fields:
            found[row.pk].many[link.name] = frozenset()
    if rows:
        model = type(next(iter(rows)))
        for link in model._history_m2m_fields:
            related = f"{get_m2m_reverse_field_name(link)}_id"
            through = getattr(model, link.name).model
            kept = through.objects.filter(history_id__in=list(found))
            held = _grouped(kept.values_list("history_id", related))
            for number, state in found.items():
                state.many[link.name] = held[number]
    return found


# Writing


def keep(
    kind: type[Model], records: Collection[Any], sign: str, *, are_stored: bool = False
) -> None:
    """Write a row of history for each record, many-to-many fields as the database has them.

    `are_stored`: the database has the records as they are here, so it can copy many by itself.
    """
    rows = kind.history.model  # type: ignore[attr-defined]
    come, now = origin(), timezone.now()
    if are_stored and len(records) > FEW and not kept_links(kind):
        keep_numbers(kind, [record.pk for record in records], sign)
        return
    shared = {
        "history_date": now,
        "history_type": sign,
        "history_user": come.by,
        "journal": entry_for(kind, by=come.by),
    }
    made = rows.objects.bulk_create(
        [
            rows(
                **shared,
                history_change_reason=_reason(record, come.reason),
                **{f.attname: getattr(record, f.attname) for f in rows.tracked_fields},
            )
            for record in records
        ],
        batch_size=AT_ONCE,
    )
    if sign != "-":
        _keep_links(kind, {row.id: row for row in made})


def keep_numbers(kind: type[Model], keys: Collection[int], sign: str) -> None:
    """Write the rows of history in the database alone, which has just got records of these numbers.

    For kinds without links whose history is kept.
    """
    rows: Any = kind.history.model  # type: ignore[attr-defined]
    come, quote = origin(), connection.ops.quote_name
    columns = [field.column for field in rows.tracked_fields]
    values = {
        "history_date": connection.ops.adapt_datetimefield_value(timezone.now()),
        "history_type": sign,
        "history_user": getattr(come.by, "pk", None),
        "journal": getattr(entry_for(kind, by=come.by), "pk", None),
        "history_change_reason": come.reason[:LONGEST_REASON] or None,
    }
    own = [str(rows._meta.get_field(name).column) for name in values]
    kept = ", ".join(map(quote, columns))
    marks = ", ".join(["%s"] * len(own))
    ends, many = [min(keys), max(keys)], set(keys)
    are_in_a_row = ends[1] - ends[0] + 1 == len(many)  # as the numbers of new records mostly are
    which = "BETWEEN %s AND %s" if are_in_a_row else f"IN ({', '.join(['%s'] * len(many))})"
    into, source = quote(rows._meta.db_table), quote(kind._meta.db_table)
    key = quote(str(kind._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {into} ({kept}, {', '.join(map(quote, own))}) "
            f"SELECT {kept}, {marks} FROM {source} WHERE {key} {which} ORDER BY {key}",
            [*values.values(), *(ends if are_in_a_row else many)],
        )


def link(kind: type[Model], links: Mapping[str, Mapping[int, Collection[int]]]) -> None:
    """Let many-to-many fields hold these numbers: field → number of the record → numbers."""
    for name, wanted in links.items():
        field_: Any = kind._meta.get_field(name)
        through = _through(field_)
        own = f"{get_m2m_field_name(field_)}_id"
        related = f"{get_m2m_reverse_field_name(field_)}_id"
        for keys in in_pieces(wanted):
            through._base_manager.filter(**{f"{own}__in": keys}).delete()
            through._base_manager.bulk_create(
                [
                    through(**{own: key, related: other})
                    for key in keys
                    for other in sorted(wanted[key])
                ],
                batch_size=AT_ONCE,
            )


def take_away(kind: type[Model], records: Collection[Any], *, named: bool) -> None:
    """Take the rows of the records out of the database, and nothing that hangs on them.

    `named`: whoever follows changes hears of each; else only that the kind changed.
    """
    records = list(records)
    if named:
        for record in records:
            pre_delete.send(sender=kind, instance=record, using="default", origin=record)
    keys = [record.pk for record in records]
    relations: Any = kind._meta.get_fields(include_hidden=True)
    for relation in relations:
        if relation.one_to_many and is_worked_out(relation.related_model):
            worked_out = relation.related_model._base_manager
            worked_out.filter(**{f"{relation.field.name}__in": keys})._raw_delete("default")
    kind._base_manager.filter(pk__in=keys)._raw_delete("default")
    tell(kind, records, named=named)


def is_worked_out(kind: type[Model]) -> bool:
    """Whether the portal works it out from the record, so that nobody enters or deletes it."""
    return not kind._meta.auto_created and not kind._meta.default_permissions


def put_back(kind: type[Model], records: Collection[Any], *, named: bool) -> None:
    """Write rows of records with the numbers and times that they bear."""
    records = list(records)
    columns = kind._meta.concrete_fields
    size = connection.ops.bulk_batch_size(list(columns), records) if records else 1
    for piece in in_pieces(records, max(size, 1)):
        # As Django writes fixtures: what is stored is what the records say, times included.
        kind._base_manager.all()._insert(piece, fields=columns, using="default", raw=True)  # type: ignore[attr-defined]
    tell(kind, records, named=named)


def tell(kind: type[Model], records: Iterable[Any], *, named: bool) -> None:
    """Tell that the records changed."""
    if not named:
        records_changed.send(sender=kind, using="default")
        return
    for record in records:
        records_changed.send(sender=kind, using="default", instance=record)


def _keep_links(kind: type[Model], rows: dict[int, Any]) -> None:
    for link_ in kept_links(kind):
        own = f"{get_m2m_field_name(link_)}_id"
        kept = getattr(kind.history.model, link_.name).model  # type: ignore[attr-defined]
        held = _through(link_)._base_manager.filter(**{f"{own}__in": list(rows)})
        kept.objects.bulk_create(
            [kept(history=rows[values[own]], **values) for values in held.values()],
            batch_size=AT_ONCE,
        )


def _through(field_: ManyToManyField) -> Any:
    return field_.remote_field.through


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    held: dict[int, set[int]] = defaultdict(set)
    for key, other in pairs:
        held[key].add(other)
    return defaultdict(frozenset, {key: frozenset(others) for key, others in held.items()})


def _reason(record: Any, reason: str) -> str | None:
    return (getattr(record, "_change_reason", None) or reason or "")[:LONGEST_REASON] or None
