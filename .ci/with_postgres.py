"""Runs a command with DATABASE_URL naming a PostgreSQL server of its own.

    python3 .ci/with_postgres.py COMMAND...

The server lives in a temporary folder that only its user can enter and listens on a socket in it,
never on a network. It is stopped and deleted when the command ends, however that comes about, and
the command's exit code is passed on. Nothing in it survives, so it never waits for the disk.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
max_connections = 50
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
"""


class Runner:
    """Runs a command so that an interruption ends the command, and what follows it still happens.

    Python's own answer to a signal would leave the server running.
    """

    def __init__(self) -> None:
        self.interrupted_by = 0
        self.child: subprocess.Popen[bytes] | None = None
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._receive)

    def _receive(self, number: int, frame: FrameType | None) -> None:
        self.interrupted_by = number
        if self.child and number != signal.SIGINT:  # a terminal sends that one to the child too
            self.child.send_signal(number)

    def run(self, command: list[str], environment: Mapping[str, str] | None = None) -> int:
        if not self.interrupted_by:
            self.child = subprocess.Popen(command, env=environment)
            code = self.child.wait()
            self.child = None
            if not self.interrupted_by:
                return code if code >= 0 else 128 - code
        return 128 + self.interrupted_by


def main(command: list[str]) -> int:
    if not command:
        sys.exit("Usage: python3 .ci/with_postgres.py COMMAND...")
    programs = find_programs()
    if programs is None:
        sys.exit(
            "The programs of a PostgreSQL server (initdb, pg_ctl) were not found. "
            "Install them, on Debian and Ubuntu with: sudo apt install postgresql"
        )
    runner = Runner()
    with server(programs) as url:
        return runner.run(command, {**os.environ, "DATABASE_URL": url})


def find_programs() -> Path | None:
    """The folder with the newest PostgreSQL server's programs."""
    packaged = sorted(
        Path("/usr/lib/postgresql").glob("[0-9]*/bin/initdb"),
        key=lambda path: float(path.parts[4]),
    )
    on_path = shutil.which("initdb")
    initdb = packaged[-1] if packaged else Path(on_path).resolve() if on_path else None
    return initdb.parent if initdb and initdb.with_name("pg_ctl").exists() else None


@contextlib.contextmanager
def server(programs: Path) -> Iterator[str]:
    user = server_user()
    as_user: dict[str, Any] = {}
    if user:
        as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    # Not where TMPDIR says: another user has to reach it, and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="uncac-postgres-", dir="/tmp"))
    data = folder / "data"

    def call(program: str, *arguments: str) -> None:
        # In a session of its own, so that Ctrl-C reaches the command and not the server.
        result = subprocess.run(
            [programs / program, "--pgdata", data, *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            **as_user,
        )
        if result.returncode:
            log = folder / "log"
            print(result.stdout, log.read_text() if log.exists() else "", file=sys.stderr)
            sys.exit("The private PostgreSQL server failed; its own words are above.")

    try:
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        call("initdb", "--username=portal", "--auth=trust", "--locale=C.UTF-8", "--no-sync")
        with (data / "postgresql.conf").open("a") as file:
            file.write(SETTINGS.format(folder=folder))
        call("pg_ctl", "start", "--wait", "--silent", "--log", str(folder / "log"))
        yield f"postgres://portal@/postgres?host={folder}"
    finally:
        if (data / "postmaster.pid").exists():
            call("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate")
        shutil.rmtree(folder)


def server_user() -> pwd.struct_passwd | None:
    """Whom root runs the server as: PostgreSQL refuses root, and its package brings a user."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        sys.exit("PostgreSQL does not run as root, and there is no user `postgres` to run it as.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
