"""Reads the document symbols of the Conference of the States Parties and its subsidiary bodies.

Rules: "United Nations document symbols", research guide of the Dag Hammarskjöld Library
(research.un.org/en/docs/symbols), and the Conference's own symbols as the record shows them.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

LONGEST_TEXT = 200  # no canonical symbol, single or double, comes near this length

# Series in the order in which lists show them; the guide joins some to their number by a point and
# some by a slash. "" is the main series.
SERIES = {
    "": "", "INF": "/", "L": ".", "CRP": ".", "NGO": "/",
    "PET": "/", "PRST": "/", "PV": ".", "R": ".", "RES": "/", "SR": ".", "WP": ".",
}  # fmt: skip
CYCLES = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
PARTS = {"ADD": "Add", "AMEND": "Amend", "CORR": "Corr", "REV": "Rev"}

_NUMBER = "0*([1-9][0-9]{0,3})"
_CYCLE = f"(?:{'|'.join(CYCLES)})"
_PART = f"({'|'.join(PARTS)})[./ ]?{_NUMBER}/"

# The four steps of a symbol, from left to right, each with the slash that ends it.
_BODY_STEP = re.compile(rf"CAC/COSP/(?:(?!{_CYCLE}/)([A-Z]{{1,8}})(?:[. ]?0*([1-9][0-9]?))?/)?")
_PERIOD_STEP = re.compile(rf"(?:(20(?:0[6-9]|[1-9][0-9]))|({_CYCLE})/{_NUMBER})/")
_NUMBER_STEP = re.compile(rf"(?:({'|'.join(filter(None, SERIES))})([./ ]?))?{_NUMBER}/")
_PARTS_STEP = re.compile(f"(?:{_PART}){{0,4}}")

_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
_SEPARATORS = str.maketrans(_DASHES | {"\\": "/"})


class SymbolError(ValueError):
    """Says what is wrong with a symbol, in words for the person who typed it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Symbol:
    """The symbol of one document; made by `parse`."""

    body_prefix: str
    year: int | None = None
    cycle: str | None = None
    cycle_part: int | None = None
    series: str = ""
    separator: str = ""
    number: int
    parts: tuple[tuple[str, int], ...] = ()
    twin: "Symbol | None" = None

    def __str__(self) -> str:
        period = f"{self.cycle}/{self.cycle_part}" if self.cycle else f"{self.year}"
        parts = "".join(f"/{kind}.{number}" for kind, number in self.parts)
        own = f"{self.body_prefix}{period}/{self.series}{self.separator}{self.number}{parts}"
        return f"{own}-{self.twin}" if self.twin else own

    @property
    def halves(self) -> tuple["Symbol", ...]:
        """The two symbols of a double symbol, or this symbol alone."""
        return (replace(self, twin=None), self.twin) if self.twin else (self,)

    @property
    def parent(self) -> "Symbol | None":
        """The document that this one adds to, corrects, amends or revises."""
        parents = [replace(half, parts=half.parts[:-1]) for half in self.halves if half.parts]
        return _joined(parents) if parents else None

    @property
    def sort_key(self) -> str:
        """Text that sorts by body, period, series and number, each document before its children."""
        # Digits and capitals only: database collations differ on punctuation and on case.
        body = self.body_prefix.removeprefix("CAC/COSP/").rstrip("/")
        letters, _, ordinal = body.partition(".")
        period = f"{self.year}"
        if self.cycle:
            period = f"C{CYCLES.index(self.cycle):02}{self.cycle_part:04}"
        series = list(SERIES).index(self.series)
        parts = "".join(f"{kind.upper()}{number:04}" for kind, number in self.parts)
        own = f"{letters}{ordinal:0>2}{period}{series:02}{self.number:04}{parts}"
        # A digit here puts a double symbol before the addenda of its first half.
        return f"{own}0{self.twin.sort_key}" if self.twin else own

    @property
    def lookup_key(self) -> str:
        """One key for every spelling: INF/1 or INF.1, either half of a double symbol first."""
        pointed = [replace(half, separator="." if half.series else "") for half in self.halves]
        return "-".join(sorted(str(half).casefold() for half in pointed))

    @property
    def is_limited(self) -> bool:
        """Whether distribution is limited, as that of draft resolutions is."""
        return self.series == "L"

    @property
    def is_conference_room_paper(self) -> bool:
        return self.series == "CRP"

    @property
    def revision(self) -> int:
        """The number of the last revision, 0 before the first."""
        return next((number for kind, number in reversed(self.parts) if kind == "Rev"), 0)


