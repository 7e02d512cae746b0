"""The columns by which a list can be ordered."""

from functools import cache

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import get_language
from modeltranslation.utils import build_localized_fieldname

from meetings.records.tables import Column
from uncac_portal.registry import COLLECTIONS, Collection


@cache
def orders(collection: Collection) -> dict[str, tuple[str, ...]]:
    """The columns by which a list can be ordered, each with the fields that it stands for."""
    paths = {column.name: _fields(collection, column) for column in collection.table.columns}
    return {name: fields for name, fields in paths.items() if fields}


def _fields(collection: Collection, column: Column) -> tuple[str, ...]:
    if column.name == "id":
        return collection.table.key
    try:
        field = collection.model._meta.get_field(column.name)
    except FieldDoesNotExist:
        return ()
    if column.many or (column.read and column.name != "changed_at" and not field.is_relation):
        return ()
    if not field.is_relation:
        return (column.name,)
    if not field.many_to_one or column.refers_to not in COLLECTIONS:
        return ()
    return tuple(f"{column.name}__{path}" for path in COLLECTIONS[column.refers_to].table.key)


def in_language(collection: Collection, path: str) -> str:
    """The field of the language in force, where the path is that of a text."""
    columns = {column.name: column for column in collection.table.columns}
    is_text = path in columns and columns[path].text
    return build_localized_fieldname(path, get_language() or "en") if is_text else path
