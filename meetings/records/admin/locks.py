"""What is locked while a form is saved: from the top down, so that nobody waits in a ring."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.admin import GenericInlineModelAdmin
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.forms.models import _get_foreign_key
from django.http import QueryDict

from meetings.records.admin.nonsense import is_key


def lock_for_saving(model: type[Model], key: str | None, data: QueryDict, inlines: Any) -> None:
    """Lock what the record belongs to, before and after, then the record, then its rows.

    To be called first of all in the transaction, which then sees what others saved before.
    """
    parents: dict[type[Model], set[str]] = {}
    for parent, number in (*_parents_now(model, key), *_parents_sent(model, data)):
        parents.setdefault(parent, set()).add(number)
    for parent in sorted(parents, key=lambda each: each._meta.label):
        _lock(parent, pk__in=parents[parent])
    if key is None or not is_key(key):
        return
    _lock(model, pk=key)
    for inline in inlines:
        _lock(inline.model, **_rows_of(model, key, inline))


def _lock(model: type[Model], **those: Any) -> None:
    # Rows that point to a locked one can still be added: that is how two people meet at its rules.
    rows = model._default_manager.select_for_update(no_key=True).filter(**those)
    list(rows.order_by("pk").values_list("pk", flat=True))


def _rows_of(model: type[Model], key: str, inline: Any) -> dict[str, Any]:
    if issubclass(inline, GenericInlineModelAdmin):
        kind = ContentType.objects.get_for_model(model)
        return {inline.ct_field: kind, inline.ct_fk_field: key}
    return {_get_foreign_key(model, inline.model, fk_name=inline.fk_name).name: key}


def _parents_now(model: type[Model], key: str | None) -> Iterator[tuple[type[Model], str]]:
    record = model._default_manager.filter(pk=key).first() if key and is_key(key) else None
    if record is None:
        return
    for name in _shown_within(model):
        parent = model._meta.get_field(name).related_model
        if number := getattr(record, f"{name}_id"):
            yield parent, str(number)
    for field in model._meta.private_fields:
        kind = getattr(record, field.ct_field).model_class() if _is_generic(field) else None
        if kind is not None:
            yield kind, str(getattr(record, field.fk_field))


def _parents_sent(model: type[Model], data: QueryDict) -> Iterator[tuple[type[Model], str]]:
    for name in _shown_within(model):
        if is_key(number := data.get(name, "")):
            yield model._meta.get_field(name).related_model, number


@cache
def _shown_within(model: type[Model]) -> list[str]:
    """The relations to records in whose forms the model's records stand as rows."""
    return sorted(
        {
            _get_foreign_key(above.model, model, fk_name=inline.fk_name).name
            for above in admin.site._registry.values()
            for inline in above.inlines
            if inline.model is model and not issubclass(inline, GenericInlineModelAdmin)
        }
    )


def _is_generic(field: Any) -> bool:
    return isinstance(field, GenericForeignKey)
