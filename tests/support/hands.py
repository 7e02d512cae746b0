"""Who writes the record in tests of what follows from it, and the ways to write (see ways.py)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from meetings.records.domain import editions
from tests.factories import AgendaItemFactory, EntityFactory, SessionFactory, TopicFactory
from tests.support.weeks import colleague, signed_in


@dataclass
class Hand:
    """What is written, and by whom."""

    convening: Any
    session: Any
    item: Any
    topics: list[Any]
    state: Any
    root: Any
    client: Any


Way = Callable[[Hand, str], Iterator[None]]
WAYS: dict[str, Way] = {}


def a_hand() -> Hand:
    """A week with a session and an item, and somebody who may everything."""
    root = colleague("root", is_superuser=True)
    with editions.raised_once():
        session = SessionFactory(convening__starts_on=date(2021, 9, 6), body__code="WGAR")
        item = AgendaItemFactory(session=session)
        topics = [TopicFactory(), TopicFactory()]
        state = EntityFactory(name="Austria", iso2="AT", iso3="AUT", slug="aut")
    return Hand(session.convening, session, item, topics, state, root, signed_in(root))


def a_way(way: Way) -> Way:
    WAYS[way.__name__] = way
    return way


def prepared(name: str, hand: Hand, text: str) -> Callable[[], None]:
    """The change of that way, with all that it needs there."""
    steps = WAYS[name](hand, text)
    next(steps)
    return lambda: next(steps, None)
