"""What an entity was called and what its status was, on a date and over time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, Model, OuterRef, Q, Subquery, TextField, When
from django.db.models.expressions import Expression
from django.db.models.functions import Coalesce

from delegations.enums import Capacity, TreatyActionKind
from delegations.models import Entity, EntityName, TreatyAction
from delegations.querysets.entities import CONSENTS_TO_BE_BOUND
from meetings.records.domain import languages
from meetings.records.querysets import cells

LAST_DAY = date.max  # after every action on record


@dataclass
class StatusChange:
    """An action and the capacity that it brought; None if the action is undated."""

    action: TreatyAction
    capacity: Capacity | None


def by_name(named: Model) -> tuple[str, int]:
    """The place of an entity, or of its former name, in a list in the language of the page."""
    return languages.alphabetical(languages.text_of(named, "name").text), named.pk


def name_on(entity: Entity, day: date) -> Model:
    """The record whose `name` the entity bore on the day: a former name, or the entity itself.

    A former name whose end is not recorded counts up to the last day on which it was seen.
    """
    for former in _former_names(entity):
        last = former.valid_to or former.seen_on
        if last and day <= last and (former.valid_from is None or former.valid_from <= day):
            return former
    return entity


def _former_names(entity: Entity) -> Iterable[EntityName]:
    """Those that a list has read already cost no query, and no manager for each entity."""
    known = getattr(entity, "former_names_read", None)
    return entity.former_names.all() if known is None else known


def names_on(entity: str, day: str) -> Sequence[Expression]:
    """The same, as a query tells it of the entity and the day at the paths: text and language."""
    last = Coalesce("valid_to", "seen_on")
    begun = Q(valid_from=None) | Q(valid_from__lte=OuterRef(day))
    former = EntityName.objects.alias(last=last).filter(
        begun, entity=OuterRef(entity), last__gte=OuterRef(day)
    )
    # Few ever had another name: they are told apart before each is asked for its names.
    renamed = Q(**{f"{entity}__in": EntityName.objects.order_by().values("entity")})
    bore_another = renamed & Exists(former)
    present, past = cells.local_text(f"{entity}__name"), cells.local_text("name")
    return [
        Case(
            When(bore_another, then=Subquery(former.values_list(old)[:1])),
            default=own,
            output_field=TextField(),
        )
        for own, old in zip(present, past, strict=True)
    ]


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
