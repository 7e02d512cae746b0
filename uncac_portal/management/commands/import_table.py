"""`manage.py import_table`: a downloaded table read back, with what was changed in it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet

from delegations.imports.delegations import ParticipantResource
from delegations.models import Participant
from meetings.imports.agenda import ItemResource
from meetings.imports.documents import DocumentResource
from meetings.models import AgendaItem, Convening, Document
from meetings.records.domain.journal import made
from meetings.records.enums import Way
from meetings.records.imports.reading import UnreadableFileError, table_in
from meetings.records.imports.resources import TableResource, import_table

# For each table: what reads it, and the way from its records to their convening.
TABLES: dict[str, tuple[type[TableResource], Any, str]] = {
    "items": (ItemResource, AgendaItem, "session__convening"),
    "documents": (DocumentResource, Document, "sessions__convening"),
    "participants": (ParticipantResource, Participant, "delegation__convening"),
}


class Command(BaseCommand):
    help = (
        "Reads a downloaded table back, as CSV, JSON or JSON Lines: what was changed in it is "
        "changed in the record. One row that is wrong, and nothing is changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("table", choices=TABLES, help="what the rows are")
        parser.add_argument("file", type=Path)
        parser.add_argument("--convening", help="change nothing of any other one than this")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument(
            "--force",
            action="store_true",
            help="change even records that were changed since the file was written",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        resource, model, path = TABLES[options["table"]]
        records: QuerySet = model.objects.all()
        if slug := options["convening"]:
            if not Convening.objects.filter(slug=slug).exists():
                raise CommandError(f"There is no convening {slug}.")
            records = records.filter(**{f"{path}__slug": slug}).distinct()
        try:
            rows = table_in(options["file"])
        except (OSError, UnreadableFileError) as error:
            raise CommandError(f"{options['file'].name}: {error}") from error
        dry_run, force = options["dry_run"], options["force"]
        detail = f"import_table {options['table']} {options['file'].name}"
        with made(Way.COMMAND, detail=detail):
            imported = import_table(resource(records), rows, dry_run=dry_run, force=force)
        if imported.problems:
            told = "\n".join(f"row {number}: {words}" for number, words in imported.problems)
            raise CommandError(f"Nothing was changed.\n{told}")
        done = "would change" if dry_run else "changed"
        self.stdout.write(f"{len(imported.changed)} {done}, {imported.unchanged} unchanged")
