"""Prepares the record on this machine and serves it: the second half of `make run`.

`uncac_portal/start.py` has installed the packages and calls `python -m uncac_portal.serve PORT`.
All commands run in this one process, because starting Django anew for each of them would take
most of the time; so does the server. What was prepared already is not prepared again.
"""

import contextlib
import hashlib
import io
import os
import secrets
import sys
import traceback
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections

from uncac_portal.server import default_workers, serve
from uncac_portal.start import ROOT, step

PREPARED_FROM = ("uncac_portal", "meetings", "delegations", "templates", "static", "fixtures")


def main(port: str) -> None:
    data = Path(os.environ.get("DATA_DIR") or ROOT / "var")
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    configure(data)
    django.setup()
    stamp = data / "prepared.txt"
    was_prepared = stamp.exists() and stamp.read_text() == state()
    if not was_prepared:
        stamp.unlink(missing_ok=True)
        prepare()
        stamp.write_text(state())
    connections.close_all()  # none may be shared with the processes of the server
    print(f"The portal is at http://127.0.0.1:{port} (Ctrl-C stops it)", flush=True)
    if was_prepared:
        serve(host="127.0.0.1", port=int(port), workers=default_workers())
        return
    # What prepared it has had threads, and no process may be made of one that had.
    os.environ.update(HOST="127.0.0.1", PORT=port)
    os.execv(sys.executable, [sys.executable, "-m", "uncac_portal.server"])


def prepare() -> None:
    """Bring database, translations, index, record, account and static files up to date."""
    manage("Bringing the database up to date", "migrate", interactive=False)
    manage("Compiling the translations", "compile_catalogues")
    manage("Preparing the search", "index_search", if_needed=True)
    manage("Loading the record", "seed", shown=True)
    manage("Looking for a staff account", "first_account", shown=True)
    manage("Collecting stylesheets and scripts", "collectstatic", interactive=False)


def state() -> str:
    """What the portal is prepared from: its files, its packages, and which database it has."""
    paths = [ROOT / "requirements.txt"]
    for room in PREPARED_FROM:
        files = (path for path in (ROOT / room).rglob("*") if path.is_file())
        paths += [path for path in files if path.suffix not in (".pyc", ".mo")]
    seen = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in sorted(paths)]
    static = Path(settings.STATIC_ROOT, "staticfiles.json").exists()
    seen += [sys.version, str(settings.DATABASES["default"]), f"{migrations()}", f"{static}"]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()


def migrations() -> tuple[int, int] | None:
    """How many changes of its tables the database has seen, and the last; None: it is empty."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), max(id) FROM django_migrations")
            return cursor.fetchone()
    except DatabaseError:
        return None


def configure(data: Path) -> None:
    """What the settings need on a machine of one's own, where the environment does not say it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "uncac_portal.settings"
    os.environ["HTTPS"] = "off"
    os.environ.setdefault("EMAIL_URL", "consolemail://")
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = secret_key(data / "secret_key")
    if not os.environ.get("ALLOWED_HOSTS"):
        os.environ["ALLOWED_HOSTS"] = "localhost,127.0.0.1,[::1]"


def secret_key(path: Path) -> str:
    """The key kept in the file, which is made where it is missing or was never filled."""
    if path.exists() and (kept := path.read_text().strip()):
        return kept
    key = secrets.token_urlsafe(50)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(f"{key}\n")
    return key


class Said(io.StringIO):
    """Keeps what a command says, and shows it at once if that is asked for."""

    def __init__(self, *, shown: bool) -> None:
        super().__init__()
        self.shown = shown
        self.terminal = sys.stdout

    def write(self, text: str) -> int:
        if self.shown:
            if not self.has_spoken():
                self.terminal.write("\n")  # ends the line that names the step
            self.terminal.write(text)
            self.terminal.flush()
        return super().write(text)

    def has_spoken(self) -> bool:
        return self.shown and bool(self.getvalue())


def manage(label: str, command: str, *, shown: bool = False, **options: Any) -> None:
    """One management command as one step. What it says is shown if asked for, or if it fails."""
    said = Said(shown=shown)
    with step(label, said.has_spoken):
        try:
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                call_command(command, **options)
        except CommandError as error:
            problem = str(error)
        except Exception:
            problem = traceback.format_exc()
        else:
            return
        print("failed", "" if shown else said.getvalue(), problem, sep="\n")
        sys.exit(f"{label} failed, so the portal was not started.")


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.")
        sys.exit(130)
