"""The rows of a page by one query, with the values that the page prints of them."""

from collections.abc import Callable

from django.db.models import QuerySet

from delegations.models import Delegation, Participant, Statement
from meetings.models import AgendaItem, ProgrammeEntry
from tests.benchmarks.worlds import ITEM, SESSION, SLUG


def programme() -> QuerySet:
    """Entries of the programme with their sittings, items and papers.

    The hours of a sitting, which the page prints once, would be formatted with each of its papers.
    """
    return ProgrammeEntry.objects.filter(convening__slug=SLUG).values(
        "sitting__ordinal",
        "sitting__room_en",
        "sitting__status",
        "position",
        "kind",
        "status",
        "title_en",
        "note_en",
        "items__number",
        "items__slug",
        "items__title_en",
        "items__documents__symbol",
        "items__documents__title_en",
    )


def agenda() -> QuerySet:
    """Items of a session with their papers."""
    return AgendaItem.objects.filter(session__slug=SESSION).values(
        "number",
        "slug",
        "position",
        "parent_id",
        "title_en",
        "wording",
        "annotation_en",
        "documents__symbol",
        "documents__title_en",
    )


def item() -> QuerySet:
    """Statements under an item."""
    return Statement.objects.filter(item__session__slug=SESSION, item__slug=ITEM).values(
        "delegation__entity__name_en",
        "kind",
        "mode",
        "delivered_on",
        "original_language",
        "summary_en",
        "position",
    )


def state() -> QuerySet:
    """Delegations of a State with their convenings."""
    return Delegation.objects.filter(entity__slug="vnm").values(
        "mode",
        "note_en",
        "convening__slug",
        "convening__starts_on",
        "convening__ends_on",
        "convening__city_en",
        "convening__format",
        "convening__status",
    )


def participants(keys: list[int]) -> QuerySet:
    """People of a list, by their places in it."""
    return Participant.objects.filter(pk__in=keys).values(
        "delegation__entity__name_en",
        "person__honorific",
        "person__name",
        "title_en",
        "function",
        "mode",
        "presence",
        "position",
    )


ROWS: dict[str, Callable[..., QuerySet]] = {
    "programme": programme,
    "agenda": agenda,
    "item": item,
    "state": state,
    "participants": participants,
}
