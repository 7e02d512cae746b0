"""Counts of participants, kept so that no page has to read a million people."""

from django.db import models

from delegations.models.delegations import Delegation, Participant
from delegations.models.people import Person
from delegations.querysets.tallies import ParticipantTallyQuerySet
from meetings.models import Convening


class ParticipantTally(models.Model):
    """How many people of a delegation are alike in what filters and counts ask.

    It has the fields of a participant under their names, so that the same filters fit it.
    """

    delegation = models.ForeignKey(
        Delegation, on_delete=models.CASCADE, related_name="tallies", db_index=False
    )
    function = models.CharField(max_length=Participant._meta.get_field("function").max_length)
    mode = models.CharField(max_length=Participant._meta.get_field("mode").max_length)
    presence = models.CharField(max_length=Participant._meta.get_field("presence").max_length)
    listed = models.BooleanField()
    people = models.PositiveIntegerField()

    objects = ParticipantTallyQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "listed", "function", "mode", "presence"],
                name="one_tally_of_those_alike",
            )
        ]

    def __str__(self) -> str:
        return f"{self.people}"


class RepeatedPerson(models.Model):
    """A person who stands in more than one delegation of a convening, and counts once there.

    Whoever left one of them may still be here: no count is the worse for it.
    """

    convening = models.ForeignKey(
        Convening, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["convening", "person"], name="person_repeated_once_per_convening"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"
