"""Pages of agenda items: what an item is about, its papers, and the items beside it."""

from datetime import date

import pytest

from meetings.enums import Wording
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    ArticleFactory,
    CitationFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    ProgrammeEntryFactory,
    SessionFactory,
    SittingFactory,
    StatementFactory,
    TopicFactory,
)
from tests.support.html import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(
        body__code="IRG",
        body__short_name="Review Group",
        ordinal=12,
        convening__starts_on=date(2021, 9, 6),
    )


def item_on(session, number, title, **fields):
    slug = number.replace("(", "").replace(")", "") or title.lower()
    return AgendaItemFactory(session=session, number=number, slug=slug, title=title, **fields)


def page_of(client, item):
    return read(client, item.get_absolute_url())


def test_an_item_says_whose_it_is_and_what_it_touches(session, client):
    item = item_on(
        session,
        "4(a)",
        "Technical assistance",
        annotation="Needs were discussed.",
        topics=[
            TopicFactory(slug="assistance", name="Assistance"),
            TopicFactory(name="SECRET", status=Status.DRAFT),
        ],
        articles=[ArticleFactory(number=60, title="Training"), ArticleFactory(number=62)],
    )
    page = page_of(client, item)
    assert page.heading == "Technical assistance"
    assert page.title == "Technical assistance, IRG, Twelfth session · UNCAC meeting records"
    assert page.description.strip() == (
        "Agenda item “Technical assistance” of the Review Group, Twelfth session "
        "(6–10 September 2021, Vienna): subjects, papers and statements."
    )
    assert page.facts() == {
        "Number": "4(a)",
        "Session": "Twelfth session, Review Group",
        "Topics": "Assistance",
        "Articles": "60. Training 62. Article 62",
    }
    assert page.fact("Topics").addresses == ["/topics/assistance/"]
    assert page.fact("Articles").addresses == ["/articles/60/", "/articles/62/"]
    assert page.section("What it was about").texts("p") == ["Needs were discussed."]
    assert page.main.one("nav", class_="breadcrumbs").links == [
        ("6–10 September 2021, Vienna", session.convening.get_absolute_url()),
        ("IRG, Twelfth session", "/sessions/irg-12/"),
    ]


def test_what_is_not_recorded_of_an_item_is_said_in_words(session, client):
    item = item_on(session, "", "Recovery", wording=Wording.REPORTED)
    page = page_of(client, item)
    assert page.facts() == {
        "Number": "not recorded",
        "Title": "Subject as reported; the exact title is not recorded",
        "Session": "Twelfth session, Review Group",
    }
    assert page.section("Statements").texts("p") == ["No statement is on record under this item."]
    assert page.section("Documents").texts("p") == ["No document is on record under this item."]


def test_an_item_considered_with_others_shows_the_number_that_each_body_gives_it(session, client):
    week = session.convening
    wgar = item_on(SessionFactory(body__code="WGAR", convening=week), "2", "Assistance")
    hidden = AgendaItemFactory(session__convening__status=Status.DRAFT, title="SECRET")
    irg = item_on(session, "4", "Technical assistance", considered_with=[wgar, hidden])
    for item, other, chips in [
        (irg, wgar, ["IRG 4", "WGAR 2"]),
        (wgar, irg, ["WGAR 2", "IRG 4"]),
    ]:
        page = page_of(client, item)
        assert page.one("header", class_="page-head").texts("span", class_="chip") == chips
        assert page.fact("Considered together with").links == [
            (other.title, other.get_absolute_url())
        ]
        assert "SECRET" not in page.text


