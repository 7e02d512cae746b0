"""Sheets whose rows are records of one model, each saved as a form saves it."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from meetings.enums import RowVerb
from meetings.imports.columns import Column
from meetings.imports.fields import is_list, put, recorded, same, written_as
from meetings.imports.sheets import Row, Sheet
from meetings.models import Convening
from meetings.records.domain.promises import ADDRESS_FIELDS, IS_FIXED, fixed_fields


class RecordSheet(Sheet):
    """A sheet whose rows are records of one model, each saved as a form saves it.

    The name of a column is that of a field: of the model, or, `<text>_<language>`, of one of its
    texts. Columns that are no fields (`id`, helpers of `found`) are left to `found` and `made`.
    """

    def found(self, row: Row) -> Any:
        """The record that the row is about, or None. Raises ValidationError with words."""
        raise NotImplementedError

    def made(self, row: Row) -> Any:
        """A new record for the row, not saved. Raises ValidationError with words."""
        return self.model()

    def label(self, record: Any, row: Row) -> str:
        """How the record is called in the preview."""
        return str(record)

    def check(self, record: Any, row: Row) -> None:
        """Refuse, by ValidationError, what no constraint and no validator of a field refuses."""

    def field_of(self, column: Column, record: Any, row: Row) -> str | None:
        """The field of the record that a column writes; None: the column is no field."""
        return written_as(column, record, row.values)

    def plan(self, rows: Sequence[Row]) -> None:
        for row in rows:
            if not row.errors:
                self._plan(row)

    def _plan(self, row: Row) -> None:
        try:
            record = self.found(row)
            row.record = record.pk if record else None
            if record is not None:
                self.say_once(row, ("record", record.pk))
            else:
                self._refuse_empty(row)
                record = self.made(row)
            self._compare(record, row)
            row.label = self.label(record, row)
            if row.verb:
                record.full_clean(validate_unique=True, validate_constraints=True)
                self.check(record, row)
        except (ValidationError, ValueError) as error:
            row.refused(error)

    def _refuse_empty(self, row: Row) -> None:
        for column in self.columns:
            if column.filled and row.values.get(column.name) in (None, ""):
                raise ValidationError({column.name: _("This cell must not be empty.")})

    def _compare(self, record: Any, row: Row) -> None:
        """Put what the row says into the record, and note what that changes."""
        for column, name in self._fields(record, row):
            value, before = row.values[column.name], recorded(record, name)
            if same(value, before):
                continue
            if name in ADDRESS_FIELDS and name in fixed_fields(record):
                row.wrong(column.name, str(IS_FIXED))
                continue
            was = column.cell.render(before) if record.pk else ""  # a new one was nothing before
            row.changes.append((str(column.label), was, column.cell.render(value)))
            if not is_list(record, name):
                put(record, name, value)

    def _fields(self, record: Any, row: Row) -> list[tuple[Column, str]]:
        return [
            (column, name)
            for column in self.columns
            if column.name in row.values and (name := self.field_of(column, record, row))
        ]

    def lock(self) -> None:
        """Keep the convening and its records from others, from the top down as forms do."""
        keys = self.on_record().order_by().values("pk")
        found: list[tuple[Any, Any]] = [(Convening, [self.convening.pk]), (self.model, keys)]
        for model, those in found:
            rows = model._default_manager.select_for_update(no_key=True).filter(pk__in=those)
            list(rows.order_by("pk").values_list("pk", flat=True))

    def write(self, rows: Sequence[Row]) -> None:
        for row in rows:
            if row.verb in (RowVerb.ADDED, RowVerb.CHANGED):
                self.save(row)

    def save(self, row: Row) -> Any:
        """Save the record of the row, and then what its lists hold; gives the record."""
        record = self.model.objects.get(pk=row.record) if row.record else self.made(row)
        said = self._fields(record, row)
        for column, name in said:
            if not is_list(record, name):
                put(record, name, row.values[column.name])
        record.save()
        for column, name in said:
            if is_list(record, name):
                put(record, name, row.values[column.name])
        return record
