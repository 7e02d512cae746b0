"""Checking and writing: the same either way, all or nothing, whatever happens in between."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.utils import timezone

from delegations.models import Participant, Person
from meetings.enums import ImportState
from meetings.imports import starting
from meetings.imports.progress import claim, is_interrupted, is_running, progress_of
from meetings.records.domain import editions
from meetings.records.models import JournalEntry
from tests.factories import ConveningFactory, EntityFactory
from tests.support.sheets import as_csv, checked, figures, uploaded, written
from tests.support.weeks import colleague

HEAD = ["State", "Name", "E-mail", "Mode"]


def world(rows: int = 3) -> tuple[Any, Any, bytes]:
    EntityFactory(name="Austria", slug="aut", iso3="AUT")
    lines = [["AUT", f"Person {n}", f"p{n}@x.org", "online"] for n in range(rows)]
    return ConveningFactory(), colleague("boss", is_superuser=True), as_csv([HEAD, *lines])


@pytest.mark.django_db
def test_an_import_is_one_edition_and_one_entry_of_the_journal_with_the_whole_history():
    convening, by, content = world()
    before = editions.current()
    found = checked(convening, content, by)
    assert (found.state, editions.current()) == (ImportState.CHECKED, before)
    found = written(found)
    assert (found.state, editions.current()) == (ImportState.DONE, before + 1)
    entry = JournalEntry.objects.get(pk=found.journal_id)
    assert (entry.way, entry.by, entry.detail) == ("import", by, "file.csv")
    for model in (Person, Participant):
        assert model.history.filter(journal=entry, history_user=by).count() == 3


@pytest.mark.django_db
def test_only_what_the_preview_has_shown_is_written():
    convening, by, content = world()
    found = checked(convening, content, by)
    written(checked(convening, content, by))  # a colleague has the same file
    late = written(found)
    assert (late.state, figures(late)) == (ImportState.CHECKED, (0, 0, 3, 0, 0))
    assert "a colleague has changed the record" in late.message
    assert Participant.objects.count() == 3


@pytest.mark.django_db
def test_a_second_click_does_nothing_and_a_second_file_waits():
    convening, by, content = world()
    first, second = (checked(convening, content, by) for _time in range(2))
    assert claim(first, ImportState.WRITING, after=(ImportState.CHECKED,), by=by) == ""
    assert claim(first, ImportState.WRITING, after=(ImportState.CHECKED,), by=by) == "begun"
    assert "Another file" in starting.start_writing(second, second.by)
    assert is_running(first)
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        assert is_interrupted(first)
        assert starting.start_writing(second, second.by) == ""
    second.refresh_from_db()
    assert second.state == ImportState.DONE


@pytest.mark.django_db
def test_who_may_no_longer_change_the_convening_writes_nothing():
    convening, by, content = world()
    found = checked(convening, content, by)
    by.is_superuser = False
    by.save()
    late = written(type(found).objects.get(pk=found.pk))
    assert (late.state, late.message) == (
        ImportState.FAILED,
        "You may no longer change this convening.",
    )
    assert not Participant.objects.exists()


# In a process of its own


def database_for_processes(folder: Path) -> str:
    """The address of the tests' database, or of a copy where it lives in this process alone."""
    if connection.vendor == "sqlite":
        copy = folder / "copy.sqlite3"
        with closing(sqlite3.connect(copy)) as file:
            connection.connection.backup(file)
        return f"sqlite:///{copy}"
    own = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(own._replace(path=f"/{connection.settings_dict['NAME']}"))


def started(of_import: Any, database: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "django", "run_import", str(of_import.pk), of_import.run]
    return subprocess.Popen(
        [*command, "--write"],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "uncac_portal.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )


def on_record(database: str) -> tuple[int, int]:
    """How many participants, and how many rows of their history."""
    if not database.startswith("sqlite"):
        return Participant.objects.count(), Participant.history.count()
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as file:
        tables = (Participant, Participant.history.model)
        return tuple(  # type: ignore[return-value]
            file.execute(f"SELECT count(*) FROM {table._meta.db_table}").fetchone()[0]
            for table in tables
        )


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_of_writing_nothing_is_there_and_it_can_be_run_again(tmp_path):
    rows = 4000
    convening, by, content = world(rows)
    found = checked(convening, content, by)
    claim(found, ImportState.WRITING, after=(ImportState.CHECKED,), by=by)
    database = database_for_processes(tmp_path)
    process = started(found, database)
    while not 0 < progress_of(found).rows < progress_of(found).of == rows:
        assert process.poll() is None
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert on_record(database) == (0, 0)
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        assert is_interrupted(found)
    told, _errors = started(found, database).communicate()
    assert told == "done: \n"
    assert on_record(database) == (rows, rows)


@pytest.mark.django_db(transaction=True)
def test_a_large_file_runs_in_a_process_that_the_page_does_not_wait_for(monkeypatch, tmp_path):
    convening, by, content = world(2)
    found = uploaded(convening, content, by)
    monkeypatch.setattr(starting, "SMALL", 0)
    monkeypatch.setenv("DATABASE_URL", database_for_processes(tmp_path))
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert "could not be started" in starting.start_check(found, found.by)
    found.refresh_from_db()
    assert found.state == ImportState.FAILED
