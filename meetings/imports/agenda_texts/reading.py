"""An agenda as text, read into a tree: nothing of the text is lost, and nothing mended silently."""

from dataclasses import dataclass, field
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.imports.agenda_texts.judging import DEEPEST, Judge
from meetings.imports.agenda_texts.markers import written
from meetings.imports.agenda_texts.skipping import Lines, lines_to_skip
from meetings.imports.agenda_texts.surroundings import Begun
from meetings.imports.agenda_texts.titles import end_of_title, in_one_line
from meetings.imports.agenda_texts.words import LEFT_AT_THE_END

LONGEST_TEXT = 60_000
MOST_ITEMS = 300
VERY_LONG = 300
BEFORE_THE_FIRST = gettext_lazy("before the first item")
AFTER_A_TITLE = gettext_lazy("between items")


class TooMuch(ValueError):
    """The text is longer than any agenda; says so in words."""


@dataclass(frozen=True)
class Piece:
    """A stretch of the text and what it was taken for."""

    kind: Literal["number", "title", "skipped"]
    text: str
    line: int
    reason: Promise | str = ""


@dataclass
class ReadItem:
    """An item as the text has it."""

    level: int
    number: str
    title: str
    line: int
    doubts: list[str] = field(default_factory=list)


@dataclass
class Reading:
    """What a text says: the items from top to bottom, and every stretch of it in its place."""

    items: list[ReadItem] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    @property
    def skipped(self) -> list[Piece]:
        """What was left out, but for blanks and the signs between items."""
        return [
            piece
            for piece in self.pieces
            if piece.kind == "skipped" and piece.text.strip(LEFT_AT_THE_END)
        ]


def read(text: str) -> Reading:
    """The items of an agenda; TooMuch if it is longer than any."""
    if len(text) > LONGEST_TEXT:
        raise TooMuch(
            _("This text has %(length)s characters; an agenda has at most %(most)s.")
            % {"length": len(text), "most": LONGEST_TEXT}
        )
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self.why = lines_to_skip(self.lines)
        masked = list(text)
        for place in self.why:
            line = self.lines.all[place]
            masked[line.start : line.end] = "\n" * (line.end - line.start)
        self.masked = "".join(masked)
        self.reading = Reading()

    def read(self) -> Reading:
        """The items of the text; where nothing is numbered, each line is one."""
        judge = Judge(self.masked, self.lines)
        begun = judge.items()
        unnumbered = not any(each.family for each in begun)
        if unnumbered:
            begun = self._by_lines()
        if len(begun) > MOST_ITEMS:
            raise TooMuch(
                _("This text has %(count)s items; an agenda has at most %(most)s.")
                % {"count": len(begun), "most": MOST_ITEMS}
            )
        self._add_skipped(0, begun[0].start if begun else len(self.text), BEFORE_THE_FIRST)
        numbers: list[str] = []  # of the items above, from the top down
        ends = [*(each.start for each in begun[1:]), len(self.text)]
        for each, end in zip(begun, ends, strict=False):
            self._add_item(each, end, numbers)
        for refused in [] if unnumbered else judge.refused:
            self._doubt_line(refused.start)
        return self.reading

    def _by_lines(self) -> list[Begun]:
        """Each line an item without a number, as deep as it is indented."""
        begun: list[Begun] = []
        indents: list[int] = []
        for place, line in enumerate(self.lines.all):
            words = line.text.lstrip(" \t\u00a0•·▪◦‣●–—-*")
            if place in self.why or not words:
                continue
            indent = len(line.text.expandtabs(4)) - len(line.text.expandtabs(4).lstrip())
            indents = [*[each for each in indents if each < indent], indent]
            end = line.end - len(words)
            begun.append(Begun(line.start, end, min(len(indents), DEEPEST)))
        return begun

    def _add_item(self, begun: Begun, end: int, numbers: list[str]) -> None:
        self._add(begun.start, begun.end, "number")
        kept = begun.end + end_of_title(self.masked[begun.end : end])
        title, doubts = in_one_line(self.masked[begun.end : kept].lstrip(" \t\u00a0:–—-.："))
        self._add_title(begun.end, kept)
        self._add_skipped(kept, end, AFTER_A_TITLE)
        level = min(begun.level, len(numbers) + 1)
        del numbers[level - 1 :]
        own = written(begun.family, begun.ordinal, level) if begun.family else ""
        above = numbers[-1] if numbers else ""
        number = above + own if above or begun.family == "number" else ""
        numbers.append(number)
        doubts = [*begun.doubts, *doubts]
        if len(title) > VERY_LONG:
            doubts.append(_("This is a very long title: look whether two items run together."))
        if self._ends_with_lone_number(kept):
            doubts.append(_("It ends with a number in a line of its own: a page number?"))
        line = self.lines.number_at(begun.end)
        self.reading.items.append(ReadItem(level, number, title, line, doubts))

    def _ends_with_lone_number(self, end: int) -> bool:
        line = self.lines.at(max(end - 1, 0))
        return line.text.strip().isdigit() and line.start > 0

    def _doubt_line(self, place: int) -> None:
        line = self.lines.number_at(place)
        before = [item for item in self.reading.items if item.line <= line]
        if before and self.why.get(line - 1) is None:
            before[-1].doubts.append(
                _("Line %(line)s begins like an item, but was read as part of this title.")
                % {"line": line}
            )

    # Stretches

    def _add(
        self,
        start: int,
        end: int,
        kind: Literal["number", "title", "skipped"],
        reason: Promise | str = "",
    ) -> None:
        if start < end:
            line = self.lines.number_at(start)
            self.reading.pieces.append(Piece(kind, self.text[start:end], line, reason))

    def _add_title(self, start: int, end: int) -> None:
        for part_start, part_end, why in self._parts(start, end):
            self._add(part_start, part_end, "skipped" if why else "title", why)

    def _add_skipped(self, start: int, end: int, reason: Promise | str) -> None:
        for part_start, part_end, why in self._parts(start, end):
            self._add(part_start, part_end, "skipped", why or reason)

    def _parts(self, start: int, end: int) -> list[tuple[int, int, Promise | str]]:
        """The stretch, parted where lines of it are skipped for a reason of their own."""
        parts: list[tuple[int, int, Promise | str]] = []
        if start >= end:
            return parts
        first, last = self.lines.number_at(start) - 1, self.lines.number_at(end - 1)
        for place in range(first, last):
            from_here = max(start, self.lines.all[place].start)
            following = self.lines.all[place + 1].start if place + 1 < len(self.lines.all) else end
            why = self.why.get(place, "")
            if parts and parts[-1][2] == why:
                parts[-1] = (parts[-1][0], min(end, following), why)
            else:
                parts.append((from_here, min(end, following), why))
        return parts
