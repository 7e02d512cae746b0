"""Finding the record that an address names."""

from typing import Any

from django.db.models import Model
from django.http import Http404

from meetings.records.enums import Status


class Gone(Exception):
    """The record was public once and has been withdrawn: the page answers 410."""


def public_or_gone(records: Any, **named: Any) -> Any:
    """The public record of a manager or queryset that the names lead to.

    Raises Gone if it was withdrawn, else Http404.
    """
    found: Model | None = records.public().filter(**named).first()
    if found is not None:
        return found
    if records.withdrawn().filter(**named).exists():
        raise Gone
    raise Http404


def published_or_gone(status: str) -> None:
    """Go on if a part of a public record, such as its programme, is public by its own status.

    Raises Gone if it was withdrawn, else Http404.
    """
    if status == Status.WITHDRAWN:
        raise Gone
    if status != Status.PUBLISHED:
        raise Http404
