"""Private PostgreSQL servers, for `.ci/with_postgres.py` and for tests that need more than one.

A server lives in a folder that only its user can enter and listens on a socket in it, never on a
network. Nothing in it survives, so it never waits for the disk.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
max_connections = 50
fsync = off
full_page_writes = off
"""
ALONE = """
synchronous_commit = off
wal_level = minimal
max_wal_senders = 0
"""


class ServerError(Exception):
    """Why a server cannot be had, in words."""


class Server:
    """A server in a folder of its own."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder, self.data = programs, folder, folder / "data"
        self.user = server_user()
        folder.mkdir(exist_ok=True)
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)

    @property
    def url(self) -> str:
        """Its address, as the portal's settings understand it."""
        return f"postgres://portal@/postgres?host={self.folder}"

    def make(self, settings: str) -> None:
        """A new server with these settings."""
        self.call("initdb", "--username=portal", "--auth=trust", "--locale=C.UTF-8", "--no-sync")
        self._set(settings)

    def follow(self, primary: "Server") -> None:
        """A replica of another server, which runs."""
        source = ["--host", str(primary.folder), "--username=portal"]
        self.call("pg_basebackup", *source, "--write-recovery-conf", "--no-sync", "-c", "fast")
        self._set("")

    def start(self) -> None:
        """Start it and wait till it answers."""
        self.call("pg_ctl", "start", "--wait", "--silent", "--log", str(self.folder / "log"))

    def stop(self) -> None:
        """Stop it at once, if it runs."""
        if (self.data / "postmaster.pid").exists():
            self.call("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate")

    def call(self, program: str, *arguments: str) -> None:
        """Run one of its programs. Raises ServerError."""
        as_user: dict[str, Any] = {}
        if self.user:
            as_user = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
        # In a session of its own, so that Ctrl-C reaches the command and not the server.
        result = subprocess.run(
            [self.programs / program, "--pgdata", self.data, *arguments],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            **as_user,
        )
        if result.returncode:
            log = self.folder / "log"
            said = result.stdout + (log.read_text() if log.exists() else "")
            raise ServerError(f"{said}\nThe private PostgreSQL server failed; its words are above.")

    def _set(self, settings: str) -> None:
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(SETTINGS.format(folder=self.folder) + settings)


@contextlib.contextmanager
def folder_for_servers() -> Iterator[Path]:
    """A folder that goes when the block ends; its servers have to be stopped by then."""
    # Not where TMPDIR says: another user has to reach it, and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="uncac-postgres-", dir="/tmp"))
    try:
        if user := server_user():
            os.chown(folder, user.pw_uid, user.pw_gid)
        yield folder
    finally:
        shutil.rmtree(folder)


def find_programs() -> Path | None:
    """The folder with the newest PostgreSQL server's programs."""
    packaged = sorted(
        Path("/usr/lib/postgresql").glob("[0-9]*/bin/initdb"),
        key=lambda path: float(path.parts[4]),
    )
    on_path = shutil.which("initdb")
    initdb = packaged[-1] if packaged else Path(on_path).resolve() if on_path else None
    return initdb.parent if initdb and initdb.with_name("pg_ctl").exists() else None


def server_user() -> pwd.struct_passwd | None:
    """Whom root runs the server as: PostgreSQL refuses root, and its package brings a user."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        words = "PostgreSQL does not run as root, and there is no user `postgres` to run it as."
        raise ServerError(words) from None
