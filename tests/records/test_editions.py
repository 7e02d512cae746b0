"""The edition goes up by every way to write a record, and by nothing else."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.db import transaction

from meetings.models import Convening, Session
from meetings.records.domain import editions
from meetings.records.models import Citation, Edition, SeededRecord
from meetings.records.signals import change_settled
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    CitationFactory,
    ConveningFactory,
    SessionFactory,
    SourceFactory,
    TopicFactory,
)
from tests.support.refusals import refusals, refused_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def raised():
    """How far the edition has gone up since the test asked last: `raised()`."""
    last = editions.current()

    def since_last_asked():
        nonlocal last
        before, last = last, editions.current()
        return last - before

    return since_last_asked


# The number itself


def test_the_first_change_makes_the_first_edition():
    assert editions.current() == 0
    ConveningFactory()
    assert editions.current() == 1
    ConveningFactory()
    assert editions.current() == 2


def test_there_is_one_edition_only():
    editions.raise_edition()
    second = Edition(id=2)
    assert refusals(second) == {"__all__": ["Constraint “one_edition_only” is violated."]}
    assert refused_by(second) == "one_edition_only"
    assert list(Edition.objects.values_list("number", flat=True)) == [1]


def test_an_entry_of_the_fixtures_is_seeded_once():
    SeededRecord.objects.create(model="meetings.body", key="irg", digest="a", record_id=1)
    again = SeededRecord(model="meetings.body", key="irg", digest="b", record_id=2)
    namesake = SeededRecord(model="meetings.topic", key="irg", digest="c", record_id=3)
    assert list(refusals(again)) == ["__all__"]
    assert refused_by(again) == "seeded_once_per_key"
    assert refusals(namesake) == {}


# Every way to write


def test_creating_changing_and_deleting_each_raise_the_edition_by_one(raised):
    convening = ConveningFactory()
    assert raised() == 1
    convening.city = "Doha"
    convening.save()
    assert raised() == 1
    convening.delete()
    assert raised() == 1


def test_changing_many_at_once_raises_the_edition_by_one(raised):
    ConveningFactory()
    ConveningFactory()
    raised()
    assert Convening.objects.update(city="Doha") == 2
    assert raised() == 1


def test_creating_many_at_once_raises_the_edition_by_one(raised):
    Convening.objects.bulk_create(ConveningFactory.build_batch(3))
    assert raised() == 1
    assert Convening.objects.count() == 3


def test_changing_each_of_many_at_once_raises_the_edition_by_one(raised):
    convenings = ConveningFactory.create_batch(3)
    for number, convening in enumerate(convenings):
        convening.venue = f"Building {number}"
    raised()
    assert Convening.objects.bulk_update(convenings, ["venue"]) == 3
    assert raised() == 1


def test_deleting_many_at_once_raises_the_edition_by_one(raised):
    ConveningFactory.create_batch(3)
    raised()
    Convening.objects.all().delete()
    assert raised() == 1
    assert Convening.objects.count() == 0


def test_what_goes_with_a_deleted_record_raises_the_edition_by_one(raised):
    item = AgendaItemFactory()
    raised()
    item.session.delete()
    assert raised() == 1


def test_adding_to_removing_from_setting_and_clearing_relations_raise_the_edition(raised):
    item, topic, other = AgendaItemFactory(), TopicFactory(), TopicFactory()
    raised()
    item.topics.add(topic)
    assert raised() == 1
    item.topics.remove(topic)
    assert raised() == 1
    item.topics.set([topic, other])
    assert raised() == 1
    item.topics.clear()
    assert raised() == 1


def test_relations_raise_the_edition_from_their_other_end_too(raised):
    item, topic = AgendaItemFactory(), TopicFactory()
    raised()
    topic.items.add(item)
    assert raised() == 1
    topic.items.remove(item)
    assert raised() == 1
    topic.items.add(item)
    raised()
    topic.items.clear()
    assert raised() == 1


def test_items_considered_together_raise_the_edition(raised):
    item, other = AgendaItemFactory(), AgendaItemFactory()
    raised()
    item.considered_with.add(other)
    assert raised() > 0


def test_moving_a_session_to_another_convening_raises_the_edition(raised):
    session, convening = SessionFactory(), ConveningFactory()
    raised()
    convening.sessions.add(session)
    assert raised() == 1
    assert Session.objects.get().convening == convening


def test_citations_raise_the_edition_however_they_are_written(raised):
    convening, other, source = ConveningFactory(), ConveningFactory(), SourceFactory()
    raised()
    citation = convening.citations.create(source=source)
    assert raised() == 1
    other.citations.add(citation)
    assert raised() == 1
    Citation.objects.update(locator="para. 3")
    assert raised() == 1
    other.citations.clear()
    assert raised() > 0
    assert Citation.objects.count() == 0


# What leaves it


def test_reading_leaves_the_edition(raised):
    CitationFactory(record=ConveningFactory())
    raised()
    list(Convening.objects.public())
    Convening.objects.get_or_create(slug=Convening.objects.get().slug)
    assert raised() == 0


def test_writing_nothing_leaves_the_edition(raised):
    item, topic = AgendaItemFactory(), TopicFactory()
    item.topics.add(topic)
    raised()
    Convening.objects.filter(city="Atlantis").update(city="Doha")
    Convening.objects.bulk_create([])
    Convening.objects.bulk_update([], ["city"])
    item.topics.add(topic)
    item.topics.set([topic])
    assert raised() == 0


def test_what_is_no_record_leaves_the_edition(raised):
    user = User.objects.create_user("staff")
    group = Group.objects.create(name="Secretariat")
    user.groups.add(group)
    group.permissions.add(Permission.objects.first())
    user.delete()
    SeededRecord.objects.create(model="meetings.body", key="irg", digest="a", record_id=1)
    assert raised() == 0


def test_a_change_that_is_rolled_back_leaves_the_edition():
    ConveningFactory()
    before = editions.current()
    with transaction.atomic():
        ConveningFactory()
        Convening.objects.update(city="Doha")
        assert editions.current() == before + 2
        transaction.set_rollback(True)
    assert editions.current() == before


def test_a_change_that_the_database_refuses_leaves_the_edition(raised):
    session, other = SessionFactory(), SessionFactory()
    other.slug = session.slug
    raised()
    assert refused_by(other) == "slug"
    assert raised() == 0


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_settled_is_not_written():
    def refuse(**_signal):
        raise RuntimeError

    change_settled.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            ConveningFactory()
    finally:
        change_settled.disconnect(refuse)
    assert (Convening.objects.count(), editions.current()) == (0, 0)


# Many changes, one edition


def test_a_change_is_told_once_with_every_record_that_was_written(raised):
    told = []

    def note(records, **_signal):
        told.append([type(record).__name__ for record in records])
        TopicFactory()

    change_settled.connect(note)
    try:
        convening = ConveningFactory()
        with editions.raised_once():
            AgendaItemFactory(session__convening=convening, session__body=BodyFactory())
            Convening.objects.update(city="Doha")
        convening.sessions.all().delete()
    finally:
        change_settled.disconnect(note)
    written_together = ["Body", "Session", "AgendaItem"]
    assert told == [["Convening"], written_together, ["AgendaItem", "Session"]]
    assert raised() == 3


def test_many_changes_in_one_go_make_one_edition(raised):
    with editions.raised_once():
        item = AgendaItemFactory()
        item.topics.add(TopicFactory())
        Convening.objects.update(city="Doha")
        item.delete()
        assert raised() == 0
    assert raised() == 1


def test_no_change_in_one_go_makes_no_edition(raised):
    with editions.raised_once():
        list(Convening.objects.all())
    assert raised() == 0


def test_one_go_inside_another_makes_one_edition(raised):
    with editions.raised_once():
        ConveningFactory()
        with editions.raised_once():
            ConveningFactory()
        ConveningFactory()
    assert raised() == 1


def test_a_go_that_fails_leaves_the_record_and_the_edition_and_the_next_change_counts(raised):
    with pytest.raises(ValidationError), editions.raised_once():
        ConveningFactory(country="at").full_clean()
    assert raised() == 0
    assert Convening.objects.count() == 0
    ConveningFactory()
    assert raised() == 1
