"""Pages of documents: found by any spelling of a symbol, told with languages and family."""

from datetime import date

import pytest

from meetings.enums import Availability, Distribution, DocumentKind, IssueStatus
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    ArticleFactory,
    CitationFactory,
    DocumentFactory,
    DocumentFileFactory,
    DocumentSubmissionFactory,
    FormerFileFactory,
    SessionFactory,
    StatementFactory,
    TopicFactory,
)
from tests.support.html import read

pytestmark = pytest.mark.django_db

CANONICAL = "/documents/CAC/COSP/IRG/2021/1/Add.1/"


@pytest.fixture
def document():
    return DocumentFactory(symbol="CAC/COSP/IRG/2021/1/Add.1", title="Annotations")


def page_of(client, document):
    return read(client, document.get_absolute_url())


# Finding it


@pytest.mark.parametrize(
    "spelling",
    [
        "cac/cosp/irg/2021/1/add.1",
        "CAC/COSP/IRG/2021/1/ADD.1",
        "CAC-COSP-IRG-2021-1-Add.1",
        "CAC/COSP/IRG/2021/01/Add.01",
        "CAC/COSP/IRG/2021/1/Add.1*",
        "CAC/COSP/IRG/2021/1/Add1",
        "CAC/COSP/IRG/2021/1/Add.%201",
        "CAC/COSP/IRG/2021//1/Add.1",
        "CAC/COSP/IRG/2021/1/Add.1/",
        "%20CAC/COSP/IRG/2021/1/Add.1",
        "CAC%5CCOSP%5CIRG%5C2021%5C1%5CAdd.1",
    ],
)
@pytest.mark.parametrize("prefix", ["", "/fr"])
def test_any_spelling_of_a_symbol_leads_to_the_one_address(prefix, spelling, document, client):
    response = client.get(f"{prefix}/documents/{spelling}/")
    assert (response.status_code, response.headers.get("Location")) == (301, prefix + CANONICAL)
    assert "ETag" not in response.headers
    assert page_of(client, document).canonical == f"http://testserver{CANONICAL}"


def test_a_symbol_without_the_last_slash_leads_to_the_page(document, client):
    assert client.get(CANONICAL.rstrip("/"), follow=True).redirect_chain == [(CANONICAL, 301)]


@pytest.mark.parametrize("asked", ["CAC/COSP/EG.1/2021/4", "cac-cosp-eg.1-2021-4"])
def test_the_second_symbol_of_a_document_finds_it_too(asked, client):
    document = DocumentFactory(symbol="CAC/COSP/WG.2/2021/5", second_symbol="CAC/COSP/EG.1/2021/4")
    response = client.get(f"/documents/{asked}/")
    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/documents/CAC/COSP/WG.2/2021/5/",
    )
    shown = page_of(client, document).main.texts("p", class_="symbol")
    assert shown == ["CAC/COSP/WG.2/2021/5 – CAC/COSP/EG.1/2021/4"]


@pytest.mark.parametrize(
    "asked",
    [
        "garbage",
        "A/RES/58/4",
        "CAC/COSP/2021/2",
        "CAC/COSP/IRG/2021/1/Add.2",
        "CAC/COSP/1999/1",
        "../../etc/passwd",
        "x" * 3000,
        "%F0%9F%98%80",
        "CAC%0A/COSP/2021/3",
    ],
)
def test_what_is_no_symbol_or_none_on_record_is_not_there(asked, document, client):
    DocumentFactory(symbol="CAC/COSP/2021/9", status=Status.WITHDRAWN)
    assert client.get(f"/documents/{asked}/").status_code == 404


@pytest.mark.parametrize(
    ("status", "answer"),
    [(Status.DRAFT, 404), (Status.IN_REVIEW, 404), (Status.WITHDRAWN, 410)],
)
def test_a_document_that_is_not_public_is_not_there_under_any_spelling(status, answer, client):
    document = DocumentFactory(
        symbol="CAC/COSP/WG.2/2021/5", second_symbol="CAC/COSP/EG.1/2021/4", status=status
    )
    for asked in (document.symbol, document.second_symbol, document.symbol.lower()):
        assert client.get(f"/documents/{asked}/").status_code == answer


# What its page says


def test_what_is_not_recorded_of_a_document_is_said_in_words(client):
    page = page_of(client, DocumentFactory(symbol="CAC/COSP/2021/3", title=""))
    assert page.heading == "Title: not recorded"
    assert page.facts() == {
        "Kind": "Note by the Secretariat",
        "Issued": "not recorded",
        "Distribution": "not recorded",
        "Job number": "not recorded",
        "Original language": "not recorded",
        "Issued for": "not recorded",
    }
    assert page.title == "CAC/COSP/2021/3 · UNCAC meeting records"
    languages = page.section("Languages").one("table").rows
    assert languages == [
        ["Language", "Availability"],
        *([name, "not recorded"] for name in ("English", "French", "Spanish")),
        *([name, "not recorded"] for name in ("Arabic", "Chinese", "Russian")),
    ]


