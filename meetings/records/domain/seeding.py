"""Brings the fixtures into the database, once each, and never over the work of staff."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.core.serializers.base import DeserializationError
from django.core.serializers.python import Deserializer
from django.db import IntegrityError

from meetings.records.domain import editions
from meetings.records.models import Citation, SeededRecord, Source

SEEDING = "seeding"
REFUSALS = (
    DeserializationError,
    FieldDoesNotExist,
    IntegrityError,
    LookupError,
    ObjectDoesNotExist,
    TypeError,
    ValidationError,
    ValueError,
)


class SeedingError(Exception):
    """A fixture entry cannot be brought in; says which and why."""


class Outcome(StrEnum):
    """What became of a fixture entry."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LEFT_TO_STAFF = "left to staff"


@dataclass
class Report:
    """How many entries of each kind of record came to what."""

    counts: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    left_to_staff: list[str] = field(default_factory=list)

    def add(self, model: str, key: str, outcome: Outcome) -> None:
        """Count one entry."""
        self.counts[model, outcome] += 1
        if outcome is Outcome.LEFT_TO_STAFF:
            self.left_to_staff.append(f"{model} {key}")

    def total(self, outcome: Outcome) -> int:
        """How many entries came to the outcome."""
        return sum(count for (_, came_to), count in self.counts.items() if came_to is outcome)


def read_entries(path: Path) -> list[dict[str, Any]]:
    """The entries of one fixture file: model, fields, and perhaps a key and citations."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader) or []


def seed(
    entries: Iterable[dict[str, Any]], *, progress: Callable[[int, int], None] | None = None
) -> Report:
    """Add what is missing, bring up to date what only seeding has touched, leave the rest.

    All of it or nothing; one edition if anything was written. `progress` is told how many of how
    many entries are done. Raises SeedingError.
    """
    report = Report()
    seeded = {(row.model, row.key): row for row in SeededRecord.objects.all()}
    pending = [entry for entry in entries if _is_new(entry, seeded, report)]
    if pending:
        with editions.raised_once():
            for done, entry in enumerate(pending, start=1):
                _bring_in(entry, seeded, report)
                if progress:
                    progress(done, len(pending))
    return report


def _is_new(entry: dict[str, Any], seeded: dict, report: Report) -> bool:
    identity = _identity(entry)
    known = seeded.get(identity)
    if known and known.digest == _digest(entry):
        report.add(*identity, Outcome.UNCHANGED)
        return False
    return True


def _bring_in(entry: dict[str, Any], seeded: dict, report: Report) -> None:
    identity = _identity(entry)
    known = seeded.get(identity)
    try:
        built = _build(entry, seeded)
        if known:
            existing = type(built.object)._base_manager.filter(pk=known.record_id).first()
            if existing is None or not _only_seeded(existing):
                outcome = Outcome.LEFT_TO_STAFF
                record_id = known.record_id
            else:
                built.object.pk = known.record_id
                built.object.created_at = existing.created_at
                outcome = Outcome.CHANGED
                record_id = _write(built, entry)
        elif (existing := _same_natural_key(built.object)) is not None:
            outcome, record_id = Outcome.LEFT_TO_STAFF, existing.pk
        else:
            outcome, record_id = Outcome.ADDED, _write(built, entry)
    except REFUSALS as error:
        broken = isinstance(error, IntegrityError)  # no more questions in this transaction
        if broken or not _rests_on_what_staff_deleted(entry, seeded):
            raise SeedingError(f"{identity[0]} {identity[1]}: {error}") from error
        outcome, record_id = Outcome.LEFT_TO_STAFF, known.record_id if known else 0
    seeded[identity], _created = SeededRecord.objects.update_or_create(
        model=identity[0],
        key=identity[1],
        defaults={"digest": _digest(entry), "record_id": record_id},
    )
    report.add(*identity, outcome)


def _build(entry: dict[str, Any], seeded: dict) -> Any:
    """The record that the entry describes, as Django's own deserializer makes it; not yet saved."""
    fields = {
        name: _resolve(value, entry["model"], name, seeded) if isinstance(value, dict) else value
        for name, value in entry["fields"].items()
    }
    [built] = Deserializer([{"model": entry["model"], "fields": fields}])
    built.object.pk = None  # the identity is ours to decide, below
    return built


