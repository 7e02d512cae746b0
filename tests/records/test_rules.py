"""Rules that bind several records: told at the field, whichever record is changed."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from meetings.enums import ImportState, RowVerb
from meetings.models import Import, ImportRow
from meetings.records.enums import Level, Status
from meetings.records.models import JournalEntry, JournalPlace, ScheduledMove
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    OfficerFactory,
    ProgrammeEntryFactory,
    ReportedFigureFactory,
    SessionFactory,
    SittingFactory,
    StatementFactory,
)
from tests.support.admin import Form, page_of
from tests.support.refusals import refused_by
from uncac_portal.access.models import Role

pytestmark = pytest.mark.django_db
VIENNA = ZoneInfo("Europe/Vienna")


@pytest.fixture
def change(admin_client):
    return lambda record: Form(admin_client, page_of(record, "change"))


@pytest.fixture
def add(admin_client):
    return lambda kind: Form(admin_client, reverse(f"admin:{kind}_add"))


def hour(day: int, hours: int) -> dt.datetime:
    return dt.datetime(2021, 9, day, hours, tzinfo=VIENNA)


# Days


def test_a_convening_is_not_made_shorter_than_what_is_in_it(change):
    convening = ConveningFactory()
    SessionFactory(convening=convening, slug="irg-12", starts_on=dt.date(2021, 9, 10))
    last = SittingFactory(convening=convening, ordinal=9, starts_at=hour(10, 15))
    entry = ProgrammeEntryFactory(
        convening=convening, sitting=None, starts_at=hour(10, 9), title="Briefing"
    )
    statement = StatementFactory(convening=convening, delivered_on=dt.date(2021, 9, 10))
    StatementFactory(convening=convening, delivered_on=dt.date(2021, 9, 9))
    form = change(convening).set(ends_on="2021-09-09")
    assert {name.rpartition("-")[0] for name in form.send()} == {
        "sessions-0",
        "sittings-0",
        "entries-0",
    }
    for record in (last, entry, convening.sessions.get(slug="irg-12")):
        record.delete()
    form = change(convening).set(ends_on="2021-09-09", city_en="Typed")
    assert form.send() == {}
    said = [str(message) for message in form.response.context["messages"]]
    expected = f"These would lie outside of the convening's days: Statement “{statement}”."
    assert (form.response.status_code, said) == (200, [expected])
    assert form.response.context["adminform"].form["city_en"].value() == "Typed"
    convening.refresh_from_db()
    assert (convening.ends_on, convening.city) == (dt.date(2021, 9, 10), "Vienna")
    assert change(statement).set(delivered_on="2021-09-09").send() == {}
    assert change(convening).set(ends_on="2021-09-09").send() == {}


def test_a_statement_is_delivered_on_a_day_of_its_convening(change):
    form = change(StatementFactory()).set(delivered_on="2021-09-11")
    assert form.send() == {"delivered_on": ["This day is not a day of the delegation's convening."]}


# Rooms


def test_a_room_takes_one_sitting_at_a_time(change, add):
    convening = ConveningFactory()
    first = SittingFactory(convening=convening, ordinal=1, room="Board Room D")
    SittingFactory(convening=convening, ordinal=2, room="Board Room A")
    SittingFactory(ordinal=3, room="Board Room D")
    message = ["Sitting 1 is in this room at this time."]
    form = add("meetings_sitting").set(convening=convening.pk, ordinal=4, room_en=" board room d")
    form.set(
        starts_at_0="2021-09-06", starts_at_1="12:59", ends_at_0="2021-09-06", ends_at_1="14:00"
    )
    assert form.send() == {"room_en": message}
    assert form.set(starts_at_1="13:00").send() == {}
    form = change(convening).row("sittings", 1, room_en="Board Room D")
    assert form.send() == {"sittings-1-room_en": message}
    form.row("sittings", 0, room_en="Board Room A")  # they change places
    assert form.send() == {}
    first.refresh_from_db()
    assert first.room == "Board Room A"
    assert change(convening).row("sittings", 1, status="cancelled").send() == {}
    assert change(first).set(room_en="Board Room D").send() == {}


# Documents


def test_the_symbol_of_a_document_is_one_of_the_body_of_its_session(add):
    irg = SessionFactory(body=BodyFactory(code="IRG", symbol_prefix="CAC/COSP/IRG/"))
    wgp = SessionFactory(body=BodyFactory(code="WGP", symbol_prefix="CAC/COSP/WG.4/"))
    unverified = SessionFactory()
    form = add("meetings_document").set(symbol="CAC/COSP/WG.2/2021/1", kind="note")
    message = "A symbol of its sessions begins with CAC/COSP/IRG/ (IRG)."
    assert form.set(sessions=[irg.pk]).send() == {"symbol": [message]}
    assert form.set(sessions=[irg.pk, unverified.pk]).send() == {}
    form.set(symbol="CAC/COSP/WG.2/2021/2", second_symbol="CAC/COSP/IRG/2021/2")
    assert form.set(sessions=[irg.pk]).send() == {}
    form.set(symbol="CAC/COSP/WG.4/2021/3", second_symbol="")
    assert form.set(sessions=[irg.pk, wgp.pk]).send() == {}


def test_a_document_is_issued_under_items_of_its_sessions(change):
    item, stranger = AgendaItemFactory(), AgendaItemFactory()
    form = change(DocumentFactory(sessions=[item.session]))
    message = f"Not on the agenda of a session that the document was issued for: {stranger}."
    assert form.set(items=[item.pk, stranger.pk]).send() == {"items": [message]}
    assert form.set(items=[item.pk]).send() == {}


# What belongs together stays together


def test_items_are_joined_across_the_sessions_of_one_convening(change):
    item = AgendaItemFactory()
    beside = AgendaItemFactory(session__convening=item.session.convening)
    own, far = AgendaItemFactory(session=item.session), AgendaItemFactory()
    for joined, message in (
        (far, f"Of another convening: {far}."),
        (own, f"On the same agenda: {own}. Only items of other sessions are joined."),
    ):
        form = change(item).set(considered_with=[beside.pk, joined.pk])
        assert form.send() == {"considered_with": [message]}
    assert change(item).set(considered_with=[beside.pk]).send() == {}


def held(record) -> dict[str, list[str]]:
    kind = record._meta.verbose_name
    named = f"{kind[0].upper()}{kind[1:]} “{record}”"
    return [f"It cannot move: these belong to it where it is now: {named}."]


@pytest.mark.parametrize("hold", ["statement", "entry", "joined", "officer", "figure", None])
def test_a_session_leaves_nothing_behind_in_another_convening(hold, change):
    item = AgendaItemFactory()
    convening = item.session.convening
    holding = {
        "statement": lambda: StatementFactory(item=item),
        "entry": lambda: ProgrammeEntryFactory(convening=convening, items=[item]),
        "joined": lambda: AgendaItemFactory(session__convening=convening, considered_with=[item]),
        "officer": lambda: OfficerFactory(convening=convening, session=item.session),
        "figure": lambda: ReportedFigureFactory(convening=convening, session=item.session),
    }
    record = holding[hold]() if hold else None
    form = change(item.session).set(convening=ConveningFactory().pk)
    assert form.send() == ({"convening": held(record)} if record else {})


@pytest.mark.parametrize("hold", ["part", "statement", "document", None])
def test_an_item_leaves_nothing_behind_on_another_agenda(hold, change):
    item = AgendaItemFactory()
    holding = {
        "part": lambda: AgendaItemFactory(session=item.session, parent=item),
        "statement": lambda: StatementFactory(item=item),
        "document": lambda: DocumentFactory(sessions=[item.session], items=[item]),
    }
    record = holding[hold]() if hold else None
    form = change(item).set(session=SessionFactory().pk)
    assert form.send() == ({"session": held(record)} if record else {})


def test_a_delegation_and_a_sitting_leave_nothing_behind_either(change):
    statement, entry = StatementFactory(), ProgrammeEntryFactory()
    elsewhere = ConveningFactory().pk
    form = change(statement.delegation).set(convening=elsewhere)
    assert form.send() == {"convening": held(statement)}
    assert change(entry.sitting).set(convening=elsewhere).send() == {"convening": held(entry)}
    assert change(DelegationFactory()).set(convening=elsewhere).send() == {}


# What the database refuses


def test_the_database_holds_what_is_noted_of_changes_and_who_may_make_them(admin_user):
    entry = JournalEntry.objects.create()
    JournalPlace.objects.create(entry=entry, convening_id=1)
    assert refused_by(JournalPlace(entry=entry, convening_id=2)) is None
    assert refused_by(JournalPlace(entry=entry, convening_id=1)) == "journal_place_once"
    convening = ConveningFactory()
    of_import = Import.objects.create(
        convening=convening, kind="x", name="x", sha256="", bytes=1, state=ImportState.UPLOADED
    )
    for number, name in ((1, None), (2, None), (1, "import_row_once")):
        row = ImportRow(of_import=of_import, number=number, verb=RowVerb.choices[0][0])
        assert refused_by(row) == name
    body = BodyFactory()
    for where, name in ((body, None), (None, None), (body, "one_role_per_body")):
        assert refused_by(Role(user=admin_user, body=where, level=Level.EDITOR)) == name
    again = Role(user=admin_user, body=None, level=Level.VIEWER)
    assert refused_by(again) in ("one_role_for_all_bodies", "user_id")
    other = User.objects.create_user("other")
    assert refused_by(Role(user=other, body=body, level=Level.EDITOR)) is None


def test_one_move_of_a_status_is_open_at_a_time():
    convening = ConveningFactory()

    def move(part: str) -> ScheduledMove:
        return ScheduledMove(record=convening, part=part, after=Status.PUBLISHED, due_at=hour(1, 9))

    first = move("status")
    assert [refused_by(each) for each in (first, move("programme_status"))] == [None, None]
    assert refused_by(move("status")) in (
        "one_open_move_per_status",
        "record_type_id, record_id, part",
    )
    first.settled_at = hour(1, 10)
    first.save()
    assert refused_by(move("status")) is None
