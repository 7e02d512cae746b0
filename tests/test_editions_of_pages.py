"""A public page is a function of edition and address: its tag says so, and 304 costs one query."""

from datetime import UTC, datetime

import pytest

from meetings.records.domain import editions
from meetings.records.models import Edition
from tests.factories import (
    CitationFactory,
    ConveningFactory,
    DocumentFactory,
    ParticipantFactory,
    SessionFactory,
    TopicFactory,
)
from tests.support.worlds import SITE_PAGES

pytestmark = pytest.mark.django_db


def tag(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.headers["ETag"]


@pytest.fixture
def address():
    """Of a page with something on it."""
    return SessionFactory().get_absolute_url()


@pytest.mark.parametrize("address", [*SITE_PAGES.values(), "/robots.txt", "/sitemap.xml"])
def test_every_public_page_bears_a_tag_that_holds_until_something_changes(address, client):
    ConveningFactory()
    first = tag(client, address)
    assert tag(client, address) == first
    ConveningFactory()
    assert tag(client, address) != first


def test_what_has_not_changed_is_not_sent_again_and_costs_one_query(
    address, client, django_assert_num_queries
):
    known = tag(client, address)
    with django_assert_num_queries(1):
        response = client.get(address, headers={"if-none-match": known})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == known
    assert response.headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("sent", ['{}, "another"', '"another", {}', "{}"])
@pytest.mark.parametrize("weak", ["W/", ""], ids=["weak", "as if strong"])
def test_a_tag_is_known_among_others_and_however_it_is_written(sent, weak, address, client):
    known = sent.format(tag(client, address).replace("W/", weak))
    assert client.get(address, headers={"if-none-match": known}).status_code == 304


@pytest.mark.parametrize("sent", ['"another"', "nonsense", "", '"'])
def test_another_tag_gets_the_page(sent, address, client):
    response = client.get(address, headers={"if-none-match": sent})
    assert response.status_code == 200
    assert response.content


def test_the_page_is_sent_again_after_any_change_of_the_record(address, client):
    known = tag(client, address)
    changes = [
        lambda: TopicFactory(),
        lambda: ParticipantFactory(),
        lambda: CitationFactory(record=ConveningFactory()),
        lambda: DocumentFactory().topics.add(TopicFactory()),
        lambda: DocumentFactory().delete(),
    ]
    for change in changes:
        change()
        response = client.get(address, headers={"if-none-match": known})
        assert response.status_code == 200
        assert response.headers["ETag"] != known
        known = response.headers["ETag"]


def test_each_address_language_query_and_host_has_a_tag_of_its_own(address, client, settings):
    settings.ALLOWED_HOSTS = ["testserver", "example.org"]
    addresses = [address, f"/fr{address}", f"/ar{address}", "/meetings/", "/meetings/?year=2021"]
    tags = {tag(client, address) for address in addresses}
    tags.add(tag(client, address, host="example.org"))
    assert len(tags) == len(addresses) + 1
    assert len({tag.split("-")[0] for tag in tags}) == 1  # the edition


def test_a_new_build_of_the_portal_gives_new_tags(address, client, monkeypatch):
    known = tag(client, address)
    monkeypatch.setattr("uncac_portal.middleware.RELEASE", "another")
    assert tag(client, address) != known


def test_an_edition_of_the_same_number_after_a_restore_gives_new_tags(address, client):
    known = tag(client, address)
    Edition.objects.update(raised_at=datetime(2021, 9, 6, tzinfo=UTC))
    assert tag(client, address) != known


def test_the_head_of_a_page_bears_the_same_tag(address, client):
    response = client.head(address)
    assert (response.content, response.headers["ETag"]) == (b"", tag(client, address))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nowhere/", 404),
        ("/documents/garbage/", 404),
        ("/meetings", 301),
        ("/health/", 200),
        ("/admin/account/login/", 200),
    ],
)
def test_only_what_is_public_and_there_bears_a_tag(address, status, client):
    response = client.get(address)
    assert response.status_code == status
    assert "ETag" not in response.headers
    assert "public" not in response.headers.get("Cache-Control", "")


@pytest.mark.parametrize("address", ["/nowhere/", "/meetings"])
def test_what_is_not_there_or_elsewhere_may_not_be_kept_without_asking(address, client):
    assert "no-cache" in client.get(address).headers["Cache-Control"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("address", ["/", "/meetings/", "/nowhere/"])
def test_public_pages_can_only_be_read(method, address, client):
    response = getattr(client, method)(address)
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


def test_what_is_not_there_is_not_there_whatever_the_browser_remembers(client):
    response = client.get("/nowhere/", headers={"if-none-match": "*"})
    assert response.status_code == 404


def test_a_withdrawn_record_is_gone_for_who_has_its_page_still(client):
    document = DocumentFactory()
    known = tag(client, document.get_absolute_url())
    document.status = "withdrawn"
    document.save()
    response = client.get(document.get_absolute_url(), headers={"if-none-match": known})
    assert response.status_code == 410
    assert "ETag" not in response.headers


@pytest.mark.parametrize("address", [*SITE_PAGES.values(), "/nowhere/", "/sitemap.xml"])
def test_a_public_page_sets_no_cookie_and_heeds_none(address, client, admin_client):
    ConveningFactory()
    response = client.get(address)
    assert response.cookies == {}
    assert "Set-Cookie" not in response.headers
    assert "cookie" not in response.headers.get("Vary", "").lower()
    assert admin_client.get(address).content == response.content


def test_a_public_page_heeds_neither_the_browsers_language_nor_its_own_clock(address, client):
    asked = {"accept-language": "fr", "cookie": "django_language=ar; sessionid=x"}
    assert client.get(address, headers=asked).content == client.get(address).content


def test_the_foot_of_a_page_tells_the_edition(address, client):
    editions.raise_edition()
    number = Edition.objects.get().number
    assert f"Edition {number} " in client.get(address).content.decode()


def test_pages_of_an_empty_record_are_of_edition_zero(client):
    assert tag(client, "/").startswith('W/"0-')
