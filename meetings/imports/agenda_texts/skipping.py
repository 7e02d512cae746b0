"""Lines of a text that are no part of its agenda: headings, page numbers, footnotes."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.imports.agenda_texts.words import ANNOTATIONS, HEADINGS, plain

HEADING = _("heading")
PAGE_NUMBER = _("page number")
SYMBOL = _("document symbol or job number")
FOOTNOTE = _("footnote")
ANNOTATION = _("after the agenda")

_PAGE = re.compile(
    r"[-–—\[(]?\s*(?:page|página|страница|стр\.?|trang|صفحة|الصفحة|第)?\s*"
    r"[0-9٠-٩０-９]{1,4}(?:\s?[/／]\s?[0-9٠-٩０-９]{1,4}|\s?页)?\s*[-–—\])]?",
    re.IGNORECASE,
)
_SYMBOL = re.compile(
    r"(?:[AES]|CAC|CTOC|UNODC|ST)/[A-Z0-9][A-Za-z0-9./\-]{2,60}"
    r"|(?:V|GE|N|K)\.?\s?\d\d-\d{4,6}\s{0,4}(?:\([A-Z]\))?[\d\s*]{0,30}"
    r"|\*\d{6,9}\*"
)
_RULE = re.compile(r"[_\-–—=*]{4,80}")
_NOTE = re.compile(r"\s{0,20}(\*{1,4}|[¹²³⁰-⁹]{1,3})\s{0,5}\S")


@dataclass(frozen=True)
class Line:
    """A line of the text and where it stands, its end not counted."""

    start: int
    end: int
    text: str


class Lines:
    """The lines of a text, found by place."""

    def __init__(self, text: str) -> None:
        self.all: list[Line] = []
        start = 0
        for kept in text.splitlines(keepends=True):
            end = start + len(kept.rstrip("\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029"))
            self.all.append(Line(start, end, text[start:end]))
            start += len(kept)
        self._starts = [line.start for line in self.all]

    def number_at(self, place: int) -> int:
        """The number of the line at the place, counted from 1."""
        return max(bisect_right(self._starts, place), 1)

    def at(self, place: int) -> Line:
        """The line at the place."""
        return self.all[self.number_at(place) - 1]


def lines_to_skip(lines: Lines) -> dict[int, Promise | str]:
    """Why lines are no part of the agenda, by their place in the list of lines."""
    skipped: dict[int, Promise | str] = {}
    marks = _footnote_marks(lines)
    parted = True  # whether nothing that a line could go on with stands right before it
    in_footnote = after = False
    begun = False
    for place, line in enumerate(lines.all):
        text = line.text.strip()
        if after or (parted and begun and plain(text) in ANNOTATIONS and text):
            after = True
            skipped[place] = ANNOTATION
            continue
        if not text:
            parted, in_footnote = True, False
            continue
        reason = _why_skipped(text, parted)
        mark = _NOTE.match(line.text)
        if reason is None and mark and mark[1] in marks:
            marks.discard(mark[1])
            in_footnote = True
        if reason is None and in_footnote:
            reason = FOOTNOTE
        if reason is None:
            parted, begun = False, True
        else:
            skipped[place] = reason
            parted = True
    return skipped


def _why_skipped(text: str, parted: bool) -> Promise | str | None:
    if _SYMBOL.fullmatch(text):
        return SYMBOL
    if _RULE.fullmatch(text):
        return FOOTNOTE
    if parted and plain(text) in HEADINGS:
        return HEADING
    if parted and len(text) < 30 and _PAGE.fullmatch(text):
        return PAGE_NUMBER
    return None


def _footnote_marks(lines: Lines) -> set[str]:
    """Marks at the end of a line, which a footnote may take up at the start of another."""
    ends = (line.text.rstrip(" \t\u00a0.;,:") for line in lines.all)
    return {found[0] for end in ends if (found := re.search(r"(?<=[^\s*])[*¹²³⁰-⁹]{1,4}$", end))}
