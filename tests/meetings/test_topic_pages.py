"""Pages of topics: the tree, and what touches a topic or a part of it."""

from datetime import date

import pytest

from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    ChapterFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    SessionFactory,
    StatementFactory,
    TopicFactory,
)
from tests.support.html import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def recovery():
    chapter = ChapterFactory(number=5, title="Asset recovery")
    return TopicFactory(slug="asset-recovery", name="Asset recovery", chapter=chapter, position=1)


def page_of(client, topic):
    return read(client, topic.get_absolute_url())


def test_topics_stand_in_a_tree_with_the_number_of_items_on_each_and_its_parts(recovery, client):
    direct = TopicFactory(slug="direct-recovery", name="Direct recovery", parent=recovery)
    TopicFactory(slug="finer", name="Finer", parent=direct)
    TopicFactory(slug="finance", name="Financial matters", position=2)
    hidden = TopicFactory(name="SECRET", status=Status.DRAFT)
    TopicFactory(slug="orphan", name="Below a draft", parent=hidden, position=3)
    AgendaItemFactory(topics=[direct, recovery])
    AgendaItemFactory(topics=[direct])
    AgendaItemFactory(topics=[recovery])
    AgendaItemFactory(topics=[recovery], session__convening__status=Status.DRAFT)
    tree = read(client, "/topics/").content.one("ul", class_="topics")
    assert tree.links == [
        ("Asset recovery", "/topics/asset-recovery/"),
        ("Direct recovery", "/topics/direct-recovery/"),
        ("Finer", "/topics/finer/"),
        ("Financial matters", "/topics/finance/"),
        ("Below a draft", "/topics/orphan/"),
    ]
    tops = [child.text for child in tree.children if not isinstance(child, str)]
    assert tops == [
        "Asset recovery chapter V · 3 agenda items Direct recovery 2 agenda items "
        "Finer no agenda item on record",
        "Financial matters no agenda item on record",
        "Below a draft no agenda item on record",
    ]


def test_a_topic_gathers_what_touches_it_or_a_part_of_it_newest_first(recovery, client):
    direct = TopicFactory(parent=recovery)
    week = ConveningFactory(starts_on=date(2021, 9, 6))
    session = SessionFactory(body__code="WGAR", ordinal=15, convening=week)
    item = AgendaItemFactory(
        session=session, number="2", slug="2", title="Cases", topics=[direct, recovery]
    )
    older = AgendaItemFactory(
        session__convening__starts_on=date(2015, 6, 1), title="Older", topics=[recovery]
    )
    document = DocumentFactory(topics=[direct], sessions=[session])
    delegation = DelegationFactory(convening=week)
    by_item = StatementFactory(delegation=delegation, item=item, position=1)
    other_item = AgendaItemFactory(session=session)
    by_topic = StatementFactory(
        delegation=delegation, item=other_item, topics=[direct, recovery], position=2
    )
    AgendaItemFactory(topics=[recovery], session__convening__status=Status.WITHDRAWN)
    DocumentFactory(topics=[recovery], status=Status.DRAFT)
    AgendaItemFactory(topics=[TopicFactory()])
    page = page_of(client, recovery)
    table = page.section("Agenda items").one("table")
    assert table.rows[1] == ["WGAR 2 Cases", "Fifteenth session", "6–10 September 2021, Vienna"]
    assert [link for link in table.addresses if "/items/" in link] == [
        item.get_absolute_url(),
        older.get_absolute_url(),
    ]
    assert page.section("Documents").addresses == [document.get_absolute_url()]
    statements = page.section("Statements").all("article")
    assert [article.addresses[0] for article in statements] == [
        by_item.get_absolute_url(),
        by_topic.get_absolute_url(),
    ]


def test_a_topic_says_to_what_it_belongs_and_what_belongs_to_it(recovery, client):
    direct = TopicFactory(slug="direct", name="Direct recovery", parent=recovery)
    TopicFactory(parent=recovery, status=Status.DRAFT)
    recovery.description = "Return of proceeds."
    recovery.save()
    page = page_of(client, recovery)
    assert page.title == "Asset recovery · UNCAC meeting records"
    assert page.main.one("p", class_="lede").text == "Return of proceeds."
    assert page.facts() == {"Chapter": "V. Asset recovery", "Part of it": "Direct recovery"}
    assert page.content.one("dl").addresses == ["/articles/#chapter-5", "/topics/direct/"]
    trail = page_of(client, direct).main.one("nav", class_="breadcrumbs")
    assert trail.links == [("Topics", "/topics/"), ("Asset recovery", "/topics/asset-recovery/")]


def test_a_topic_on_which_nothing_is_on_record_says_so(client):
    page = page_of(client, TopicFactory())
    said = [page.section(name).texts("p") for name in ("Agenda items", "Statements", "Documents")]
    assert said == [
        ["No agenda item is on record."],
        ["No statement is on record."],
        ["No document is on record."],
    ]
