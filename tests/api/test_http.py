"""How the API behaves as a server: variants, tags, other origins, limits, and what goes wrong."""

import base64
import json
import re

import pytest
from django.core.cache import cache
from django.test import Client

from meetings.records.enums import Status
from tests.factories import (
    ArticleFactory,
    ConveningFactory,
    DocumentFactory,
    SessionFactory,
    SourceFactory,
)
from uncac_portal.api import views

pytestmark = pytest.mark.django_db

PROBLEM = "application/problem+json"
SESSIONS = "/api/v1/sessions/"


def errors(answer):
    body = answer.json()
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, PROBLEM)
    assert (body["title"], body["status"], body["instance"]) == (
        "Bad Request",
        400,
        answer.request["PATH_INFO"],
    )
    return {error["parameter"]: error["allowed"] for error in body["errors"]}


# Variants and tags


def test_an_unchanged_answer_costs_one_query(client, django_assert_num_queries):
    session = SessionFactory()
    tag = client.get(SESSIONS).headers["ETag"]
    with django_assert_num_queries(1):
        again = client.get(SESSIONS, headers={"If-None-Match": tag})
    assert (again.status_code, again.headers["ETag"]) == (304, tag)
    assert again.headers["Vary"] == "Accept, Accept-Language, Accept-Encoding, origin"
    session.save()
    assert client.get(SESSIONS, headers={"If-None-Match": tag}).status_code == 200


def test_each_variant_has_a_tag_of_its_own_and_says_what_it_depends_on(client):
    asked = [
        ("", {}),
        ("", {"Accept": "text/csv"}),
        ("", {"Accept-Language": "fr"}),
        ("?format=csv", {}),
        ("?lang=fr", {}),
        ("?format=csv&lang=fr", {"Accept": "application/json", "Accept-Language": "ar"}),
    ]
    answers = [client.get(SESSIONS + query, headers=headers) for query, headers in asked]
    assert len({answer.headers["ETag"] for answer in answers}) == len(asked)
    assert [answer.headers["Vary"] for answer in answers] == [
        *["Accept, Accept-Language, Accept-Encoding, origin"] * 3,
        "Accept-Language, Accept-Encoding, origin",
        "Accept, Accept-Encoding, origin",
        "Accept-Encoding, origin",
    ]
    assert [answer.headers["Content-Language"] for answer in answers] == [
        *("en", "en", "fr", "en", "fr", "fr")
    ]
    kinds = [answer.headers["Content-Type"].partition(";")[0] for answer in answers]
    assert [kind.partition("/")[2] for kind in kinds] == [
        *("json", "csv", "json", "csv", "json", "csv")
    ]


def test_the_tag_of_one_variant_is_not_taken_for_that_of_another(client):
    tag = client.get(SESSIONS, headers={"Accept-Language": "fr"}).headers["ETag"]
    other = {"If-None-Match": tag, "Accept-Language": "es"}
    assert client.get(SESSIONS, headers=other).status_code == 200


@pytest.mark.parametrize(
    "query", ["lang=fr&lang=&format=csv&format=", "lang=&lang=fr&format=&format=csv"]
)
def test_an_empty_value_says_nothing_wherever_it_stands(query, client):
    answer = client.get(f"{SESSIONS}?{query}", headers={"Accept-Language": "ar"})
    told = [answer.headers[name] for name in ("Content-Language", "Content-Type", "Vary")]
    assert (answer.status_code, told) == (
        200,
        ["fr", "text/csv; charset=utf-8", "Accept-Encoding, origin"],
    )
    assert set(errors(client.get(f"{SESSIONS}?lang=fr&lang=es"))) == {"lang"}


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_head_is_an_answer_without_a_body(form, client):
    head = client.head(f"{SESSIONS}?format={form}")
    answer = client.get(f"{SESSIONS}?format={form}")
    assert (head.status_code, head.headers["ETag"]) == (200, answer.headers["ETag"])
    assert b"".join(head.streaming_content if head.streaming else [head.content]) == b""


