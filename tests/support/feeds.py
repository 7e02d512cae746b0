"""Reads an Atom feed with a parser of its own, and holds it to what RFC 4287 asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(frozen=True)
class Entry:
    """What a program reads of an entry."""

    title: str
    link: str
    id: str
    updated: str
    summary: str
    language: str


@dataclass(frozen=True)
class Feed:
    """What a program reads of a feed."""

    title: str
    language: str
    id: str
    updated: str
    page: str
    address: str
    entries: list[Entry]

    @property
    def titles(self) -> list[str]:
        return [entry.title for entry in self.entries]


def read_feed(client: Any, address: str, **headers: str) -> Feed:
    """The feed at the address, which has to be valid."""
    response = client.get(address, headers=headers)
    assert response.status_code == 200, f"{address} answers {response.status_code}"
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    entries = [_entry(element) for element in root.findall(f"{ATOM}entry")]
    assert len({entry.id for entry in entries}) == len(entries)
    feed = Feed(
        title=_only(root, "title").text or "",
        language=root.attrib[f"{XML}lang"],
        id=_id(root),
        updated=_updated(root),
        page=_link(root, "alternate"),
        address=_link(root, "self"),
        entries=entries,
    )
    moments = [datetime.fromisoformat(entry.updated) for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert not moments or moments[0] == datetime.fromisoformat(feed.updated)
    return feed


def _entry(element: ElementTree.Element) -> Entry:
    title = _only(element, "title")
    assert title.text
    return Entry(
        title=title.text,
        link=_link(element, "alternate"),
        id=_id(element),
        updated=_updated(element),
        summary=element.findtext(f"{ATOM}summary") or "",
        language=title.get(f"{XML}lang", ""),
    )


def _only(element: ElementTree.Element, name: str) -> ElementTree.Element:
    [found] = element.findall(f"{ATOM}{name}")
    return found


def _id(element: ElementTree.Element) -> str:
    found = _only(element, "id").text or ""
    assert found.startswith("urn:uuid:")
    return found


def _updated(element: ElementTree.Element) -> str:
    moment = _only(element, "updated").text or ""
    assert datetime.fromisoformat(moment).tzinfo is not None
    return moment


def _link(element: ElementTree.Element, relation: str) -> str:
    [found] = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == relation]
    return found.attrib["href"]
