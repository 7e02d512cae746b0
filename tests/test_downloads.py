"""Every list as a file: the same rows as the page, in the same order, in every format."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from meetings.enums import Format, HoldingStatus
from meetings.models import Topic
from meetings.records.domain import editions
from meetings.records.enums import SourceKind, Status
from tests.factories import (
    AgendaItemFactory,
    ConveningFactory,
    DelegationFactory,
    EntityFactory,
    ParticipantFactory,
    SessionFactory,
    SourceFactory,
    StatementFactory,
    TopicFactory,
)
from tests.support.html import read
from tests.support.papers import sheets_of
from tests.support.worlds import grow
from uncac_portal.registry import COLLECTIONS

pytestmark = pytest.mark.django_db

FORMATS = ["csv", "xlsx", "json", "jsonl"]
TABLES = {
    "meetings": "meetings",
    "sessions": "sessions",
    "documents": "documents",
    "statements": "statements",
    "states": "entities",
    "organizations": "entities",
    "bodies": "bodies",
    "topics": "topics",
    "articles": "articles",
    "sources": "sources",
    "participants": "participants",
    "statements of a convening": "statements",
    "documents of a convening": "documents",
    "session": "items",
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield grow(2)
        transaction.set_rollback(True)


def lines_of(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.decode().splitlines()]


def pages_of(rows: list[dict[str, Any]]) -> list[str]:
    """The addresses of the first pages of records, which all have the host before them."""
    addresses = [row["page"] for row in rows if "page" in row]
    assert [a for a in addresses if not a.startswith("http://testserver/")] == []
    return addresses[:2]


@pytest.mark.parametrize("kind", TABLES)
def test_a_list_is_the_same_in_every_format(kind, world, client):
    address = world.pages[kind]
    files = {f: client.get(address, {"format": f}).getvalue() for f in FORMATS}
    rows = lines_of(files["jsonl"])
    assert rows
    told = json.loads(files["json"])
    assert told["rows"] == rows
    names = list(rows[0])
    collection = COLLECTIONS[TABLES[kind]]
    table = collection.table
    has_page = hasattr(collection.model, "get_absolute_url")
    head = [*(column.name for column in table.head()), *(["page"] if has_page else [])]
    assert list(told["columns"]) == names == head
    assert [p.status_code for p in map(client.get, pages_of(rows))] == [200] * len(pages_of(rows))
    keys = [str(row["id"]) for row in rows]
    in_csv = list(csv.DictReader(io.StringIO(files["csv"].decode(), newline="")))
    assert [list(row) for row in in_csv] == [names] * len(rows)
    assert [row["id"] for row in in_csv] == keys
    sheets = sheets_of(files["xlsx"])
    [head, *lines] = sheets[table.name]
    assert (list(head), [str(line[0]) for line in lines]) == (names, keys)
    assert [line[0] for line in sheets["about"]][-len(names) :] == names


@pytest.mark.parametrize(
    "kind", ["meetings", "sessions", "documents", "statements", "states", "sources"]
)
def test_a_file_has_all_rows_of_the_list_in_its_order(kind, world, client):
    listing = client.get(world.pages[kind]).context["listing"]
    table = COLLECTIONS[TABLES[kind]].table
    shown = [str(table.id_of(record)) for record in listing.page]
    rows = lines_of(client.get(world.pages[kind], {"format": "jsonl"}).getvalue())
    assert listing.count == len(rows)
    assert [str(row["id"]) for row in rows] == shown


def test_a_file_has_every_page_of_a_long_list(client):
    with editions.raised_once():
        SourceFactory.create_batch(205, kind=SourceKind.DATA_SET)
    address = "/sources/?kind=data_set&page=2&format=jsonl"
    assert len(lines_of(client.get(address).getvalue())) == 205


def test_participants_stand_in_the_order_of_the_page(world, client):
    groups = client.get(world.pages["participants"]).context["groups"]
    people = [p.pk for g in groups for d in g.delegations for p in d.participants.all()]
    rows = lines_of(client.get(world.pages["participants"], {"format": "jsonl"}).getvalue())
    assert [row["id"] for row in rows] == people


def test_items_stand_in_the_order_of_the_agenda(world, client):
    agenda = client.get(world.pages["session"]).context["agenda"]
    rows = lines_of(client.get(world.pages["session"], {"format": "jsonl"}).getvalue())
    assert [row["id"] for row in rows] == [f"{world.session.slug}.{i.slug}" for i in agenda.items]


def test_a_file_keeps_the_filters_and_says_them(world, client):
    asked = {"state": world.state.slug, "topic": "", "year": "2021", "format": "json"}
    told = json.loads(client.get("/statements/", asked).getvalue())
    assert told["filters"] == {"state": [world.state.slug], "year": ["2021"]}
    assert {row["entity"] for row in told["rows"]} == {world.state.slug}
    assert told["address"].startswith(f"http://testserver/statements/?state={world.state.slug}&")
    book = sheets_of(client.get("/statements/", asked | {"format": "xlsx"}).getvalue())
    assert ("Filters", f"state={world.state.slug}, year=2021") in book["about"]


@pytest.mark.parametrize("form", FORMATS)
def test_no_file_is_made_where_a_filter_makes_no_sense(form, client):
    with editions.raised_once():
        TopicFactory(slug="prevention")
        TopicFactory(slug="hidden", status=Status.DRAFT)
        TopicFactory.create_batch(25)
    asked = {"topic": ["nope", "hidden"], "mode": "by\nmail", "from": "soon", "to": ""}
    response = client.get("/statements/", asked | {"format": form})
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    said = response.content.decode()
    assert said.startswith("No file was made, since its address asks for what makes no sense.\n\n")
    number = Topic.objects.public().count()
    takes = f"It takes {number} values; some of them: "
    assert f"topic: “nope” is no value of “Topic”.\n{takes}" in said
    assert "topic: “hidden” is no value of “Topic”.\n" in said
    assert "mode: “by�mail” is no value of “Delivered”.\nIt takes: " in said
    assert "Write a year from 1 to 9999, or a day as 2021-09-06.\n" in said
    assert said.count("hidden") == 1
    assert client.get("/statements/", asked).status_code == 200


def test_a_long_list_of_nonsense_is_answered_briefly_and_in_the_language_of_the_page(client):
    response = client.get(
        "/fr/meetings/", {"year": ["x" * 500] * 3 + ["y", *"abcdefg"], "format": "csv"}
    )
    assert (response.status_code, response["Content-Language"]) == (400, "fr")
    assert len(response.content) < 3000


@pytest.mark.parametrize(
    "address",
    [
        "/search/?topic=nope&format=csv",
        "/search/?q=topic:nope&format=json",
        "/states/?group=nope&format=xlsx",
        "/insights/topics/?topic=nope&format=csv",
        "/insights/topics/chart.svg?topic=nope",
        "/insights/topics/chart.png?topic=nope",
        "/insights/participation/?state=nope&format=jsonl",
        "/insights/topics/?table=nope&format=csv",
    ],
)
def test_no_kind_of_file_passes_over_what_makes_no_sense(address, client):
    response = client.get(address)
    assert (response.status_code, "“nope”" in response.content.decode()) == (400, True)
    page = address.replace("chart.svg", "").replace("chart.png", "").split("format=")[0]
    assert client.get(page).status_code == 200


def test_that_a_convening_was_scheduled_is_not_told_as_what_became_of_it(client):
    with editions.raised_once():
        for holding in HoldingStatus:
            ConveningFactory(holding=holding)
    rows = lines_of(client.get("/meetings/?format=jsonl").getvalue())
    assert {row["holding"] for row in rows} == {None, "cancelled", "held", "moved"}


def test_the_file_of_statements_shows_when_how_and_before_whom_they_were_made(client):
    with editions.raised_once():
        convening = ConveningFactory(starts_on=date(2021, 9, 6), format=Format.HYBRID)
        item = AgendaItemFactory(session__convening=convening, session__body__slug="irg")
        delegation, other = DelegationFactory(convening=convening), DelegationFactory()
        StatementFactory(pk=9001, delegation=delegation, item=item, position=1)
        StatementFactory(pk=9002, delegation=delegation, item=None, position=2)
        StatementFactory(pk=9003, item=None, delegation=other)
    rows = lines_of(client.get("/statements/?format=jsonl").getvalue())
    told = {row["id"]: [row["starts_on"], row["format"], row["body"]] for row in rows}
    assert {key: value for key, value in told.items() if key > 9000} == {
        9001: ["2021-09-06", "hybrid", "irg"],
        9002: ["2021-09-06", "hybrid", None],
        9003: [str(other.convening.starts_on), None, None],
    }


def test_a_file_is_in_the_language_of_its_address(client):
    EntityFactory(iso3="VNM", name_en="Viet Nam", name_ar="فييت نام")
    response = client.get("/ar/states/?q=VNM&format=json")
    [row] = json.loads(response.getvalue())["rows"]
    assert (row["name"], row["name_language"]) == ("فييت نام", "ar")
    assert response["Content-Language"] == "ar"


@pytest.mark.parametrize(
    ("form", "content_type"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("json", "application/json"),
        ("jsonl", "application/jsonl"),
    ],
)
def test_a_file_is_named_and_tagged_by_the_edition(form, content_type, client):
    StatementFactory()
    response = client.get(f"/statements/?format={form}")
    edition = editions.current()
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == (
        f'attachment; filename="statements-edition-{edition}.{form}"'
    )
    again = client.get(f"/statements/?format={form}", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    anew = client.get(f"/statements/?format={form}")
    assert anew.getvalue() == response.getvalue()


def test_a_file_costs_one_query_whatever_it_holds(client, django_assert_num_queries):
    StatementFactory.create_batch(3)
    client.get("/statements/?format=csv")  # which learns the numbers of kinds of records
    with django_assert_num_queries(2):  # of the edition, and of the rows
        assert client.get("/statements/?format=csv").getvalue().count(b"\r\n") >= 4


def test_excel_is_given_the_mark_of_utf_8_where_it_is_asked_for(client):
    assert client.get("/bodies/?bom=on&format=csv").getvalue().startswith(b"\xef\xbb\xbfid,")
    assert client.get("/bodies/?format=csv").getvalue().startswith(b"id,")


@pytest.mark.parametrize("kind", [*TABLES, "programme"])
def test_a_format_that_there_is_not_is_named_on_the_page(kind, world, client):
    page = read(client, f"{world.pages[kind]}?format=%3Cdocm%3E")
    assert "“<docm>” is not a format that there is here." in page.main.text
    assert "is not a format" not in read(client, world.pages[kind]).main.text


@pytest.mark.parametrize("kind", [*TABLES, "programme"])
def test_a_page_leads_to_its_files(kind, world, client):
    links = [a for a in read(client, world.pages[kind]).all("a") if "format=" in a["href"]]
    path = world.pages[kind]
    assert [(a.text, a["href"], a["rel"]) for a in links] == [
        ("CSV", f"{path}?format=csv", "nofollow"),
        ("CSV for Excel", f"{path}?bom=on&format=csv", "nofollow"),
        ("Excel", f"{path}?format=xlsx", "nofollow"),
        ("JSON", f"{path}?format=json", "nofollow"),
        ("JSON Lines", f"{path}?format=jsonl", "nofollow"),
    ]


def test_the_links_to_files_keep_the_filters(world, client):
    page = read(client, f"/statements/?state={world.state.slug}&page=1")
    [link] = [a["href"] for a in page.all("a") if a.text == "JSON"]
    assert link == f"/statements/?state={world.state.slug}&format=json"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("status", "answer"), [(Status.DRAFT, 404), (Status.IN_REVIEW, 404), (Status.WITHDRAWN, 410)]
)
def test_a_list_of_participants_that_is_not_public_is_no_file(form, status, answer, client):
    convening = ConveningFactory(participants_status=status)
    ParticipantFactory(delegation__convening=convening)
    address = f"{convening.get_absolute_url()}participants/"
    assert client.get(address, {"format": form}).status_code == answer
    page = read(client, address)
    assert "JSON Lines" not in page.main.text


@pytest.mark.parametrize("form", FORMATS)
def test_search_engines_are_asked_to_leave_the_files_of_an_example_alone(form, client):
    convening = ConveningFactory(is_example=True)
    session = SessionFactory(convening=convening)
    own = convening.get_absolute_url()
    tabs = [f"{own}{tab}/" for tab in ("participants", "statements", "documents", "programme")]
    answers = [client.get(a, {"format": form}) for a in [*tabs, session.get_absolute_url()]]
    assert [answer["X-Robots-Tag"] for answer in answers] == ["noindex"] * 5
    assert "X-Robots-Tag" not in client.get("/statements/", {"format": form})


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_whole_before_it_is_sent_and_its_head_is_told_without_it(
    form, monkeypatch, client
):
    StatementFactory()
    address = f"/statements/?format={form}"
    whole = client.get(address)
    assert int(whole.headers["Content-Length"]) == len(whole.getvalue())
    monkeypatch.setattr("meetings.records.downloads._write", None)
    head = client.head(address)
    assert (head.status_code, head.getvalue()) == (200, b"")
    for name in ("Content-Type", "Content-Disposition", "ETag"):
        assert (name, head.headers[name]) == (name, whole.headers[name])
    client.raise_request_exception = False
    assert client.get(address).status_code == 500


def test_more_rows_than_a_workbook_can_hold_are_refused_in_words(monkeypatch, client):
    monkeypatch.setattr("meetings.records.downloads.MOST_ROWS", 1)
    StatementFactory.create_batch(2)
    response = client.get("/statements/?format=xlsx")
    assert response.status_code == 400
    assert response.content.decode() == (
        "A workbook holds no more than 1 rows, and these are more. Ask for CSV.\n"
    )
