"""Bringing a deleted record back, with its parts."""

from typing import Any

import pytest

from meetings.models import AgendaItem, Document, ProgrammeEntry
from meetings.records.domain import editions
from meetings.records.domain.obstacles import Refused
from meetings.records.domain.restoring import deleted_rows, in_the_way, restore
from meetings.records.enums import Way
from meetings.records.models import Citation, JournalEntry
from tests.factories import (
    AgendaItemFactory,
    ProgrammeEntryFactory,
    SourceFactory,
    TopicFactory,
)
from tests.support.admin import page_of

pytestmark = pytest.mark.django_db

DELETED = "/admin/records/journalentry/deleted/"


def row_of(record_id: int) -> Any:
    return deleted_rows(AgendaItem).get(id=record_id)


def test_a_deleted_record_comes_back_with_its_links_and_parts_but_not_with_its_neighbours(
    admin_client, admin_user
):
    topic = TopicFactory()
    item = AgendaItemFactory(number="4", slug="4")
    item.topics.add(topic)
    part = AgendaItemFactory(session=item.session, parent=item, number="4(a)", slug="4a")
    entry = ProgrammeEntryFactory(convening=item.session.convening, items=[item])
    neighbour = AgendaItemFactory(session=item.session, number="5", slug="5")
    Citation.objects.create(record=item, source=SourceFactory())
    with editions.raised_once():
        for each in (item, neighbour):
            AgendaItem.objects.get(pk=each.pk).delete()
    row = row_of(item.pk)

    listed = admin_client.get(DELETED, {"kind": "meetings.agendaitem"}).content.decode()
    page = f"{DELETED}meetings.agendaitem/{row.pk}/"
    assert page in listed
    for nonsense in ({"kind": "x"}, {"convening": "9" * 30}, {"since": "x"}, {"kind": "\x00"}):
        assert admin_client.get(DELETED, nonsense).status_code == 200
    assert admin_client.get(f"{DELETED}no.such/1/").status_code == 404
    assert admin_client.get(f"{DELETED}meetings.agendaitem/{10**30}/").status_code == 404
    assert "Bring it back" in admin_client.get(page).content.decode()
    assert admin_client.post(page).status_code == 302

    back = AgendaItem.objects.get(pk=item.pk)
    assert (back.number, back.created_at, list(back.topics.all())) == (
        "4",
        item.created_at,
        [topic],
    )
    assert AgendaItem.objects.get(pk=part.pk).parent == back
    assert [cited.record for cited in Citation.objects.all()] == [back]
    assert not AgendaItem.objects.filter(pk=neighbour.pk).exists()
    made = JournalEntry.objects.first()
    assert (made.way, made.by) == (Way.RESTORE, admin_user)
    assert made.written["meetings.agendaitem"] == {"+": 2}
    assert admin_client.post(page).status_code == 404  # it is not deleted any more
    assert ProgrammeEntry.objects.get(pk=entry.pk)


def test_a_record_does_not_come_back_to_a_taken_number_or_without_what_it_belongs_to():
    item, orphan = AgendaItemFactory(number="4", slug="4"), AgendaItemFactory()
    numbers = item.pk, orphan.pk
    with editions.raised_once():
        item.delete()
        orphan.delete()
    with editions.raised_once():
        orphan.session.delete()
    AgendaItemFactory(session=item.session, number="4", slug="4")
    for number, words in zip(
        numbers, ("an item of this number already", "is no more: session"), strict=True
    ):
        row = row_of(number)
        assert words in " ".join(found.words for found in in_the_way(row, by=None))
        with pytest.raises(Refused, match=words):
            restore(row, by=None)
        assert not AgendaItem.objects.filter(pk=number).exists()
    assert not Document.objects.exists()


def test_an_earlier_state_of_a_deleted_record_leads_to_the_way_back(admin_client):
    item = AgendaItemFactory()
    address = page_of(item, "history")
    earlier = item.history.get()
    item.delete()
    answer = admin_client.get(f"{address}{earlier.pk}/")
    assert answer.url == f"{DELETED}meetings.agendaitem/{row_of(earlier.id).pk}/"
