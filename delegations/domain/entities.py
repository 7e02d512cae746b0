"""What an entity was called and what its status was, on a date and over time."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from delegations.enums import Capacity, TreatyActionKind
from delegations.models import Entity, TreatyAction
from delegations.querysets.entities import CONSENTS_TO_BE_BOUND
from meetings.records.domain import languages

LAST_DAY = date.max  # after every action on record


@dataclass
class StatusChange:
    """An action and the capacity that it brought; None if the action is undated."""

    action: TreatyAction
    capacity: Capacity | None


def status_on(entity: Entity, day: date) -> Capacity:
    """The entity's capacity on the day."""
    [found] = (
        Entity.objects.filter(pk=entity.pk).with_capacity_on(day).values_list("capacity", flat=True)
    )
    return Capacity(found)


def by_name(named: Model) -> tuple[str, int]:
    """The place of an entity, or of its former name, in a list in the language of the page."""
    return languages.alphabetical(languages.text_of(named, "name").text), named.pk


def name_on(entity: Entity, day: date) -> Model:
    """The record whose `name` the entity bore on the day: a former name, or the entity itself.

    A former name whose end is not recorded counts up to the last day on which it was seen.
    """
    for former in entity.former_names.all():
        last = former.valid_to or former.seen_on
        if last and day <= last and (former.valid_from is None or former.valid_from <= day):
            return former
    return entity


def status_changes(entity: Entity) -> list[StatusChange]:
    """The entity's treaty actions in order, each with what it changed."""
    return [
        StatusChange(action, _brought_by(action) if action.date else None)
        for action in TreatyAction.objects.public().filter(entity=entity).in_order()
    ]


def _brought_by(action: TreatyAction) -> Capacity:
    if action.action in CONSENTS_TO_BE_BOUND:
        return Capacity.PARTY
    if action.action == TreatyActionKind.SIGNATURE:
        return Capacity.SIGNATORY
    return Capacity.NON_SIGNATORY
