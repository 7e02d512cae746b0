"""A list of a million participants as CSV, against the plainest query for the same lines."""

import csv
import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from django.contrib.contenttypes.models import ContentType
from django.core.wsgi import get_wsgi_application
from django.db import connection

from delegations.domain.delegations import in_order
from delegations.enums import Function
from delegations.models import Participant
from meetings.models import Convening
from tests.benchmarks.figures import Figure
from tests.benchmarks.worlds import SLUG

ROOT = Path(__file__).resolve().parents[2]
AT = f"/meetings/{SLUG}/participants/"
ROUNDS = 3
KINDS = [kind for kind in Function.values if kind != Function.HEAD]
EVERYONE_BUT_HEADS = urlencode([("kind", kind) for kind in KINDS])
# What a process runs that makes one file, and then says how many kilobytes it held at most.
ALONE = """
import resource, sys, django
django.setup()
from tests.benchmarks import exports
exports.length_of_answer(exports.get_wsgi_application(), sys.argv[1])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
# Joins texts in the order of the rows, as each database calls it.
JOINED = {
    "postgresql": "string_agg(s.slug, '; ' ORDER BY c.id)",
    "sqlite": "group_concat(s.slug, '; ')",
}
LINES = """
    WITH places (delegation, place) AS (VALUES {places})
    SELECT p.id, v.slug || '.' || e.slug, v.slug, e.slug, e.name_en, 'en', p.position, r.honorific,
        r.name_en, 'en', p.title_en, 'en', p.function, p.mode, p.presence,
        (SELECT {joined} FROM records_citation c JOIN records_source s ON s.id = c.source_id
            WHERE c.record_type_id = {kind} AND c.record_id = p.id AND s.status = 'published'),
        p.changed_at
    FROM delegations_participant p
    JOIN delegations_person r ON r.id = p.person_id
    JOIN delegations_delegation d ON d.id = p.delegation_id
    JOIN delegations_entity e ON e.id = d.entity_id
    JOIN meetings_convening v ON v.id = d.convening_id
    JOIN places ON places.delegation = d.id
    WHERE d.convening_id = {convening} AND v.status = 'published' AND e.status = 'published'
        AND v.participants_status = 'published' AND p.listed AND p.function IN ({kinds})
    ORDER BY places.place, p.position, p.id
"""


def exports(database: str) -> Iterator[Figure]:
    """The list without the heads of delegations, from the request to the last byte."""
    lines, read = _lines(), get_wsgi_application()
    lengths = length_of_answer(read, EVERYONE_BUT_HEADS), _write_lines(lines)
    times = [
        (_timed(length_of_answer, read, EVERYONE_BUT_HEADS), _timed(_write_lines, lines))
        for _round in range(ROUNDS)
    ]
    yield Figure(
        what="CSV of 1,000,000 participants, filtered",
        database=database,
        value=median(ours for ours, _plain in times),
        reference=median(plain for _ours, plain in times),
        unit="s",
        bound=2 if database == "postgresql" else 1.5,
        why="{:.0f} MB; plain SQL for the same lines, {:.0f} MB".format(
            *(length / 1e6 for length in lengths)
        ),
    )


def memory_of_exports(database: str) -> Iterator[Figure]:
    """The most that a process held that made one file, of nearly everyone and of one State."""
    state = (
        Participant.objects.public()
        .filter(delegation__convening__slug=SLUG, delegation__entity__kind="state")
        .values_list("delegation__entity__slug", flat=True)
        .first()
    )
    yield Figure(
        what="memory for the CSV of 1,000,000 participants",
        database=database,
        value=_most_memory(EVERYONE_BUT_HEADS),
        reference=_most_memory(urlencode({"state": state})),
        unit="MB",
        bound=1.2,
        why="against that of one State, of some thousand lines",
    )


def length_of_answer(application: Callable, query: str) -> int:
    """How many bytes the file has that the portal answers to the filters."""
    environ: dict[str, Any] = {"PATH_INFO": AT, "QUERY_STRING": f"{query}&format=csv"}
    setup_testing_defaults(environ)
    said: list[str] = []
    answer = application(environ, lambda status, _headers: said.append(status))
    try:
        length = sum(map(len, answer))
    finally:
        answer.close()
    assert said == ["200 OK"], said
    return length


def _lines() -> str:
    """What a person would write to have the same lines from the database."""
    convening = Convening.objects.get(slug=SLUG)
    keys = [delegation.pk for delegation in in_order(convening)]
    return LINES.format(
        places=", ".join(f"({key}, {place})" for place, key in enumerate(keys)),
        joined=JOINED[connection.vendor],
        kind=ContentType.objects.get_for_model(Participant).pk,
        convening=convening.pk,
        kinds=", ".join(f"'{kind}'" for kind in KINDS),
    )


def _write_lines(lines: str) -> int:
    with tempfile.TemporaryFile() as file, connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.copy_expert(f"COPY ({lines}) TO STDOUT WITH (FORMAT csv)", file)
        else:
            text = io.TextIOWrapper(file, encoding="utf-8", newline="")
            csv.writer(text).writerows(cursor.execute(lines))
            text.detach()
        return file.tell()


def _timed(call: Callable, *arguments: Any) -> float:
    began = time.perf_counter()
    call(*arguments)
    return time.perf_counter() - began


def _most_memory(query: str) -> float:
    command = [sys.executable, "-c", ALONE, query]
    said = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return int(said.stdout) / 1024