def test_a_document_tells_all_that_is_recorded_of_it(document, client):
    session = SessionFactory(body__code="IRG", ordinal=12, convening__starts_on=date(2021, 9, 6))
    item = AgendaItemFactory(session=session, number="4", slug="4", title="Technical assistance")
    hidden = AgendaItemFactory(session__convening__status=Status.DRAFT, title="SECRET")
    document.kind = DocumentKind.AGENDA
    document.issued_on = date(2021, 7, 1)
    document.issue_note = "Reissued on 3 July."
    document.distribution = Distribution.LIMITED
    document.job_number = "V.21-04567"
    document.original_language = "fr"
    document.save()
    document.sessions.add(session)
    document.items.add(item, hidden)
    document.topics.add(TopicFactory(slug="prevention", name="Prevention"))
    document.articles.add(ArticleFactory(number=6, title="Preventive bodies"))
    submission = {"document": document, "note": "through its Permanent Mission"}
    DocumentSubmissionFactory(entity__name="Peru", entity__iso3="PER", **submission)
    DocumentSubmissionFactory(document=document, entity__status=Status.DRAFT)
    page = page_of(client, document)
    assert page.heading == "Annotations"
    assert page.title == "CAC/COSP/IRG/2021/1/Add.1: Annotations · UNCAC meeting records"
    assert page.facts() == {
        "Kind": "Agenda",
        "Issued": "1 July 2021 Reissued on 3 July.",
        "Distribution": "Limited",
        "Job number": "V.21-04567",
        "Original language": "French",
        "Issued for": "IRG Twelfth session, 6–10 September 2021, Vienna",
        "Agenda items": "IRG 4 Technical assistance",
        "Submitted by": "Peru, through its Permanent Mission",
        "Topics": "Prevention",
        "Articles": "6. Preventive bodies",
    }
    assert page.content.one("dl").addresses == [
        session.get_absolute_url(),
        session.convening.get_absolute_url(),
        item.get_absolute_url(),
        "/states/per/",
        "/topics/prevention/",
        "/articles/6/",
    ]


def test_each_language_says_whether_the_document_exists_in_it(document, client):
    linked = {"availability": Availability.LINKED, "url": "https://example.org/fr.pdf"}
    DocumentFileFactory(document=document, language="fr", **linked)
    DocumentFileFactory(
        document=document, language="en", availability=Availability.HELD, file="documents/en.pdf"
    )
    DocumentFileFactory(document=document, language="es", availability=Availability.ISSUED)
    absent = DocumentFileFactory(
        document=document, language="ru", availability=Availability.NOT_ISSUED
    )
    CitationFactory(record=absent)
    table = page_of(client, document).section("Languages").one("table")
    assert table.rows[1:] == [
        [
            "English",
            "held here held since not recorded · size not recorded · SHA-256 not recorded",
        ],
        ["French", "linked elsewhere"],
        ["Spanish", "issued; no copy held"],
        ["Arabic", "not recorded"],
        ["Chinese", "not recorded"],
        ["Russian", "not issued1"],
    ]
    assert [(a["href"], a["hreflang"]) for a in table.all("a") if "hreflang" in a.attributes] == [
        ("/documents/CAC/COSP/IRG/2021/1/Add.1/en", "en"),
        ("https://example.org/fr.pdf", "fr"),
    ]


@pytest.mark.parametrize(
    ("status", "day", "in_list", "on_page"),
    [
        (IssueStatus.NOT_RECORDED, None, "not recorded", "not recorded"),
        (IssueStatus.ISSUED, None, "not recorded", "not recorded"),
        (IssueStatus.ISSUED, date(2021, 7, 1), "1 July 2021", "1 July 2021"),
        (
            IssueStatus.RESERVED,
            None,
            "symbol reserved; not issued yet",
            "Symbol reserved; not issued yet",
        ),
        (
            IssueStatus.WITHDRAWN,
            None,
            "withdrawn by its issuer",
            "Withdrawn by its issuer; date of issue not recorded",
        ),
        (
            IssueStatus.WITHDRAWN,
            date(2021, 7, 1),
            "withdrawn by its issuer",
            "Withdrawn by its issuer; issued 1 July 2021",
        ),
    ],
)
def test_a_reserved_symbol_and_a_withdrawn_paper_say_so(status, day, in_list, on_page, client):
    document = DocumentFactory(issue_status=status, issued_on=day)
    assert page_of(client, document).facts()["Issued"] == on_page
    assert read(client, "/documents/").content.one("table").rows[1][2] == in_list


