"""Reported figures in the order in which a page tells them."""

from dataclasses import dataclass

from delegations.models import ReportedFigure
from meetings.models import Convening


@dataclass
class Reported:
    """What sources report of a convening: numbers, groups without a number, and side events."""

    numbers: list[ReportedFigure]
    without_number: list[ReportedFigure]
    on_the_margins: list[ReportedFigure]

    @property
    def everything(self) -> list[ReportedFigure]:
        """All of it, to be cited."""
        return [*self.numbers, *self.without_number, *self.on_the_margins]


def reported_at(convening: Convening) -> Reported:
    """The public figures of a convening. Two sources that differ stay two figures."""
    figures = ReportedFigure.objects.public().filter(convening=convening)
    of_the_whole = [figure for figure in figures if not figure.occasion]
    return Reported(
        numbers=[figure for figure in of_the_whole if figure.value is not None],
        without_number=[figure for figure in of_the_whole if figure.value is None],
        on_the_margins=[figure for figure in figures if figure.occasion],
    )
