"""The list of participants of one convening, narrowed by who sent them, how and as what."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from delegations.domain.entities import name_on
from delegations.domain.participants import PeopleInOrder
from delegations.enums import Function
from delegations.filters.choices import (
    group_facet,
    organization_facet,
    public_organizations,
    public_states,
    state_facet,
)
from delegations.filters.delegations import mode_facet
from delegations.models import Delegation, ParticipantTally
from meetings.filters.choices import choices_of
from meetings.models import Convening
from meetings.records.domain.languages import text_of
from meetings.records.facets import NOT_RECORDED, Choices, Facet, FacetedFilterSet, Path
from meetings.records.listings import Listing

SENDER = {"state", "organization", "group"}  # facets that tell who sent a delegation


class ConveningParticipantFilter(FacetedFilterSet):
    """By who sent them, how they took part, and as what; of people, and of their tallies."""

    state = state_facet("delegation__entity__")
    organization = organization_facet("delegation__entity__")
    group = group_facet("delegation__entity__")
    mode = mode_facet()
    kind = Facet(Path("function"), values=choices_of(Function), label=_("Function"))


class ParticipantsListing(Listing):
    """The public people of a convening's delegations, given in the order of the page.

    Whatever is counted is read from the tallies, so it costs the same however many people there
    are. Of States and organizations those are offered that have a delegation here.
    """

    def __init__(
        self, request: HttpRequest, convening: Convening, delegations: Sequence[Delegation]
    ) -> None:
        tallies = ParticipantTally.objects.public().filter(delegation__convening=convening)
        super().__init__(request, ConveningParticipantFilter, tallies)
        self._tallies, self._present = tallies, delegations
        states = {d.entity.slug: _name(d) for d in delegations if d.entity.is_state}
        others = {d.entity.slug: _name(d) for d in delegations if not d.entity.is_state}
        asked = self.filterset.data.getlist
        self.form.fields["state"].choices = _offered(states, asked("state"), public_states)
        self.form.fields["organization"].choices = _offered(
            others, asked("organization"), public_organizations
        )

    @cached_property
    def people(self) -> PeopleInOrder:
        """Those who answer the filters."""
        asked = self.filterset.asked
        alike = {"function": asked["kind"], "mode": asked["mode"]}
        return PeopleInOrder(self._present, self._answering[0], **alike)

    @cached_property
    def page(self) -> Page:
        """The people of the page asked for."""
        return Paginator(self.people, self._per_page).get_page(self._asked_page)

    @cached_property
    def rows(self) -> QuerySet:
        """All people who answer the filters."""
        return self.people.everyone()

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many people each value of each facet would leave."""
        return self._answering[1]

    @cached_property
    def delegations(self) -> list[Delegation]:
        """The delegations that answer the filters; whether people of theirs do, is another thing.

        Each has the number of its people who answer, and where they are shown alone.
        """
        asked = {name: values for name, values in self._asked.items() if name in SENDER}
        found = [
            d
            for d in self._present
            if all(_sender(d).get(name) in values for name, values in asked.items())
        ]
        for delegation in found:
            delegation.people_listed = self._answering[0][delegation.pk]
            kind = "state" if delegation.entity.is_state else "organization"
            delegation.people_address = f"?{kind}={delegation.entity.slug}"
        return found

    @cached_property
    def _asked(self) -> dict[str, list[str]]:
        return {name: values for name, values in self.filterset.asked.items() if values}

    @cached_property
    def _answering(self) -> tuple[Counter[int], dict[str, dict[str, int]]]:
        """How many answer in each delegation, and for each value of each facet.

        As in every list a facet is counted under all the other filters: people count for it who
        answer everything, or everything but this facet.
        """
        senders = {delegation.pk: _sender(delegation) for delegation in self._present}
        numbers: Counter[int] = Counter()
        did: Counter[tuple[str, str]] = Counter()
        counts: dict[str, Counter[str]] = {name: Counter() for name in self.filterset.facets}
        asked = self._asked.items()
        for sender, function, mode, number in self._tallies.by("delegation", "function", "mode"):
            values = {**senders[sender], "kind": function, "mode": mode} if asked else {}
            failed = [name for name, some in asked if values.get(name) not in some]
            if not failed:
                numbers[sender] += number
                did[function, mode] += number
            elif len(failed) == 1 and (value := values.get(failed[0])):
                counts[failed[0]][value] += number
        for sender, number in numbers.items():
            for name, value in senders[sender].items():
                counts[name][value] += number
        for (function, mode), number in did.items():
            counts["kind"][function] += number
            counts["mode"][mode] += number
        return numbers, {name: dict(of) for name, of in counts.items()}


def _sender(delegation: Delegation) -> dict[str, str]:
    """The delegation's values of the facets that tell who sent it."""
    entity = delegation.entity
    if not entity.is_state:
        return {"organization": entity.slug}
    return {"state": entity.slug, "group": entity.regional_group or NOT_RECORDED}


def _name(delegation: Delegation) -> str:
    return text_of(name_on(delegation.entity, delegation.convening.starts_on), "name").text


def _offered(
    here: dict[str, str], asked: Sequence[str], on_record: Callable[[], Choices]
) -> Choices:
    """Who has a delegation here; and who is asked for and has none, though it is on record."""
    absent = set(asked) - here.keys() - {""}
    others = [(slug, name) for slug, name in on_record() if slug in absent] if absent else []
    return [*here.items(), *others]
