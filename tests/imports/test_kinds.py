"""Documents, agenda items, programmes and statements, read in from spreadsheets of staff."""

from datetime import UTC, date, datetime
from threading import Thread

import pytest
from django.db import connection, transaction

from delegations.models import Statement
from meetings.enums import Availability, EntryKind, ImportState
from meetings.models import AgendaItem, Document, ProgrammeEntry, Sitting
from meetings.records.enums import Level, Status
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    DocumentFileFactory,
    EntityFactory,
    ParticipantFactory,
    PersonFactory,
    ProgrammeEntryFactory,
    SessionFactory,
    SittingFactory,
    StatementFactory,
    TopicFactory,
)
from tests.support.sheets import written
from tests.support.spreadsheets import check, errors, figures, text_of
from tests.support.weeks import colleague, signed_in
from uncac_portal.access.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def week():
    """A joint week of the Review Group and a working group in Vienna."""
    convening = ConveningFactory(starts_on=date(2031, 6, 9), ends_on=date(2031, 6, 13))
    irg = BodyFactory(code="IRG", slug="irg", symbol_prefix="CAC/COSP/IRG/")
    wgar = BodyFactory(code="WGAR", slug="wgar", symbol_prefix="CAC/COSP/WG.2/")
    for body, ordinal in ((irg, 22), (wgar, 25)):
        slug = f"{body.slug}-{ordinal}"
        session = SessionFactory(body=body, ordinal=ordinal, slug=slug, convening=convening)
        AgendaItemFactory(session=session, number="1", slug="1", title="Opening")
        AgendaItemFactory(session=session, number="4(a)", slug="4a", title="Assets")
    return convening


def told(of_import):
    return {row.number: (row.verb, row.label, row.changes) for row in of_import.told_rows.all()}


def test_documents_are_added_as_drafts_with_their_session_and_languages(week):
    text = text_of(
        ["Symbol", "Kind", "Title", "Title (French)", "Issued on", "Languages", "Agenda items"],
        [
            "cac/cosp/irg/2031/1",
            "agenda",
            "Agenda",
            "Ordre du jour",
            "2031-04-01",
            "E/F/S",
            "IRG 1",
        ],
        ["CAC/COSP/WG.2/2031/2", "report", "", "", "", "", "WGAR 4(a)"],
    )
    of_import = check("documents", week, text)
    assert (figures(of_import), errors(of_import)) == ({"added": 2}, {})
    assert not Document.objects.exists()
    written(of_import)
    first, second = Document.objects.order_by("symbol")
    assert (first.symbol, first.title_en, first.title_fr, first.issued_on, first.status) == (
        "CAC/COSP/IRG/2031/1",
        "Agenda",
        "Ordre du jour",
        date(2031, 4, 1),
        Status.DRAFT,
    )
    assert [s.slug for d in (first, second) for s in d.sessions.all()] == ["irg-22", "wgar-25"]
    assert [i.number for d in (first, second) for i in d.items.all()] == ["1", "4(a)"]
    versions = first.files.order_by("language").values_list("language", "availability")
    assert list(versions) == [(code, Availability.ISSUED) for code in ("en", "es", "fr")]
    again = check("documents", week, text.replace("\r\n", "\n"))
    assert figures(again) == {"unchanged": 2}


def test_what_a_row_of_a_document_says_wrong_stands_at_its_cell(week):
    elsewhere = DocumentFactory(symbol="CAC/COSP/2019/9")
    text = text_of(
        ["Symbol", "Kind", "Date", "Agenda items", "Languages", "Topics"],
        ["CAC/XYZ/1", "report", "", "", "", ""],
        ["CAC/COSP/IRG/2031/2", "novel", "1 April", "IRG 9", "Klingon", "magic"],
        ["CAC/COSP/IRG/2031/3", "report", "", "WGAR 4(a)", "", ""],
        ["CAC/COSP/IRG/2031/4", "", "", "", "", ""],
        ["CAC/COSP/IRG/2031/5", "report", "", "4(a)", "", ""],
        [elsewhere.symbol, "report", "", "", "", ""],
        ["CAC/COSP/WG.4/2031/1", "report", "", "", "", ""],
        ["CAC/COSP/IRG/2031/6", "report", "", "", "", ""],
        ["CAC/COSP/IRG/2031/6", "report", "", "", "", ""],
    )
    of_import = check("documents", week, text)
    found = errors(of_import)
    assert sorted(found) == [
        "A10",
        "A2",
        "A7",
        "A8",
        "B3",
        "B5",
        "C3",
        "D3",
        "D4",
        "D6",
        "E3",
        "F3",
    ]
    assert found["D3"].startswith("“IRG 9” is no agenda item of this convening.")
    assert found["D6"] == "“4(a)” is on several agendas: irg-22.4a; wgar-25.4a."
    assert found["E3"] == "“Klingon” is no language of the record."
    assert found["A10"] == "Row 9 is about the same: leave one of the two out."
    assert figures(of_import)["faulty"] == 8
    assert Document.objects.get() == elsewhere


