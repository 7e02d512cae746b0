"""Families of documents: what is added to a paper, corrects or revises it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings import symbols
from meetings.models import Document
from meetings.records.domain.trees import in_circles

# How a document is called beside the one that it belongs to, and the other way round.
ADDITION_TO = {
    "Add": _("Addendum to"),
    "Amend": _("Amendment of"),
    "Corr": _("Corrigendum to"),
    "Rev": _("Revision of"),
}
ADDED_BY = {
    "Add": _("Addendum"),
    "Amend": _("Amended by"),
    "Corr": _("Corrected by"),
    "Rev": _("Revised by"),
}


@dataclass
class Relative:
    """A document beside which another stands, and in which words."""

    words: str | Promise
    document: Document


@dataclass
class Family:
    """What a document adds to, corrects or revises, and what does so to it."""

    above: list[Relative]
    below: list[Relative]

    @property
    def relatives(self) -> list[Relative]:
        """All of them, in the order of the page."""
        return [*self.above, *self.below]

    @property
    def members(self) -> list[Document]:
        """All of them, to be cited."""
        return [relative.document for relative in self.relatives]


@dataclass
class Placed:
    """A document in a list, so many steps below the first of its family there."""

    document: Document
    parent: Document | None
    depth: int

    @property
    def words(self) -> str | Promise:
        """How it belongs to its parent, where the symbol does not say so."""
        told = not self.parent or self.document.symbol.startswith(f"{self.parent.symbol}/")
        return "" if told else _to(self.document)


def parent_by_symbol(symbol: str) -> Document | None:
    """The document on record that the symbol says it adds to, corrects or revises."""
    parent = symbols.parse(symbol).parent
    return Document.objects.known_by(parent.lookup_key).first() if parent else None


def family_of(document: Document) -> Family:
    """The public relatives of a document; of a revision, the other revisions too."""
    public = Document.objects.public().in_order()
    parent = public.filter(pk=document.parent_id).first()
    beside = Q(parent=document) | Q(parent=parent) if parent else Q(parent=document)
    found = list(public.filter(beside).exclude(pk=document.pk))
    children = [other for other in found if other.parent_id == document.pk]
    revisions = [o for o in found if o not in children and _part(o) == "Rev" == _part(document)]
    earlier = [other for other in revisions if other.sort_key < document.sort_key]
    later = [other for other in revisions if other.sort_key > document.sort_key]
    return Family(
        above=[
            *([Relative(_to(document), parent)] if parent else []),
            *(Relative(_to(document), other) for other in earlier),
        ],
        below=[Relative(_by(other), other) for other in [*children, *later]],
    )


def in_families(documents: Sequence[Document]) -> list[Placed]:
    """The documents in their order, each followed by what belongs to it."""
    listed = {document.pk for document in documents}
    circling = in_circles({document.pk: document.parent_id for document in documents})
    children: dict[int | None, list[Document]] = {}
    for document in documents:
        inside = document.parent_id in listed and document.pk not in circling
        children.setdefault(document.parent_id if inside else None, []).append(document)
    return list(_placed(children, None, 0))


def _placed(
    children: Mapping[int | None, list[Document]], parent: Document | None, depth: int
) -> Iterator[Placed]:
    for document in children.get(parent.pk if parent else None, []):
        yield Placed(document, parent, depth)
        yield from _placed(children, document, depth + 1)


def _part(document: Document) -> str:
    """The last part of the symbol: Add, Amend, Corr or Rev; empty if it has none."""
    parts = symbols.parse(document.symbol).parts
    return parts[-1][0] if parts else ""


def _to(document: Document) -> str | Promise:
    return ADDITION_TO.get(_part(document), _("Belongs to"))


def _by(document: Document) -> str | Promise:
    return ADDED_BY.get(_part(document), _("Accompanied by"))
