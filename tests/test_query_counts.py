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
    "home": 13,
    "about": 9,
    "help": 1,
    "meetings": 7,
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
    "programme": 6,
    "participants": 8,
    "statements of a convening": 6,
    "documents of a convening": 6,
    "session": 19,
    "item": 15,
    "body": 6,
    "topic": 12,
    "article": 13,
    "document": 16,
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
