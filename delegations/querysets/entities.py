"""Questions about entities, their names and their treaty status."""

from datetime import date
from typing import Any, Self

from django.db.models import Case, CharField, Count, OuterRef, Q, QuerySet, Subquery, Value, When

from delegations.enums import Capacity, EntityKind, TreatyActionKind
from meetings.records.enums import Status
from meetings.records.querysets import RecordQuerySet
from meetings.records.querysets.languages import in_any_language

CONSENTS_TO_BE_BOUND = [
    TreatyActionKind.RATIFICATION,
    TreatyActionKind.ACCEPTANCE,
    TreatyActionKind.APPROVAL,
    TreatyActionKind.ACCESSION,
    TreatyActionKind.SUCCESSION,
]


def with_capacity(queryset: QuerySet, *, actions: Any, entity: str, kind: str, day: Any) -> Any:
    """The queryset with `capacity` by the last treaty action on or before the day.

    The one place that knows a capacity. An undated action changes nothing: the status before it
    goes on until the next dated one. A party is counted from the deposit of its instrument.
    """
    last = actions.filter(entity=OuterRef(entity), date__lte=day).order_by("-date", "-position")
    return queryset.annotate(
        last_treaty_action=Subquery(last.values("action")[:1], output_field=CharField())
    ).annotate(
        capacity=Case(
            When(
                ~Q(**{f"{kind}__in": [EntityKind.STATE, EntityKind.REIO]}),
                then=Value(Capacity.OBSERVER),
            ),
            When(last_treaty_action__in=CONSENTS_TO_BE_BOUND, then=Value(Capacity.PARTY)),
            When(last_treaty_action=TreatyActionKind.SIGNATURE, then=Value(Capacity.SIGNATORY)),
            default=Value(Capacity.NON_SIGNATORY),
            output_field=CharField(),
        )
    )


class EntityQuerySet(RecordQuerySet):
    """An entity is public by its own status."""

    def states(self) -> Self:
        """States only."""
        return self.filter(kind=EntityKind.STATE)

    def organizations(self) -> Self:
        """Everything that is not a State."""
        return self.exclude(kind=EntityKind.STATE)

    def with_capacity_on(self, day: date) -> Self:
        """Each entity with its `capacity` on the day."""
        actions = self.model._meta.get_field("treaty_actions").related_model.objects
        return with_capacity(self, actions=actions, entity="pk", kind="kind", day=day)

    def parties_on(self, day: date) -> Self:
        """States and organizations that were parties to the Convention on the day."""
        return self.with_capacity_on(day).filter(capacity=Capacity.PARTY)

    def called(self, words: str) -> Self:
        """Entities with the words in a present or former name, or with that code or acronym."""
        former = self.model._meta.get_field("former_names").related_model.objects
        return self.filter(
            in_any_language("name", words)
            | Q(acronym__iexact=words)
            | Q(iso2__iexact=words)
            | Q(iso3__iexact=words)
            | Q(pk__in=former.filter(in_any_language("name", words)).values("entity"))
        )

    def with_names(self) -> Self:
        """Each entity with its former names, for `name_on`."""
        return self.prefetch_related("former_names")

    def with_convening_counts(self) -> Self:
        """Each entity with `convening_count`, the convenings on record that it took part in."""
        counted = Q(
            delegations__convening__status=Status.PUBLISHED,
            delegations__convening__is_example=False,
        )
        return self.annotate(convening_count=Count("delegations", filter=counted, distinct=True))


class EntityNameQuerySet(RecordQuerySet):
    """A former name is public with its entity."""

    publication_path = "entity__status"
    natural_key_fields = ("entity__slug", "position")


class TreatyActionQuerySet(RecordQuerySet):
    """A treaty action is public with its entity."""

    publication_path = "entity__status"
    natural_key_fields = ("entity__slug", "position")

    def in_order(self) -> Self:
        """As they followed one another."""
        return self.order_by("position", "date")
