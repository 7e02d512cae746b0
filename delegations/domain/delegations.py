"""Delegations in the order in which the United Nations lists them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delegations.domain.entities import by_name, name_on
from delegations.enums import Capacity, EntityKind
from delegations.models import Delegation, Participant
from delegations.querysets.delegations import DelegationQuerySet
from meetings.models import Convening


@dataclass
class Group:
    """Delegations under one heading of the list of participants."""

    heading: str | Promise
    delegations: list[Delegation]


HEADINGS = [
    (_("States parties"), lambda d: d.capacity == Capacity.PARTY),
    (_("States signatories"), lambda d: d.capacity == Capacity.SIGNATORY),
    (_("Observers: States"), lambda d: d.capacity == Capacity.NON_SIGNATORY),
    (_("Observers: United Nations entities"), lambda d: d.entity.kind == EntityKind.UN_ENTITY),
    (
        _("Observers: intergovernmental organizations"),
        lambda d: d.entity.kind == EntityKind.INTERGOVERNMENTAL,
    ),
    (
        _("Observers: non-governmental organizations"),
        lambda d: d.entity.kind == EntityKind.NON_GOVERNMENTAL,
    ),
]


def delegations_of(convening: Convening) -> list[Delegation]:
    """The public delegations of a convening, by name, each with its capacity on the first day."""
    return _by_name(_public_at(convening).for_list(), convening)


def in_order(convening: Convening) -> list[Delegation]:
    """The same in the order of the list of participants, without what they are shown with."""
    delegations = _by_name(_public_at(convening).with_names_and_capacity(), convening)
    for delegation in delegations:
        delegation.convening = convening  # once for all of them
    return [each for group in grouped(delegations) for each in group.delegations]


def tell_participation(delegations: list[Delegation]) -> None:
    """Give each of the delegations its `participation`."""
    keys = [delegation.pk for delegation in delegations]
    told = Delegation.objects.filter(pk__in=keys).with_participation().order_by()
    participation = dict(told.values_list("pk", "participation"))
    for delegation in delegations:
        delegation.participation = participation[delegation.pk]


def with_their_people(convening: Convening) -> list[Delegation]:
    """The same, each with the people who may be listed; for what prints all of them."""
    people = Participant.objects.public()
    return _by_name(_public_at(convening).for_list().with_people(people), convening)


def grouped(delegations: list[Delegation]) -> list[Group]:
    """The delegations under their headings; headings without any are left out."""
    groups = [
        Group(heading, [d for d in delegations if belongs(d)]) for heading, belongs in HEADINGS
    ]
    return [group for group in groups if group.delegations]


def _public_at(convening: Convening) -> DelegationQuerySet:
    return Delegation.objects.public().filter(convening=convening)


def _by_name(delegations: DelegationQuerySet, convening: Convening) -> list[Delegation]:
    return sorted(delegations, key=lambda each: by_name(name_on(each.entity, convening.starts_on)))
