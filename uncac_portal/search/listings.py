"""The results of a search as a list, with what was understood of the box."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from meetings.records.listings import Listing, shortened
from uncac_portal.search.aside import Reason
from uncac_portal.search.filters import SearchFilter
from uncac_portal.search.models import Entry
from uncac_portal.search.queries import Query
from uncac_portal.search.results import Result, results_of
from uncac_portal.search.vocabulary import did_you_mean

PER_PAGE = 25
MOST_NAMED = 5  # parts of a query that were set aside and are named one by one
EXAMPLES_IN_WORDS = 3
EXAMPLES_BY_FILTER = ("topic", "state", "body", "year")
SET_ASIDE = {
    Reason.NO_WORDS: _("“%(text)s” holds no word to look for."),
    Reason.NO_SUCH_FILTER: _("“%(text)s” is no filter; what follows it was looked for as words."),
    Reason.NOTHING_TO_JOIN: _("“%(text)s” has nothing to join here."),
    Reason.TOO_LONG: _("The question was too long. Left out: “%(text)s”."),
    Reason.ONE_VALUE: _("“%(text)s” is set aside: that filter takes one value only."),
    Reason.NO_SUCH_VALUE: _("“%(text)s” excludes nothing: that value is not on record."),
    Reason.NOT_TO_EXCLUDE: _("“%(text)s” is set aside: that filter cannot exclude."),
}


@dataclass(frozen=True)
class Example:
    """A search that finds something, and where its results are."""

    words: str
    address: str


class SearchListing(Listing):
    """What of the whole record answers the box and the filters."""

    has_own_box = True  # above the list, not among the filters

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, SearchFilter, Entry.objects.all(), per_page=PER_PAGE)

    @cached_property
    def page(self) -> Page:
        """The results of the page asked for; the first or the last where there is no such page.

        Every entry is of one kind, so kinds add up to the count: no other search counts them.
        """
        kinds = self.counts["kind"]
        pages = Paginator(self.rows, PER_PAGE)
        pages.count = sum(kinds.get(kind, 0) for kind in self._in_force("kind") or kinds)
        return pages.get_page(self._asked_page)

    @property
    def understood(self) -> Query:
        """What the box asks for."""
        return self.filterset.query

    @property
    def words(self) -> str:
        """What stands in the box: what was typed, but for what is among the filters by now."""
        return self.filterset.data.get("q", "").strip()

    @property
    def title(self) -> str:
        """The words, short enough to name the page."""
        return shortened(self.words)

    @property
    def taken_for(self) -> str:
        """What was looked for, where it is not what stands in the box."""
        asked = self.understood
        wanted = [" OR ".join(map(str, clause)) for clause in asked.clauses]
        unwanted = [f"-{term}" for term in asked.excluded]
        looked_for = " ".join([*wanted, *unwanted])
        return "" if looked_for.casefold() == self.words.casefold() else looked_for

    @cached_property
    def meant(self) -> Example | None:
        """What may have been meant, where nothing answers: the nearest words, the same filters."""
        words = did_you_mean(self.understood)
        if not words:
            return None
        asked = self.filterset.data.copy()
        asked["q"] = words
        if not SearchFilter(asked).qs.exists():
            return None
        filters = [(name, value) for name, value in self.pairs if name != "q"]
        return Example(words, f"?{urlencode([('q', words), *filters])}")

    @property
    def set_aside(self) -> list[str]:
        """What was typed and makes no sense, in words."""
        return [
            str(SET_ASIDE[part.reason]) % {"text": shortened(part.text)}
            for part in self.understood.ignored[:MOST_NAMED]
        ]

    @cached_property
    def written(self) -> list[Any]:
        """The fields that are written in, among the filters."""
        return [field for field in super().written if field.name != "q"]

    @cached_property
    def results(self) -> list[Result]:
        """The results on the page."""
        return results_of(self.page, self.understood.terms)

    @cached_property
    def examples(self) -> list[Example]:
        """Searches that find something, for who has asked for nothing yet."""
        if self.is_filtered:
            return []
        frequent = {name: self._most_frequent(name) for name in EXAMPLES_BY_FILTER}
        labels = self.form.fields["topic"].labels
        words = [str(labels[value]) for value, _count in frequent["topic"] if value in labels]
        filters = [f"{name}:{value}" for name in frequent for value, _count in frequent[name][:1]]
        return [Example(text, f"?{urlencode({'q': text})}") for text in [*words, *filters]]

    def _most_frequent(self, name: str) -> list[tuple[str, int]]:
        counts = self.counts[name].items()
        return sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:EXAMPLES_IN_WORDS]
