"""Checking a file and writing it: one function, which goes through the same plan either way.

A plan is made without a transaction, a thousand rows at a time, and waits in a temporary file. Only
a file in which no row is faulty, of which the plan says word for word what the preview said, and
since whose plan nothing has changed that it depends on, is written: in one transaction, as short as
bulk writes make it, so that on SQLite too colleagues only wait for some seconds.
"""

import logging
import pickle
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any

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
from meetings.imports.telling import Tally, Teller
from meetings.imports.workbooks import ErrorOfSpreadsheet
from meetings.models import Import
from meetings.records.access import may
from meetings.records.domain import editions, entries, journal
from meetings.records.enums import Level, Way

CHUNK = 1_000
TRIES = 5
WRITTEN = (RowVerb.ADDED, RowVerb.CHANGED)
logger = logging.getLogger(__name__)


class _ChangedMeanwhileError(Exception):
    """The record has changed since the plan was made."""


class RefusedError(Exception):
    """Why a file cannot be read or written, in words."""


@dataclass
class Plan:
    """What a file does: the sheet that knows, the figures, and the rows in a file of their own."""

    sheet: Sheet
    basis: list[Any]
    spool: IO[bytes]
    tally: Tally = field(default_factory=Tally)

    def keep(self, rows: list[Row]) -> None:
        """Put the rows that write something aside."""
        kept = [row for row in rows if row.verb in WRITTEN]
        for row in kept:
            row.cells = {}
        pickle.dump(kept, self.spool, protocol=pickle.HIGHEST_PROTOCOL)

    def chunks(self) -> Iterator[list[Row]]:
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
    with override(settings.LANGUAGE_CODE):
        try:
            _run(of_import, write=write)
        except (RefusedError, UnreadableFileError) as error:
            _failed(of_import, str(error))
        except SupersededError:
            logger.warning("Import %s: another run has begun", of_import.pk)
        except Exception:
            logger.exception("Import %s", of_import.pk)
            _failed(of_import, _("Something went wrong in the portal. Nothing was written."))


def _run(of_import: Import, *, write: bool) -> None:
    for _attempt in range(TRIES):
        with _planned(of_import, write=write) as plan:
            as_told = plan.tally.checksum == of_import.told_sha256
            if not write:
                return _checked(of_import, plan)
            if plan.tally.counts[RowVerb.FAULTY] or not as_told:
                break
            try:
                return _written(of_import, plan)
            except _ChangedMeanwhileError:
                continue
            except ValidationError as error:  # what only the whole change shows
                raise RefusedError(" ".join(error.messages)) from error
            except IntegrityError as error:
                logger.exception("Import %s", of_import.pk)
                words = _(
                    "Nothing was written: the rows contradict what a colleague saved at the same "
                    "moment. Check the file again."
                )
                raise RefusedError(words) from error
            except DatabaseError as error:
                logger.exception("Import %s", of_import.pk)
                words = _("The database was busy. Nothing was written; try again in a moment.")
                raise RefusedError(words) from error
    return _checked_again(of_import)


@contextmanager
def _planned(of_import: Import, *, write: bool) -> Iterator[Plan]:
    """The plan of the file as the record is now. While checking, the preview is kept, too."""
    sheet_class = sheet_of(of_import.kind)
    if sheet_class is None or not of_import.file:
        raise RefusedError(_("The file is no longer there. Upload it again."))
    if not may(of_import.by, Level.EDITOR, of_import.convening):
        raise RefusedError(_("You may no longer change this convening."))
    sheet = sheet_class(of_import.convening, of_import.by)
    teller = Teller(of_import, sheet.columns)
    if not write:
        of_import.told_rows.all().delete()
    with TemporaryFile() as spool:
        plan = Plan(sheet, sheet.basis(), spool)
        lines = max(of_import.form.get("lines", 0) - 1, 0)
        for rows in _chunks(_rows(of_import)):
            for row in rows:
                _read(sheet, row)
            sheet.plan(rows)
            told = [teller.told(row) for row in rows]
            for each in told:
                plan.tally.add(each, each["verb"])
            if not write:
                teller.keep(told)
            plan.keep(rows)
            beat(of_import, plan.tally.rows, lines)
        _settle(plan, teller, write=write)
        yield plan


def _rows(of_import: Import) -> Iterator[Row]:
    """The rows of the file below its head, each cell by the name of its column."""
    names = [column["field"] for column in of_import.mapping]
    with local_copy(of_import) as file:
        rows = rows_of(file, of_import.form)
        next(rows, None)
        for number, cells in rows:
            padded = [*cells, *[None] * (len(names) - len(cells))]
            yield Row(number, {n: c for n, c in zip(names, padded, strict=False) if n})


def _read(sheet: Sheet, row: Row) -> None:
    for name, cell in row.cells.items():
        if isinstance(cell, ErrorOfSpreadsheet):
            row.wrong(name, _("The formula in this cell failed: %(error)s") % {"error": cell})
    if not row.errors:
        sheet.read(row)


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while some := list(islice(rows, CHUNK)):
        yield some


def _settle(plan: Plan, teller: Teller, *, write: bool) -> None:
    """Take in what is wrong only now that all rows are known."""
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    for number, name, words in plan.sheet.settle():
        found[number].append(teller.error(number, name, words))
    for number, errors in sorted(found.items()):
        before = RowVerb.ADDED.value if write else teller.keep_fault(number, errors)
        plan.tally.found_faulty({"number": number, "errors": errors}, before)


def _checked(of_import: Import, plan: Plan) -> None:
    _end(
        of_import,
        state=ImportState.CHECKED,
        told_sha256=plan.tally.checksum,
        rows_read=plan.tally.rows,
        message=of_import.message,
        **plan.tally.figures,
    )


def _checked_again(of_import: Import) -> None:
    """Show what the file would do now instead of writing what nobody has seen."""
    of_import.message = _(
        "Nothing was written: a colleague has changed the record since the check. This is what the "
        "file would do now."
    )
    _run(of_import, write=False)


def _written(of_import: Import, plan: Plan) -> None:
    """Write the whole plan, or nothing. Raises _ChangedMeanwhileError."""
    total = sum(plan.tally.counts[verb] for verb in WRITTEN)
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
        _end(of_import, state=ImportState.DONE, done_at=timezone.now(), journal=entries.present())


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
