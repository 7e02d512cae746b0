"""Drawings: marks on a canvas, as SVG without script and without style.

Colours are presentation attributes: on a page they name the tokens of the stylesheet, so that a
drawing is light, dark and printed with its page; in a file they are those of the light page. No
library draws these charts: they are boxes and words, and a library's SVG brings styles of its own,
which the security policy forbids, and marks that lead nowhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

from meetings.records.characters import readable

LIGHT = {
    "paper": "#fbfaf6",
    "ink": "#14232f",
    "soft": "#55626d",
    "rule": "#dcd8cc",
    "accent": "#005a94",
    "doubt": "#9a2c1c",
    "irg": "#1d5fa6",
    "wgar": "#8a5200",
    "egic": "#0b6b5d",
    "wgp": "#7b2d74",
    "cosp": "#2f3f4c",
}
# How a mark looks, in colours of the names above. The words of the key say the same.
LOOKS: dict[str, dict[str, str]] = {
    "filled": {"fill": "accent"},
    "outlined": {"fill": "paper", "stroke": "accent", "stroke-width": "2"},
    "halved": {"fill": "halved", "stroke": "accent", "stroke-width": "2"},
    "hatched": {"fill": "hatch", "stroke": "soft"},
    "reported": {"fill": "soft"},
    "faint": {"fill": "none", "stroke": "rule"},
    "tail": {"stroke": "soft", "stroke-width": "2", "stroke-dasharray": "3 3"},
    "crossed": {"fill": "none", "stroke": "soft", "stroke-width": "2"},
    "track": {"fill": "rule", "fill-opacity": "0.5"},
    "doubt": {"fill": "doubt"},
    "ink": {"fill": "ink"},
    "soft": {"fill": "soft"},
    "paper": {"fill": "paper"},
    "link": {"fill": "accent", "text-decoration": "underline"},
    "rule": {"stroke": "rule"},
    "tick": {"stroke": "ink", "stroke-width": "2"},
    "target": {"fill": "none", "pointer-events": "all"},
}
PATTERNS = {"hatch", "halved"}
FIRST_STRONG, END = "\u2068", "\u2069"  # keep the direction of words to themselves


@dataclass
class Drawing:
    """A picture of the width and height; `name` tells it from others on the page.

    One whose `unit` is "%" has no width of its own: it fills what room there is.
    """

    name: str
    width: float
    height: float
    unit: str
    marks: Element

    def inline(self) -> SafeString:
        """The drawing as a part of a page."""
        whole = 100 if self.unit else self.width
        size = {"width": f"{number(whole)}{self.unit}", "height": number(self.height)}
        svg = Element("svg", {**size, "direction": "ltr"})
        svg.extend([*self._patterns(), self.marks])
        return mark_safe(written(self._coloured(svg, on_page=True)))

    def within(self, y: float, width: float) -> Element:
        """The drawing as a part of another, in a file, at the height there."""
        size = {"y": number(y), "width": number(width), "height": number(self.height)}
        svg = Element("svg", size)
        svg.extend([*self._patterns(), self.marks])
        return self._coloured(svg, on_page=False)

    def _coloured(self, svg: Element, *, on_page: bool) -> Element:
        """A copy in which names of colours are colours."""
        copy = Element(svg.tag, {k: self._colour(k, v, on_page) for k, v in svg.items()})
        copy.text = svg.text
        copy.extend(self._coloured(child, on_page=on_page) for child in svg)
        return copy

    def _colour(self, attribute: str, value: str, on_page: bool) -> str:
        if attribute not in ("fill", "stroke", "stop-color"):
            return value
        if value in PATTERNS:
            return f"url(#{self.name}-{value})"
        if value not in LIGHT:
            return value
        return f"var(--{value})" if on_page else LIGHT[value]

    def _patterns(self) -> list[Element]:
        used = {mark.get("fill") for mark in self.marks.iter()} & PATTERNS
        definitions = Element("defs")
        for name in used & {"hatch"}:
            of = {"id": f"{self.name}-{name}", "width": "6", "height": "6"}
            turned = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
            pattern = SubElement(definitions, "pattern", {**of, **turned})
            SubElement(pattern, "rect", {"width": "6", "height": "6", "fill": "paper"})
            SubElement(pattern, "rect", {"width": "2", "height": "6", "fill": "soft"})
        if "halved" in used:  # the upper half
            down = {"id": f"{self.name}-halved", "x2": "0", "y2": "1"}
            halved = SubElement(definitions, "linearGradient", down)
            for colour in ("accent", "paper"):
                SubElement(halved, "stop", {"offset": "0.5", "stop-color": colour})
        return [definitions] if used else []


class Canvas:
    """Where marks are put. Where the page is read from right to left, so is the drawing.

    Places across are of the width of the canvas: with the unit "%", hundredths of the room that
    the page has.
    """

    def __init__(self, width: float = 100, *, unit: str = "") -> None:
        self.width, self.unit = width, unit
        self.right_to_left = get_language_bidi()
        self._root = Element("g")
        self._group = self._root

    def box(
        self, x: float, y: float, width: float, height: float, look: str, *, radius: float = 0
    ) -> None:
        """A rectangle whose start and top are at the place."""
        left = self.width - x - width if self.right_to_left else x
        size = {"width": self._across(width), "height": number(height)}
        place = {"x": self._across(left), "y": number(y)}
        self._put("rect", {**place, **size, **({"rx": number(radius)} if radius else {})}, look)

    def dot(self, x: float, y: float, radius: float, look: str) -> None:
        """A circle around the place."""
        place = {"cx": self._across(self._mirrored(x)), "cy": number(y)}
        self._put("circle", {**place, "r": number(radius)}, look)

    def line(self, x: float, y: float, to_x: float, to_y: float, look: str) -> None:
        """A line from the one place to the other."""
        start = {"x1": self._across(self._mirrored(x)), "y1": number(y)}
        end = {"x2": self._across(self._mirrored(to_x)), "y2": number(to_y)}
        self._put("line", {**start, **end}, look)

    def shape(self, points: list[tuple[float, float]], look: str) -> None:
        """A closed shape through the points; on a canvas that has a width."""
        places = " ".join(f"{number(self._mirrored(x))},{number(y)}" for x, y in points)
        self._put("polygon", {"points": places}, look)

    def words(
        self,
        x: float,
        y: float,
        text: str,
        look: str = "ink",
        *,
        size: float = 14,
        anchor: str = "start",
        bold: bool = False,
        shift: float = 0,
    ) -> None:
        """Words on one line, whose start, middle or end is at the place, shifted by pixels."""
        if self.right_to_left:
            anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
            shift = -shift
        at = {"x": self._across(self._mirrored(x)), "y": number(y), "font-size": number(size)}
        if anchor != "start":
            at["text-anchor"] = anchor
        if bold:
            at["font-weight"] = "bold"
        if shift:
            at["dx"] = number(shift)
        self._put("text", at, look).text = f"{FIRST_STRONG}{text}{END}"

    def turned_words(
        self, x: float, y: float, text: str, look: str = "soft", *, size: float = 12
    ) -> None:
        """Words that are read upwards, and start at the place."""
        left = self._mirrored(x)
        at = {"transform": f"translate({number(left)} {number(y)}) rotate(-90)"}
        mark = self._put("text", {**at, "font-size": number(size)}, look)
        mark.text = f"{FIRST_STRONG}{text}{END}"

    @contextmanager
    def link(self, address: str, name: str) -> Iterator[None]:
        """What is drawn meanwhile leads to the address; the name is what it says to all readers."""
        outside = self._group
        tag, attributes = ("a", {"href": address}) if address else ("g", {})
        self._group = SubElement(outside, tag, attributes)
        SubElement(self._group, "title").text = name
        yield
        self._group = outside

    def drawing(self, name: str, height: float) -> Drawing:
        """What was drawn, as high as said."""
        return Drawing(name, self.width, height, self.unit, self._root)

    def _put(self, tag: str, attributes: dict[str, str], look: str) -> Element:
        known = LOOKS.get(look) or {"fill": look}  # a body's own colour has its name
        return SubElement(self._group, tag, {**attributes, **known})

    def _mirrored(self, x: float) -> float:
        return self.width - x if self.right_to_left else x

    def _across(self, x: float) -> str:
        return f"{number(x)}{self.unit}"


def written(element: Element) -> str:
    """The element as XML, with a space for each sign that XML cannot hold."""
    return readable(tostring(element, "unicode"))


def number(value: float) -> str:
    """A number of a drawing: no more places than can be seen."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
