"""One page of a list. Far from the beginning it is found by its place, not by counting rows off."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from meetings.records.keysets import Keyset, Stretch, UnreadableCursor, terms_of

FAR = 1000  # rows that may be counted off before a page begins


class FarPage(Page):
    """A page that knows the cursors of those beside it."""

    def __init__(self, records: Sequence[Any], number: int, paginator: Any, at: Stretch) -> None:
        super().__init__(records, number, paginator)
        self.at = at

    def has_next(self) -> bool:
        return self.at.next is not None

    def has_previous(self) -> bool:
        return self.at.previous is not None


def page_of(rows: Any, per_page: int, *, asked: Any, cursor: str) -> Page:
    """The page of the number asked for; the first or the last where there is no such page.

    A far one begins where its cursor says. Without one, as somebody may type its number, the rows
    before it are counted off, which costs the more the farther it is.
    """
    page = Paginator(rows, per_page).get_page(asked)
    far = is_far(page.number, per_page) and isinstance(rows, QuerySet)
    return _far(page, cursor) if far else page


def is_far(number: int, per_page: int) -> bool:
    """Whether too many rows stand before the page to be counted off each time."""
    return (number - 1) * per_page >= FAR


def _far(page: Page, cursor: str) -> FarPage:
    rows: Any = page.paginator.object_list
    size = page.paginator.per_page
    first = (page.number - 1) * size
    keyset = Keyset(rows, terms_of(rows))
    try:
        at = keyset.page(size, cursor) if cursor else keyset.page_at(first, size)
    except UnreadableCursor:
        at = keyset.page_at(first, size)
    found = {row.pk: row for row in rows.order_by().filter(pk__in=at.keys)}
    return FarPage([found[key] for key in at.keys if key in found], page.number, page.paginator, at)
