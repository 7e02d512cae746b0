"""Measures one thing on one database: `python -m tests.benchmarks.measure NAME DATABASE FILE`.

Or fills an empty database: `python -m tests.benchmarks.measure fill WORLD FILE`.
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "uncac_portal.settings")
django.setup()

from tests.benchmarks import (  # noqa: E402
    calendars,
    exports,
    imports,
    pages,
    processes,
    search_world,
    searches,
    soak,
    visits,
    worlds,
)
from tests.benchmarks.figures import Figure, keep  # noqa: E402

Measured = Callable[[str], Iterator[Figure]]
PEOPLE, ENTRIES = 1_000_000, 200_000
FILL: dict[str, Callable[[], None]] = {
    "small": lambda: worlds.fill(worlds.PEOPLE),
    "large": lambda: worlds.fill(PEOPLE),
    "searched": lambda: search_world.fill(ENTRIES),
}

BENCHMARKS: dict[str, Measured] = {
    "kept": pages.kept,
    "computed": pages.computed,
    "lists": lambda database: pages.lists(database, PEOPLE),
    "growth": pages.growth,
    "calendar": calendars.calendars,
    "visits": visits.first_visits,
    "memory": processes.memory,
    "servers": processes.servers,
    "searches": searches.searches,
    "exports": exports.exports,
    "export_memory": exports.memory_of_exports,
    "imports": lambda database: imports.imports(database, PEOPLE),
    "administration": lambda database: imports.in_administration(database, 50_000),
    "soak": lambda database: soak.soak(database, seconds=float(os.environ["SOAK_SECONDS"])),
    "starts": processes.starts,
}


def main(name: str, database: str, file: str) -> None:
    if name == "fill":
        FILL[database]()
        return
    for figure in BENCHMARKS[name](database):
        print(f"  {figure.line}", flush=True)
        keep(figure, Path(file))


if __name__ == "__main__":
    main(*sys.argv[1:])
