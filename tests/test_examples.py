"""An example is marked on every page of its own, and changes nothing of the record."""

import re
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from delegations.models import Person
from meetings.models import Convening
from meetings.records.domain import editions
from meetings.records.enums import Status
from meetings.records.models import Edition, Record
from tests.factories import ConveningFactory, DocumentFactory, SessionFactory
from tests.support.crawler import crawl, read_api
from tests.support.html import parse, read
from tests.support.invented import Example
from tests.support.worlds import World, grow

pytestmark = pytest.mark.django_db

BANNER = "Example: this convening is invented to show the portal"
SHOWN_ALSO_ON = {"/", "/meetings/"}
RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]


def pages_of(world: World) -> dict[str, str]:
    """A page of each kind in two languages, as if the edition had stayed the same."""
    Edition.objects.update(number=1, raised_at=datetime(2031, 1, 1, tzinfo=UTC))
    addresses = [f"{language}{a}" for a in world.pages.values() for language in ("", "/ar")]
    return {a: Client().get(a).content.decode() for a in [*addresses, "/sitemap.xml"]}


class Scene:
    """What a visitor reads before and after an example is added to a world."""

    def __init__(self) -> None:
        with editions.raised_once():
            self.world = grow(1)
        self.recorded = {model: set(model._default_manager.of_the_record()) for model in RECORDS}
        self.before = pages_of(self.world) | read_api(Client())
        with editions.raised_once():
            self.example = Example(self.world)
        self.after = pages_of(self.world) | read_api(Client())
        starts = [*self.world.pages.values(), *self.example.pages.values()]
        reached = crawl(Client(), starts)
        self.pages = {address: answer.html for address, answer in reached.items()} | self.after

    def is_own(self, address: str) -> bool:
        """Whether a page of the example stands at the address."""
        plain = address.removeprefix("/ar")
        return any(plain.startswith(own) for own in self.example.pages.values())


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """Made once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Scene()
        transaction.set_rollback(True)


# Its own pages


def test_each_page_of_an_example_says_so_above_everything_else(scene):
    html = {a: text for a, text in scene.pages.items() if scene.is_own(a) and "<html" in text}
    assert set(scene.example.pages.values()) <= set(html)
    said = {a: parse(text).main.texts("p", class_="example") for a, text in html.items()}
    assert {a: words for a, words in said.items() if words != [BANNER]} == {}
    assert {a for a, text in html.items() if text.index(BANNER) > text.index("<h1")} == set()


def test_no_other_page_bears_the_banner(scene):
    assert [
        address
        for address, html in scene.pages.items()
        if BANNER in html and not scene.is_own(address)
    ] == []


def test_search_engines_are_asked_to_leave_the_pages_of_an_example_alone(scene, client):
    pages = {name: read(client, address) for name, address in scene.example.pages.items()}
    robots = {name: page.one("meta", name="robots")["content"] for name, page in pages.items()}
    assert robots == dict.fromkeys(pages, "noindex")


def test_what_is_no_page_asks_so_too(scene, client):
    reached = [address for address, html in scene.pages.items() if "<html" not in html]
    worlds = [scene.world.pages, scene.example.pages]
    pages = [those[kind] for those in worlds for kind in ("convening", "session")]
    asked = {*reached, *(f"{page}calendar.ics" for page in pages), "/calendar.ics"}
    own = {address for address in asked if scene.is_own(address)}
    kinds = {re.split("[.=]", address)[-1] for address in own}
    assert kinds == {"atom", "csv", "docx", "ics", "json", "jsonl", "pdf", "xlsx"}
    answers = {address: client.get(address).headers for address in asked}
    assert {a for a, said in answers.items() if said.get("X-Robots-Tag") == "noindex"} == own


def test_the_page_of_an_example_leads_to_no_year_of_the_record(scene, client):
    breadcrumbs = read(client, scene.example.pages["convening"]).one("nav", class_="breadcrumbs")
    assert breadcrumbs.links == [("Meetings", "/meetings/")]


def test_a_session_of_an_example_has_no_place_in_the_series(scene, client):
    series = read(client, scene.example.pages["session"]).one("nav", class_="series")
    assert series.addresses == [scene.world.body.get_absolute_url()]


# Where else it is shown


def test_an_example_stands_marked_at_the_end_of_the_home_page(scene, client):
    latest = read(client, "/").section("Latest on record").all("article")
    [*real, example] = latest
    assert [("example" in article.texts("span", class_="pill")) for article in latest] == [
        *[False] * len(real),
        True,
    ]
    pages = scene.example.pages
    assert example.addresses == [pages["convening"], f"{pages['convening']}programme/"]
    assert "data-starts" not in example.attributes  # the browser never says that it is next


def test_an_example_stands_marked_below_the_list_of_meetings(scene, client):
    section = read(client, "/meetings/").section("Invented to show the portal")
    assert section.texts("span", class_="pill") == ["example"]
    assert section.addresses == [scene.example.pages["convening"], scene.example.pages["session"]]


def test_a_filtered_list_of_meetings_shows_no_example(scene, client):
    page = read(client, f"/meetings/?body={scene.world.body.slug}")
    assert "EXAMPLE" not in page.main.text


def test_an_example_that_is_not_published_is_shown_nowhere(client):
    ConveningFactory(is_example=True, status=Status.DRAFT, city="Nowhere")
    for address in SHOWN_ALSO_ON:
        assert "Nowhere" not in read(client, address).text


# What it leaves alone


def test_no_page_of_the_record_says_a_word_of_an_example(scene):
    said = {
        (address, words)
        for address, html in scene.pages.items()
        for words in re.findall(r"EXAMPLE[^<>]{,40}|example[-.@][^<>\"]{,40}", html)
        if not scene.is_own(address) and address.removeprefix("/ar") not in SHOWN_ALSO_ON
    }
    assert said == set()


def test_no_page_of_the_record_changes_with_an_example(scene):
    kept = [a for a in scene.before if a.removeprefix("/ar") not in SHOWN_ALSO_ON]
    assert len(kept) > 50
    assert [address for address in kept if scene.after[address] != scene.before[address]] == []


def test_the_counts_of_the_home_page_leave_an_example_out(scene):
    def counts(html: str) -> list[str]:
        page = parse(html)
        return [page.one("ul", class_="tally").text, page.one("ul", class_="home-bodies").text]

    assert counts(scene.after["/"]) == counts(scene.before["/"])


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_no_record_of_an_example_is_of_the_record(model, scene):
    assert set(model._default_manager.of_the_record()) == scene.recorded[model]
    invented = set(model._default_manager.public()) - scene.recorded[model]
    known = {"Body", "Chapter", "Article", "Topic", "Entity", "EntityName", "TreatyAction"}
    assert bool(invented) is (model.__name__ not in known | {"FormerFile"})


def test_a_paper_of_a_real_session_and_an_example_is_not_of_the_record():
    real, invented = SessionFactory(), SessionFactory(convening__is_example=True)
    both, one = DocumentFactory(sessions=[real, invented]), DocumentFactory(sessions=[real])
    loose = DocumentFactory()
    made = type(one).objects.filter(pk__in=[both.pk, one.pk, loose.pk])
    assert set(made.of_the_record()) == {one, loose}
    assert (both.is_example, one.is_example, loose.is_example) == (True, False, False)


def test_someone_on_record_who_is_in_an_example_too_stays_on_record(scene):
    [participant] = scene.world.statement.delegation.participants.all()[:1]
    invented = scene.example.statement.delegation.participants.get()
    assert participant.person in Person.objects.of_the_record()
    assert invented.person not in Person.objects.of_the_record()


def test_examples_are_found_by_what_they_are(scene):
    assert list(Convening.objects.examples()) == [scene.example.convening]
