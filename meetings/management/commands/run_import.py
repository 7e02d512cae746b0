"""`manage.py run_import`: checks or writes an uploaded file, in a process of its own."""

import gc
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.imports.progress import RUNNING
from meetings.imports.running import run
from meetings.models import Import


class Command(BaseCommand):
    help = (
        "Checks an uploaded file, or writes it into the record. The administration starts it for "
        "the import that somebody is looking at; there is no need to do so by hand."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("import_id", type=int)
        parser.add_argument("run", help="which run this is, as the import says")
        parser.add_argument("--write", action="store_true", help="write, do not only check")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = Import.objects.filter(pk=options["import_id"], run=options["run"])
        of_import = wanted.filter(state__in=RUNNING).select_related("convening", "by").first()
        if of_import is None:
            raise CommandError("There is no such run of an import.")
        gc.freeze()  # what the portal is made of is not looked through for what may be let go
        run(of_import, write=options["write"])
        self.stdout.write(f"{of_import.get_state_display()}: {of_import.message}")
