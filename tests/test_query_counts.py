"""What a page costs: the same number of queries however much the record holds."""

import pytest
from django.db import transaction

from meetings.models import Document, Session
from meetings.records.domain import publication
from tests.support.html import read
from tests.support.worlds import grow

pytestmark = pytest.mark.django_db

# One query each is for the edition.
QUERIES = {
    "home": 14,
    "about": 9,
    "help": 1,
    "offline": 1,
    "meetings": 8,
    "sessions": 6,
    "bodies": 3,
    "topics": 3,
    "articles": 4,
    "documents": 8,
    "sources": 4,
    "states": 3,
    "organizations": 3,
    "statements": 11,
    "convening": 28,
    "programme": 13,
    "calendar of a convening": 8,
    "participants": 8,
    "statements of a convening": 6,
    "documents of a convening": 6,
    "session": 19,
    "item": 21,
    "body": 6,
    "topic": 12,
    "article": 13,
    "document": 17,
    "state": 15,
    "organization": 13,
    "statement": 8,
}


@pytest.fixture(scope="module", params=[1, 3], ids=["one of everything", "three of everything"])
def world(request, django_db_setup, django_db_blocker):
    """Made once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield grow(request.param)
        transaction.set_rollback(True)


def test_every_kind_of_page_is_counted(world):
    assert set(QUERIES) == set(world.pages)


@pytest.mark.parametrize("language", ["", "/ar"], ids=["en", "ar"])
@pytest.mark.parametrize("kind", QUERIES)
def test_a_page_costs_the_same_however_much_it_shows(
    kind, language, world, client, django_assert_num_queries
):
    address = language + world.pages[kind]
    with django_assert_num_queries(QUERIES[kind]):
        read(client, address)


def test_pages_show_what_they_are_counted_with(world, client):
    number = Session.objects.filter(convening=world.convening).count() // 2
    page = read(client, world.pages["convening"])
    assert len(page.content.all("article", class_="session-card")) == 2 * number + 1
    assert len(page.content.all("article", class_="statement")) == 2 * number**2
    assert len(page.one("aside").all("li")) == number


@pytest.mark.parametrize(
    ("kind", "filters", "queries"),
    [
        ("meetings", "?body={body}&year=2021&topic={topic}", 10),
        ("sessions", "?body={body}&year=2021&topic={topic}", 9),
        ("documents", "?q=title&body={body}&year=2021&language=en&topic={topic}", 11),
        ("statements", "?state={state}&body={body}&year=2021&topic={topic}&article=57", 16),
        ("states", "?q=state&kind=party", 3),
        ("organizations", "?q=organization", 3),
        ("sources", "?q=page&kind=web_page&language=en", 5),
    ],
)
def test_a_filtered_list_costs_the_same_however_much_it_shows(
    kind, filters, queries, world, client, django_assert_num_queries
):
    named = {"body": world.body.slug, "topic": world.topic.slug, "state": world.state.slug}
    address = world.pages[kind] + filters.format(**named)
    assert "Nothing on record" not in read(client, address).text
    with django_assert_num_queries(queries):
        read(client, address)


@pytest.mark.parametrize(
    ("kind", "query", "queries"),
    [
        ("home", "", 8),
        ("meetings", "", 8),
        ("meetings", "?body={body}&year=2021&topic={topic}", 11),
        ("sessions", "", 7),
        ("sessions", "?body={body}&year=2021&topic={topic}", 10),
        ("convening", "", 8),
        ("convening", "?items={item}", 9),
        ("session", "", 7),
        ("body", "", 8),
    ],
)
def test_a_calendar_costs_the_same_however_much_it_holds(
    kind, query, queries, world, client, django_assert_num_queries
):
    item = f"{world.session.slug}.{world.item.slug}"
    named = {"body": world.body.slug, "topic": world.topic.slug, "item": item}
    address = f"{world.pages[kind]}calendar.ics{query.format(**named)}"
    with django_assert_num_queries(queries):
        response = client.get(address)
    assert response.status_code == 200
    assert b"sitting-" in response.content


@pytest.mark.parametrize(
    ("kind", "filters", "queries"),
    [
        ("home", "", 11),
        ("meetings", "", 4),
        ("meetings", "?body={body}&year=2021&topic={topic}", 6),
        ("sessions", "", 3),
        ("documents", "", 4),
        ("documents", "?q=title&body={body}&year=2021&language=en&topic={topic}", 6),
        ("sources", "", 3),
        ("states", "?q=state&kind=party", 2),
        ("organizations", "", 3),
        ("statements", "", 4),
        ("convening", "", 7),
        ("session", "", 6),
        ("body", "", 9),
    ],
)
def test_a_feed_costs_the_same_however_much_changed(
    kind, filters, queries, world, client, django_assert_num_queries
):
    named = {"body": world.body.slug, "topic": world.topic.slug}
    address = f"{world.pages[kind]}changes.atom{filters.format(**named)}"
    with django_assert_num_queries(queries):
        assert b"<entry>" in client.get(address).content


@pytest.mark.parametrize("language", ["", "/ar"], ids=["en", "ar"])
@pytest.mark.parametrize("kind", ["pdf", "docx"])
@pytest.mark.parametrize(
    ("paper", "queries"), [("agenda", 13), ("programme", 11), ("participants", 9)]
)
def test_a_paper_costs_the_same_however_much_it_says(
    paper, queries, kind, language, world, client, django_assert_num_queries
):
    with django_assert_num_queries(queries):
        response = client.get(f"{language}{world.papers[paper]}.{kind}")
    assert response.status_code == 200


def test_what_makes_a_meeting_readable_offline_costs_the_same_however_much_it_is(
    world, client, django_assert_num_queries
):
    with django_assert_num_queries(6):
        assert client.get(f"{world.pages['convening']}offline.json").status_code == 200


def test_the_sitemap_costs_the_same_however_much_it_names(world, client, django_assert_num_queries):
    with django_assert_num_queries(10):  # one for each of nine kinds of record
        assert client.get("/sitemap.xml").status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "queries"),
    [("/robots.txt", 200, 1), ("/health/", 200, 1), ("/nowhere/", 404, 1)],
)
def test_what_needs_no_record_asks_for_none(
    address, status, queries, world, client, django_assert_num_queries
):
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == status


def test_what_is_withdrawn_costs_three_queries(world, client, django_assert_num_queries):
    publication.withdraw(Document.objects.filter(pk=world.document.pk))
    with django_assert_num_queries(3):
        read(client, world.pages["document"], status=410)