# Families


def test_a_document_leads_to_its_family(document, client):
    parent = DocumentFactory(symbol="CAC/COSP/IRG/2021/1", title="Provisional agenda")
    document.parent = parent
    document.save()
    for part in ("Add.2", "Corr.1", "Amend.1"):
        DocumentFactory(symbol=f"{parent.symbol}/{part}", title="More", parent=parent)
    DocumentFactory(symbol="CAC/COSP/IRG/2021/CRP.9", title="A comment", parent=parent)
    DocumentFactory(symbol=f"{parent.symbol}/Add.3", parent=parent, status=Status.DRAFT)
    assert page_of(client, parent).section("Family").texts("li") == [
        "Addendum CAC/COSP/IRG/2021/1/Add.1 Annotations",
        "Addendum CAC/COSP/IRG/2021/1/Add.2 More",
        "Amended by CAC/COSP/IRG/2021/1/Amend.1 More",
        "Corrected by CAC/COSP/IRG/2021/1/Corr.1 More",
        "Accompanied by CAC/COSP/IRG/2021/CRP.9 A comment",
    ]
    assert page_of(client, document).section("Family").texts("li") == [
        "Addendum to CAC/COSP/IRG/2021/1 Provisional agenda"
    ]


def test_revisions_lead_to_one_another(client):
    first = DocumentFactory(symbol="CAC/COSP/2021/L.1", title="A draft")
    revisions = [
        DocumentFactory(symbol=f"{first.symbol}/Rev.{number}", title="Revised", parent=first)
        for number in (1, 2, 3)
    ]
    DocumentFactory(symbol=f"{first.symbol}/Rev.4", parent=first, status=Status.IN_REVIEW)
    DocumentFactory(symbol=f"{first.symbol}/Add.1", parent=first)
    correction = DocumentFactory(
        symbol=f"{revisions[1].symbol}/Corr.1", title="Errors", parent=revisions[1]
    )
    assert page_of(client, revisions[1]).section("Family").texts("li") == [
        "Revision of CAC/COSP/2021/L.1 A draft",
        "Revision of CAC/COSP/2021/L.1/Rev.1 Revised",
        "Corrected by CAC/COSP/2021/L.1/Rev.2/Corr.1 Errors",
        "Revised by CAC/COSP/2021/L.1/Rev.3 Revised",
    ]
    assert page_of(client, first).section("Family").addresses[1:] == [
        revision.get_absolute_url() for revision in revisions
    ]
    assert page_of(client, correction).section("Family").texts("li") == [
        "Corrigendum to CAC/COSP/2021/L.1/Rev.2 Revised"
    ]


def test_in_a_list_each_document_is_followed_by_what_belongs_to_it(client):
    session = SessionFactory()
    draft = DocumentFactory(symbol="CAC/COSP/2021/L.1", sessions=[session])
    revised = DocumentFactory(symbol="CAC/COSP/2021/L.1/Rev.1", parent=draft, sessions=[session])
    comment = {"symbol": "CAC/COSP/2021/CRP.9", "parent": revised}
    DocumentFactory(sessions=[session], **comment)
    elsewhere = DocumentFactory(symbol="CAC/COSP/2019/1")
    DocumentFactory(symbol="CAC/COSP/2019/1/Add.1", parent=elsewhere, sessions=[session])
    table = read(client, session.get_absolute_url()).section("Documents").all("table")[0]
    heads = [row.one("th") for row in table.one("tbody").all("tr")]
    assert [(head.text, head.attributes.get("class")) for head in heads] == [
        ("CAC/COSP/2019/1/Add.1", None),
        ("CAC/COSP/2021/L.1", None),
        ("CAC/COSP/2021/L.1/Rev.1", "below below-1"),
        ("CAC/COSP/2021/CRP.9 Belongs to CAC/COSP/2021/L.1/Rev.1", "below below-2"),
    ]


def test_a_draft_above_or_below_a_document_is_no_family(document, client):
    document.parent = DocumentFactory(title="SECRET", status=Status.DRAFT)
    document.save()
    page = page_of(client, document)
    assert page.main.all(id="family") == []
    assert "SECRET" not in page.text


def test_a_document_that_is_the_text_of_a_statement_leads_to_it(document, client):
    statement = StatementFactory(document=document)
    StatementFactory(document=document, status=Status.DRAFT)
    assert page_of(client, document).section("Statements").addresses == [
        statement.get_absolute_url(),
        statement.delegation.convening.get_absolute_url(),
        statement.item.get_absolute_url(),
    ]


