"""The numbered sources of one page, and the marks that lead to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Model

from meetings.records.enums import Standing
from meetings.records.models import Citation, Source


@dataclass
class Footnote:
    """A source under its number on the page, with what the page cites of it."""

    number: int
    source: Source
    cited: dict[int, Citation] = field(default_factory=dict)

    @property
    def citations(self) -> list[Citation]:
        """What the page cites of the source, each once, in the order of the page."""
        return list(self.cited.values())

    @property
    def locators(self) -> list[str]:
        """The places cited, each once, in the order of the page."""
        return list(dict.fromkeys(c.locator for c in self.citations if c.locator))

    @property
    def disputes(self) -> list[Citation]:
        """Why facts are disputed, each reason once."""
        return self._remarks([Standing.DISPUTED])

    @property
    def remarks(self) -> list[Citation]:
        """What else is said of how facts follow from the source, each remark once."""
        return self._remarks([Standing.INFERRED, Standing.STATED])

    def _remarks(self, standings: list[Standing]) -> list[Citation]:
        noted = [c for c in self.citations if c.standing in standings and c.note]
        return list({(c.standing, c.note): c for c in noted}.values())


class Footnotes:
    """Numbers the sources of a page in the order in which its facts cite them.

    Each `add` costs one query, however many records it is given; what the page does not cite of
    them stays out of its list of sources.
    """

    def __init__(self, *records: Model) -> None:
        self._of_source: dict[int, Footnote] = {}
        self._citations_of: dict[tuple[type[Model], int], list[Citation]] = {}
        if records:
            self.add(*records)

    def add(self, *records: Model) -> None:
        """Make the sources of the records known to the page."""
        found = Citation.objects.public().of(list(records)).select_related("source", "record_type")
        for citation in found.order_by("pk"):
            model = citation.record_type.model_class()
            citations = self._citations_of.setdefault((model, citation.record_id), [])
            if citation not in citations:
                citations.append(citation)

    def of(self, record: Model, fact: str = "") -> list[tuple[int, Citation]]:
        """Numbers and citations under a fact of the record; those of the whole if none names it."""
        citations = self._citations_of.get((type(record), record.pk), [])
        if fact:
            whole = [c for c in citations if not c.fields]
            citations = [c for c in citations if c.supports(fact)] or whole
        return [(self._number(citation), citation) for citation in citations]

    def __iter__(self) -> Iterator[Footnote]:
        return iter(self._of_source.values())

    def __bool__(self) -> bool:
        return bool(self._of_source)

    def _number(self, citation: Citation) -> int:
        footnote = self._of_source.setdefault(
            citation.source_id, Footnote(len(self._of_source) + 1, citation.source)
        )
        footnote.cited.setdefault(citation.pk, citation)
        return footnote.number
