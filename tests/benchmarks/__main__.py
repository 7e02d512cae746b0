"""Measures what the portal costs, on both databases: what `make bench` calls.

    python -m tests.benchmarks                      everything, an hour and a half on two cores
    python -m tests.benchmarks kept computed        some of it
    python -m tests.benchmarks --database sqlite    on one database
    python -m tests.benchmarks soak --seconds 60    a shorter soak

The table is printed and written to `var/benchmarks.md`. Nobody else should use the machine.
"""

import argparse
import os
import platform
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg2

from tests.benchmarks.figures import kept_in, table
from tests.support.postgres import ALONE, Server, find_programs, folder_for_servers

ROOT = Path(__file__).resolve().parents[2]
SMALL, LARGE, SEARCHED = FILLED = "small", "large", "searched"
# What is measured in which world, in this order.
WORLDS = {
    "kept": SMALL,
    "computed": SMALL,
    "calendar": SMALL,
    "visits": SMALL,
    "memory": SMALL,
    "servers": SMALL,
    "growth": LARGE,
    "lists": LARGE,
    "searches": SEARCHED,
    "exports": LARGE,
    "export_memory": LARGE,
    "imports": SMALL,
    "administration": SMALL,
    "soak": SMALL,
    "starts": SMALL,
}
ONCE = ("visits", "starts")  # what does not depend on the database


def main(arguments: list[str]) -> int:
    asked = _parser().parse_args(arguments)
    if shutil.which("wrk") is None:
        sys.exit("wrk is missing. Install it, on Debian and Ubuntu with: sudo apt install wrk")
    names = asked.names or list(WORLDS)
    databases = [asked.database] if asked.database else ["sqlite", "postgresql"]
    with _folder(asked.folder) as folder:
        file = folder / "figures.jsonl"
        file.unlink(missing_ok=True)
        os.environ.update(_environment(folder), SOAK_SECONDS=str(asked.seconds))
        _manage("collectstatic", "--no-input", "--verbosity=0")
        failed = []
        for database in databases:
            wanted = [n for n in names if n not in ONCE or database == databases[0]]
            with _served(database, folder) as urls:
                failed += _measure(database, wanted, urls, file)
        figures = kept_in(file)
    words = f"{_machine()}\n\n{table(figures)}"
    kept = Path(asked.file)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(words)
    print(f"\n{words}\nWritten to {kept}")
    for name in failed:
        print(f"Could not be measured: {name}")
    return int(bool(failed))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *WORLDS], help="what to measure")
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--seconds", type=float, default=600, help="length of the soak")
    parser.add_argument("--folder", type=Path, help="where to keep databases for the next time")
    parser.add_argument("--file", default=ROOT / "var" / "benchmarks.md", type=Path)
    return parser


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="uncac-bench-") as folder:
        yield Path(folder)


def _environment(folder: Path) -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "HTTPS": "off",
        "DATA_DIR": str(folder / "data"),
        "API_RATE": "",
        "EMAIL_URL": "dummymail://",
        "DJANGO_SETTINGS_MODULE": "uncac_portal.settings",
        "PYTHONPATH": str(ROOT),
    }


@contextmanager
def _served(database: str, folder: Path) -> Iterator[dict[str, str]]:
    """The addresses of the worlds on the database, by their names."""
    if database == "sqlite":
        yield {world: f"sqlite:///{folder}/{world}.sqlite3" for world in FILLED}
        return
    programs = find_programs()
    if programs is None:
        sys.exit("The programs of a PostgreSQL server (initdb, pg_ctl) were not found.")
    with folder_for_servers() as place:
        server = Server(programs, place / "server")
        server.make(ALONE)
        server.start()
        try:
            for world in FILLED:
                _psql(server.url, f"CREATE DATABASE {world}")
            yield {world: server.url.replace("/postgres?", f"/{world}?") for world in FILLED}
        finally:
            server.stop()


def _measure(database: str, names: list[str], urls: dict[str, str], file: Path) -> list[str]:
    """Measure each; gives those that failed."""
    needed = {WORLDS[name] for name in names} | ({SMALL} if "growth" in names else set())
    os.environ.update({f"{world.upper()}_URL": url for world, url in urls.items()})
    for world in sorted(needed):
        path = Path(urls[world].removeprefix("sqlite:///"))
        if not (database == "sqlite" and path.exists()):
            print(f"Filling the {world} database on {database}", flush=True)
            _call("fill", world, str(file), urls[world], check=True)
    failed = []
    for name in names:
        print(f"{name} on {database}", flush=True)
        if _call(name, database, str(file), urls[WORLDS[name]]):
            failed.append(f"{name} on {database}")
    return failed


def _call(*arguments: str, check: bool = False) -> int:
    *words, url = arguments
    command = [sys.executable, "-m", "tests.benchmarks.measure", *words]
    environment = {**os.environ, "DATABASE_URL": url}
    return subprocess.run(command, cwd=ROOT, env=environment, check=check).returncode


def _manage(*words: str) -> None:
    environment = {**os.environ, "DATABASE_URL": "sqlite://:memory:"}
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=True)


def _psql(url: str, statement: str) -> None:
    connection = psycopg2.connect(url.replace("postgres://", "postgresql://"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def _machine() -> str:
    """When and on what it was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"Python {platform.python_version()}, {platform.system()}."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
