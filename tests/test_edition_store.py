"""Where answers are kept: in bounded memory, and in Redis, without which the portal can do."""

import gzip
from datetime import UTC, datetime

import brotli
import pytest
from django.test import Client

from meetings.records.models import Edition
from tests.factories import DocumentFactory, TopicFactory
from tests.support.redis import redis_server
from uncac_portal.edition_cache.answers import Answer
from uncac_portal.edition_cache.store import Store

pytestmark = pytest.mark.django_db


def page_of(size):
    return Answer({"Content-Type": "text/html"}, b"x" * size)


def edition_of(number):
    return Edition(number=number, raised_at=datetime(2021, 9, number, tzinfo=UTC))


def test_memory_is_bounded_and_what_was_not_asked_for_the_longest_goes_first(settings):
    settings.PAGE_CACHE_MEGABYTES = 1
    store, edition = Store(), edition_of(6)
    for number in range(100):
        store.put(edition, f"page {number}", page_of(20_000), "")
        assert store.get("page 0", "")  # which is asked for all the time
        assert store.size <= 1_000_000
    kept = [number for number in range(100) if store.get(f"page {number}", "")]
    assert kept == [0, *range(100 - len(kept) + 1, 100)]
    assert len(kept) == 1_000_000 // page_of(20_000).size
    store.put(edition, "too large", page_of(1_000_001), "")
    assert store.get("too large", "") is None


def test_a_newer_edition_takes_the_place_of_the_others_and_an_older_one_stands_beside_it():
    store = Store()
    store.put(edition_of(6), "old", page_of(1), "")
    store.put(edition_of(7), "new", page_of(1), "")
    assert (store.get("old", ""), store.get("new", "")) == (None, page_of(1))
    store.put(edition_of(6), "old, of a replica that lags", page_of(2), "")
    assert store.get("new", "") == page_of(1)
    assert store.get("old, of a replica that lags", "") == page_of(2)


def test_a_page_is_kept_in_the_codings_that_were_asked_for_alone():
    text = b"Agenda item 4. Technical assistance. " * 1000
    page = Answer({"Content-Type": "text/html", "Content-Length": str(len(text))}, text)
    store = Store()
    sent = store.put(edition_of(6), "page", page, "br")
    assert (brotli.decompress(sent.body), sent.headers) == (
        text,
        {
            "Content-Type": "text/html",
            "Content-Length": str(len(sent.body)),
            "Content-Encoding": "br",
        },
    )
    assert store.get("page", "br") is sent
    assert store.size == sent.size < len(text) / 10
    zipped = store.get("page", "gzip")
    assert gzip.decompress(zipped.body) == text
    assert store.size == sent.size + zipped.size
    assert store.get("page", "") == page
    assert store.size == sent.size + zipped.size + page.size
    assert store.get("page", "gzip") is zipped


def test_processes_share_what_is_kept_in_redis_and_do_without_it_when_it_fails(
    settings, django_assert_num_queries
):
    page, other = TopicFactory().get_absolute_url(), DocumentFactory().get_absolute_url()
    asked = {"accept-encoding": "gzip"}
    with redis_server() as address:
        redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": address}
        settings.CACHES = {**settings.CACHES, "pages": redis}
        one, another = Client(), Client()
        computed = one.get(page, headers=asked)
        with django_assert_num_queries(2):
            again = another.get(page, headers=asked)
            assert (again.content, again.headers) == (computed.content, computed.headers)
            assert another.get(page).content == gzip.decompress(computed.content)
        TopicFactory()
        assert another.get(page).headers["ETag"] != computed.headers["ETag"]
    assert [client.get(other).status_code for client in (one, another)] == [200, 200]
    with django_assert_num_queries(1):
        assert one.get(other).status_code == 200  # from its own memory
