"""The filters of the search: those of every list, for records of every kind."""

from collections import Counter
from typing import Any

import django_filters
from django.db import connections
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from delegations.enums import AttendanceMode, DeliveryMode
from delegations.filters.choices import public_organizations, public_states, regional_groups
from meetings.enums import Format
from meetings.filters.choices import (
    articles_of_the_convention,
    choices_of,
    not_recorded,
    public_bodies,
    public_topics,
    years_on_record,
)
from meetings.models import DocumentFile
from meetings.records.days import from_and_to
from meetings.records.domain.languages import language_name
from meetings.records.facets import NOT_RECORDED, Choices, Facet, FacetedFilterSet, Path
from uncac_portal.registry import COLLECTIONS
from uncac_portal.search.aside import Ignored, Reason
from uncac_portal.search.engines import engine_of
from uncac_portal.search.kinds import KINDS
from uncac_portal.search.matching import answering, in_order
from uncac_portal.search.models import Entry, EntryFacet
from uncac_portal.search.queries import parse
from uncac_portal.search.values import meanings


def kinds_of_record() -> Choices:
    """The kinds of record that can be found."""
    return [(name, COLLECTIONS[name].table.title) for name in KINDS]


def modes() -> Choices:
    """How delegations took part and how statements were delivered."""
    known = dict([*DeliveryMode.choices, *AttendanceMode.choices])
    ordered = dict.fromkeys([*AttendanceMode.values[:-1], *DeliveryMode.values])
    return [(value, capfirst(known[value])) for value in ordered]


def languages() -> Choices:
    """Languages that documents exist in, and that statements were made in."""
    indexed = EntryFacet.objects.filter(name="language").exclude(value=NOT_RECORDED).order_by()
    spoken = sorted(indexed.values_list("value", flat=True).distinct())
    named = dict(DocumentFile.LANGUAGES) | {code: language_name(code) for code in spoken}
    return [*named.items(), not_recorded()]


def indexed(name: str, values: Any, label: Any) -> Facet:
    """A facet that the index holds."""
    return Facet(Path("facets__value", Q(facets__name=name)), values=values, label=label)


class SearchFilter(FacetedFilterSet):
    """By words, who, where, what about and when. What the box says of filters joins the filters.

    `query` is what was understood of the box. `data` is the same search with every filter under
    its own name and with nothing but words left in `q`: what links and addresses are made of.
    """

    q = django_filters.CharFilter(
        method="filter_words", label=pgettext_lazy("searched for", "Words")
    )
    state = indexed("state", public_states, _("State"))
    organization = indexed("organization", public_organizations, _("Organization"))
    group = indexed("group", regional_groups, _("Regional group"))
    body = indexed("body", public_bodies, _("Body"))
    topic = indexed("topic", public_topics, _("Topic"))
    article = indexed("article", articles_of_the_convention, _("Article"))
    year = indexed("year", years_on_record, _("Year"))
    mode = indexed("mode", modes, _("Took part"))
    format_of = indexed("format_of", choices_of(Format), _("Format"))
    kind = Facet(Path("kind"), values=kinds_of_record, label=_("Kind of record"))
    language = indexed("language", languages, _("Language"))

    def __init__(self, data: Any = None, queryset: Any = None, **options: Any) -> None:
        asked = data.copy() if hasattr(data, "setlist") else _as_asked(data or {})
        self.query = parse(asked.get("q") or "")
        self._resolve()
        self._merge(asked)
        super().__init__(asked, Entry.objects.all() if queryset is None else queryset, **options)

    def _resolve(self) -> None:
        """Put the values that are meant in place of what was typed of them.

        What cannot be understood stays with the filters, which name it; what is excluded is not
        among them, and named with the rest of the box.
        """
        wanted, unwanted = self.query.filters, self.query.excluded_filters
        for name in dict.fromkeys([*wanted, *unwanted]):
            typed = [*wanted.get(name, []), *unwanted.get(name, [])]
            meant = meanings(self.base_filters[name], name, typed)
            if name in wanted:
                wanted[name] = [meant.get(text, text) for text in wanted[name]]
            if name in unwanted:
                self._set_aside_excluded(name, [v for v in unwanted[name] if v not in meant])
                unwanted[name] = [meant[text] for text in unwanted[name] if text in meant]
        self.query.excluded_filters = {name: values for name, values in unwanted.items() if values}

    def _set_aside_excluded(self, name: str, values: list[str]) -> None:
        known = isinstance(self.base_filters[name], Facet)
        reason = Reason.NO_SUCH_VALUE if known else Reason.NOT_TO_EXCLUDE
        self.query.ignored += [Ignored(f"-{name}:{value}", reason) for value in values]

    def _merge(self, asked: QueryDict) -> None:
        """Give each filter of the box its place among the filters."""
        if not self.query.filters:
            return
        for name, values in self.query.filters.items():
            if isinstance(self.base_filters[name], Facet):
                asked.setlist(name, list(dict.fromkeys([*asked.getlist(name), *values])))
            else:
                first, *others = values
                asked[name] = first
                self.query.ignored += [Ignored(f"{name}:{v}", Reason.ONE_VALUE) for v in others]
        asked["q"] = self.query.words
        if not self.query.words:
            del asked["q"]

    @property
    def qs(self) -> QuerySet:
        """The entries that answer, best first."""
        return in_order(self.query, super().qs)

    def filter_words(self, entries: QuerySet, name: str, words: str) -> QuerySet:
        return answering(self.query, entries)

    def counts(self) -> dict[str, dict[str, int]]:
        """For each facet, how many entries each of its values would leave.

        One reading of the entries that answer counts all facets not asked for; each of the others
        is counted under all filters but itself.
        """
        counts: dict[str, dict[str, int]] = {name: {} for name in self.facets}
        asked = [name for name in self.facets if self.asked.get(name)]
        profiles: dict[str, list[str]] = {leaving_out: [] for leaving_out in ["", *asked]}
        with connections[self.queryset.db].cursor() as cursor:
            cursor.execute(*self._reading(list(profiles)))
            for leaving_out, profile in cursor.fetchall():
                profiles[leaving_out].append(profile)
        for leaving_out, some in profiles.items():
            wanted = {leaving_out} if leaving_out else counts.keys() - set(asked)
            # A hundred thousand lines are counted in C: faster than either database groups them.
            for line, count in sorted(Counter("\n".join(some).split("\n")).items()):
                name, _colon, value = line.partition(":")
                if name in wanted:
                    counts[name][value] = count
        return counts

    def _reading(self, facets: list[str]) -> tuple[str, list[Any]]:
        """The query for the profiles of what answers all filters but the facet, for each facet."""
        parts, values = [], []
        for name in facets:
            entries = self.filter_queryset(self.queryset, leaving_out=name).order_by()
            sql, more = self._compiled(entries.values("profile"))
            parts.append(f"SELECT '{name}', profile FROM ({sql}) found")
            values += more
        sql = " UNION ALL ".join(parts)
        if self.query.clauses:
            sql = engine_of(self.queryset.db).READ_BY_INDEX + sql
        return sql, values


SearchFilter.also(**from_and_to("day"))


def _as_asked(values: dict[str, Any]) -> QueryDict:
    asked = QueryDict(mutable=True)
    for name, value in values.items():
        asked.setlist(name, value if isinstance(value, list) else [value])
    return asked
