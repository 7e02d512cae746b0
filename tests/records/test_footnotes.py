"""The numbered sources of a page, and the marks that lead from a fact to them."""

import pytest
from django.template import Context, Template

from meetings.records.domain.footnotes import Footnotes
from meetings.records.enums import Standing, Status
from tests.factories import CitationFactory, ConveningFactory, SessionFactory, SourceFactory
from tests.support.html import parse, read
from tests.support.refusals import NOT_PUBLIC

pytestmark = pytest.mark.django_db


@pytest.fixture
def convening():
    return ConveningFactory()


def cite(record, *fields, **citation):
    return CitationFactory(record=record, fields=list(fields), **citation)


def marks(footnotes, record, fact=""):
    """What stands after a fact: the numbers with where they lead, and the words in outline."""
    template = Template("{% load records %}{% cite record fact %}")
    html = template.render(Context({"footnotes": footnotes, "record": record, "fact": fact}))
    drawn = parse(html)
    return drawn.links, drawn.texts("span", class_="pill")


# Numbers


def test_sources_are_numbered_in_the_order_in_which_the_page_cites_them(convening):
    session = SessionFactory(convening=convening)
    first, second, third = SourceFactory(), SourceFactory(), SourceFactory()
    cite(session, source=second)
    cite(convening, "city", source=third)
    cite(convening, "starts_on", source=first)
    cite(convening, "city", source=first)
    footnotes = Footnotes(session, convening)
    assert marks(footnotes, convening, "starts_on") == ([("1", "#source-1")], [])
    assert marks(footnotes, session) == ([("2", "#source-2")], [])
    assert marks(footnotes, convening, "city") == (
        [("1", "#source-1"), ("3", "#source-3")],
        [],
    )
    assert [(note.number, note.source) for note in footnotes] == [
        (1, first),
        (2, second),
        (3, third),
    ]


def test_a_source_that_the_page_does_not_cite_stays_out_of_its_list(convening):
    cite(convening, "venue")
    footnotes = Footnotes(convening)
    assert not footnotes
    assert marks(footnotes, convening, "city") == ([], [])
    assert list(footnotes) == []


def test_one_mark_leads_to_a_source_however_often_it_is_cited(convening):
    source = SourceFactory()
    for locator in ("para. 1", "para. 3", "para. 1", ""):
        cite(convening, "city", source=source, locator=locator)
    footnotes = Footnotes(convening)
    assert marks(footnotes, convening, "city") == ([("1", "#source-1")], [])
    [note] = footnotes
    assert note.locators == ["para. 1", "para. 3"]


def test_records_may_be_added_as_the_page_goes_on_and_twice_too(convening):
    session = SessionFactory(convening=convening)
    cite(convening, locator="para. 1")
    cite(session)
    footnotes = Footnotes(convening)
    assert marks(footnotes, session) == ([], [])
    footnotes.add(session, convening)
    assert marks(footnotes, convening) == ([("1", "#source-1")], [])
    assert marks(footnotes, session) == ([("2", "#source-2")], [])
    assert [len(note.citations) for note in footnotes] == [1, 1]


@pytest.mark.parametrize("number", [1, 3])
def test_citing_any_number_of_records_costs_one_query(number, django_assert_num_queries):
    records = [record for _ in range(number) for record in (ConveningFactory(), SessionFactory())]
    for record in records:
        cite(record)
    Footnotes(*records)  # Django learns the kinds once
    with django_assert_num_queries(1):
        footnotes = Footnotes(*records)
        for record in records:
            marks(footnotes, record)
    assert [note.number for note in footnotes] == list(range(1, 2 * number + 1))


# Which citations stand under a fact


def test_a_fact_is_supported_by_the_citations_that_name_it_before_those_of_the_whole(convening):
    whole, named = SourceFactory(), SourceFactory()
    cite(convening, source=whole)
    cite(convening, "city", "venue", source=named)
    footnotes = Footnotes(convening)
    sources = {
        fact: [citation.source for _number, citation in footnotes.of(convening, fact)]
        for fact in ("city", "venue", "format", "")
    }
    assert sources == {
        "city": [named],
        "venue": [named],
        "format": [whole],
        "": [whole, named],
    }


def test_a_fact_that_no_citation_names_has_no_mark_where_none_is_of_the_whole(convening):
    cite(convening, "city")
    assert marks(Footnotes(convening), convening, "format") == ([], [])


