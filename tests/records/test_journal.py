"""The journal: every change as one entry, with who made it, by which way, and where."""

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.urls import reverse

from meetings.models import AgendaItem, Convening, Session
from meetings.records.domain import editions, journal
from meetings.records.enums import Level, Way
from meetings.records.models import JournalEntry
from tests.factories import (
    AgendaItemFactory,
    DocumentFactory,
    SessionFactory,
    TopicFactory,
)
from tests.support.admin import Form, page_of
from tests.support.html import parse
from uncac_portal.access.models import Role

pytestmark = pytest.mark.django_db

JOURNAL = "/admin/records/journalentry/"


def places(entry) -> list[int]:
    return sorted(entry.places.values_list("convening_id", flat=True))


def staff(name: str, level: Level, body=None) -> User:
    user = User.objects.create_user(name, is_staff=True)
    Role.objects.create(user=user, level=level, body=body)
    return user


def page(client, address: str, **query):
    answer = client.get(address, query)
    assert answer.status_code == 200
    return parse(answer.content.decode())


def test_a_form_is_one_entry_that_tells_who_how_why_what_and_where(admin_client, admin_user):
    session = SessionFactory()
    item, untouched = AgendaItemFactory(session=session), AgendaItemFactory()
    topics = [TopicFactory(), TopicFactory()]
    form = Form(admin_client, page_of(session, "change"))
    form.row("items", 0, title_en="Prevention").set(change_reason="Misread")
    assert form.send() == {}
    form = Form(admin_client, page_of(item, "change")).set(topics=[t.pk for t in topics])
    assert form.send() == {}

    second, first = JournalEntry.objects.all()
    assert (first.by, first.way, first.detail, first.reason) == (
        admin_user,
        Way.FORM,
        "",
        "Misread",
    )
    assert first.written == {"meetings.agendaitem": {"~": 1}}
    assert second.written == {"meetings.agendaitem": {"~": 1}}
    assert places(first) == places(second) == [session.convening_id]
    assert [row.journal for row in item.history.order_by("history_id")] == [None, first, second]
    assert untouched.history.get().journal is None


def test_what_is_refused_or_changes_nothing_leaves_no_entry(admin_client):
    item = AgendaItemFactory()
    form = Form(admin_client, page_of(item, "change"))
    assert form.set(title_en="").send() != {}
    assert Form(admin_client, page_of(item, "change")).send() == {}
    with editions.raised_once():
        assert journal.present() is None
    assert not JournalEntry.objects.exists()


def test_the_outermost_block_says_how_a_change_was_made():
    binh = User.objects.create_user("binh")
    with (
        journal.made(Way.IMPORT, by=binh, detail="participants.xlsx", reason="From Indico"),
        editions.raised_once(),
        journal.made(Way.COPY, detail="not told"),
    ):
        item = AgendaItemFactory()
    entry = JournalEntry.objects.get()
    row = item.history.get()
    assert (entry.way, entry.by, entry.detail) == (Way.IMPORT, binh, "participants.xlsx")
    assert (row.journal, row.history_user, row.history_change_reason) == (
        entry,
        binh,
        "From Indico",
    )


def test_a_part_that_was_rolled_back_takes_nothing_of_the_rest_with_it():
    first = AgendaItemFactory()
    with editions.raised_once():
        with pytest.raises(IntegrityError), transaction.atomic():
            [AgendaItemFactory(session=first.session, number=n) for n in ("99", first.number)]
        kept = AgendaItemFactory(session=first.session)
    entry = JournalEntry.objects.get()
    assert kept.history.get().journal == entry
    assert entry.written == {"meetings.agendaitem": {"+": 1}}


def test_what_moved_or_was_deleted_is_told_at_both_places():
    here, there, gone = (SessionFactory(), SessionFactory(), SessionFactory())
    paper = DocumentFactory(sessions=[here])
    item = AgendaItemFactory(session=gone)
    with editions.raised_once():
        session, before = Session.objects.get(pk=here.pk), here.convening_id
        session.convening = there.convening
        session.save()
        paper.sessions.add(there)
        lost = gone.convening_id
        item.delete()
        Session.objects.get(pk=gone.pk).delete()
        Convening.objects.get(pk=lost).delete()
    assert places(JournalEntry.objects.get()) == sorted({before, there.convening_id, lost})


