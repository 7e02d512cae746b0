"""The participation wall as a picture, for its files."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from delegations.enums import Participation
from meetings.domain.naming import convening_name
from meetings.records.domain.languages import text_of
from uncac_portal.insights.kit.drawing import Canvas, Drawing
from uncac_portal.insights.kit.shapes import cross
from uncac_portal.insights.kit.texts import lines_of, shortened, width_of
from uncac_portal.insights.wall import Column, Group, Wall

STEP = 22  # from one mark to the next
MARK = 16
NAME = 190
TALLY = 56
LETTERS = 12
HEADING = 32


def draw_wall(wall: Wall, looks: Mapping[Participation, str]) -> Drawing:
    """Rows of marks under the names of the convenings, which are read upwards."""
    start = NAME + TALLY
    heads = [_head(column) for column in wall.columns]
    top = max((width_of(head, LETTERS) for head in heads), default=0) + STEP
    canvas = Canvas(start + STEP * len(heads))
    for place, head in enumerate(heads):
        canvas.turned_words(start + place * STEP + MARK - 2, top - 8, head, size=LETTERS)
    y = top
    for group in wall.groups:
        if group.heading:
            canvas.words(0, y + HEADING - 12, group.heading, size=14, bold=True)
            y += HEADING
        for row in group.shown:
            name = shortened(text_of(row.state, "name").text, LETTERS, NAME)
            canvas.words(0, y + MARK - 3, name, size=LETTERS)
            said = f"{row.tally.represented} / {row.tally.recorded}" if row.tally.recorded else ""
            canvas.words(start - 12, y + MARK - 3, said, "soft", size=LETTERS, anchor="end")
            for place, cell in enumerate(row.cells):
                _mark(canvas, start + place * STEP, y, looks[cell.told])
            y += STEP
        for line in _gathered(group, canvas.width):
            canvas.words(0, y + MARK - 3, line, "soft", size=LETTERS)
            y += STEP
    return canvas.drawing("wall", y)


def _mark(canvas: Canvas, x: float, y: float, look: str) -> None:
    if look == "crossed":
        canvas.box(x + 1, y + 1, MARK - 2, MARK - 2, "faint", radius=2)
        cross(canvas, x + MARK / 2, y + MARK / 2, MARK / 4)
    else:
        canvas.box(x + 1, y + 1, MARK - 2, MARK - 2, look, radius=2)


def _gathered(group: Group, width: float) -> list[str]:
    """The States of which nothing is on record, in lines; of none there is none."""
    names = ", ".join(text_of(state, "name").text for state in group.gathered)
    said = _("Nothing on record: %(states)s") % {"states": names}
    return lines_of(said, LETTERS, width) if names else []


def _head(column: Column) -> str:
    return " · ".join([convening_name(column.convening), *(b.code for b in column.bodies)])
