"""Publishing at a set time: done by a command or by the first reader, once, in nobody's way."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from threading import Barrier, Thread
from unittest.mock import patch

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from meetings.models import Convening, Document
from meetings.records.domain import editions, publication, scheduling
from meetings.records.domain.publication import Refused
from meetings.records.domain.scheduling import call_off, schedule
from meetings.records.enums import Level, Status, Way
from meetings.records.models import Edition, JournalEntry, ScheduledMove, StatusMove
from tests.factories import BodyFactory, ConveningFactory, DocumentFactory, SessionFactory
from tests.support.admin import page_of
from tests.support.html import read
from tests.support.weeks import colleague

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def publisher():
    return colleague("publisher", (Level.PUBLISHER, None))


@pytest.fixture
def draft(clock):
    return ConveningFactory(status=Status.DRAFT, slug="week")


def at_noon(record, by, to=Status.PUBLISHED, **more):
    return schedule(record, "status", to, NOON, by=by, **more)


def outcomes():
    return list(ScheduledMove.objects.order_by("pk").values_list("outcome", flat=True))


def test_the_first_reader_after_the_time_finds_it_published(
    client, clock, draft, publisher, django_assert_num_queries
):
    at_noon(draft, publisher, reason="As agreed")
    before = client.get("/meetings/")
    edition = editions.current()
    assert client.get("/meetings/week/").status_code == 404
    with django_assert_num_queries(1):
        again = client.get("/meetings/", headers={"If-None-Match": before["ETag"]})
    assert again.status_code == 304
    clock.move_to(NOON)
    renewed = client.get("/meetings/", headers={"If-None-Match": before["ETag"]})
    assert (renewed.status_code, client.get("/meetings/week/").status_code) == (200, 200)
    move = StatusMove.objects.get()
    assert (move.after, move.by, move.reason, move.made_at) == (
        Status.PUBLISHED, publisher, "As agreed", NOON,
    )  # fmt: skip
    assert JournalEntry.objects.first().way == Way.SCHEDULE
    assert (editions.current(), editions.present().next_due_at) == (edition + 1, None)
    with django_assert_num_queries(1):
        client.get("/meetings/", headers={"If-None-Match": renewed["ETag"]})


def test_the_command_does_what_is_due_and_leaves_what_is_not(client, clock, draft, publisher):
    later = DocumentFactory(status=Status.DRAFT)
    schedule(later, "status", Status.PUBLISHED, NOON + timedelta(hours=1), by=publisher)
    at_noon(draft, publisher)
    assert Edition.objects.get().next_due_at == NOON
    clock.move_to(NOON + timedelta(minutes=5))
    assert client.get("/health/").json() == {"status": "ok", "edition": editions.current()}
    said = StringIO()
    call_command("publish_due", stdout=said)
    assert said.getvalue() == f"{draft}, status: published\n"
    assert list(Convening.objects.public()) == [draft]
    assert list(Document.objects.public()) == []
    assert Edition.objects.get().next_due_at == NOON + timedelta(hours=1)
    clock.move_to(NOON + timedelta(hours=2))
    assert client.get("/health/").json()["overdue"] is True


def test_it_is_done_as_set_though_whoever_set_it_is_gone(client, clock, draft, publisher):
    at_noon(draft, publisher)
    publisher.delete()
    draft.city = "Hanoi"
    draft.save()
    clock.move_to(NOON)
    assert "Hanoi" in client.get("/meetings/week/").content.decode()
    assert outcomes() == [""]


def test_what_was_done_by_hand_or_deleted_meanwhile_is_left_alone(client, clock, draft, publisher):
    again = DocumentFactory(status=Status.WITHDRAWN)
    gone = DocumentFactory(status=Status.DRAFT)
    elsewhere = DocumentFactory(status=Status.DRAFT)
    for record in (draft, again, gone, elsewhere):
        at_noon(record, publisher)
    publication.publish([draft])
    publication.withdraw([draft])
    gone.delete()
    Document.objects.filter(pk=elsewhere.pk).update(status=Status.PUBLISHED)
    clock.move_to(NOON)
    assert client.get("/meetings/week/").status_code == 410
    assert outcomes() == [
        "Called off: it was published by hand before.",
        "",
        "Not done: the record was deleted.",
        "Not done: It is published already.",
    ]
    assert set(Document.objects.public()) == {again, elsewhere}


def test_only_who_may_publish_sets_a_time_changes_it_and_calls_it_off(clock, draft, publisher):
    SessionFactory(convening=draft, body=(body := BodyFactory()))
    editor = colleague("editor", (Level.EDITOR, body))
    for refused, words in [
        (lambda: at_noon(draft, editor), "publisher of every body"),
        (lambda: at_noon(draft, publisher, Status.WITHDRAWN), "Only what is published"),
        (lambda: at_noon(draft, publisher, Status.IN_REVIEW), "Only publishing and withdrawing"),
        (lambda: schedule(draft, "status", "published", NOW, by=publisher), "past"),
        (lambda: schedule(draft, "status", "published", datetime(2030, 1, 1, tzinfo=UTC), by=None),
         "two years"),
    ]:  # fmt: skip
        with pytest.raises(Refused, match=words):
            refused()
    at_noon(draft, publisher)
    schedule(draft, "status", Status.PUBLISHED, NOON - timedelta(hours=1), by=publisher)
    assert Edition.objects.get().next_due_at == NOON - timedelta(hours=1)
    with pytest.raises(Refused):
        call_off(draft, "status", by=editor)
    call_off(draft, "status", by=publisher)
    assert (outcomes(), Edition.objects.get().next_due_at) == (["Called off by publisher."], None)


def test_the_pages_of_staff_set_the_time_by_the_clock_of_the_place(admin_client, clock):
    draft = ConveningFactory(status=Status.DRAFT, time_zone="Asia/Ho_Chi_Minh")
    address = f"{page_of(draft, 'publication')}?part=status&to=published"
    for wrong in ("", "nonsense", "0001-01-01T00:00", "9999-12-31T23:59", "2026-03-02T15:59"):
        answer = admin_client.post(address, {"when": "later", "due_at": wrong})
        assert list(answer.context["form"].errors) == ["due_at"], wrong
    sent = {"when": "later", "due_at": "2026-03-02T19:00"}
    assert admin_client.post(address, sent).status_code == 302
    assert ScheduledMove.objects.get().due_at == NOON
    panel = read(admin_client, page_of(draft, "change")).one("section", class_="publication")
    told = panel.one("div", class_="publication-scheduled").text
    assert "To be published on 2 March 2026, 19:00 (Asia/Ho_Chi_Minh) set by admin" in told
    assert "was changed since" not in told
    clock.shift(60)
    draft.save()
    panel = read(admin_client, page_of(draft, "change")).one("section", class_="publication")
    assert "It will be published as it is then." in panel.text
    form = read(admin_client, address)
    assert form.one("input", name="due_at")["value"] == "2026-03-02T19:00"
    admin_client.post(page_of(draft, "publication"), {"call_off": "status"})
    assert outcomes() == ["Called off by admin."]


def test_no_failure_stands_in_the_way_of_a_reader(client, clock, draft, publisher, caplog):
    paper = DocumentFactory(status=Status.DRAFT)
    at_noon(draft, publisher)
    at_noon(paper, publisher)
    clock.move_to(NOON)

    def fail(record, *args, **options):
        if record == draft:
            raise ZeroDivisionError
        raise OperationalError("deadlock")

    with patch.object(scheduling, "move", fail):
        assert client.get("/meetings/").status_code == 200
    assert outcomes() == ["It failed; the log of the portal says why.", ""]
    assert [record.levelname for record in caplog.records].count("ERROR") == 2
    assert (list(Convening.objects.public()), list(Document.objects.public())) == ([], [])
    clock.move_to(NOON + timedelta(seconds=59))
    client.get("/meetings/")
    assert list(Document.objects.public()) == []
    clock.move_to(NOON + timedelta(seconds=61))
    client.get("/meetings/")
    assert (list(Convening.objects.public()), list(Document.objects.public())) == ([], [paper])


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_readers_at_the_due_moment_both_find_it_published_once():
    draft = ConveningFactory(status=Status.DRAFT, slug="week")
    schedule(draft, "status", Status.PUBLISHED, timezone.now() + timedelta(hours=1), by=None)
    past = timezone.now() - timedelta(seconds=1)
    ScheduledMove.objects.update(due_at=past)
    Edition.objects.update(next_due_at=past)
    edition = editions.current()
    start, answers = Barrier(4), []

    def ask():
        start.wait()
        answers.append(Client().get("/meetings/week/").status_code)
        connection.close()

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200, 200, 200, 200]
    assert (StatusMove.objects.count(), editions.current()) == (1, edition + 1)
