"""How far a record is on its way to the public, since when and by whom: what was published when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType

from meetings.records.enums import Status
from meetings.records.models import Publishable, StatusMove


@dataclass(frozen=True)
class Step:
    """That a status became what it is at a moment, as far as that is recorded.

    `is_entry` tells that the record was entered with it.
    """

    part: str
    label: Any
    status: Status
    at: datetime | None
    by: Any = None
    reason: str = ""
    is_entry: bool = False


def steps_of(record: Publishable) -> list[Step]:
    """All steps of publication of the record, the latest first."""
    kind = ContentType.objects.get_for_model(record)
    moves = StatusMove.objects.filter(record_type=kind, record_id=record.pk).select_related("by")
    found = list(moves)
    steps: list[Step] = []
    for part, label in record.statuses().items():
        own = [each for each in found if each.part == part]
        steps += [
            Step(part, label, Status(each.after), each.made_at, each.by, each.reason)
            for each in own
        ]
        first = own[-1].before if own else getattr(record, part)
        if first != Status.DRAFT:
            steps.append(_entered_as(record, part, label, Status(first)))
    return sorted(steps, key=lambda step: step.at.timestamp() if step.at else 0, reverse=True)


def present_step(record: Publishable, part: str, steps: list[Step]) -> Step | None:
    """The step that made the status what it is; None for a draft that never was anything else."""
    latest = next((step for step in steps if step.part == part), None)
    now = Status(getattr(record, part))
    if latest is not None and latest.status == now:
        return latest
    if latest is None and now == Status.DRAFT:
        return None
    return Step(part, record.statuses()[part], now, None)


def _entered_as(record: Any, part: str, label: Any, status: Status) -> Step:
    """That the record came with the status, if its history begins with it; else when is unknown."""
    row = record.history.order_by("history_date", "history_id").first()
    if row is None or row.history_type != "+" or getattr(row, part) != status:
        return Step(part, label, status, None)
    return Step(part, label, status, row.history_date, row.history_user, is_entry=True)
