"""Finding the record that an address names."""

from typing import Any

from django.db.models import Model
from django.http import Http404


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
