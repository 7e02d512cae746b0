"""What the API answers: the same columns as every table, with addresses where it refers."""

from datetime import date

import pytest

from delegations.models import Statement
from meetings.models import Session
from meetings.records.enums import Status
from tests.api.answers import rows_of_csv
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConveningFactory,
    DocumentFactory,
    SessionFactory,
    SourceFactory,
    StatementFactory,
)
from uncac_portal.registry import COLLECTIONS

pytestmark = pytest.mark.django_db


# The root


def test_the_root_lists_every_collection(client):
    root = client.get("/api/v1/").json()
    assert [(c["name"], c["url"], c["title"]) for c in root["collections"]] == [
        (kind, f"http://testserver/api/v1/{kind}/", str(collection.table.title))
        for kind, collection in COLLECTIONS.items()
    ]


# Records


def test_a_session_in_words(client):
    body = BodyFactory(slug="irg")
    convening = ConveningFactory(slug="vienna-2021", starts_on=date(2021, 9, 6))
    session = SessionFactory(body=body, convening=convening, ordinal=12, slug="irg-12")
    source = SourceFactory(slug="report")
    session.citations.create(source=source)
    told = client.get("/api/v1/sessions/irg-12/").json()
    api = "http://testserver/api/v1"
    assert (told["id"], told["ordinal"], told["part"]) == ("irg-12", 12, "regular")
    assert (told["body"], told["convening"]) == (
        f"{api}/bodies/irg/",
        f"{api}/meetings/vienna-2021/",
    )
    assert told["sources"] == [f"{api}/sources/report/"]
    assert (told["dates_note"], told["dates_note_language"]) == (None, None)
    assert (told["url"], told["page"]) == (
        f"{api}/sessions/irg-12/",
        "http://testserver/sessions/irg-12/",
    )


def test_what_a_record_refers_to_can_be_told_in_full(client):
    item = AgendaItemFactory()
    StatementFactory(item=item, delegation__convening=item.session.convening)
    StatementFactory(item=None)
    query = "expand=item.session,entity&fields=item,entity&ordering=-id"
    without, told = client.get(f"/api/v1/statements/?{query}").json()["results"]
    assert without["item"] is None
    assert told["entity"]["iso3"]
    assert told["item"]["url"] == f"http://testserver/api/v1/items/{item.session.slug}.{item.slug}/"
    assert told["item"]["session"]["ordinal"] == item.session.ordinal
    assert told["item"]["session"]["body"].startswith("http://testserver/api/v1/bodies/")


def test_only_some_of_what_is_told_can_be_asked_for(client):
    session = SessionFactory()
    assert client.get("/api/v1/sessions/?fields=url,id").json()["results"] == [
        {"id": session.slug, "url": f"http://testserver/api/v1/sessions/{session.slug}/"}
    ]
    response = client.get("/api/v1/sessions/?fields=id,url&format=csv")
    assert rows_of_csv(response) == [
        {"id": session.slug, "url": f"http://testserver/api/v1/sessions/{session.slug}/"}
    ]


def test_a_document_is_found_by_its_symbol(client):
    symbol = "CAC/COSP/WG.2/2018/CRP.1"
    DocumentFactory(symbol=symbol)
    told = client.get(f"/api/v1/documents/{symbol}/").json()
    assert (told["id"], told["url"]) == (symbol, f"http://testserver/api/v1/documents/{symbol}/")
    assert client.get("/api/v1/documents/CAC%2FCOSP%2FWG.2%2F2018%2FCRP.1/").json() == told


def test_a_withdrawn_record_is_gone_and_one_that_was_never_public_is_not_there(client):
    answers = {
        status: client.get(f"/api/v1/documents/{DocumentFactory(status=status).symbol}/")
        for status in Status
    }
    assert {status: answer.status_code for status, answer in answers.items()} == {
        Status.DRAFT: 404,
        Status.IN_REVIEW: 404,
        Status.PUBLISHED: 200,
        Status.WITHDRAWN: 410,
    }


def test_an_example_is_not_there(client):
    session = SessionFactory(convening__is_example=True)
    assert client.get(f"/api/v1/sessions/{session.slug}/").status_code == 404
    assert client.get("/api/v1/sessions/").json()["count"] == 0


# Languages


@pytest.mark.parametrize(
    "asked", [{"query": "?lang=fr"}, {"headers": {"Accept-Language": "fr-CH"}}]
)
def test_texts_are_in_the_language_asked_for(asked, client):
    ConveningFactory(city_en="Vienna", city_fr="Vienne")
    ConveningFactory(city_en="Doha", city_fr="")
    address = f"/api/v1/meetings/{asked.get('query', '')}"
    response = client.get(address, headers=asked.get("headers"))
    rows = response.json()["results"]
    assert {(row["city"], row["city_language"]) for row in rows} == {
        ("Vienne", "fr"),
        ("Doha", "en"),
    }
    assert all(row["page"].startswith("http://testserver/fr/meetings/") for row in rows)
    assert response.headers["Content-Language"] == "fr"
    table = client.get(address, {"format": "csv", "lang": "fr"})
    assert {row["city"] for row in rows_of_csv(table)} == {"Vienne", "Doha"}


# Pages and orders


def test_what_is_not_recorded_stands_last_whichever_way(client):
    for day in (date(2021, 9, 6), None, date(2019, 5, 27)):
        SessionFactory(starts_on=day, ends_on=day)
    for sign, first in (("", "2019-05-27"), ("-", "2021-09-06")):
        rows = client.get(f"/api/v1/sessions/?ordering={sign}starts_on").json()["results"]
        days = [row["starts_on"] for row in rows]
        assert (days[0], days[-1], len(days)) == (first, None, 3)


def test_a_page_stays_in_place_while_the_record_grows(client):
    for day in (1, 3, 5):
        ConveningFactory(starts_on=date(2021, 1, day))
    first = client.get("/api/v1/meetings/?page_size=2").json()
    ConveningFactory(starts_on=date(2021, 1, 9))
    second = client.get(first["next"]).json()
    assert [row["starts_on"] for row in second["results"]] == ["2021-01-01"]
    assert (first["count"], second["count"]) == (3, 4)


def test_links_stand_in_the_header_too(client):
    for _ in range(3):
        ConveningFactory()
    middle = client.get(client.get("/api/v1/meetings/?page_size=1").json()["next"])
    body = middle.json()
    assert middle.headers["Link"] == (
        f'<{body["next"]}>; rel="next", <{body["previous"]}>; rel="prev"'
    )
    table = client.get("/api/v1/meetings/?page_size=1&format=csv")
    assert 'rel="next"' in table.headers["Link"]
    assert len(rows_of_csv(table)) == 1


# Filters


def test_filters_are_those_of_the_list(client):
    wanted, _other = StatementFactory(), StatementFactory()
    state = wanted.delegation.entity.slug
    answer = client.get(f"/api/v1/statements/?state={state}&facets=on").json()
    assert ([row["id"] for row in answer["results"]], answer["count"]) == ([wanted.pk], 1)
    assert {one["value"]: one["count"] for one in answer["facets"]["state"]} == dict.fromkeys(
        Statement.objects.values_list("delegation__entity__slug", flat=True), 1
    )


def test_a_filter_that_makes_no_sense_is_refused_with_what_would(client):
    body = SessionFactory().body
    answer = client.get("/api/v1/sessions/?body=nowhere&format_of=hybrid")
    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {"parameter": "body", "detail": "“nowhere”", "allowed": [body.slug]}
    ]
    assert Session.objects.count() == 1
