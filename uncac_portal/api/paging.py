"""Pages of a list that stay in place while the record grows.

A cursor says after which values of the order a page begins, so page ten thousand costs as much as
the first. What is not recorded stands last, whichever way a list is ordered.
"""

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext as _

from uncac_portal.api.problems import Mistake, Misunderstood

Place = tuple[Any, ...]
UNREADABLE = (
    ValueError,
    TypeError,
    OverflowError,
    ValidationError,
    binascii.Error,
    RecursionError,
)


@dataclass(frozen=True)
class Term:
    """One step of an order: by which expression, and which way."""

    expression: Any
    descending: bool = False


@dataclass(frozen=True)
class Page:
    """The keys of the records of a page in their order, and the cursors of the pages beside it."""

    keys: list[Any]
    next: str | None
    previous: str | None


def terms_of(records: Any) -> list[Term]:
    """The order of a queryset, made total."""
    order = records.query.order_by or records.model._meta.ordering
    return total(map(_term, order))


def total(terms: Iterable[Term]) -> list[Term]:
    """The terms, and the key of the record where they leave two in one place."""
    return [*terms, Term(F("pk"))]


class Keyset:
    """Records in an order, to be read a page at a time; `name` is what the order is called."""

    def __init__(self, records: Any, terms: Sequence[Term], name: str = "") -> None:
        self.terms, self.name = terms, name
        self._places = [f"at{number}" for number in range(len(terms))]
        expressions = {p: term.expression for p, term in zip(self._places, terms, strict=True)}
        self._records = records.annotate(**expressions)

    def page(self, size: int, cursor: str = "") -> Page:
        """The page of the cursor; the first without one."""
        backwards, place = self._read(cursor) if cursor else (False, None)
        found = self._records.order_by(*self._order(backwards))
        if place:
            found = found.filter(self._beyond(place, backwards))
        rows = list(found.values_list("pk", *self._places)[: size + 1])
        more, rows = len(rows) > size, rows[:size]
        if backwards:
            rows.reverse()
        has_next, has_previous = (True, more) if backwards else (more, place is not None)
        return Page(
            keys=[key for key, *_place in rows],
            next=self._cursor(rows[-1][1:]) if rows and has_next else None,
            previous=self._cursor(rows[0][1:], backwards=True) if rows and has_previous else None,
        )

    def walk(self, size: int) -> Iterator[list[Any]]:
        """The keys of all records, page after page."""
        page = self.page(size)
        yield page.keys
        while page.next:
            page = self.page(size, page.next)
            yield page.keys

    def _order(self, backwards: bool) -> list[OrderBy]:
        return [
            OrderBy(
                F(place),
                descending=term.descending is not backwards,
                nulls_first=True if backwards else None,
                nulls_last=None if backwards else True,
            )
            for place, term in zip(self._places, self.terms, strict=True)
        ]

    def _beyond(self, place: Place, backwards: bool) -> Q:
        beyond, same = Q(pk__in=[]), Q()
        for name, term, value in zip(self._places, self.terms, place, strict=True):
            beyond |= same & _further(name, value, term.descending is not backwards, backwards)
            same &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
        return beyond

    def _cursor(self, place: Sequence[Any], *, backwards: bool = False) -> str:
        values = [None if value is None else str(value) for value in place]
        text = json.dumps([self.name, int(backwards), *values], separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def _read(self, cursor: str) -> tuple[bool, Place]:
        try:
            padded = cursor + "=" * (-len(cursor) % 4)
            name, backwards, *values = json.loads(base64.urlsafe_b64decode(padded))
            if name != self.name or backwards not in (0, 1):
                raise ValueError(cursor)
            fields = [self._records.query.annotations[p].output_field for p in self._places]
            place = tuple(_value(*pair) for pair in zip(fields, values, strict=True))
        except UNREADABLE as error:
            detail = _("This cursor is of no page of this list in this order")
            raise Misunderstood(Mistake("cursor", detail)) from error
        return bool(backwards), place


def _term(step: Any) -> Term:
    if isinstance(step, str):
        return Term(F(step.removeprefix("-")), step.startswith("-"))
    if isinstance(step, OrderBy):
        return Term(step.expression, step.descending)
    return Term(step)


def _further(name: str, value: Any, descending: bool, backwards: bool) -> Q:
    """What comes after the value in one step of the order; backwards, None comes first."""
    if value is None:
        return Q(**{f"{name}__isnull": False}) if backwards else Q(pk__in=[])
    further = Q(**{f"{name}__{'lt' if descending else 'gt'}": value})
    return further if backwards else further | Q(**{f"{name}__isnull": True})


def _value(field: Any, text: Any) -> Any:
    if text is None:
        return None
    if not isinstance(text, str) or "\x00" in text:
        raise ValueError(text)
    text.encode()  # what is half a character fits no database
    value = field.to_python(text)
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        raise ValueError(text)
    return value.astimezone(UTC)
