"""A page of results: a few queries for each kind of record on it, however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from delegations.models import Entity
from meetings.models import Convening, Session, Topic
from meetings.records.domain.languages import LocalText, marked_up, other_texts, text_of
from uncac_portal.registry import COLLECTIONS
from uncac_portal.search.excerpts import found_in, marked, passage, together
from uncac_portal.search.models import Entry
from uncac_portal.search.queries import Term
from uncac_portal.search.shown import SHOWN, Shown


@dataclass(frozen=True)
class Result:
    """A record that answers a search, as the page of results shows it."""

    entry: Entry
    record: Any
    terms: Sequence[Term]

    @property
    def shown(self) -> Shown:
        """How its kind is shown."""
        return SHOWN[self.entry.kind]

    @property
    def kind(self) -> str:
        """The name of its table."""
        return self.entry.kind

    @property
    def id(self) -> str | int:
        """Its key in the table of its kind."""
        return COLLECTIONS[self.entry.kind].table.id_of(self.record)

    @property
    def address(self) -> str:
        """Where it is shown whole."""
        return self.shown.address(self.record)

    @cached_property
    def title(self) -> LocalText:
        """What it is called, in the language of the page or the first that has it."""
        return self.shown.title(self.record)

    @cached_property
    def heading(self) -> SafeString:
        """The title with what was found marked in it."""
        title = self.title
        text = marked(title.text, together(found_in(title, self.terms)))
        return marked_up(LocalText(text, title.language))

    @property
    def chips(self) -> list[Any]:
        """Sessions that it belongs to, each with the item of it."""
        return self.shown.chips(self.record)

    @property
    def convening(self) -> Convening | None:
        """Where and when it happened."""
        return self.shown.convening(self.record)

    @cached_property
    def about(self) -> str:
        """What else there is to know at once."""
        return self.shown.about(self.record)

    @cached_property
    def excerpt(self) -> SafeString | str:
        """The passage that was found, in the language in which it was found.

        The language of the page goes first; what the title says already is not said again.
        """
        title = self.title.text
        texts = [text for text in self._texts() if text.text not in title]
        read = [(text, found_in(text, self.terms)) for text in texts]
        best, found = max(read, key=lambda pair: sum(map(bool, pair[1])), default=(None, []))
        if best is None or not (any(found) or self._is_listed):
            return ""
        return marked_up(LocalText(passage(best.text, together(found)), best.language))

    @property
    def _is_listed(self) -> bool:
        """Whether it answers filters only, not words: it is shown with how it begins."""
        return not self.terms

    def _texts(self) -> list[LocalText]:
        """The texts that an excerpt may be of, those in the language of the page first."""
        fields = self.shown.texts(self.record)
        if self._is_listed:
            return [text_of(*field) for field in fields[:1]]
        every = [text for field in fields for text in (text_of(*field), *other_texts(*field))]
        here = get_language()
        return sorted(every, key=lambda text: text.language != here)


def results_of(entries: Iterable[Entry], terms: Sequence[Term] = ()) -> list[Result]:
    """The records of the entries, in the order of the entries.

    They are fetched from what is of the record, so that nothing else can ever be shown: not even if
    the index were behind.
    """
    entries = list(entries)
    wanted = defaultdict(list)
    for entry in entries:
        wanted[entry.kind].append(entry.record_id)
    found = {kind: _records(kind, numbers) for kind, numbers in wanted.items()}
    _fetch_related(found)
    return [
        Result(entry, found[entry.kind][entry.record_id], terms)
        for entry in entries
        if entry.record_id in found.get(entry.kind, {})
    ]


def _records(kind: str, numbers: list[int]) -> dict[int, Any]:
    records = COLLECTIONS[kind].records().filter(pk__in=numbers)
    return {r.pk: r for r in records.select_related(*SHOWN[kind].related)}


def _fetch_related(found: dict[str, dict[int, Any]]) -> None:
    """What a record may have many of: one query each, none for a kind that is not there."""
    sessions = Prefetch("sessions", queryset=Session.objects.public().in_convening_order())
    topics = Prefetch("topics", queryset=Topic.objects.public())
    kinds = {kind: list(found.get(kind, {}).values()) for kind in SHOWN}
    related: list[tuple[list[Any], Any]] = [
        (kinds["meetings"], sessions),
        (kinds["documents"], sessions),
        (kinds["documents"], topics),
        (kinds["items"], topics),
        (kinds["statements"], topics),
        (kinds["officers"], "titles"),
        (_entities(kinds), "former_names"),
    ]
    for records, relation in related:
        prefetch_related_objects(records, relation)


def _entities(kinds: dict[str, list[Any]]) -> list[Entity]:
    spoke = [statement.delegation for statement in kinds["statements"]]
    named = [part.entity for part in [*kinds["delegations"], *spoke, *kinds["officers"]]]
    return [*kinds["entities"], *filter(None, named)]