# Other origins and methods


def test_pages_of_any_origin_may_read(client):
    origin = {"Origin": "https://elsewhere.example"}
    answer = client.get(SESSIONS, headers=origin)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert answer.headers["Access-Control-Expose-Headers"] == (
        "ETag, Link, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset"
    )
    asks = client.options(SESSIONS, headers=origin | {"Access-Control-Request-Method": "GET"})
    assert asks.status_code == 200
    assert asks.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Access-Control-Allow-Origin" not in client.get("/sessions/", headers=origin).headers


def test_whoever_asks_for_the_options_is_told_them(client):
    answer = client.options(SESSIONS)
    assert (answer.status_code, answer.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_can_write(method):
    strict = Client(enforce_csrf_checks=True)
    answer = getattr(strict, method)(SESSIONS, {"x": 1}, content_type="application/json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (405, PROBLEM)
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert not answer.cookies


# Limits


def test_one_address_may_ask_so_often(client, settings):
    settings.API_RATE = "2/min"
    cache.clear()
    answers = [client.get(SESSIONS) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    limits = [(a.headers["RateLimit-Limit"], a.headers["RateLimit-Remaining"]) for a in answers]
    assert limits == [("2", "1"), ("2", "0"), ("2", "0")]
    assert 0 < int(answers[2].headers["Retry-After"]) <= 60
    assert (answers[2].headers["Content-Type"], answers[2].json()["status"]) == (PROBLEM, 429)
    unchanged = {"If-None-Match": answers[0].headers["ETag"]}
    assert client.get(SESSIONS, headers=unchanged).status_code == 304  # costs nothing
    # Without a proxy in front, nobody can pretend to be somebody else.
    pretending = client.get(SESSIONS, headers={"X-Forwarded-For": "203.0.113.7"})
    assert pretending.status_code == 429
    assert client.get(SESSIONS, REMOTE_ADDR="203.0.113.7").status_code == 200
    cache.clear()


# What goes wrong


def test_parameters_that_make_no_sense_are_all_named_with_what_would(client):
    query = "?page_size=0&ordering=-colour&fields=id,secret&expand=x&lang=tlh&facets=no"
    refused = errors(client.get(SESSIONS + query))
    assert refused["page_size"] == ["1–500"]
    assert refused["lang"] == ["en", "fr", "es", "ar", "zh-hans", "ru", "vi"]
    assert refused["facets"] == ["on"]
    assert {"id", "-id", "starts_on"} < set(refused["ordering"])
    assert {"id", "url", "page"} < set(refused["fields"])
    assert {"body", "convening.sessions"} < set(refused["expand"])
    assert set(refused) == {"page_size", "ordering", "fields", "expand", "lang", "facets"}
    strange = errors(client.get(f"{SESSIONS}?color=red&body=irg"))
    assert {"body", "year", "lang", "cursor"} < set(strange["color"])
    assert errors(client.get(f"{SESSIONS}?format=xml"))["format"] == ["json", "csv"]


@pytest.mark.parametrize(
    "query",
    [
        *("page_size=501", "page_size=-1", "page_size=1e3", f"page_size={'9' * 999}"),
        *("page_size=1&page_size=2", "lang=en%00", "body=%00", "q=%00", "%00=1", "x=1"),
        *("cursor=x", "cursor=WyIi", "cursor=W10", "cursor=bnVsbA", f"cursor={'A' * 2000}"),
        *("cursor=WyIiLDAsIngiLCJ4IiwieCIsIngiLCJ4Il0", "cursor=%C3%A9", "year=20211"),
        *("modified_since=yesterday", "modified_since=0001-01-01T00:00:00%2B23:00"),
        *("modified_since=2021-13-01", "modified_since=99999-01-01", "from=x", "to=0"),
        *("format=csv&facets=on", "format=csv&expand=body", "ordering=id,body,part,ordinal"),
        "&".join(f"p{number}=1" for number in range(1000)),
        "&".join(f"body=b{number}" for number in range(1000)),
    ],
)
def test_absurd_requests_are_refused(query, client):
    SessionFactory()
    assert errors(client.get(f"{SESSIONS}?{query}"))


@pytest.mark.parametrize(
    "moment",
    [
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2021-09-06T10:00:00"),
        *("\ud800", "\x00", "", 1),
    ],
)
def test_a_cursor_that_no_page_gives_is_refused(moment, client):
    ConveningFactory(status=Status.WITHDRAWN)
    parts = json.dumps(["tombstones", 0, moment, "1"])
    cursor = base64.urlsafe_b64encode(parts.encode()).decode().rstrip("=")
    assert "cursor" in errors(client.get(f"/api/v1/tombstones/meetings/?cursor={cursor}"))


def test_a_cursor_with_half_a_character_is_refused(client):
    for number in range(2):
        SourceFactory(publisher=f"Publisher {number}")
    page = client.get("/api/v1/sources/?page_size=1").json()["next"]
    cursor = re.search(r"cursor=([^&]+)", page)[1]
    name, backwards, _publisher, *rest = json.loads(base64.urlsafe_b64decode(cursor + "=="))
    parts = json.dumps([name, backwards, "\ud800", *rest])
    strange = base64.urlsafe_b64encode(parts.encode()).decode().rstrip("=")
    assert client.get(page).status_code == 200
    assert "cursor" in errors(client.get(page.replace(cursor, strange)))


def test_a_cursor_of_another_order_is_refused(client):
    for _ in range(2):
        SessionFactory()
    page = client.get(f"{SESSIONS}?page_size=1&ordering=id").json()["next"]
    assert client.get(page).status_code == 200
    assert "cursor" in errors(client.get(page.replace("ordering=id", "ordering=-id")))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/", 404),
        ("/api/v1/nothing/", 404),
        ("/api/v2/sessions/", 404),
        ("/api/v1/sessions/none/", 404),
        ("/api/v1/sessions/%00/", 404),
        ("/api/v1/items/one/", 404),
        ("/api/v1/items/.../", 404),
        ("/api/v1/statements/many/", 404),
        (f"/api/v1/statements/{'9' * 500}/", 404),
        *((f"/api/v1/articles/{other}/", 404) for other in ("٥٧", "057", "5_7", "+57", "57.0")),
        ("/api/v1/documents/CAC/COSP/9/", 404),
        ("/api/v1/tombstones/nothing/", 404),
    ],
)
def test_what_is_not_there_is_a_problem(address, status, client):
    ArticleFactory(number=57)
    assert client.get("/api/v1/articles/57/").status_code == 200
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, PROBLEM)
    assert answer.json()["status"] == status


