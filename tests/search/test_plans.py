"""Words are found by the index of the engine, not by reading all that is kept of every record."""

import json
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, transaction

from tests.benchmarks.search_world import text
from uncac_portal.search.analyzer import Text, analyse
from uncac_portal.search.engines import engine_of
from uncac_portal.search.filters import SearchFilter
from uncac_portal.search.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_what_has_the_words_is_found_by_the_index():
    add_entries(8_000)
    answering = SearchFilter({"q": "asset recovery babacofre"}).qs
    for asked in (answering[:25], answering.order_by().values("profile")):
        [read] = json.loads(asked.explain(format="json"))
        nodes = list(nodes_of(read["Plan"]))
        assert "search_words_gin" in [node.get("Index Name") for node in nodes]
        whole = [node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"]
        assert "search_words" not in whole


def test_the_planner_is_told_to_use_it_for_the_time_of_one_page():
    page = transaction.savepoint()
    SearchFilter({"kind": "statements"}).counts()
    assert setting("enable_seqscan") == "on"
    SearchFilter({"q": "asset recovery"}).counts()
    assert setting("enable_seqscan") == "off"
    transaction.savepoint_rollback(page)
    assert setting("enable_seqscan") == "on"


def test_no_query_waits_to_be_compiled():
    assert setting("jit") == "off"


def setting(name: str) -> str:
    """What the database goes by."""
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return cursor.fetchone()[0]


def add_entries(number: int) -> None:
    """Entries with words, of no record; the planner is told of them."""
    engine, random = engine_of(DEFAULT_DB_ALIAS), Random(1)
    entries = Entry.objects.bulk_create(
        Entry(kind="statements", record_id=n, day=date(2021, 9, 6)) for n in range(number)
    )
    words = (
        (entry.pk, *(analyse([Text(text(random, length), "en")]) for length in (6, 40)))
        for entry in entries
    )
    engine.store(words, DEFAULT_DB_ALIAS)
    engine.end_anew(DEFAULT_DB_ALIAS)


def nodes_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each step of the plan."""
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes_of(part)
