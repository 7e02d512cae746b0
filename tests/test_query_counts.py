"""What a page costs: the same number of queries however much the record holds."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client

from meetings.models import Document, Session
from meetings.records.domain import publication
from tests.support.html import read
from tests.support.worlds import cited_models, grow
from uncac_portal.api.telling import references
from uncac_portal.registry import COLLECTIONS

pytestmark = pytest.mark.django_db

# One query each is for the edition.
QUERIES = {
    "home": 14,
    "about": 9,
    "help": 1,
    "data": 1,
    "offline": 1,
    "search": 13,
    "meetings": 14,
    "sessions": 12,
    "bodies": 2,
    "topics": 3,
    "articles": 5,
    "documents": 14,
    "sources": 6,
    "states": 4,
    "organizations": 4,
    "statements": 14,
    "insights": 1,
    "compare": 2,
    "chart of participation": 12,
    "chart of attendance": 13,
    "chart of topics": 12,
    "chart of statements": 13,
    "chart of articles": 11,
    "chart of calendar": 10,
    "chart of languages": 12,
    "chart of issuing": 13,
    "convening": 28,
    "programme": 14,
    "calendar of a convening": 7,
    "participants": 12,
    "statements of a convening": 6,
    "documents of a convening": 7,
    "session": 18,
    "item": 18,
    "body": 7,
    "topic": 11,
    "article": 13,
    "document": 16,
    "state": 18,
    "organization": 16,
    "statement": 9,
}

# A search asks for the kinds that are on its page: one kind, so that it is the same in both worlds.
OF_ONE_KIND = {"search": "?kind=documents"}


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
    address = language + world.pages[kind] + OF_ONE_KIND.get(kind, "")
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
        ("meetings", "?body={body}&year=2021&topic={topic}", 13),
        ("sessions", "?body={body}&year=2021&topic={topic}", 12),
        ("documents", "?q=title&body={body}&year=2021&language=en&topic={topic}", 14),
        ("statements", "?state={state}&body={body}&year=2021&topic={topic}&article=57", 14),
        ("states", "?q=state&kind=party", 4),
        ("organizations", "?q=organization", 4),
        ("sources", "?q=page&kind=web_page&language=en", 6),
        ("participants", "?state={state}&mode=not_recorded&kind=not_recorded", 9),
        ("chart of participation", "?state={state}&body={body}&show=all", 12),
        ("compare", "?state={state}", 13),
    ],
)
def test_a_filtered_list_costs_the_same_however_much_it_shows(
    kind, filters, queries, world, client, django_assert_num_queries
):
    named = {"body": world.body.slug, "topic": world.topic.slug, "state": world.state.slug}
    address = world.pages[kind] + filters.format(**named)
    with django_assert_num_queries(queries):
        page = read(client, address)
    assert "Nothing on record" not in page.text


@pytest.mark.parametrize(
    ("kind", "query", "queries"),
    [
        ("home", "", 9),
        ("meetings", "", 9),
        ("meetings", "?body={body}&year=2021&topic={topic}", 12),
        ("sessions", "", 8),
        ("sessions", "?body={body}&year=2021&topic={topic}", 11),
        ("convening", "", 9),
        ("convening", "?items={item}", 10),
        ("session", "", 8),
        ("body", "", 9),
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
    ("paper", "queries"), [("agenda", 14), ("programme", 12), ("participants", 9)]
)
def test_a_paper_costs_the_same_however_much_it_says(
    paper, queries, kind, language, world, client, django_assert_num_queries
):
    with django_assert_num_queries(queries):
        response = client.get(f"{language}{world.papers[paper]}.{kind}")
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("chart", "queries"),
    [
        ("participation", 6),
        ("attendance", 6),
        ("topics", 6),
        ("statements", 8),
        ("articles", 4),
        ("calendar", 3),
        ("languages", 7),
        ("issuing", 7),
    ],
)
def test_a_picture_of_a_chart_costs_the_same_however_much_it_shows(
    chart, queries, world, client, django_assert_num_queries
):
    with django_assert_num_queries(queries):
        assert client.get(f"{world.pages[f'chart of {chart}']}chart.svg").status_code == 200


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


@pytest.mark.parametrize(
    ("asked", "queries"),
    [
        ("?q=title&body={body}&year=2021&kind=documents", 13),
        ("?q=topic:{topic}+-absent+ite*&kind=items", 13),
        ("suggestions/?q=topic", 3),
    ],
)
def test_a_search_costs_the_same_however_much_it_finds(
    asked, queries, world, client, django_assert_num_queries
):
    address = f"/search/{asked.format(body=world.body.slug, topic=world.topic.slug)}"
    with django_assert_num_queries(queries):
        html = read(client, address).text
    assert "Nothing on record" not in html


def test_what_is_withdrawn_costs_three_queries(world, client, django_assert_num_queries):
    publication.withdraw(Document.objects.filter(pk=world.document.pk))
    with django_assert_num_queries(3):
        read(client, world.pages["document"], status=410)


# One for the records, one for their citations, and one for each kind that the columns name.
TABLES = {
    "bodies": 3,
    "meetings": 3,
    "sessions": 2,
    "items": 7,
    "sittings": 3,
    "programme": 4,
    "documents": 7,
    "files": 2,
    "topics": 3,
    "chapters": 2,
    "articles": 1,
    "entities": 1,
    "former_names": 1,
    "treaty_actions": 1,
    "delegations": 1,
    "participants": 1,
    "officers": 6,
    "officer_titles": 1,
    "panellists": 3,
    "statements": 1,
    "submissions": 1,
    "figures": 2,
    "sources": 1,
    "citations": 23,
}


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_table_costs_the_same_however_long_it_is(name, world, django_assert_num_queries):
    collection = COLLECTIONS[name]
    with django_assert_num_queries(TABLES[name]):
        assert list(collection.table.rows(collection.records()))


# Those of the page's table, and what leads to its records; a workbook asks how many they are.
DOWNLOADS = {
    "meetings": 4,
    "sessions": 3,
    "documents": 8,
    "statements": 2,
    "states": 3,
    "organizations": 3,
    "bodies": 4,
    "topics": 6,
    "articles": 3,
    "sources": 2,
    "participants": 6,
    "statements of a convening": 3,
    "documents of a convening": 9,
    "session": 13,
}


@pytest.mark.parametrize("kind", DOWNLOADS)
def test_a_file_costs_the_same_however_long_it_is(kind, world, client, django_assert_num_queries):
    with django_assert_num_queries(DOWNLOADS[kind]):
        assert client.get(world.pages[kind], {"format": "jsonl"}).getvalue()
    with django_assert_num_queries(DOWNLOADS[kind] + 1):
        assert client.get(world.pages[kind], {"format": "xlsx"}).getvalue()


# In the API: a list, one record, and a list that tells in full what its records refer to.
API_QUERIES = {
    "articles": (5, 4, 10),
    "bodies": (6, 4, 12),
    "chapters": (5, 4, 7),
    "delegations": (6, 5, 15),
    "documents": (10, 8, 36),
    "entities": (5, 4, 7),
    "figures": (5, 4, 11),
    "files": (5, 4, 15),
    "former_names": (5, 4, 10),
    "items": (10, 8, 44),
    "meetings": (6, 5, 11),
    "officer_titles": (5, 4, 8),
    "officers": (9, 7, 21),
    "panellists": (6, 5, 16),
    "participants": (6, 5, 19),
    "programme": (7, 6, 23),
    "sessions": (5, 4, 15),
    "sittings": (6, 4, 15),
    "sources": (4, 3, 1),  # the list again, which leads to nothing and is kept
    "statements": (9, 8, 43),
    "submissions": (5, 4, 18),
    "topics": (6, 4, 12),
    "treaty_actions": (5, 4, 10),
    # And one query for each kind of record that is cited on the page.
    "citations": (5, 4, 7),
}


def test_every_collection_of_the_api_is_counted():
    assert set(API_QUERIES) == set(COLLECTIONS)


@pytest.mark.parametrize("kind", API_QUERIES)
def test_an_answer_of_the_api_costs_the_same_however_much_it_tells(
    kind, world, client, django_assert_num_queries
):
    ContentType.objects.get_for_models(*cited_models())  # which Django asks for once
    ways = ",".join(list(references(COLLECTIONS[kind].table))[:10])
    size = 1 if kind == "citations" else 500
    listed = f"/api/v1/{kind}/?page_size={size}"
    record = Client().get(listed).json()["results"][0]["url"]  # `client` would keep the answer
    addresses = [listed, record, f"{listed}&expand={ways}" if ways else listed]
    for address, queries in zip(addresses, API_QUERIES[kind], strict=True):
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
