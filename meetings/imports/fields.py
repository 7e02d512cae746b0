"""What a column writes: a field of a record, one language of its texts, or a list of records."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

from meetings.records.domain.languages import text_of


def written_as(column: Any, record: Any, values: Mapping[str, Any]) -> str | None:
    """The field that the column writes: of a text the one of its language; None: no field.

    A text whose language no other cell says is in the one in which the record shows it to a reader
    of English; of a new record, in English.
    """
    name = column.name
    try:
        record._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    if name == "id" or column.tells:
        return None
    kind: Any = type(record)
    if not is_translated(kind, name):
        return name
    language = values.get(f"{name}_language") or shown_in(record, name)
    return build_localized_fieldname(name, language)


@cache
def is_translated(model: Any, name: str) -> bool:
    """Whether the field is a text of which each language has a column of its own."""
    if model not in translator.get_registered_models():
        return False
    return name in translator.get_options_for_model(model).all_fields


def shown_in(record: Any, name: str) -> str:
    """The language in which the record shows its text; English where it has none."""
    local = text_of(record, name)
    return local.language if local.text else settings.LANGUAGE_CODE


def is_list(record: Any, name: str) -> bool:
    """Whether the field holds a list of records."""
    return bool(record._meta.get_field(name).many_to_many)


def recorded(record: Any, name: str) -> Any:
    """What the record says; of a list, the records in it in the order of their keys."""
    if is_list(record, name):
        return list(getattr(record, name).order_by("pk")) if record.pk else []
    value = getattr(record, name)
    return (
        "" if value is None and record._meta.get_field(name).get_internal_type() in TEXTS else value
    )


def same(value: Any, before: Any) -> bool:
    """Whether two values say the same: of a list, in any order; an empty text is no text."""
    if isinstance(value, list):
        return {each.pk for each in value} == {each.pk for each in before}
    nothing = ("", None)
    return value == before or (value in nothing and before in nothing)


TEXTS = ("CharField", "TextField", "URLField", "EmailField", "SlugField")


def put(record: Any, name: str, value: Any) -> None:
    """Have the record say it; a list is written at once."""
    if is_list(record, name):
        getattr(record, name).set(value)
    else:
        setattr(record, name, value)
