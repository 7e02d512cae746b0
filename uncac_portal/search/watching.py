"""Hears of every change of the record, and brings the index up to date in its transaction.

An index that was never built is not kept: `manage.py index_search` builds it, as `make run` does.
"""

from collections import defaultdict
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, pre_delete, pre_save

from meetings.records.models import Record
from meetings.records.signals import change_settled
from meetings.records.undoing import can_be_undone, undo_on_failure
from uncac_portal.search.indexing import index, index_all, is_built, lock
from uncac_portal.search.kind import Kind
from uncac_portal.search.kinds import KINDS
from uncac_portal.search.paths import ends_in_many

AT_ONCE = 500
Keys = dict[type[Model], set[int]]


@dataclass
class Noted:
    """What a change is about: records that it makes, and entries built from what it does away."""

    new: list[Any] = field(default_factory=list)
    stale: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))


# By database. What a change of one record noted may stay if it fails: it is only indexed again with
# the next one.
_noted: ContextVar[dict[str, Noted] | None] = ContextVar("search_noted", default=None)


def watch_records() -> None:
    """Keep the index up to date after every way to write a record; called once, at the start."""
    for signal, receiver in (
        (pre_save, _about_to_be_saved),
        (pre_delete, _about_to_be_deleted),
        (m2m_changed, _related),
        (change_settled, _settled),
    ):
        signal.connect(receiver, dispatch_uid=f"search.{receiver.__name__}")


def _about_to_be_saved(sender: Any, instance: Any, using: str, **_signal: Any) -> None:
    """A record that moves leaves something behind that was built from it."""
    if not (_is_read(sender) and is_built(using)):
        return
    if not instance.pk:
        _of(using).new.append(instance)
        return
    links = [f.attname for f in sender._meta.concrete_fields if f.is_relation]
    known = sender._base_manager.using(using).filter(pk=instance.pk)
    for former in known.values(*links) if links else ():
        if any(former[link] != getattr(instance, link) for link in links):
            _note_built_from(instance, using)


def _about_to_be_deleted(sender: Any, instance: Any, using: str, **_signal: Any) -> None:
    if _is_read(sender) and is_built(using):
        _note_built_from(instance, using)


def _related(instance: Any, action: str, reverse: bool, using: str, **_signal: Any) -> None:
    if not (_is_read(type(instance)) and is_built(using)):
        return
    if action in ("pre_remove", "pre_clear"):
        _note_built_from(instance, using)
    elif reverse and action == "pre_add":  # though new, others lead to it
        noted = _of(using)
        noted.new = [record for record in noted.new if record is not instance]


def _settled(using: str, records: list[Any], in_bulk: set[type[Model]], **_signal: Any) -> None:
    """Index what the change wrote; of what it wrote in bulk, whatever is built from its kind."""
    noted = (_noted.get() or {}).pop(using, Noted())
    if not is_built(using):
        return
    lock(using)
    made = {id(record) for record in noted.new}
    new: Keys = defaultdict(set)
    written: Keys = defaultdict(set)
    for record in records:
        if _is_read(type(record)) and record.pk:
            (new if id(record) in made else written)[type(record)].add(record.pk)
    for kind in KINDS.values():
        if in_bulk & {kind.model, *kind.built_from}:
            index_all(kind, using)
        elif keys := noted.stale[kind.name] | _built_from_all(kind, new, written, using):
            index(kind, keys, using)


def _built_from_all(kind: Kind, new: Keys, written: Keys, using: str) -> set[int]:
    keys = new.get(kind.model, set()) | written.get(kind.model, set())
    for model in written.keys() & kind.built_from:
        keys |= _built_from(kind, model, written[model], using)
    for model in new.keys() & kind.built_from:
        keys |= _built_from(kind, model, new[model], using, new=True)
    return keys


def _note_built_from(record: Any, using: str) -> None:
    """Note the entries that are built from the record as it still is."""
    model, stale = type(record), _of(using).stale
    for kind in KINDS.values():
        if model is kind.model:
            stale[kind.name].add(record.pk)
        if model in kind.built_from:
            stale[kind.name] |= _built_from(kind, model, {record.pk}, using)


def _built_from(
    kind: Kind, model: type[Model], keys: set[int], using: str, *, new: bool = False
) -> set[int]:
    """The records of the kind whose entries are built from these records of the model.

    To a new record nothing leads yet but its own pointing back.
    """
    paths = [p for p in kind.built_from[model] if not new or ends_in_many(kind.model, p)]
    found: set[int] = set()
    wanted = sorted(keys) if paths else []
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        for path in paths:
            records = kind.model.objects.using(using).filter(**{f"{path}__in": some})
            found.update(records.order_by().values_list("pk", flat=True))
    return found


def _is_read(model: Any) -> bool:
    """Whether anything is indexed of the model's records."""
    return model in _models_read()


@cache
def _models_read() -> frozenset[type[Model]]:
    read = (model for kind in KINDS.values() for model in (kind.model, *kind.built_from))
    return frozenset(model for model in read if issubclass(model, Record))


def _of(using: str) -> Noted:
    noted = _noted.get()
    if noted is None:
        noted = {}
        _noted.set(noted)
    if using not in noted:
        noted[using] = Noted()
        if can_be_undone():
            undo_on_failure(lambda: noted.pop(using, None))
    return noted[using]
