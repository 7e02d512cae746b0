"""Lists: a page at a time, with the filters of the address kept, and whole over all pages."""

from datetime import date
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from meetings.models import Document
from meetings.records import pages
from meetings.records.facets import NAMES
from meetings.records.models import Source
from tests.factories import DocumentFactory, SourceFactory
from tests.support.html import parse, read
from tests.support.lists import complaints, found, selected

pytestmark = pytest.mark.django_db


@pytest.fixture
def many_documents():
    """One hundred and twenty: two whole pages and a part of a third."""
    documents = DocumentFactory.build_batch(120, title="A report")
    Document.objects.bulk_create(documents)
    return list(Document.objects.order_by("sort_key"))


def count_on(page):
    """How many answer, without the way to a chart of them."""
    return page.content.one("p", class_="count").text.removesuffix(" · as a chart")


def ways_between_pages(page):
    """Where the links before and after the number of the page lead, and what stands there."""
    [navigation] = page.content.all("nav", class_="pages")
    return [(link["rel"], link["href"]) for link in navigation.all("a")], navigation.text


def test_far_pages_lead_on_by_place_and_lose_nothing_when_the_record_grows(
    many_documents, client, monkeypatch
):
    monkeypatch.setattr(pages, "FAR", 50)  # so that the second page is far already
    second = read(client, "/documents/?page=2")
    [before, after] = [address for _rel, address in ways_between_pages(second)[0]]
    assert before == "?page=1"
    assert after.startswith("?page=3&cursor=")
    DocumentFactory(symbol="CAC/COSP/2006/1")  # which stands on the first page
    assert found(client, f"/documents/{after}") == many_documents[100:]
    assert found(client, "/documents/?page=2&cursor=nonsense") == many_documents[49:99]
    last = read(client, f"/documents/{after}")
    assert [rel for rel, _address in ways_between_pages(last)[0]] == ["prev"]


def test_a_short_list_has_one_page_and_says_nothing_of_pages(client):
    documents = [DocumentFactory(symbol=f"CAC/COSP/2021/{n}") for n in (1, 2)]
    assert found(client, "/documents/") == documents
    assert read(client, "/documents/").content.all("nav", class_="pages") == []


