"""Officers and the titles under which sources name them."""

from datetime import date

import pytest

from delegations.enums import Role
from delegations.models import Officer, OfficerTitle
from meetings.records.enums import Status
from tests.factories import (
    ConveningFactory,
    EntityFactory,
    OfficerFactory,
    OfficerTitleFactory,
    PersonFactory,
    SessionFactory,
)
from tests.support.refusals import NOT_PUBLIC, refusals, refused_by

pytestmark = pytest.mark.django_db


def test_a_person_holds_an_office_of_a_convening_once():
    chair = OfficerFactory(role=Role.CHAIR)
    other = OfficerFactory(convening=chair.convening, role=Role.CHAIR)
    other.person = chair.person
    assert refusals(other) == {
        "__all__": ["The person holds this office of the convening already."]
    }
    assert refused_by(other) == "office_once_per_convening"


def test_a_person_holds_an_office_of_a_session_once():
    session = SessionFactory()
    chair = OfficerFactory(convening=session.convening, session=session, role=Role.CHAIR)
    other = OfficerFactory(convening=session.convening, session=session, role=Role.CHAIR)
    other.person = chair.person
    assert refusals(other) == {"__all__": ["The person holds this office of the session already."]}
    assert refused_by(other) == "office_once_per_session"


def test_a_person_may_chair_a_convening_each_session_of_it_and_report_too():
    convening, person = ConveningFactory(), PersonFactory()
    sessions = [SessionFactory(convening=convening), SessionFactory(convening=convening)]
    officers = [
        OfficerFactory(convening=convening, person=person, role=Role.CHAIR),
        OfficerFactory(convening=convening, person=person, role=Role.RAPPORTEUR),
        *(
            OfficerFactory(convening=convening, session=session, person=person, role=Role.CHAIR)
            for session in sessions
        ),
    ]
    assert [refusals(officer) for officer in officers] == [{}, {}, {}, {}]


def test_two_officers_known_by_their_state_only_are_fine():
    convening, state = ConveningFactory(), EntityFactory()
    officers = [
        OfficerFactory(convening=convening, person=None, entity=state, role=Role.VICE_CHAIR)
        for _ in range(2)
    ]
    assert [refusals(officer) for officer in officers] == [{}, {}]


def test_an_officer_is_a_person_or_at_least_a_state():
    officer = OfficerFactory(person=PersonFactory(), entity=None)
    officer.person = None
    assert refusals(officer) == {"__all__": ["Name the person, or at least the State."]}
    assert refused_by(officer) == "officer_has_person_or_state"


def test_the_session_of_an_officer_is_one_of_its_convening():
    officer = OfficerFactory(session=SessionFactory())
    assert refusals(officer) == {"session": ["This session belongs to another convening."]}


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_an_office_is_public_with_its_convening_and_session_and_its_titles_with_it(status):
    shown = OfficerTitleFactory(officer__convening__status=Status.PUBLISHED)
    session = SessionFactory()
    of_session = OfficerTitleFactory(officer__convening=session.convening, officer__session=session)
    hidden = SessionFactory(body__status=status)
    OfficerTitleFactory(officer__convening=hidden.convening, officer__session=hidden)
    OfficerTitleFactory(officer__convening__status=status)
    assert set(Officer.objects.public()) == {shown.officer, of_session.officer}
    assert set(OfficerTitle.objects.public()) == {shown, of_session}


def test_an_office_is_withdrawn_with_its_convening_and_its_titles_with_it():
    titles = [OfficerTitleFactory(officer__convening__status=status) for status in Status]
    [withdrawn] = OfficerTitle.objects.withdrawn()
    assert withdrawn == titles[list(Status).index(Status.WITHDRAWN)]
    assert list(Officer.objects.withdrawn()) == [withdrawn.officer]


@pytest.mark.parametrize("number", [1, 3])
def test_officers_bring_titles_person_and_state_at_a_fixed_cost(number, django_assert_num_queries):
    officers = [OfficerFactory(entity=EntityFactory()) for _ in range(number)]
    for officer in officers:
        OfficerTitleFactory(officer=officer, title="Chair", position=1)
        OfficerTitleFactory(officer=officer, title="President", position=0)
    with django_assert_num_queries(3):
        rows = [
            ([title.title for title in officer.titles.all()], officer.person, officer.entity)
            for officer in Officer.objects.for_page().order_by("pk")
        ]
    assert rows == [
        (["President", "Chair"], officer.person, officer.entity) for officer in officers
    ]


def test_officers_serve_a_session_or_its_convening_as_a_whole():
    session = SessionFactory()
    beside = SessionFactory(convening=session.convening)
    of_session = OfficerFactory(convening=session.convening, session=session)
    of_convening = OfficerFactory(convening=session.convening)
    OfficerFactory(convening=session.convening, session=beside)
    OfficerFactory()
    serving = Officer.objects.serving(session, session.convening)
    assert set(serving) == {of_session, of_convening}


def test_officers_of_the_latest_convening_come_first():
    old = OfficerFactory(convening__starts_on=date(2010, 6, 28))
    convening = ConveningFactory(starts_on=date(2021, 9, 6))
    second = OfficerFactory(convening=convening, position=2)
    first = OfficerFactory(convening=convening, position=1)
    assert list(Officer.objects.newest_first()) == [first, second, old]
