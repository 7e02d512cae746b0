"""The page of the search: what is found, where it is found, and what was understood."""

import csv
import json
import xml.etree.ElementTree as ET
from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.enums import Format, SessionNoun
from meetings.models import Document
from meetings.records.domain import editions
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    EntityFactory,
    OfficerFactory,
    PersonFactory,
    SessionFactory,
    StatementFactory,
    TopicFactory,
)
from tests.support.html import Page, parse, read
from uncac_portal.search.indexing import rebuild
from uncac_portal.search.models import Entry
from uncac_portal.search.results import results_of
from uncac_portal.search.shown import SHOWN

pytestmark = pytest.mark.django_db


class Scene:
    """A meeting in Vienna at which Viet Nam spoke of assets, and what nobody may see of it."""

    def __init__(self) -> None:
        self.body = BodyFactory(
            code="WGAR",
            slug="wgar",
            name="Working Group on Asset Recovery",
            short_name="WGAR",
            session_noun=SessionNoun.MEETING,
        )
        self.convening = ConveningFactory(
            slug="vienna", starts_on=date(2021, 9, 6), format=Format.HYBRID
        )
        self.session = SessionFactory(
            slug="wgar-15", body=self.body, convening=self.convening, ordinal=15
        )
        self.topic = TopicFactory(slug="restitution", name="Restitution", name_vi="Hoàn trả")
        self.item = AgendaItemFactory(
            session=self.session, number="3", slug="3", title="Freezing orders", topics=[self.topic]
        )
        self.document = DocumentFactory(
            symbol="CAC/COSP/WG.2/2021/3",
            title="Frozen & <b>seized</b> assets",
            sessions=[self.session],
        )
        self.state = EntityFactory(
            slug="vnm", iso3="VNM", iso2="VN", name="Viet Nam", name_ru="Вьетнам"
        )
        self.statement = StatementFactory(
            delegation=DelegationFactory(convening=self.convening, entity=self.state),
            item=self.item,
            summary="Courts froze <script>alert(1)</script> accounts within a day.",
            summary_vi="Tòa án phong tỏa tài khoản trong một ngày.",
        )
        self.officer = OfficerFactory(
            convening=self.convening, person=PersonFactory(name="Ada Lovelace"), entity=self.state
        )
        self.hidden()

    def hidden(self) -> None:
        for status in (Status.DRAFT, Status.WITHDRAWN):
            DocumentFactory(title="SECRET freezing", sessions=[self.session], status=status)
        example = ConveningFactory(is_example=True, slug="example")
        AgendaItemFactory(session__convening=example, title="EXAMPLE of freezing")


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """Made once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        with editions.raised_once():
            made = Scene()
        rebuild()
        yield made
        transaction.set_rollback(True)


def find(client, **asked: str) -> Page:
    """The page of results."""
    return read(client, f"/search/?{urlencode(asked)}")


def rows(page: Page) -> list[str]:
    """What each result says."""
    return [row.text for each in page.all("ol", class_="search-results") for row in each.all("li")]


# What is found


def test_results_say_what_they_are_where_and_when_and_what_was_found(scene, client):
    page = find(client, q="freezing")
    assert page.one("div", id="count").one("p").text == "2 results"
    assert rows(page) == [
        "Agenda item WGAR 3 Freezing orders 6–10 September 2021, Vienna",
        "Statement WGAR 3 Viet Nam 6–10 September 2021, Vienna Freezing orders",
    ]
    results = page.one("ol", class_="search-results")
    assert results.texts("mark") == ["Freezing", "Freezing"]
    assert [link["href"] for link in results.all("a")] == [
        scene.item.get_absolute_url(),
        "/meetings/vienna/",
        scene.statement.get_absolute_url(),
        "/meetings/vienna/",
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("vienna kind:meetings", ["Meeting WGAR 6–10 September 2021, Vienna Hybrid"]),
        (
            "wgar kind:session",
            [
                "Session WGAR Working Group on Asset Recovery: Fifteenth meeting"
                " 6–10 September 2021, Vienna"
            ],
        ),
        (
            "WG.2/2021",
            [
                "Document WGAR CAC/COSP/WG.2/2021/3 · Frozen & <b>seized</b> assets"
                " Note by the Secretariat"
            ],
        ),
        ("Lovelace", ["Officer Ada Lovelace Chair, Viet Nam · 6–10 September 2021, Vienna"]),
        ("restitution kind:topics", ["Topic Restitution"]),
        ("vnm kind:delegations", ["Delegation Viet Nam 6–10 September 2021, Vienna"]),
        ("recovery kind:bodies", ["Body Working Group on Asset Recovery"]),
    ],
)
def test_every_kind_of_record_is_shown_in_its_own_way(words, found, scene, client):
    assert rows(find(client, q=words)) == found


def test_the_passage_is_shown_in_the_language_in_which_it_was_found(scene, client):
    [row] = read(client, "/search/?q=phong+toa").one("ol", class_="search-results").all("li")
    excerpt = row.one("span", class_="other-language")
    assert (excerpt["lang"], excerpt["dir"]) == ("vi", "ltr")
    assert excerpt.text == "Tòa án phong tỏa tài khoản trong một ngày."
    assert excerpt.texts("mark") == ["Tòa", "phong", "tỏa"]  # tones count for nothing
    [row] = read(client, "/vi/search/?q=phong+toa").one("ol", class_="search-results").all("li")
    assert row.texts("mark") == ["Tòa", "phong", "tỏa"]
    assert row.all("span", lang="vi") == []


def test_a_name_in_another_language_is_shown_beside_the_title(scene, client):
    page = find(client, q="вьетнам", kind="entities")
    assert rows(page) == ["State or organization Viet Nam Вьетнам"]
    assert page.one("span", class_="other-language")["lang"] == "ru"


def test_no_markup_of_the_record_or_of_the_query_becomes_markup(scene, client):
    html = client.get("/search/?q=froze+<script>").content.decode()
    assert "<script>alert" not in html
    assert "Courts <mark>froze</mark> &lt;<mark>script</mark>&gt;alert(1)&lt;/" in html
    assert 'value="froze &lt;script&gt;"' in html


def test_nothing_hidden_is_found_counted_or_suggested(scene, client):
    for address in ("/search/?q=freezing+OR+secret+OR+example", "/search/?q=secret", "/search/"):
        html = client.get(address).content.decode().replace("For example", "")
        assert "SECRET" not in html
        assert "EXAMPLE" not in html
    found = find(client, q="freezing kind:documents")
    assert found.one("div", id="count").one("p").text == "0 results"


def test_what_the_index_still_has_of_a_hidden_record_is_not_shown(scene):
    everything = Document.objects.filter(sessions=scene.session)
    assert everything.count() == 3
    stale = [Entry(kind="documents", record_id=document.pk) for document in everything]
    assert [result.record for result in results_of(stale)] == [scene.document]


def test_a_page_of_results_costs_the_same_however_many_are_of_each_kind(
    scene, django_assert_num_queries
):
    everything = list(Entry.objects.all())
    by_kind = {entry.kind: entry for entry in everything}
    assert by_kind.keys() >= SHOWN.keys() - {"articles"}
    one_each, item = list(by_kind.values()), by_kind["items"]
    assert len(one_each) < len(everything)
    for entries, queries in (([], 0), ([item], 2), (one_each, 17), (everything, 17)):
        with django_assert_num_queries(queries):
            for result in results_of(entries):
                assert all([result.id, result.heading, result.address, str(result.shown.word)])
                assert None not in (result.chips, result.about, result.excerpt)


# What was understood


def test_filters_in_the_box_are_the_filters_of_the_form(scene, client):
    page = find(client, q="froze state:VNM body:WGAR")
    assert page.one("input", type="search")["value"] == "froze"
    chips = page.main.one("ul", class_="chips").texts("a")
    assert chips == [
        "Words: froze ×", "State: Viet Nam ×", "Body: WGAR · WGAR ×", "Remove all filters"
    ]  # fmt: skip
    assert len(rows(page)) == 1


def test_what_was_set_aside_and_what_was_looked_for_is_said(scene, client):
    page = find(client, q="freezing of planet:mars OR")
    assert page.one("div", id="count").one("p").text == (
        "0 results · looked for: freezing mars “planet:” is no filter; what follows it was looked"
        " for as words. “OR” has nothing to join here."
    )


def test_where_nothing_is_found_the_nearest_words_are_offered_with_the_same_filters(scene, client):
    page = find(client, q="restitusion", body="wgar")
    told = page.one("div", id="count").one("p")
    assert told.text == "0 results Did you mean restitution?"
    assert told.addresses == ["?q=restitution&body=wgar"]
    assert "or only that no source for it has been read" in page.main.text
    assert rows(read(client, f"/search/{told.addresses[0]}")) != []


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("freezign ordres", ["freezign ordres → freezing orders"]),
        ("Restitusion of asets", ["Restitusion of asets → Restitution of assets"]),
        ("rfeezing", ["rfeezing → freezing"]),
        ("restitusion zzzzzz", []),  # would find nothing either
        ("15th restitution zzzzzz", []),
        ("99th", []),
        ("nhu", []),
        ("foo:bar", []),
        ("Diet Nam", []),
        ("treezings", []),
        ("formerly", []),
    ],
)
def test_only_likely_slips_are_corrected(asked, meant, scene, client):
    told = find(client, q=asked).one("div", id="count").one("p")
    assert [f"{asked} → {link}" for link in told.texts("a")] == meant


def test_an_empty_box_invites_with_searches_that_find_something(scene, client):
    examples = read(client, "/search/").main.one("p", class_="inline-links")
    assert examples.links[:3] == [
        ("Restitution", "?q=Restitution"),
        ("topic:restitution", "?q=topic%3Arestitution"),
        ("state:vnm", "?q=state%3Avnm"),
    ]
    for address in examples.addresses:
        assert rows(read(client, f"/search/{address}")) != []


def test_only_the_page_without_a_question_is_for_search_engines(scene, client):
    plain, asked = read(client, "/search/"), find(client, q="freezing")
    assert plain.canonical == "http://testserver/search/"
    assert plain.all("meta", name="robots") == []
    assert asked.one("meta", name="robots")["content"] == "noindex, follow"
    assert (plain.title, asked.title) == (
        "Search · UNCAC meeting records",
        "Search: freezing · UNCAC meeting records",
    )


# What it gives away


def test_results_are_taken_away_in_the_order_of_the_page(scene, client):
    answer = client.get("/search/?q=freezing&format=csv")
    [head, *lines] = csv.reader(answer.getvalue().decode().splitlines())
    assert head == ["kind", "id", "title", "title_language", "date", "address"]
    records = (scene.item, scene.statement)
    item, statement = (f"http://testserver{record.get_absolute_url()}" for record in records)
    assert lines == [
        ["items", "wgar-15.3", "Freezing orders", "en", "2021-09-06", item],
        ["statements", str(scene.statement.pk), "Viet Nam", "en", "2021-09-06", statement],
    ]
    told = json.loads(client.get("/search/?q=freezing&format=json").getvalue())
    assert [list(row.values()) for row in told["rows"]] == lines
    for kind in ("xlsx", "jsonl"):
        assert client.get(f"/search/?q=freezing&format={kind}").status_code == 200


# Suggestions


def test_suggestions_are_options_that_lead_to_records(scene, client):
    answer = client.get("/search/suggestions/?q=rest")
    fragment = parse(answer.content.decode())
    [option] = fragment.all("a", role="option")
    assert (option.text, option["href"], option["tabindex"]) == (
        "Restitution Topic",
        "/topics/restitution/",
        "-1",
    )
    assert option.texts("mark") == ["Restitution"]
    assert fragment.one("span", hidden="")["data-count"] == "1 suggestion"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    known = {"If-None-Match": answer.headers["ETag"]}
    assert client.get("/search/suggestions/?q=rest", headers=known).status_code == 304


@pytest.mark.parametrize("typed", ["", "zzz", "secret", "example", "<script>"])
def test_there_may_be_nothing_to_suggest(typed, scene, client):
    answer = client.get(f"/search/suggestions/?{urlencode({'q': typed})}")
    assert answer.content.decode().strip() == ""


# The box everywhere


@pytest.mark.parametrize(
    ("address", "status", "boxes"),
    [("/", 200, ["search", "search-in-menu"]), ("/nowhere/", 404, ["search"]),
     ("/search/", 200, ["search"])],
)  # fmt: skip
def test_every_page_has_a_box(address, status, boxes, scene, client):
    page = read(client, address, status=status)
    assert [box["id"] for box in page.all("input", type="search")] == boxes
    assert "/search/" in page.addresses


@pytest.mark.parametrize(("prefix", "language"), [("", "en"), ("/ar", "ar")])
def test_browsers_are_told_how_to_search(prefix, language, client):
    page = read(client, f"{prefix}/")
    address = page.one("link", rel="search")["href"]
    answer = client.get(address)
    assert answer.headers["Content-Type"] == (
        "application/opensearchdescription+xml; charset=utf-8"
    )
    root = ET.fromstring(answer.content)
    told = {child.tag.partition("}")[2]: child for child in reversed(list(root))}
    assert told["Language"].text == language
    assert told["Url"].attrib == {
        "type": "text/html",
        "template": f"http://testserver{prefix}/search/?q={{searchTerms}}",
    }


# Absurd questions

ODD = st.one_of(
    st.text(),
    st.text(alphabet='"-:*()\0\x1f OR NOT&|/.state:vnm…', max_size=60),
    st.sampled_from(
        ["\0", "x" * 10_000, "9" * 30, "-1", "'; DROP TABLE", "state:" * 99, '"' * 999]
    ),
)
NAMES = st.sampled_from(["q", "page", "state", "year", "from", "kind", "format", "nonsense"])
FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@FEW
@given(asked=st.lists(st.tuples(NAMES, ODD), max_size=5))
def test_no_question_is_a_failure(asked, scene, client):
    query = urlencode(asked, errors="replace")
    for page in ("search/", "search/suggestions/"):
        assert client.get(f"/{page}?{query}").status_code == 200


def test_a_thousand_parameters_are_no_failure(scene, client):
    asked = [("q", "freezing"), *(("topic", str(n)) for n in range(1000)), ("page", "9" * 30)]
    assert len(rows(read(client, f"/search/?{urlencode(asked)}"))) == 2
