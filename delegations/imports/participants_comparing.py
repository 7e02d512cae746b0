"""What rows of a spreadsheet of participants change, compared with what is on record."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from delegations.imports.participants_columns import COLUMNS, OF_THE_PERSON
from delegations.imports.participants_reading import base_of, values_of
from delegations.models import Person
from meetings.imports.fields import recorded, same, written_as
from meetings.imports.sheets import Row


@dataclass
class Kept:
    """What writing a row needs: whom it is about, and what is to be set."""

    entity: int
    person: int | None = None  # on record
    like_row: int | None = None  # the row that adds the person, if another one does
    of_person: dict[str, Any] = field(default_factory=dict)
    of_participant: dict[str, Any] = field(default_factory=dict)
    new_person: Any = None  # made ready by `prepared`, since writing has to be quick
    new_participant: Any = None


def compare(row: Row, record: Any, names: Sequence[str], kept: dict[str, Any]) -> None:
    """Put what the row says into the record, and note what that changes."""
    values = values_of(row, record)
    for column in COLUMNS:
        kind: Any = type(record)
        base = base_of(kind, column.name)
        if column.name not in values or base not in names:
            continue
        name = written_as(column, record, values)
        if name is None:  # it says the language of another
            continue
        value, old = values[column.name], recorded(record, name)
        silent = value in ("", None, "not_recorded") and not row.values.get("id")
        if silent or value is None or same(value, old):
            continue
        kept[name] = value
        if record.pk or record._meta.get_field(name).default != value:
            words = column.cell.render(old) if record.pk else "", column.cell.render(value)
            row.changes.append((str(column.label), *words))
        setattr(record, name, value)
    if not record.pk and isinstance(record, Person) and not record.sort_name:
        family, given = row.values.get("family_name", ""), row.values.get("given_name", "")
        if family:
            record.sort_name = f"{family} {given}".strip()


class Tellings:
    """What rows before have told of people who stand in several."""

    def __init__(self) -> None:
        self.first: dict[int, int] = {}  # person on record → first row about them
        self.told: dict[tuple[int, str], Any] = {}  # what that row changes of them

    def take_in(self, row: Row, person: Person) -> None:
        """Refuse that two rows say otherwise of one person."""
        first = self.first.setdefault(person.pk, row.number)
        said = {name for name in OF_THE_PERSON if name in row.values}
        if first == row.number:
            for name, value in row.kept.of_person.items():
                self.told[person.pk, name] = value
            return
        names = {*row.kept.of_person, *(n for (pk, n) in self.told if pk == person.pk)}
        for name in names:
            base = base_of(Person, name)
            if base in said and self.told.get((person.pk, name)) != row.kept.of_person.get(name):
                row.wrong(base, _("Row %(row)d says otherwise.") % {"row": first})
        row.kept.of_person = {}
