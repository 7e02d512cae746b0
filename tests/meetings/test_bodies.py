"""Bodies: what the record refuses, what it shows, how it counts."""

from datetime import date

import pytest

from meetings.models import Body
from meetings.records.enums import Status
from tests.factories import BodyFactory, ConveningFactory, SessionFactory
from tests.support.refusals import NOT_PUBLIC, refusals, refused_by

pytestmark = pytest.mark.django_db


def test_two_bodies_cannot_have_one_code():
    BodyFactory(code="IRG")
    body = BodyFactory(code="WGAR")
    body.code = "IRG"
    assert refusals(body) == {"code": ["Body with this Code already exists."]}
    assert refused_by(body) == "code"


def test_two_bodies_cannot_have_one_address():
    BodyFactory(slug="irg")
    body = BodyFactory(slug="wgar")
    body.slug = "irg"
    assert refusals(body) == {"slug": ["Body with this Short name in addresses already exists."]}
    assert refused_by(body) == "slug"


@pytest.mark.parametrize("code", ["irg", "I R G", "IRG.", "Ж"])
def test_a_code_is_capital_letters_and_digits(code):
    body = BodyFactory.build(code=code, slug="body")
    assert refusals(body) == {"code": ["Capital letters and digits only."]}


@pytest.mark.parametrize("code", ["IRG", "WG4", "COSP"])
def test_the_codes_of_the_bodies_are_accepted(code):
    assert refusals(BodyFactory.build(code=code)) == {}


def test_a_body_cannot_be_dissolved_before_it_first_met():
    body = BodyFactory(first_year=2010)
    body.dissolved_year = 2009
    assert refusals(body) == {"__all__": ["A body cannot be dissolved before it first met."]}
    assert refused_by(body) == "body_dissolved_after_first_year"


@pytest.mark.parametrize(
    ("first", "last"), [(2010, 2010), (2010, 2011), (2010, None), (None, 2010), (None, None)]
)
def test_a_year_of_a_body_may_be_unknown_or_be_the_only_one(first, last):
    body = BodyFactory(first_year=first, dissolved_year=last)
    assert refusals(body) == {}


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_only_published_bodies_are_public(status):
    shown = BodyFactory(status=Status.PUBLISHED)
    hidden = BodyFactory(status=status)
    assert list(Body.objects.public()) == [shown]
    assert (shown.is_public, hidden.is_public) == (True, False)


def test_only_withdrawn_bodies_are_withdrawn():
    withdrawn = BodyFactory(status=Status.WITHDRAWN)
    BodyFactory(status=Status.DRAFT)
    BodyFactory(status=Status.IN_REVIEW)
    BodyFactory(status=Status.PUBLISHED)
    assert list(Body.objects.withdrawn()) == [withdrawn]


def test_a_body_is_published_unless_said_otherwise():
    body = Body.objects.create(code="IRG", slug="irg", name="Group", short_name="Group")
    assert body.status == Status.PUBLISHED


def test_the_sessions_of_a_body_are_counted_without_those_not_public():
    body = BodyFactory()
    never_met = BodyFactory()
    for first_day in (date(2010, 6, 28), date(2021, 9, 6)):
        SessionFactory(body=body, convening=ConveningFactory(starts_on=first_day))
    for status in NOT_PUBLIC:
        hidden = ConveningFactory(starts_on=date(2030, 1, 7), status=status)
        SessionFactory(body=body, convening=hidden)
    counted = Body.objects.with_session_counts().order_by("pk")
    assert [(b, b.session_count, b.first_day, b.last_day) for b in counted] == [
        (body, 2, date(2010, 6, 28), date(2021, 9, 6)),
        (never_met, 0, None, None),
    ]


def test_a_body_has_its_page():
    assert BodyFactory.build(slug="irg").get_absolute_url() == "/bodies/irg/"
