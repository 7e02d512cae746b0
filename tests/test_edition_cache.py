"""A public page is computed once for each edition; what is kept of it is sent as it was then."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import brotli
import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from meetings.models import Topic
from meetings.records.domain import editions
from tests.factories import TopicFactory
from tests.support.connections import connected, in_a_file
from tests.support.worlds import grow
from uncac_portal.edition_cache import once
from uncac_portal.edition_cache.codings import chosen_by
from uncac_portal.middleware import EditionMiddleware

pytestmark = pytest.mark.django_db

DECODED = {"": bytes, "br": brotli.decompress, "gzip": gzip.decompress}
OF_THE_SITE = [
    *("/robots.txt", "/sitemap.xml", "/service-worker.js", "/fr/manifest.webmanifest"),
    *("/nowhere/", "/meetings"),
    *("/api/v1/", "/api/v1/sessions/", "/api/v1/sessions/?lang=fr", "/api/v1/docs/"),
    *("/changes.atom", "/search/?q=asset", "/search/?format=json&q=asset"),
]
OF_A_CONVENING = ["changes.atom", "calendar.ics", "participants/?format=csv", "offline.json"]


@pytest.fixture
def world(db):
    return grow(1)


def told(response):
    """All that an answer says: its status, its headers and its bytes."""
    body = response.getvalue() if response.streaming else response.content
    return response.status_code, dict(response.items()), body


def addresses_of(world):
    """One address of each kind, public or not."""
    papers = [f"{world.papers['agenda']}.{kind}" for kind in ("pdf", "docx")]
    convening = world.convening.get_absolute_url()
    of_a_convening = [f"{convening}{own}" for own in OF_A_CONVENING]
    return [*world.pages.values(), f"/ar{convening}", *papers, *OF_THE_SITE, *of_a_convening]


def test_what_is_kept_is_sent_as_it_was_computed_whatever_it_is(world, client, settings):
    assert client.get("/help/").status_code == 200  # so that it keeps what it is told
    settings.PAGE_CACHE_MEGABYTES = 0
    computed, compressed = Client(), set()
    for address in addresses_of(world):
        fresh = told(computed.get(address))
        for coding in ("", "", "br", "gzip"):
            status, headers, body = told(client.get(address, headers={"accept-encoding": coding}))
            if "Content-Encoding" in headers:
                assert headers.pop("Content-Encoding") == coding
                assert headers["Content-Length"] == str(len(body))
                headers["Content-Length"] = fresh[1]["Content-Length"]
                body = DECODED[coding](body)
                compressed.add(headers["Content-Type"])
            assert (status, headers, body) == fresh, (address, coding)
    assert compressed == {
        "application/atom+xml; charset=utf-8",
        "application/json",
        "application/manifest+json",
        "application/xml",
        "text/calendar; charset=utf-8",
        "text/html; charset=utf-8",
        "text/javascript; charset=utf-8",
    }


def test_what_is_too_large_to_be_kept_is_compressed_all_the_same(client, settings):
    settings.PAGE_CACHE_MEGABYTES = 0
    page = TopicFactory().get_absolute_url()
    plain, coded = client.get(page), client.get(page, headers={"accept-encoding": "br"})
    assert brotli.decompress(coded.content) == plain.content
    assert coded.headers["Content-Length"] == str(len(coded.content))


def test_what_is_kept_costs_one_query_and_its_head_has_no_body(client, django_assert_num_queries):
    page = TopicFactory().get_absolute_url()
    whole = client.get(page, headers={"accept-encoding": "br"})
    with django_assert_num_queries(1):
        head = client.head(page, headers={"accept-encoding": "br"})
    assert told(head) == (200, dict(whole.items()), b"")


def test_the_head_alone_keeps_nothing(client):
    page = TopicFactory().get_absolute_url()
    assert client.head(page).content == b""
    assert client.get(page).content


@pytest.mark.parametrize("known_in", DECODED)
@pytest.mark.parametrize("asked_in", DECODED)
def test_the_tag_of_a_page_holds_in_every_coding(known_in, asked_in, client):
    page = TopicFactory().get_absolute_url()
    known = client.get(page, headers={"accept-encoding": known_in}).headers["ETag"]
    headers = {"accept-encoding": asked_in, "if-none-match": known}
    answer = client.get(page, headers=headers)
    assert (answer.status_code, answer.content) == (304, b"")
    assert dict(answer.items()) == {
        "ETag": known,
        "Cache-Control": "public, no-cache",
        "Vary": "Accept-Encoding",
    }


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("deflate, zstd", ""),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("*;q=0", ""),
        ("gzip;q=0", ""),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0.5, gzip ; q=0.5", "br"),
        ("identity, gzip;q=0.5", ""),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("identity;q=0, gzip", "gzip"),
        ("identity;q=0", ""),
        ("GZIP;Q=1.0", "gzip"),
        ("gzip;q=nan, br;q=inf", ""),
        ("gzip;q=much, br;level=1", "br"),
        (";;,=,q=1", ""),
    ],
)
def test_the_coding_is_the_best_of_those_that_the_browser_likes_most(accepted, coding):
    assert chosen_by(accepted) == coding


def test_pages_of_staff_and_errors_are_neither_kept_nor_compressed(admin_client):
    for address in ("/admin/", "/admin/account/", "/health/", "/nowhere/"):
        for _ in range(2):
            answer = admin_client.get(address, headers={"accept-encoding": "br"})
            assert "Content-Encoding" not in answer.headers, address
            assert "ETag" not in answer.headers, address


def test_a_host_that_is_not_the_portals_is_refused_whatever_it_knows(client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    page = TopicFactory().get_absolute_url()
    known = client.get(page).headers["ETag"]
    for headers in ({"host": "evil.example"}, {"host": "evil.example", "if-none-match": known}):
        assert client.get(page, headers=headers).status_code == 400
    assert client.get(page).status_code == 200


def test_a_page_kept_for_https_is_not_given_to_who_asks_without(settings):
    settings.SECURE_SSL_REDIRECT = True
    client, page = Client(), TopicFactory().get_absolute_url()
    asked = [client.get(page, secure=secure) for secure in (True, False, True, False)]
    assert [answer.status_code for answer in asked] == [200, 301, 200, 301]
    assert asked[1].headers["Location"] == f"https://testserver{page}"


# What many ask for at once


class Slow:
    """A view that says that it was entered, and answers or fails when it is let go."""

    def __init__(self, *, fails=0):
        self.entered, self.go, self.times, self.fails = Event(), Event(), 0, fails

    def __call__(self, request):
        self.times += 1
        self.entered.set()
        assert self.go.wait(timeout=30)
        if self.times <= self.fails:
            raise RuntimeError("It failed.")
        return HttpResponse("the page")


def asked_at_once(view, *, meanwhile=lambda: None, readers=4):
    """What each of the readers was told: the bytes, or the kind of failure."""
    middleware = EditionMiddleware(view)

    def ask(_number):
        try:
            return middleware(RequestFactory().get("/")).content
        except RuntimeError as failure:
            return type(failure)
        finally:
            connection.close()

    with ThreadPoolExecutor(readers) as pool:
        told_to = [pool.submit(ask, number) for number in range(readers)]
        view.entered.wait(timeout=30)
        meanwhile()
        view.go.set()
        return [told.result(timeout=30) for told in told_to]


@pytest.mark.django_db(transaction=True)
def test_a_page_that_many_ask_for_at_once_is_computed_once():
    view = Slow()
    assert asked_at_once(view) == [b"the page"] * 4
    assert view.times == 1


@pytest.mark.django_db(transaction=True)
def test_where_the_first_fails_the_others_try():
    view = Slow(fails=1)
    answers = asked_at_once(view)
    assert (answers.count(RuntimeError), answers.count(b"the page")) == (1, 3)


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_ever(monkeypatch):
    monkeypatch.setattr(once, "PATIENCE", 0.01)
    view = Slow()
    second = Event()

    def wait_for_the_second():
        while view.times < 2:
            second.wait(0.01)

    assert asked_at_once(view, meanwhile=wait_for_the_second, readers=2) == [b"the page"] * 2
    assert view.times == 2


@pytest.mark.django_db(transaction=True)
def test_a_page_is_of_the_edition_that_it_bears_though_others_write_meanwhile(tmp_path):
    TopicFactory()
    path, number = in_a_file(tmp_path / "portal.sqlite3"), editions.current()
    writes = [TopicFactory]

    def write(make):
        with connected(path):
            make()

    def view(request):
        before = Topic.objects.count()
        if writes:
            colleague.submit(write, writes.pop()).result(timeout=30)
        return HttpResponse(f"{request.edition}: {before}, {Topic.objects.count()}")

    middleware = EditionMiddleware(view)
    with connected(path), ThreadPoolExecutor(1) as colleague:
        pages = [middleware(RequestFactory().get("/")) for _ in range(2)]
    assert [page.content.decode() for page in pages] == [f"{number}: 1, 1", f"{number + 1}: 2, 2"]
    assert [page.headers["ETag"].split("-")[0] for page in pages] == [
        f'W/"{number}',
        f'W/"{number + 1}',
    ]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_connection_that_broke_since_it_was_used_is_replaced(client):
    page = TopicFactory().get_absolute_url()
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    assert client.get(page).status_code == 200
