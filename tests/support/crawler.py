"""Reads every page that links and filters lead to."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings
from django.test import Client
from django.utils.html import escape

from tests.support.html import Page, parse
from tests.support.papers import PAPERS

NO_TEXT = ("image/png",)
API_LIST = r'"(?:url|tombstones)":"http://testserver(/api/v1/(?:tombstones/)?[a-z_]+/)"'
OTHER_LANGUAGES = tuple(f"/{code}/" for code, _name in settings.LANGUAGES[1:])


@dataclass(frozen=True)
class Answer:
    """What stands at an address."""

    status: int
    html: str


def crawl(client: Client, starts: Iterable[str]) -> dict[str, Answer]:
    """What stands at every address reached from the first ones, in the language of the root.

    Forms are sent once with each of the values that they offer.
    """
    answers: dict[str, Answer] = {}
    waiting = list(starts)
    while waiting:
        address = waiting.pop()
        if address not in answers:
            response = client.get(address)
            answers[address] = Answer(response.status_code, _read(response))
            waiting += ways_from(address, parse(answers[address].html))
    return answers


def _read(response: Any) -> str:
    """The page, or what a paper says; of a picture, nothing."""
    content = response.getvalue()
    if (kind := response.headers["Content-Type"]) in PAPERS:
        return escape(PAPERS[kind](content))
    return "" if kind.startswith(NO_TEXT) else content.decode()


def ways_from(address: str, page: Page) -> list[str]:
    """The portal's own addresses to which links and forms of the page lead.

    Files of what a page lists are read without filters only, and lists with one filter at a time:
    with more they say no more.
    """
    links = [urljoin(address, link.partition("#")[0]) for link in page.addresses]
    own = [link for link in links if not urlsplit(link).netloc]
    path = urlsplit(address).path
    offered = [] if "?" in address else [f"{path}?{urlencode([pair])}" for pair in offers(page)]
    ways = [way for way in [*own, *offered] if not way.startswith(OTHER_LANGUAGES)]
    return [way for way in ways if not ("?" in address and _narrows_more(way, path))]


def _narrows_more(way: str, path: str) -> bool:
    # The figures of a chart are tested to lead to their lists.
    of_chart = path.startswith("/insights/") and "?" in way
    return of_chart or "format=" in way or way.startswith(f"{path}?")


def offers(page: Page) -> list[tuple[str, str]]:
    """Each value that the selects and the boxes of the page offer, after the name of its field."""
    chosen = [
        (select["name"], option["value"])
        for select in page.all("select")
        for option in select.all("option")
        if option["value"]
    ]
    return chosen + [(box["name"], box["value"]) for box in page.all("input", type="checkbox")]


def read_api(client: Client) -> dict[str, str]:
    """What stands at the root of the API and in each of its lists, whole, by address.

    A record by itself is told as in its list, so that no record need be read twice.
    """
    answers: dict[str, str] = {}
    waiting = ["/api/v1/"]
    while waiting:
        address = waiting.pop()
        if address not in answers:
            answers[address] = client.get(address).content.decode()
            lists = re.findall(API_LIST, answers[address])
            waiting += [f"{found}?page_size=500" for found in lists]
    return answers
