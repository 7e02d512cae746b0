"""Sessions held together."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.enums import Format, HoldingStatus
from meetings.querysets.convenings import ConveningQuerySet
from meetings.records.enums import Status
from meetings.records.fields import validate_time_zone
from meetings.records.models import Publishable


class Convening(Publishable):
    """One or more sessions at one place and time, with one list of participants."""

    status_of_parts = {
        "programme_status": _("programme"),
        "participants_status": _("list of participants"),
    }

    slug = models.SlugField(
        _("short name in addresses"),
        max_length=80,
        unique=True,
        help_text=_("First day and city, for example 2021-09-06-vienna."),
    )
    starts_on = models.DateField(
        _("first day"), help_text=_("The first day of the whole convening.")
    )
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Empty: not recorded.")
    )
    dates_note = models.CharField(
        _("note on the dates"),
        max_length=500,
        blank=True,
        help_text=_("What is uncertain or in conflict about the dates."),
    )
    city = models.CharField(_("city"), max_length=100, help_text=_("Where it was convened."))
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters."))],
        help_text=_("ISO 3166-1 alpha-2 code, for example AT."),
    )
    venue = models.CharField(
        _("venue"),
        max_length=250,
        blank=True,
        help_text=_("Building or conference centre. Empty: not recorded."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=50,
        default="Europe/Vienna",
        validators=[validate_time_zone],
        help_text=_(
            "Name in the IANA database, for example Europe/Vienna. All times of the programme "
            "are in it."
        ),
    )
    format = models.CharField(
        _("format"),
        max_length=12,
        choices=Format,
        default=Format.NOT_RECORDED,
        help_text=_("In person, online or hybrid; leave “not recorded” unless a source says it."),
    )
    format_note = models.CharField(
        _("note on the format"),
        max_length=500,
        blank=True,
        help_text=_("For example: observation online was announced."),
    )
    holding = models.CharField(
        _("held"),
        max_length=10,
        choices=HoldingStatus,
        default=HoldingStatus.SCHEDULED,
        help_text=_("A convening that was cancelled or moved stays on record and says so."),
    )
    in_person_limit = models.PositiveSmallIntegerField(
        _("representatives in the room"),
        null=True,
        blank=True,
        help_text=_(
            "How many representatives of each State may be in the room. Empty: no limit recorded."
        ),
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("What else a reader should know, in our own words.")
    )
    programme_status = models.CharField(
        _("status of the programme"),
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        help_text=_("The programme is public when it and the convening are published."),
    )
    participants_status = models.CharField(
        _("status of the list of participants"),
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        help_text=_(
            "Names are public when the list and the convening are published and the person may "
            "be listed."
        ),
    )

    is_example = models.BooleanField(
        _("example"),
        default=False,
        editable=False,
        help_text=_("Invented to show the portal; never part of the record."),
    )

    objects = ConveningQuerySet.as_manager()

    class Meta:
        verbose_name = _("convening")
        verbose_name_plural = _("convenings")
        ordering = ["-starts_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="convening_ends_after_start",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(in_person_limit__isnull=True) | Q(in_person_limit__gte=1),
                name="convening_limit_at_least_one",
                violation_error_message=_(
                    "A limit is at least one. Leave it empty if none is recorded."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-starts_on"]),
            # What is of no example is found by leaving out those few.
            models.Index(fields=["id"], condition=Q(is_example=True), name="convening_examples"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}, {self.city}"

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("convenings:detail", args=[self.slug])

    def includes(self, day: date) -> bool:
        """Whether the day is one of its own; a last day that is not recorded excludes none."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def is_off(self) -> bool:
        """Whether it was cancelled or moved."""
        return self.holding in (HoldingStatus.CANCELLED, HoldingStatus.MOVED)

    @property
    def length_in_days(self) -> int | None:
        """Days from the first to the last, both counted; None where the last is not recorded."""
        return (self.ends_on - self.starts_on).days + 1 if self.ends_on else None
