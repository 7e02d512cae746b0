"""`manage.py seed`: loads the fixtures; with `--demo`, adds an invented convening instead."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from meetings.models import Convening
from meetings.records.domain.journal import made
from meetings.records.domain.seeding import Outcome, SeedingError, read_entries, seed
from meetings.records.enums import Way
from uncac_portal.demo.example import DemonstrationError, add_example
from uncac_portal.demo.removal import RemovalError, remove_example

FIXTURES = ["sources", "reference", "entities", "september_2021", "history"]


class Command(BaseCommand):
    help = (
        "Load the record from fixtures/: add what is missing, bring up to date what nobody has "
        "changed since, and leave the rest alone. With --demo, add an invented convening to the "
        "record that is loaded: it is marked on its pages and counted nowhere."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files", nargs="*", type=Path, help="Fixture files; the portal's own if none is named."
        )
        parser.add_argument("--demo", action="store_true", help="Add an invented convening.")
        parser.add_argument("--year", type=int, default=2031, help="Its year; each has its own.")
        parser.add_argument("--size", type=int, default=400, help="How many participants it has.")
        parser.add_argument(
            "--random-seed", type=int, default=1, help="The same number gives the same records."
        )

        parser.add_argument(
            "--remove", action="store_true", help="With --demo: take the example out again."
        )

    def handle(self, *args: Any, demo: bool, remove: bool, **options: Any) -> None:
        if remove and not demo:
            raise CommandError("Only an example is removed: add --demo.")
        with made(Way.COMMAND, detail="seed --demo" if demo else "seed"):
            if demo and remove:
                self._remove_example(options["year"])
            elif demo:
                self._add_example(**options)
            else:
                self._load(**options)

    def _add_example(
        self, *, year: int, size: int, random_seed: int, verbosity: int, **options: Any
    ) -> None:
        progress = self._show_rate if verbosity else None
        try:
            outcome = add_example(year=year, size=size, random_seed=random_seed, progress=progress)
        except DemonstrationError as error:
            raise CommandError(f"No example was added. {error}") from error
        said = "is there already; nothing was changed" if outcome.was_there else "was added"
        self.stdout.write(f"The example {said}: {outcome.convening.get_absolute_url()}")

    def _remove_example(self, year: int) -> None:
        convening = Convening.objects.filter(is_example=True, starts_on__year=year).first()
        if convening is None:
            raise CommandError(f"There is no example of the year {year}.")
        try:
            remove_example(convening)
        except RemovalError as error:
            raise CommandError(f"Nothing was removed. {error}") from error
        self.stdout.write(f"The example was removed: {convening.get_absolute_url()}")

    def _show_rate(self, done: int, total: int, seconds: float) -> None:
        rate = done / max(seconds, 0.001)
        self.stdout.write(f"  {done} of {total} participants, {rate:.0f} a second")
        self.stdout.flush()

    def _load(self, *, files: list[Path], verbosity: int, **options: Any) -> None:
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
