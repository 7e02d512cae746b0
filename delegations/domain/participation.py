"""Who was represented at which convenings, and how."""

from collections.abc import Iterable

from delegations.enums import Participation
from delegations.models import Delegation

Pair = tuple[int, int]  # keys of an entity and of a convening

REPRESENTED = frozenset(Participation) - {
    Participation.NOT_REPRESENTED,
    Participation.NOT_RECORDED,
}


def participations(entities: Iterable, convenings: Iterable) -> dict[Pair, Participation]:
    """How each of the entities took part in each of the convenings, as far as it is on record.

    A pair that is missing is not recorded: no list of delegations on record claims to be complete,
    so that a State is not on it never means that it was absent.
    """
    delegations = Delegation.objects.of_the_record().filter(
        entity__in=entities, convening__in=convenings
    )
    rows = delegations.with_participation().values_list("entity", "convening", "participation")
    return {(entity, convening): Participation(told) for entity, convening, told in rows}
