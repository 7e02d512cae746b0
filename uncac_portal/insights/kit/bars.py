"""Bars below one another, each under its words: they fill whatever room the page has.

Words stand above their bar, so that they may be long, and a phone shows the same drawing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meetings.records.tables import Text
from uncac_portal.insights.kit.drawing import Canvas, Drawing
from uncac_portal.insights.kit.texts import lines_of, width_of

NARROWEST = 310  # what a phone has room for
SIZE = 14
LINE = 19
THICK = 12
GAP = 14


@dataclass(frozen=True)
class Part:
    """A part of a bar: how many, and how it looks."""

    value: int
    look: str


@dataclass(frozen=True)
class Bar:
    """A bar under its words; without parts it is not recorded, or none. `says` ends its line.

    `detail` is what its parts are, in words.
    """

    words: Text
    parts: Sequence[Part] = ()
    says: Text = ""
    address: str = ""
    is_quiet: bool = False
    detail: Text = ""

    @property
    def length(self) -> int:
        """What all its parts come to."""
        return sum(part.value for part in self.parts)


@dataclass(frozen=True)
class Heading:
    """Words above the bars that belong together."""

    words: Text
    address: str = ""


def bars(name: str, lines: Iterable[Bar | Heading]) -> Drawing:
    """The bars, the longest of them as wide as the drawing."""
    lines = list(lines)
    longest = max((line.length for line in lines if isinstance(line, Bar)), default=0) or 1
    setter = _Setter(longest)
    for line in lines:
        if isinstance(line, Heading):
            setter.head(line)
        else:
            setter.bar(line)
    return setter.canvas.drawing(name, setter.y)


class _Setter:
    def __init__(self, longest: int) -> None:
        self.canvas, self.longest, self.y = Canvas(100, unit="%"), longest, 0.0

    def head(self, heading: Heading) -> None:
        self.y += GAP if self.y else 0
        words = str(heading.words)
        look = "link" if heading.address else "ink"
        with self.canvas.link(heading.address, words):
            self.words(words, look, NARROWEST, bold=True)
        self.y += GAP / 2

    def bar(self, bar: Bar) -> None:
        words = str(bar.words)
        with self.canvas.link(bar.address, _name_of(bar)):
            top = self.y
            end = self.y + SIZE
            self.canvas.words(100, end, str(bar.says), "ink", size=SIZE, anchor="end", bold=True)
            look = "link" if bar.address else "soft" if bar.is_quiet else "ink"
            self.words(words, look, NARROWEST - GAP - width_of(str(bar.says), SIZE))
            self.parts(bar)
            self.canvas.box(0, top, 100, self.y - top, "target")
        self.y += GAP

    def words(self, words: str, look: str, width: float, *, bold: bool = False) -> None:
        for line in lines_of(words, SIZE, width):
            self.canvas.words(0, self.y + SIZE, line, look, size=SIZE, bold=bold)
            self.y += LINE

    def parts(self, bar: Bar) -> None:
        self.y += 2
        self.canvas.box(0, self.y, 100, THICK, "track" if bar.parts else "faint")
        start = 0.0
        for part in bar.parts:
            width = 100 * part.value / self.longest
            if part.value:
                self.canvas.box(start, self.y, width, THICK, part.look)
            start += width
        self.y += THICK


def _name_of(bar: Bar) -> str:
    detail = f" ({bar.detail})" if bar.detail else ""
    return f"{bar.words}: {bar.says}{detail}"
