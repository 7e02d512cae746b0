"""A chart as a file of its own: SVG, and PNG made of it by typst with the fonts of the papers.

A file says by itself what it is: question, answer, filters in force, key, and where it was taken
from. The same edition and address give the same bytes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

import typst
from django.utils.translation import get_language, get_language_bidi

from meetings.records.papers.pdf import fonts
from uncac_portal.insights.kit.drawing import END, FIRST_STRONG, LIGHT, Drawing, number, written
from uncac_portal.insights.kit.keys import Key
from uncac_portal.insights.kit.texts import lines_of

HERE = Path(__file__).parent
WIDTH = 760
MARGIN = 24
PIXELS_PER_UNIT = 2
DECLARATION = "<?xml version='1.0' encoding='utf-8'?>\n"
GENERIC = {"font-family": "sans-serif"}
# Short vowels of Arabic, which few texts write. Where a font joins them with another mark, typst
# loses the whole word as soon as a letter of another font stands beside it.
VOWELS = re.compile("[\u064b-\u0650\u0652]")
SHIPPED = {"font-family": "Noto Serif, Noto Naskh Arabic, Noto Serif CJK SC"}


@dataclass
class Sheet:
    """What a file shows around its drawing."""

    title: str
    drawing: Drawing
    site: str = ""  # where its links lead
    says: str = ""
    keys: list[Key] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    source: list[str] = field(default_factory=list)

    @property
    def width(self) -> float:
        """Of the whole file: as wide as its drawing needs."""
        return WIDTH if self.drawing.unit else max(WIDTH, self.drawing.width + 2 * MARGIN)

    def as_svg(self, face: dict[str, str] = GENERIC) -> bytes:
        """The sheet as SVG, to be looked at anywhere."""
        return _Setter(self, face).svg()

    def as_png(self) -> bytes:
        """The sheet as a picture of two pixels to each unit of its drawing."""
        drawn = VOWELS.sub("", self.as_svg(SHIPPED).decode())
        return typst.compile(
            HERE / "picture.typ",
            root=HERE,
            font_paths=fonts(),
            ignore_system_fonts=True,
            sys_inputs={"drawing": drawn, "width": number(self.width)},
            format="png",
            ppi=72 * PIXELS_PER_UNIT,
        )


class _Setter:
    """Sets the parts of a sheet below one another."""

    def __init__(self, sheet: Sheet, face: dict[str, str]) -> None:
        self.sheet, self.y = sheet, float(MARGIN)
        self.right_to_left = get_language_bidi()
        self.root = Element(
            "svg",
            {"xmlns": "http://www.w3.org/2000/svg", "lang": get_language() or "en", **face}
            | {"direction": "ltr"},
        )
        SubElement(self.root, "title").text = sheet.title
        SubElement(self.root, "desc").text = sheet.says
        paper = {"width": "100%", "height": "100%", "fill": LIGHT["paper"]}
        SubElement(self.root, "rect", paper)

    def svg(self) -> bytes:
        sheet = self.sheet
        self.set_lines([sheet.title], size=22, colour="ink", bold=True)
        self.set_lines([sheet.says] if sheet.says else [], size=14, colour="ink")
        self.y += 8
        for key in sheet.keys:
            self.set_key(key)
        self.y += 12
        self.root.append(self.placed_drawing())
        self.y += sheet.drawing.height + 16
        self.set_lines([*sheet.notes, *sheet.source], size=11, colour="soft")
        size = {"width": number(sheet.width), "height": number(self.y + MARGIN - 8)}
        for name, value in {**size, "viewBox": f"0 0 {size['width']} {size['height']}"}.items():
            self.root.set(name, value)
        return f"{DECLARATION}{written(self.root)}\n".encode()

    def placed_drawing(self) -> Element:
        inner = self.sheet.width - 2 * MARGIN
        drawing = self.sheet.drawing
        width = inner if drawing.unit else drawing.width
        placed = drawing.within(self.y, width)
        placed.set("x", number(self.sheet.width - MARGIN - width if self.right_to_left else MARGIN))
        for link in placed.iter("a"):
            link.set("href", f"{self.sheet.site}{link.get('href')}")
        return placed

    def set_lines(
        self, texts: Iterable[str], *, size: float, colour: str, bold: bool = False
    ) -> None:
        for text in texts:
            for line in lines_of(text, size, self.sheet.width - 2 * MARGIN):
                self.y += size * 1.4
                self.say(line, MARGIN, size, colour, bold=bold)

    def set_key(self, key: Key) -> None:
        swatch = key.drawing()
        placed = swatch.within(self.y + 4, swatch.width)
        left = self.sheet.width - MARGIN - swatch.width if self.right_to_left else MARGIN
        placed.set("x", number(left))
        self.root.append(placed)
        self.y += 20
        self.say(str(key.words), MARGIN + swatch.width + 8, 13, "soft")

    def say(self, text: str, start: float, size: float, colour: str, *, bold: bool = False) -> None:
        x = self.sheet.width - start if self.right_to_left else start
        at = {"x": number(x), "y": number(self.y), "font-size": number(size)}
        at |= {"text-anchor": "end"} if self.right_to_left else {}
        at |= {"font-weight": "bold"} if bold else {}
        words = SubElement(self.root, "text", {**at, "fill": LIGHT[colour]})
        words.text = f"{FIRST_STRONG}{text}{END}"
