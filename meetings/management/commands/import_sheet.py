"""`manage.py import_sheet`: a spreadsheet of staff checked and written at once, however long."""

import gc
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from meetings.enums import ImportState
from meetings.imports.keeping import keep_file, throw_away
from meetings.imports.progress import claim
from meetings.imports.reading import MOST_ROWS_BY_COMMAND, UnreadableFileError, form_of, head_of
from meetings.imports.running import run_at_once
from meetings.imports.sheets import kinds_of_sheets
from meetings.imports.telling import Faults
from meetings.models import Convening, Import


class Command(BaseCommand):
    help = (
        "Reads a spreadsheet (.xlsx or .csv) into a convening, as the administration does and with "
        "the same checks, without a preview and up to a million rows. One row that is wrong, and "
        "nothing is written. What was written is in the journal, and can be undone there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=kinds_of_sheets(), help="what the rows are")
        parser.add_argument("convening", help="the short name of the convening in its address")
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, metavar="USER", help="whose change it is")
        parser.add_argument("--check", action="store_true", help="only say what is wrong")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="HEAD=FIELD",
            help="take the column with this head for the field; without one, do not read it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        gc.freeze()  # what the portal is made of is not looked through for what may be let go
        convening = _found(Convening, slug=options["convening"])
        by = _found(get_user_model(), username=options["by"])
        with _kept(options["kind"], convening, options["file"], by) as of_import:
            self._choose_columns(of_import, options["column"])
            self._run(of_import, write=not options["check"])

    def _choose_columns(self, of_import: Import, chosen: list[str]) -> None:
        kind = kinds_of_sheets()[of_import.kind]
        names = {column.name for column in kind.columns}
        heads = {column["head"]: column for column in of_import.mapping}
        for head, _sign, name in (each.rpartition("=") for each in chosen):
            if head not in heads or name not in {*names, ""}:
                raise CommandError(f"The file has no column “{head}”, or no field is “{name}”.")
            heads[head]["field"] = name
        mapped = [column["field"] for column in of_import.mapping if column["field"]]
        if len(mapped) != len(set(mapped)):
            raise CommandError("Two columns are taken for the same field.")
        if wrong := kind.missing(set(mapped)):
            raise CommandError("\n".join(wrong))
        if unread := [c["head"] for c in of_import.mapping if c["head"] and not c["field"]]:
            self.stdout.write(f"Columns that are not read: {'; '.join(unread)}")
        of_import.save(update_fields=["mapping"])

    def _run(self, of_import: Import, *, write: bool) -> None:
        state = ImportState.WRITING if write else ImportState.CHECKING
        if claim(of_import, state, after=(ImportState.UPLOADED,), by=of_import.by):
            raise CommandError("Another file is being written into this convening.")
        told = run_at_once(of_import, write=write)
        if told is None or told.first:
            raise CommandError(_in_words(told) if told else of_import.message)
        figures = {name.replace("_", " "): number for name, number in told.figures.items()}
        rows = figures.pop("rows")
        does = ", ".join(f"{number} {name}" for name, number in figures.items() if number)
        self.stdout.write(f"{'Imported' if write else 'Checked'}: {rows} rows; {does or 'none'}")


@contextmanager
def _kept(kind: str, convening: Convening, path: Path, by: Any) -> Iterator[Import]:
    """The file as an import, which stays only if it is written."""
    try:
        with path.open("rb") as content:
            form = form_of(content)
            form["most_rows"] = MOST_ROWS_BY_COMMAND
            _number, heads = head_of(content, form)
            file = File(content, name=path.name)
            of_import = keep_file(file, convening, kind=kind, form=form, heads=heads, by=by)
    except (OSError, UnreadableFileError) as error:
        raise CommandError(f"{path.name}: {error}") from error
    try:
        yield of_import
    finally:
        if of_import.state != ImportState.DONE:
            throw_away(of_import)


def _found(kind: Any, **wanted: str) -> Any:
    found = kind.objects.filter(**wanted).first()
    if found is None:
        [name] = wanted.values()
        raise CommandError(f"There is no {kind._meta.verbose_name} {name}.")
    return found


def _in_words(told: Faults) -> str:
    """What is wrong, cell by cell."""
    lines = [
        f"{error['cell'] or f'row {number}'} {error['head']}: {error['words']}"
        for number, error in told.first
    ]
    rows = told.figures["faulty"]
    return "\n".join([f"Nothing was written. Rows that are wrong: {rows}.", *lines])
