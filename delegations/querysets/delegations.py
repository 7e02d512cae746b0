"""Questions about delegations and participants."""

from typing import Any, Self

from django.db.models import Case, CharField, Exists, F, OuterRef, Prefetch, Q, Value, When

from delegations.enums import IN_THE_ROOM, AttendanceMode, Participation, Presence
from delegations.querysets.entities import with_capacity
from meetings.records.enums import Status
from meetings.records.querysets import RecordQuerySet, withdrawn_by


class DelegationQuerySet(RecordQuerySet):
    """A delegation is public when its convening and its entity are."""

    publication_path = "convening__status"
    convening_path = "convening"
    example_path = "convening__is_example"
    natural_key_fields = ("convening__slug", "entity__slug")

    def public(self) -> Self:
        return super().public().filter(entity__status=Status.PUBLISHED)

    def withdrawn(self) -> Self:
        return self.filter(withdrawn_by("convening__status", "entity__status"))

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

    def with_participation(self) -> Self:
        """Each delegation with its `participation`: the one place that knows how it took part.

        What a source says of the delegation as a whole comes first. Where none does, its people on
        the public list tell: each in the room or online as headcounts count them, and who did not
        attend tells nothing. A delegation was not represented only where the list names its people
        and everyone in it, listed or not, did not attend.
        """
        people = self.model._meta.get_field("tallies").related_model.objects
        everyone = people.filter(delegation=OuterRef("pk"))
        might_have_come = ~Q(presence=Presence.DID_NOT_ATTEND)
        named = people.public().filter(delegation=OuterRef("pk"))
        came = named.filter(might_have_come)
        in_the_room = Exists(came.filter(mode__in=IN_THE_ROOM))
        online = Exists(came.filter(mode=AttendanceMode.ONLINE))
        return self.annotate(
            participation=Case(
                When(~Q(mode=AttendanceMode.NOT_RECORDED), then=F("mode")),
                When(in_the_room & online, then=Value(Participation.BOTH)),
                When(in_the_room, then=Value(Participation.IN_PERSON)),
                When(online, then=Value(Participation.ONLINE)),
                When(
                    Exists(named) & ~Exists(everyone.filter(might_have_come)),
                    then=Value(Participation.NOT_REPRESENTED),
                ),
                default=Value(Participation.MODE_NOT_RECORDED),
                output_field=CharField(),
            )
        )

    def of_entity(self, entity: Any, sessions: Any) -> Self:
        """An entity's delegations, newest first, with the given sessions of each convening."""
        return (
            self.filter(entity=entity)
            .select_related("convening")
            .prefetch_related(
                Prefetch("convening__sessions", queryset=sessions.named().in_convening_order())
            )
            .with_capacity()
            .with_participation()
            .order_by("-convening__starts_on")
        )

    def for_list(self) -> Self:
        """Delegations with their entity, its names, their convening, capacity and participation."""
        listed = self.with_names_and_capacity().select_related("convening")
        return listed.with_participation().order_by("entity__name", "id")

    def with_names_and_capacity(self) -> Self:
        """Delegations with what decides over their place in a list."""
        names = Prefetch("entity__former_names", to_attr="former_names_read")
        return self.select_related("entity").prefetch_related(names).with_capacity()

    def with_people(self, participants: Any) -> Self:
        """Each delegation with the given participants, in the order of its list."""
        people = participants.select_related("person").order_by("position", "id")
        return self.prefetch_related(Prefetch("participants", queryset=people))


class ParticipantQuerySet(RecordQuerySet):
    """A participant is public where the list is published and the person may be listed."""

    publication_path = "delegation__convening__status"
    convening_path = "delegation__convening"
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

    def withdrawn(self) -> Self:
        there = "delegation__convening"
        gone = withdrawn_by(
            f"{there}__status", f"{there}__participants_status", "delegation__entity__status"
        )
        return self.filter(gone, listed=True)
