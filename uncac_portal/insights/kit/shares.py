"""Shares of a whole side by side, line by line: they fill whatever room the page has."""

from collections.abc import Sequence
from dataclasses import dataclass

from uncac_portal.insights.kit.drawing import Canvas, Drawing

SIZE = 13
SMALL = 11
THICK = 8
LINE = 58
HEAD = 56
GUTTER = 1.5  # of a hundred


@dataclass(frozen=True)
class Share:
    """Parts of a whole, each with its look, and where they are listed."""

    of: int
    parts: Sequence[tuple[int, str]]
    says: str
    name: str
    address: str


@dataclass(frozen=True)
class ShareLine:
    """One line of shares, in a group."""

    group: str
    words: str
    says: str
    address: str
    shares: Sequence[Share]


def shares(name: str, heads: Sequence[str], lines: Sequence[ShareLine]) -> Drawing:
    """The lines by group, each group under the heads of the columns."""
    canvas = Canvas(100, unit="%")
    width = 100 / (len(heads) or 1)
    y, group = 0.0, None
    for line in lines:
        if line.group != group:
            group = line.group
            canvas.words(0, y + 16, group, size=14, bold=True)
            for place, head in enumerate(heads):
                canvas.words(place * width, y + 40, head, "soft", size=SMALL)
            y += HEAD
        with canvas.link(line.address, f"{group}, {line.words}: {line.says}"):
            canvas.box(0, y - 6, 100, 24, "target")
            canvas.words(0, y + 11, line.words, "link", size=SIZE, bold=True)
            canvas.words(100, y + 11, line.says, "soft", size=SIZE, anchor="end")
        for place, share in enumerate(line.shares):
            _share(canvas, share, place * width, y + 18, width - GUTTER)
        y += LINE
    return canvas.drawing(name, y)


def _share(canvas: Canvas, share: Share, x: float, y: float, width: float) -> None:
    with canvas.link(share.address, share.name):
        canvas.box(x, y, width, 30, "target")
        canvas.words(x, y + 14, share.says, size=SIZE)
        for count, look in share.parts:
            if count:
                part = width * count / share.of
                canvas.box(x, y + 19, part, THICK, look)
                x += part
