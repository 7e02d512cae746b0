"""The series of a body's sessions on a line of years."""

from dataclasses import dataclass
from datetime import date

from meetings.models import Session

WIDTH = 960  # units of the drawing
MARGIN = 16
MARK = 14
HEAD = 10
LABEL = 20


@dataclass
class Mark:
    """A session and where its mark stands on the line."""

    session: Session
    x: int
    row: int

    @property
    def y(self) -> int:
        """Rows stand below one another."""
        return HEAD + self.row * MARK


@dataclass
class Year:
    """The first day of a year on the line."""

    year: int
    x: int
    labelled: bool


@dataclass
class Timeline:
    """Years and marks from the first session to the last."""

    years: list[Year]
    marks: list[Mark]
    rows: int
    width: int = WIDTH

    @property
    def baseline(self) -> int:
        """Where the lines of the years end."""
        return HEAD + self.rows * MARK

    @property
    def text_y(self) -> int:
        """Where the years are written."""
        return self.baseline + LABEL - 4

    @property
    def height(self) -> int:
        """Of the whole drawing."""
        return self.baseline + LABEL


def timeline_of(sessions: list[Session]) -> Timeline | None:
    """The sessions, in order, on a line; None for a body without any.

    Marks that would touch are put in further rows.
    """
    if not sessions:
        return None
    days = [session.starts_on or session.convening.starts_on for session in sessions]
    first, last = days[0].year, days[-1].year + 1
    scale = (WIDTH - 2 * MARGIN) / (date(last, 1, 1) - date(first, 1, 1)).days

    def place(day: date) -> int:
        return round(MARGIN + (day - date(first, 1, 1)).days * scale)

    marks: list[Mark] = []
    ends_of_rows: list[int] = []
    for session, day in zip(sessions, days, strict=True):
        x = place(day)
        row = next((row for row, end in enumerate(ends_of_rows) if end <= x), len(ends_of_rows))
        ends_of_rows[row : row + 1] = [x + MARK]
        marks.append(Mark(session, x, row))
    years = [
        Year(year, place(date(year, 1, 1)), labelled=last - first < 12 or year % 2 == 0)
        for year in range(first, last)
    ]
    return Timeline(years, marks, len(ends_of_rows))
