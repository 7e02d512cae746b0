"""What is told of the rows of a file: in the preview, and in figures."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from meetings.enums import RowVerb
from meetings.imports.columns import text_of
from meetings.imports.sheets import Row
from meetings.models import Import, ImportRow

LONGEST_LABEL = 250
LONGEST_TEXT = 500  # of a field in the preview


class Tally:
    """Counts what rows do, and sums up all that is told of them in one checksum."""

    def __init__(self) -> None:
        self.rows = 0
        self.counts: Counter[str] = Counter()
        self._verbs_of_faulty: dict[int, str] = {}
        self._digest = hashlib.sha256()

    def add(self, told: Mapping[str, Any], verb: str) -> None:
        """Count a row in."""
        self.rows += 1
        self.counts[verb] += 1
        if verb:
            self._sum_up(told)

    def found_faulty(self, told: Mapping[str, Any], verb: str) -> None:
        """Count a row as faulty of which something else was told before."""
        self.counts[verb] -= 1
        self.counts[RowVerb.FAULTY] += 1
        self._sum_up(told)

    @property
    def checksum(self) -> str:
        """Of all that was told: the same if and only if the same would be written."""
        return self._digest.hexdigest()

    @property
    def figures(self) -> dict[str, int]:
        """The fields of an import that count its rows."""
        return {
            "rows": self.rows,
            "unchanged": self.counts[""],
            **{verb: self.counts[verb] for verb in RowVerb.values},
        }

    def _sum_up(self, told: Mapping[str, Any]) -> None:
        self._digest.update(json.dumps(told, sort_keys=True, default=str).encode())


class Teller:
    """Puts into words what the rows of one import do; knows in which column a field stands."""

    def __init__(self, of_import: Import, columns: Iterable[Any]) -> None:
        self.of_import = of_import
        self.labels = {column.name: str(column.label) for column in columns}
        self.places = {
            column["field"]: (get_column_letter(place), column["head"])
            for place, column in enumerate(of_import.mapping, 1)
            if column["field"]
        }

    def told(self, row: Row) -> dict[str, Any]:
        """What is kept of a row, as the fields of an ImportRow."""
        changes = [
            [str(label), _short(before), _short(after)] for label, before, after in row.changes
        ]
        return {
            "number": row.number,
            "verb": str(row.verb),
            "label": row.label[:LONGEST_LABEL],
            "changes": [] if row.errors else changes,
            "errors": [
                self.error(row.number, name, words, row.cells.get(name))
                for name, words in row.errors
            ],
            "notes": [str(note) for note in row.notes],
        }

    def error(self, number: int, name: str, words: str, value: Any = None) -> dict[str, str]:
        """What is wrong with a cell: where it is, the head of its column, what it says, and why."""
        letter, head = self.places.get(name, ("", ""))
        return {
            "cell": f"{letter}{number}" if letter else "",
            "head": head or self.labels.get(name, ""),
            "value": _short(text_of(value)),
            "words": str(words),
        }

    def keep(self, told: Sequence[Mapping[str, Any]]) -> None:
        """Keep what is told of rows for the preview."""
        rows = (ImportRow(of_import=self.of_import, **each) for each in told if each["verb"])
        ImportRow.objects.bulk_create(rows)

    def keep_fault(self, number: int, errors: Sequence[Mapping[str, str]]) -> str:
        """Add faults to what is told of a row already; gives what it was told to do."""
        row = ImportRow.objects.filter(of_import=self.of_import, number=number).first()
        before = row.verb if row else ""
        row = row or ImportRow(of_import=self.of_import, number=number)
        row.verb, row.changes, row.errors = RowVerb.FAULTY, [], [*row.errors, *errors]
        row.save()
        return before


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else _("%(begin)s…") % {"begin": text[:LONGEST_TEXT]}
