"""Questions about delegations and participants."""

from typing import Any, Self

from django.db.models import OuterRef, Prefetch

from delegations.querysets.entities import with_capacity
from meetings.records.enums import Status
from meetings.records.querysets import RecordQuerySet


class DelegationQuerySet(RecordQuerySet):
    """A delegation is public when its convening and its entity are."""

    publication_path = "convening__status"
    example_path = "convening__is_example"
    natural_key_fields = ("convening__slug", "entity__slug")

    def public(self) -> Self:
        return super().public().filter(entity__status=Status.PUBLISHED)

    def with_capacity(self) -> Self:
        """Each delegation with its `capacity` on the first day of its convening."""
        entity = self.model._meta.get_field("entity").related_model
        actions = entity._meta.get_field("treaty_actions").related_model.objects
        return with_capacity(
            self,
            actions=actions,
            entity="entity",
            kind="entity__kind",
            day=OuterRef("convening__starts_on"),
        )

    def of_entity(self, entity: Any, sessions: Any) -> Self:
        """An entity's delegations, newest first, with the given sessions of each convening."""
        return (
            self.filter(entity=entity)
            .select_related("convening")
            .prefetch_related(
                Prefetch("convening__sessions", queryset=sessions.in_convening_order())
            )
            .with_capacity()
            .order_by("-convening__starts_on")
        )

    def for_list(self) -> Self:
        """Delegations with their entity, its names, their convening and their capacity."""
        return (
            self.select_related("entity", "convening")
            .prefetch_related("entity__former_names")
            .with_capacity()
            .order_by("entity__name", "id")
        )

    def with_people(self, participants: Any) -> Self:
        """Each delegation with the given participants, in the order of its list."""
        people = participants.select_related("person").order_by("position", "id")
        return self.prefetch_related(Prefetch("participants", queryset=people))


class ParticipantQuerySet(RecordQuerySet):
    """A participant is public where the list is published and the person may be listed."""

    publication_path = "delegation__convening__status"
    example_path = "delegation__convening__is_example"

    def public(self) -> Self:
        return (
            super()
            .public()
            .filter(
                delegation__entity__status=Status.PUBLISHED,
                delegation__convening__participants_status=Status.PUBLISHED,
                listed=True,
            )
        )
