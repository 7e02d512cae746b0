"""Starting runs: small files while somebody waits, large ones in a process of their own.

A run does what whoever starts it may do, whoever uploaded the file.
"""

import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from meetings.enums import ImportState
from meetings.imports.progress import claim
from meetings.imports.running import run
from meetings.models import Import

SMALL = 1024 * 1024  # bytes to be read, unpacked: some five hundred rows
SMALL_ROWS = 500
BEFORE_CHECK = (
    ImportState.UPLOADED,
    ImportState.CHECKED,
    ImportState.FAILED,
)
BEFORE_WRITING = (ImportState.CHECKED,)


def start_check(of_import: Import, by: Any) -> str:
    """Check the file; gives why that cannot be done now, or an empty text."""
    return _start(of_import, ImportState.CHECKING, BEFORE_CHECK, by)


def start_writing(of_import: Import, by: Any) -> str:
    """Write the file that was checked; gives why that cannot be done now, or an empty text."""
    return _start(of_import, ImportState.WRITING, BEFORE_WRITING, by)


def _start(of_import: Import, state: ImportState, after: tuple[str, ...], by: Any) -> str:
    refused = claim(of_import, state, after=after, by=by)
    if refused == "other":
        return _("Another file is being written into this convening. Wait till that is done.")
    if refused:
        return ""  # it has begun already, by a click before this one
    write = state == ImportState.WRITING
    if _is_small(of_import):
        run(of_import, write=write)
        return ""
    return _start_process(of_import, write=write)


def _is_small(of_import: Import) -> bool:
    form = of_import.form
    return form.get("size", SMALL) < SMALL and form.get("lines", SMALL_ROWS) < SMALL_ROWS


def _start_process(of_import: Import, *, write: bool) -> str:
    """Start `manage.py run_import`, which goes on when this process ends."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    command = [sys.executable, "-m", "django", "run_import", str(of_import.pk), of_import.run]
    try:
        subprocess.Popen(
            [*command, *(["--write"] if write else [])],
            env=environment,
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        words = _("The import could not be started: %(error)s") % {"error": error}
        with transaction.atomic():
            Import.objects.filter(pk=of_import.pk, run=of_import.run).update(
                state=ImportState.FAILED, message=words
            )
        return words
    return ""
