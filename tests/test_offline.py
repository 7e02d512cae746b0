"""What a reader may keep to read it without a network, and the portal among a phone's programs."""

import re
import struct
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils import timezone

from meetings.records.enums import Status
from meetings.records.models import Edition
from tests.factories import (
    AgendaItemFactory,
    ArticleFactory,
    BodyFactory,
    CitationFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    DocumentFileFactory,
    EntityFactory,
    EntityNameFactory,
    OfficerFactory,
    OfficerTitleFactory,
    PanellistFactory,
    ParticipantFactory,
    PersonFactory,
    ProgrammeChangeFactory,
    ProgrammeEntryFactory,
    ReportedFigureFactory,
    SessionFactory,
    SittingFactory,
    SourceFactory,
    StatementFactory,
    TopicFactory,
    TreatyActionFactory,
)
from tests.support.html import read
from tests.support.refusals import NOT_PUBLIC
from uncac_portal.release import RELEASE

pytestmark = pytest.mark.django_db

SLUG = "2021-09-06-vienna"
FILES = [
    "/static/css/portal.css",
    "/static/django_htmx/htmx-2.min.js",
    "/static/img/favicon.svg",
    "/static/js/lists.js",
    "/static/js/now.js",
    "/static/js/offline.js",
    "/static/js/programme.js",
    "/static/js/search.js",
]


def add_week(**fields):
    """A convening of one session with an item and a part of it."""
    convening = ConveningFactory(slug=SLUG, starts_on=date(2021, 9, 6), **fields)
    session = SessionFactory(convening=convening, slug="irg-12")
    item = AgendaItemFactory(session=session, slug="4", position=1)
    AgendaItemFactory(session=session, slug="4a", parent=item, position=2)
    return convening


def pages(client, prefix=""):
    return client.get(f"{prefix}/meetings/{SLUG}/offline.json").json()["pages"]


# What is kept


def test_all_that_makes_a_meeting_readable_is_named(client):
    add_week(programme_status=Status.PUBLISHED, participants_status=Status.PUBLISHED)
    edition = Edition.objects.get()
    told = client.get(f"/meetings/{SLUG}/offline.json").json()
    assert re.fullmatch(r"[0-9a-f]{24}", told.pop("mark"))
    assert told == {
        "name": "6–10 September 2021, Vienna",
        "address": f"/meetings/{SLUG}/",
        "programme": f"/meetings/{SLUG}/programme/",
        "home": "/",
        "offline": "/offline/",
        "edition": edition.number,
        "edition_time": edition.raised_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "release": RELEASE,
        "pages": [
            f"/meetings/{SLUG}/",
            f"/meetings/{SLUG}/programme/",
            f"/meetings/{SLUG}/participants/",
            f"/meetings/{SLUG}/statements/",
            f"/meetings/{SLUG}/documents/",
            "/sessions/irg-12/",
            "/sessions/irg-12/items/4/",
            "/sessions/irg-12/items/4a/",
            "/sessions/irg-12/agenda.pdf",
            f"/meetings/{SLUG}/programme.pdf",
            f"/meetings/{SLUG}/participants.pdf",
            "/offline/",
        ],
        "files": FILES,
    }


def test_it_is_named_in_the_language_of_the_address(client):
    add_week(programme_status=Status.PUBLISHED)
    told = client.get(f"/ar/meetings/{SLUG}/offline.json").json()
    assert {address[:4] for address in told["pages"]} == {"/ar/"}
    assert (told["address"], told["home"]) == (f"/ar/meetings/{SLUG}/", "/ar/")


@pytest.mark.parametrize("programme", Status)
@pytest.mark.parametrize("participants", Status)
def test_papers_are_kept_where_they_are_public(programme, participants, client):
    add_week(programme_status=programme, participants_status=participants)
    papers = [address for address in pages(client) if address.endswith(".pdf")]
    assert papers == [
        "/sessions/irg-12/agenda.pdf",
        *[f"/meetings/{SLUG}/programme.pdf"] * (programme == Status.PUBLISHED),
        *[f"/meetings/{SLUG}/participants.pdf"] * (participants == Status.PUBLISHED),
    ]


def test_everything_that_is_kept_is_there(client):
    add_week(programme_status=Status.PUBLISHED, participants_status=Status.PUBLISHED)
    assert {client.get(address).status_code for address in pages(client)} == {200}
    assert [path for path in FILES if not finders.find(path.removeprefix("/static/"))] == []


