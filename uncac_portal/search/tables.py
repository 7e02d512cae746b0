"""Results of a search as a table, to take away."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.records.columns import Absolute
from meetings.records.tables import Column, Table
from uncac_portal.search.results import Result, results_of
from uncac_portal.search.shown import SHOWN


class _Results:
    """The results for entries, however many, some at a time."""

    def __init__(self, entries: Any) -> None:
        self.entries = entries

    def iterator(self, chunk_size: int) -> Iterator[Result]:
        entries = self.entries.iterator(chunk_size=chunk_size)
        while some := list(islice(entries, chunk_size)):
            yield from results_of(some)


def results_table(absolute: Absolute) -> Table:
    """The results with the addresses of their pages, before which it puts the host."""
    page = Column(
        name="address",
        about=_("Its page in the portal"),
        read=lambda result: absolute(result.address),
    )
    return replace(RESULTS, columns=(*RESULTS.columns, page))


RESULTS = Table(
    name="results",
    title=_("Results of a search"),
    about=_("What of the whole record answers a search, the most relevant first"),
    key=("kind", "id"),
    load=_Results,
    columns=(
        Column(
            name="kind",
            about=_("The table that tells more of it"),
            choices=tuple(SHOWN),
        ),
        Column(name="id", about=_("Its key in that table"), read=lambda result: str(result.id)),
        Column(name="title", about=_("What it is called"), read=lambda result: result.title.text),
        Column(
            name="title_language",
            about=_("The language that the title is in"),
            read=lambda result: result.title.language,
        ),
        Column(
            name="date",
            about=_("When it happened; of a convening, its first day"),
            type="date",
            read=lambda result: result.entry.day,
        ),
    ),
)
