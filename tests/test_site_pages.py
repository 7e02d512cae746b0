"""The site's own pages: ways in, what it says when something is not there, what machines read."""

import re
from datetime import date

import pytest
from django.test import Client

from meetings.records.domain import editions
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    CitationFactory,
    ConveningFactory,
    DocumentFactory,
    SessionFactory,
    StatementFactory,
)
from tests.support.html import parse, read

pytestmark = pytest.mark.django_db


def meeting_on(day, **fields):
    """A convening of one session from that day on."""
    slug = f"{day}-vienna"
    return SessionFactory(convening__starts_on=day, convening__slug=slug, **fields)


# Home


def test_the_home_page_begins_with_the_latest_convenings_and_their_sessions(client):
    irg = BodyFactory(code="IRG", short_name="Implementation Review Group")
    sessions = [meeting_on(date(2015 + n, 6, 1), body=irg, ordinal=1 + n) for n in range(7)]
    SessionFactory(body=irg, ordinal=9, convening__status=Status.DRAFT)
    latest = read(client, "/").section("Latest on record")
    articles = latest.all("article")
    assert [(article.one("h3").links, article.one("ul").links) for article in articles] == [
        (
            [(f"1–5 June {2015 + n}, Vienna", f"/meetings/{2015 + n}-06-01-vienna/")],
            [("Implementation Review Group", sessions[n].get_absolute_url())],
        )
        for n in (6, 5, 4, 3, 2, 1, 0)
    ]
    shown = ["hidden" not in article.attributes for article in articles]
    assert shown == [True] * 5 + [False] * 2  # which the browser shows if one is on or next
    assert latest.links[-1] == ("All 7 convenings", "/meetings/")


def test_the_browser_learns_the_days_of_each_convening(client):
    meeting_on(date(2021, 9, 6))
    ConveningFactory(starts_on=date(2019, 12, 16), ends_on=None)
    articles = read(client, "/").section("Latest on record").all("article")
    assert [(article["data-starts"], article["data-ends"]) for article in articles] == [
        ("2021-09-06", "2021-09-10"),
        ("2019-12-16", "2019-12-16"),
    ]


def test_the_home_page_leads_to_every_body_and_says_how_often_each_met(client):
    irg = BodyFactory(code="IRG", short_name="Review Group", position=1)
    BodyFactory(code="WGP", short_name="Working Group on Prevention", position=2)
    BodyFactory(code="NEW", status=Status.DRAFT)
    SessionFactory(body=irg)
    SessionFactory(body=irg, convening__status=Status.DRAFT)
    bodies = read(client, "/").one("ul", class_="home-bodies")
    assert [(item.links, item.text) for item in bodies.all("li")] == [
        ([("Review Group", "/bodies/irg/")], "IRG Review Group 1"),
        (
            [("Working Group on Prevention", "/bodies/wgp/")],
            "WGP Working Group on Prevention not recorded",
        ),
    ]


def test_the_home_page_tells_how_much_is_on_record(client):
    statement = StatementFactory(summary="")
    DocumentFactory(sessions=[statement.item.session])
    CitationFactory(record=statement)
    for hidden in (Status.DRAFT, Status.WITHDRAWN):
        StatementFactory(convening__status=hidden)
        DocumentFactory(status=hidden)
        CitationFactory(record=statement, source__status=hidden)
    tally = read(client, "/").one("ul", class_="tally")
    assert tally.texts("li") == ["1 sessions", "1 documents", "1 statements", "1 sources"]


def test_the_home_page_of_an_empty_record_says_so(client):
    latest = read(client, "/").section("Latest on record")
    assert latest.texts("p")[0] == "Nothing is on record yet."


# About and help


def test_the_page_about_the_record_counts_what_is_public(client):
    item = AgendaItemFactory()
    DocumentFactory(sessions=[item.session])
    CitationFactory(record=item)
    AgendaItemFactory(session__convening__status=Status.DRAFT)
    page = read(client, "/about/")
    assert page.heading == "About the record"
    assert "1 convenings with 1 sessions" in page.content.text
    assert "1 documents, and 1 citations of 1 sources." in page.content.text


def test_the_page_about_the_record_tells_the_three_standings(client):
    words = read(client, "/about/").content.texts("dt")
    assert words[:3] == ["stated", "inferred", "disputed"]


def test_the_page_of_help_leads_to_every_list_and_what_follows_all_of_it(client):
    assert read(client, "/help/").content.addresses == [
        "/search/",
        "/meetings/",
        "/sessions/",
        "/documents/",
        "/states/",
        "/topics/",
        "/articles/",
        "/offline/",
        "/calendar.ics",
        "/changes.atom",
        "/data/",
        "/insights/",
    ]


