"""Publishing and withdrawing at a set time, whether or not the command that looks for it is run."""

import logging
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import Min
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from meetings.records.domain import editions
from meetings.records.domain.publication import (
    STEPS,
    Refused,
    about,
    locked,
    move,
    open_moves_of,
    why_not,
)
from meetings.records.enums import Status, Way
from meetings.records.models import Edition, Publishable, ScheduledMove

CAN_BE_SET = (Status.PUBLISHED, Status.WITHDRAWN)
LONGEST_AHEAD = timedelta(days=2 * 366)
AGAIN_AFTER = timedelta(minutes=1)  # what the database did not let through
LATE = timedelta(minutes=10)

logger = logging.getLogger(__name__)


def schedule(
    record: Publishable, part: str, to: str, due_at: datetime, *, by: Any, reason: str = ""
) -> ScheduledMove:
    """Have a step taken at a set time; a time that was set before gives way to it.

    The right to take it is that of now: it is done as set even if `by` loses it meanwhile. Raises
    Refused if `by` may not take the step now, or the time is past or too far ahead.
    """
    now = timezone.now()
    if to not in CAN_BE_SET:
        raise Refused(_("Only publishing and withdrawing can be set to a time."))
    if due_at <= now:
        raise Refused(_("This moment is past."))
    if due_at > now + LONGEST_AHEAD:
        raise Refused(_("This is more than two years ahead."))
    with transaction.atomic():
        present = next(iter(locked([record])), None)
        if present is None:
            raise Refused(_("The record is no longer there."))
        if why := why_not(present, part, to, by):
            raise Refused(why)
        found = open_moves_of([record]).filter(part=part).first()
        scheduled = found or ScheduledMove(record=present, part=part)
        scheduled.after, scheduled.due_at, scheduled.by = to, due_at, by
        scheduled.reason = reason
        scheduled.save()
        _look_ahead()
        return scheduled


def call_off(record: Publishable, part: str, *, by: Any) -> ScheduledMove | None:
    """Take back what is set for the record; None if nothing is.

    Raises Refused if `by` may not take the step.
    """
    with transaction.atomic():
        locked([record])
        scheduled = open_moves_of([record]).filter(part=part).select_for_update().first()
        if scheduled is None:
            return None
        why = why_not(record, part, scheduled.after, by)
        if why and (getattr(record, part), scheduled.after) in STEPS:
            raise Refused(why)
        _settle(scheduled, _("Called off by %(person)s.") % {"person": by})
        _look_ahead()
        return scheduled


def settle_due() -> list[ScheduledMove]:
    """Do all that is due, each in a transaction of its own; what fails is marked and logged.

    What the database does not let through stays due. Two processes do nothing twice.
    """
    with translation.override(settings.LANGUAGE_CODE):
        due = ScheduledMove.objects.filter(settled_at=None, due_at__lte=timezone.now())
        keys = list(due.values_list("pk", flat=True))
        settled = [scheduled for key in keys if (scheduled := _settle_one(key))]
    _look_ahead()
    return settled


def brought_up_to_date(edition: Edition) -> Edition:
    """The edition after what was due by now; if that fails, the page is shown as it was."""
    if not is_due(edition):
        return edition
    try:
        settle_due()
        return editions.present()
    except Exception:
        logger.exception("What is set to be published by now could not be.")
        return edition


def is_due(edition: Edition) -> bool:
    """Whether something is set to be published by now."""
    return edition.next_due_at is not None and edition.next_due_at <= timezone.now()


def is_late(edition: Edition) -> bool:
    """Whether something should have been published minutes ago and was not."""
    return edition.next_due_at is not None and edition.next_due_at < timezone.now() - LATE


def clock_of(record: Publishable) -> ZoneInfo:
    """The zone in which times are set for the record: its convening's, else that of the portal."""
    path = type(record)._default_manager.all().convening_path
    if path is None:
        return ZoneInfo(settings.TIME_ZONE)
    name = "time_zone" if path == "pk" else f"{path}__time_zone"
    found = type(record)._default_manager.filter(pk=record.pk).order_by(name)
    return ZoneInfo(found.values_list(name, flat=True).first() or settings.TIME_ZONE)


def past_moves_of(record: Publishable) -> list[ScheduledMove]:
    """What had been set for the record and is settled by now, the latest first."""
    settled = ScheduledMove.objects.filter(about([record]), settled_at__isnull=False)
    return list(settled.select_related("by").order_by("-settled_at", "-pk"))


def _settle_one(key: int) -> ScheduledMove | None:
    """The move that was done; None if another process did it or the database is in the way."""
    try:
        with transaction.atomic():
            scheduled = _still_due(key)
            if scheduled is not None:
                _settle(scheduled, "")
                _carry_out(scheduled)
            return scheduled
    except OperationalError:
        logger.exception("Scheduled publication %s has to wait.", key)
        return None
    except Exception:
        logger.exception("Scheduled publication %s failed.", key)
    with transaction.atomic():
        scheduled = _still_due(key)
        if scheduled is not None:
            _settle(scheduled, _("It failed; the log of the portal says why."))
        return scheduled


def _still_due(key: int) -> ScheduledMove | None:
    """The move, kept from others; its record first, as everyone else does who changes both."""
    due = ScheduledMove.objects.filter(pk=key, settled_at=None, due_at__lte=timezone.now())
    if (found := due.first()) and found.record is not None:
        locked([found.record])
    return due.select_for_update().first()


def _settle(scheduled: ScheduledMove, outcome: str) -> None:
    scheduled.settled_at, scheduled.outcome = timezone.now(), outcome[:200]
    scheduled.save(update_fields=["settled_at", "outcome"])


def _carry_out(scheduled: ScheduledMove) -> None:
    """Do it with the right that there was when it was set, as the record is by now."""
    record: Any = scheduled.record
    if record is None:
        _settle(scheduled, _("Not done: the record was deleted."))
        return
    try:
        move(
            record,
            scheduled.part,
            scheduled.after,
            by=scheduled.by,
            reason=scheduled.reason,
            way=Way.SCHEDULE,
            was_allowed=True,
        )
    except Refused as refused:
        _settle(scheduled, _("Not done: %(why)s") % {"why": refused})


def _look_ahead() -> None:
    """Remember when the next set time is; what is still undone is tried again in a minute."""
    with transaction.atomic():
        # Only after this lock is the move of everyone else seen who looked ahead before.
        edition = Edition.objects.select_for_update().filter(pk=1).first()
        due = ScheduledMove.objects.filter(settled_at=None).aggregate(next=Min("due_at"))["next"]
        if due is not None and due <= timezone.now():
            due = timezone.now() + AGAIN_AFTER
        if edition is not None:
            Edition.objects.filter(pk=1).update(next_due_at=due)
