"""People are public only through what they did in public."""

import pytest

from delegations.models import Person
from meetings.records.enums import Status
from tests.factories import (
    OfficerFactory,
    ParticipantFactory,
    PersonFactory,
    SessionFactory,
    StatementFactory,
)
from tests.support.refusals import NOT_PUBLIC, refusals, refused_by

pytestmark = pytest.mark.django_db


def test_two_people_cannot_have_one_short_name_but_may_have_one_name():
    PersonFactory(slug="nguyen-van-a", name="Nguyễn Văn A")
    namesake = PersonFactory(slug="nguyen-van-a-2", name="Nguyễn Văn A")
    assert refusals(namesake) == {}
    namesake.slug = "nguyen-van-a"
    assert refusals(namesake) == {"slug": ["Person with this Short name already exists."]}
    assert refused_by(namesake) == "slug"


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_an_office_makes_a_person_public_with_its_convening(status):
    session = SessionFactory()
    of_convening = OfficerFactory()
    of_session = OfficerFactory(convening=session.convening, session=session)
    OfficerFactory(convening__status=status)
    PersonFactory()
    assert set(Person.objects.public()) == {of_convening.person, of_session.person}


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_a_place_on_a_public_list_makes_a_person_public(status):
    shown = ParticipantFactory()
    ParticipantFactory(listed=False)
    ParticipantFactory(delegation__convening__participants_status=status)
    ParticipantFactory(delegation__convening__status=status)
    ParticipantFactory(delegation__entity__status=status)
    assert list(Person.objects.public()) == [shown.person]


def test_speaking_alone_does_not_make_a_person_public():
    speaker = PersonFactory()
    StatementFactory(speaker=speaker)
    listed = ParticipantFactory()
    StatementFactory(delegation=listed.delegation, speaker=listed.person)
    assert list(Person.objects.public()) == [listed.person]


def test_a_person_with_many_offices_and_places_stands_once():
    person = PersonFactory()
    OfficerFactory(person=person)
    OfficerFactory(person=person)
    ParticipantFactory(person=person)
    ParticipantFactory(person=person)
    assert list(Person.objects.public()) == [person]


def test_people_are_never_withdrawn_by_themselves():
    OfficerFactory(convening__status=Status.WITHDRAWN)
    assert list(Person.objects.withdrawn()) == []