def test_facts_of_other_records_have_no_part_in_it(convening):
    cite(ConveningFactory(), "city")
    cite(SessionFactory(pk=convening.pk), "city")
    assert marks(Footnotes(convening), convening, "city") == ([], [])


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_a_source_that_is_not_public_is_not_cited(status, convening):
    cite(convening, "city", source__status=status, note="SECRET", standing=Standing.DISPUTED)
    cite(convening, "city", source__status=Status.PUBLISHED)
    footnotes = Footnotes(convening)
    assert marks(footnotes, convening, "city") == ([("1", "#source-1")], [])
    assert len(list(footnotes)) == 1


# Standing and remarks


@pytest.mark.parametrize(
    ("standings", "words"),
    [
        ([Standing.STATED], []),
        ([Standing.INFERRED], ["inferred"]),
        ([Standing.DISPUTED], ["disputed"]),
        ([Standing.STATED, Standing.INFERRED, Standing.DISPUTED], ["disputed", "inferred"]),
        ([Standing.DISPUTED, Standing.DISPUTED], ["disputed"]),
    ],
)
def test_a_fact_in_doubt_says_so_in_a_word(standings, words, convening):
    for standing in standings:
        cite(convening, "city", standing=standing)
    cite(convening, "venue", standing=Standing.DISPUTED)
    numbers = [(str(n), f"#source-{n}") for n in range(1, len(standings) + 1)]
    assert marks(Footnotes(convening), convening, "city") == (numbers, words)


def test_the_reasons_of_doubt_stand_before_other_remarks_each_once(convening):
    source = SourceFactory()
    remarks = [
        (Standing.STATED, "Also in the caption."),
        (Standing.DISPUTED, "Only here."),
        (Standing.INFERRED, "From the week."),
        (Standing.DISPUTED, "Only here."),
        (Standing.STATED, ""),
    ]
    for standing, note in remarks:
        cite(convening, "city", source=source, standing=standing, note=note)
    footnotes = Footnotes(convening)
    marks(footnotes, convening, "city")
    [footnote] = footnotes
    assert [citation.note for citation in footnote.disputes] == ["Only here."]
    assert [(citation.standing, citation.note) for citation in footnote.remarks] == [
        (Standing.STATED, "Also in the caption."),
        (Standing.INFERRED, "From the week."),
    ]


# On the page


def test_a_page_ends_with_its_sources_as_they_were_read(convening, client):
    source = SourceFactory(
        publisher="World Customs Organization",
        author="A. Person",
        title="WCO participates",
        url="https://example.org/wco",
        language="en",
        symbol="CAC/COSP/2021/3",
        note="Read in a mirror.",
    )
    cite(convening, "starts_on", source=source, locator="para. 1")
    cite(
        convening,
        "starts_on",
        source=source,
        locator="para. 3",
        standing=Standing.DISPUTED,
        note="Another source says otherwise.",
    )
    page = read(client, convening.get_absolute_url())
    [item] = page.one("aside").all("li")
    assert (item["id"], item.links) == (
        "source-1",
        [("WCO participates", "https://example.org/wco")],
    )
    for words in (
        "World Customs Organization, A. Person · web page · English · CAC/COSP/2021/3 · "
        "17 September 2021",
        "para. 1, para. 3",
        "disputed Another source says otherwise.",
        "Read in a mirror.",
    ):
        assert words in item.text
    assert item.one("a")["rel"] == "external noopener"
    dates = page.fact("Dates")
    assert (dates.links, dates.texts("span", class_="pill")) == (
        [("1", "#source-1")],
        ["disputed"],
    )


def test_what_is_not_recorded_of_a_source_is_said_to_be_not_recorded(convening, client):
    source = SourceFactory(publisher="", title="A list", published_on=None, language="")
    cite(convening, "starts_on", source=source)
    [item] = read(client, convening.get_absolute_url()).one("aside").all("li")
    assert item.text.removeprefix("A list ") == (
        "Publisher not recorded · web page · date not recorded · address not recorded"
    )
    assert item.links == []


@pytest.mark.parametrize(("ours", "language"), [(False, "vi"), (True, None)])
def test_the_title_of_a_source_says_its_language_unless_we_described_it(
    ours, language, convening, client
):
    source = SourceFactory(title="Ba phiên họp", language="vi", title_is_description=ours)
    cite(convening, "starts_on", source=source)
    title = read(client, convening.get_absolute_url()).one("aside").one(class_="source-title")
    assert title.attributes.get("lang") == language


def test_what_is_written_in_a_note_is_never_markup(convening, client):
    evil = "<script>alert('x')</script>"
    cite(convening, "starts_on", note=evil, locator=evil, source__title=evil)
    html = client.get(convening.get_absolute_url()).content.decode()
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(") == 3


def test_a_page_without_sources_has_no_list_of_them(client):
    page = read(client, ConveningFactory().get_absolute_url())
    assert page.all("aside") == []
