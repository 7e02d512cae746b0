"""Runs a command with DATABASE_URL naming a PostgreSQL server of its own.

    python3 .ci/with_postgres.py COMMAND...

The server is stopped and deleted when the command ends, however that comes about, and the command's
exit code is passed on.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.support.postgres import ALONE, Server, ServerError, find_programs, folder_for_servers


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
    try:
        with folder_for_servers() as folder:
            server = Server(programs, folder)
            try:
                server.make(ALONE)
                server.start()
                return runner.run(command, {**os.environ, "DATABASE_URL": server.url})
            finally:
                server.stop()
    except ServerError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
