"""Facets: filters that take several values and say how many records answer each of them.

A facet is a relation between records and values. Filtering, counting and the index of the search
all ask that one relation, so a count cannot differ from the list that it leads to.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import groupby
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import connections
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, NullIf

NOT_RECORDED = "not_recorded"
# How addresses name filters, in the order in which every list shows them.
NAMES = (
    *("q", "state", "organization", "group", "body", "topic", "article", "year", "from", "to"),
    *("mode", "format_of", "kind", "language"),
)
Choices = Sequence[tuple[str, Any]]
EVERYWHERE = Q()
KEY, PAIR = "facet_key", "facet_value"


class FacetField(forms.MultipleChoiceField):
    """Takes the values that the facet knows, and remembers the others to name them."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.ignored: list[str] = []

    def __deepcopy__(self, memo: Any) -> "FacetField":
        """For another form, which asks anew what may be chosen."""
        result = super().__deepcopy__(memo)
        result.__dict__.pop("labels", None)
        result.ignored = []
        return result

    @cached_property
    def labels(self) -> Mapping[str, Any]:
        """All that may be asked for, with how it is called; fetched once for a form."""
        choices: Any = self.choices
        return dict(choices)

    def valid_value(self, value: Any) -> bool:
        return value in self.labels

    def to_python(self, value: Any) -> list[str]:
        asked = dict.fromkeys(v for v in super().to_python(value) if v)
        self.ignored = [v for v in asked if not self.valid_value(v)]
        return [v for v in asked if self.valid_value(v)]


@dataclass(frozen=True)
class Path:
    """A way from a record to values of it, of which those count where the condition holds."""

    to: str
    where: Q = EVERYWHERE


class Facet(django_filters.Filter):
    """`topic=asset-recovery&topic=prevention`: records with any of the values.

    A record has the values found by any of the paths from it; with `not_recorded`, an empty one is
    the value “not recorded”. `values` gives all that may be asked for, with their labels; `prepare`
    gives the records what the paths need.
    """

    field_class = FacetField

    def __init__(
        self,
        *paths: Path,
        values: Callable[[], Choices],
        label: Any,
        not_recorded: bool = False,
        prepare: Callable[[Any], Any] | None = None,
    ) -> None:
        super().__init__(label=label, required=False, choices=values)
        self.paths, self.not_recorded, self.prepare = paths, not_recorded, prepare

    def filter(self, records: QuerySet, values: Sequence[str]) -> QuerySet:
        """The records with any of the values; all of them where none is asked for."""
        if not values:
            return records
        if self._is_of_the_record_itself(records.model):
            [path] = self.paths
            return records.filter(path.where, self._has(path, values))
        everything = self._prepared(_everything_beside(records)).order_by()
        # Paths that begin with the same relation ask of the same row of it, so they share it.
        found = [
            everything.filter(reduce(or_, (path.where & self._has(path, values) for path in paths)))
            for _relation, paths in groupby(self.paths, key=lambda path: path.to.split("__")[0])
        ]
        if len(found) == 1:
            return records.filter(pk__in=found[0].values("pk"))
        # Asked of one record after another: databases would put the set together as a whole.
        same = {"pk": OuterRef("pk")}
        return records.filter(reduce(or_, (Q(Exists(each.filter(**same))) for each in found)))

    def _is_of_the_record_itself(self, model: Any) -> bool:
        """Whether a record has one value at most, so that a plain condition finds it once."""
        simple = len(self.paths) == 1 and self.prepare is None
        return simple and not leads_to_many(model, self.paths[0].to)

    def _prepared(self, records: Any) -> Any:
        return self.prepare(records) if self.prepare else records

    def _has(self, path: Path, values: Sequence[str]) -> Q:
        """That one of the values stands at the path, asked so that an index of it serves."""
        told = [value for value in values if value != NOT_RECORDED or not self.not_recorded]
        if path.to.endswith("__year"):
            found = reduce(or_, (Q(**{path.to: int(value)}) for value in told))
        else:
            found = Q(**{f"{path.to}__in": told})
        if len(told) < len(values):
            found |= Q(**{path.to: ""}) | Q(**{f"{path.to}__isnull": True})
        return found

    def pairs(self, records: QuerySet) -> QuerySet:
        """The relation for the records: each `(pk, value)` once."""
        return self.pairs_among(records, records.order_by().values("pk"))

    def pairs_among(self, records: QuerySet, keys: Any) -> QuerySet:
        """The relation for those of the kind of records that have one of the keys."""
        return self.pairs_of(_everything_beside(records).filter(pk__in=keys))

    def pairs_of(self, some: QuerySet) -> QuerySet:
        """The relation for just these records, narrowed by no way to many that they have."""
        # The key comes first: databases find the same pair again by what tells pairs apart.
        first, *others = (
            pairs.values_list(KEY, PAIR)
            for pairs in self._relations(some.annotate(**{KEY: F("pk")}))
        )
        if others:
            return first.union(*others)
        return first.distinct() if leads_to_many(some.model, self.paths[0].to) else first

    def _relations(self, records: Any) -> Iterable[QuerySet]:
        for path in self.paths:
            value = Cast(F(path.to), CharField())
            told = Coalesce(NullIf(value, Value("")), Value(NOT_RECORDED))
            pairs = self._prepared(records).filter(path.where).order_by()
            pairs = pairs.annotate(**{PAIR: told if self.not_recorded else value})
            yield pairs.filter(**{f"{PAIR}__isnull": False})


