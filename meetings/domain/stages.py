"""How far a convening is in time, seen from a day, and in which order staff work on convenings."""

from datetime import date
from enum import Enum

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Convening


class Stage(Enum):
    """Before, during or after; or not at all."""

    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"
    OFF = "off"


def stage_of(convening: Convening, today: date) -> Stage:
    """Where the day stands to the convening; one without a last day is over after its first."""
    if convening.is_off:
        return Stage.OFF
    if today < convening.starts_on:
        return Stage.AHEAD
    return Stage.RUNNING if today <= (convening.ends_on or convening.starts_on) else Stage.OVER


def stage_in_words(convening: Convening, today: date) -> str:
    """“begins in 12 days”, “is being held: day 2 of 5”, “over”, “cancelled”."""
    stage = stage_of(convening, today)
    if stage is Stage.OFF:
        return str(convening.get_holding_display())
    if stage is Stage.AHEAD:
        days = (convening.starts_on - today).days
        if days == 1:
            return _("begins tomorrow")
        return ngettext("begins in %(days)d day", "begins in %(days)d days", days) % {"days": days}
    if stage is Stage.RUNNING:
        day, length = (today - convening.starts_on).days + 1, convening.length_in_days
        if length is None:
            return _("is being held; the last day is not recorded")
        return _("is being held: day %(day)d of %(length)d") % {"day": day, "length": length}
    if convening.ends_on is None:
        return _("has begun; the last day is not recorded")
    return _("over")


def in_working_order(convenings: QuerySet[Convening], today: date) -> QuerySet[Convening]:
    """What is being held first, then what comes next, then what is over, the latest first."""
    is_over = Q(ends_on__lt=today) | Q(ends_on=None, starts_on__lt=today)
    return convenings.annotate(
        is_over=Case(When(is_over, then=Value(1)), default=Value(0), output_field=IntegerField()),
        ahead=Case(When(is_over, then=None), default=F("starts_on")),
    ).order_by("is_over", F("ahead").asc(nulls_last=True), "-starts_on", "slug")
