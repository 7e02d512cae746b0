"""Distributions of days as dots on lines: they fill whatever room the page has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from uncac_portal.insights.kit.drawing import Canvas, Drawing
from uncac_portal.insights.kit.texts import lines_of, width_of

SIZE = 14
SMALL = 13
LINE = 19
STRIP = 28
GAP = 12
HEAD = 24
SMALLEST, LARGEST = 3.0, 9.0
EDGE = 3  # of a hundred, so that no dot is cut
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
NARROWEST = 290


@dataclass(frozen=True)
class DotLine:
    """Counts by days before an event, each with its words, and their median."""

    words: str
    says: str
    address: str
    counts: Mapping[int, tuple[int, str]]
    middle: float | None


def dots(name: str, lines: Sequence[DotLine]) -> Drawing:
    """The lines below one another, on one scale: days before the event, which is at zero."""
    days = [day for line in lines for day in line.counts] + [0]
    setter = _Setter(
        min(days), max(days), max([c for n in lines for c, _w in n.counts.values()] or [1])
    )
    setter.scale()
    for line in lines:
        setter.line(line)
    return setter.canvas.drawing(name, setter.y)


class _Setter:
    def __init__(self, last: int, first: int, most: int) -> None:
        self.canvas, self.y, self.most = Canvas(100, unit="%"), 0.0, most
        self.last, self.first = last, max(first, last + 1)

    def place(self, days: float) -> float:
        """What was long before stands at the start."""
        return EDGE + (100 - 2 * EDGE) * (self.first - days) / (self.first - self.last)

    def scale(self) -> None:
        step = next((s for s in STEPS if (self.first - self.last) / s <= 6), STEPS[-1])
        tick = -(-self.last // step) * step
        while tick <= self.first:
            self.canvas.words(self.place(tick), SIZE, str(tick), "soft", size=12, anchor="middle")
            tick += step
        self.y = HEAD

    def line(self, line: DotLine) -> None:
        with self.canvas.link(line.address, f"{line.words}: {line.says}"):
            self.canvas.box(0, self.y, 100, LINE + 5, "target")
            self.canvas.words(0, self.y + SIZE, line.words, "link", size=SIZE, bold=True)
            self.says(line)
        if line.counts:
            self.strip(line)
        self.y += GAP

    def says(self, line: DotLine) -> None:
        if width_of(line.words, SIZE) + width_of(line.says, SMALL) < NARROWEST:
            end = self.y + SIZE
            self.canvas.words(100, end, line.says, "soft", size=SMALL, anchor="end")
            self.y += LINE
            return
        self.y += LINE
        for part in lines_of(line.says, SMALL, NARROWEST):
            self.canvas.words(0, self.y + SIZE, part, "soft", size=SMALL)
            self.y += LINE

    def strip(self, line: DotLine) -> None:
        middle = self.y + STRIP / 2
        self.canvas.line(0, middle, 100, middle, "rule")
        self.canvas.line(self.place(0), self.y, self.place(0), self.y + STRIP, "tail")
        for days, (count, words) in line.counts.items():
            radius = max(SMALLEST, LARGEST * sqrt(count / self.most))
            with self.canvas.link("", words):
                self.canvas.dot(self.place(days), middle, radius, "filled")
        if line.middle is not None:
            x = self.place(line.middle)
            self.canvas.line(x, self.y + 1, x, self.y + STRIP - 1, "tick")
        self.y += STRIP
