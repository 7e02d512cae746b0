"""Rules about the sources of what is on record of people."""

from collections.abc import Iterator

from delegations.domain.checks.subjects import FIGURES
from delegations.models import Delegation, Officer, ReportedFigure, Statement
from meetings.domain.checks.sources import without_source
from meetings.domain.checks.subjects import SOURCES
from meetings.records.checks import Examined, Found, Gravity, rule


@rule(FIGURES, Gravity.GRAVE)
def figures_without_source(examined: Examined) -> Iterator[Found]:
    """A reported figure is one that a source reports."""
    return without_source(examined, [(ReportedFigure, "convening")])


@rule(SOURCES, Gravity.INFORMATION)
def people_without_source(examined: Examined) -> Iterator[Found]:
    """What is stated of those who took part has a source."""
    kinds = [
        (Delegation, "convening"),
        (Officer, "convening"),
        (Statement, "delegation__convening"),
    ]
    return without_source(examined, kinds)
