"""Pages of the articles of the Convention: the list, and what concerns each."""

import pytest

from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    ArticleFactory,
    ChapterFactory,
    CitationFactory,
    DocumentFactory,
    StatementFactory,
)
from tests.support.html import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles():
    """57 and 59 of chapter V, 60 of chapter VI."""
    fifth = ChapterFactory(number=5, title="Asset recovery")
    sixth = ChapterFactory(number=6, title="Technical assistance")
    return [
        ArticleFactory(number=57, title="Return and disposal of assets", chapter=fifth),
        ArticleFactory(number=58, title="Financial intelligence unit", chapter=fifth),
        ArticleFactory(number=60, title="Training", chapter=sixth),
    ]


def test_articles_stand_by_chapter_with_the_number_of_items_that_concern_each(articles, client):
    AgendaItemFactory(articles=articles[:2])
    AgendaItemFactory(articles=articles[:1])
    AgendaItemFactory(articles=articles, session__convening__status=Status.DRAFT)
    page = read(client, "/articles/")
    sections = {
        section.one("h2").text: section.texts("li") for section in page.content.all("section")
    }
    assert sections == {
        "V. Asset recovery": [
            "57 Return and disposal of assets 2 agenda items",
            "58 Financial intelligence unit 1 agenda item",
        ],
        "VI. Technical assistance": ["60 Training"],
    }
    assert page.content.addresses == ["/articles/57/", "/articles/58/", "/articles/60/"]
    assert [heading["id"] for heading in page.content.all("h2")] == ["chapter-5", "chapter-6"]


def test_an_article_gathers_items_statements_and_documents_that_concern_it(articles, client):
    article, other, _last = articles
    item = AgendaItemFactory(articles=[article, other])
    document = DocumentFactory(articles=[article])
    statement = StatementFactory(articles=[article])
    AgendaItemFactory(articles=[article], session__convening__status=Status.DRAFT)
    DocumentFactory(articles=[article], status=Status.DRAFT)
    StatementFactory(articles=[article], status=Status.DRAFT)
    StatementFactory(articles=[other])
    CitationFactory(record=article, source__title="The text of the Convention")
    page = read(client, "/articles/57/")
    assert page.heading == "Return and disposal of assets1"
    assert page.title == "Article 57: Return and disposal of assets · UNCAC meeting records"
    assert page.section("Agenda items").addresses == [
        item.get_absolute_url(),
        item.session.get_absolute_url(),
        item.session.convening.get_absolute_url(),
    ]
    assert page.section("Statements").addresses[0] == statement.get_absolute_url()
    assert len(page.section("Statements").all("article")) == 1
    assert page.section("Documents").addresses == [document.get_absolute_url()]
    assert page.one("aside").texts(class_="source-title") == ["The text of the Convention"]


def test_an_article_leads_to_those_beside_it_and_to_its_chapter(articles, client):
    page = read(client, "/articles/57/")
    [navigation] = page.content.all("nav", class_="pages")
    assert navigation.links == [("58. Financial intelligence unit", "/articles/58/")]
    last = read(client, "/articles/58/").content.one("nav", class_="pages")
    assert last.links == [("57. Return and disposal of assets", "/articles/57/")]
    assert page.main.one("nav", class_="breadcrumbs").links == [
        ("Articles", "/articles/"),
        ("V. Asset recovery", "/articles/#chapter-5"),
    ]


def test_an_article_that_nothing_concerns_says_so(articles, client):
    page = read(client, "/articles/60/")
    said = [page.section(name).texts("p") for name in ("Agenda items", "Statements", "Documents")]
    assert said == [
        ["No agenda item is on record."],
        ["No statement is on record."],
        ["No document is on record."],
    ]