@dataclass(frozen=True)
class Ignored:
    """What was asked for and makes no sense, under the name in the address.

    `takes` are the values that would have made sense; `hint` says how to write one.
    """

    name: str
    label: str
    value: str
    takes: tuple[str, ...] = ()
    hint: str = ""


class FacetedFilterSet(django_filters.FilterSet):
    """Filters of which some are facets. A value that makes no sense narrows nothing."""

    class Meta:
        fields: list[str] = []

    @classmethod
    def also(cls, **filters: django_filters.Filter) -> None:
        """Give the list filters that only an app upstairs can know, or that no class can name."""
        for name, added in filters.items():
            added.field_name = added.field_name or name
            cls.base_filters[name] = added
        cls.base_filters = dict(sorted(cls.base_filters.items(), key=_place))

    @property
    def facets(self) -> dict[str, Facet]:
        """Those of the filters that are facets, by name."""
        return {name: f for name, f in self.filters.items() if isinstance(f, Facet)}

    @property
    def asked(self) -> dict[str, Any]:
        """What the filters understood, by name."""
        self.form.is_valid()
        return getattr(self.form, "cleaned_data", {})

    @property
    def ignored(self) -> list[Ignored]:
        """Values asked for that no filter understands, in the order of the filters."""
        self.form.is_valid()
        return [
            Ignored(name, str(field.label), value, _taken_by(field), self._hint(name))
            for name, field in self.form.fields.items()
            for value in self._misunderstood(name, field)
        ]

    @property
    def ends_before_it_begins(self) -> bool:
        """Whether `from` is after `to`."""
        first, last = self.asked.get("from"), self.asked.get("to")
        return bool(first and last and first > last)

    def filter_queryset(self, queryset: QuerySet, *, leaving_out: str = "") -> QuerySet:
        """The records that answer every filter; but the one left out."""
        for name, value in self.asked.items():
            if name != leaving_out:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def counts(self) -> dict[str, dict[str, int]]:
        """For each facet, how many records each of its values would leave: one query for all.

        A facet is counted under all the other filters, since several of its values add up.
        """
        counts: dict[str, dict[str, int]] = {name: {} for name in self.facets}
        if not counts:
            return counts
        with connections[self.queryset.db].cursor() as cursor:
            cursor.execute(*self._counting())
            for name, value, count in cursor.fetchall():
                counts[name][value] = count
        return counts

    def _counting(self) -> tuple[str, list[Any]]:
        """The query for the counts. Facets of which nothing is asked share the records found."""
        whole, values = self._compiled(self.filter_queryset(self.queryset).order_by().values("pk"))
        parts = []
        for name, facet in self.facets.items():
            if self.asked.get(name):
                pairs = facet.pairs(self.filter_queryset(self.queryset, leaving_out=name))
            else:
                pairs = facet.pairs_of(self._found)
            sql, more = self._compiled(pairs)
            parts.append(f"SELECT '{name}', {PAIR}, COUNT(*) FROM ({sql}) pairs GROUP BY {PAIR}")
            values += more
        return f"WITH found AS MATERIALIZED ({whole}) {' UNION ALL '.join(parts)}", values

    @property
    def _found(self) -> QuerySet:
        """The records whose keys are in `found`, in the query for the counts."""
        # PostgreSQL expects few in a set, and looks them up one by one: there they are joined.
        # SQLite begins with the set, and joins in orders that take twice as long.
        everything, kind = _everything_beside(self.queryset), self.queryset.model._meta
        if connections[self.queryset.db].vendor == "sqlite":
            return everything.filter(pk__in=RawSQL("SELECT pk FROM found", ()))
        same = f'found.pk = "{kind.db_table}"."{kind.pk.column}"'
        return everything.extra(tables=["found"], where=[same])

    def _compiled(self, records: QuerySet) -> tuple[str, list[Any]]:
        sql, values = records.query.get_compiler(using=self.queryset.db).as_sql()
        return sql, list(values)

    def _misunderstood(self, name: str, field: forms.Field) -> list[str]:
        if isinstance(field, FacetField):
            return field.ignored
        return self.data.getlist(name) if name in self.form.errors else []

    def _hint(self, name: str) -> str:
        return " ".join(self.form.errors.get(name, ()))


def _taken_by(field: forms.Field) -> tuple[str, ...]:
    return tuple(filter(None, field.labels)) if isinstance(field, FacetField) else ()


def _everything_beside(records: QuerySet) -> Any:
    """All there is of the kind of the records, in the same database."""
    return records.model._default_manager.using(records.db)


def leads_to_many(model: Any, path: str) -> bool:
    """Whether a record of the model may have several values at the path."""
    for name in path.split("__"):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:  # worked out in the query: one for each record
            return False
        if field.many_to_many or field.one_to_many:
            return True
        if not field.is_relation:
            return False
        model = field.related_model
    return False


def _place(named: tuple[str, django_filters.Filter]) -> int:
    name, _filter = named
    return NAMES.index(name) if name in NAMES else len(NAMES)
