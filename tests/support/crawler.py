"""Reads every page that links and filters lead to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings
from django.test import Client
from django.utils.html import escape

from tests.support.html import Page, parse
from tests.support.papers import PAPERS

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
    """The page, or what a paper says."""
    if (kind := response.headers["Content-Type"]) in PAPERS:
        return escape(PAPERS[kind](response.content))
    return response.content.decode()


def ways_from(address: str, page: Page) -> list[str]:
    """The portal's own addresses to which links and forms of the page lead."""
    links = [urljoin(address, link.partition("#")[0]) for link in page.addresses]
    own = [link for link in links if not urlsplit(link).netloc]
    path = urlsplit(address).path
    offered = [] if "?" in address else [f"{path}?{urlencode([pair])}" for pair in offers(page)]
    return [way for way in [*own, *offered] if not way.startswith(OTHER_LANGUAGES)]


def offers(page: Page) -> list[tuple[str, str]]:
    """Each value that the selects of the page offer, after the name of its select."""
    return [
        (select["name"], option["value"])
        for select in page.all("select")
        for option in select.all("option")
        if option["value"]
    ]
