"""Tables that are read back: each row finds its record by its key and changes what it must."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import tablib
from django.utils.translation import gettext as _
from import_export.resources import ModelResource

from meetings.records.columns import ID, PAGE
from meetings.records.domain import editions
from meetings.records.imports.fields import Cell
from meetings.records.imports.plans import Plan, planned
from meetings.records.imports.problems import messages
from meetings.records.tables import Table


class TableResource(ModelResource):
    """A table whose `cells` may be changed in a file; all other columns only say what is so."""

    table: Table
    model: Any
    cells: Sequence[Cell] = ()

    class Meta:
        fields: Sequence[str] = ()
        clean_model_instances = True
        skip_diff = True
        report_skipped = True

    def __init__(self, records: Any) -> None:
        """Of the records that may be changed: those of one convening, or all."""
        super().__init__()
        self.records = records
        self.fields = {cell.column_name: cell for cell in self.cells}
        self.plans: list[Plan] = []
        self.plan: Plan

    def read(self, rows: tablib.Dataset, *, force: bool) -> list[tuple[int, str]]:
        """Plan what the rows would do, and give what is wrong with the head, or with the rows."""
        names = rows.headers or []
        if wrong := self._wrong_head(names) or _named_twice(rows[ID]):
            return [(0, words) for words in wrong]
        self.fields = {name: cell for name, cell in self.fields.items() if name in names}
        cells = list(self.fields.values())
        self.plans = planned(self.table, self.records, cells, rows.dict, force=force)
        return [(plan.number, words) for plan in self.plans for words in plan.wrong]

    def _wrong_head(self, names: Sequence[str]) -> list[str]:
        """Refuse a table without a key, and what would be left unread; columns may be missing."""
        if ID not in names:
            return [_("The table has no column “id”.")]
        known = {PAGE, *(column.name for column in self.table.head())}
        wrong = [
            _("The table has no column “%(name)s”.") % {"name": name}
            for name in names
            if name not in known
        ]
        for text in (column.name for column in self.table.columns if column.text):
            pair = (text, f"{text}_language")
            for here, gone in [pair, pair[::-1]]:
                if here in names and gone not in names:
                    wrong.append(
                        _("The column “%(name)s” needs the column “%(other)s” beside it.")
                        % {"name": here, "other": gone}
                    )
        return wrong

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """Turn to what is planned for the row."""
        self.plan = self.plans[kwargs["row_number"] - 1]

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """The record of the row, as the rows before have left it."""
        return self.records.get(pk=self.plan.record.pk)

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Write what is new."""
        for saying in self.plan.new:
            if not saying.is_list:
                saying.write(instance)

    def skip_row(
        self, instance: Any, original: Any, row: Any, import_validation_errors: Any
    ) -> bool:
        """A row that says nothing new changes nothing, not even when its record was changed."""
        return not self.plan.new

    def validate_instance(self, instance: Any, *args: Any, **kwargs: Any) -> None:
        """Refuse what the forms of the administration would refuse, of other owners too."""
        super().validate_instance(instance, *args, **kwargs)
        for owner in self._other_owners(instance):
            owner.full_clean()

    def save_m2m(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Write what is new of lists."""
        for saying in self.plan.new:
            if saying.is_list:
                saying.write(instance)

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Save other records that cells are about, such as the person of a participant."""
        for owner in self._other_owners(instance):
            owner.save()

    def _other_owners(self, instance: Any) -> list[Any]:
        paths = dict.fromkeys(saying.cell.of for saying in self.plan.new if saying.cell.of)
        return [getattr(instance, path) for path in paths]


def _named_twice(keys: Sequence[str]) -> list[str]:
    twice = [key for key, times in Counter(keys).items() if times > 1]
    return [_("The id “%(id)s” stands in two rows.") % {"id": key} for key in twice]


@dataclass(frozen=True)
class Imported:
    """What reading a table did, or would do; problems with the numbers of rows below the head."""

    changed: list[str]
    unchanged: int
    problems: list[tuple[int, str]]


class _UndoneError(Exception):
    """The rows are to be taken back."""


def import_table(
    resource: TableResource, rows: tablib.Dataset, *, dry_run: bool, force: bool = False
) -> Imported:
    """Read the rows into the record: all of them, in one edition, or none if one is wrong."""
    imported = Imported([], 0, [])
    try:
        with editions.raised_once():
            if problems := resource.read(rows, force=force):
                return Imported([], 0, problems)
            result = resource.import_data(
                rows, use_transactions=True, rollback_on_validation_errors=True
            )
            imported = _told(result)
            if dry_run or imported.problems:
                raise _UndoneError
    except _UndoneError:
        pass
    return imported


def _told(result: Any) -> Imported:
    problems = [(0, str(each.error)) for each in result.base_errors]
    problems += [(r.number, str(e.error)) for r in result.error_rows for e in r.errors]
    problems += [(r.number, " ".join(messages(r.error))) for r in result.invalid_rows]
    changed = [row.object_repr for row in result if row.import_type == row.IMPORT_TYPE_UPDATE]
    return Imported(changed, result.totals["skip"], sorted(problems))
