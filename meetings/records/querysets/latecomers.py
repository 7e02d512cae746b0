"""Records that were entered below a record that was withdrawn by then: they never were public."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from meetings.records.enums import Status


def without_latecomers(records: Any, *statuses: str) -> Any:
    """The records but for those that were entered after a record above them was withdrawn.

    `statuses` are the paths of the statuses above the records: `convening__status`.
    """
    for path in statuses:
        withdrawn = Q(**{path: Status.WITHDRAWN})
        records = records.exclude(withdrawn & ~Q(_was_public(records.model, path)))
    return records


def _was_public(model: Any, path: str) -> Exists:
    """That the record above was public when the record was entered, or became public later."""
    above, _between, status = path.rpartition("__")
    for step in above.split("__"):
        model = model._meta.get_field(step).related_model
    versions = model.history.order_by()
    next_version = versions.filter(
        id=OuterRef("id"), history_id__gt=OuterRef("history_id")
    ).order_by("history_id")
    ended = Subquery(next_version.values("history_date")[:1])
    public = versions.filter(id=OuterRef(above), **{status: Status.PUBLISHED})
    entered = OuterRef("created_at")
    return Exists(public.annotate(ended=ended).filter(Q(ended=None) | Q(ended__gte=entered)))