def test_what_is_withdrawn_says_so_and_no_more(client):
    document = DocumentFactory(status=Status.WITHDRAWN, title_en="SECRET")
    answer = client.get(f"/api/v1/documents/{document.symbol}/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (410, PROBLEM)
    assert b"SECRET" not in answer.content


def test_a_form_that_is_not_there_is_a_problem(client):
    answer = client.get(SESSIONS, headers={"Accept": "image/png"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (406, PROBLEM)


def test_a_failure_says_nothing_of_its_cause(monkeypatch):
    def fail(*_args):
        raise RuntimeError("SECRET")

    monkeypatch.setattr(views.RecordList, "__init__", fail)
    answer = Client(raise_request_exception=False).get(SESSIONS)
    assert (answer.status_code, answer.headers["Content-Type"]) == (500, PROBLEM)
    assert b"SECRET" not in answer.content


def test_no_slash_at_the_end_leads_to_one(client):
    answer = client.get("/api/v1/sessions")
    assert (answer.status_code, answer.headers["Location"]) == (301, SESSIONS)


def test_nothing_is_left_out_of_a_long_list(client):
    for _ in range(3):
        ConveningFactory()
    first = client.get("/api/v1/meetings/?page_size=2").json()
    assert (first["count"], len(first["results"]), first["next"] is None) == (3, 2, False)
