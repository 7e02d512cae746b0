"""Checking a file and writing it: one function, which goes through the same plan either way.

A plan is made without a transaction, some thousand rows at a time, and waits in a temporary file.
Only a file in which no row is faulty, of which the plan says word for word what the preview said,
and since whose plan nothing has changed that it depends on, is written: in one transaction, as
short as bulk writes make it, so that on SQLite too colleagues only wait for some seconds. A command
does both at once (`run_at_once`): nobody has seen a preview, so nothing is told but what is wrong.
"""

import logging
import pickle
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any, Generic, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from meetings.enums import ImportState, RowVerb
from meetings.imports.progress import SupersededError, beat, whisper
from meetings.imports.reading import UnreadableFileError, rows_of
from meetings.imports.sheets import Row, Sheet, sheet_of
from meetings.imports.telling import Faults, Figures, Preview, Teller
from meetings.imports.workbooks import ErrorOfSpreadsheet
from meetings.models import Import
from meetings.records.access import may
from meetings.records.domain import editions, entries, journal
from meetings.records.enums import Level, Way

CHUNK = 2_000
TRIES = 5
WRITTEN = (RowVerb.ADDED, RowVerb.CHANGED)
Telling = TypeVar("Telling", bound=Figures)
logger = logging.getLogger(__name__)


class _ChangedMeanwhileError(Exception):
    """The record has changed since the plan was made."""


class RefusedError(Exception):
    """Why a file cannot be read or written, in words."""


@dataclass
class Plan(Generic[Telling]):
    """What a file does: the sheet that knows, the figures, and the rows in a file of their own."""

    sheet: Sheet
    basis: list[Any]
    spool: IO[bytes]
    told: Telling

    def keep(self, rows: list[Row]) -> None:
        """Put the rows that write something aside, without what is only told of them."""
        kept = [self.sheet.put_aside(row) for row in rows if row.verb in WRITTEN]
        pickle.dump(kept, self.spool, protocol=pickle.HIGHEST_PROTOCOL)

    def chunks(self) -> Iterator[list[Any]]:
        """The rows that were put aside."""
        self.spool.seek(0)
        while True:
            try:
                yield pickle.load(self.spool)
            except EOFError:
                return


def run(of_import: Import, *, write: bool) -> None:
    """Check the file, or write it if it is as its check has told; says in the import how it ended.

    The import was claimed for it. Nothing of the file is in the record unless all of it is.
    """
    _tell_how_it_ends(_write_as_told if write else _check, of_import)


def run_at_once(of_import: Import, *, write: bool) -> Faults | None:
    """Check the file and, if `write` and nothing is wrong, write it, without a preview.

    Gives what was found; None: the import says why nothing was.
    """
    return _tell_how_it_ends(partial(_at_once, write=write), of_import)


def _at_once(of_import: Import, *, write: bool) -> Faults:
    for _attempt in range(TRIES):
        with _planned(of_import, Faults) as plan, suppress(_ChangedMeanwhileError):
            if write and not plan.told.counts[RowVerb.FAULTY]:
                _written(of_import, plan)
            return plan.told
    raise RefusedError(_busy())


def _tell_how_it_ends(deed: Callable[[Import], Any], of_import: Import) -> Any:
    """Do it, and say in the import why it could not be done."""
    with override(settings.LANGUAGE_CODE):
        try:
            return deed(of_import)
        except (RefusedError, UnreadableFileError) as error:
            _failed(of_import, str(error))
        except SupersededError:
            logger.warning("Import %s: another run has begun", of_import.pk)
        except Exception:
            logger.exception("Import %s", of_import.pk)
            _failed(of_import, _("Something went wrong in the portal. Nothing was written."))
    return None


def _check(of_import: Import) -> None:
    with _planned(of_import, Preview) as plan:
        _end(
            of_import,
            state=ImportState.CHECKED,
            told_sha256=plan.told.checksum,
            rows_read=plan.told.rows,
            message=of_import.message,
            **plan.told.figures,
        )


def _write_as_told(of_import: Import) -> None:
    """Write what the preview has shown; if it would be something else now, show that instead."""
    for _attempt in range(TRIES):
        with _planned(of_import, Teller) as plan:
            as_told = plan.told.checksum == of_import.told_sha256
            if plan.told.counts[RowVerb.FAULTY] or not as_told:
                break
            with suppress(_ChangedMeanwhileError):
                _written(of_import, plan)
                return
    of_import.message = _(
        "Nothing was written: a colleague has changed the record since the check. This is what the "
        "file would do now."
    )
    _check(of_import)


