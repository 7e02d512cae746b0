"""Addresses are a promise: what is or was public keeps its own, and is withdrawn, never deleted."""

from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy

from meetings.records.models import Record

ADDRESS_FIELDS = ("slug", "symbol", "second_symbol")
IS_FIXED = gettext_lazy(
    "Fixed, since the record is or was public at an address made of it. Addresses are a promise."
)


def has_promised(model: type[Model]) -> bool:
    """Whether records of the kind have public addresses of their own.

    Those of a file are its document's: a file is replaced, and its former versions are kept.
    """
    if not (issubclass(model, Record) and hasattr(model, "get_absolute_url")):
        return False
    return not hasattr(model._default_manager.all(), "whole")


def promised(records: QuerySet[Any]) -> set[int]:
    """Numbers of those of the records whose addresses are or were public."""
    if not has_promised(records.model):
        return set()
    every: Any = records.model._default_manager.all()
    ever_public = Q(pk__in=every.public().order_by().values("pk"))
    ever_public |= Q(pk__in=every.withdrawn().order_by().values("pk"))
    return set(records.order_by().filter(ever_public).values_list("pk", flat=True))


def is_promised(record: Model) -> bool:
    """Whether the record is or was public at an address of its own."""
    if record.pk is None:
        return False
    return bool(promised(type(record)._default_manager.filter(pk=record.pk)))


def fixed_fields(record: Any) -> list[str]:
    """The fields of the record that its public address is made of."""
    if not is_promised(record):
        return []
    own = {field.name for field in record._meta.concrete_fields}
    return [name for name in ADDRESS_FIELDS if name in own and getattr(record, name)]
