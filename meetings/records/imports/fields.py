"""What a cell of a table means for a record: whether it says something new, and writing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.widgets import ManyToManyWidget
from modeltranslation.utils import build_localized_fieldname

from meetings.records.domain.languages import text_of
from meetings.records.table_files.cells import members_of
from meetings.records.tables import Table

LANGUAGES = {code for code, _name in settings.LANGUAGES}
NOT_RECORDED = "not_recorded"


@dataclass(frozen=True)
class Saying:
    """What a cell says: of which field of its owner, and which value that has."""

    cell: "Cell"
    field: str
    value: Any

    @property
    def is_list(self) -> bool:
        """Whether it tells the relations of the record, which are written when it is saved."""
        return isinstance(self.cell, KeysCell)

    def write(self, record: Any) -> None:
        """Have the owner say the same."""
        self.cell.write(record, self)


class Cell(Field):
    """A field of the record, or of the one at the path `of`, under its own name."""

    def __init__(self, name: str, *, of: str = "", **options: Any) -> None:
        super().__init__(attribute=name, column_name=name, **options)
        self.of = of

    def owner(self, record: Any) -> Any:
        """The record that the cell is about."""
        return getattr(record, self.of) if self.of else record

    def saying(self, record: Any, row: Mapping[str, str]) -> Saying:
        """What the cell says in the row of the record."""
        return Saying(self, self.attribute, self.value(record, row))

    def differs(self, record: Any, saying: Saying) -> bool:
        """Whether that is something else than is recorded."""
        return getattr(self.owner(record), saying.field) != saying.value

    def write(self, record: Any, saying: Saying) -> None:
        """Write what the cell says."""
        setattr(self.owner(record), saying.field, saying.value)

    def value(self, record: Any, row: Mapping[str, str]) -> Any:
        """What the cell says; an empty one: not recorded."""
        field = self.owner(record)._meta.get_field(self.attribute)
        if text := row[self.column_name]:
            return field.to_python(text)
        if NOT_RECORDED in dict(field.flatchoices):
            return NOT_RECORDED
        return None if field.null else ""


class TextCell(Cell):
    """A text, in the language that the column after it says."""

    def saying(self, record: Any, row: Mapping[str, str]) -> Saying:
        language, text = row[f"{self.column_name}_language"], row[self.column_name]
        if not language and text:
            raise ValidationError(_("The language of this text is missing."))
        language = language or text_of(self.owner(record), self.attribute).language
        if language not in LANGUAGES:
            raise ValidationError(
                _("“%(code)s” is no language of the record.") % {"code": language}
            )
        return Saying(self, build_localized_fieldname(self.attribute, language), text)

    def differs(self, record: Any, saying: Saying) -> bool:
        return (getattr(self.owner(record), saying.field) or "") != saying.value


class KeyCell(Cell):
    """The key of another record. One that is not public stands in no file and stays as it is."""

    def __init__(self, name: str, model: Any, table: Table) -> None:
        super().__init__(name)
        self.model, self.table = model, table

    def value(self, record: Any, row: Mapping[str, str]) -> Any:
        if key := row[self.column_name]:
            return found(self.model, self.table, key)
        recorded = getattr(record, self.attribute)
        hidden = recorded and not self.model.objects.public().filter(pk=recorded.pk).exists()
        return recorded if hidden else None


class KeysCell(Cell):
    """Keys of other records. Those that are not public stand in no file and stay as they are."""

    def __init__(self, name: str, model: Any, table: Table) -> None:
        super().__init__(name, widget=ManyToManyWidget(model))
        self.model, self.table = model, table

    def is_mutual(self, record: Any) -> bool:
        """Whether what is said of one record is said of the other, too."""
        return bool(record._meta.get_field(self.attribute).remote_field.symmetrical)

    def differs(self, record: Any, saying: Saying) -> bool:
        recorded = getattr(record, saying.field).values_list("pk", flat=True)
        return set(recorded) != {named.pk for named in saying.value}

    def write(self, record: Any, saying: Saying) -> None:
        getattr(record, saying.field).set(saying.value)

    def value(self, record: Any, row: Mapping[str, str]) -> list[Model]:
        keys = members_of(row[self.column_name])
        recorded = getattr(record, self.attribute)
        hidden = recorded.exclude(pk__in=self.model.objects.public().order_by().values("pk"))
        return [*(found(self.model, self.table, key) for key in keys), *hidden]


def found(model: Any, table: Table, key: str) -> Model:
    """The public record of the key; refused where there is none."""
    record = table.with_id(model.objects.public(), key).first()
    if record is None:
        raise ValidationError(
            _("There is no “%(key)s” in the table “%(table)s”.") % {"key": key, "table": table.name}
        )
    return record
