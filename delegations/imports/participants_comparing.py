"""What rows of a spreadsheet of participants change, compared with what is on record."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from delegations.imports.participants_columns import COLUMNS, OF_THE_PERSON
from delegations.imports.participants_reading import base_of
from delegations.models import Person
from meetings.imports.columns import Column, TextCell
from meetings.imports.fields import is_translated, same, shown_in
from meetings.imports.sheets import Row

SILENT = ("", None, "not_recorded")  # what an empty cell says


@dataclass
class Kept:
    """What writing a row needs: whom it is about, and what is to be set."""

    entity: int
    person: int | None = None  # on record
    like_row: int | None = None  # the row that adds the person, if another one does
    of_person: dict[str, Any] = field(default_factory=dict)
    of_participant: dict[str, Any] = field(default_factory=dict)

    @property
    def adds_person(self) -> bool:
        """Whether the row makes somebody known."""
        return self.person is None and self.like_row is None


class Comparing:
    """Compares rows with records of one kind, and tells the difference; one serves a whole file."""

    def __init__(self, kind: Any, names: Collection[str]) -> None:
        fields = {found.name: found for found in kind._meta.concrete_fields}
        about = [c for c in COLUMNS if c.name in fields and base_of(kind, c.name) in names]
        self._columns = [(column.name, column, str(column.label)) for column in about]
        self._texts = {c.name: _languages(c.name) for c in about if is_translated(kind, c.name)}
        self._defaults = {c.name: fields[c.name].get_default() for c in about}
        self._words: dict[tuple[str, Any], str] = {}  # of values of which there are few

    def filled_in(self, row: Row, values: Mapping[str, Any], **given: Any) -> dict[str, Any]:
        """The fields of a new record; `given` is what it has unless the row says otherwise."""
        fields = given
        for name, column, label in self._columns:
            if (value := values.get(name)) in SILENT:
                continue
            place = name
            if name in self._texts:
                place = self._texts[name][values.get(f"{name}_language") or settings.LANGUAGE_CODE]
            default = self._defaults[name]
            if value == fields.get(place, default):
                continue
            fields[place] = value
            if value != default:
                row.changes.append((label, "", self._in_words(column, value)))
        return fields

    def changed(self, row: Row, values: Mapping[str, Any], record: Any) -> dict[str, Any]:
        """The fields of a record that the row changes; the record says it from now on."""
        fields = {}
        for name, column, label in self._columns:
            value = values.get(name)
            if value is None or (value in SILENT and not row.values.get("id")):
                continue
            place = name
            if name in self._texts:
                place = self._texts[name][values.get(f"{name}_language") or shown_in(record, name)]
            old = getattr(record, place)
            if same(value, old):
                continue
            fields[place] = value
            row.changes.append((label, column.cell.render(old), self._in_words(column, value)))
            setattr(record, place, value)
        return fields

    def _in_words(self, column: Column, value: Any) -> str:
        if isinstance(column.cell, TextCell):
            return str(value)
        key = (column.name, value)
        if key not in self._words:
            self._words[key] = column.cell.render(value)
        return self._words[key]


def _languages(name: str) -> dict[str, str]:
    """The field of a text, by its language."""
    return {code: build_localized_fieldname(name, code) for code, _name in settings.LANGUAGES}


class Tellings:
    """What rows before have told of people who stand in several."""

    def __init__(self) -> None:
        self.first: dict[int, int] = {}  # person on record → first row about them
        self.told: dict[int, dict[str, Any]] = {}  # what that row changes of them, if anything

    def take_in(self, row: Row, person: Person) -> None:
        """Refuse that two rows say otherwise of one person."""
        first = self.first.setdefault(person.pk, row.number)
        if first == row.number:
            if row.kept.of_person:
                self.told[person.pk] = row.kept.of_person
            return
        said = {name for name in OF_THE_PERSON if name in row.values}
        told = self.told.get(person.pk, {})
        for name in told | row.kept.of_person:
            base = base_of(Person, name)
            if base in said and told.get(name) != row.kept.of_person.get(name):
                row.wrong(base, _("Row %(row)d says otherwise.") % {"row": first})
        row.kept.of_person = {}