def _rests_on_what_staff_deleted(entry: dict[str, Any], seeded: dict) -> bool:
    """Whether the entry names a record that seeding brought in and that is there no more."""
    model = apps.get_model(entry["model"])
    names = {field.name for field in model._meta.get_fields() if field.is_relation}
    for name, value in entry["fields"].items():
        if name not in names or not value:
            continue
        field: Any = model._meta.get_field(name)
        for named in value if field.many_to_many else [value]:
            key = named["key"] if isinstance(named, dict) else _text_of_key(named)
            known = seeded.get((field.related_model._meta.label_lower, key))
            if known and not field.related_model._base_manager.filter(pk=known.record_id).exists():
                return True
    return False


def _resolve(value: dict[str, str], model: str, name: str, seeded: dict) -> int:
    target = apps.get_model(model)._meta.get_field(name).related_model
    return seeded[target._meta.label_lower, value["key"]].record_id


def _write(built: Any, entry: dict[str, Any]) -> int:
    record = built.object
    record.full_clean(exclude=["citations"], validate_unique=False, validate_constraints=False)
    record._change_reason = SEEDING
    record.save()
    for name, targets in (built.m2m_data or {}).items():
        getattr(record, name).set(targets)
    _write_citations(record, entry.get("citations", []))
    return record.pk


def _write_citations(record: Any, citations: list[dict[str, Any]]) -> None:
    for replaced in record.citations.all():
        replaced._change_reason = SEEDING
        replaced.delete()
    for cited in citations:
        source = Source.objects.get(slug=cited["source"])
        for name in cited.get("fields", []):
            record._meta.get_field(name)
        citation: Any = Citation(
            record=record,
            source=source,
            fields=cited.get("fields", []),
            locator=cited.get("locator", ""),
            standing=cited.get("standing", "stated"),
        )
        citation.note_en = cited.get("note", "")
        citation.clean_fields(exclude=["record_type", "record_id", "source"])
        citation._change_reason = SEEDING
        citation.save()


def _only_seeded(record: Any) -> bool:
    """Whether nothing but seeding has ever changed the record or what it cites."""
    kind = ContentType.objects.get_for_model(record)
    cited: Any = Citation.history.filter(record_type=kind, record_id=record.pk)  # type: ignore[attr-defined]
    histories = (record.history.all(), cited)
    return not any(h.exclude(history_change_reason=SEEDING).exists() for h in histories)


def _same_natural_key(record: Any) -> Any:
    if not hasattr(record, "natural_key"):
        return None
    manager = type(record)._default_manager
    try:
        return manager.get_by_natural_key(*record.natural_key())
    except type(record).DoesNotExist:
        return None


def _identity(entry: dict[str, Any]) -> tuple[str, str]:
    try:
        names = apps.get_model(entry["model"])._default_manager.all().natural_key_fields
        if "key" in entry:
            return entry["model"], str(entry["key"])
        values = (_natural_values(entry["fields"][name.split("__")[0]]) for name in names)
        parts = [part for value in values for part in value]
    except REFUSALS as error:
        raise SeedingError(f"{error} is missing or unknown in {entry}") from error
    return entry["model"], _text_of_key(parts)


def _text_of_key(parts: list[Any]) -> str:
    return json.dumps(parts, ensure_ascii=False)


def _natural_values(value: Any) -> Iterator[Any]:
    yield from value if isinstance(value, list) else [value]


def _digest(entry: dict[str, Any]) -> str:
    text = json.dumps(entry, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
