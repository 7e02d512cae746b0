"""What is a draft, in review or withdrawn shows nowhere, though it touches everything public."""

import json
import re

import pytest
from django.db import transaction
from django.test import Client

from meetings.models import Document, Session
from meetings.records.domain import editions
from meetings.records.enums import Status
from meetings.records.models import Source
from tests.support.crawler import crawl, read_api
from tests.support.hidden import Hidden
from tests.support.refusals import NOT_PUBLIC
from tests.support.worlds import SITE_PAGES, grow
from uncac_portal.registry import COLLECTIONS

pytestmark = pytest.mark.django_db

KINDS = ["pdf", "docx"]

TAB = re.compile("/meetings/[^/]+/[^/]+/")
# What a feed says of a withdrawn record: its address, and nothing else.
TOMBSTONE = re.compile(
    '<entry><title>Withdrawn</title><link href="http://testserver([^"]*)" rel="alternate"/>'
    "<id>urn:uuid:[^<]*</id><updated>[^<]*</updated></entry>"
)
# And what the API says of one: its key, and nothing else.
BURIED = re.compile('{"id":("[^"]*"|[0-9]+),"withdrawn":true,"changed_at":"[^"]*"}')
OTHER_LANGUAGE = re.compile("/(fr|es|ar|zh-hans|ru|vi)/")