def test_a_changed_download_of_documents_changes_what_was_changed_and_takes_nothing_away(week):
    session = week.sessions.get(slug="irg-22")
    topic = TopicFactory(slug="assets")
    paper = DocumentFactory(
        symbol="CAC/COSP/IRG/2031/7", title="Old", sessions=[session], topics=[topic]
    )
    held = DocumentFileFactory(document=paper, language="fr", availability=Availability.ISSUED)
    text = text_of(
        ["id", "title", "title_language", "sessions", "topics", "languages", "changed_at"],
        [paper.symbol, "New", "en", "irg-22", "assets", "ru", "2031-01-01"],
    )
    of_import = check("documents", week, text)
    (row,) = told(of_import).values()
    assert row == (
        "changed",
        paper.symbol,
        [["title", "Old", "New"], ["Russian", "", "issued; no copy held"]],
    )
    written(of_import)
    paper.refresh_from_db()
    assert (paper.title, list(paper.topics.all())) == ("New", [topic])
    assert sorted(paper.files.values_list("language", flat=True)) == ["fr", "ru"]
    held.refresh_from_db()
    assert held.availability == Availability.ISSUED


def test_whose_right_counts_is_that_of_who_writes_and_sessions_of_others_stay(week):
    irg, wgar = week.sessions.get(slug="irg-22"), week.sessions.get(slug="wgar-25")
    editor = colleague("editor", (Level.EDITOR, irg.body))
    draft = {"status": Status.DRAFT, "title": "Old"}
    own = DocumentFactory(symbol="CAC/COSP/IRG/2031/7", sessions=[irg, wgar], **draft)
    of_others = DocumentFactory(symbol="CAC/COSP/WG.2/2031/2", sessions=[wgar], **draft)
    of_boss = check("documents", week, text_of(["id", "title"], [of_others.symbol, "New"]))
    signed_in(editor).post(f"/admin/meetings/import/{of_boss.pk}/preview/", {"write": ""})
    of_boss.refresh_from_db()
    of_others.refresh_from_db()
    assert (of_boss.by, of_boss.state, of_boss.faulty) == (editor, ImportState.CHECKED, 1)
    assert of_others.title == "Old"

    taken = text_of(["id", "sessions"], [own.symbol, "irg-22"])
    assert errors(check("documents", week, taken, by=editor)) == {
        "B2": "You may not change this session."
    }
    text = text_of(["id", "title"], [own.symbol, "New"])
    assert figures(check("documents", week, text, by=editor)) == {"changed": 1}


def test_symbols_at_which_a_document_is_or_was_public_stay(week):
    papers = [
        DocumentFactory(
            symbol=f"CAC/COSP/IRG/2031/{number}",
            second_symbol=f"CAC/COSP/WG.2/2031/{number}",
            sessions=week.sessions.all(),
            status=status,
        )
        for number, status in ((7, Status.WITHDRAWN), (8, Status.DRAFT))
    ]
    rows = [[paper.symbol.lower(), "CAC/COSP/WG.2/2031/99"] for paper in papers]
    of_import = check("documents", week, text_of(["symbol", "second symbol"], rows[0]))
    assert figures(of_import) == {"faulty": 1}
    of_import = check(
        "documents", week, text_of(["symbol", "second symbol"], rows[1]), by=of_import.by
    )
    assert (figures(of_import), errors(of_import)) == ({"changed": 1}, {})
    written(of_import)
    found = Document.objects.order_by("symbol").values_list("symbol", "second_symbol")
    assert list(found) == [
        ("CAC/COSP/IRG/2031/7", "CAC/COSP/WG.2/2031/7"),
        ("CAC/COSP/IRG/2031/8", "CAC/COSP/WG.2/2031/99"),
    ]