def test_a_long_list_leads_from_page_to_page_and_loses_nothing(many_documents, client):
    pages = [found(client, f"/documents/?page={number}") for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert [document for page in pages for document in page] == many_documents
    assert ways_between_pages(read(client, "/documents/")) == (
        [("next", "?page=2")],
        "Page 1 of 3 Next page",
    )
    assert ways_between_pages(read(client, "/documents/?page=2")) == (
        [("prev", "?page=1"), ("next", "?page=3")],
        "Previous page Page 2 of 3 Next page",
    )
    assert ways_between_pages(read(client, "/documents/?page=3"))[0] == [("prev", "?page=2")]


def test_the_way_to_another_page_keeps_the_filters(many_documents, client):
    Document.objects.filter(pk__in=[d.pk for d in many_documents[60:]]).update(title="An & a b")
    address = "/documents/?q=An+%26+a&kind=note&page=2"
    [way], said = ways_between_pages(read(Client(), address))  # `client` would keep the answer
    assert way == ("prev", "?q=An+%26+a&kind=note&page=1")
    assert said == "Previous page Page 2 of 2"
    first = found(client, f"/documents/{way[1]}")
    assert first + found(client, address) == many_documents[60:]


@pytest.mark.parametrize("asked", ["x", "-1", "0", "1.5", "", "²", "%00", "1" * 5000])
def test_a_page_that_makes_no_sense_is_the_first_or_the_last(asked, many_documents, client):
    rows = found(client, f"/documents/?page={asked}")
    assert rows in (many_documents[:50], many_documents[100:])


def test_past_the_last_page_stands_the_last_and_says_so(many_documents, client):
    assert found(client, "/documents/?page=9999") == many_documents[100:]
    said = ways_between_pages(read(client, "/documents/?page=9999"))[1]
    assert said == "Previous page Page 3 of 3"


def test_a_list_says_how_many_answer_and_how_to_remove_the_filters(client):
    DocumentFactory(title="Agenda")
    DocumentFactory(title="Report")
    assert count_on(read(client, "/documents/")) == "2 documents"
    page = read(client, "/documents/?q=agenda")
    assert count_on(page) == "1 document"
    assert page.content.one("ul", class_="chips").links == [
        ("Symbol or title: agenda ×", "/documents/"),
        ("Remove all filters", "/documents/"),
    ]


def test_each_filter_in_force_can_be_removed_by_itself(client):
    DocumentFactory(title="Agenda")
    page = read(client, "/documents/?kind=note&kind=agenda&kind=nope&q=agenda&from=2020&page=7")
    assert page.content.one("ul", class_="chips").links == [
        ("Symbol or title: agenda ×", "?from=2020&kind=note&kind=agenda"),
        ("from 2020 ×", "?q=agenda&kind=note&kind=agenda"),
        ("Kind: Note by the Secretariat ×", "?q=agenda&from=2020&kind=agenda"),
        ("Kind: Agenda ×", "?q=agenda&from=2020&kind=note"),
        ("Remove all filters", "/documents/"),
    ]
    assert complaints(page) == ["“nope” is no value of “Kind” and was ignored."]


def test_a_time_that_ends_before_it_begins_is_named_and_nothing_answers_it(client):
    DocumentFactory(issued_on=date(2021, 6, 14))
    page = read(client, "/documents/?from=2024&to=2020")
    assert count_on(page) == "0 documents"
    assert complaints(page) == [
        "The time asked for ends before it begins: “from” is after “until”, so nothing can answer."
    ]
    assert complaints(read(client, "/documents/?from=2021-06-14&to=2021-06-14")) == []


def test_a_list_in_which_nothing_answers_says_so_plainly(client):
    DocumentFactory()
    page = read(client, "/documents/?q=nowhere")
    assert count_on(page) == "0 documents"
    [says] = page.content.all("div", class_="empty")
    assert says.texts("p") == [
        "Nothing on record answers these filters.",
        "That may mean that it did not happen, or only that no source for it has been read.",
    ]
    assert page.content.all("table") == []


def test_a_list_of_nothing_says_nothing_of_filters(client):
    page = read(client, "/documents/")
    assert count_on(page) == "0 documents"


def test_the_form_shows_the_filters_that_are_set(client):
    DocumentFactory(title='Say "an" agenda')
    page = read(client, "/documents/?q=%22an%22&kind=note&language=fr&page=1")
    assert selected(page) == {"q": '"an"', "kind": ["note"], "language": ["fr"]}


def test_a_filtered_list_and_a_further_page_are_not_for_search_engines(many_documents, client):
    def robots(address):
        return [meta["content"] for meta in read(client, address).all("meta", name="robots")]

    assert robots("/documents/") == []
    assert robots("/documents/?page=1") == []
    assert robots("/documents/?page=2") == ["noindex, follow"]
    assert robots("/documents/?q=report") == ["noindex, follow"]


def test_only_the_whole_list_is_canonical(client):
    DocumentFactory(title="Report")
    assert read(client, "/documents/").canonical == "http://testserver/documents/"
    assert read(client, "/documents/?q=report").all("link", rel="canonical") == []


def test_the_list_of_sources_has_room_for_two_hundred(client):
    Source.objects.bulk_create(SourceFactory.build_batch(201))
    assert [len(found(client, f"/sources/?page={number}")) for number in (1, 2)] == [200, 1]


# Whatever the address says

PIECES = st.one_of(
    st.sampled_from(
        [*NAMES, "page", "agenda", "2021", "2021-09-06", "note", "fr", "not_recorded", "x" * 5000]
    ),
    st.sampled_from(["=", "&", "=&", "%", "%00", "%FF", "+", ";", "[]", "__in", "#", "%26"]),
    st.text(max_size=8),
)


@given(pieces=st.lists(PIECES, max_size=12))
@example(pieces=["page=", "9" * 5000])
@example(pieces=["q=%ED%A0%80&year=%D9%A2"])
@example(pieces=["from=0&to=99999999999&from=%00&to=2021-02-30"])
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@pytest.mark.parametrize("path", ["/documents/", "/fr/documents/", "/ar/statements/"])
def test_a_list_answers_any_query_and_its_links_keep_it(path, pieces):
    if not Document.objects.exists():
        Document.objects.bulk_create(DocumentFactory.build_batch(60, title="agenda"))
    client = Client()
    query = "".join(pieces).encode().decode("latin-1")  # as a server hands it on
    response = client.get(path, QUERY_STRING=query)
    assert response.status_code == 200
    listing = response.context["listing"]
    assert listing.count == listing.rows.count()
    for link in parse(response.content.decode()).content.all("a", rel="next"):
        following = client.get(path, QUERY_STRING=urlsplit(link["href"]).query)
        assert following.context["listing"].count == listing.count
        assert following.context["listing"].page.number == listing.page.number + 1


def test_of_a_thousand_values_that_make_no_sense_the_first_are_named(client):
    DocumentFactory()
    values = [("topic", f"\x00{n}") for n in range(1000)]
    page = parse(client.get("/documents/", QUERY_STRING=urlencode(values)).content.decode())
    assert complaints(page) == [
        *(
            f"“\N{REPLACEMENT CHARACTER}{n}” is no value of “Topic” and was ignored."
            for n in range(5)
        ),
        "995 more values make no sense and were ignored.",
    ]


def test_the_way_to_another_language_keeps_filters_and_page(client):
    DocumentFactory()
    page = read(client, "/documents/?kind=note&q=%22%3E&page=2")
    links = {link["href"] for link in page.all("a", hreflang="fr")}
    assert links == {"http://testserver/fr/documents/?kind=note&q=%22%3E&page=2"}
