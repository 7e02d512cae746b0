"""Seeding never goes over the work of staff, and says what it left to them."""

import pytest
from django.contrib.auth.models import User

from delegations.models import Officer, OfficerTitle
from meetings.models import AgendaItem, Body, Convening, Session
from meetings.records.domain import editions
from meetings.records.domain.seeding import Outcome, seed
from meetings.records.enums import Status
from meetings.records.models import Citation, Source
from tests.factories import ConveningFactory, PersonFactory
from tests.support.entries import body, item, officer, outcomes, session, source, title, topic, week

pytestmark = pytest.mark.django_db

ADDED, CHANGED = Outcome.ADDED, Outcome.CHANGED
UNCHANGED, LEFT_TO_STAFF = Outcome.UNCHANGED, Outcome.LEFT_TO_STAFF


def by_staff(record, **values):
    """What the administration does: save, in the name of a person."""
    for name, value in values.items():
        setattr(record, name, value)
    record._history_user = User.objects.get_or_create(username="secretariat")[0]
    record.save()


def test_what_staff_changed_is_left_alone_and_said_once():
    seed([week(note_en="Ours")])
    by_staff(Convening.objects.get(), note_en="Theirs", status=Status.WITHDRAWN)
    before = editions.current()
    report = seed([week(note_en="Ours, improved")])
    assert outcomes(report) == {LEFT_TO_STAFF: 1}
    assert report.left_to_staff == ['meetings.convening ["2021-09-06-vienna"]']
    assert outcomes(seed([week(note_en="Ours, improved")])) == {UNCHANGED: 1}
    convening = Convening.objects.get()
    assert (convening.note_en, convening.status) == ("Theirs", Status.WITHDRAWN)
    assert editions.current() == before


def test_what_staff_changed_back_is_theirs_still():
    seed([week(note_en="Ours")])
    by_staff(Convening.objects.get(), note_en="Theirs")
    by_staff(Convening.objects.get(), note_en="Ours")
    assert outcomes(seed([week(note_en="Ours, improved")])) == {LEFT_TO_STAFF: 1}


def test_what_staff_deleted_stays_deleted_whether_it_has_a_natural_key_or_not():
    PersonFactory(slug="someone")
    seed([week(), officer(), body()])
    Officer.objects.get().delete()
    Body.objects.get().delete()
    assert outcomes(seed([week(), officer(), body()])) == {UNCHANGED: 3}
    report = seed([week(), officer(note_en="New"), body(name_en="New")])
    assert outcomes(report) == {UNCHANGED: 1, LEFT_TO_STAFF: 2}
    assert report.left_to_staff == ["delegations.officer chair", 'meetings.body ["irg"]']
    assert (Officer.objects.count(), Body.objects.count()) == (0, 0)


def test_what_rests_on_a_record_that_staff_deleted_is_left_with_it():
    PersonFactory(slug="someone")
    agenda = [body(), week(), session(), item("review"), item("other")]
    seed([*agenda, officer(), title()])
    Session.objects.get().delete()
    Officer.objects.get().delete()
    changed = [item("review", title_en="Another title"), title(title_en="Chair")]
    new = item("new", parent=["irg-12", "review"])
    entry = {
        "model": "meetings.programmeentry",
        "key": "panel",
        "fields": {"convening": ["2021-09-06-vienna"], "items": [["irg-12", "review"]]},
    }
    report = seed([*agenda[:3], *changed, new, entry, topic("prevention")])
    assert outcomes(report) == {UNCHANGED: 3, LEFT_TO_STAFF: 4, ADDED: 1}
    assert (AgendaItem.objects.count(), OfficerTitle.objects.count()) == (0, 0)
    again = seed([new, entry, item("new", parent=None)])
    assert outcomes(again) == {UNCHANGED: 2, LEFT_TO_STAFF: 1}


def test_what_staff_entered_first_is_theirs():
    theirs = ConveningFactory(slug="2021-09-06-vienna", city="Wien")
    assert outcomes(seed([week([{"source": "wco"}]), source()][:1])) == {LEFT_TO_STAFF: 1}
    assert outcomes(seed([week(note_en="More")])) == {LEFT_TO_STAFF: 1}
    [convening] = Convening.objects.all()
    assert (convening, convening.city_en) == (theirs, "Wien")


def test_what_belongs_to_a_record_of_staff_finds_it():
    theirs = ConveningFactory(slug="2021-09-06-vienna")
    assert outcomes(seed([body(), week(), session()])) == {ADDED: 2, LEFT_TO_STAFF: 1}
    assert Session.objects.get().convening == theirs


@pytest.mark.parametrize("deed", ["added", "changed", "deleted"])
def test_citations_that_staff_wrote_are_not_replaced(deed):
    cited = {"source": "wco", "locator": "para. 1"}
    seed([source(), week([cited])])
    convening, [ours] = Convening.objects.get(), Citation.objects.all()
    if deed == "added":
        convening.citations.create(source=Source.objects.get(), locator="theirs")
    elif deed == "changed":
        by_staff(ours, locator="theirs")
    else:
        ours.delete()
    before = sorted(Citation.objects.values_list("pk", "locator"))
    assert outcomes(seed([source(), week([cited], note_en="New")])) == {
        UNCHANGED: 1,
        LEFT_TO_STAFF: 1,
    }
    assert sorted(Citation.objects.values_list("pk", "locator")) == before
