"""Changes of a published programme: noted once, told in words, never of what is not public."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from meetings.domain.changes import changes_of, moves_of, note_changes, place_of
from meetings.domain.programme import programme_of
from meetings.enums import ChangeKind, EntryKind, HoldingStatus
from meetings.models import (
    AgendaItem,
    Convening,
    ProgrammeChange,
    ProgrammeEntry,
    ProgrammeState,
    Sitting,
)
from meetings.records.domain import editions, publication
from meetings.records.domain.seeding import seed
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConveningFactory,
    ProgrammeChangeFactory,
    ProgrammeEntryFactory,
    SessionFactory,
    SittingFactory,
)
from tests.support.admin import Form, page_of
from tests.support.html import parse

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2021, 9, 7, 8, tzinfo=UTC)  # 10:00 in Vienna
WEDNESDAY = datetime(2021, 9, 8, 13, tzinfo=UTC)  # 15:00 in Vienna


class Week:
    """A published programme: two items in two sittings, a panel, and what became of them."""

    def __init__(self) -> None:
        with editions.raised_once():
            self.convening = ConveningFactory(starts_on=date(2021, 9, 6), slug="2021-09-06-vienna")
            there = {"convening": self.convening}
            self.irg = SessionFactory(body=BodyFactory(code="IRG"), slug="irg-12", **there)
            self.item = AgendaItemFactory(session=self.irg, number="4", slug="4", title="Review")
            self.other = AgendaItemFactory(session=self.irg, number="5", slug="5")
            self.first = self.sitting(1, TUESDAY, room="Board Room A")
            self.second = self.sitting(2, WEDNESDAY, room="Board Room A")
            self.entry = self.add(sitting=self.first, title="", items=[self.item])
            self.later = self.add(sitting=self.second, title="", items=[self.other])
            self.panel = self.add(sitting=self.second, kind=EntryKind.PANEL, title="Assets")

    def sitting(self, ordinal: int, starts_at: datetime, **fields: Any) -> Any:
        hours = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=3)}
        return SittingFactory(convening=self.convening, ordinal=ordinal, **hours, **fields)

    def add(self, **fields: Any) -> Any:
        return ProgrammeEntryFactory(convening=self.convening, **fields)

    def move(self, sitting: Any, starts_at: datetime) -> None:
        sitting.starts_at, sitting.ends_at = starts_at, starts_at + timedelta(hours=3)
        sitting.save()

    @property
    def words(self) -> list[str]:
        """What the reader is told, the latest change first."""
        return [change.words for change in changes_of(self.convening)]

    @property
    def sequences(self) -> dict[str, int]:
        records = [self.first, self.second, self.entry, self.later, self.panel]
        names = ["first", "second", "entry", "later", "panel"]
        for record in records:
            record.refresh_from_db()
        return {n: r.sequence for n, r in zip(names, records, strict=True) if r.sequence}


@pytest.fixture
def week():
    return Week()


# What is noted


def test_a_programme_that_is_seen_for_the_first_time_has_not_changed(week):
    assert ProgrammeState.objects.get().convening == week.convening
    assert (week.words, week.sequences) == ([], {})


def test_an_entry_that_goes_to_another_sitting_has_moved(week):
    week.entry.sitting = week.second
    week.entry.save()
    assert week.words == ["IRG 4 moved from Tuesday 10:00 to Wednesday 15:00"]
    assert week.sequences == {"first": 1, "second": 1, "entry": 1}


def test_what_was_changed_last_says_so_by_its_date(week):
    before = Sitting.objects.get(pk=week.first.pk).changed_at
    week.entry.sitting = week.second
    week.entry.save()
    week.first.refresh_from_db()
    assert week.first.changed_at > before


def test_a_sitting_that_moves_is_told_once_and_not_for_each_of_its_entries(week):
    week.move(week.second, WEDNESDAY + timedelta(days=1))
    assert week.words == ["Sitting 2 moved from Wednesday 15:00 to Thursday 15:00"]
    assert week.sequences == {"second": 1, "later": 1, "panel": 1}


def test_an_hour_within_a_sitting_that_moves_is_not_told_again_unless_it_moves_otherwise(week):
    week.panel.starts_at = WEDNESDAY + timedelta(hours=1)
    week.panel.save()
    assert week.words == ["The panel “Assets” moved from Wednesday 15:00 to Wednesday 16:00"]
    ProgrammeChange.objects.all().delete()
    with editions.raised_once():
        week.move(week.second, WEDNESDAY + timedelta(days=1))
        week.panel.starts_at += timedelta(days=1)
        week.panel.save()
    assert week.words == ["Sitting 2 moved from Wednesday 15:00 to Thursday 15:00"]
    ProgrammeChange.objects.all().delete()
    with editions.raised_once():
        week.move(week.second, WEDNESDAY)
        week.panel.starts_at = WEDNESDAY + timedelta(hours=2)
        week.panel.save()
    assert sorted(week.words) == [
        "Sitting 2 moved from Thursday 15:00 to Wednesday 15:00",
        "The panel “Assets” moved from Thursday 16:00 to Wednesday 17:00",
    ]


def test_a_move_to_another_week_says_the_dates(week):
    Convening.objects.update(ends_on=date(2021, 9, 17))
    week.move(week.first, TUESDAY + timedelta(days=7))
    assert week.words == [
        "Sitting 1 moved from Tuesday, 7 September 2021, 10:00 to Tuesday, 14 September 2021, 10:00"
    ]


def test_a_sitting_in_whose_place_stands_another_has_moved_there(week):
    with editions.raised_once():
        stand_in = week.sitting(3, WEDNESDAY + timedelta(days=1))
        week.second.status, week.second.moved_to = HoldingStatus.MOVED, stand_in
        week.second.save()
        for entry in (week.later, week.panel):
            entry.sitting = stand_in
            entry.save()
    assert [words for words in week.words if "moved" in words] == [
        "Sitting 2 moved from Wednesday 15:00 to Thursday 15:00"
    ]
    assert moves_of(programme_of(week.convening)) == {place_of(stand_in): WEDNESDAY}


def test_a_sitting_whose_new_hour_is_not_recorded_has_moved_all_the_same(week):
    week.first.status = HoldingStatus.MOVED
    week.first.save()
    assert week.words == ["Sitting 1 moved from Tuesday 10:00; its new hour is not recorded"]
    assert moves_of(programme_of(week.convening)) == {}


def test_what_is_cancelled_and_takes_place_after_all_is_told_both_times(week):
    for status in (HoldingStatus.CANCELLED, HoldingStatus.SCHEDULED, HoldingStatus.HELD):
        week.panel.status = status
        week.panel.save()
    assert week.words == [
        "The panel “Assets” takes place after all",
        "The panel “Assets” was cancelled",
    ]
    assert week.sequences == {"second": 3, "panel": 3}


def test_a_cancelled_sitting_speaks_for_its_entries(week):
    with editions.raised_once():
        for record in (week.second, week.later, week.panel):
            record.status = HoldingStatus.CANCELLED
            record.save()
    assert week.words == ["Sitting 2 was cancelled"]


def test_another_room_is_told_and_a_translation_of_its_name_is_not(week):
    week.first.room_fr = "Salle A"
    week.first.save()
    assert week.words == []
    week.first.room_en, week.first.room_fr = "Board Room D", "Salle D"
    week.first.save()
    assert week.words == ["Sitting 1 is now in Board Room D"]
    week.first.room_en = week.first.room_fr = ""
    week.first.save()
    assert week.words[0] == "Sitting 1 is no longer in Board Room D"


def test_what_comes_and_goes_is_told_with_its_hour(week):
    week.add(sitting=week.first, kind=EntryKind.OPENING, title="")
    week.later.delete()
    assert week.words == [
        "IRG 5 was taken off the programme",
        "Opening was added: Tuesday 10:00",
    ]
    week.later = week.add(sitting=None, kind=EntryKind.PANEL, title="Where")
    assert week.words[0] == "The panel “Where” was added"
    assert week.sequences == {"first": 1, "second": 1}


def test_an_entry_is_added_when_its_items_are_known(week):
    entry = week.add(sitting=week.second, title="")
    assert week.words == []
    entry.items.set([week.item, week.other])
    assert week.words == ["IRG 4 and IRG 5 were added: Wednesday 15:00"]


def test_relations_written_from_the_side_of_the_item_are_noted_too(week):
    entry = week.add(sitting=week.second, title="")
    week.item.entries.add(entry)
    assert week.words == ["IRG 4 was added: Wednesday 15:00"]


def test_an_item_without_a_number_is_called_by_its_title(week):
    unnumbered = AgendaItemFactory(session=week.irg, number="", title="Asset recovery")
    week.add(sitting=week.first, title="", items=[week.item, unnumbered])
    assert week.words == ["“Review; Asset recovery” was added: Tuesday 10:00"]


def test_a_panel_without_a_title_is_called_by_its_items(week):
    with editions.raised_once():
        week.add(sitting=week.first, kind=EntryKind.PANEL, title="", items=[week.item, week.other])
    assert week.words == ["The panel on IRG 4 and IRG 5 was added: Tuesday 10:00"]


def test_an_entry_that_is_given_its_sitting_later_has_an_hour_from_then_on(week):
    loose = week.add(sitting=None, kind=EntryKind.PANEL, title="Loose")
    loose.sitting = week.first
    loose.save()
    assert week.words[0] == "The panel “Loose” is now on the programme for Tuesday 10:00"
    assert place_of(loose) not in moves_of(programme_of(week.convening))


def test_a_change_that_nobody_sees_the_hour_room_or_state_of_is_none(week):
    week.panel.title = "Recovery of assets"
    week.panel.save()
    week.convening.note = "A note."
    week.convening.save()
    assert (week.words, week.sequences) == ([], {})


def test_many_changes_at_once_are_noted_with_the_next_one(week):
    Sitting.objects.filter(pk=week.first.pk).update(starts_at=TUESDAY + timedelta(hours=1))
    assert week.words == []
    week.panel.save()
    assert week.words == ["Sitting 1 moved from Tuesday 10:00 to Tuesday 11:00"]


def test_an_older_count_that_is_saved_back_does_not_count_down(week):
    stale = Sitting.objects.get(pk=week.first.pk)
    for hours in (1, 2):
        week.move(week.first, TUESDAY + timedelta(hours=hours))
    assert week.sequences["first"] == 2
    stale.starts_at, stale.ends_at = week.first.starts_at, week.first.ends_at
    stale.save()
    assert week.sequences["first"] == 2


def test_noting_again_notes_nothing(week):
    week.move(week.first, TUESDAY + timedelta(hours=1))
    words = week.words
    assert note_changes(week.convening) == []
    assert week.words == words


# One change, one edition, one transaction


def test_a_change_of_a_programme_makes_one_edition_with_all_that_is_noted(week):
    before = editions.current()
    week.move(week.second, WEDNESDAY + timedelta(days=1))
    assert week.words != []
    assert editions.current() == before + 1


def test_what_happened_in_one_go_is_noted_once_at_its_end(week):
    with editions.raised_once():
        week.move(week.first, TUESDAY + timedelta(hours=1))
        assert week.words == []
        week.move(week.first, TUESDAY + timedelta(hours=2))
    assert week.words == ["Sitting 1 moved from Tuesday 10:00 to Tuesday 12:00"]
    assert week.sequences == {"first": 1, "entry": 1}


def test_noting_leaves_the_history_to_people(week):
    records = (week.first, week.second, week.entry)
    before = [record.history.count() for record in records]
    week.move(week.first, TUESDAY + timedelta(hours=1))
    after = [record.history.count() for record in records]
    assert after == [before[0] + 1, *before[1:]]


def test_seeding_again_notes_what_differs_and_may_still_be_seeded_over():
    def entries(hour):
        convening = {
            "slug": "there", "city_en": "Vienna", "starts_on": "2021-09-06",
            "ends_on": "2021-09-10", "status": "published", "programme_status": "published",
        }  # fmt: skip
        sitting = {
            "convening": ["there"], "ordinal": 1,
            "starts_at": f"2021-09-07T{hour:02}:00:00Z", "ends_at": "2021-09-07T18:00:00Z",
        }  # fmt: skip
        return [
            {"model": "meetings.convening", "fields": convening},
            {"model": "meetings.sitting", "fields": sitting},
        ]

    for hour in (8, 9, 9, 10):
        seed(entries(hour))
    assert [change.words for change in changes_of(Convening.objects.get())] == [
        "Sitting 1 moved from Tuesday 11:00 to Tuesday 12:00",
        "Sitting 1 moved from Tuesday 10:00 to Tuesday 11:00",
    ]
    assert Sitting.objects.get().sequence == 2


def test_a_form_of_a_whole_convening_makes_one_edition_with_its_changes(week, admin_client):
    form = Form(admin_client, page_of(week.convening, "change"))
    form.row("sittings", 0, starts_at_0="2021-09-07", starts_at_1="11:00", room_en="Room D")
    form.row("entries", 2, status=HoldingStatus.CANCELLED)
    before = editions.current()
    assert form.send() == {}
    assert editions.current() == before + 1
    assert sorted(week.words) == [
        "Sitting 1 is now in Room D",
        "Sitting 1 moved from Tuesday 10:00 to Tuesday 11:00",
        "The panel “Assets” was cancelled",
    ]
    assert week.sequences == {"first": 1, "second": 1, "entry": 1, "panel": 1}


# What is not public


def test_a_programme_that_is_not_public_is_not_noted_till_it_is_again(week):
    week.convening.programme_status = Status.DRAFT
    week.convening.save()
    week.move(week.first, TUESDAY + timedelta(hours=1))
    week.move(week.first, TUESDAY + timedelta(hours=2))
    assert ProgrammeChange.objects.count() == 0
    week.convening.programme_status = Status.PUBLISHED
    week.convening.save()
    assert week.words == ["Sitting 1 moved from Tuesday 10:00 to Tuesday 12:00"]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_changes_of_a_programme_that_is_not_public_are_not_told(status, week):
    week.move(week.first, TUESDAY + timedelta(hours=1))
    assert len(week.words) == 1
    week.convening.programme_status = status
    week.convening.save()
    assert week.words == []
    assert moves_of(programme_of(week.convening)) == {}


def test_changes_that_name_an_item_that_is_no_longer_public_are_not_told(week):
    week.entry.sitting = week.second
    week.entry.save()
    week.panel.status = HoldingStatus.CANCELLED
    week.panel.save()
    publication.withdraw([week.irg.body])
    assert week.words == ["The panel “Assets” was cancelled"]


def test_what_staff_take_back_is_told_no_more(week, admin_client):
    week.move(week.first, TUESDAY + timedelta(hours=1))
    change = ProgrammeChange.objects.get()
    page = f"/admin/meetings/programmechange/{change.pk}/"
    assert admin_client.get(page + "change/").status_code == 200
    assert admin_client.post(page + "change/", {"kind": "added"}).status_code == 403
    shown = admin_client.get(page + "delete/").context["shown_with"]
    admin_client.post(page + "delete/", {"post": "yes", "shown_with": shown})
    assert week.words == []
    week.panel.save()
    assert week.words == []


# The words


def test_the_page_lists_changes_the_latest_first_with_their_moments(week):
    for day, kind in [(1, ChangeKind.MOVED), (2, ChangeKind.CANCELLED)]:
        made_at = datetime(2021, 9, day, 12, tzinfo=UTC)
        ProgrammeChangeFactory(convening=week.convening, made_at=made_at, kind=kind)
    context = {"changes": changes_of(week.convening)}
    part = parse(render_to_string("parts/programme_changes.html", context))
    assert part.one("h2").text == "Changes since it was published"
    assert part.texts("li") == [
        "“A panel” was cancelled · 2 September 2021, 14:00",
        "“A panel” moved from Tuesday 10:00 to Wednesday 15:00 · 1 September 2021, 14:00",
    ]
    assert [moment["datetime"] for moment in part.all("time")] == [
        "2021-09-02T14:00:00+02:00",
        "2021-09-01T14:00:00+02:00",
    ]


def test_a_programme_that_did_not_change_says_nothing_of_changes(week):
    assert render_to_string("parts/programme_changes.html", {"changes": []}).strip() == ""


def test_the_moment_of_a_change_is_by_the_clock_of_the_venue():
    change = ProgrammeChangeFactory(made_at=datetime(2021, 9, 1, 12, tzinfo=UTC))
    [told] = changes_of(change.convening)
    assert told.made_at.isoformat() == "2021-09-01T14:00:00+02:00"
    assert told.words == "“A panel” moved from Tuesday 10:00 to Wednesday 15:00"


def test_a_title_is_told_in_the_language_of_the_page_where_it_has_it():
    titles = {"en": "Assets", "fr": "Avoirs"}
    change = ProgrammeChangeFactory(subject={"items": [], "titles": titles})
    with override("fr"):
        assert "Avoirs" in changes_of(change.convening)[0].words
    with override("ar"):
        assert "Assets" in changes_of(change.convening)[0].words


def test_the_latest_move_of_a_place_says_where_it_had_been():
    convening = ConveningFactory()
    there = {"convening": convening, "place": "entry-7"}
    for day, start in [(2, "2021-09-08T08:00:00+00:00"), (1, "2021-09-07T08:00:00+00:00")]:
        ProgrammeChangeFactory(
            made_at=datetime(2021, 9, day, tzinfo=UTC), before={"starts_at": start}, **there
        )
    ProgrammeChangeFactory(kind=ChangeKind.CANCELLED, **there)
    ProgrammeChangeFactory()
    moved = moves_of(programme_of(convening))
    assert {place: moment.isoformat() for place, moment in moved.items()} == {
        "entry-7": "2021-09-08T10:00:00+02:00"
    }


def test_reading_costs_two_queries_however_much_changed(week, django_assert_num_queries):
    for hour in range(5):
        week.move(week.first, TUESDAY + timedelta(hours=hour))
    with django_assert_num_queries(2):
        assert len(changes_of(week.convening)) == 4


def test_what_was_noted_goes_with_its_convening(week):
    AgendaItem.objects.all().delete()
    ProgrammeEntry.objects.all().delete()
    assert week.words[0].endswith("taken off the programme")
    week.irg.delete()
    week.convening.delete()
    assert not ProgrammeChange.objects.exists()
    assert not ProgrammeState.objects.exists()


def test_a_body_that_goes_and_comes_back_changes_no_programme(week):
    published = week.irg.body
    publication.withdraw([published])
    week.first.room = "Board Room Z"
    week.first.save()
    publication.publish([published])
    week.first.room = "Board Room Y"
    week.first.save()
    kinds = ProgrammeChange.objects.values_list("kind", flat=True)
    assert set(kinds) == {ChangeKind.ROOM}


def test_a_change_that_names_a_session_that_is_gone_is_not_told(week):
    ProgrammeChangeFactory(
        convening=week.convening,
        subject={
            "kind": "items",
            "titles": {},
            "items": [{"code": "IRG", "number": "6", "session": "no-such", "item": "6"}],
        },
    )
    assert changes_of(week.convening) == []