# What is not there


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere/",
        "/meetings/1999-01-01-atlantis/",
        "/sessions/irg-99/",
        "/sessions/irg-99/items/1/",
        "/bodies/nope/",
        "/states/atl/",
        "/organizations/nope/",
        "/topics/nope/",
        "/articles/72/",
        "/articles/0/",
        "/articles/57a/",
        "/statements/0/",
        "/statements/99999999999999999999/",
        "/documents/garbage/",
        "/documents/CAC/COSP/2021/404/",
        "/meetings/%00/",
        "/documents/%00/",
        "/documents/%F0%9F%98%80/",
        "/fr/nowhere/",
        "/de/",
    ],
)
def test_what_is_not_there_says_so_and_leads_on(address, client):
    page = read(client, address, status=404)
    assert page.one("meta", name="robots")["content"] == "noindex"
    assert page.all("link", rel="canonical") == []
    assert len(page.content.links) == 4


def test_the_page_of_what_is_not_there_reads_well(client):
    page = read(client, "/nowhere/", status=404)
    assert page.title == "No such page · UNCAC meeting records"
    assert page.heading == "No such page"
    assert page.content.links == [
        ("Meetings", "/meetings/"),
        ("Sessions", "/sessions/"),
        ("Documents", "/documents/"),
        ("States", "/states/"),
    ]


def test_what_is_withdrawn_says_so(client):
    session = SessionFactory(convening__status=Status.WITHDRAWN)
    page = read(client, session.get_absolute_url(), status=410)
    assert page.title == "Withdrawn · UNCAC meeting records"
    assert "was public and has been withdrawn" in page.main.text
    assert page.one("meta", name="robots")["content"] == "noindex"


@pytest.mark.parametrize(("prefix", "direction"), [("", "ltr"), ("/fr", "ltr"), ("/ar", "rtl")])
@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_there_is_said_in_the_language_of_the_address(
    status, prefix, direction, client
):
    hidden = Status.WITHDRAWN if status == 410 else Status.DRAFT
    session = SessionFactory(convening__status=hidden)
    root = read(client, prefix + session.get_absolute_url(), status=status).one("html")
    assert (root["lang"], root["dir"]) == (prefix.lstrip("/") or "en", direction)


def test_an_address_without_its_last_slash_leads_to_the_page(client):
    response = client.get("/meetings")
    assert (response.status_code, response.headers["Location"]) == (301, "/meetings/")


def test_a_failure_is_said_without_asking_the_database(monkeypatch, django_assert_num_queries):
    def fail(*arguments):
        raise RuntimeError("a secret of the machine")

    monkeypatch.setattr("uncac_portal.pages.views._counts", fail)
    client = Client(raise_request_exception=False)
    with django_assert_num_queries(1):  # for the edition, before the failure
        response = client.get("/fr/about/")
    page = parse(response.content.decode())
    assert response.status_code == 500
    assert page.one("html")["lang"] == "fr"
    assert page.one("meta", name="robots")["content"] == "noindex"
    assert "secret" not in response.content.decode()
    assert "ETag" not in response.headers


# What machines read


def test_crawlers_may_read_everything_public(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def addresses_about(statement):
    """Of the pages of a statement and of what it is a part of."""
    item, delegation = statement.item, statement.delegation
    records = [statement, item, item.session, delegation.convening]
    return {record.get_absolute_url() for record in records}


def test_the_sitemap_names_each_public_record_once_in_each_language(client):
    shown, hidden = StatementFactory(), StatementFactory(convening__status=Status.DRAFT)
    document = DocumentFactory(sessions=[shown.item.session])
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml"
    named = re.findall("<loc>http://testserver([^<]*)</loc>", response.content.decode())
    assert len(named) == len(set(named))
    for prefix in ("", "/fr", "/es", "/ar", "/zh-hans", "/ru", "/vi"):
        addresses = {*addresses_about(shown), document.get_absolute_url()}
        assert {prefix + address for address in addresses} <= set(named)
        assert not {prefix + address for address in addresses_about(hidden)} & set(named)


def test_the_sitemap_tells_when_a_record_was_last_changed(client):
    convening = ConveningFactory()
    address = f"<loc>http://testserver{convening.get_absolute_url()}</loc>"
    sitemap = client.get("/sitemap.xml").content.decode()
    changed = convening.changed_at.date().isoformat()
    assert f"{address}<lastmod>{changed}</lastmod>" in sitemap


def test_the_health_of_the_portal_tells_the_edition(client):
    AgendaItemFactory()
    response = client.get("/health/")
    assert response.json() == {"status": "ok", "edition": editions.current()}
    assert "no-store" in response.headers["Cache-Control"]
    assert "ETag" not in response.headers
