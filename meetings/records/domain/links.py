"""History of records that lose or gain a link because another record is deleted or linked.

django-simple-history keeps a row for the record that a link is written from, only.
"""

from typing import Any

from django.db.models import ManyToManyField, Model
from django.db.models.signals import m2m_changed, post_delete, pre_delete
from simple_history.utils import get_m2m_field_name, get_m2m_reverse_field_name

from meetings.records.domain.states import keep, kept_links, kinds_with_history
from meetings.records.models import Record

LINKED = "_linked_until_now"


def watch_links() -> None:
    """Keep a row for the other side, too; called once, when Django starts."""
    m2m_changed.connect(_linked_both_ways, dispatch_uid="records.links.m2m_changed")
    pre_delete.connect(_about_to_be_deleted, dispatch_uid="records.links.pre_delete")
    post_delete.connect(_deleted, dispatch_uid="records.links.post_delete")


def links_to(kind: type[Model]) -> list[ManyToManyField]:
    """The many-to-many fields, of whatever kind, that lead to the kind."""
    return [
        field
        for model in kinds_with_history()
        for field in kept_links(model)
        if field.related_model is kind
    ]


def _linked_both_ways(
    sender: Any, instance: Any, action: str, pk_set: set[Any] | None, **_signal: Any
) -> None:
    kind = type(instance)
    if not (isinstance(instance, Record) and hasattr(kind, "history")):
        return
    for field in kept_links(kind):
        if field.remote_field.through is not sender or not field.remote_field.symmetrical:
            continue
        if action == "pre_clear":
            setattr(instance, LINKED, list(getattr(instance, field.name).all()))
        elif action == "post_clear":
            _keep(instance.__dict__.pop(LINKED, ()))
        elif action in ("post_add", "post_remove") and pk_set:
            if action == "post_add":
                _link_back(field, instance, pk_set)
            _keep(list(kind._base_manager.filter(pk__in=pk_set)))


def _link_back(field: Any, record: Record, others: set[Any]) -> None:
    """Write the other half of the links, which Django does after it has told of the first."""
    through = field.remote_field.through
    own, related = f"{get_m2m_field_name(field)}_id", f"{get_m2m_reverse_field_name(field)}_id"
    halves = [through(**{own: other, related: record.pk}) for other in others]
    through._base_manager.bulk_create(halves, ignore_conflicts=True)


def _about_to_be_deleted(sender: Any, instance: Any, **_signal: Any) -> None:
    if not (isinstance(instance, Record) and hasattr(sender, "history")):
        return
    linked = [
        record
        for field in links_to(sender)
        for record in field.model._base_manager.filter(**{field.name: instance})
        if record != instance
    ]
    setattr(instance, LINKED, linked)


def _deleted(sender: Any, instance: Any, **_signal: Any) -> None:
    linked = instance.__dict__.pop(LINKED, ())
    _keep([r for r in linked if type(r)._base_manager.filter(pk=r.pk).exists()])


def _keep(records: Any) -> None:
    for kind in {type(record) for record in records}:
        keep(kind, [record for record in records if type(record) is kind], "~")
