"""What is told of the rows of a file: in figures, in the preview, or only what is wrong."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from meetings.enums import RowVerb
from meetings.imports.columns import text_of
from meetings.imports.loading import load
from meetings.imports.sheets import Row
from meetings.models import Import, ImportRow

LONGEST_LABEL = 250
LONGEST_TEXT = 500  # of a field in the preview
MOST_FAULTS = 1_000  # that a command shows; who has more puts these right first
Error = dict[str, str]


class Told(NamedTuple):
    """What is told of a row, as the fields of an ImportRow; lists as JSON."""

    number: int
    verb: str
    label: str
    changes: str
    errors: str
    notes: str


class Figures:
    """Counts what the rows of one import do; knows in which column a field stands."""

    def __init__(self, of_import: Import, columns: Iterable[Any]) -> None:
        self.of_import = of_import
        self.rows = 0
        self.counts: Counter[str] = Counter()
        self.labels = {column.name: str(column.label) for column in columns}
        self.places = {
            column["field"]: (get_column_letter(place), column["head"])
            for place, column in enumerate(of_import.mapping, 1)
            if column["field"]
        }

    @property
    def figures(self) -> dict[str, int]:
        """The fields of an import that count its rows."""
        return {
            "rows": self.rows,
            "unchanged": self.counts[""],
            **{verb: self.counts[verb] for verb in RowVerb.values},
        }

    def take_in(self, rows: Sequence[Row]) -> None:
        """Count rows in."""
        self.rows += len(rows)
        self.counts.update(str(row.verb) for row in rows)

    def found_faulty(self, number: int, found: Sequence[tuple[str, str]]) -> None:
        """Count a row as faulty after all, now that all rows are known; it was to add something."""
        self._count_anew(RowVerb.ADDED)

    def _count_anew(self, before: str) -> None:
        self.counts[before] -= 1
        self.counts[RowVerb.FAULTY] += 1

    def errors(self, row: Row) -> list[Error]:
        """What is wrong with the cells of a row."""
        return [self.error(row.number, n, words, row.cells.get(n)) for n, words in row.errors]

    def error(self, number: int, name: str, words: str, value: Any = None) -> Error:
        """What is wrong with a cell: where it is, the head of its column, what it says, and why."""
        letter, head = self.places.get(name, ("", ""))
        return {
            "cell": f"{letter}{number}" if letter else "",
            "head": head or self.labels.get(name, ""),
            "value": _short(text_of(value)),
            "words": str(words),
        }


class Faults(Figures):
    """Tells only what is wrong, and of that the first thousand."""

    def __init__(self, of_import: Import, columns: Iterable[Any]) -> None:
        super().__init__(of_import, columns)
        self.first: list[tuple[int, Error]] = []  # number of the row, and what is wrong
        self._wrong: set[int] = set()  # rows that were wrong before all were known

    def take_in(self, rows: Sequence[Row]) -> None:
        super().take_in(rows)
        for row in rows:
            if row.errors:
                self._wrong.add(row.number)
            if row.errors and len(self.first) < MOST_FAULTS:
                self.first += [(row.number, error) for error in self.errors(row)]

    def found_faulty(self, number: int, found: Sequence[tuple[str, str]]) -> None:
        if number not in self._wrong:
            super().found_faulty(number, found)
        if len(self.first) < MOST_FAULTS:
            self.first += [(number, self.error(number, name, words)) for name, words in found]


class Teller(Figures):
    """Puts into words what the rows do, and sums up all that is told in one checksum."""

    def __init__(self, of_import: Import, columns: Iterable[Any]) -> None:
        super().__init__(of_import, columns)
        self._digest = hashlib.sha256()

    @property
    def checksum(self) -> str:
        """Of all that was told: the same if and only if the same would be written."""
        return self._digest.hexdigest()

    def take_in(self, rows: Sequence[Row]) -> None:
        super().take_in(rows)
        told = [self._told(row) for row in rows if row.verb]
        self._sum_up(told)
        self.keep(told)

    def found_faulty(self, number: int, found: Sequence[tuple[str, str]]) -> None:
        self._sum_up([(number, found)])
        super().found_faulty(number, found)

    def keep(self, told: Sequence[Told]) -> None:
        """Keep what is told of rows; here it is only summed up."""

    def _sum_up(self, told: Sequence[Any]) -> None:
        self._digest.update("".join(map(repr, told)).encode())

    def _told(self, row: Row) -> Told:
        shown = () if row.errors else row.changes
        changes = [(str(label), _short(before), _short(after)) for label, before, after in shown]
        return Told(
            row.number,
            str(row.verb),
            row.label[:LONGEST_LABEL],
            json.dumps(changes),
            json.dumps(self.errors(row)),
            json.dumps([str(note) for note in row.notes]),
        )


class Preview(Teller):
    """Keeps all that is told, for the page that shows it before anything is written."""

    def __init__(self, of_import: Import, columns: Iterable[Any]) -> None:
        super().__init__(of_import, columns)
        of_import.told_rows.all().delete()

    def keep(self, told: Sequence[Told]) -> None:
        load(ImportRow, ("of_import", *Told._fields), ((self.of_import.pk, *t) for t in told))

    def found_faulty(self, number: int, found: Sequence[tuple[str, str]]) -> None:
        self._sum_up([(number, found)])
        row, _made = ImportRow.objects.get_or_create(of_import=self.of_import, number=number)
        self._count_anew(row.verb)
        errors = [self.error(number, name, words) for name, words in found]
        row.verb, row.changes, row.errors = RowVerb.FAULTY, [], [*row.errors, *errors]
        row.save()


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else _("%(begin)s…") % {"begin": text[:LONGEST_TEXT]}
