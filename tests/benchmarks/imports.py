"""Spreadsheets read into the record, against a program that does nothing else."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.files import File
from django.db import connection, connections

from meetings.enums import ImportState
from meetings.imports.keeping import keep_file
from meetings.imports.progress import claim
from meetings.imports.reading import form_of, head_of
from meetings.imports.running import run
from meetings.models import Convening
from tests.benchmarks.figures import Figure
from tests.benchmarks.sheets import invent_people
from tests.benchmarks.worlds import CALENDAR

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = [sys.executable, "-m", "tests.benchmarks.references.imports"]
MANAGE = [sys.executable, "manage.py"]
STAFF = "importer"
IN_ADMINISTRATION = """
import django; django.setup()
from pathlib import Path
import sys
from tests.benchmarks.imports import as_in_the_administration
as_in_the_administration(Path(sys.argv[1]))
"""


def imports(database: str, rows: int, rounds: int = 1) -> Iterator[Figure]:
    """So many new participants, checked and written by the command."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "participants.csv")
        invent_people(rows, file)
        command = [*MANAGE, "import_sheet", "participants", CALENDAR, str(file), f"--by={STAFF}"]
        reference = [*REFERENCE, CALENDAR, str(file)]
        pairs = [
            (_in_a_copy(command, folder), _in_a_copy(reference, folder)) for _round in range(rounds)
        ]
    ours, theirs = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
    yield Figure(
        what=f"import of {rows:,} participants by command",
        database=database,
        value=ours[0],
        reference=theirs[0],
        unit="s",
        bound=2.5,
        why=f"peak {ours[1]:.0f} MB, the reference {theirs[1]:.0f} MB",
    )


def in_administration(database: str, rows: int) -> Iterator[Figure]:
    """The same in the administration: a preview, then the import, against the command."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "participants.csv")
        invent_people(rows, file)
        command = [*MANAGE, "import_sheet", "participants", CALENDAR, str(file), f"--by={STAFF}"]
        forms = [sys.executable, "-c", IN_ADMINISTRATION, str(file)]
        pairs = [(_in_a_copy(forms, folder), _in_a_copy(command, folder)) for _round in range(2)]
    ours, theirs = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
    yield Figure(
        what=f"import of {rows:,} participants in the administration, preview and import",
        database=database,
        value=ours[0],
        reference=theirs[0],
        unit="s",
        bound=3,
        why=f"the command; peak {ours[1]:.0f} MB",
    )


def as_in_the_administration(path: Path) -> None:
    """What its two buttons do with a file: check it, and then write it."""
    by = get_user_model().objects.get(username=STAFF)
    with path.open("rb") as content:
        form = form_of(content)
        _number, heads = head_of(content, form)
        convening = Convening.objects.get(slug=CALENDAR)
        file = File(content, name=path.name)
        kept = keep_file(file, convening, kind="participants", form=form, heads=heads, by=by)
    claim(kept, ImportState.CHECKING, after=(ImportState.UPLOADED,), by=by)
    run(kept, write=False)
    kept.refresh_from_db()
    assert kept.state == ImportState.CHECKED, kept.message
    claim(kept, ImportState.WRITING, after=(ImportState.CHECKED,), by=by)
    run(kept, write=True)
    kept.refresh_from_db()
    assert kept.state == ImportState.DONE, kept.message


def _in_a_copy(command: list[str], folder: str) -> tuple[float, float]:
    """Seconds and megabytes of the command on a copy of the database that nobody has written to."""
    with _copy(folder) as url:
        return _run(command, url)


@contextmanager
def _copy(folder: str) -> Iterator[str]:
    if not get_user_model().objects.filter(username=STAFF).exists():
        get_user_model().objects.create_superuser(STAFF)
    connections.close_all()
    url = os.environ["DATABASE_URL"]
    if connection.vendor == "sqlite":
        copy = Path(folder, "copy.sqlite3")
        shutil.copy(connection.settings_dict["NAME"], copy)
        yield f"sqlite:///{copy}"
        for path in Path(folder).glob("copy.sqlite3*"):
            path.unlink()
        return
    name = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE copy TEMPLATE {name}")
    yield re.sub(rf"/{name}\b", "/copy", url)
    with connection._nodb_cursor() as cursor:
        cursor.execute("DROP DATABASE copy")


def _run(command: list[str], url: str) -> tuple[float, float]:
    """Seconds and megabytes of a process. Raises RuntimeError if it fails."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        _pid, status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - began
        if status:
            said.seek(0)
            raise RuntimeError(f"{command}: {said.read().decode()}")
    return took, usage.ru_maxrss / 1024
