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

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Q
from django.db.models.expressions import OrderBy

Place = tuple[Any, ...]
UNREADABLE = (
    ValueError,
    TypeError,
    OverflowError,
    ValidationError,
    binascii.Error,
    RecursionError,
)


class UnreadableCursor(ValueError):
    """The cursor is of no page of the list in this order."""


@dataclass(frozen=True)
class Term:
    """One step of an order: by which expression, and which way."""

    expression: Any
    descending: bool = False


@dataclass(frozen=True)
class Stretch:
    """The keys of the records of a page in their order, and the cursors of the pages beside it."""

    keys: list[Any]
    next: str | None
    previous: str | None


def terms_of(records: Any) -> list[Term]:
    """The order of a queryset, made total."""
    order = records.query.order_by or records.model._meta.ordering
    terms = [_term(step) for step in order]
    return terms if terms and terms[-1].expression in (F("pk"), F("id")) else total(terms)


def total(terms: Iterable[Term]) -> list[Term]:
    """The terms, and the key of the record where they leave two in one place."""
    return [*terms, Term(F("pk"))]


class Keyset:
    """Records in an order, to be read a page at a time; `name` is what the order is called."""

    def __init__(self, records: Any, terms: Sequence[Term], name: str = "") -> None:
        self.terms, self.name = terms, name
        self._places = [f"at{number}" for number in range(len(terms))]
        expressions = {p: term.expression for p, term in zip(self._places, terms, strict=True)}
        self._records = records.prefetch_related(None).annotate(**expressions)
        self._is_known = [_is_known(records.model, term.expression) for term in terms]

    def page(self, size: int, cursor: str = "") -> Stretch:
        """The page of the cursor; the first without one."""
        if not cursor:
            return self.page_at(0, size)
        backwards, place = self._read(cursor)
        rows = self._beyond(place, backwards, size + 1)
        more, rows = len(rows) > size, rows[:size]
        if backwards:
            rows.reverse()
        has_next, has_previous = (True, more) if backwards else (more, True)
        return self._stretch(rows, has_next, has_previous)

    def page_at(self, number: int, size: int) -> Stretch:
        """The page that begins after so many records, which have to be counted off."""
        rows = self._read_rows(self._records, self._order(backwards=False), number, size + 1)
        return self._stretch(rows[:size], len(rows) > size, number > 0)

    def in_order(self) -> Any:
        """All records, for whoever reads them in one go."""
        return self._records.order_by(*self._order(backwards=False))

    def walk(self, size: int) -> Iterator[list[Any]]:
        """The keys of all records, page after page."""
        page = self.page(size)
        yield page.keys
        while page.next:
            page = self.page(size, page.next)
            yield page.keys

    def _beyond(self, place: Place, backwards: bool, number: int) -> list[Place]:
        """What comes after the place, from near to far: first what differs in the last step alone.

        One question for each step, of which most pages need the first: a database reads an index
        from a place onwards if all steps but one are fixed, and none if they are joined by OR.
        """
        order = self._order(backwards)
        rows: list[Place] = []
        for step in reversed(range(len(self.terms))):
            further = self._further(step, place[step], backwards)
            if further is not None and len(rows) < number:
                found = self._records.filter(*map(self._same, range(step), place), further)
                rows += self._read_rows(found, order[step:], 0, number - len(rows))
        return rows

    def _read_rows(self, records: Any, order: Any, first: int, number: int) -> list[Place]:
        rows = records.order_by(*order).values_list("pk", *self._places)
        return list(rows[first : first + number])

    def _stretch(self, rows: list[Place], has_next: bool, has_previous: bool) -> Stretch:
        return Stretch(
            keys=[key for key, *_place in rows],
            next=self._cursor(rows[-1][1:]) if rows and has_next else None,
            previous=self._cursor(rows[0][1:], backwards=True) if rows and has_previous else None,
        )

    def _order(self, backwards: bool) -> list[OrderBy]:
        """The steps. Where no value is missing nothing is said of it, for indexes say nothing."""
        return [
            OrderBy(
                F(place),
                descending=term.descending is not backwards,
                nulls_first=True if backwards and not is_known else None,
                nulls_last=True if not backwards and not is_known else None,
            )
            for place, term, is_known in zip(self._places, self.terms, self._is_known, strict=True)
        ]

    def _same(self, step: int, value: Any) -> Q:
        name = self._places[step]
        return Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})

    def _further(self, step: int, value: Any, backwards: bool) -> Q | None:
        """What comes after the value in one step; backwards, None comes first. None: nothing."""
        name = self._places[step]
        if value is None:
            return Q(**{f"{name}__isnull": False}) if backwards else None
        descending = self.terms[step].descending is not backwards
        further = Q(**{f"{name}__{'lt' if descending else 'gt'}": value})
        if backwards or self._is_known[step]:
            return further
        return further | Q(**{f"{name}__isnull": True})

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
            raise UnreadableCursor(cursor) from error
        return bool(backwards), place


def _term(step: Any) -> Term:
    if isinstance(step, str):
        return Term(F(step.removeprefix("-")), step.startswith("-"))
    if isinstance(step, OrderBy):
        return Term(step.expression, step.descending)
    return Term(step)


def _is_known(model: Any, expression: Any) -> bool:
    """Whether every record has a value there: the path leads through nothing that may be empty."""
    if not isinstance(expression, F):
        return False
    for name in expression.name.split("__"):  # type: ignore[attr-defined]
        try:
            field = model._meta.pk if name == "pk" else model._meta.get_field(name)
        except FieldDoesNotExist:  # worked out in the query
            return False
        if field.null:
            return False
        model = field.related_model
    return True


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
