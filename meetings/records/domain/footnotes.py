"""The numbered sources of one page, and the marks that lead to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from meetings.records.domain.languages import text_of
from meetings.records.enums import Standing
from meetings.records.models import Citation, Source


@dataclass
class Footnote:
    """A source under its number on the page, with what the page cites of it."""

    number: int
    source: Source = field(init=False)  # loaded once, when the page lists its sources
    cited: dict[int, Citation] = field(default_factory=dict)

    @property
    def citations(self) -> list[Citation]:
        """What the page cites of the source, each once, in the order of the page."""
        return list(self.cited.values())

    @property
    def locators(self) -> list[str]:
        """The places cited, each once, in the order of the page."""
        return list(dict.fromkeys(c.locator for c in self.citations if c.locator))

    @cached_property
    def disputes(self) -> list[Citation]:
        """Why facts are disputed, each reason once."""
        return self._remarks([Standing.DISPUTED])

    @cached_property
    def remarks(self) -> list[Citation]:
        """What else is said of how facts follow from the source, each remark once."""
        return self._remarks([Standing.INFERRED, Standing.STATED])

    def _remarks(self, standings: list[Standing]) -> list[Citation]:
        noted = [(c, text_of(c, "note").text) for c in self.citations if c.standing in standings]
        return list({(c.standing, note): c for c, note in noted if note}.values())


class Footnotes:
    """Numbers the sources of a page in the order in which its facts cite them.

    Citations are asked for when the page first cites, and again only if records were added since;
    what the page does not cite of them stays out of its list of sources.
    """

    def __init__(self, *records: Model) -> None:
        self._of_source: dict[int, Footnote] = {}
        self._citations_of: dict[tuple[type[Model], int], list[Citation]] = {}
        self._to_ask_for: list[Model] = list(records)

    def add(self, *records: Model) -> None:
        """Make the sources of the records known to the page."""
        self._to_ask_for += records

    def of(self, record: Model, fact: str = "") -> list[tuple[int, Citation]]:
        """Numbers and citations under a fact of the record; those of the whole if none names it."""
        if self._to_ask_for:
            self._ask()
        citations = self._citations_of.get((type(record), record.pk), [])
        if fact and citations:
            whole = [c for c in citations if not c.fields]
            citations = [c for c in citations if c.supports(fact)] or whole
        return [(self._number(citation), citation) for citation in citations]

    def _ask(self) -> None:
        found = Citation.objects.public().of(self._to_ask_for).defer("created_at", "changed_at")
        self._to_ask_for = []
        for citation in found.order_by("pk"):
            model: Any = ContentType.objects.get_for_id(citation.record_type_id).model_class()
            citations = self._citations_of.setdefault((model, citation.record_id), [])
            if citation not in citations:
                citations.append(citation)

    def __iter__(self) -> Iterator[Footnote]:
        sources = Source.objects.in_bulk(self._of_source)
        for key, footnote in self._of_source.items():
            footnote.source = sources[key]
        return iter(self._of_source.values())

    def __bool__(self) -> bool:
        return bool(self._of_source)

    def _number(self, citation: Citation) -> int:
        footnote = self._of_source.get(citation.source_id)
        if footnote is None:
            footnote = Footnote(len(self._of_source) + 1)
            self._of_source[citation.source_id] = footnote
        footnote.cited.setdefault(citation.pk, citation)
        return footnote.number
