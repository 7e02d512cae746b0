"""Servers for a benchmark: the portal and its references, with the server that the portal has."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PORTAL = "uncac_portal.wsgi:application"
REFERENCES = "tests.benchmarks.references.wsgi:application"
WORKERS = 2
SECONDS_TO_START = 60
GRANIAN = (
    "from uncac_portal.server import serve; "
    "serve(host='127.0.0.1', port={port}, workers={workers}, application='{application}')"
)


class ServerError(Exception):
    """A server did not start; says what it said."""


@dataclass(frozen=True)
class Server:
    """A server that answers at `url`."""

    url: str
    process: subprocess.Popen

    @property
    def workers(self) -> list[int]:
        """The processes that answer."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(number) for number in children.split()] or [self.process.pid]

    def memory(self) -> float:
        """How many megabytes the processes that answer hold themselves, on average."""
        return sum(map(_resident, self.workers)) / len(self.workers)


@contextmanager
def serving(
    application: str = PORTAL,
    *,
    workers: int = WORKERS,
    with_gunicorn: bool = False,
    **environment: str,
) -> Iterator[Server]:
    """The application, served on a port of its own until the block ends."""
    port = free_port()
    command = (
        gunicorn(application, port, workers)
        if with_gunicorn
        else granian(application, port, workers)
    )
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, process)
        yield Server(url, process)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def granian(application: str, port: int, workers: int) -> list[str]:
    """The server as the portal starts it."""
    words = GRANIAN.format(port=port, workers=workers, application=application)
    return [sys.executable, "-c", words]


def gunicorn(application: str, port: int, workers: int) -> list[str]:
    """The other one that was considered, with as many workers and threads."""
    options = [f"--bind=127.0.0.1:{port}", f"--workers={workers}", "--threads=4", "--preload"]
    quiet = ["--no-control-socket", "--log-level=warning"]
    return [sys.executable, "-m", "gunicorn", application, *options, *quiet]


def free_port() -> int:
    """A port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, process: subprocess.Popen) -> None:
    """Return once the server answers anything. Raises ServerError."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/robots.txt", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.01)
        else:
            return
    raise ServerError(f"{url} does not answer")


def _resident(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
