"""The numbered sources of one page, and the marks that lead to them."""

from dataclasses import dataclass, field

from django.db.models import Model

from meetings.records.enums import Standing
from meetings.records.models import Citation, Source


@dataclass
class Footnote:
    """A source under its number on the page, with what the page cites of it."""

    number: int
    source: Source
    citations: list[Citation] = field(default_factory=list)

    @property
    def locators(self) -> list[str]:
        """The places cited, each once, in the order of the page."""
        return list(dict.fromkeys(c.locator for c in self.citations if c.locator))

    @property
    def remarks(self) -> list[Citation]:
        """Citations that say more than where: each standing and note once."""
        seen = {}
        for citation in self.citations:
            if citation.standing != Standing.STATED or citation.note:
                seen.setdefault((citation.standing, citation.note), citation)
        return list(seen.values())


class Footnotes:
    """Numbers the sources of a page in the order in which its facts are added.

    Each `add` costs one query, however many records it is given.
    """

    def __init__(self, *records: Model) -> None:
        self._of_source: dict[int, Footnote] = {}
        self._citations_of: dict[tuple[type[Model], int], list[Citation]] = {}
        if records:
            self.add(*records)

    def add(self, *records: Model) -> None:
        """Cite the sources of the records, in this order."""
        places = {(type(record), record.pk): place for place, record in enumerate(records)}
        citations = (
            Citation.objects.public().of(list(records)).select_related("source", "record_type")
        )
        found = [((c.record_type.model_class(), c.record_id), c) for c in citations]
        for record_key, citation in sorted(found, key=lambda pair: (places[pair[0]], pair[1].pk)):
            self._citations_of.setdefault(record_key, []).append(citation)
            self._number(citation)

    def of(self, record: Model, fact: str = "") -> list[tuple[int, Citation]]:
        """Numbers and citations under a fact of the record; those of the whole if none names it."""
        citations = self._citations_of.get((type(record), record.pk), [])
        if fact:
            whole = [c for c in citations if not c.fields]
            citations = [c for c in citations if c.supports(fact)] or whole
        return [(self._of_source[c.source_id].number, c) for c in citations]

    def __iter__(self):
        return iter(self._of_source.values())

    def __bool__(self) -> bool:
        return bool(self._of_source)

    def _number(self, citation: Citation) -> None:
        footnote = self._of_source.setdefault(
            citation.source_id, Footnote(len(self._of_source) + 1, citation.source)
        )
        footnote.citations.append(citation)