def parse(text: str) -> Symbol:
    """The symbol that the text spells, however it was typed or pasted; else SymbolError."""
    if len(text) > LONGEST_TEXT:
        raise SymbolError("This text is too long to be a document symbol.")
    # A symbol begins wherever CAC/COSP does; what stands between two of them only joins them.
    pieces = re.split(r"(?=CAC[/-]COSP[/-])", _tidied(text))
    # The asterisk of a document reissued for technical reasons is no part of its symbol.
    halves = [half for piece in pieces if (half := piece.strip(" /-.*"))]
    if not halves:
        raise SymbolError("Enter a document symbol, for example CAC/COSP/2021/3.")
    symbols = [_parse_one(half) for half in halves]
    if len(symbols) > 2:
        raise SymbolError(f"These are {len(symbols)} symbols; a document has one, at most two.")
    if len(symbols) == 2 and symbols[0].body_prefix == symbols[1].body_prefix:
        raise SymbolError(
            "A double symbol joins two different bodies; enter these as two documents."
        )
    return _joined(symbols)


def _parse_one(half: str) -> Symbol:
    # File names have hyphens for slashes; beside a slash a hyphen could as well mean a range.
    text = (half if "/" in half else half.replace("-", "/")) + "/"
    body = _BODY_STEP.match(text)
    if body is None:
        raise SymbolError(
            f"“{half}” is not a symbol of the Conference: they begin with CAC/COSP/, "
            "in Latin letters."
        )
    if "-" in text:
        raise SymbolError(
            f"Write “{half}” with slashes instead of hyphens; a double symbol needs both symbols "
            "in full, as in CAC/COSP/WG.2/2012/CRP.2-CAC/COSP/WG.4/2012/CRP.1."
        )
    period = _PERIOD_STEP.match(text, body.end())
    if period is None:
        raise SymbolError(
            f"After {text[: body.end()]} comes the year in four digits, 2006 or later "
            "(CAC/COSP/2021/3), or the review cycle and its part (CAC/COSP/IRG/I/4/1)."
        )
    number = _NUMBER_STEP.match(text, period.end())
    if number is None:
        raise SymbolError(
            f"After {text[: period.end()]} comes the number of the document (up to 9999), alone "
            f"or after one of {', '.join(filter(None, SERIES))}: 3, INF/1, L.5, CRP.2."
        )
    parts = _PARTS_STEP.fullmatch(text, number.end())
    if parts is None:
        raise SymbolError(
            f"After {text[: number.end()]} may come up to four of Add., Amend., Corr. and Rev., "
            f"each with its number, as in Add.1; “{text[number.end() : -1]}” is something else."
        )
    letters, ordinal = body.groups()
    organ = f"{letters}.{ordinal}" if ordinal else letters
    year, cycle, cycle_part = period.groups()
    series, written_separator, digits = number.groups(default="")
    return Symbol(
        body_prefix=f"CAC/COSP/{organ}/" if organ else "CAC/COSP/",
        year=int(year) if year else None,
        cycle=cycle,
        cycle_part=int(cycle_part) if cycle_part else None,
        series=series,
        # The record has INF/1 and INF.1, so a point is kept; L/5 has never been anything but L.5.
        separator="." if written_separator == "." else SERIES[series],
        number=int(digits),
        parts=tuple((PARTS[kind], int(n)) for kind, n in re.findall(_PART, parts.group())),
    )


def _joined(halves: Sequence[Symbol]) -> Symbol:
    first, *rest = halves
    return replace(first, twin=rest[0]) if rest else first


def _tidied(text: str) -> str:
    """Capitals and plain separators, with spaces left only where they separate two words."""
    text = unicodedata.normalize("NFKC", text)
    # Text copied from an Arabic page or a PDF carries direction marks and soft hyphens.
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    text = " ".join(text.upper().translate(_SEPARATORS).split())
    text = re.sub(r" ?([/.-]) ?", r"\1", text)
    return re.sub(r"/+", "/", text)
