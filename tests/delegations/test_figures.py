"""Figures that sources report."""

import pytest

from delegations.enums import Measure, Qualifier
from delegations.models import ReportedFigure
from meetings.records.enums import Status
from tests.factories import ConveningFactory, ReportedFigureFactory, SessionFactory
from tests.support.refusals import NOT_PUBLIC, refusals, refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("qualifier", [Qualifier.ABOUT, Qualifier.MORE_THAN])
def test_about_and_more_than_need_a_number(qualifier):
    figure = ReportedFigureFactory(value=250, qualifier=qualifier)
    figure.value = None
    assert refusals(figure) == {"__all__": ["“About” and “more than” need a number."]}
    assert refused_by(figure) == "qualifier_needs_number"


@pytest.mark.parametrize(
    ("value", "qualifier"),
    [(250, Qualifier.EXACT), (250, Qualifier.ABOUT), (0, Qualifier.EXACT), (None, Qualifier.EXACT)],
)
def test_none_reported_and_that_none_came_are_different_and_both_accepted(value, qualifier):
    figure = ReportedFigureFactory(value=value, qualifier=qualifier)
    assert refusals(figure) == {}
    figure.refresh_from_db()
    assert figure.value == value


def test_figures_that_differ_stand_side_by_side():
    convening = ConveningFactory()
    figures = [
        ReportedFigureFactory(convening=convening, measure=Measure.STATES, value=value)
        for value in (114, 140, 140)
    ]
    assert [refusals(figure) for figure in figures] == [{}, {}, {}]


def test_the_session_of_a_figure_is_one_of_its_convening():
    figure = ReportedFigureFactory(session=SessionFactory())
    assert refusals(figure) == {"session": ["This session belongs to another convening."]}


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_a_figure_is_public_with_its_convening_and_its_session(status):
    shown = ReportedFigureFactory(convening__status=Status.PUBLISHED)
    session, hidden = SessionFactory(), SessionFactory(body__status=status)
    of_session = ReportedFigureFactory(convening=session.convening, session=session)
    ReportedFigureFactory(convening=hidden.convening, session=hidden)
    ReportedFigureFactory(convening__status=status)
    assert set(ReportedFigure.objects.public()) == {shown, of_session}


def test_a_figure_is_withdrawn_with_its_convening():
    figures = [ReportedFigureFactory(convening__status=status) for status in Status]
    [withdrawn] = ReportedFigure.objects.withdrawn()
    assert withdrawn == figures[list(Status).index(Status.WITHDRAWN)]


def test_figures_keep_their_order():
    second = ReportedFigureFactory(position=2)
    first = ReportedFigureFactory(position=1)
    assert list(ReportedFigure.objects.all()) == [first, second]
