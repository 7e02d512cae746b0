"""Which convenings a change touched, read from the rows of history that it wrote."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, OuterRef, QuerySet, Subquery
from simple_history.utils import get_m2m_reverse_field_name

from meetings.records.models import Citation


def convenings_of(rows: QuerySet) -> set[int]:
    """The numbers of the convenings to which the records of the rows belong, or did until now."""
    kind = rows.model.instance_type
    if kind is Citation:
        return _cited(rows)
    path = _path(kind)
    if path is None:
        return set()
    return _at_the_end(rows, path, with_former=True) - {None}


def _path(kind: Any) -> str | None:
    """The way from the kind to its convening; empty for the convening itself, None for none."""
    path = getattr(kind._default_manager.all(), "convening_path", None)
    return "" if path in ("pk", "id") else path


def _at_the_end(rows: QuerySet, path: str, *, with_former: bool = False) -> set[int]:
    if not path:
        return set(rows.values_list("id", flat=True).distinct())
    first, _, rest = path.partition("__")
    field: Any = rows.model.instance_type._meta.get_field(first)
    if field.many_to_many:
        keys = _many(rows, field)
    else:
        keys = set(rows.values_list(field.attname, flat=True).distinct())
        if with_former:
            keys |= _former(rows, field.attname)
    keys.discard(None)
    return _onward(field.related_model, rest, keys) if rest else keys


def _many(rows: QuerySet, field: Any) -> set[int]:
    through = getattr(rows.model, field.name).model
    related = f"{get_m2m_reverse_field_name(field)}_id"
    return set(through.objects.filter(history__in=rows).values_list(related, flat=True))


def _former(rows: QuerySet, column: str) -> set[int]:
    """What the rows before these said, for records that moved."""
    before = rows.model.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    latest = Subquery(before.order_by("-history_id").values(column)[:1])
    moved = rows.exclude(history_type="+")  # what is new was nowhere, and there may be a million
    return set(moved.annotate(former=latest).values_list("former", flat=True).distinct())


def _onward(kind: type[Model], path: str, keys: set[int]) -> set[int]:
    """Where the way leads on from these records, also from those that are gone."""
    if not keys:
        return set()
    living = kind._base_manager.filter(pk__in=keys)
    found = set(living.values_list(path, flat=True))
    if gone := keys - set(living.values_list("pk", flat=True)):
        found |= _at_the_end(kind.history.filter(id__in=gone).order_by(), path)  # type: ignore[attr-defined]
    return found


def _cited(rows: QuerySet) -> set[int]:
    """The convenings of what the citations support."""
    found: set[int] = set()
    for number in rows.values_list("record_type_id", flat=True).distinct():
        kind: Any = ContentType.objects.get_for_id(number).model_class()
        if kind is None or not hasattr(kind, "history") or kind is Citation:
            continue
        cited = rows.filter(record_type_id=number).values("record_id")
        found |= convenings_of(kind.history.filter(id__in=cited).order_by())
    return found
