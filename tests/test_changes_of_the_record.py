"""The feed of the whole record, and the ways that lead to every feed."""

import pytest

from meetings.records.domain import editions, publication
from meetings.records.enums import Status
from tests.factories import (
    ConveningFactory,
    DocumentFactory,
    ProgrammeChangeFactory,
    SessionFactory,
    StatementFactory,
)
from tests.support.feeds import read_feed
from tests.support.html import read
from tests.support.worlds import grow

pytestmark = pytest.mark.django_db

WITH_FEEDS = ["meetings", "sessions", "documents", "sources", "states", "organizations"]
WITH_FEEDS += ["statements", "convening", "session", "body"]


def test_the_whole_record_tells_what_changed_last_of_every_kind(client):
    with editions.raised_once():
        convening = SessionFactory(body__code="IRG", ordinal=12).convening
        DocumentFactory(symbol="CAC/COSP/2021/1", title="A paper", sessions=[])
        StatementFactory(convening=convening, item=None, delegation__entity__name="Chile")
        ProgrammeChangeFactory(convening=convening)
        ConveningFactory(status=Status.DRAFT)
    gone = DocumentFactory(symbol="CAC/COSP/2021/2", title="Another")
    publication.withdraw([gone])
    feed = read_feed(client, "/changes.atom")
    assert sorted((entry.title, entry.link) for entry in feed.entries) == sorted(
        (title, f"http://testserver{address}")
        for title, address in [
            ("6–10 September 2021, Vienna", f"/meetings/{convening.slug}/"),
            (
                "“A panel” moved from Tuesday 10:00 to Wednesday 15:00",
                f"/meetings/{convening.slug}/programme/",
            ),
            ("CAC/COSP/2021/1: A paper", "/documents/CAC/COSP/2021/1/"),
            (
                "Statement of Chile, 6–10 September 2021, Vienna",
                StatementFactory._meta.model.objects.get().get_absolute_url(),
            ),
            ("Withdrawn", "/documents/CAC/COSP/2021/2/"),
        ]
    )
    assert feed.titles[0] == "Withdrawn"


def test_an_empty_record_has_an_empty_feed(client):
    assert read_feed(client, "/changes.atom").entries == []


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_pages_of_what_changes_lead_to_its_feed(prefix, client):
    world = grow(1)
    for kind in WITH_FEEDS:
        address = prefix + world.pages[kind]
        page = read(client, address)
        feeds = [link["href"] for link in page.one("head").all("link", type="application/atom+xml")]
        assert feeds == [f"{address}changes.atom"], kind
        assert feeds[0] in page.main.addresses, kind
        assert read_feed(client, feeds[0]).page == f"http://testserver{address}"
    for kind, feed in [("home", "/changes.atom"), ("programme", "convening")]:
        expected = prefix + (world.pages[feed] + "changes.atom" if feed in world.pages else feed)
        [link] = read(client, prefix + world.pages[kind]).all("link", type="application/atom+xml")
        assert link["href"] == expected


def test_a_filtered_list_leads_to_its_own_feed(client):
    page = read(client, "/documents/?page=1&kind=note&q=a+b&other=1")
    [link] = page.all("link", type="application/atom+xml")
    assert link["href"] == "/documents/changes.atom?q=a+b&kind=note"
    assert link["href"] in page.main.addresses