def test_what_the_pages_load_is_kept_with_them(client):
    add_week()
    loaded = set()
    for address in pages(client):
        if address.endswith("/"):
            page = read(client, address)
            loaded |= {script["src"] for script in page.all("script") if "src" in script.attributes}
            loaded |= {link["href"] for link in page.all("link", rel="stylesheet")}
            loaded |= {link["href"] for link in page.all("link", rel="icon")}
    assert loaded <= set(FILES)


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_what_is_not_public_is_not_kept(status, client):
    convening = add_week()
    hidden = SessionFactory(convening=convening, slug="hidden-1", body=BodyFactory(status=status))
    AgendaItemFactory(session=hidden, slug="hidden")
    assert [address for address in pages(client) if "hidden" in address] == []


@pytest.mark.parametrize(
    ("status", "answer"), [(Status.DRAFT, 404), (Status.IN_REVIEW, 404), (Status.WITHDRAWN, 410)]
)
def test_a_meeting_that_is_not_public_cannot_be_kept(status, answer, client):
    add_week(status=status)
    assert client.get(f"/meetings/{SLUG}/offline.json").status_code == answer


def test_each_tab_of_a_meeting_offers_to_keep_it_and_hides_that_till_a_browser_can(client):
    add_week()
    for address in [address for address in pages(client) if address.startswith("/meetings")]:
        if address.endswith("/"):
            offer = read(client, address).one(data_keep=f"/meetings/{SLUG}/offline.json")
            assert "hidden" in offer.attributes
            assert offer["data-worker"] == "/service-worker.js"
            assert offer.texts("button") == ["Keep this meeting offline", "Remove the kept copy"]


# The mark of what the pages say


def mark(client):
    return client.get(f"/meetings/{SLUG}/offline.json").json()["mark"]


def add_everything(convening, session, item, day):
    """A record of every kind that the pages of the convening draw on."""
    sitting = SittingFactory(convening=convening, ordinal=1)
    entry = ProgrammeEntryFactory(convening=convening, sitting=sitting, items=[item])
    delegation = DelegationFactory(convening=convening, entity=EntityFactory())
    document = DocumentFactory(sessions=[session], items=[item])
    officer = OfficerFactory(convening=convening)
    spoken = StatementFactory(delegation=delegation, item=item, speaker=PersonFactory())
    citation = CitationFactory(record=item, source=SourceFactory())
    return {
        "convening": convening,
        "session": session,
        "body": session.body,
        "item": item,
        "item of another session considered with it": AgendaItemFactory(considered_with=[item]),
        "topic": TopicFactory(),
        "article": ArticleFactory(),
        "sitting": sitting,
        "entry": entry,
        "change": ProgrammeChangeFactory(convening=convening, made_at=day),
        "document": document,
        "document under the item alone": DocumentFactory(sessions=[], items=[item]),
        "file": DocumentFileFactory(document=document),
        "delegation": delegation,
        "entity": delegation.entity,
        "former name": EntityNameFactory(entity=delegation.entity),
        "treaty action": TreatyActionFactory(entity=delegation.entity),
        "participant": ParticipantFactory(delegation=delegation),
        "officer": officer,
        "title": OfficerTitleFactory(officer=officer),
        "figure": ReportedFigureFactory(convening=convening),
        "panellist": PanellistFactory(entry=entry),
        "statement": spoken,
        "speaker": spoken.speaker,
        "citation": citation,
        "source": citation.source,
    }


def add_full_week(slug=SLUG, starts_on=date(2021, 9, 6)):
    convening = ConveningFactory(slug=slug, starts_on=starts_on)
    session = SessionFactory(convening=convening)
    item = AgendaItemFactory(session=session)
    return add_everything(convening, session, item, timezone.now())


def test_the_mark_follows_every_kind_of_record_that_the_pages_show(client):
    seen = [mark_after_a_save(record, client) for record in add_full_week().values()]
    assert len(set(seen)) == len(seen)


def mark_after_a_save(record, client):
    record.save()
    return mark(client)


