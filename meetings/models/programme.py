"""Sittings and what they take up."""

from contextlib import suppress
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.enums import EntryKind, SittingStatus
from meetings.models.agenda import AgendaItem
from meetings.models.convenings import Convening
from meetings.querysets.programme import ProgrammeEntryQuerySet, SittingQuerySet
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
        choices=SittingStatus,
        default=SittingStatus.SCHEDULED,
        help_text=_("A cancelled sitting stays visible and says so."),
    )

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
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.ordinal}"

    def clean(self) -> None:
        """It begins on a day of its convening, by the clock of the venue."""
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
        help_text=_("Empty: which sitting took it up is not recorded."),
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

    objects = ProgrammeEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme entry")
        verbose_name_plural = _("programme entries")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    def clean(self) -> None:
        """Its sitting is one of its convening."""
        if self.sitting and self.sitting.convening_id != self.convening_id:
            raise ValidationError({"sitting": _("This sitting is one of another convening.")})
