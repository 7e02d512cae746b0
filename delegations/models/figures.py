"""Numbers that sources state, never mixed with what is counted."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.enums import AttendanceMode, Measure, Qualifier
from delegations.querysets.figures import ReportedFigureQuerySet
from meetings.models import Convening, Session
from meetings.records.models import Record


class ReportedFigure(Record):
    """How many a source says there were. Two sources that differ make two figures, side by side."""

    convening = models.ForeignKey(
        Convening,
        on_delete=models.CASCADE,
        related_name="figures",
        verbose_name=_("convening"),
        help_text=_("What the figure speaks of."),
    )
    session = models.ForeignKey(
        Session,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("session"),
        help_text=_("If it speaks of one session only."),
    )
    measure = models.CharField(
        _("what is counted"),
        max_length=30,
        choices=Measure,
        help_text=_("In the source's own terms."),
    )
    value = models.PositiveIntegerField(
        _("number"),
        null=True,
        blank=True,
        help_text=_("Empty: the source says that they took part, not how many."),
    )
    qualifier = models.CharField(
        _("how exact"),
        max_length=10,
        choices=Qualifier,
        default=Qualifier.EXACT,
        help_text=_("As the source puts it."),
    )
    mode = models.CharField(
        _("attendance mode"),
        max_length=12,
        choices=AttendanceMode,
        default=AttendanceMode.NOT_RECORDED,
        help_text=_(
            "If the source splits by mode; “in person and online” if it counts both together."
        ),
    )
    occasion = models.CharField(
        _("occasion"),
        max_length=250,
        blank=True,
        help_text=_("If it speaks of a side event, for example a briefing on the margins."),
    )
    note = models.CharField(
        _("note"),
        max_length=500,
        blank=True,
        help_text=_("What a reader should know, in our own words."),
    )
    position = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("Order on the page, lowest first.")
    )

    objects = ReportedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("reported figure")
        verbose_name_plural = _("reported figures")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(qualifier="exact"),
                name="qualifier_needs_number",
                violation_error_message=_("“About” and “more than” need a number."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.value if self.value is not None else '?'}"

    def clean(self) -> None:
        """Its session is one of its convening."""
        if self.session and self.session.convening_id != self.convening_id:
            raise ValidationError({"session": _("This session belongs to another convening.")})
