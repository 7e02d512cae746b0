"""Atom feeds of what changed: functions of the record and the address, never of a clock."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meetings.records.characters import on_one_line
from meetings.records.domain.languages import LocalText
from meetings.records.listings import Listing

MOST_ENTRIES = 100
BEFORE_ANY_CHANGE = datetime(1970, 1, 1, tzinfo=UTC)
NAMES = UUID("3f1c8f0e-6a51-5d0b-9d1e-5b8a5a7b3c2d")


@dataclass(frozen=True)
class Entry:
    """One thing that changed; `name` identifies it for good, on every host, in every language."""

    name: str
    title: LocalText | str
    address: str
    updated: datetime
    summary: LocalText | str = ""


def feed_response(
    request: HttpRequest, *, title: str, page: str, entries: Iterable[Entry], query: str = ""
) -> HttpResponse:
    """The newest entries as the feed that belongs to a page of the title, with its filters."""
    asked = f"?{query}" if query else ""
    feed = _Feed(
        title=on_one_line(_("Changes: %(subject)s") % {"subject": title}),
        link=request.build_absolute_uri(f"{page}{asked}"),
        description=None,
        language=get_language(),
        author_name=_("UNCAC meeting records"),
        feed_url=request.build_absolute_uri(f"{request.path}{asked}"),
        feed_guid=urn(f"{request.path}{asked}"),
    )
    newest = sorted(entries, key=lambda entry: (-entry.updated.timestamp(), entry.name))
    for entry in newest[:MOST_ENTRIES]:
        feed.add_item(
            title="",
            link=request.build_absolute_uri(entry.address),
            description="",
            texts={"title": entry.title, "summary": entry.summary},
            unique_id=urn(entry.name),
            updateddate=entry.updated,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def list_response(
    request: HttpRequest,
    listing: Listing,
    *,
    title: str,
    page: str,
    entries: Callable[[Any], list[Entry]],
    withdrawn: Callable[[], list[Entry]],
) -> HttpResponse:
    """A list as a feed, with its filters.

    Only the whole list tells what was withdrawn: a filter would search what is public no more.
    """
    found = entries(listing.rows) + ([] if listing.is_filtered else withdrawn())
    return feed_response(request, title=title, page=page, entries=found, query=listing.query)


def tombstones(records: Iterable[Any]) -> list[Entry]:
    """That the records were withdrawn, and where they had been; nothing of what they said."""
    return [
        Entry(name_of(record), _("Withdrawn"), record.get_absolute_url(), record.updated)
        for record in records
    ]


def name_of(record: Any) -> str:
    """The name of a record among entries: `document CAC/COSP/2021/1`."""
    key = record.natural_key() if hasattr(record, "natural_key") else (record.pk,)
    return " ".join(map(str, (record._meta.model_name, *key)))


def urn(name: str) -> str:
    """The name as an identifier that no host is part of."""
    return uuid5(NAMES, name).urn


class _Feed(Atom1Feed):
    """Django's feed with plain texts, each marked with its language where that is another."""

    def add_item_elements(self, handler: Any, item: Any) -> None:
        for element, text in item["texts"].items():
            self._add_text(handler, element, text)
        handler.addQuickElement("link", "", {"rel": "alternate", "href": item["link"]})
        handler.addQuickElement("id", item["unique_id"])
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=BEFORE_ANY_CHANGE)

    def _add_text(self, handler: Any, element: str, text: LocalText | str) -> None:
        local = LocalText(text, get_language() or "") if isinstance(text, str) else text
        if local.text:
            other = local.language != get_language()
            attributes = {"xml:lang": local.language} if other else {}
            handler.addQuickElement(element, on_one_line(local.text), attributes)