def test_records_written_in_bulk_have_their_history_links_and_entry(django_assert_max_num_queries):
    session, topic = SessionFactory(), TopicFactory()
    items = [
        AgendaItem(session=session, number=str(n), slug=str(n), title=f"Item {n}")
        for n in range(1, 61)
    ]
    with (
        django_assert_max_num_queries(70),
        journal.made(Way.IMPORT, detail="agenda.csv"),
        editions.raised_once(),
    ):
        journal.bulk_created(items, many={"topics": [[topic.pk]] * 60})
        for item in items[:30]:
            item.annotation = "Adopted"
        journal.bulk_changed(items[:30], ["annotation"])
    entry = JournalEntry.objects.get()
    assert entry.written == {"meetings.agendaitem": {"+": 60, "~": 30}}
    latest = items[0].history.order_by("-history_id").first()
    assert (latest.annotation, latest.history_type, latest.journal) == ("Adopted", "~", entry)
    assert [through.topic for through in latest.topics.all()] == [topic]
    assert [item.annotation for item in AgendaItem.objects.order_by("pk")[29:31]] == ["Adopted", ""]


def test_the_journal_is_filtered_by_person_way_and_convening(admin_client, admin_user):
    here, there = AgendaItemFactory(), AgendaItemFactory()
    assert Form(admin_client, page_of(here, "change")).set(title_en="Ours").send() == {}
    with journal.made(Way.PASTE), editions.raised_once():
        there.delete()
    pasted, mine = JournalEntry.objects.all()

    def shown(**query):
        answer = admin_client.get(JOURNAL, query)
        assert answer.status_code == 200
        return [entry.pk for entry in answer.context["cl"].result_list]

    assert shown() == [pasted.pk, mine.pk]
    assert shown(by__id__exact=admin_user.pk) == [mine.pk]
    assert shown(way__exact="paste") == [pasted.pk]
    assert shown(convening=here.session.convening_id) == [mine.pk]
    assert shown(record=f"meetings.session-{here.session_id}") == [mine.pk]
    for nonsense in ("x", "9" * 30, "\x00"):
        assert shown(convening=nonsense) == []
        assert shown(record=nonsense) == []
    told = page(admin_client, f"{JOURNAL}{mine.pk}/change/").one("table", **{"class": "told"})
    assert "Ours" in told.text


def test_a_reader_sees_of_the_journal_what_is_within_reach(client):
    near, far = AgendaItemFactory(), AgendaItemFactory()
    with editions.raised_once():
        AgendaItem.objects.get(pk=near.pk).save()
        AgendaItem.objects.get(pk=far.pk).save()
    both = JournalEntry.objects.get()
    with editions.raised_once():
        AgendaItem.objects.get(pk=far.pk).save()
    theirs = JournalEntry.objects.exclude(pk=both.pk).get()
    client.force_login(staff("viewer", Level.VIEWER, near.session.body))

    listed = client.get(JOURNAL).content.decode()
    assert f"/{both.pk}/change/" in listed
    assert f"/{theirs.pk}/change/" not in listed
    shown = client.get(f"{JOURNAL}{both.pk}/change/").content.decode()
    assert page_of(near, "history") in shown
    assert page_of(far, "history") not in shown
    assert client.get(f"{JOURNAL}{theirs.pk}/change/").status_code == 404


def test_nobody_changes_or_deletes_what_the_journal_says(admin_client):
    with editions.raised_once():
        AgendaItemFactory()
    entry = JournalEntry.objects.get()
    for address in ("add/", f"{entry.pk}/delete/"):
        assert admin_client.post(f"{JOURNAL}{address}", {"post": "yes"}).status_code == 403
    admin_client.post(f"{JOURNAL}{entry.pk}/change/", {"way": "paste"})
    admin_client.post(
        JOURNAL, {"action": "delete_selected", "_selected_action": entry.pk, "post": "yes"}
    )
    entry.refresh_from_db()
    assert entry.way == Way.COMMAND


def test_the_page_of_an_entry_costs_the_same_for_one_record_and_for_many(
    admin_client, django_assert_max_num_queries
):
    session = SessionFactory()
    with editions.raised_once():
        journal.bulk_created(
            [AgendaItem(session=session, slug=str(n), title=str(n)) for n in range(120)]
        )
    entry = JournalEntry.objects.get()
    with django_assert_max_num_queries(25):
        shown = page(admin_client, f"{JOURNAL}{entry.pk}/change/", p=2)
    assert len(shown.one("table", **{"class": "told"}).all("tr")) == 51
    assert page(admin_client, f"{JOURNAL}{entry.pk}/change/", p="x", kind="no.such")
    convening = session.convening
    assert admin_client.get(
        reverse("admin:meetings_convening_journal", args=[convening.pk])
    ).url == (f"{JOURNAL}?convening={convening.pk}")
