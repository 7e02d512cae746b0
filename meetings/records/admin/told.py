"""Rows of history as the journal shows them: which record, and what changed in words."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import NoReverseMatch, reverse

from meetings.records.access import reach_of, within_reach
from meetings.records.admin.history import LONGEST_TEXT, ChangesInWords
from meetings.records.domain.states import kinds_with_history
from meetings.records.enums import Level
from meetings.records.labels import label_of, with_labels
from meetings.records.models import Citation, JournalEntry, JournalPlace


@dataclass(frozen=True)
class ToldRow:
    """What one row of history says; without an address the record is gone or has no page."""

    row: Any
    label: str
    url: str | None
    restore_url: str | None
    changes: list[dict[str, Any]] = field(default_factory=list)


def convening_kind() -> Any:
    """The kind of record that the places of the journal are numbers of."""
    kinds = (kind for kind in kinds_with_history())
    return next(k for k in kinds if k._default_manager.all().convening_path == "pk")  # type: ignore[attr-defined]


def convenings_seen_by(user: Any) -> QuerySet:
    """The convenings that somebody may see."""
    return within_reach(convening_kind()._default_manager.all(), user, Level.VIEWER)


def entries_seen_by(user: Any) -> QuerySet[JournalEntry]:
    """The entries that touched a convening within somebody's reach, or none at all."""
    entries = JournalEntry.objects.all()
    if reach_of(user).everywhere >= Level.VIEWER:
        return entries
    if not reach_of(user).anywhere(Level.VIEWER):
        return entries.none()
    places = JournalPlace.objects.filter(entry=OuterRef("pk"))
    seen = places.filter(convening_id__in=convenings_seen_by(user).values("pk"))
    return entries.filter(Exists(seen) | ~Exists(places))


def rows_seen_by(user: Any, entry: JournalEntry, kind: Any) -> QuerySet:
    """The entry's rows of the kind that are about records within somebody's reach.

    Those of deleted records are, if all that the entry touched is.
    """
    rows = kind.history.filter(journal=entry).order_by("history_id")
    if reach_of(user).everywhere >= Level.VIEWER:
        return rows
    seen = within_reach(kind._default_manager.all(), user, Level.VIEWER)
    shown = Q(id__in=seen.values("pk"))
    if not entry.places.exclude(convening_id__in=convenings_seen_by(user).values("pk")).exists():
        shown |= ~Exists(kind._base_manager.filter(pk=OuterRef("id")))
    return rows.filter(shown)


def record_named(name: str) -> tuple[Any, int] | None:
    """The kind and number in `meetings.session-12`, if it is the name of any record."""
    label, _, number = name.rpartition("-")
    kinds = {kind._meta.label_lower: kind for kind in kinds_with_history()}
    is_number = number.isascii() and number.isdecimal() and int(number) < 2**63
    return (kinds[label], int(number)) if label in kinds and is_number else None


def about(kind: Any, number: int) -> Q:
    """That an entry wrote the record or something that belongs to it."""
    found = Q(pk__in=kind.history.filter(id=number).order_by().values("journal"))
    for model in kinds_with_history():
        belongs = Q()
        for column in model._meta.concrete_fields:
            if column.is_relation and column.related_model is kind:
                belongs |= Q(**{column.attname: number})
        if model is Citation:
            kept = ContentType.objects.get_for_model(kind)
            belongs |= Q(record_type=kept, record_id=number)
        if belongs:
            rows = model.history.filter(belongs).order_by()  # type: ignore[attr-defined]
            found |= Q(pk__in=rows.values("journal"))
    return found


def with_former(rows: QuerySet) -> QuerySet:
    """The rows with the number of the row before each of the same record."""
    earlier = rows.model.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    number = earlier.order_by("-history_id").values("history_id")[:1]
    return rows.annotate(former=Subquery(number))._select_related_history_tracked_objs()


def told(kind: Any, rows: Collection[Any]) -> Iterator[ToldRow]:
    """The rows of one kind, which know the one before, in words."""
    living = with_labels(kind._base_manager.all()).in_bulk({row.id for row in rows})
    former = kind.history.in_bulk({row.former for row in rows if row.former})
    labels: dict[Any, str] = {}
    for row in rows:
        record = living.get(row.id)
        is_gone = record is None and row.history_type == "-"
        yield ToldRow(
            row,
            name_of(record if record is not None else row.instance),
            address(kind, "history", row.id) if record is not None else None,
            reverse("admin:records_journalentry_restore", args=[kind._meta.label_lower, row.pk])
            if is_gone
            else None,
            changes_of(row, former.get(row.former), labels) if row.history_type != "-" else [],
        )


def changes_of(row: Any, former: Any, labels: Any = None) -> list[dict[str, Any]]:
    """What the row says that the former one did not; of the first row, what was entered."""
    options: dict[str, Any] = {"foreign_keys_are_objs": True}
    if former is None or row.history_type == "+":
        former = type(row)()
        options["excluded_fields"] = [link.name for link in row._history_m2m_fields]
    helper = ChangesInWords(
        row.instance_type, row, max_displayed_delta_change_chars=LONGEST_TEXT, labels=labels
    )
    return helper.context_for_delta_changes(row.diff_against(former, **options))


def name_of(record: Any) -> str:
    """How the record is or was called, also if what it belongs to is gone."""
    try:
        return label_of(record)
    except (ObjectDoesNotExist, AttributeError):
        return f"{record._meta.verbose_name} {record.pk}"


def address(kind: Any, page: str, number: int) -> str | None:
    """The address of a page of a record, if its kind has any."""
    if not admin.site.is_registered(kind):
        return None
    try:
        return reverse(
            f"admin:{kind._meta.app_label}_{kind._meta.model_name}_{page}", args=[number]
        )
    except NoReverseMatch:
        return None