class Scene:
    """A public world with what is hidden beside it, and every page that a visitor can reach."""

    def __init__(self) -> None:
        with editions.raised_once():
            self.world = grow(1)
            hidden = {status: Hidden(self.world, status) for status in NOT_PUBLIC}
        self.hidden = {a: status for status, those in hidden.items() for a in those.addresses}
        self.withdrawn = {a for a, status in self.hidden.items() if status is Status.WITHDRAWN}
        for those in hidden.values():
            self.withdrawn.add(those.withdrawn_convening.get_absolute_url())
        client = Client()
        self.sitemap = client.get("/sitemap.xml").content.decode()
        papers = [f"{paper}.{kind}" for paper in self.world.papers.values() for kind in KINDS]
        self.answers = crawl(client, [*self.world.pages.values(), *papers])
        self.pages = {address: answer.html for address, answer in self.answers.items()}
        self.api = read_api(client)
        self.pages |= {address: BURIED.sub("", told) for address, told in self.api.items()}
        for address in self.world.pages.values():
            self.pages[f"/ar{address}"] = client.get(f"/ar{address}").content.decode()

    def withdrawn_from(self, list_page: str) -> set[str]:
        """The withdrawn records that had stood in the list, each at its own address."""
        own = {a for a in self.withdrawn if a.startswith(list_page) and a.endswith("/")}
        return {a for a in own if not TAB.fullmatch(a) and "/items/" not in a}

    def withdrawn_of_body(self) -> set[str]:
        """The withdrawn sessions and papers of the world's body."""
        sessions = Session.objects.filter(body=self.world.body)
        papers = Document.objects.filter(sessions__in=sessions)
        return self.withdrawn & {record.get_absolute_url() for record in (*sessions, *papers)}


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """Made once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Scene()
        transaction.set_rollback(True)


def test_no_page_says_a_secret(scene):
    said = {
        (address, secret)
        for address, html in scene.pages.items()
        for secret in re.findall("SECRET[^<>]{,40}|secret[-.@][^<>]{,40}", TOMBSTONE.sub("", html))
    }
    assert said == set()


def test_a_feed_names_what_was_withdrawn_from_it_and_nothing_that_was_never_public(scene):
    lists = ["/meetings/", "/sessions/", "/documents/", "/statements/", "/states/"]
    withdrawn = {path: scene.withdrawn_from(path) for path in [*lists, "/organizations/"]}
    withdrawn["/sources/"] = {s.get_absolute_url() for s in Source.objects.withdrawn()}
    withdrawn["/"] = withdrawn["/meetings/"] | withdrawn["/documents/"] | withdrawn["/statements/"]
    withdrawn[scene.world.pages["body"]] = scene.withdrawn_of_body()
    assert set() not in withdrawn.values()
    feeds = {a: html for a, html in scene.pages.items() if "changes.atom" in a}
    told = {a: sorted(TOMBSTONE.findall(html)) for a, html in feeds.items()}
    assert {address: found for address, found in told.items() if found} == {
        f"{path}changes.atom": sorted(expected) for path, expected in withdrawn.items()
    }


def test_no_page_leads_to_a_hidden_record(scene):
    links = {
        (address, link)
        for address, html in scene.pages.items()
        for link in re.findall('href="([^"?#]+)', html)
        if link.removeprefix("/ar") in scene.hidden
    }
    assert links == set()


def test_every_link_and_every_filter_leads_to_a_page(scene):
    assert set(scene.world.pages.values()) <= set(scene.answers)
    assert {a: answer.status for a, answer in scene.answers.items() if answer.status != 200} == {}
    assert len([address for address in scene.answers if "?" in address]) > 60


def test_the_sitemap_names_every_page_and_no_hidden_one(scene):
    named = re.findall("<loc>http://testserver([^<]*)</loc>", scene.sitemap)
    english = [address for address in named if not OTHER_LANGUAGE.match(address)]
    reached = {address for address in scene.answers if address.endswith("/")}
    reached = {address for address in reached if not address.startswith("/api/")}  # for programs
    assert sorted(english) == sorted(page for page in reached if not TAB.fullmatch(page))
    assert len(named) == 7 * len(english)


def test_the_address_of_a_hidden_record_says_no_more_than_it_may(scene, client):
    answers = {address: client.get(address) for address in scene.hidden}
    assert {address: answer.status_code for address, answer in answers.items()} == {
        address: 410 if status is Status.WITHDRAWN else 404
        for address, status in scene.hidden.items()
    }
    assert {a for a, r in answers.items() if b"SECRET" in r.content} == set()


def test_hidden_records_are_no_filters(scene, client):
    hidden = [address.split("/")[1:3] for address in scene.hidden]
    kinds = {"bodies": "body", "topics": "topic", "states": "state"}
    for kind, slug in [pair for pair in hidden if pair[0] in kinds]:
        listing = client.get(f"/statements/?{kinds[kind]}={slug}").context["listing"]
        assert [(i.name, i.value) for i in listing.ignored] == [(kinds[kind], slug)]


def test_the_counts_leave_out_what_is_hidden(scene, client):
    kinds = ["meetings", "sessions", "documents", "statements", "states", "organizations"]
    shown = {kind: client.get(SITE_PAGES[kind]).context["listing"].count for kind in kinds}
    pages = [address for address in scene.answers if not TAB.fullmatch(address)]
    pages = [address for address in pages if address.endswith("/") and "/items/" not in address]
    assert shown == {
        kind: len([page for page in pages if page.startswith(f"/{kind}/")]) - 1 for kind in kinds
    }


def test_the_api_tells_of_what_is_public_and_of_what_was_and_of_nothing_else(scene, client):
    for kind, collection in COLLECTIONS.items():
        public, gone = collection.records().count(), collection.withdrawn().count()
        told = json.loads(scene.api[f"/api/v1/{kind}/?page_size=500"])
        assert (kind, len(told["results"])) == (kind, public)
        told = json.loads(scene.api[f"/api/v1/tombstones/{kind}/?page_size=500"])
        assert (kind, len(told["results"])) == (kind, gone)
        never_public = collection.model.objects.exclude(pk__in=collection.records().values("pk"))
        statuses = {
            client.get(f"/api/v1/{kind}/{collection.table.id_of(record)}/").status_code
            for record in never_public.exclude(pk__in=collection.withdrawn().values("pk"))[:3]
        }
        assert statuses <= {404}
