"""A text on attendance, read into names: each matched whole, doubtful or unknown."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.imports.attendance_texts.headings import (
    REPRESENTED,
    claim_of,
    is_about_integration,
)
from delegations.imports.attendance_texts.letters import SEPARATORS, Word, words_of
from delegations.imports.attendance_texts.names import ARTICLES, Names

LONGEST_TEXT = 60_000
MOST_NAMES = 500
LONGEST_NAME = 200
NOT_A_NAME = gettext_lazy("around the names")
EXPLANATION = gettext_lazy("explanation")

JOINING = frozenset(["and", "et", "y", "e", "и", "و", "va"]) | {"和", "及", "与", "以"}
_INSIDE = frozenset(",\n().")  # signs that may stand inside a name
_PARAGRAPHS = re.compile(r"(?<![:：])[ \t\r]*\n[ \t\r\u00a0]*\n\s*")


class TooMuch(ValueError):
    """The text is longer than any list of delegations; says so in words."""


@dataclass(frozen=True)
class NamedInText:
    """Words that stand for a State or organization, and whose name they are."""

    text: str
    start: int
    end: int
    line: int
    words: tuple[str, ...]
    entities: frozenset[int]
    claim: str = ""


@dataclass(frozen=True)
class Skipped:
    """What was read and not taken over."""

    text: str
    line: int
    reason: Promise | str


@dataclass
class Reading:
    """What a text says: the names in their order, and what stands around them."""

    names: list[NamedInText] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def read(text: str, names: Names) -> Reading:
    """The names in the text; TooMuch if it is longer than any list."""
    if len(text) > LONGEST_TEXT:
        raise TooMuch(
            _("This text has %(length)s characters; a list has at most %(most)s.")
            % {"length": len(text), "most": LONGEST_TEXT}
        )
    found = _Reader(text, names).read()
    if len(found.names) > MOST_NAMES:
        raise TooMuch(
            _("This text has %(count)s names; a list has at most %(most)s.")
            % {"count": len(found.names), "most": MOST_NAMES}
        )
    return found


class _Reader:
    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names
        self.words = words_of(text)
        self.starts = [word.start for word in self.words]
        self.line_starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self.reading = Reading()
        self.explained: list[tuple[int, int]] = []

    def read(self) -> Reading:
        """The names of every list and sentence, and what is left."""
        heading = ""
        for start, end in self._paragraphs():
            for own, first, last in self._lists(start, end):
                heading = own or heading
                self._read_list(
                    first, last, claim_of(heading), inside=self._is_sentence(own, first, last)
                )
        self._keep_the_rest()
        return self.reading

    def _paragraphs(self) -> Iterator[tuple[int, int]]:
        start = 0
        for parted in _PARAGRAPHS.finditer(self.text):
            yield start, parted.start()
            start = parted.end()
        yield start, len(self.text)

    def _lists(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """The heading of each list or sentence of a paragraph, and its first and last word."""
        first, last = bisect_right(self.starts, start - 1), bisect_right(self.starts, end - 1)
        begin, heading, since = first, "", first
        for place in range(first, last):
            word = self.words[place]
            if word.text == ":":
                split = self._heading_start(since, place) if heading else since
                if split > begin:
                    yield heading, begin, split
                heading = self.text[self.words[split].start : word.start]
                begin = since = place + 1
            elif word.text == "." and self._ends_sentence(place):
                yield heading, begin, place
                begin, heading, since = place + 1, "", place + 1
        if begin < last:
            yield heading, begin, last

    def _heading_start(self, since: int, colon: int) -> int:
        for place in range(colon - 1, since, -1):
            if self.words[place].text in ("\n", ";", "."):
                return place + 1
        return colon

    def _ends_sentence(self, place: int) -> bool:
        before = self.words[place - 1] if place else None
        return before is None or len(before.text) > 2 or self.text[before.start].islower()

    def _is_sentence(self, heading: str, first: int, last: int) -> bool:
        if heading or first >= last:
            return False
        said = self.text[self.words[first].start : self.words[last - 1].end]
        return REPRESENTED.search(said) is not None

    def _read_list(self, first: int, last: int, claim: str, *, inside: bool) -> None:
        """The names from the first to the last word; `inside` a sentence others stand between."""
        if inside:
            claim = claim_of(self.text[self.words[first].start : self.words[last - 1].end])
        place = first
        while place < last:
            place = self._past_joining(place, last)
            if place >= last:
                return
            found = self._match(place, last, inside)
            if found:
                end, entities, words = found
                if not inside or self._is_capital(place):
                    self._add(place, end, words, entities, claim)
                    place = self._past_brackets(end, last)
                    continue
            if inside:
                place += 1
                continue
            place = self._unknown(place, last, claim)

    def _past_joining(self, place: int, last: int) -> int:
        while place < last:
            text = self.words[place].text
            if text in JOINING | ARTICLES and self._match(place, last, False):
                return place  # 以 of 以及 is the first letter of 以色列, too
            if text not in SEPARATORS | JOINING | ARTICLES | {"(", ")"}:
                return place
            place += 1
        return place

    def _match(
        self, place: int, last: int, inside: bool
    ) -> tuple[int, frozenset[int], tuple[str, ...]] | None:
        """The longest name that begins here, up to which word, and whose it is."""
        first = self.words[place].text
        best = self._longest(place, last, first, inside)
        if first.startswith("و") and len(first) > 2:
            bare = self._longest(place, last, first[1:], inside)
            if bare and (best is None or bare[0] > best[0]):
                best = bare
        return best

    def _longest(
        self, place: int, last: int, first: str, inside: bool
    ) -> tuple[int, frozenset[int], tuple[str, ...]] | None:
        longest = self.names.first_words.get(first, 0)
        words: tuple[str, ...] = (first,)
        best = None
        at = place
        while longest:
            if (who := self.names.of_words(words)) and (inside or self._may_end(at + 1, last)):
                best = at + 1, frozenset(who), words
            at += 1
            while at < last and self.words[at].text in _INSIDE:
                at += 1
            if at >= last or len(words) >= longest:
                return best
            words = (*words, self.words[at].text)
        return best

    def _may_end(self, place: int, last: int) -> bool:
        if place >= last:
            return True
        text = self.words[place].text
        return text in SEPARATORS or text in JOINING or text in "()" or text.startswith("و")

    def _past_brackets(self, place: int, last: int) -> int:
        """Past an acronym or a remark in brackets after a name."""
        if place < last and self.words[place].text == ")":
            place += 1
        if place < last and self.words[place].text == "(":
            for closing in range(place, min(place + 12, last)):
                if self.words[closing].text == ")":
                    return closing + 1
        return place

    def _unknown(self, place: int, last: int, claim: str) -> int:
        """Words up to the next sign or name: a code, or a name that is not known."""
        end = place + 1
        while end < last and self.words[end].text not in SEPARATORS:
            joined = self.words[end].text in JOINING
            if joined and end + 1 < last and self._match(end + 1, last, False):
                break
            if self.words[end].text.startswith("و") and self._match(end, last, False):
                break
            end += 1
        text = self.text[self.words[place].start : self.words[end - 1].end]
        codes = self.names.by_code.get(text.strip(), set())
        if not codes and is_about_integration(text):
            self.explained.append((self.words[place].start, self.words[end - 1].end))
        else:
            words = tuple(word.text for word in self.words[place:end])
            self._add(place, end, words, frozenset(codes), claim)
        return end

    def _is_capital(self, place: int) -> bool:
        return not self.text[self.words[place].start].islower()

    def _add(
        self, first: int, end: int, words: tuple[str, ...], who: frozenset[int], claim: str
    ) -> None:
        start, stop = self.words[first].start, self.words[end - 1].end
        text = " ".join(self.text[start:stop].split())
        self.reading.names.append(
            NamedInText(text, start, stop, self._line(start), words, who, claim)
        )

    def _line(self, place: int) -> int:
        return bisect_right(self.line_starts, place)

    def _keep_the_rest(self) -> None:
        """Everything between the names in which more than signs and joining words stands."""
        at = 0
        taken = [(name.start, name.end) for name in self.reading.names]
        for start, end in [*taken, (len(self.text), len(self.text))]:
            between = self.text[at:start]
            own = [word.text for word in self.words_between(at, start)]
            if any(word not in SEPARATORS | JOINING | ARTICLES | set("()") for word in own):
                explained = any(at <= place < start for place, _end in self.explained)
                reason = EXPLANATION if explained else NOT_A_NAME
                self.reading.skipped.append(
                    Skipped(between.strip(" ,;.:\n\t\u3002"), self._line(at + 1), reason)
                )
            at = max(at, end)

    def words_between(self, start: int, end: int) -> list[Word]:
        """The words from one place of the text to another."""
        return self.words[bisect_right(self.starts, start - 1) : bisect_right(self.starts, end - 1)]