@contextmanager
def _planned(of_import: Import, tells: type[Telling]) -> Iterator[Plan[Telling]]:
    """The plan of the file as the record is now, and what is told of it."""
    sheet_class = sheet_of(of_import.kind)
    if sheet_class is None or not of_import.file:
        raise RefusedError(_("The file is no longer there. Upload it again."))
    if not may(of_import.by, Level.EDITOR, of_import.convening):
        raise RefusedError(_("You may no longer change this convening."))
    sheet = sheet_class(of_import.convening, of_import.by)
    sheet.expect({column["field"] for column in of_import.mapping})
    with TemporaryFile() as spool:
        plan = Plan(sheet, sheet.basis(), spool, tells(of_import, sheet.columns))
        lines = max(of_import.form.get("lines", 0) - 1, 0)
        for rows in _chunks(_rows(of_import)):
            for row in rows:
                _read(sheet, row)
            sheet.plan(rows)
            plan.told.take_in(rows)
            plan.keep(rows)
            beat(of_import, plan.told.rows, lines)
        _settle(plan)
        yield plan


def _rows(of_import: Import) -> Iterator[Row]:
    """The rows of the file below its head, each cell by the name of its column."""
    wanted = [(n, column["field"]) for n, column in enumerate(of_import.mapping) if column["field"]]
    with local_copy(of_import) as file:
        rows = rows_of(file, of_import.form)
        next(rows, None)
        for number, cells in rows:
            last = len(cells)
            yield Row(number, {name: cells[n] if n < last else None for n, name in wanted})


def _read(sheet: Sheet, row: Row) -> None:
    for name, cell in row.cells.items():
        if isinstance(cell, ErrorOfSpreadsheet):
            row.wrong(name, _("The formula in this cell failed: %(error)s") % {"error": cell})
    if not row.errors:
        sheet.read(row)


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while some := list(islice(rows, CHUNK)):
        yield some


def _settle(plan: Plan) -> None:
    """Take in what is wrong only now that all rows are known."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for number, name, words in plan.sheet.settle():
        found[number].append((name, words))
    for number, faults in sorted(found.items()):
        plan.told.found_faulty(number, faults)


def _written(of_import: Import, plan: Plan) -> None:
    """Write the whole plan, or nothing. Raises _ChangedMeanwhileError, and RefusedError."""
    try:
        _write(of_import, plan)
    except ValidationError as error:  # what only the whole change shows
        raise RefusedError(" ".join(error.messages)) from error
    except IntegrityError as error:
        logger.exception("Import %s", of_import.pk)
        words = _(
            "Nothing was written: the rows contradict what a colleague saved at the same moment. "
            "Check the file again."
        )
        raise RefusedError(words) from error
    except DatabaseError as error:
        logger.exception("Import %s", of_import.pk)
        raise RefusedError(_busy()) from error


def _write(of_import: Import, plan: Plan) -> None:
    total = sum(plan.told.counts[verb] for verb in WRITTEN)
    written = 0
    origin = journal.made(Way.IMPORT, by=of_import.by, detail=of_import.name)
    with origin, editions.raised_once():
        plan.sheet.lock()
        if plan.sheet.basis() != plan.basis:
            raise _ChangedMeanwhileError
        for rows in plan.chunks():
            plan.sheet.write(rows)
            written += len(rows)
            whisper(of_import, written, total)
        done = {"state": ImportState.DONE, "done_at": timezone.now(), "journal": entries.present()}
        _end(of_import, **done, **plan.told.figures)


def _busy() -> str:
    return _("The database was busy. Nothing was written; try again in a moment.")


def _failed(of_import: Import, words: str) -> None:
    try:
        _end(of_import, state=ImportState.FAILED, message=words)
    except SupersededError:
        logger.warning("Import %s: another run has begun", of_import.pk)


def _end(of_import: Import, **fields: Any) -> None:
    """Say how the run ended, if it is still the one that counts. Raises SupersededError."""
    here = Import.objects.filter(pk=of_import.pk, run=of_import.run)
    if not here.update(alive_at=timezone.now(), **fields):
        raise SupersededError
    for name, value in fields.items():
        setattr(of_import, name, value)


@contextmanager
def local_copy(of_import: Import) -> Iterator[IO[bytes]]:
    """The file of the import, on this machine, wherever it is kept. Raises RefusedError."""
    with TemporaryFile() as copy:
        try:
            with of_import.file.open("rb") as kept:
                shutil.copyfileobj(kept, copy)
        except (OSError, ValueError) as error:
            raise RefusedError(_("The file is no longer there. Upload it again.")) from error
        copy.seek(0)
        yield copy
