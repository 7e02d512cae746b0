"""Processes as a whole: what they hold after many requests, and how soon they answer."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.figures import Figure
from tests.benchmarks.load import alternately, asked
from tests.benchmarks.pages import AT
from tests.benchmarks.servers import free_port, serving
from tests.benchmarks.visitors import Visitor
from tests.benchmarks.worlds import ITEM, SESSION

ROOT = Path(__file__).resolve().parents[2]
FEW, MANY = 100, 10_000
LANGUAGES = ("", "/fr", "/es", "/ar", "/zh-hans", "/ru", "/vi")
PARTS = (
    "/",
    "/meetings/",
    "/sessions/",
    "/states/",
    "/documents/",
    "/statements/",
    "/topics/",
    f"/sessions/{SESSION}/",
    f"/sessions/{SESSION}/items/{ITEM}/",
    f"{AT}/",
    f"{AT}/programme/",
    f"{AT}/participants/",
    f"{AT}/documents/",
    f"{AT}/calendar.ics",
    "/search/?q=asset+recovery&page={page}",
    "/documents/?page={page}",
    "/statements/?page={page}",
    "/states/vnm/",
    "/states/aut/",
    "/insights/",
)


def memory(database: str) -> Iterator[Figure]:
    """One worker after a hundred and after ten thousand mixed requests."""
    with serving(workers=1) as server:
        visitor = Visitor(server.url)
        for number in range(FEW):
            visitor.get(mixed(number), accept_encoding="br")
        few = server.memory()
        for number in range(FEW, MANY):
            visitor.get(mixed(number), accept_encoding="br")
        yield Figure(
            what="memory of a worker after 10,000 mixed requests",
            database=database,
            value=server.memory(),
            reference=few,
            unit="MB",
            bound=1.15,
            why=f"against after {FEW}",
        )


def mixed(number: int) -> str:
    """An address: pages of every kind in every language, and ever deeper pages of lists."""
    language = LANGUAGES[number % len(LANGUAGES)]
    part = PARTS[number // len(LANGUAGES) % len(PARTS)]
    return language + part.format(page=number // (len(LANGUAGES) * len(PARTS)) + 1)


def servers(database: str) -> Iterator[Figure]:
    """The portal under granian, which serves it, and under gunicorn."""
    with serving() as granian, serving(with_gunicorn=True) as gunicorn:
        address = f"{AT}/programme/"
        for server in (granian, gunicorn):  # so that every process has the page
            asked(f"{server.url}{address}", at_once=8, seconds=2)
        for at_once in (1, 8):
            ours, other = alternately(
                f"{granian.url}{address}", f"{gunicorn.url}{address}", at_once=at_once
            )
            yield Figure(
                what=f"server, {at_once} at once: granian beside gunicorn",
                database=database,
                value=ours.per_second,
                reference=other.per_second,
                unit="a second",
                bound=1,
                at_least=True,
                why=f"median {ours.median:.2f} ms and {other.median:.2f} ms",
            )


def starts(database: str) -> Iterator[Figure]:
    """From `make run` to the first page, the second time, against `manage.py check`."""
    with TemporaryDirectory() as data:
        environment = {**os.environ, "DATA_DIR": data}
        environment["DATABASE_URL"] = f"sqlite:///{data}/portal.sqlite3"
        _run_once(environment)
        times = [(_run_once(environment), _check_once(environment)) for _round in range(3)]
    yield Figure(
        what="second `make run` to its first page",
        database="sqlite",
        value=median(time[0] for time in times),
        reference=median(time[1] for time in times),
        unit="s",
        bound=2,
        why="`manage.py check`",
    )


def _run_once(environment: dict[str, str]) -> float:
    port = str(free_port())
    began = time.perf_counter()
    process = subprocess.Popen(
        ["make", "run"],
        cwd=ROOT,
        env={**environment, "PORT": port},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while process.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/").close()
            except OSError:
                time.sleep(0.01)
            else:
                return time.perf_counter() - began
        raise RuntimeError("`make run` ended before it served anything")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _check_once(environment: dict[str, str]) -> float:
    began = time.perf_counter()
    command = [sys.executable, "manage.py", "check"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return time.perf_counter() - began
