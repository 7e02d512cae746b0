"""A matrix: lines against columns, a number in each cell and a bar as long as it is.

Totals are numbers alone: on the scale of the others their bars would leave nothing of those.
"""

from dataclasses import dataclass
from functools import cached_property

from meetings.records.tables import Text
from uncac_portal.insights.kit.drawing import Canvas, Drawing
from uncac_portal.insights.kit.texts import lines_of

CELL = 30
ROW = 38
TOTAL = 58
LABELS = 190
SIZE = 13
HEAD = 11
LINE = 16


@dataclass(frozen=True)
class MatrixCell:
    """A number, what it says to all readers, and where it leads."""

    value: int
    name: str
    address: str = ""


@dataclass(frozen=True)
class MatrixLine:
    """A line under its words; `level` is its place in a tree."""

    words: Text
    cells: list[MatrixCell]
    address: str = ""


@dataclass(frozen=True)
class Matrix:
    """Lines under the heads of columns. A first column of totals has no bars."""

    name: str
    heads: list[str]
    lines: list[MatrixLine]
    has_totals: bool = False

    def drawing(self) -> Drawing:
        """The matrix as a drawing as wide as its columns need."""
        canvas = Canvas(self._start_of(len(self.heads)))
        for place, head in enumerate(self.heads):
            middle = self._start_of(place) + self._width_of(place) / 2
            for above, words in enumerate(lines_of(head, HEAD, self._width_of(place))[:2]):
                canvas.words(middle, 14 + above * LINE, words, "soft", size=HEAD, anchor="middle")
        y: float = 2 * LINE + 6
        for line in self.lines:
            y = self._draw(canvas, line, y)
        return canvas.drawing(self.name, y + 2)

    def _draw(self, canvas: Canvas, line: MatrixLine, y: float) -> float:
        words = lines_of(str(line.words), SIZE, LABELS - 12)
        height = max(ROW, len(words) * LINE + 8)
        canvas.line(0, y, canvas.width, y, "rule")
        with canvas.link(line.address, str(line.words)):
            canvas.box(0, y, LABELS - 8, height, "target")
            for number, part in enumerate(words):
                top = y + 20 + number * LINE - (8 if len(words) > 1 else 0)
                canvas.words(0, top, part, "link" if line.address else "ink", size=SIZE)
        for place, cell in enumerate(line.cells):
            self._cell(canvas, cell, place, y)
        return y + height

    def _cell(self, canvas: Canvas, cell: MatrixCell, place: int, y: float) -> None:
        start, width = self._start_of(place), self._width_of(place)
        if not cell.value:
            canvas.box(start + width / 2 - 3, y + ROW / 2 - 3, 6, 6, "faint")
            return
        with canvas.link(cell.address, cell.name):
            canvas.box(start + 1, y + 2, width - 2, ROW - 4, "target")
            middle = start + width / 2
            canvas.words(middle, y + 19, str(cell.value), size=SIZE, anchor="middle")
            if not self._is_total(place):
                length = max(2, (width - 6) * cell.value / self._longest)
                canvas.box(middle - length / 2, y + 25, length, 6, "filled")

    @cached_property
    def _longest(self) -> int:
        cells = (cell for line in self.lines for cell in line.cells[int(self.has_totals) :])
        return max((cell.value for cell in cells), default=0) or 1

    def _is_total(self, place: int) -> bool:
        return self.has_totals and place == 0

    def _width_of(self, place: int) -> float:
        return TOTAL if self._is_total(place) else CELL

    def _start_of(self, place: int) -> float:
        totals = TOTAL - CELL if self.has_totals and place else 0
        return LABELS + place * CELL + totals
