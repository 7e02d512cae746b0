"""`manage.py index_search`: writes the index of the search anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from uncac_portal.search.indexing import is_current, rebuild


class Command(BaseCommand):
    help = (
        "Write the index of the search anew. It is kept up to date by itself; this is for a "
        "database that was filled by other means, and for a release that indexes differently."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="Only if the index was never built, or by another release.",
        )

    def handle(self, *args: Any, if_needed: bool, **options: Any) -> None:
        if if_needed and is_current():
            self.stdout.write("The index of the search is up to date.")
        else:
            self.stdout.write(f"The index of the search has {rebuild()} entries.")
