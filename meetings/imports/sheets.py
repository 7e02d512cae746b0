"""Sheets: the kinds of staff spreadsheet that are read into a convening, and what each row does.

To add a kind of spreadsheet, write a subclass of `RecordSheet` (records one by one, saved as a form
saves them) or of `Sheet` (everything in bulk), decorate it with `@sheet`, and import its module
where the app starts (`meetings/apps.py`, `delegations/apps.py`). That is all: template files,
mapping of columns, check, preview, faulty rows, writing and undoing follow from it.

    @sheet
    class DocumentSheet(RecordSheet):
        kind = "documents"
        title = gettext_lazy("Documents")
        about = gettext_lazy("One row for each document; the symbol says which.")
        model = Document
        columns = (
            Column(name="id", label=gettext_lazy("id"), about=…),
            Column(name="symbol", label=gettext_lazy("symbol"), required=True, filled=True, …),
            *with_language(Column(name="title", label=gettext_lazy("title"))),
            Column(name="issued_on", label=gettext_lazy("date"), cell=DayCell()),
        )

        def found(self, row): …   # the record that the row is about, from self.records(), or None
        def made(self, row): …    # a new one, not saved, with all that is not in a column

What happens, the same for a check and for an import (`running.run`):

1.  A sheet is made for the run: `Sheet(convening, by)`. It may keep what later rows need to know
    of earlier ones, as little as it can: a file may have a million rows.
2.  Rows come in chunks of up to 2,000. `read(row)` has turned `row.cells` (as the file has them, by
    names of columns; a column that the file lacks, or that nobody mapped, is missing and changes
    nothing) into `row.values`, or `row.errors`. `plan(rows)` decides what each row does: sets
    `row.record` (the key of the record it changes; None: it adds one), `row.label`,
    `row.changes`, `row.notes`, or calls `row.wrong(column, words)`. It writes nothing. What it sets
    must survive `pickle`, since a plan waits in a file for its turn (`put_aside`).
3.  After the last row `settle()` gives what is wrong only when all rows are known, by number of the
    row: two heads of a delegation, too many people in the room.
4.  If no row is faulty and the file is to be written: in ONE transaction `write(rows)` for each
    chunk (`row.values`, `row.record`, and whatever `plan` left in `row.kept`), with history.
    Before that the run makes sure that nothing in `watched()` has changed since the plan was made,
    and makes a new plan if it has. `lock()` takes the row locks that the rules need.

Words of errors: a `ValidationError` (or `ValueError`) of a cell, of `full_clean()` or of your own,
as a sentence for the person who made the spreadsheet. They are shown at the cell.

Who may do what: the page asks whether somebody may edit the convening. A sheet whose records belong
to one body of a joint convening asks `within_reach(records, self.by, Level.EDITOR)` in `records()`,
and `may(self.by, Level.EDITOR, …)` for new ones.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from meetings.enums import RowVerb
from meetings.imports.columns import Column
from meetings.imports.fields import recorded
from meetings.imports.heads import Dialect
from meetings.models import Convening


@dataclass
class Row:
    """A row of a file: what stands in it, and what it would do."""

    number: int  # as the spreadsheet counts
    cells: dict[str, Any] = field(default_factory=dict)  # by names of columns
    values: dict[str, Any] = field(default_factory=dict)  # what they say
    record: Any = None  # the key of the record that it changes; None: it adds one
    label: str = ""  # how the record is called
    changes: list[tuple[str, str, str]] = field(default_factory=list)  # label, before, after
    errors: list[tuple[str, str]] = field(default_factory=list)  # name of the column, words
    notes: list[str] = field(default_factory=list)  # what was concluded, for a person to see
    left_out: bool = False  # because it says itself that it is not to be read; a note says why
    kept: Any = None  # what a sheet needs again when it writes

    @property
    def verb(self) -> str:
        """What it does; nothing, where it says what is recorded already."""
        if self.errors:
            return RowVerb.FAULTY
        if self.left_out:
            return RowVerb.LEFT_OUT
        if self.record is None:
            return RowVerb.ADDED
        return RowVerb.CHANGED if self.changes else ""

    def wrong(self, column: str, words: str) -> None:
        """Say that the cell of the column is wrong; without a column, the row as a whole."""
        if (column, words) not in self.errors:
            self.errors.append((column, words))

    def refused(self, error: Exception, names: dict[str, str] | None = None) -> None:
        """Say what the exception says, at the columns of its fields; `names` are others of them."""
        for name, words in messages_of(error):
            self.wrong((names or {}).get(name, name), words)


def messages_of(error: Exception) -> Iterator[tuple[str, str]]:
    """What is wrong, in words, each with the name of its field, or with none."""
    if not isinstance(error, ValidationError):
        yield "", str(error)
        return
    named = getattr(error, "error_dict", {NON_FIELD_ERRORS: [error]})
    for name, errors in named.items():
        for each in errors:
            for words in each.messages:
                yield ("" if name == NON_FIELD_ERRORS else name), words


class Sheet:
    """A kind of spreadsheet of one convening, while one file is read. See the module."""

    do_not_call_in_templates = True  # which show kinds of sheets, not sheets
    kind: str
    title: str | Promise
    about: str | Promise
    rules: Sequence[str | Promise] = ()  # what the page of the import says of how rows are read
    model: Any
    columns: tuple[Column, ...] = ()
    dialects: Sequence[Dialect] = ()  # of programs whose heads mean something else

    def __init__(self, convening: Convening, by: Any) -> None:
        self.convening, self.by = convening, by
        self._said_in: dict[Any, int] = {}
        self.read_columns = [column for column in self.columns if not column.tells]

    def expect(self, names: Collection[str]) -> None:
        """Say which columns the file has, so that no other is looked for in its rows."""
        self.read_columns = [column for column in self.read_columns if column.name in names]

    written_from_record: tuple[str, ...] = ()  # columns that are no fields, see `cell_on_record`

    @property
    def models(self) -> tuple[Any, ...]:
        """The models whose fields the columns are."""
        return (self.model,)

    def on_record(self) -> Any:
        """The records of the convening, to be changed in a spreadsheet."""
        raise NotImplementedError

    def cell_on_record(self, record: Any, column: Column) -> str:
        """What a cell of the spreadsheet says of the record; read again, it changes nothing."""
        if column.name == "id":
            return str(record.pk)
        return str(column.cell.render(recorded(record, column.name)))

    def say_once(self, row: Row, key: Any, column: str = "") -> None:
        """Refuse the row if one before it is about the same thing; the key says which thing."""
        before = self._said_in.setdefault(hash(key), row.number)
        if before != row.number:
            words = _("Row %(row)d is about the same: leave one of the two out.")
            row.wrong(column, words % {"row": before})

    @classmethod
    def column(cls, name: str) -> Column:
        """The column of the name. Raises KeyError."""
        return {column.name: column for column in cls.columns}[name]

    @classmethod
    def missing(cls, mapped: set[str]) -> list[str]:
        """What is wrong with a choice of columns: those that a file needs and that are not there.

        Files that say by their `id` which records they change need no others.
        """
        words = _("No column of the file is “%(label)s”, which is needed.")
        if "id" in mapped:
            return []
        return [
            words % {"label": column.label}
            for column in cls.columns
            if column.required and column.name not in mapped
        ]

    def read(self, row: Row) -> None:
        """Read what the cells say into the row, or say at the cell why it cannot be read."""
        for column in self.read_columns:
            if column.name not in row.cells:
                continue
            try:
                row.values[column.name] = column.cell.clean(row.cells[column.name])
            except (ValidationError, ValueError, OverflowError) as error:
                row.wrong(column.name, " ".join(words for _name, words in messages_of(error)))

    def put_aside(self, row: Row) -> Any:
        """What waits of a planned row until it is written, as little as can be."""
        row.cells, row.label, row.notes = {}, "", []
        return row

    def plan(self, rows: Sequence[Row]) -> None:
        """Decide what each of the rows does. Writes nothing."""
        raise NotImplementedError

    def settle(self) -> Iterator[tuple[int, str, str]]:
        """After the last row: what is wrong with rows before, by number, column and words."""
        return iter(())

    def lock(self) -> None:
        """Take the locks that the rules across records need, in the transaction of writing."""

    def write(self, rows: Sequence[Any]) -> None:
        """Write what was put aside of rows, with history."""
        raise NotImplementedError

    def watched(self) -> Sequence[Any]:
        """The models whose records decide what a row does."""
        return (self.model,)

    def basis(self) -> list[Any]:
        """What is different after any of the watched records has changed, been added or deleted."""
        return [
            model.history.aggregate(last=Max("history_id"))["last"]
            if hasattr(model, "history")
            else model.objects.aggregate(last=Max("pk"))["last"]
            for model in self.watched()
        ]


Kind = TypeVar("Kind", bound=Sheet)
_sheets: dict[str, type[Sheet]] = {}


def sheet(kind: type[Kind]) -> type[Kind]:
    """Register a kind of spreadsheet."""
    _sheets[kind.kind] = kind
    return kind


def kinds_of_sheets() -> dict[str, type[Sheet]]:
    """All kinds of spreadsheet, by name, in the order of their registration."""
    return dict(_sheets)


def sheet_of(kind: str) -> type[Sheet] | None:
    """The kind of spreadsheet of the name."""
    return _sheets.get(kind)