def test_an_item_leads_to_its_whole_its_parts_and_its_neighbours(session, client):
    first = item_on(session, "1", "Opening", position=1)
    main = item_on(session, "2", "Review", position=2)
    part = item_on(session, "2(a)", "Draw of lots", position=3, parent=main)
    other_part = item_on(session, "2(b)", "Outcome", position=4, parent=main)
    last = item_on(session, "3", "Closing", position=5)
    AgendaItemFactory(position=1)
    page = page_of(client, main)
    assert page.section("Parts of the item").links == [
        ("Draw of lots", part.get_absolute_url()),
        ("Outcome", other_part.get_absolute_url()),
    ]

    def around(item):
        [navigation] = page_of(client, item).content.all("nav", class_="pages")
        return [(link["rel"], link["href"]) for link in navigation.all("a")]

    assert around(first) == [("next", main.get_absolute_url())]
    assert around(main) == [
        ("prev", first.get_absolute_url()),
        ("next", part.get_absolute_url()),
    ]
    assert around(last) == [("prev", other_part.get_absolute_url())]
    trail = page_of(client, part).main.one("nav", class_="breadcrumbs")
    assert trail.links[-1] == ("2", main.get_absolute_url())


def test_the_only_item_of_an_agenda_has_no_neighbours(session, client):
    page = page_of(client, item_on(session, "1", "Opening"))
    assert page.content.all("nav") == []


def test_an_item_shows_its_papers_statements_and_place_in_the_programme(session, client):
    item = item_on(session, "4", "Technical assistance")
    document = DocumentFactory(items=[item], sessions=[session])
    DocumentFactory(items=[item], status=Status.WITHDRAWN)
    delegation = DelegationFactory(convening=session.convening)
    second = StatementFactory(delegation=delegation, item=item, position=2)
    first = StatementFactory(delegation=delegation, item=item, position=1)
    StatementFactory(delegation=delegation, item=item, status=Status.IN_REVIEW)
    sitting = SittingFactory(convening=session.convening, ordinal=3)
    entry = {"convening": session.convening, "items": [item]}
    ProgrammeEntryFactory(sitting=sitting, title="Panel", note="Four speakers.", **entry)
    ProgrammeEntryFactory(sitting=None, title="Follow-up", **entry)
    page = page_of(client, item)
    assert page.section("Documents").addresses == [document.get_absolute_url()]
    assert page.section("Statements").addresses == [
        first.get_absolute_url(),
        second.get_absolute_url(),
    ]
    assert page.section("In the programme").texts("p") == [
        "Monday, 6 September 2021, 10:00–13:00",
        "Sitting 3 · room not recorded",
        "Panel",
        "Four speakers.",
        "day and hour not recorded",
        "Follow-up",
    ]


def test_the_programme_stays_unsaid_while_it_is_not_published(client):
    convening = ConveningFactory(programme_status=Status.DRAFT)
    item = AgendaItemFactory(session__convening=convening)
    ProgrammeEntryFactory(convening=convening, items=[item], title="SECRET")
    page = page_of(client, item)
    assert "SECRET" not in page.text
    assert page.main.all(id="entries") == []


def test_a_title_stands_in_every_language_that_has_it(session, client):
    item = item_on(session, "4", "Assistance", title_vi="Hỗ trợ kỹ thuật", title_ar="المساعدة")
    also = page_of(client, item).main.all("p", class_="also")
    assert [(p.text, p["lang"], p["dir"]) for p in also] == [
        ("المساعدة", "ar", "rtl"),
        ("Hỗ trợ kỹ thuật", "vi", "ltr"),
    ]
    vietnamese = read(client, f"/vi{item.get_absolute_url()}")
    assert vietnamese.heading == "Hỗ trợ kỹ thuật"
    assert [p["lang"] for p in vietnamese.main.all("p", class_="also")] == ["en", "ar"]


def test_each_fact_of_an_item_leads_to_its_own_source(session, client):
    item = item_on(session, "4", "Assistance", annotation="Needs.")
    for field in ("annotation", "title", "number"):
        CitationFactory(record=item, fields=[field], source__title=f"Of the {field}")
    page = page_of(client, item)
    assert page.one("aside").texts(class_="source-title") == [
        "Of the title",
        "Of the number",
        "Of the annotation",
    ]
    assert page.one("h1").texts("a", class_="mark") == ["1"]
    assert page.fact("Number").texts("a", class_="mark") == ["2"]
    assert page.section("What it was about").texts("a", class_="mark") == ["3"]


def test_items_of_two_sessions_may_share_a_number_and_an_address_each(client):
    items = [item_on(SessionFactory(), "4", title) for title in ("One", "Another")]
    assert [page_of(client, item).heading for item in items] == ["One", "Another"]
