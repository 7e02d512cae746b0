"""One body's numbered gatherings."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.enums import AgendaStatus, Part
from meetings.models.bodies import Body
from meetings.models.convenings import Convening
from meetings.querysets.sessions import SessionQuerySet
from meetings.records.models import Record


class Session(Record):
    """The twelfth resumed session of the Review Group, the fifteenth meeting of a working group."""

    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        related_name="sessions",
        verbose_name=_("body"),
        help_text=_("Whose session it is."),
    )
    ordinal = models.PositiveSmallIntegerField(
        _("number"),
        validators=[MaxValueValidator(999, _("A session number has at most three digits."))],
        help_text=_("12 for the twelfth session."),
    )
    part = models.CharField(
        _("part"),
        max_length=20,
        choices=Part,
        default=Part.REGULAR,
        help_text=_("Regular, or which part of the session it is."),
    )
    convening = models.ForeignKey(
        Convening,
        on_delete=models.PROTECT,
        related_name="sessions",
        verbose_name=_("convening"),
        help_text=_("Where and when it is held, and with whom."),
    )
    slug = models.SlugField(
        _("short name in addresses"),
        max_length=60,
        unique=True,
        help_text=_("Body, number and part, for example irg-12-resumed."),
    )
    starts_on = models.DateField(
        _("own first day"),
        null=True,
        blank=True,
        help_text=_(
            "Only if the session's own days are recorded; never the days of the week around it."
        ),
    )
    ends_on = models.DateField(
        _("own last day"), null=True, blank=True, help_text=_("Empty: not recorded.")
    )
    dates_note = models.CharField(
        _("note on the dates"),
        max_length=500,
        blank=True,
        help_text=_("What is uncertain or in conflict about the dates."),
    )
    agenda_status = models.CharField(
        _("agenda"),
        max_length=12,
        choices=AgendaStatus,
        default=AgendaStatus.NOT_RECORDED,
        help_text=_("Whether the agenda below is provisional or adopted."),
    )
    position = models.PositiveSmallIntegerField(
        _("order in the convening"),
        default=0,
        help_text=_("Order beside the other sessions, lowest first."),
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-convening__starts_on", "position", "body__position", "-ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "ordinal", "part"],
                name="one_session_per_body_ordinal_part",
                violation_error_message=_("This session of the body is on record already."),
            ),
            models.CheckConstraint(
                condition=Q(ordinal__gte=1),
                name="session_ordinal_from_one",
                violation_error_message=_("Sessions are numbered from 1."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="session_ends_after_start",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=False),
                name="session_end_needs_start",
                violation_error_message=_("A last day without a first day says too little."),
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def clean(self) -> None:
        """Its own days are days of its convening."""
        convening = getattr(self, "convening", None)
        if convening is None or convening.starts_on is None:
            return
        outside = {
            name: _("This day is not a day of the convening.")
            for name in ("starts_on", "ends_on")
            if (day := getattr(self, name)) and not convening.includes(day)
        }
        if outside:
            raise ValidationError(outside)

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("sessions:detail", args=[self.slug])