def test_an_editor_of_one_body_reads_in_nothing_of_another(week, django_user_model):
    editor = django_user_model.objects.create_user("e", is_staff=True)
    body = week.sessions.get(slug="irg-22").body
    Role.objects.create(user=editor, level=Level.EDITOR, body=body)
    paper = DocumentFactory(
        symbol="CAC/COSP/WG.2/2031/7", sessions=[week.sessions.get(slug="wgar-25")]
    )
    text = text_of(
        ["Symbol", "Kind", "Title"],
        ["CAC/COSP/IRG/2031/1", "report", "Ours"],
        ["CAC/COSP/WG.2/2031/1", "report", "Theirs"],
        [paper.symbol, "report", "Theirs, too"],
    )
    of_import = check("documents", week, text, by=editor)
    assert figures(of_import) == {"added": 1, "faulty": 2}
    items = check("items", week, text_of(["id", "title"], ["wgar-25.1", "Taken"]), by=editor)
    assert errors(items) == {"A2": "You may not change the agenda of this session."}
    delegation = DelegationFactory(convening=week, entity=EntityFactory(name="Austria"))
    said = text_of(["State", "Agenda item"], [delegation.entity.name, "WGAR 1"])
    assert errors(check("statements", week, said, by=editor)) == {
        "B2": "You may not change what was said under this item."
    }


def test_agenda_items_are_changed_and_none_is_added(week):
    text = text_of(
        ["id", "Title", "Title (French)", "Considered together with"],
        ["IRG 4(a)", "Asset recovery", "Avoirs", "WGAR 4(a)"],
        ["IRG 7", "New", "", ""],
    )
    of_import = check("items", week, text)
    assert list(errors(of_import)) == ["A3"]
    written(check("items", week, text.replace("IRG 7,New,,", "")))
    item = AgendaItem.objects.get(session__slug="irg-22", number="4(a)")
    assert (item.title_en, item.title_fr) == ("Asset recovery", "Avoirs")
    assert [str(other.session) for other in item.considered_with.all()] == ["wgar-25"]


def test_a_programme_makes_sittings_by_the_clock_of_the_venue_and_is_recognized_again(week):
    there = SittingFactory(
        convening=week,
        ordinal=1,
        starts_at=datetime(2031, 6, 9, 8, tzinfo=UTC),
        ends_at=datetime(2031, 6, 9, 11, tzinfo=UTC),
    )
    text = text_of(
        ["Day", "From", "To", "Kind", "Agenda items", "Title", "Own start"],
        ["2031-06-09", "10:00", "13:00", "opening", "", "Opening", "10:00"],
        ["2031-06-09", "10:00", "13:00", "", "IRG 1; WGAR 1", "", ""],
        ["2031-06-09", "15:00", "18:00", "panel", "", "Panel on assets", ""],
        ["2031-06-10", "10:00", "13:00", "", "4(a) IRG", "", ""],
    ).replace("4(a) IRG", "IRG 4(a)")
    of_import = check("programme", week, text)
    assert (figures(of_import), errors(of_import)) == ({"added": 4}, {})
    assert (Sitting.objects.get(), ProgrammeEntry.objects.count()) == (there, 0)
    changes = [change for _verb, _label, said in told(of_import).values() for change in said]
    assert {before for _field, before, _after in changes} == {""}
    written(of_import)
    sittings = Sitting.objects.filter(convening=week).order_by("starts_at")
    assert [(s.ordinal, s.starts_at.isoformat()) for s in sittings] == [
        (1, "2031-06-09T08:00:00+00:00"),
        (2, "2031-06-09T13:00:00+00:00"),
        (3, "2031-06-10T08:00:00+00:00"),
    ]
    entries = ProgrammeEntry.objects.of_convening(week)
    assert [(e.sitting.ordinal, e.position, e.kind, e.title, e.items.count()) for e in entries] == [
        (1, 1, EntryKind.OPENING, "Opening", 0),
        (1, 2, EntryKind.ITEMS, "", 2),
        (2, 1, EntryKind.PANEL, "Panel on assets", 0),
        (3, 1, EntryKind.ITEMS, "", 1),
    ]
    assert entries[0].starts_at == there.starts_at
    assert figures(check("programme", week, f"{text}\n")) == {"unchanged": 4}


