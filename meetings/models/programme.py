"""Sittings and what they take up."""

from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.enums import ChangeKind, EntryKind, HoldingStatus
from meetings.models.agenda import AgendaItem
from meetings.models.convenings import Convening
from meetings.querysets.programme import (
    ProgrammeChangeQuerySet,
    ProgrammeEntryQuerySet,
    SittingQuerySet,
)
from meetings.records.models import Record


class Sitting(Record):
    """One half-day of a convening."""

    convening = models.ForeignKey(
        Convening,
        on_delete=models.CASCADE,
        related_name="sittings",
        verbose_name=_("convening"),
        help_text=_("The convening it is a half-day of."),
    )
    ordinal = models.PositiveSmallIntegerField(
        _("number"), help_text=_("1 for the first sitting of the convening.")
    )
    starts_at = models.DateTimeField(
        _("starts at"), help_text=_("Shown in the time zone of the convening.")
    )
    ends_at = models.DateTimeField(
        _("ends at"), help_text=_("Shown in the time zone of the convening.")
    )
    room = models.CharField(
        _("room"), max_length=100, blank=True, help_text=_("Empty: not recorded.")
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=HoldingStatus,
        default=HoldingStatus.SCHEDULED,
        help_text=_("A sitting that was cancelled or moved stays visible and says so."),
    )
    moved_to = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="moved_from",
        verbose_name=_("moved to"),
        help_text=_("The sitting that stands in for one that was moved."),
    )
    webcast = models.URLField(
        _("webcast"), max_length=500, blank=True, help_text=_("Address. Empty: not recorded.")
    )
    sequence = models.PositiveIntegerField(_("times changed"), default=0, editable=False)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        ordering = ["starts_at", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["convening", "ordinal"],
                name="one_sitting_per_ordinal",
                violation_error_message=_("The convening has a sitting of this number already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="sitting_ends_after_start",
                violation_error_message=_("A sitting ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(moved_to__isnull=True) | Q(status=HoldingStatus.MOVED),
                name="sitting_moved_to_needs_moved",
                violation_error_message=_("Only a moved sitting has another in its place."),
            ),
            models.CheckConstraint(
                condition=Q(moved_to__isnull=True) | ~Q(moved_to=F("id")),
                name="sitting_not_moved_to_itself",
                violation_error_message=_("A sitting cannot stand in for itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.ordinal}"

    def clean(self) -> None:
        """It begins on a day of its convening, by the clock of the venue."""
        if self.moved_to and self.moved_to.convening_id != self.convening_id:
            raise ValidationError({"moved_to": _("This sitting is one of another convening.")})
        convening = getattr(self, "convening", None)
        if convening is None or convening.starts_on is None or self.starts_at is None:
            return
        with suppress(ZoneInfoNotFoundError, ValueError):  # a wrong zone is told at its field
            day = self.starts_at.astimezone(ZoneInfo(convening.time_zone)).date()
            if not convening.includes(day):
                raise ValidationError({"starts_at": _("This day is not a day of the convening.")})

    def natural_key(self) -> tuple[str, int]:
        return (*self.convening.natural_key(), self.ordinal)

    natural_key.dependencies = ["meetings.convening"]  # type: ignore[attr-defined]


class ProgrammeEntry(Record):
    """Agenda items taken up together, a panel, an opening or a break, in the sitting's order."""

    convening = models.ForeignKey(
        Convening,
        on_delete=models.CASCADE,
        related_name="entries",
        verbose_name=_("convening"),
        help_text=_("Whose programme it stands in."),
    )
    sitting = models.ForeignKey(
        Sitting,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("sitting"),
        help_text=_(
            "Empty: it stands between sittings at its own hour, or which sitting took it up is not "
            "recorded."
        ),
    )
    starts_at = models.DateTimeField(
        _("starts at"),
        null=True,
        blank=True,
        help_text=_("Its own hour, shown in the time zone of the convening. Empty: not recorded."),
    )
    ends_at = models.DateTimeField(
        _("ends at"), null=True, blank=True, help_text=_("Empty: not recorded.")
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=HoldingStatus,
        default=HoldingStatus.SCHEDULED,
        help_text=_("What was cancelled or moved stays visible and says so."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Order within the sitting, lowest first.")
    )
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=EntryKind,
        default=EntryKind.ITEMS,
        help_text=_("What is taken up."),
    )
    title = models.CharField(
        _("title"),
        max_length=300,
        blank=True,
        help_text=_("For a panel or another entry; agenda items bring their own titles."),
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("What a reader should know, in our own words.")
    )
    items = models.ManyToManyField(
        AgendaItem,
        blank=True,
        related_name="entries",
        verbose_name=_("agenda items"),
        help_text=_("Of any session of the convening."),
    )
    sequence = models.PositiveIntegerField(_("times changed"), default=0, editable=False)

    objects = ProgrammeEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme entry")
        verbose_name_plural = _("programme entries")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="entry_ends_after_start",
                violation_error_message=_("An entry ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False),
                name="entry_end_needs_start",
                violation_error_message=_("An end without a beginning says too little."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    def clean(self) -> None:
        """Its sitting is one of its convening, and its own hour falls into it."""
        if self.sitting and self.sitting.convening_id != self.convening_id:
            raise ValidationError({"sitting": _("This sitting is one of another convening.")})
        if self.starts_at and not self._takes_place_in_time(self.starts_at):
            raise ValidationError(
                {"starts_at": _("This hour is not within the sitting, or the convening.")}
            )

    def _takes_place_in_time(self, moment: datetime) -> bool:
        if self.sitting:
            return self.sitting.starts_at <= moment < self.sitting.ends_at
        with suppress(ZoneInfoNotFoundError, ValueError, AttributeError):  # told at their fields
            zone = ZoneInfo(self.convening.time_zone)
            return self.convening.includes(moment.astimezone(zone).date())
        return True


class ProgrammeChange(Record):
    """One change of a published programme: what it was and what it became, to be put in words."""

    convening = models.ForeignKey(
        Convening,
        on_delete=models.CASCADE,
        related_name="programme_changes",
        verbose_name=_("convening"),
        help_text=_("Whose programme changed."),
    )
    made_at = models.DateTimeField(_("changed at"), help_text=_("When the programme changed."))
    kind = models.CharField(
        _("kind"), max_length=10, choices=ChangeKind, help_text=_("What the change did.")
    )
    place = models.CharField(
        _("place"),
        max_length=40,
        help_text=_("Which sitting or entry it is about, for example entry-12."),
    )
    subject = models.JSONField(
        _("subject"), help_text=_("How the sitting or entry was called at the time.")
    )
    before = models.JSONField(_("before"), default=dict, help_text=_("Hour, room and status."))
    after = models.JSONField(_("after"), default=dict, help_text=_("Hour, room and status."))

    is_note = True

    objects = ProgrammeChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a programme")
        verbose_name_plural = _("changes of programmes")
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["convening", "-made_at"])]

    def __str__(self) -> str:
        return f"{self.place} {self.get_kind_display()}"


class ProgrammeState(models.Model):
    """A published programme as its changes were last noted, to be compared with what it is now."""

    convening = models.OneToOneField(
        Convening, on_delete=models.CASCADE, related_name="programme_state"
    )
    places = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.convening_id}"
