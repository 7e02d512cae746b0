"""The index is at any time what building it anew would make of it, and holds nothing hidden."""

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from delegations.models import Delegation, Entity, EntityName, OfficerTitle, Statement
from meetings.models import Body, Convening, Document, Topic
from meetings.records.domain import editions
from meetings.records.domain.journal import bulk_changed, bulk_created, present
from meetings.records.domain.publication import publish, withdraw
from meetings.records.domain.undo import undo
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    ConveningFactory,
    EntityFactory,
    EntityNameFactory,
    ParticipantFactory,
    SessionFactory,
    StatementFactory,
    TopicFactory,
)
from tests.support.hidden import Hidden
from tests.support.worlds import World, grow
from uncac_portal.search import indexing, watching
from uncac_portal.search.analyzer import STEM
from uncac_portal.search.engines import engine_of
from uncac_portal.search.indexing import rebuild
from uncac_portal.search.models import Entry

pytestmark = pytest.mark.django_db

WORDS = {
    "sqlite": "SELECT rowid, title || ' | ' || body FROM search_words",
    "postgresql": "SELECT rowid, search_words::text FROM search_words",
}


@pytest.fixture(scope="module")
def grown(django_db_setup, django_db_blocker):
    """A world beside what is hidden, indexed once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        with editions.raised_once():
            world = grow(2)
            for status in (Status.DRAFT, Status.WITHDRAWN):
                Hidden(world, status)
        rebuild()
        yield {name: (type(record), record.pk) for name, record in vars(world).items()}
        transaction.set_rollback(True)


@pytest.fixture
def world(grown):
    """Its records as they are in the database."""
    return World(**{name: model.objects.get(pk=pk) for name, (model, pk) in grown.items()})


def whole_index():
    """Every entry with its day, words, names and facets."""
    with connection.cursor() as cursor:
        cursor.execute(WORDS[connection.vendor])
        words = dict(cursor.fetchall())
    entries = Entry.objects.prefetch_related("names", "facets")
    rows = {
        (entry.kind, entry.record_id): (
            entry.day,
            words.pop(entry.pk),
            sorted(name.key for name in entry.names.all()),
            sorted(str(facet) for facet in entry.facets.all()),
            entry.profile,
        )
        for entry in entries
    }
    assert words == {}
    return rows


def test_nothing_hidden_is_in_the_index(world):
    # The Secretariat is no secret; in Spanish its stem is.
    assert re.findall("(?<!_es_)secret(?!ar)", str(whole_index()).casefold()) == []


def test_nobody_who_only_took_part_or_spoke_is_in_the_index(world):
    with editions.raised_once():
        participant = ParticipantFactory(
            delegation=world.statement.delegation, person__name="Zebulon", title="Quartermaster"
        )
        world.statement.speaker = participant.person
        world.statement.save()
    assert "zebulon" not in str(whole_index())
    assert "quartermaster" not in str(whole_index())


def renamed_entity(world):
    world.state.name_en = "Newland"
    world.state.save()


def former_name_added_and_taken_away(world):
    EntityNameFactory(entity=world.state, name_en="Oldland", position=9)
    EntityName.objects.filter(entity=world.state).first().delete()


def convening_moved(world):
    world.convening.starts_on += timedelta(days=400)
    world.convening.ends_on = None
    world.convening.city_en = "Doha"
    world.convening.save()


def session_moved_to_another_convening(world):
    world.session.convening = ConveningFactory(starts_on=date(2019, 1, 7))
    world.session.save()


def item_moved_to_another_session(world):
    world.item.session = SessionFactory(convening=world.convening)
    world.item.save()


def topic_renamed(world):
    world.topic.name_en = "Something else"
    world.topic.save()


def topic_moved(world):
    world.topic.parent = TopicFactory(name_en="Above")
    world.topic.save()


def topics_set(world):
    world.item.topics.set([TopicFactory(name_en="Beyond")])
    world.statement.topics.clear()


def topics_set_from_the_other_side(world):
    world.topic.items.remove(world.item)
    world.topic.documents.clear()
    world.topic.statements.add(StatementFactory())


def articles_cleared(world):
    world.article.items.clear()


def sessions_of_document_changed(world):
    world.document.sessions.set([SessionFactory()])


def convening_withdrawn(world):
    withdraw([world.convening])


def convening_published(world):
    publish([Convening.objects.filter(status=Status.DRAFT).first()])


def body_withdrawn_in_bulk(world):
    Body.objects.filter(pk=world.body.pk).update(status=Status.WITHDRAWN)


def topics_hidden_in_bulk(world):
    Topic.objects.all().update(status=Status.DRAFT)


def statements_written_in_bulk(world):
    said = {"delegation": world.statement.delegation, "status": Status.PUBLISHED}
    Statement.objects.bulk_create([Statement(**said, summary_en="In bulk") for _ in range(3)])


def convening_made_an_example(world):
    world.convening.is_example = True
    world.convening.save()


def written_as_imports_do_and_undone(world):
    entity, topic = EntityFactory(name_en="Atlantis"), TopicFactory()
    delegation = Delegation(convening=world.convening, entity=entity)
    world.item.title_en = "Recovery of pearls"
    with editions.raised_once():
        bulk_created([delegation])
        bulk_changed([world.item], ["title_en"], many={"topics": [[topic.pk]]})
        first = present()
    made = whole_index()
    assert ("pearl" in str(made), ("delegations", delegation.pk) in made) == (True, True)
    again = undo(first, by=None)
    assert "pearl" not in str(whole_index())
    undo(again, by=None)  # which brings all of it back
    assert whole_index().keys() == made.keys()


def item_deleted_with_its_statements(world):
    with editions.raised_once():
        Statement.objects.filter(item=world.item).delete()
        world.item.delete()


def session_deleted(world):
    session = AgendaItemFactory(session__convening=world.convening, topics=[TopicFactory()]).session
    session.delete()


def documents_and_titles_deleted(world):
    Document.objects.exclude(parent=None).filter(additions=None).delete()
    OfficerTitle.objects.all().delete()


def several_at_once(world):
    with editions.raised_once():
        topic_renamed(world)
        session_moved_to_another_convening(world)
        Entity.objects.filter(pk=world.organization.pk).update(name_en="Updated")
        StatementFactory(delegation=world.statement.delegation, item=None)


WAYS = [
    renamed_entity,
    former_name_added_and_taken_away,
    convening_moved,
    session_moved_to_another_convening,
    item_moved_to_another_session,
    topic_renamed,
    topic_moved,
    topics_set,
    topics_set_from_the_other_side,
    articles_cleared,
    sessions_of_document_changed,
    convening_withdrawn,
    convening_published,
    body_withdrawn_in_bulk,
    topics_hidden_in_bulk,
    statements_written_in_bulk,
    convening_made_an_example,
    item_deleted_with_its_statements,
    session_deleted,
    documents_and_titles_deleted,
    several_at_once,
    written_as_imports_do_and_undone,
]


@pytest.mark.parametrize("write", WAYS, ids=[way.__name__ for way in WAYS])
def test_the_index_is_what_building_it_anew_would_make_of_it(write, world):
    before = whole_index()
    write(world)
    kept = whole_index()
    rebuild()
    assert kept == whole_index()
    assert kept != before


def names_changed_and_topic_refused(world):
    former_name_added_and_taken_away(world)
    world.topic.save()


def test_a_change_that_fails_leaves_the_index_as_it_was(world):
    before = whole_index()
    world.topic.parent = world.topic  # which the database refuses, once the rest is written
    with pytest.raises(IntegrityError), editions.raised_once():
        names_changed_and_topic_refused(world)
    assert whole_index() == before


def known_words():
    """The words of the index and how many entries have each, stems left out."""
    found = engine_of("default").vocabulary("", "default")
    return sorted(pair for pair in found if not pair[0].startswith(STEM))


def test_the_list_of_words_is_what_the_entries_have(world):
    several_at_once(world)
    convening_withdrawn(world)
    kept = known_words()
    rebuild()
    assert kept == known_words()
    assert "updated" in dict(kept)


def test_nothing_is_noted_of_a_change_that_failed(world):
    world.topic.parent = world.topic
    with pytest.raises(IntegrityError), editions.raised_once():
        names_changed_and_topic_refused(world)
    assert not watching._noted.get()


def test_an_index_by_other_code_or_other_libraries_is_not_current(world, monkeypatch):
    places = {str(path.relative_to(settings.BASE_DIR)) for path in indexing.decisive_files()}
    assert places > {
        "meetings/records/facets.py",
        "meetings/domain/naming.py",
        "delegations/filters/statements.py",
        "delegations/enums.py",
        "uncac_portal/search/engines/sqlite.py",
        "uncac_portal/locale/fr/LC_MESSAGES/django.po",
    }
    assert not [place for place in places if "migrations" in place]
    rebuild()
    assert indexing.is_current()
    monkeypatch.setattr(indexing, "version", lambda library: f"{library} 99")
    assert not indexing.is_current()


def test_building_the_index_raises_the_edition(world):
    number = editions.current()
    rebuild()
    assert editions.current() == number + 1
