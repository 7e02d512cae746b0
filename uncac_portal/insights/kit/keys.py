"""The key of a chart: each mark as it is drawn, with what it means in words."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from meetings.records.tables import Text
from uncac_portal.insights.kit.drawing import Canvas, Drawing
from uncac_portal.insights.kit.shapes import cross

SIZE = 18


@dataclass(frozen=True)
class Key:
    """One mark and its words. `shape` is box, dot, cross, line or dash."""

    look: str
    words: Text
    shape: str = "box"

    def drawing(self) -> Drawing:
        """The mark by itself."""
        canvas = Canvas(SIZE)
        if self.shape == "dot":
            canvas.dot(SIZE / 2, SIZE / 2, 5, self.look)
        elif self.shape == "cross":
            cross(canvas, SIZE / 2, SIZE / 2, 5, self.look)
        elif self.shape == "line":
            canvas.line(SIZE / 2, 1, SIZE / 2, SIZE - 1, self.look)
        elif self.shape == "dash":
            canvas.line(1, SIZE / 2, SIZE - 1, SIZE / 2, self.look)
        else:
            canvas.box(2, 2, SIZE - 4, SIZE - 4, self.look, radius=2)
        return canvas.drawing(f"key-{self.look}-{self.shape}", SIZE)

    def inline(self) -> SafeString:
        """The mark as a part of a page."""
        return self.drawing().inline()
