"""Every kind of record can be read, whole and in pages, in every order."""

import re
from typing import Any
from urllib.parse import urljoin

import pytest
from django.db import transaction
from django.test import Client

from meetings.enums import Availability
from meetings.models import DocumentFile
from tests.api.answers import rows_of_csv
from tests.factories import DocumentFileFactory
from tests.support.worlds import grow
from uncac_portal.api.orders import orders
from uncac_portal.registry import COLLECTIONS

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in DocumentFile.LANGUAGES]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield grow(1)
        transaction.set_rollback(True)


def read(client: Client, address: str) -> dict[str, Any]:
    return client.get(urljoin("http://testserver/api/v1/", address)).json()


def addresses_in(text: str) -> set[str]:
    return set(re.findall(r'"(http://testserver/[^"]*)"', text))


def test_every_address_that_the_api_gives_leads_somewhere(world):
    client, seen, waiting = Client(), set(), {"http://testserver/api/v1/"}
    while waiting:
        address = waiting.pop()
        seen.add(address)
        response = client.get(address)
        assert (address, response.status_code) == (address, 200)
        if response.headers["Content-Type"] == "application/json":
            found = addresses_in(response.content.decode())
            waiting |= {a for a in found - seen if "/api/" in a and "/schema/" not in a}
    details = [a for a in seen if re.fullmatch(r"http://testserver/api/v1/(?!tomb)\w+/.+", a)]
    public = sum(collection.records().count() for collection in COLLECTIONS.values())
    citations = COLLECTIONS["citations"].records().count()
    assert len([a for a in details if "?" not in a]) >= public - citations


def test_every_page_that_the_api_names_is_there(world):
    paper = DocumentFile.objects.of_the_record().first().document
    not_held = [one for one in Availability if one != Availability.HELD]
    for number, availability in enumerate(not_held):
        DocumentFile.objects.filter(document=paper, language=LANGUAGES[number]).delete()
        version = {"document": paper, "language": LANGUAGES[number], "availability": availability}
        DocumentFileFactory(**version, url="https://example.org/paper.pdf")
    client = Client()
    pages = {
        row["page"]: (kind, row)
        for kind in COLLECTIONS
        for row in read(client, f"{kind}/?page_size=500")["results"]
        if row["page"]
    }
    answers = {page: client.get(page.partition("#")[0]).status_code for page in pages}
    wrong = {page for page, status in answers.items() if status != 200}
    linked = {page for page in wrong if pages[page][1].get("availability") == Availability.LINKED}
    assert (wrong - linked, {answers[page] for page in linked}) == (set(), {302})


@pytest.mark.parametrize("kind", COLLECTIONS)
def test_a_record_is_the_row_of_its_table_wherever_it_is_read(kind, world, client):
    collection = COLLECTIONS[kind]
    head = [column.name for column in collection.table.head()]
    page = client.get(f"/api/v1/{kind}/?page_size=2").json()
    assert page["count"] == collection.records().count()
    for row in page["results"]:
        assert list(row) == [*head, "url", "page"]
        assert client.get(row["url"]).json() == row
    rows = rows_of_csv(client.get(f"/api/v1/{kind}/?format=csv"))
    assert len(rows) == page["count"]
    assert list(rows[0]) == head
    assert [row["id"] for row in rows[:2]] == [str(row["id"]) for row in page["results"]]


@pytest.mark.parametrize("kind", COLLECTIONS)
def test_pages_of_every_order_join_without_gap_or_overlap(kind, world, client):
    every = [row["id"] for row in read(client, f"{kind}/?page_size=500")["results"]]
    for step in ["", *(f"-{name}" for name in orders(COLLECTIONS[kind]))]:
        first = read(client, f"{kind}/?ordering={step}&fields=id&page_size={1 + len(every) // 2}")
        pages = [first, *([read(client, first["next"])] if first["next"] else [])]
        found = [row["id"] for page in pages for row in page["results"]]
        assert (step, sorted(found), pages[-1]["next"]) == (step, sorted(every), None)
        if not step and first["next"]:
            assert read(client, pages[1]["previous"])["results"] == first["results"]
