"""New records put together from the fields that a file fills in, and written by the thousand.

Making an instance of a model costs ten times what it costs the database to write its row. So one
empty record of a kind is made, and the rows are copies of it with their fields filled in.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Model
from modeltranslation.fields import TranslationField

from meetings.imports.loading import load, next_numbers
from meetings.records.domain import entries
from meetings.records.domain.states import keep, keep_numbers, tell

LANGUAGES = (settings.LANGUAGE_CODE, *settings.MODELTRANSLATION_FALLBACK_LANGUAGES)


class Blank:
    """A new record of one kind as the database is to hold it, its number apart."""

    def __init__(self, kind: type[Model]) -> None:
        empty, fields = kind(), _columns(kind)
        self._values = [f.get_db_prep_save(f.pre_save(empty, add=True), connection) for f in fields]
        self._places = {field.attname: place for place, field in enumerate(fields)}
        texts: dict[str, dict[str, int]] = {}
        for place, field in enumerate(fields):
            if isinstance(field, TranslationField):
                texts.setdefault(field.translated_field.name, {})[field.language] = place
        self._texts = [
            (self._places[name], [places[code] for code in dict.fromkeys(LANGUAGES)])
            for name, places in texts.items()
        ]

    def filled_in(self, fields: Mapping[str, Any]) -> list[Any]:
        """A record with these fields, as texts and numbers, and otherwise as it is by itself."""
        row = self._values.copy()
        for name, value in fields.items():
            row[self._places[name]] = value
        for place, languages in self._texts:  # the column without a language repeats the first one
            row[place] = next((row[each] for each in languages if row[each]), "")
        return row


def write_prepared(kind: type[Model], rows: Sequence[Sequence[Any]]) -> list[int]:
    """Write filled-in records with their history; gives their numbers, in the order of the rows."""
    if not rows:
        return []
    numbers = next_numbers(kind, len(rows))
    names = ["id", *(field.name for field in _columns(kind))]
    load(kind, names, ([number, *row] for number, row in zip(numbers, rows, strict=True)))
    if entries.are_named(len(rows)):
        records = list(kind._default_manager.in_bulk(numbers).values())
        keep(kind, records, "+", are_stored=True)
        tell(kind, records, named=True)
    else:
        keep_numbers(kind, numbers, "+")
        tell(kind, (), named=False)
    return numbers


def _columns(kind: type[Model]) -> list[Any]:
    return [field for field in kind._meta.concrete_fields if not field.primary_key]
