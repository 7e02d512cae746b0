"""Delegations and the people in them."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.enums import AttendanceMode, Function, Presence
from delegations.models.entities import Entity
from delegations.models.people import Person
from delegations.querysets.delegations import DelegationQuerySet, ParticipantQuerySet
from meetings.models import Convening
from meetings.records.models import Record


class Delegation(Record):
    """An entity at a convening. Its capacity follows from the treaty status on the first day."""

    convening = models.ForeignKey(
        Convening,
        on_delete=models.CASCADE,
        related_name="delegations",
        verbose_name=_("convening"),
        help_text=_("What it took part in."),
    )
    entity = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        related_name="delegations",
        verbose_name=_("State or organization"),
        help_text=_("Who sent it."),
    )
    mode = models.CharField(
        _("attendance mode"),
        max_length=12,
        choices=AttendanceMode,
        default=AttendanceMode.NOT_RECORDED,
        help_text=_(
            "How the delegation took part, if a source says it of the delegation as a whole."
        ),
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("What a reader should know, in our own words.")
    )

    participation: str  # how it took part, where `with_participation()` was asked
    people_listed: int  # how many of its people answer, where a list of participants was asked
    people_address: str  # and where these are shown

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["convening", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["convening", "entity"],
                name="one_delegation_per_entity",
                violation_error_message=_("The entity has a delegation at this convening already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.convening.natural_key(), *self.entity.natural_key())

    natural_key.dependencies = ["meetings.convening", "delegations.entity"]  # type: ignore[attr-defined]


class Participant(Record):
    """A person in a delegation."""

    delegation = models.ForeignKey(
        Delegation,
        on_delete=models.CASCADE,
        related_name="participants",
        verbose_name=_("delegation"),
        help_text=_("The delegation that the person belongs to."),
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="participations",
        verbose_name=_("person"),
        help_text=_("Who it is."),
    )
    function = models.CharField(
        _("function"),
        max_length=15,
        choices=Function,
        default=Function.NOT_RECORDED,
        help_text=_("In the delegation."),
    )
    title = models.CharField(
        _("title"),
        max_length=250,
        blank=True,
        help_text=_("Position at home, as the list of participants gives it."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Order in the delegation, lowest first.")
    )
    mode = models.CharField(
        _("attendance mode"),
        max_length=12,
        choices=AttendanceMode,
        default=AttendanceMode.NOT_RECORDED,
        help_text=_("In the room, online, or both; leave “not recorded” unless a source says it."),
    )
    presence = models.CharField(
        _("presence"),
        max_length=15,
        choices=Presence,
        default=Presence.NOT_RECORDED,
        help_text=_("Registered, attended and did not attend are different facts."),
    )
    listed = models.BooleanField(
        _("may be listed"),
        default=False,
        help_text=_("Whether the name may stand in the public list of participants."),
    )

    delegation_on_record: int | None = None  # in which it stood when it was read

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["delegation", "position", "id"]
        # A delegation's people in their order, and by what filters and tallies ask. Nothing else is
        # read to skip or to count them.
        indexes = [
            models.Index(
                fields=["delegation", "position", "id", "listed", "function", "mode"],
                name="people_in_their_order",
            ),
            models.Index(
                fields=[
                    *("delegation", "function", "mode", "listed", "presence"),
                    *("position", "id"),
                ],
                name="people_by_what_they_did",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "person"],
                name="person_once_per_delegation",
                violation_error_message=_("The person is in this delegation already."),
            ),
            models.UniqueConstraint(
                fields=["delegation"],
                condition=Q(function="head"),
                name="one_head_of_delegation",
                violation_error_message=_("The delegation has a head already."),
            ),
        ]

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **more: Any) -> Self:
        participant = super().from_db(db, field_names, values, **more)
        participant.delegation_on_record = participant.__dict__.get("delegation_id")
        return participant

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
