"""Two records that are changed together, so that a page shows if it is of two editions."""

import re
from concurrent.futures import Future
from typing import Any

from meetings.models import AgendaItem
from meetings.records.domain import editions
from tests.support.portals import Portal, connected_to

PAIRS = 12


def write_pairs(url: str, one: Any, other: Any) -> int:
    """Give both items the number of the edition in which they get it; the last one."""
    number = 0
    with connected_to(url):
        for _ in range(PAIRS):
            number = editions.current() + 1
            with editions.raised_once():
                AgendaItem.objects.filter(pk=other.pk).update(title_en=f"Pair {number}")
                one.title_en = f"Pair {number}"
                one.save()
    return number


def shown_meanwhile(portal: Portal, page: str, writing: Future[int]) -> set[tuple[int, ...]]:
    """The editions and the numbers beside them that the page shows till the last is written."""
    shown = set()
    while not writing.done():
        shown.add(numbers_on(portal.page(page)))
    return shown


def numbers_on(text: str) -> tuple[int, ...]:
    """The edition that the page prints, and the numbers of the two."""
    edition = int(re.findall(r"Edition (\d+)", text)[-1])
    return (edition, *sorted(map(int, set(re.findall(r"Pair (\d+)", text)))))
