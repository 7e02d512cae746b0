"""What a paper says, part by part, before it becomes a PDF or a Word document."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from meetings.records.characters import readable
from meetings.records.domain.languages import LocalText

Face = Literal["plain", "bold", "italic"]


@dataclass(frozen=True)
class Span:
    """Words in one language and one face; without a language, they are in that of the paper.

    Words in another language are marked with it, unless they are a name. A code is a symbol or an
    address: it runs from left to right, whatever is around it.
    """

    text: str
    language: str = ""
    face: Face = "plain"
    address: str = ""
    is_name: bool = False
    is_code: bool = False

    def __post_init__(self) -> None:
        """Signs that are no letters, which come along with pasted text, are no part of words."""
        object.__setattr__(self, "text", readable(self.text))


Words = list[Span]
Cell = list[Words]


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is right below the title of the paper."""

    words: Words
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text; a quiet one is set smaller, and a lead stays with what it leads to."""

    words: Words
    is_quiet: bool = False
    is_lead: bool = False


@dataclass(frozen=True)
class NumberedItem:
    """An item with the number that the record gives it, and its own items."""

    number: str
    words: Words
    children: list["NumberedItem"] = field(default_factory=list)


@dataclass(frozen=True)
class NumberedList:
    """Items under their own numbers, not counted by the paper."""

    items: list[NumberedItem]


@dataclass(frozen=True)
class Lines:
    """A list without numbers: documents, or the people of a delegation."""

    items: list[Words]


@dataclass(frozen=True)
class Table:
    """Rows of cells, each of paragraphs; a row of one cell is a heading of the rows after it.

    The widths of the columns are shares of the whole.
    """

    head: list[str]
    widths: list[int]
    rows: list[list[Cell]]


Block = Heading | Paragraph | NumberedList | Lines | Table


@dataclass(frozen=True)
class Masthead:
    """The head of the first page: whose paper it is, its short reference, and facts about it."""

    organ: list[Words]
    reference: str
    facts: list[Words]


@dataclass(frozen=True)
class Imprint:
    """What a paper was taken from: a page of the site, in its language, and the edition."""

    site: str
    path: str
    edition: int
    language: str
    day: date | None = None  # of the edition

    @property
    def address(self) -> str:
        """The address of the page on the web."""
        return self.absolute(self.path)

    def absolute(self, path: str) -> str:
        """An address of the portal as one of the web."""
        return f"{self.site}{path}"


@dataclass(frozen=True)
class Paper:
    """A whole paper in one language, a pure function of the record and its address."""

    title: str
    masthead: Masthead
    occasion: list[Words]
    blocks: list[Block]
    imprint: Imprint
    keywords: list[str] = field(default_factory=list)
    is_example: bool = False

    @property
    def language(self) -> str:
        """The language of all that says no other."""
        return self.imprint.language

    @property
    def publisher(self) -> str:
        """Who made the paper."""
        return _("UNCAC meeting records")

    @property
    def warning(self) -> str:
        """What stands at the top of every page of an example; else nothing."""
        if not self.is_example:
            return ""
        return _("Example: invented to show the portal")

    @property
    def foot(self) -> Words:
        """What stands at the foot of every page, before its number."""
        edition = _("Edition %(edition)s") % {"edition": self.imprint.edition}
        return [code(self.imprint.address), plain(f" · {edition}")]


def plain(text: str) -> Span:
    """Words in the language of the paper."""
    return Span(str(text))


def code(text: str, address: str = "") -> Span:
    """A symbol or an address, and where it leads."""
    return Span(text, address=address, is_code=True)


def bold(text: str) -> Span:
    """The same, emphasized."""
    return Span(str(text), face="bold")


def italic(text: str) -> Span:
    """The same, set apart."""
    return Span(str(text), face="italic")


def not_recorded() -> Span:
    """“not recorded”, as every paper prints it."""
    return italic(_("not recorded"))


def local(text: LocalText) -> Span:
    """A text of the record, in the language that it is in."""
    return Span(text.text, text.language)


def name(text: LocalText, face: Face = "plain") -> Span:
    """A name of the record: it may be in another script, and is not marked for that."""
    return Span(text.text, text.language, face, is_name=True)


def labelled(label: str, *words: Span) -> Words:
    """“Venue: not recorded”: words after what they are."""
    named = plain(_("%(label)s:") % {"label": label})
    return [named, plain(" "), *words] if words else [named]


def joined(parts: list[Words], separator: str) -> Words:
    """Several words in one line; those that are empty are left out."""
    words: Words = []
    for part in filter(None, parts):
        words += [plain(separator), *part] if words else part
    return words
