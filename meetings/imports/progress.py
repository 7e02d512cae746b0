"""How far a run is, for the page that waits for it, and whether it is still there."""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from meetings.enums import ImportState
from meetings.models import Convening, Import

SILENCE = timedelta(seconds=60)  # after which a run is taken to have been interrupted
RUNNING = (ImportState.CHECKING, ImportState.WRITING)


class SupersededError(Exception):
    """The run was taken to be interrupted, and another one has begun."""


@dataclass(frozen=True)
class Progress:
    """So many of so many rows; `of` is 0 where nobody knows."""

    rows: int
    of: int


def claim(of_import: Import, state: ImportState, *, after: tuple[str, ...], by: Any) -> str:
    """Begin a run of an import that is in one of the states `after`, by the right of `by`.

    Gives an empty text, or why there can be no run now. A second click finds it begun.
    """
    with transaction.atomic():
        list(Convening.objects.select_for_update().filter(pk=of_import.convening_id))
        of_import.refresh_from_db()
        if of_import.state not in after and not is_interrupted(of_import):
            return "begun"
        others = Import.objects.filter(convening=of_import.convening_id, state=ImportState.WRITING)
        if any(not is_interrupted(other) for other in others.exclude(pk=of_import.pk)):
            return "other"
        of_import.state, of_import.run = state, token_hex(16)
        of_import.alive_at, of_import.message, of_import.rows_read = timezone.now(), "", 0
        of_import.by = by
        of_import.save(update_fields=["state", "run", "alive_at", "message", "rows_read", "by"])
    return ""


def is_running(of_import: Import) -> bool:
    """Whether the import is being checked or written, as far as anybody can tell."""
    return of_import.state in RUNNING and not is_interrupted(of_import)


def is_interrupted(of_import: Import) -> bool:
    """Whether a run began and nothing has been heard of it for a minute."""
    if of_import.state not in RUNNING:
        return False
    heard = max(filter(None, [of_import.alive_at, _heard_of(of_import).get("at")]), default=None)
    return heard is None or timezone.now() - heard > SILENCE


def beat(of_import: Import, rows: int, of: int) -> None:
    """Say that so many rows are read. Raises SupersededError. Not to be used while writing."""
    here = Import.objects.filter(pk=of_import.pk, run=of_import.run)
    if not here.update(rows_read=rows, alive_at=timezone.now()):
        raise SupersededError
    whisper(of_import, rows, of)


def whisper(of_import: Import, rows: int, of: int) -> None:
    """Say so without the database, which nobody else sees before the transaction is over."""
    cache.set(_key(of_import), {"rows": rows, "of": of, "at": timezone.now()}, timeout=3600)


def progress_of(of_import: Import) -> Progress:
    """How far the run is."""
    heard = _heard_of(of_import)
    return Progress(heard.get("rows", of_import.rows_read), heard.get("of", 0))


def _heard_of(of_import: Import) -> dict[str, Any]:
    return cache.get(_key(of_import)) or {}


def _key(of_import: Import) -> str:
    return f"import-{of_import.pk}-{of_import.run}"
