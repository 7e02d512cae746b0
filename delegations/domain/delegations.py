"""Delegations in the order in which the United Nations lists them."""

from dataclasses import dataclass

from django.db.models import Case, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delegations.domain.entities import by_name, name_on
from delegations.enums import Capacity, EntityKind
from delegations.models import Delegation, Participant
from delegations.querysets.delegations import DelegationQuerySet, ParticipantQuerySet
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


def participants_of(convening: Convening) -> ParticipantQuerySet:
    """The people on the public list of a convening, delegation by delegation as the page has them.

    They are fetched only when they are read, since they may be very many.
    """
    groups = grouped(_by_name(_public_at(convening), convening))
    keys = [delegation.pk for group in groups for delegation in group.delegations]
    if not keys:
        return Participant.objects.none()
    place = Case(*(When(delegation=key, then=number) for number, key in enumerate(keys)))
    people = Participant.objects.public().filter(delegation__convening=convening)
    return people.order_by(place, "position", "pk")


def delegations_of(convening: Convening) -> list[Delegation]:
    """The public delegations of a convening, by name, each with its capacity on the
    first day and the people who may be listed.
    """
    people = Participant.objects.public()
    return _by_name(_public_at(convening).with_people(people), convening)


def grouped(delegations: list[Delegation]) -> list[Group]:
    """The delegations under their headings; headings without any are left out."""
    groups = [
        Group(heading, [d for d in delegations if belongs(d)]) for heading, belongs in HEADINGS
    ]
    return [group for group in groups if group.delegations]


def _public_at(convening: Convening) -> DelegationQuerySet:
    return Delegation.objects.public().filter(convening=convening).for_list()


def _by_name(delegations: DelegationQuerySet, convening: Convening) -> list[Delegation]:
    return sorted(delegations, key=lambda each: by_name(name_on(each.entity, convening.starts_on)))
