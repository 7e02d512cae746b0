"""Starting a convening from the last one."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from delegations.models import Delegation, Officer
from meetings.domain import copying
from meetings.domain.copies import WantedSession, Wishes
from meetings.enums import AgendaStatus, EntryKind, Format, HoldingStatus, Part
from meetings.models import AgendaItem, Convening, ProgrammeEntry, Session, Sitting
from meetings.records.domain import editions
from meetings.records.enums import Level, Status
from meetings.records.models import Citation, JournalEntry
from tests import factories
from tests.support.admin import Form, page_of
from uncac_portal.access.models import Role

pytestmark = pytest.mark.django_db


def at(day, hour, minute=0):
    """A moment of March 2024, in UTC."""
    return datetime(2024, 3, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def last_one():
    """Two sessions in Vienna in the week before the clocks go forward, with all that a past has."""
    convening = factories.ConveningFactory(
        slug="last",
        starts_on=date(2024, 3, 25),
        ends_on=date(2024, 3, 28),
        city="Vienna",
        city_fr="Vienne",
        venue="Centre",
        format=Format.HYBRID,
        in_person_limit=2,
        note="A note.",
        format_note="Announced.",
    )
    irg = factories.SessionFactory(
        convening=convening, body__code="IRG", ordinal=14, part=Part.RESUMED, position=1
    )
    wgar = factories.SessionFactory(convening=convening, body__code="WGAR", ordinal=18, position=2)
    topic = factories.TopicFactory()
    article = factories.ArticleFactory(number=57)
    of_irg = {"session": irg, "topics": [topic], "articles": [article]}
    first = factories.AgendaItemFactory(
        **of_irg, number="1", slug="1", position=1, title="Organization", title_ar="تنظيم"
    )
    opening = factories.AgendaItemFactory(
        session=irg, number="1(a)", slug="1a", position=2, parent=first, title="Opening in 2024"
    )
    second = factories.AgendaItemFactory(
        session=wgar, number="2", slug="2", position=1, considered_with=[first], annotation="Past."
    )
    morning = factories.SittingFactory(
        convening=convening,
        ordinal=1,
        starts_at=at(25, 9),
        ends_at=at(25, 12),
        room="Board Room A",
        status=HoldingStatus.HELD,
        webcast="https://example.org/",
    )
    factories.SittingFactory(
        convening=convening,
        ordinal=2,
        starts_at=at(26, 9),
        ends_at=at(26, 12),
        status=HoldingStatus.CANCELLED,
    )
    afternoon = factories.SittingFactory(
        convening=convening, ordinal=3, starts_at=at(26, 14), ends_at=at(26, 17)
    )
    factories.ProgrammeEntryFactory(
        convening=convening,
        sitting=morning,
        position=1,
        title="",
        note="Deferred.",
        items=[opening, second],
        status=HoldingStatus.HELD,
    )
    factories.ProgrammeEntryFactory(
        convening=convening,
        sitting=afternoon,
        position=1,
        kind=EntryKind.PANEL,
        title="Panel",
        title_fr="Table ronde",
        starts_at=at(26, 14, 30),
        items=[second],
    )
    factories.ProgrammeEntryFactory(
        convening=convening, sitting=None, kind=EntryKind.BREAK, title="Lunch"
    )
    factories.ParticipantFactory(delegation__convening=convening)
    factories.OfficerFactory(convening=convening)
    factories.ReportedFigureFactory(convening=convening)
    factories.DocumentFactory(sessions=[irg], items=[first])
    for record in (convening, irg, first, morning):
        factories.CitationFactory(record=record)
    return convening


def wishes(convening, **changed):
    """A week in New York, while only its clocks have gone forward."""
    sessions = [
        WantedSession(session, ordinal)
        for session, ordinal in zip(convening.sessions.in_convening_order(), (15, 19), strict=True)
    ]
    values = {
        "slug": "next",
        "starts_on": date(2025, 3, 10),
        "ends_on": date(2025, 3, 13),
        "city": "New York",
        "venue": "Headquarters",
        "country": "US",
        "time_zone": "America/New_York",
        "sessions": sessions,
    }
    return Wishes(**values | changed)


def rows_of(convening):
    """All that hangs on the convening, as the database has it."""
    return {
        model: list(model.objects.filter(**{path: convening}).order_by("pk").values())
        for model, path in (
            (Convening, "pk"),
            (Session, "convening"),
            (AgendaItem, "session__convening"),
            (Sitting, "convening"),
            (ProgrammeEntry, "convening"),
            (Delegation, "convening"),
        )
    }


def test_what_is_structure_is_taken_over_and_nothing_of_the_past(last_one):
    before, number = rows_of(last_one.pk), editions.current()
    made = copying.make(copying.planned(last_one, wishes(last_one)))
    made = Convening.objects.get(pk=made.pk)
    assert (made.status, made.programme_status, made.participants_status) == (Status.DRAFT,) * 3
    assert (made.format, made.in_person_limit) == (Format.NOT_RECORDED, None)
    assert (made.note, made.format_note, made.holding) == ("", "", HoldingStatus.SCHEDULED)
    assert (made.city_en, made.city_fr or "", made.venue) == ("New York", "", "Headquarters")

    irg, wgar = made.sessions.in_convening_order()
    assert [(s.slug, s.part, s.agenda_status) for s in (irg, wgar)] == [
        ("irg-15", Part.REGULAR, AgendaStatus.PROVISIONAL),
        ("wgar-19", Part.REGULAR, AgendaStatus.PROVISIONAL),
    ]
    first, opening = irg.items.in_agenda_order()
    [second] = wgar.items.all()
    assert (first.number, first.title_en, first.title_ar) == ("1", "Organization", "تنظيم")
    assert [str(topic) for topic in first.topics.all()] != []
    assert [article.number for article in first.articles.all()] == [57]
    assert opening.parent == first
    assert second.annotation == ""
    assert list(first.considered_with.all()) == [second]
    assert list(second.considered_with.all()) == [first]

    morning, afternoon = made.sittings.order_by("starts_at")
    assert [(s.ordinal, s.starts_at, s.ends_at) for s in (morning, afternoon)] == [
        (1, datetime(2025, 3, 10, 14, tzinfo=UTC), datetime(2025, 3, 10, 17, tzinfo=UTC)),
        (2, datetime(2025, 3, 11, 19, tzinfo=UTC), datetime(2025, 3, 11, 22, tzinfo=UTC)),
    ]
    assert {(s.status, s.room or "", s.webcast) for s in (morning, afternoon)} == {
        (HoldingStatus.SCHEDULED, "", "")
    }
    both, panel, lunch = made.entries.order_by("pk")
    assert (both.sitting, both.status, both.note or "") == (morning, HoldingStatus.SCHEDULED, "")
    assert set(both.items.all()) == {opening, second}
    assert (panel.sitting, panel.kind, panel.title_fr) == (afternoon, "panel", "Table ronde")
    assert (panel.starts_at, panel.ends_at) == (datetime(2025, 3, 11, 19, 30, tzinfo=UTC), None)
    assert (lunch.sitting, lunch.title) == (None, "Lunch")

    assert rows_of(last_one.pk) == before
    assert not Delegation.objects.filter(convening=made).exists()
    assert not Officer.objects.filter(convening=made).exists()
    assert not first.documents.exists()
    assert Citation.objects.count() == 4
    assert editions.current() == number + 1
    assert first.history.count() == panel.history.count() == 1


@pytest.mark.parametrize(
    ("first_day", "zone", "hour"),
    [
        (date(2024, 4, 8), "Europe/Vienna", 8),  # summer time: 10:00 is 8:00 UTC
        (date(2025, 1, 13), "Europe/Vienna", 9),
        (date(2025, 3, 10), "Asia/Ho_Chi_Minh", 3),
    ],
)
def test_the_clock_of_the_venue_shows_the_same_hours(last_one, first_day, zone, hour):
    copy = copying.planned(last_one, wishes(last_one, starts_on=first_day, time_zone=zone))
    start = copy.sittings[0].sitting.starts_at.astimezone(UTC)
    assert (start.date(), start.hour) == (first_day, hour)
    assert not Convening.objects.filter(slug="next").exists()


def test_at_the_same_place_its_texts_and_rooms_stay_and_what_is_ticked_is_copied(last_one):
    same = {"city": "Vienna", "venue": "Centre", "time_zone": "Europe/Vienna"}
    copy = copying.planned(last_one, wishes(last_one, **same, with_format=True, with_limit=True))
    made = copying.make(copy)
    assert (made.city_fr, made.format, made.in_person_limit) == ("Vienne", Format.HYBRID, 2)
    assert made.sittings.first().room == "Board Room A"


def test_a_session_left_behind_leaves_its_items_and_what_only_takes_them_up(last_one):
    [irg, _wgar] = wishes(last_one).sessions
    copy = copying.planned(last_one, wishes(last_one, sessions=[irg]))
    made = copying.make(copy)
    assert [session.slug for session in made.sessions.all()] == ["irg-15"]
    assert [list(map(str, entry.items)) for entry in copy.entries] == [["1(a) Opening in 2024"], []]
    assert copy.entries_left_out == 1
    first = AgendaItem.objects.get(session__convening=made, number="1")
    assert not first.considered_with.exists()


def test_the_next_numbers_are_counted_for_each_body_and_apart_for_examples(last_one):
    irg, wgar = last_one.sessions.in_convening_order().select_related("convening")
    factories.SessionFactory(body=irg.body, ordinal=16)
    factories.SessionFactory(body=irg.body, ordinal=931, convening__is_example=True)
    assert copying.next_ordinals([irg, wgar]) == {irg.pk: 17, wgar.pk: 19}


def test_the_first_day_proposed_is_the_same_weekday_and_yet_to_come(last_one):
    day = copying.proposed_first_day(last_one, date(2026, 11, 22))
    assert (day, day.weekday()) == (date(2027, 3, 22), last_one.starts_on.weekday())


# The page


@pytest.fixture
def form(last_one, admin_client):
    """The page filled in as it comes, with the first day given."""
    page = Form(admin_client, page_of(last_one, "copy"))
    return page.set(starts_on="2025-03-08", ends_on="2025-03-11")


def test_the_page_shows_what_will_be_made_and_makes_just_that(form, last_one):
    form.response = form.client.post(form.address, form.data)
    context = form.response.context
    assert [str(warning) for warning in context["warnings"]] == [
        "Saturday, 8 March 2025 is not a working day, but has sittings.",
        "Sunday, 9 March 2025 is not a working day, but has sittings.",
        "Left out, since it was cancelled or moved, or is of sessions that are not copied: "
        "1 sittings, 0 entries.",
        "1 title names a year: look whether it is the last one’s.",
    ]
    assert Convening.objects.count() == 1
    seen = context["copy"].fingerprint
    shown = [sitting.starts_at for sitting in context["copy"].sittings]

    changed = form.data | {"starts_on": "2025-03-10", "ends_on": "2025-03-13", "make": "1"}
    again = form.client.post(form.address, changed | {"seen": seen})
    assert again.context["changed_since"] is True
    assert Convening.objects.count() == 1

    made = form.client.post(form.address, form.data | {"make": "1", "seen": seen})
    convening = Convening.objects.get(slug="2025-03-08-vienna")
    assert made["Location"] == page_of(convening, "overview")
    assert [s.starts_at for s in convening.sittings.order_by("ordinal")] == shown
    entry = JournalEntry.objects.latest("pk")
    assert (entry.way, entry.by.username, entry.detail) == (
        "copy",
        "admin",
        "25–28 March 2024, Vienna",
    )


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_made(form, last_one):
    irg, wgar = last_one.sessions.in_convening_order()
    wrong = {
        "starts_on": "9999-12-31",
        "slug": "last",
        "time_zone": "Mars/Olympus",
        "country": "Austria",
        "city_en": "Vien\x00na",
        f"ordinal_{irg.pk}": "9" * 30,
        f"ordinal_{wgar.pk}": "18",
    }
    answer = form.client.post(form.address, form.data | wrong | {"make": "1", "seen": "x\x00"})
    assert set(answer.context["form"].errors) == set(wrong)
    backwards = form.data | {"ends_on": "2025-01-01"}
    answer = form.client.post(form.address, backwards)
    assert answer.context["form"].errors == {
        "ends_on": ["The last day cannot be before the first day."]
    }
    unticked = {key: value for key, value in form.data.items() if not key.startswith("copy_")}
    answer = form.client.post(form.address, unticked)
    assert answer.context["form"].non_field_errors() == [
        "Tick at least one session: a convening is of sessions."
    ]
    assert Convening.objects.count() == 1


def test_an_editor_of_one_body_copies_its_session_and_the_other_stays_behind(last_one, client):
    irg, wgar = last_one.sessions.in_convening_order()
    editor = User.objects.create_user("editor", is_staff=True)
    Role.objects.create(user=editor, level=Level.EDITOR, body=wgar.body)
    client.force_login(editor)
    page = Form(client, page_of(last_one, "copy"))
    assert f"copy_{wgar.pk}" in page.data
    assert f"copy_{irg.pk}" not in page.data
    forged = page.data | {f"copy_{irg.pk}": "on", f"ordinal_{irg.pk}": "15"}
    copy = client.post(page.address, forged).context["copy"]
    assert [planned.session.slug for planned in copy.sessions] == ["wgar-19"]

    Role.objects.filter(user=editor).update(level=Level.VIEWER)
    assert client.get(page.address).status_code == 403
    Role.objects.filter(user=editor).delete()
    assert client.get(page.address).status_code in (403, 404)


def test_who_is_slower_is_told_and_nothing_is_made_in_part(form, last_one):
    copy = form.client.post(form.address, form.data).context["copy"]
    irg = last_one.sessions.in_convening_order().first()
    factories.SessionFactory(body=irg.body, ordinal=15, slug="irg-15")
    with pytest.raises(IntegrityError), transaction.atomic():
        copying.make(copy)
    assert not Convening.objects.filter(slug=copy.convening.slug).exists()
    assert AgendaItem.objects.count() == 3
