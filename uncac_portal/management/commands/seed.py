"""`manage.py seed`: loads the fixtures."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from meetings.records.domain.seeding import Outcome, SeedingError, read_entries, seed

FIXTURES = ["sources", "reference", "entities", "september_2021", "history"]


class Command(BaseCommand):
    help = (
        "Load the record from fixtures/: add what is missing, bring up to date what nobody has "
        "changed since, and leave the rest alone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files", nargs="*", type=Path, help="Fixture files; the portal's own if none is named."
        )

    def handle(self, *args: Any, files: list[Path], verbosity: int, **options: Any) -> None:
        paths = files or [settings.BASE_DIR / "fixtures" / f"{name}.yaml" for name in FIXTURES]
        entries = []
        for path in paths:
            read = read_entries(path)
            entries += read
            if verbosity > 1:
                self.stdout.write(f"  {path.name}: {len(read)} entries read")
        try:
            report = seed(entries, progress=self._show_progress if verbosity else None)
        except SeedingError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        if verbosity > 1:
            for (model, outcome), count in sorted(report.counts.items()):
                self.stdout.write(f"  {model}: {count} {outcome}")
        for name in report.left_to_staff:
            self.stdout.write(f"  left alone, because staff changed or deleted it: {name}")
        self.stdout.write(
            f"Fixtures: {report.total(Outcome.ADDED)} added, "
            f"{report.total(Outcome.CHANGED)} changed, "
            f"{report.total(Outcome.UNCHANGED)} unchanged, "
            f"{report.total(Outcome.LEFT_TO_STAFF)} left to staff."
        )

    def _show_progress(self, done: int, total: int) -> None:
        if done % 250 == 0 or done == total:
            self.stdout.write(f"  {done} of {total} entries", ending="\n")
            self.stdout.flush()