def test_the_mark_follows_what_comes_and_what_goes(client):
    week = add_full_week()
    for change in [
        lambda: week["item"].topics.add(week["topic"]),
        lambda: week["item"].topics.clear(),
        lambda: CitationFactory(record=week["statement"], source=week["source"]),
        lambda: week["panellist"].delete(),
        lambda: PanellistFactory(entry=week["entry"]),
        lambda: ConveningFactory(starts_on=date(2022, 9, 6)),  # it may come next in a series
    ]:
        before = mark(client)
        change()
        assert mark(client) != before


def test_the_mark_follows_what_is_written_without_history(client):
    week = add_full_week()
    before = mark(client)
    same = type(week["sitting"]).objects.filter(pk=week["sitting"].pk)
    same.update(sequence=3, changed_at=timezone.now() + timedelta(seconds=1))
    assert mark(client) != before


def test_the_mark_stays_where_other_meetings_change_though_the_edition_does_not(client):
    add_full_week()
    other = add_full_week(slug="2022-09-05-vienna", starts_on=date(2022, 9, 5))
    shared = ["convening", "session", "body", "topic", "article"]
    shared += ["entity", "former name", "treaty action", "source"]
    before = client.get(f"/meetings/{SLUG}/offline.json").json()
    for name, record in other.items():
        if name not in shared:
            record.save()
            assert mark(client) == before["mark"], name
    assert client.get(f"/meetings/{SLUG}/offline.json").json()["edition"] > before["edition"]


def test_a_new_release_has_another_mark(client, monkeypatch):
    add_week()
    before = mark(client)
    for where in ("pages.offline", "middleware"):
        monkeypatch.setattr(f"uncac_portal.{where}.RELEASE", "another")
    assert mark(client) != before


def test_the_mark_is_the_same_in_every_language(client):
    add_week()
    assert client.get(f"/ar/meetings/{SLUG}/offline.json").json()["mark"] == mark(client)


# The worker and the page that stands in


def test_the_worker_speaks_for_the_whole_portal_and_is_never_an_old_one(client):
    response = client.get("/service-worker.js")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, no-cache"
    policy = response.headers["Content-Security-Policy"]
    assert "connect-src 'self'" in policy
    assert "worker-src 'self'" in policy


def test_the_page_that_stands_in_reads_well_by_itself(client):
    page = read(client, "/offline/")
    assert page.heading == "Kept on this device"
    assert "hidden" in page.one(data_instead="").attributes
    assert page.one("ul", data_shelf="").text == ""
    assert page.one(data_empty_shelf="").text.startswith("Nothing is kept.")


# Among the programs of a phone


@pytest.mark.parametrize(
    ("prefix", "language", "direction"),
    [("", "en", "ltr"), ("/fr", "fr", "ltr"), ("/ar", "ar", "rtl")],
)
def test_the_portal_can_be_installed_in_each_language(prefix, language, direction, client):
    response = client.get(f"{prefix}/manifest.webmanifest")
    assert response.headers["Content-Type"] == "application/manifest+json"
    told = response.json()
    named = (told.pop("name"), told.pop("description"))
    assert all(named)
    assert told == {
        "id": "/",
        "short_name": "UNCAC",
        "lang": language,
        "dir": direction,
        "start_url": f"{prefix}/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbfaf6",
        "theme_color": "#14232f",
        "icons": [
            {"src": static("img/favicon.svg"), "type": "image/svg+xml", "sizes": "any"},
            {"src": static("img/icon-192.png"), "type": "image/png", "sizes": "192x192"},
            {"src": static("img/icon-512.png"), "type": "image/png", "sizes": "512x512"},
            {
                "src": static("img/icon-maskable-512.png"),
                "type": "image/png",
                "sizes": "512x512",
                "purpose": "maskable",
            },
        ],
    }
    assert read(client, f"{prefix}/").one("link", rel="manifest")["href"].startswith(f"{prefix}/")


def test_each_icon_is_as_large_as_the_manifest_says(client):
    for icon in client.get("/manifest.webmanifest").json()["icons"]:
        if icon["type"] == "image/png":
            path = Path(finders.find(icon["src"].removeprefix("/static/")))
            width, height = struct.unpack(">2I", path.read_bytes()[16:24])
            assert icon["sizes"] == f"{width}x{height}"


def test_the_scripts_of_the_portal_are_small():
    scripts = (settings.BASE_DIR / "static" / "js").glob("*.js")
    assert sum(script.stat().st_size for script in scripts) <= 30_000
