"""What every page says of itself to browsers, search engines and screen readers."""

from collections import Counter

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from tests.support.html import parse
from tests.support.worlds import grow

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]
PREFIXES = {code: "" if code == "en" else f"/{code}" for code in LANGUAGES}
READ_IN = ["en", "fr", "ar"]


class Site:
    """A page of each kind, read in three languages."""

    def __init__(self) -> None:
        client = Client()
        self.addresses = grow(1).pages
        self.responses = {
            (language, kind): client.get(PREFIXES[language] + address)
            for language in READ_IN
            for kind, address in self.addresses.items()
        }
        self.pages = {
            key: parse(response.content.decode()) for key, response in self.responses.items()
        }

    def in_language(self, language: str) -> dict:
        return {kind: page for (code, kind), page in self.pages.items() if code == language}


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """Made once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Site()
        transaction.set_rollback(True)


def test_every_page_of_the_portal_is_read(site):
    routes = {
        response.resolver_match.view_name
        for (language, _kind), response in site.responses.items()
        if language == "en" and response.status_code == 200
    }
    resolver = get_resolver()
    named = {name for name in resolver.reverse_dict if isinstance(name, str)}
    for namespace, (_prefix, patterns) in resolver.namespace_dict.items():
        if namespace != "admin":
            names = [name for name in patterns.reverse_dict if isinstance(name, str)]
            named |= {f"{namespace}:{name}" for name in names}
    calendars = {name for name in named if name.partition(":")[2].endswith("calendar")}
    feeds = {name for name in named if name.endswith("changes")}
    papers = {name for name in named if name.endswith("-paper")}
    no_pages = {"calendar", "documents:file", "favicon", "health", "robots", "sitemap"}
    no_pages |= {"opensearch", "search-suggestions"}
    no_pages |= {"cite", "data-package", "data-sqlite", "insights:picture"}
    for_programs = {name for name in named if name.startswith("api:")}
    offline = {"manifest", "offline-meeting", "service-worker"}
    # What staff sign in with stands in the administration.
    of_staff = (
        "access_",
        "account_",
        "invitation",
        "mfa_",
        "openid",
        "socialaccount_",
        "usersessions_",
        "oidc",
    )
    for_staff = {name for name in named if name.startswith(of_staff)}
    no_pages |= for_staff
    assert routes == named - no_pages - for_programs - calendars - feeds - papers - offline


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_every_page_says_its_language_and_direction(language, direction, site):
    said = {
        (page.one("html")["lang"], page.one("html")["dir"])
        for page in site.in_language(language).values()
    }
    headers = {
        response.headers["Content-Language"]
        for (code, _kind), response in site.responses.items()
        if code == language
    }
    assert (said, headers) == ({(language, direction)}, {language})


@pytest.mark.parametrize("language", READ_IN)
def test_every_kind_of_page_has_its_own_title_and_description(language, site):
    pages = site.in_language(language)
    titles = Counter(page.title for page in pages.values())
    descriptions = Counter(page.description.strip() for page in pages.values())
    assert [title for title, count in titles.items() if count > 1 or not title] == []
    assert [words for words, count in descriptions.items() if count > 1 or not words] == []


def test_every_title_but_that_of_the_home_page_ends_with_the_name_of_the_site(site):
    pages = site.in_language("en")
    assert pages.pop("home").title == "UNCAC meeting records"
    assert {page.title.partition(" · ")[2] for page in pages.values()} == {"UNCAC meeting records"}


@pytest.mark.parametrize("language", READ_IN)
def test_every_page_names_its_canonical_address_and_itself_in_every_language(language, site):
    for kind, page in site.in_language(language).items():
        address = site.addresses[kind]
        assert page.canonical == f"http://testserver{PREFIXES[language]}{address}"
        alternates = [
            (link["hreflang"], link["href"])
            for link in page.one("head").all("link", rel="alternate")
            if "hreflang" in link.attributes
        ]
        assert alternates == [
            (code, f"http://testserver{prefix}{address}") for code, prefix in PREFIXES.items()
        ]


@pytest.mark.parametrize("language", READ_IN)
def test_every_page_has_one_heading_one_main_part_and_the_ways_on(language, site):
    for page in site.in_language(language).values():
        assert page.heading
        assert page.main["id"] == "content"
        [skip, *_others] = page.addresses
        assert skip == "#content"
        prefix = PREFIXES[language]
        ways = ["meetings", "sessions", "bodies", "states", "topics", "articles"]
        assert {f"{prefix}/{way}/" for way in [*ways, "documents", "statements"]} <= set(
            page.addresses
        )


def test_every_mark_leads_to_a_source_at_the_foot_of_its_page(site):
    for (language, kind), page in site.pages.items():
        marks = {link["href"] for link in page.all("a", class_="mark")}
        sources = {f"#{item['id']}" for item in page.all("li") if "value" in item.attributes}
        assert marks <= sources, (language, kind)


def test_no_address_of_a_place_on_a_page_comes_twice(site):
    for (language, kind), page in site.pages.items():
        places = Counter(e["id"] for e in page.all() if "id" in e.attributes)
        assert [place for place, count in places.items() if count > 1] == [], (language, kind)


def test_no_page_loads_anything_from_elsewhere(site):
    for page in site.pages.values():
        loaded = [e["src"] for e in page.all() if "src" in e.attributes]
        loaded += [
            link["href"]
            for link in page.one("head").all("link")
            if link["rel"] not in ("canonical", "alternate", "manifest", "search")
        ]
        assert [address for address in loaded if not address.startswith("/static/")] == []
        assert page.all("style") == []
        assert [e for e in page.all() if "style" in e.attributes] == []
