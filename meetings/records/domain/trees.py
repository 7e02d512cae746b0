"""Records that stand in a tree, each naming its parent."""

from collections.abc import Hashable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def refuse_circle(record: Any) -> None:
    """Refuse a parent that is a part of the record itself, however far down."""
    seen = {record.pk}
    parent = record.parent
    while parent is not None:
        if parent.pk in seen:
            raise ValidationError({"parent": circle_message()})
        seen.add(parent.pk)
        parent = parent.parent


def in_circles(parents: Mapping[Hashable, Hashable | None]) -> set[Hashable]:
    """Members of a whole tree, each given with its parent, from which no way leads to the top."""
    lost: set[Hashable] = set()
    for member in parents:
        seen = set()
        step: Hashable | None = member
        while step is not None and step not in seen:
            seen.add(step)
            step = parents.get(step)
        if step is not None:
            lost.add(member)
    return lost


def circle_message() -> str:
    return _("This would close a circle: what is chosen here is itself a part of this record.")
