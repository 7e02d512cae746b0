"""Strips of one year each, from January to December, with marks on their days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import get_month_names
from django.utils.translation import get_language, to_locale

from meetings.models import Body
from uncac_portal.insights.kit.drawing import Canvas, Drawing
from uncac_portal.insights.kit.shapes import body_mark, cross
from uncac_portal.insights.kit.texts import shortened, width_of

YEAR = 50  # width of the column of years
BODY = 78
DAY = 2.04
WIDTH = YEAR + BODY + 366 * DAY
STRIP = 30
HEIGHT = 16
HEAD = 26
SMALL = 12
TAIL = 14
SHORTEST = 8


@dataclass(frozen=True)
class Mark:
    """Something on its days; one without a last day has a dotted tail."""

    first: date
    last: date | None
    look: str
    words: str
    name: str
    address: str
    is_off: bool = False


@dataclass(frozen=True)
class Strip:
    """What one body did in a year, in order."""

    year: int
    body: Body
    address: str
    name: str
    marks: Sequence[Mark]


def year_strips(name: str, strips: Sequence[Strip], years: dict[int, str]) -> Drawing:
    """The strips below one another; each year is named once, and leads to its address."""
    canvas = Canvas(WIDTH)
    bottom = HEAD + len(strips) * STRIP
    _months(canvas, bottom)
    last_year = None
    for place, strip in enumerate(strips):
        y = HEAD + place * STRIP
        if strip.year != last_year:
            last_year = strip.year
            canvas.line(0, y, WIDTH, y, "rule")
            with canvas.link(years[strip.year], str(strip.year)):
                canvas.box(0, y + 2, YEAR - 8, STRIP - 4, "target")
                canvas.words(0, y + 20, str(strip.year), "link", size=14, bold=True)
        _strip(canvas, strip, y)
    return canvas.drawing(name, bottom + 4)


def _months(canvas: Canvas, bottom: float) -> None:
    names = get_month_names("abbreviated", "stand-alone", to_locale(get_language() or "en"))
    for month in range(1, 13):
        x = _place(date(2024, month, 1))
        canvas.line(x, HEAD - 6, x, bottom, "rule")
        canvas.words(x + 3, 14, shortened(names[month], 11, 62), "soft", size=11)


def _strip(canvas: Canvas, strip: Strip, y: float) -> None:
    code = strip.body.code
    with canvas.link(strip.address, strip.name):
        canvas.box(YEAR, y + 2, BODY - 8, STRIP - 4, "target")
        body_mark(canvas, YEAR + 7, y + STRIP / 2, 6, strip.body.slug)
        canvas.words(YEAR + 19, y + 19, shortened(code, SMALL, BODY - 24), "link", size=SMALL)
    places = [_place(mark.first) for mark in strip.marks]
    around = zip([YEAR + BODY, *places], [*places[1:], WIDTH], strict=False)
    for mark, (start, end) in zip(strip.marks, around, strict=True):
        _mark(canvas, mark, y + (STRIP - HEIGHT) / 2, start, end)


def _mark(canvas: Canvas, mark: Mark, y: float, start: float, limit: float) -> None:
    x = _place(mark.first)
    days = (mark.last - mark.first).days + 1 if mark.last else 0
    width = max(SHORTEST, days * DAY)
    with canvas.link(mark.address, mark.name):
        canvas.box(x - 3, y - 5, max(26, width + 6), STRIP - 4, "target")
        canvas.box(x, y, width, HEIGHT, mark.look)
        if mark.is_off:
            cross(canvas, x + width / 2, y + HEIGHT / 2, 8)
        end = x + width
        if not mark.last:
            canvas.line(end + 2, y + HEIGHT / 2, end + TAIL, y + HEIGHT / 2, "tail")
            end += TAIL
        room = limit - end - 10
        if width_of(mark.words, 11) > room < x - start - 100:  # the last of the year
            canvas.words(x - 4, y + 12, mark.words, "soft", size=11, anchor="end")
        elif room > 30:
            words = shortened(mark.words, 11, room)
            canvas.words(end + 4, y + 12, words, "soft", size=11)


def _place(day: date) -> float:
    return YEAR + BODY + (day - date(day.year, 1, 1)).days * DAY
