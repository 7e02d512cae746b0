"""Every way in which the record is written, for tests of what follows from it.

A way prepares what it needs, yields, and then makes one change, in which `text` is to be read on
public pages wherever the way can write one.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core import serializers
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from delegations.domain import personal_data
from meetings.domain import copying
from meetings.domain.copies import WantedSession, Wishes
from meetings.models import AgendaItem, Convening, Topic
from meetings.records.domain import editions, journal, publication, scheduling
from meetings.records.domain.restoring import deleted_rows, restore
from meetings.records.domain.seeding import seed
from meetings.records.domain.undo import undo
from meetings.records.enums import Status
from meetings.records.models import Edition, JournalEntry, ScheduledMove
from tests.factories import (
    AgendaItemFactory,
    DelegationFactory,
    ParticipantFactory,
    PersonFactory,
    SessionFactory,
    TopicFactory,
)
from tests.support import sheets
from tests.support.admin import Form, page_of
from tests.support.admin_walk import sent_by
from tests.support.entries import body, week
from tests.support.hands import WAYS, Hand, a_way
from uncac_portal.search.indexing import rebuild

__all__ = ["WAYS"]

# Record by record


@a_way
def entering(hand: Hand, text: str) -> Iterator[None]:
    yield
    Topic.objects.create(name_en=text, slug=f"entered-{Topic.objects.count()}", status="published")


@a_way
def saving(hand: Hand, text: str) -> Iterator[None]:
    hand.convening.refresh_from_db()
    yield
    hand.convening.venue_en = text
    hand.convening.save()


@a_way
def saving_a_status(hand: Hand, text: str) -> Iterator[None]:
    topic = TopicFactory(status=Status.DRAFT, name_en=text)
    yield
    topic.status = Status.PUBLISHED
    topic.save()


@a_way
def deleting_with_what_hangs_on_it(hand: Hand, text: str) -> Iterator[None]:
    session = SessionFactory()
    AgendaItemFactory.create_batch(2, session=session)
    yield
    session.delete()


@a_way
def getting_or_entering(hand: Hand, text: str) -> Iterator[None]:
    yield
    slug = f"got-{Topic.objects.count()}"
    Topic.objects.get_or_create(slug=slug, defaults={"name_en": text, "status": "published"})


@a_way
def changing_or_entering(hand: Hand, text: str) -> Iterator[None]:
    yield
    Topic.objects.update_or_create(slug=hand.topics[0].slug, defaults={"name_en": text})


# In bulk


@a_way
def changing_many(hand: Hand, text: str) -> Iterator[None]:
    yield
    AgendaItem.objects.update(title_en=text)


@a_way
def changing_each_of_many(hand: Hand, text: str) -> Iterator[None]:
    for topic in hand.topics:
        topic.name_en = text
    yield
    Topic.objects.bulk_update(hand.topics, ["name_en"], batch_size=1)


@a_way
def entering_many(hand: Hand, text: str) -> Iterator[None]:
    number = Topic.objects.count()
    topics = [Topic(slug=f"topics-{number}-{n}", name_en=text, status="published") for n in (1, 2)]
    yield
    Topic.objects.bulk_create(topics)


@a_way
def entering_many_with_their_history(hand: Hand, text: str) -> Iterator[None]:
    number = Topic.objects.count()
    topics = [Topic(slug=f"kept-{number}-{n}", name_en=text, status="published") for n in (1, 2)]
    yield
    with editions.raised_once():
        journal.bulk_created(topics)


@a_way
def deleting_many(hand: Hand, text: str) -> Iterator[None]:
    keys = [topic.pk for topic in TopicFactory.create_batch(2)]
    yield
    Topic.objects.filter(pk__in=keys).delete()


# Relations


@a_way
def relating(hand: Hand, text: str) -> Iterator[None]:
    hand.item.topics.clear()
    yield
    hand.item.topics.add(*hand.topics)


@a_way
def parting(hand: Hand, text: str) -> Iterator[None]:
    hand.item.topics.set(hand.topics)
    yield
    hand.item.topics.clear()


@a_way
def moving(hand: Hand, text: str) -> Iterator[None]:
    session = SessionFactory()
    yield
    hand.convening.sessions.add(session)


# In the administration


@a_way
def a_form_with_its_rows(hand: Hand, text: str) -> Iterator[None]:
    form = Form(hand.client, page_of(hand.item, "change")).set(title_en=text)
    yield
    assert form.send() == {}


@a_way
def an_action(hand: Hand, text: str) -> Iterator[None]:
    topic = TopicFactory(status=Status.DRAFT, name_en=text)
    address = reverse("admin:meetings_topic_changelist")
    yield
    sent = {"action": "publish", "_selected_action": [topic.pk], "confirmed": "yes"}
    assert hand.client.post(address, sent).status_code == 302


@a_way
def deleting_in_the_administration(hand: Hand, text: str) -> Iterator[None]:
    topic = TopicFactory(status=Status.DRAFT)  # what was public stays
    address = page_of(topic, "delete")
    forms = sent_by(hand.client.get(address).content.decode())
    [sent] = [form for form in forms if "shown_with" in form]
    yield
    assert hand.client.post(address, sent).status_code == 302


@a_way
def an_import(hand: Hand, text: str) -> Iterator[None]:
    rows = [["State", "Name"], [hand.state.name, text]]
    new = sheets.checked(hand.convening, sheets.as_csv(rows), hand.root)
    yield
    assert sheets.written(new).added == 1


# By domain functions


@a_way
def publishing(hand: Hand, text: str) -> Iterator[None]:
    topic = TopicFactory(status=Status.DRAFT, name_en=text)
    yield
    publication.move(topic, "status", Status.PUBLISHED, by=hand.root)


@a_way
def publishing_at_a_set_time(hand: Hand, text: str) -> Iterator[None]:
    topic = TopicFactory(status=Status.DRAFT, name_en=text)
    past = timezone.now() - timedelta(seconds=1)
    ScheduledMove.objects.create(record=topic, part="status", after="published", due_at=past)
    Edition.objects.update(next_due_at=past + timedelta(hours=1))
    yield
    scheduling.settle_due()


@a_way
def restoring(hand: Hand, text: str) -> Iterator[None]:
    topic = TopicFactory(name_en=text)
    key = topic.pk
    with editions.raised_once():
        topic.delete()
    row = deleted_rows(Topic).get(id=key)
    yield
    restore(row, by=hand.root)


@a_way
def undoing(hand: Hand, text: str) -> Iterator[None]:
    with editions.raised_once():
        Topic.objects.get(pk=hand.topics[1].pk).save()
        topic = Topic.objects.get(pk=hand.topics[0].pk)
        topic.name_en = f"{topic.name_en} {text}"
        topic.save()
    entry = JournalEntry.objects.order_by("-pk")[0]
    yield
    undo(entry, by=hand.root)


@a_way
def copying_a_convening(hand: Hand, text: str) -> Iterator[None]:
    number = Convening.objects.count()
    wanted = [
        WantedSession(session, 100 + number + place)
        for place, session in enumerate(hand.convening.sessions.in_convening_order())
    ]
    first_day = date(2025, 3, 10)
    copy = copying.planned(
        hand.convening,
        Wishes(
            slug=f"next-{number}",
            starts_on=first_day,
            ends_on=first_day,
            city=text,
            venue="",
            country="US",
            time_zone="UTC",
            sessions=wanted,
        ),
    )
    yield
    copying.make(copy)


@a_way
def erasing_a_person(hand: Hand, text: str) -> Iterator[None]:
    person = PersonFactory()
    ParticipantFactory(person=person, delegation=DelegationFactory(convening=hand.convening))
    yield
    personal_data.erase(person.pk, by=hand.root)


@a_way
def seeding(hand: Hand, text: str) -> Iterator[None]:
    yield
    slug = f"seeded-{Convening.objects.count()}"
    seed([body(name_en=text), week(slug=slug, city_en=text)])


@a_way
def loading_a_fixture(hand: Hand, text: str) -> Iterator[None]:
    hand.convening.refresh_from_db()
    hand.convening.venue_en = text
    records = [hand.convening]  # each record of a fixture is a change by itself
    with TemporaryDirectory() as folder:
        path = Path(folder) / "records.json"
        path.write_text(serializers.serialize("json", records))
        yield
        call_command("loaddata", path, verbosity=0)


@a_way
def building_the_index(hand: Hand, text: str) -> Iterator[None]:
    yield
    rebuild()
