"""What the page of a record says of its publication: each status, since when, what may follow."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.records.domain.promises import is_promised
from meetings.records.domain.publication import open_moves_of, steps_for, why_not
from meetings.records.domain.scheduling import clock_of
from meetings.records.domain.standings import Step, present_step, steps_of
from meetings.records.enums import Status
from meetings.records.models import Publishable, ScheduledMove


@dataclass
class Button:
    """A step that the person may take, as a link to the page that asks whether to."""

    to: str
    label: str
    url: str


@dataclass
class Part:
    """A status of the record with its present step, what is set for it, and what may follow."""

    name: str
    label: str
    status: Status
    step: Step | None
    buttons: list[Button] = field(default_factory=list)
    scheduled: ScheduledMove | None = None
    may_call_off: bool = False
    changed_since: bool = False


@dataclass
class Panel:
    """All statuses of a record; times are by the clock of its place."""

    parts: list[Part]
    clock: Any
    url: str
    preview_url: str
    steps: list[Step]
    stays: bool


def panel_of(record: Publishable, request: HttpRequest) -> Panel:
    """The publication of the record as the person may see and change it."""
    steps = steps_of(record)
    scheduled = {each.part: each for each in open_moves_of([record]).select_related("by")}
    parts = [
        _part(record, name, label, steps, scheduled.get(name), request)
        for name, label in record.statuses().items()
    ]
    return Panel(
        parts=parts,
        clock=clock_of(record),
        url=publication_url(record),
        preview_url=preview_url(record),
        steps=steps,
        stays=is_promised(record),
    )


def publication_url(record: Publishable) -> str:
    """The address of the page of the record's publication."""
    return reverse(f"admin:{_name_of(record)}_publication", args=[record.pk])


def step_url(record: Publishable, part: str, to: str) -> str:
    """The address that asks whether to take the step."""
    return f"{publication_url(record)}?{urlencode({'part': part, 'to': to})}"


def preview_url(record: Publishable) -> str:
    """The address of the record's preview; empty for a kind without public pages."""
    try:
        record.get_absolute_url()  # type: ignore[attr-defined]
    except (AttributeError, NoReverseMatch):
        return ""
    return reverse(f"admin:{_name_of(record)}_preview", args=[record.pk])


def step_label(now: str, to: str) -> str:
    """What a button says that leads from one status to another."""
    if (now, to) == (Status.WITHDRAWN, Status.PUBLISHED):
        return _("Publish again")
    words = {
        Status.DRAFT: _("Back to draft"),
        Status.IN_REVIEW: _("Send to review"),
        Status.PUBLISHED: _("Publish"),
        Status.WITHDRAWN: _("Withdraw"),
    }
    return words[Status(to)]


def _part(
    record: Publishable,
    name: str,
    label: Any,
    steps: list[Step],
    scheduled: ScheduledMove | None,
    request: HttpRequest,
) -> Part:
    now = getattr(record, name)
    part = Part(name, capfirst(str(label)), Status(now), present_step(record, name, steps))
    part.buttons = [
        Button(to, step_label(now, to), step_url(record, name, to))
        for to in steps_for(record, name, request.user)
    ]
    if scheduled:
        part.scheduled = scheduled
        part.may_call_off = not why_not(record, name, scheduled.after, request.user)
        part.changed_since = record.changed_at > scheduled.set_at
    return part


def _name_of(record: Publishable) -> str:
    return f"{record._meta.app_label}_{record._meta.model_name}"
