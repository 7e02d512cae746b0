"""A joint week as the secretariat enters it: copied, pasted, imported, reviewed and published."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from delegations.enums import AttendanceMode, Function
from delegations.models import Entity, Participant
from meetings.enums import AgendaStatus
from meetings.models import AgendaItem, Convening, Document, DocumentFile, Import, ProgrammeEntry
from meetings.records.enums import Level, Status
from meetings.records.models import JournalEntry
from tests.browser.conftest import hear
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConveningFactory,
    EntityFactory,
    SessionFactory,
)
from tests.support.weeks import colleague, signed_in

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

TITLES = {f"{n}": f"Subject {n} of the Review Group" for n in range(1, 11)}
PARTS = {
    f"{n}({letter})": f"Part {letter} of subject {n}" for n in range(1, 11) for letter in "abc"
}
AGENDA = "\n".join(
    f"{n}. {title}:\n" + "\n".join(f"   ({x}) {PARTS[f'{n}({x})']};" for x in "abc")
    for n, title in TITLES.items()
)
PAPERS = [
    ("Symbol", "Type", "Title", "Agenda items", "Languages"),
    *(
        (f"CAC/COSP/IRG/2027/{n}", "report", f"Paper {n}", f"IRG {n % 10 + 1}", "E/F/S")
        for n in range(1, 31)
    ),
]
PROGRAMME = [
    ("Day", "From", "To", "Room", "Agenda items"),
    *(
        (
            date(2027, 9, 6 + place // 2),
            "15:00" if place % 2 else "10:00",
            "18:00" if place % 2 else "13:00",
            "Boardroom D",
            "; ".join(f"IRG {number}" for number in (n, *(f"{n}({x})" for x in "abc"))),
        )
        for place, n in enumerate(TITLES)
    ),
]
HEAD = ("Registration ID", "First Name", "Last Name", "Country", "Email Address")
HEAD += ("Mode of attendance", "Function in the delegation", "Registration state")
LANDS = [f"Land {n:03}" for n in range(200)]


def as_registered(n: int) -> list[Any]:
    """A row of the registration: two people of each State, its head in the room."""
    is_head = n < 200
    return [
        1000 + n,
        f"Given {n}",
        f"Family {n}",
        LANDS[n % 200],
        f"person{n}@example.org",
        "In person" if is_head else "Online",
        "Head of delegation" if is_head else "Representative",
        "Complete",
    ]


PEOPLE = [HEAD, *(as_registered(n) for n in range(400))]
FAULTS = {  # what is typed wrong: the cell, what stands there
    "D12": "Ruritania",
    "E22": "not an address",
    "F32": "by carrier pigeon",
    "G252": "Head of delegation",  # a second one of Land 050
    "F262": "In person",  # the second one of Land 060
    "D263": "Land 060",  # the third one
    "F263": "In person",
}
NAMELESS, REPEATED = 72, 83
LIMIT = "Land 060 may have 2 representatives in the room; with this file there would be 3."
TOLD = [
    "D12 “Country”: “Ruritania” is not on record. A new organization has to be added first.",
    "E22 “Email Address”: “not an address” is no e-mail address.",
    "F32 “Mode of attendance”: “by carrier pigeon” is none of: in person, online, in person and "
    "online, not recorded",
    "G52 “Function in the delegation”: A delegation has one head. Rows that name another: 252.",
    f"F62 “Mode of attendance”: {LIMIT}",
    "C72 “Last Name”: This row names nobody: enter the name.",
    "Row 82 is about the same: leave one of the two out.",
    "G252 “Function in the delegation”: A delegation has one head. Rows that name another: 52.",
    f"F262 “Mode of attendance”: {LIMIT}",
    f"F263 “Mode of attendance”: {LIMIT}",
]


def workbook(rows: list[Any], *, faulty: bool = False) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if faulty:
        for cell, text in FAULTS.items():
            book.active[cell] = text
        for column in "BC":
            book.active[f"{column}{NAMELESS}"] = None
        for column in "ABCDEFGH":
            before = book.active[f"{column}{REPEATED - 1}"].value
            book.active[f"{column}{REPEATED}"] = before
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def irg() -> Any:
    """A body with its last convening, and the States that send delegations to the next one."""
    body = BodyFactory(code="IRG", slug="irg", symbol_prefix="CAC/COSP/IRG/")
    last = ConveningFactory(slug="last", format="hybrid", in_person_limit=2)
    session = SessionFactory(body=body, ordinal=12, convening=last, agenda_status="adopted")
    AgendaItemFactory(session=session, number="1", slug="1", title=TITLES["1"])
    Entity.objects.bulk_create(EntityFactory.build(name=land) for land in LANDS)
    return body


@pytest.fixture
def desk_of(browser: Browser, live_server: Any) -> Any:
    """Opens a browser in which a colleague of the body is signed in."""
    contexts = []

    def open_desk(level: Level, body: Any) -> Page:
        cookie = signed_in(colleague(level.name.lower(), (level, body))).cookies
        value = cookie[settings.SESSION_COOKIE_NAME].value
        contexts.append(browser.new_context(base_url=live_server.url))
        name = settings.SESSION_COOKIE_NAME
        contexts[-1].add_cookies([{"name": name, "value": value, "url": live_server.url}])
        return contexts[-1].new_page()

    yield open_desk
    for context in contexts:
        context.close()


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).click()


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("main").get_by_role("link", name=name).first.click()


def check(page: Page, kind: str, content: bytes) -> None:
    """Uploads a file from the page of the convening, and takes the columns as proposed."""
    follow(page, "Import a spreadsheet")
    upload(page, kind, content)


def upload(page: Page, kind: str, content: bytes) -> None:
    page.get_by_label("What the rows are").select_option(label=kind)
    file = {"name": f"{kind}.xlsx", "mimeType": WORKBOOK, "buffer": content}
    page.get_by_label("File (.xlsx or .csv)").set_input_files(file)
    press(page, "Upload and choose columns")
    press(page, "See what the file would do")


def write(page: Page, added: int) -> None:
    """Imports what was checked, and goes back to the convening."""
    press(page, f"Import: add {added}, change 0")
    expect(page.get_by_text("The file was imported on")).to_be_visible()
    follow_way_back(page)


def follow_way_back(page: Page) -> None:
    page.get_by_role("link", name="6–10 September 2027, Vienna").click()


def step(page: Page, verb: str, part: str, done: str) -> None:
    """Takes one step of publication from the page of the convening, and goes back to it."""
    follow(page, "Publication")
    follow(page, re.compile(rf"^{verb}\W+{part}$"))
    press(page, verb)
    expect(page.get_by_text(f"{part}: {done}.", exact=True)).to_be_visible()
    follow(page, "Overview")


@pytest.mark.django_db(transaction=True)
def test_a_week_is_entered_reviewed_and_published_without_leaving_the_administration(irg, desk_of):
    page = desk_of(Level.EDITOR, irg)
    complaints = hear(page)
    page.goto("/admin/")
    follow(page, "IRG 12")
    page.get_by_label("First day").fill("2027-09-06")
    page.get_by_label("Last day").fill("2027-09-10")
    page.get_by_label("Copy the format").check()
    page.get_by_label("Copy the room limit").check()
    press(page, "Look at what will be made")
    press(page, "Make this convening as a draft")
    follow(page, "Paste the agenda")
    page.get_by_label("Text", exact=True).fill(AGENDA)
    press(page, "Read the text")
    expect(page.get_by_text("39 to add, 0 to change, 1 as on record")).to_be_visible()
    press(page, "Save all of this")

    check(page, "Documents", workbook(PAPERS))
    write(page, 30)
    check(page, "Programme", workbook(PROGRAMME))
    write(page, 10)
    check(page, "Participants", workbook(PEOPLE, faulty=True))
    expect(page.get_by_text("10 rows are faulty, so nothing can be imported yet.")).to_be_visible()
    assert page.locator(".faults li").all_inner_texts() == TOLD
    assert not Participant.objects.exists()
    follow(page, "Upload it again")
    upload(page, "Participants", workbook(PEOPLE))
    write(page, 400)
    step(page, "Send to review", "Programme", "sent to review")
    step(page, "Send to review", "Convening", "sent to review")
    assert page.get_by_role("link", name=re.compile("^Publish")).count() == 0

    publisher = desk_of(Level.PUBLISHER, irg)
    publisher.goto(page.url)
    step(publisher, "Publish", "Programme", "published")
    step(publisher, "Publish", "Convening", "published")
    follow(publisher, "Public page")
    follow(publisher, "Programme")
    expect(publisher.get_by_role("heading", level=1)).to_have_text("Programme")
    shown = publisher.get_by_role("main").inner_text()
    assert [title for title in (TITLES | PARTS).values() if title not in shown] == []
    assert complaints == []
    assert_that_all_is_on_record()


def assert_that_all_is_on_record() -> None:
    week = Convening.objects.get(starts_on=date(2027, 9, 6))
    assert (week.status, week.programme_status, week.participants_status) == (
        Status.PUBLISHED,
        Status.PUBLISHED,
        Status.DRAFT,
    )
    session = week.sessions.get()
    items = AgendaItem.objects.filter(session=session)
    assert (session.ordinal, session.agenda_status) == (13, AgendaStatus.PROVISIONAL)
    assert dict(items.values_list("number", "title_en")) == TITLES | PARTS
    assert items.filter(parent=None).count() == 10
    papers = Document.objects.filter(sessions=session, status=Status.DRAFT)
    found = papers.values_list("symbol", "title_en", "items__number")
    wanted = [(symbol, title, item[4:]) for symbol, _kind, title, item, _in in PAPERS[1:]]
    assert sorted(found) == sorted(wanted)
    assert DocumentFile.objects.filter(document__in=papers).count() == 90
    entries = ProgrammeEntry.objects.filter(convening=week)
    assert (entries.count(), week.sittings.count()) == (10, 10)
    assert set(entries.values_list("items", flat=True)) == set(items.values_list("pk", flat=True))
    fields = ("person__name", "delegation__entity__name_en", "person__email", "mode", "function")
    people = Participant.objects.filter(delegation__convening=week, presence="registered")
    assert set(people.values_list(*fields)) == {
        (
            f"Given {n} Family {n}",
            LANDS[n % 200],
            f"person{n}@example.org",
            AttendanceMode.IN_PERSON if n < 200 else AttendanceMode.ONLINE,
            Function.HEAD if n < 200 else Function.REPRESENTATIVE,
        )
        for n in range(400)
    }
    assert people.count() == 400
    assert list(Import.objects.order_by("pk").values_list("state", "faulty")) == [
        ("done", 0),
        ("done", 0),
        ("checked", 10),
        ("done", 0),
    ]
    done = JournalEntry.objects.order_by("pk").values_list("way", "by__username")
    assert list(done) == [
        ("copy", "editor"),
        ("paste", "editor"),
        *[("import", "editor")] * 3,
        *[("publication", "editor")] * 2,
        *[("publication", "publisher")] * 2,
    ]
    last = Convening.objects.get(slug="last")
    assert (last.sessions.get().items.count(), last.status) == (1, Status.PUBLISHED)
