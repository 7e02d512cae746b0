"""Feeds of what changed: of a convening, a session, a body, and of their lists."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from meetings.enums import Availability, EntryKind, HoldingStatus, IssueStatus
from meetings.models import ProgrammeChange
from meetings.records.domain import editions, publication
from meetings.records.enums import Status
from meetings.records.feeds import name_of, urn
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConveningFactory,
    DocumentFactory,
    DocumentFileFactory,
    ProgrammeChangeFactory,
    ProgrammeEntryFactory,
    SessionFactory,
    SittingFactory,
    SourceFactory,
)
from tests.support.feeds import read_feed
from tests.support.golden import check_golden

pytestmark = pytest.mark.django_db

WEEK = "/meetings/2021-09-06-vienna/changes.atom"
LISTS = ["/meetings/", "/sessions/", "/documents/", "/sources/"]


class Week:
    """A joint week of two bodies, written on the first of September 2021, with what changed."""

    def __init__(self, clock: Any) -> None:
        with editions.raised_once():
            self.convening = ConveningFactory(slug="2021-09-06-vienna", city_fr="Vienne")
            self.irg = self.session("IRG", 12)
            self.wgar = self.session("WGAR", 15)
            self.review = AgendaItemFactory(session=self.irg, number="4", slug="4")
            self.assets = AgendaItemFactory(session=self.wgar, number="3", slug="3")
            tuesday = datetime(2021, 9, 7, 8, tzinfo=UTC)
            self.sittings = [self.sitting(n, tuesday + n * timedelta(days=1)) for n in (1, 2)]
            self.entry = self.add(title="", items=[self.review])
            self.panel = self.add(kind=EntryKind.PANEL, title="Assets", items=[self.assets])
            self.paper = DocumentFactory(
                symbol="CAC/COSP/IRG/2021/1",
                title="Report & <annex>",
                sessions=[self.irg],
                issued_on=date(2021, 8, 30),
            )
        clock.move_to(datetime(2021, 9, 2, 12, tzinfo=UTC))
        DocumentFileFactory(document=self.paper, language="en", availability=Availability.ISSUED)
        clock.move_to(datetime(2021, 9, 3, 12, tzinfo=UTC))
        self.entry.sitting = self.sittings[1]
        self.entry.save()
        clock.move_to(datetime(2021, 9, 4, 12, tzinfo=UTC))
        self.panel.status = HoldingStatus.CANCELLED
        self.panel.save()

    def session(self, code: str, ordinal: int) -> Any:
        body = BodyFactory(code=code, name=f"The {code}")
        return SessionFactory(
            body=body, ordinal=ordinal, convening=self.convening, slug=f"{code.lower()}-{ordinal}"
        )

    def sitting(self, ordinal: int, starts_at: datetime) -> Any:
        return SittingFactory(convening=self.convening, ordinal=ordinal, starts_at=starts_at)

    def add(self, **fields: Any) -> Any:
        return ProgrammeEntryFactory(convening=self.convening, sitting=self.sittings[0], **fields)


@pytest.fixture
def clock():
    with time_machine.travel(datetime(2021, 9, 1, 12, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def week(clock):
    return Week(clock)


# Feeds of records


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("convening.atom", WEEK),
        ("session.atom", "/sessions/irg-12/changes.atom"),
        ("body.atom", "/bodies/wgar/changes.atom"),
        ("documents.atom", "/documents/changes.atom?body=irg"),
    ],
)
def test_a_feed_is_what_it_was_to_the_byte(name, address, week, client):
    read_feed(client, address)
    content = client.get(address).content
    for number, change in enumerate(ProgrammeChange.objects.order_by("made_at"), start=1):
        content = content.replace(urn(name_of(change)).encode(), f"change {number}".encode())
    check_golden(name, content)


def test_a_convening_tells_what_changed_of_its_programme_its_papers_and_itself(week, client):
    feed = read_feed(client, WEEK)
    assert [(entry.title, entry.summary, entry.updated[:10]) for entry in feed.entries] == [
        ("The panel “Assets” was cancelled", "6–10 September 2021, Vienna", "2021-09-04"),
        (
            "IRG 4 moved from Wednesday 10:00 to Thursday 10:00",
            "6–10 September 2021, Vienna",
            "2021-09-03",
        ),
        (
            "CAC/COSP/IRG/2021/1: Report & <annex>",
            "Note by the Secretariat · Issued: 30 August 2021 · Languages: English",
            "2021-09-02",
        ),
        (
            "6–10 September 2021, Vienna",
            "IRG · Twelfth session; WGAR · Fifteenth session",
            "2021-09-01",
        ),
    ]
    assert feed.title == "Changes: 6–10 September 2021, Vienna"
    assert (feed.page, feed.address) == (
        "http://testserver/meetings/2021-09-06-vienna/",
        f"http://testserver{WEEK}",
    )
    assert [entry.link.removeprefix("http://testserver") for entry in feed.entries] == [
        "/meetings/2021-09-06-vienna/programme/",
        "/meetings/2021-09-06-vienna/programme/",
        "/documents/CAC/COSP/IRG/2021/1/",
        "/meetings/2021-09-06-vienna/",
    ]


def test_a_session_tells_of_its_own_items_and_papers_only(week, client):
    assert read_feed(client, "/sessions/irg-12/changes.atom").titles == [
        "IRG 4 moved from Wednesday 10:00 to Thursday 10:00",
        "CAC/COSP/IRG/2021/1: Report & <annex>",
        "IRG · Twelfth session",
    ]
    assert read_feed(client, "/sessions/wgar-15/changes.atom").titles == [
        "The panel “Assets” was cancelled",
        "WGAR · Fifteenth session",
    ]


def test_a_sitting_that_moves_is_told_to_the_sessions_whose_items_it_takes_up(week, client):
    first, second = week.sittings
    for sitting in (first, second):
        sitting.status = HoldingStatus.CANCELLED
        sitting.save()
    assert "Sitting 2 was cancelled" in read_feed(client, "/sessions/irg-12/changes.atom").titles
    assert "Sitting 1 was cancelled" in read_feed(client, "/bodies/wgar/changes.atom").titles
    assert "Sitting 2 was cancelled" not in read_feed(client, "/bodies/wgar/changes.atom").titles


def test_a_body_tells_of_all_its_sessions(week, client):
    later = SessionFactory(body=week.irg.body, ordinal=13)
    assert read_feed(client, "/bodies/irg/changes.atom").titles == [
        "IRG · Thirteenth session",
        "IRG 4 moved from Wednesday 10:00 to Thursday 10:00",
        "CAC/COSP/IRG/2021/1: Report & <annex>",
        "The IRG",
        "IRG · Twelfth session",
    ]
    assert later.body == week.irg.body


def test_a_convening_that_is_off_says_so(week, client):
    week.convening.holding = HoldingStatus.CANCELLED
    week.convening.save()
    [entry] = read_feed(client, "/meetings/changes.atom").entries
    assert entry.summary == "Cancelled. IRG · Twelfth session; WGAR · Fifteenth session"


def test_what_is_not_known_of_a_document_is_said_to_be_not_recorded(clock, client):
    DocumentFactory(symbol="CAC/COSP/2021/1", title="", issue_status=IssueStatus.RESERVED)
    DocumentFactory(symbol="CAC/COSP/2021/2", title_en="", title_fr="Rapport")
    untitled, french = read_feed(client, "/documents/changes.atom").entries
    assert (untitled.title, untitled.summary) == (
        "CAC/COSP/2021/1",
        "Note by the Secretariat · Issued: symbol reserved; not issued yet · "
        "Languages: not recorded",
    )
    assert (french.title, french.language) == ("CAC/COSP/2021/2: Rapport", "fr")
    assert "Issued: not recorded" in french.summary


# Feeds of lists


def test_lists_have_their_filters_and_heed_no_nonsense(week, client):
    SessionFactory(body__code="COSP", ordinal=9, convening__starts_on=date(2020, 11, 2))
    for kind, found in [("meetings", 1), ("sessions", 1)]:
        address = f"/{kind}/changes.atom"
        assert len(read_feed(client, f"{address}?body=irg&year=2021").entries) == found
        whole = read_feed(client, address).titles
        assert len(whole) > found
        assert read_feed(client, f"{address}?body=nope&year=x&other=1").titles == whole
    feed = read_feed(client, "/meetings/changes.atom?year=2021&body=irg&other=1")
    assert feed.page == "http://testserver/meetings/?body=irg&year=2021"
    assert feed.address == "http://testserver/meetings/changes.atom?body=irg&year=2021"


def test_a_list_tells_the_hundred_that_changed_last(client):
    with editions.raised_once():
        documents = DocumentFactory.create_batch(102)
    documents[0].save()
    titles = read_feed(client, "/documents/changes.atom").titles
    assert len(titles) == 100
    assert titles[0].startswith(f"{documents[0].symbol}:")


def test_sources_tell_of_themselves(client):
    source = SourceFactory(title="Một trang", language="vi", publisher="A ministry")
    [entry] = read_feed(client, "/sources/changes.atom").entries
    assert (entry.title, entry.language, entry.summary) == ("Một trang", "vi", "A ministry")
    assert entry.link == f"http://testserver/sources/#{source.slug}"


@pytest.mark.parametrize("path", LISTS)
def test_a_list_without_anything_is_older_than_all(path, client):
    feed = read_feed(client, f"{path}changes.atom")
    assert (feed.updated, feed.entries) == ("1970-01-01T00:00:00+00:00", [])


# What a feed is a function of


def test_identities_hold_on_every_host_and_in_every_language(week, client, settings):
    settings.ALLOWED_HOSTS = ["testserver", "example.org"]
    here, there = read_feed(client, WEEK), read_feed(client, WEEK, host="example.org")
    assert (here.id, [e.id for e in here.entries]) == (there.id, [e.id for e in there.entries])
    assert there.entries[0].link.startswith("http://example.org/")
    french = read_feed(client, f"/fr{WEEK}")
    assert [entry.id for entry in french.entries] == [entry.id for entry in here.entries]
    assert (french.language, french.id == here.id) == ("fr", False)
    assert french.entries[-1].title.endswith("Vienne")


def test_a_feed_heeds_no_clock(week, client, clock):
    before = client.get(WEEK).content
    clock.move_to(datetime(2031, 9, 4, tzinfo=UTC))
    assert client.get(WEEK).content == before


def test_what_xml_cannot_hold_is_left_out(client):
    DocumentFactory(symbol="CAC/COSP/2021/1", title="A\x0bform\x1ffeed\r\nhere")
    assert read_feed(client, "/documents/changes.atom").titles == [
        "CAC/COSP/2021/1: A form feed here"
    ]


# What is not public


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW])
def test_what_is_no_longer_public_is_in_no_feed(status, week, client):
    week.convening.status = status
    week.convening.save()
    for path in LISTS[:3]:
        assert read_feed(client, f"{path}changes.atom").entries == []
    assert read_feed(client, "/bodies/irg/changes.atom").titles == ["The IRG"]
    for address in (WEEK, "/sessions/irg-12/changes.atom"):
        assert client.get(address).status_code == 404


def test_a_draft_programme_tells_nothing(week, client):
    week.convening.programme_status = Status.DRAFT
    week.convening.save()
    ProgrammeChangeFactory(convening=week.convening)
    assert read_feed(client, WEEK).titles == [
        "6–10 September 2021, Vienna",
        "CAC/COSP/IRG/2021/1: Report & <annex>",
    ]


def test_a_withdrawn_convening_leaves_its_address_and_nothing_else(week, client):
    before = {
        path: read_feed(client, f"{path}changes.atom").entries
        for path in ("/meetings/", "/sessions/", "/documents/", "/bodies/irg/")
    }
    publication.withdraw([week.convening])
    for path, entries in before.items():
        after = read_feed(client, f"{path}changes.atom").entries
        kept = {entry.id: entry for entry in after if entry.title == "Withdrawn"}
        for entry in entries:
            if "moved" in entry.title or entry.title == "The IRG":
                assert entry.id not in kept
            else:
                gone = kept.pop(entry.id)
                assert (gone.link, gone.summary) == (entry.link, "")
                assert client.get(gone.link).status_code == 410
        assert kept == {}
    for address in (WEEK, "/sessions/irg-12/changes.atom"):
        assert client.get(address).status_code == 410


def test_a_filter_does_not_search_what_was_withdrawn(week, client):
    publication.withdraw([week.paper])
    assert read_feed(client, "/documents/changes.atom").titles == ["Withdrawn"]
    assert read_feed(client, "/documents/changes.atom?q=Report").titles == []
    assert read_feed(client, "/documents/changes.atom?body=irg").titles == []


def test_an_example_is_in_its_own_feed_and_no_other(week, client):
    example = ConveningFactory(slug="an-example", is_example=True)
    session = SessionFactory(body=week.irg.body, convening=example, slug="irg-99")
    paper = DocumentFactory(sessions=[session])
    ProgrammeChangeFactory(convening=example)
    feeds = [f"{path}changes.atom" for path in (*LISTS, "/bodies/irg/", "/")]
    before = [client.get(address).content for address in feeds]
    for record in (paper, example):
        publication.withdraw([record])
    assert [client.get(address).content for address in feeds] == before
    publication.publish([example, paper])
    assert [client.get(address).content for address in feeds] == before
    assert len(read_feed(client, "/meetings/an-example/changes.atom").entries) == 3