def test_what_a_row_of_a_programme_says_wrong_stands_at_its_cell(week):
    sitting = SittingFactory(convening=week, ordinal=1)
    other = ProgrammeEntryFactory()
    text = text_of(
        ["id", "Sitting", "Day", "From", "To", "Items", "Title", "Own start"],
        ["", "9", "", "", "", "IRG 1", "", ""],
        ["", "", "2031-06-20", "10:00", "13:00", "IRG 1", "", ""],
        ["", "", "2031-06-11", "10:00", "", "IRG 1", "", ""],
        [str(other.pk), "1", "", "", "", "", "Stolen", ""],
        ["", "1", "", "", "", "", "", ""],
        ["", "1", "", "", "", "", "Too early", "05:00"],
        ["", "", "2031-06-11", "", "", "IRG 1", "", ""],
    )
    of_import = check("programme", week, text)
    assert {cell: words[:30] for cell, words in errors(of_import).items()} == {
        "B2": "This convening has no sitting ",
        "C3": "This day is not a day of the c",
        "E4": "A new sitting needs the hour a",
        "A5": "This convening has no entry of",
        "G6": "Name agenda items, or give it ",
        "H7": "This hour is not within the si",
        "D8": "Day and hour belong together.",
    }
    assert Sitting.objects.filter(convening=week).get() == sitting


def test_statements_are_added_as_drafts_of_delegations_and_people_who_are_there(week):
    vnm = EntityFactory(name="Viet Nam", iso3="VNM", slug="vnm")
    aut = EntityFactory(name="Austria", iso3="AUT", slug="aut")
    delegation = DelegationFactory(convening=week, entity=vnm)
    lan = ParticipantFactory(delegation=delegation, person=PersonFactory(name="Trần Thị Lan"))
    text = text_of(
        ["State", "Agenda item", "Speaker", "Date", "Summary", "Delivered"],
        ["viet nam", "IRG 4(a)", "TRAN Thi Lan", "2031-06-09", "Spoke of assets.", "online"],
        ["VNM", "IRG 4(a)", "", "2031-06-09", "Asked a question.", ""],
    )
    of_import = check("statements", week, text)
    assert (figures(of_import), errors(of_import)) == ({"added": 2}, {})
    written(of_import)
    first, second = Statement.objects.order_by("pk")
    assert (first.speaker, first.mode, first.status, first.item.number) == (
        lan.person,
        "online",
        Status.DRAFT,
        "4(a)",
    )
    assert (second.speaker, second.summary) == (None, "Asked a question.")
    assert figures(check("statements", week, f"{text}\n")) == {"unchanged": 2}

    stranger = StatementFactory()
    wrong = text_of(
        ["id", "State", "Agenda item", "Speaker", "Date"],
        ["", aut.name, "", "", ""],
        ["", "Viet Na", "", "", ""],
        ["", "VNM", "IRG 1", "Somebody", ""],
        [str(stranger.pk), "VNM", "", "", ""],
        [str(first.pk), "VNM", "IRG 4(a)", "", "yesterday"],
    )
    assert {c: w[:40] for c, w in errors(check("statements", week, wrong)).items()} == {
        "B2": "Austria has no delegation at this conven",
        "B3": "“Viet Na” is nobody's name. Like it: Vie",
        "D4": "The delegation has no participant “Someb",
        "A5": "There is no statement of this number tha",
        "E6": "“yesterday” is no day. Write it like 202",
    }


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_a_colleague_is_saving_when_writing_begins_is_not_written_over(admin_user, week):
    paper = DocumentFactory(symbol="CAC/COSP/IRG/2031/7", title="Old", sessions=week.sessions.all())
    rows = [["symbol", "title", "job number"], [paper.symbol, "Old", "V.31-1"]]
    of_import = check("documents", week, text_of(*rows), by=admin_user)

    def write_in_a_thread() -> None:
        try:
            written(of_import)
        finally:
            connection.close()

    thread = Thread(target=write_in_a_thread)
    with transaction.atomic():
        paper.title_en = "New"
        paper.save()
        thread.start()
        thread.join(timeout=1)  # it waits for the colleague
    thread.join()
    of_import.refresh_from_db()
    paper.refresh_from_db()
    assert (paper.title, paper.job_number, of_import.state) == ("New", "", ImportState.CHECKED)
