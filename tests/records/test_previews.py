"""The preview is the public page to the letter, for staff only, and leaves nothing behind."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from meetings.records.domain import editions
from meetings.records.domain.publication import move
from meetings.records.enums import Level, Status
from meetings.records.models import StatusMove
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    EntityFactory,
    ParticipantFactory,
    ProgrammeEntryFactory,
    SessionFactory,
    StatementFactory,
)
from tests.support.admin import page_of
from tests.support.html import parse
from tests.support.weeks import colleague
from uncac_portal.search.indexing import rebuild
from uncac_portal.search.models import Entry

pytestmark = pytest.mark.django_db

OWN = "/meetings/week/"
PAGES = [
    OWN, f"{OWN}programme/", f"{OWN}participants/", f"{OWN}documents/", f"{OWN}calendar/",
    f"{OWN}programme/?tz=Asia/Ho_Chi_Minh", "/fr/meetings/week/", "/ar/meetings/week/programme/",
    f"{OWN}participants/?format=csv", f"{OWN}participants.pdf", f"{OWN}calendar.ics",
    f"{OWN}programme/?format=json", f"{OWN}participants/?format=xlsx", "/search/?q=Atlantis",
]  # fmt: skip


@pytest.fixture
def week():
    convening = ConveningFactory(
        slug="week",
        starts_on=date(2031, 3, 3),
        status=Status.DRAFT,
        programme_status=Status.DRAFT,
        participants_status=Status.IN_REVIEW,
    )
    session = SessionFactory(convening=convening, body=BodyFactory(code="IRG"))
    item = AgendaItemFactory(session=session)
    ProgrammeEntryFactory(convening=convening, items=[item])
    delegation = DelegationFactory(convening=convening, entity=EntityFactory(name="Atlantis"))
    ParticipantFactory(delegation=delegation, person__name="Ana Known")
    ParticipantFactory(delegation=delegation, person__name="Bo Hidden", listed=False)
    rebuild()
    return convening


def preview(client, record, page=None, **more):
    return client.get(page_of(record, "preview"), ({"page": page} if page else {}) | more)


def links(html):
    return [link["href"] for link in parse(html).main.all("a") if "href" in link.attributes]


def test_it_is_what_the_public_gets_afterwards_and_nothing_stays(admin_client, client, week):
    edition, entries, rows = editions.current(), Entry.objects.count(), week.history.count()
    seen = {page: preview(admin_client, week, page) for page in PAGES}
    assert {page: answer.status_code for page, answer in seen.items()} == dict.fromkeys(PAGES, 200)
    assert client.get(OWN).status_code == 404
    assert (editions.current(), Entry.objects.count(), week.history.count()) == (
        edition, entries, rows,
    )  # fmt: skip
    assert not StatusMove.objects.exists()
    with editions.raised_once():
        for part in week.statuses():
            move(week, part, Status.PUBLISHED)
    for page, answer in seen.items():
        public = client.get(page)
        assert answer["Content-Type"] == public["Content-Type"], page
        assert answer.get("Content-Language") == public["Content-Language"], page
        if "html" not in public["Content-Type"]:
            assert (
                answer.get("Content-Disposition", "").partition("edition")[0]
                == public.get("Content-Disposition", "").partition("edition")[0]
            )
            continue
        shown, real = (parse(one.content.decode()).main.text for one in (answer, public))
        assert shown == real, page


def test_it_says_that_it_is_none_and_nobody_keeps_it(admin_client, week):
    answer = preview(admin_client, week)
    html = answer.content.decode()
    page = parse(html)
    note = page.one("aside", class_="preview-note")
    assert note.text.startswith("Preview, not public. This is how")
    assert answer["Cache-Control"] == "no-store, private"
    assert (answer["X-Robots-Tag"], answer["X-Frame-Options"]) == ("noindex", "DENY")
    assert "ETag" not in answer.headers
    assert [script for script in page.all("script") if "src" in script.attributes] == []
    assert ("Ana Known" in html, "Bo Hidden" in html) == (False, False)
    people = preview(admin_client, week, f"{OWN}participants/").content.decode()
    assert ("Ana Known" in people, "Bo Hidden" in people) == (True, False)


def test_its_links_stay_in_the_preview(admin_client, week):
    html = preview(admin_client, week, f"{OWN}programme/").content.decode()
    own = page_of(week, "preview")
    inside = [link for link in links(html) if link.startswith("/") and not link.startswith(own)]
    assert inside == []
    targets = [parse_qs(urlsplit(link).query) for link in links(html) if link.startswith(own)]
    assert {"page": [f"{OWN}participants/"], "with": list(week.statuses())} in targets
    for link in {link for link in links(html) if link.startswith(own)}:
        assert admin_client.get(link).status_code == 200, link


def test_parts_that_are_left_out_are_not_shown(admin_client, week):
    page = f"{OWN}participants/"
    without = preview(admin_client, week, page, **{"with": "status"}).content.decode()
    assert ("Atlantis" in without, "Ana Known" in without) == (True, False)
    shown = preview(admin_client, week, f"{OWN}programme/", **{"with": "status"})
    assert "No programme of this convening is on record." in shown.content.decode()
    toggle = parse(without).one("aside", class_="preview-note").all("a")[1]["href"]
    assert "Ana Known" in admin_client.get(toggle).content.decode()


def test_what_belongs_to_a_draft_is_shown_as_if_that_were_published(admin_client, client, week):
    session = week.sessions.get()
    paper = DocumentFactory(sessions=[session], status=Status.DRAFT)
    statement = StatementFactory(
        item=session.items.get(), delegation=week.delegations.get(), status=Status.DRAFT
    )
    for record in (paper, statement):
        assert preview(admin_client, record).status_code == 200
        assert client.get(record.get_absolute_url()).status_code == 404
    move(week, "status", Status.PUBLISHED)
    move(week, "status", Status.WITHDRAWN)
    assert preview(admin_client, week).status_code == 200
    assert client.get(OWN).status_code == 410


@pytest.mark.parametrize(
    "page",
    [
        "/admin/", "/api/v1/", "/static/css/portal.css", "/data/uncac-meetings.zip", "/%61dmin/",
        "//elsewhere.example/", "https://elsewhere.example/", "http://[", "nonsense/", "/none/",
        "/meetings/\x00/", "/meetings/?page=\x00\ud800".encode("utf-8", "replace").decode(),
    ],
)  # fmt: skip
def test_only_pages_of_the_portal_are_shown(admin_client, week, page):
    assert preview(admin_client, week, page).status_code in (200, 404)
    if "page=" not in page:
        assert preview(admin_client, week, page).status_code == 404


def test_nobody_out_of_reach_sees_it(client, week):
    assert preview(client, week).status_code == 302
    body = week.sessions.get().body
    client.force_login(colleague("viewer", (Level.VIEWER, body)))
    assert preview(client, week).status_code == 200
    client.force_login(colleague("stranger", (Level.ADMINISTRATOR, BodyFactory())))
    assert preview(client, week).status_code == 404


def test_a_paper_of_two_convenings_shows_no_draft_of_others(client, admin_client, week):
    other = SessionFactory(convening__slug="elsewhere", convening__status=Status.DRAFT)
    paper = DocumentFactory(sessions=[week.sessions.get(), other], status=Status.DRAFT)
    viewer = colleague("viewer", (Level.VIEWER, week.sessions.get().body))
    client.force_login(viewer)
    pages = [OWN, "/meetings/elsewhere/"]
    assert [preview(client, paper, page).status_code for page in pages] == [200, 404]
    assert preview(admin_client, paper, pages[-1]).status_code == 200
