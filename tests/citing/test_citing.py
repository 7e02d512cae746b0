"""“Cite this”: what a page and programs are told, whatever letters a title has."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from meetings.enums import Part
from meetings.records.domain import publication
from meetings.records.enums import Status
from meetings.records.models import Edition
from tests.factories import (
    AgendaItemFactory,
    ArticleFactory,
    BodyFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    EntityFactory,
    EntityNameFactory,
    SessionFactory,
    StatementFactory,
    TopicFactory,
)
from tests.support.golden import check_golden
from tests.support.html import read
from uncac_portal.citing.formats import FORMATS
from uncac_portal.citing.styles import references
from uncac_portal.citing.works import Work

pytestmark = pytest.mark.django_db

AWKWARD = Work(
    key="documents-CAC/COSP/2099/1",
    title=r"100% of {assets} & #1_funds ~ $5^2 \ “tài sản” الموجودات 资产"
    + "\r\nTY  - BOOK\u2028x",
    symbol="CAC/COSP/2099/1",
    issued=date(2099, 6, 14),
    site="UNCAC meeting records",
    address="https://records.example.org/documents/CAC/COSP/2099/1/?q=a_b%20c",
    edition=12,
    day=date(2026, 11, 22),
    language="en",
)


@pytest.fixture
def session():
    """A session of a body that everybody knows, on the edition of a known day."""
    body = BodyFactory(
        slug="irg", code="IRG", name="Implementation Review Group", short_name="Review Group"
    )
    convening = ConveningFactory(starts_on=date(2021, 9, 6), ends_on=date(2021, 9, 10))
    made = {"body": body, "convening": convening, "ordinal": 12, "part": Part.RESUMED}
    return SessionFactory(**made, slug="irg-12-resumed")


def edition(number: int = 12) -> None:
    """As if the last change had been made on a known day."""
    Edition.objects.update_or_create(pk=1, defaults={"number": number})
    Edition.objects.update(raised_at=datetime(2026, 11, 22, 23, 59, tzinfo=UTC))


def cited(client, record) -> dict[str, str]:
    """What the page of the record says under “Cite this”, by style."""
    part = read(client, record.get_absolute_url()).one("details", class_="cite")
    assert part.one("summary").text == "Cite this"
    return {pair.one("dt").text: pair.one("dd").text for pair in part.all("div")}


def test_a_page_says_how_to_cite_it_in_its_edition(client, session):
    edition()
    address = "http://testserver/sessions/irg-12-resumed/"
    title = "Implementation Review Group, Resumed twelfth session"
    assert cited(client, session) == {
        "United Nations": f"UNCAC meeting records, “{title}”, edition 12 of 22 November 2026. "
        f"Available at {address}.",
        "Chicago, note": f"“{title},” UNCAC meeting records, edition 12, 22 November 2026, "
        f"{address}.",
        "Chicago, bibliography": f"UNCAC meeting records. “{title}.” Edition 12, "
        f"22 November 2026. {address}.",
        "For programs": "BibTeX RIS CSL-JSON",
    }


def test_every_kind_of_record_has_a_title_and_leads_to_its_references(client, session):
    state = EntityFactory(slug="tur", name="Türkiye")
    EntityNameFactory(entity=state, name="Turkey", valid_from=None, valid_to=date(2022, 5, 31))
    delegation = DelegationFactory(entity=state, convening=session.convening)
    item = AgendaItemFactory(session=session, number="4(a)", slug="4a", title="Asset recovery")
    body = "Implementation Review Group, Resumed twelfth session"
    records = {
        ConveningFactory(
            starts_on=date(2019, 5, 6), ends_on=None, city="Vienna"
        ): "Convening, from 6 May 2019, Vienna",
        session: body,
        item: f"Asset recovery, Item 4(a), {body}",
        DocumentFactory(symbol="CAC/COSP/2099/1/Add.1", title="A title"): (
            "CAC/COSP/2099/1/Add.1, A title (record)"
        ),
        StatementFactory(delegation=delegation, item=item, summary="We spoke."): (
            f"Turkey: statement (summary), Asset recovery, Item 4(a), {body},"
            " 6–10 September 2021, Vienna"
        ),
        StatementFactory(delegation=delegation, item=None, summary="", kind="right_of_reply"): (
            "Turkey: right of reply, 6–10 September 2021, Vienna"
        ),
        state: "Türkiye",
        session.body: "Implementation Review Group",
        TopicFactory(name="Asset recovery"): "Asset recovery",
        ArticleFactory(number=57, title="Return of assets"): "Article 57: Return of assets",
    }
    told = {}
    for record in records:
        page = read(client, record.get_absolute_url())
        links = [link for link in page.addresses if link.startswith("/cite/")]
        assert [link.rpartition(".")[2] for link in links] == list(FORMATS)
        bib, ris, csl = (client.get(link) for link in links)
        [item_of_csl] = json.loads(csl.content)
        told[record] = item_of_csl["title"]
        assert item_of_csl["URL"] == f"http://testserver{record.get_absolute_url()}"
        assert (bib.status_code, ris.status_code) == (200, 200)
    assert told == records


def test_of_a_document_the_record_is_cited_with_its_symbol_and_date(client):
    document = DocumentFactory(
        symbol="CAC/COSP/2099/1", title="Report", issued_on=date(2099, 6, 14)
    )
    nameless = DocumentFactory(symbol="CAC/COSP/2099/2", title="", issued_on=None)
    edition()
    assert cited(client, document)["United Nations"] == (
        "UNCAC meeting records, “CAC/COSP/2099/1, Report, 14 June 2099 (record)”, "
        "edition 12 of 22 November 2026. "
        "Available at http://testserver/documents/CAC/COSP/2099/1/."
    )
    assert cited(client, nameless)["Chicago, note"] == (
        "“CAC/COSP/2099/2 (record),” UNCAC meeting records, edition 12, 22 November 2026, "
        "http://testserver/documents/CAC/COSP/2099/2/."
    )
    [item] = json.loads(client.get("/cite/documents/CAC/COSP/2099/1.json").content)
    assert item["number"] == "CAC/COSP/2099/1"
    assert item["original-date"] == {"date-parts": [[2099, 6, 14]]}
    assert item["issued"] == {"date-parts": [[2026, 11, 22]]}


@pytest.mark.parametrize("title", ["What was spoken about?", "Act now!"])
def test_a_title_that_ends_in_a_mark_takes_no_other(title):
    site, address = AWKWARD.site, "https://records.example.org/"
    work = replace(AWKWARD, title=title, address=address)
    assert [reference.text for reference in references(work)] == [
        f"{site}, “{title}”, edition 12 of 22 November 2026. Available at {address}.",
        f"“{title}” {site}, edition 12, 22 November 2026, {address}.",
        f"{site}. “{title}” Edition 12, 22 November 2026. {address}.",
    ]


def test_in_another_language_the_page_of_that_language_is_cited(client, session):
    edition()
    response = client.get("/fr/cite/sessions/irg-12-resumed.json")
    [item] = json.loads(response.content)
    assert item["URL"] == "http://testserver/fr/sessions/irg-12-resumed/"
    assert item["language"] == "fr"


def test_a_list_is_cited_with_its_filters_in_words(client, session):
    edition()
    path = "/sessions/?body=irg&year=2021&from=2020&to=2024"
    part = read(client, f"{path}&page=7&nonsense=1").one("details", class_="cite")
    assert part.all("dd")[0].text == (
        "UNCAC meeting records, “Sessions: Body IRG · Review Group; Year 2021; from 2020; "
        "until 2024”, "
        f"edition 12 of 22 November 2026. Available at http://testserver{path}."
    )


@pytest.mark.parametrize("form", FORMATS)
def test_any_letters_are_written_as_each_form_has_them(form):
    check_golden(f"citation.{form}", FORMATS[form].write(AWKWARD).encode())


def test_what_bibtex_reads_is_what_was_meant():
    entry = FORMATS["bib"].write(AWKWARD)
    assert re.match(r"@misc\{[a-z0-9-]+,\n", entry)
    fields = bibtex_fields(entry)
    assert fields["title"] == " ".join(AWKWARD.title.split())
    assert fields["author"] == AWKWARD.site
    assert (fields["number"], fields["url"]) == (AWKWARD.symbol, AWKWARD.address)
    assert fields["origdate"] == "2099-06-14"
    assert (fields["year"], fields["month"], fields["day"]) == ("2026", "nov", "22")


def test_what_ris_reads_is_what_was_meant():
    written = FORMATS["ris"].write(AWKWARD)
    lines = written.split("\r\n")
    assert written.splitlines() == lines[:-1]
    assert all(re.fullmatch("[A-Z][A-Z0-9]  - .*", line) for line in lines[:-1])
    tags = dict(line.split("  - ", 1) for line in lines[:-1])
    assert ([*tags][:1], [*tags][-1:]) == (["TY"], ["ER"])
    assert tags["TI"] == " ".join(AWKWARD.title.split())
    assert (tags["AN"], tags["M1"], tags["UR"], tags["DA"]) == (
        AWKWARD.symbol,
        AWKWARD.symbol,
        AWKWARD.address,
        "2026/11/22",
    )


def test_a_reference_in_words_holds_no_markup_of_its_own(client):
    topic = TopicFactory(name="<b>Bold</b> & “quoted”")
    assert "<b>Bold</b> & “quoted”" in cited(client, topic)["United Nations"]
    assert "<b>Bold" not in client.get(topic.get_absolute_url()).content.decode()
    work = replace(AWKWARD, title="50 %(title)s %d %")
    assert "50 %(title)s %d %" in references(work)[0].text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/cite/sessions/irg-12-resumed.bib", 200),
        ("/cite/sessions/irg-12-resumed.pdf", 404),
        ("/cite/sessions/no-such-session.bib", 404),
        ("/cite/articles/x.bib", 404),
        ("/cite/articles/99999999999999999999.bib", 404),
        ("/cite/sources/any.bib", 404),
        ("/cite/nothing/any.bib", 404),
        ("/cite/documents/%00.bib", 404),
    ],
)
def test_only_what_has_a_page_can_be_cited(address, status, client, session):
    assert client.get(address).status_code == status


def test_what_is_hidden_or_invented_cannot_be_cited(client, session):
    draft = DocumentFactory(symbol="CAC/COSP/2099/8", status=Status.DRAFT, title="SECRET")
    invented = SessionFactory(convening__is_example=True)
    assert client.get(f"/cite/documents/{draft.symbol}.bib").status_code == 404
    assert client.get(f"/cite/sessions/{invented.slug}.bib").status_code == 404
    page = read(client, invented.get_absolute_url())
    assert page.all("details", class_="cite") == []
    publication.withdraw([session.convening])
    assert client.get("/cite/sessions/irg-12-resumed.bib").status_code == 410


def bibtex_fields(entry: str) -> dict[str, str]:
    """The fields of an entry as a reader of BibTeX and LaTeX gets them; braces have to match."""
    letters = {
        r"\textbackslash{}": "\\",
        r"\textasciitilde{}": "~",
        r"\textasciicircum{}": "^",
    }
    fields, inside = {}, entry[entry.index(",") + 1 : entry.rindex("}")]
    while found := re.match(r"\s*(\w+) = ", inside):
        inside = inside[found.end() :]
        value = _braced(inside) if inside.startswith("{") else re.match(r"\w+", inside)[0]
        inside = inside[len(value) :].removeprefix(",")
        text = value.removeprefix("{").removesuffix("}")
        while text.startswith("{") and _braced(text) == text:
            text = text[1:-1]
        pattern = "|".join([*map(re.escape, letters), r"\\([{}#$%&_])"])
        plain = re.sub(pattern, lambda m: m[1] or letters[m[0]], text)
        fields[found[1]] = plain
    assert inside.strip() == ""
    return fields


def _braced(text: str) -> str:
    depth = 0
    for place, letter in enumerate(text):
        if letter in "{}" and text[place - 1 : place] != "\\":
            depth += 1 if letter == "{" else -1
            if depth == 0:
                return text[: place + 1]
    raise AssertionError(f"braces do not match: {text}")