def test_the_list_of_documents_is_by_symbol_additions_after_what_they_belong_to(client):
    symbols = [
        "CAC/COSP/2021/2",
        "CAC/COSP/2021/10",
        "CAC/COSP/IRG/2021/1",
        "CAC/COSP/IRG/2021/1/Add.1",
        "CAC/COSP/IRG/2021/1/Add.2",
        "CAC/COSP/IRG/2021/2",
        "CAC/COSP/WG.2/2021/1",
    ]
    for symbol in sorted(symbols, reverse=True):
        DocumentFactory(symbol=symbol)
    DocumentFactory(symbol="CAC/COSP/2021/1", status=Status.DRAFT)
    table = read(client, "/documents/").content.one("table")
    assert [row[0] for row in table.rows[1:]] == symbols
    assert table.addresses == [f"/documents/{symbol}/" for symbol in symbols]


# Languages of a list


@pytest.fixture
def papers():
    """A session with two papers: one in every state that a language can be in, one unknown."""
    session = SessionFactory()
    known = DocumentFactory(symbol="CAC/COSP/2021/3", sessions=[session])
    DocumentFactory(symbol="CAC/COSP/2021/4", sessions=[session])
    secret = DocumentFactory(symbol="CAC/COSP/2021/5", sessions=[session], status=Status.DRAFT)
    states = {
        "ru": {"availability": Availability.NOT_ISSUED},
        "es": {"availability": Availability.ISSUED},
        "fr": {"availability": Availability.LINKED, "url": "https://example.org/fr.pdf"},
        "en": {"availability": Availability.HELD, "file": "documents/en.pdf"},
    }
    for language, state in states.items():
        DocumentFileFactory(document=known, language=language, **state)
        DocumentFileFactory(document=secret, language=language, **state)
    return session


def test_each_language_of_a_paper_is_one_step_away_in_every_list(papers, client):
    item = AgendaItemFactory(session=papers)
    item.documents.set(papers.documents.all())
    pages = [papers, item]
    addresses = [page.get_absolute_url() for page in pages]
    for address in [*addresses, f"{papers.convening.get_absolute_url()}documents/", "/documents/"]:
        table = read(client, address).content.all("table")[0]
        assert [row[3] for row in table.rows[1:]] == ["English français español", "not recorded"]
        links = [link for link in table.all("a") if "lang" in link.attributes]
        assert [(a["href"], a["lang"], a["hreflang"], a["aria-label"]) for a in links] == [
            ("/documents/CAC/COSP/2021/3/en", "en", "en", "English, CAC/COSP/2021/3"),
            ("https://example.org/fr.pdf", "fr", "fr", "français, CAC/COSP/2021/3"),
        ]


def test_a_convening_and_a_session_show_their_papers_by_language(papers, client):
    convening = papers.convening.get_absolute_url()
    for address, section in [
        (f"{convening}documents/", "Languages"),
        (papers.get_absolute_url(), "Documents"),
    ]:
        shown = read(client, address).section(section)
        assert shown.all("ul", class_="inline-list")[0].texts("li") == [
            "English: 1 of 2",
            "French: 1 of 2",
            "Spanish: 1 of 2",
            "Arabic: 0 of 2",
            "Chinese: 0 of 2",
            "Russian: 0 of 2",
        ]
        table = shown.all("table")[-1]
        names = ["English", "French", "Spanish", "Arabic", "Chinese", "Russian"]
        known = ["held here", "linked elsewhere", "issued; no copy held"]
        assert table.rows == [
            ["Symbol", *names],
            ["CAC/COSP/2021/3", *known, "not recorded", "not recorded", "not issued"],
            ["CAC/COSP/2021/4", *["not recorded"] * 6],
        ]
        assert {cell["scope"] for cell in table.all("th")} == {"col", "row"}
        assert [
            (a["href"], a["aria-label"]) for a in table.all("a") if "hreflang" in a.attributes
        ] == [
            ("/documents/CAC/COSP/2021/3/en", "CAC/COSP/2021/3, English: held here"),
            ("https://example.org/fr.pdf", "CAC/COSP/2021/3, French: linked elsewhere"),
        ]


@pytest.mark.parametrize("number", [1, 3])
def test_former_files_cost_the_same_however_many_there_are(
    number, document, client, django_assert_num_queries
):
    for language in ("en", "fr", "ar")[:number]:
        version = DocumentFileFactory(document=document, language=language)
        for _ in range(number):
            FormerFileFactory(version=version)
    FormerFileFactory()
    with django_assert_num_queries(13):
        page = page_of(client, document)
    assert len(page.section("Former files").all("li")) == number**2
