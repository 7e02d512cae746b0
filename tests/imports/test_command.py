"""`manage.py import_sheet`: the same engine as in the administration, at once, however long."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from delegations.models import Delegation, Participant, Person
from meetings.enums import ImportState
from meetings.imports import running
from meetings.models import Import
from meetings.records.domain import editions, entries, undo
from tests.factories import ConveningFactory, EntityFactory, ParticipantFactory
from tests.support.sheets import as_csv, checked, written
from tests.support.weeks import colleague

pytestmark = pytest.mark.django_db
HEAD = [
    *("State", "Form of address", "Given name", "Family name", "Title", "Title (French)"),
    *("Function", "Listed"),
]
ROWS = [
    ["AUT", "Ms.", "Ánn", "Rây", "Judge; “A\\B”", "Juge", "head", "yes"],
    ["AUT", "", "Ann", "Ray", "", "", "", ""],  # the same name: a short name of her own
    ["FRA", "", "山田", "太郎", "", "Ministre\\N", "adviser", "no"],
    ["FRA", "", "", "=Bob", "\\.", "", "", "yes"],
]
WHEN = {"id", "created_at", "changed_at", "person_id", "delegation_id", "slug"}


@pytest.fixture
def convening(db: None) -> Any:
    for code, name in (("AUT", "Austria"), ("FRA", "France")):
        EntityFactory(name=name, iso3=code, slug=code.lower())
    colleague("boss", is_superuser=True)
    return ConveningFactory(slug="week")


def run(path: Path, rows: Any, *options: str) -> str:
    path = path / "people.csv"
    path.write_bytes(as_csv(rows))
    out = StringIO()
    call_command(
        "import_sheet", "participants", "week", str(path), "--by=boss", *options, stdout=out
    )
    return out.getvalue()


def columns(record: Any) -> dict[str, Any]:
    """All that the database holds of a record, but its numbers and times."""
    stored = type(record).objects.values().get(pk=record.pk)
    return {name: value for name, value in stored.items() if name not in WHEN}


@pytest.mark.parametrize("named", [1_000, 0], ids=["named", "in bulk"])
def test_what_is_written_in_bulk_is_what_saving_one_by_one_would_store(
    named, convening, tmp_path, monkeypatch
):
    monkeypatch.setattr(running, "CHUNK", 3)
    monkeypatch.setattr(entries, "NAMED_AT_MOST", named)
    before = editions.current()
    assert run(tmp_path, [HEAD, *ROWS]) == "Imported: 4 rows; 4 added\n"
    found = Import.objects.get()
    assert (found.state, found.rows, found.name) == (ImportState.DONE, 4, "people.csv")
    assert editions.current() == before + 1
    said = Participant.objects.select_related("person").order_by("pk")
    assert [row.person.slug for row in said[:2]] == ["ann-ray", "ann-ray-2"]
    for row, place in zip(said, (1, 2, 1, 2), strict=True):
        cells = dict(zip(HEAD, ROWS[row.pk - said[0].pk], strict=True))
        name = f"{cells['Given name']} {cells['Family name']}".strip()
        family = f"{cells['Family name']} {cells['Given name']}".strip()
        more = {"sort_name": family, "honorific": cells["Form of address"]}
        person = Person.objects.create(slug=f"as-saved-{row.pk}", name=name, **more)
        saved = Participant.objects.create(
            person=person,
            delegation=row.delegation,
            title_en=cells["Title"] or None,
            title_fr=cells["Title (French)"] or None,
            function={"": "not_recorded", "head": "alternate"}.get(cells["Function"], "adviser"),
            listed=cells["Listed"] == "yes",
            position=place,
        )
        as_head = {"function": "head"} if cells["Function"] == "head" else {}
        assert columns(row.person) == columns(person)
        assert columns(row) == columns(saved) | as_head
        for record in (row, row.person):
            kept = record.history.get()
            assert (kept.history_type, kept.journal) == ("+", found.journal)
            tracked = [field.attname for field in kept.tracked_fields]
            assert [getattr(kept, n) for n in tracked] == [getattr(record, n) for n in tracked]


def test_one_row_that_is_wrong_and_nothing_is_written_or_kept(convening, tmp_path):
    there = ParticipantFactory(delegation__convening=convening, person__name="Kept")
    files = list(default_storage.listdir("imports")[1]) if default_storage.exists("imports") else []
    rows = [HEAD, *ROWS, ["Austia", "", "Cy"], ["AUT", "", "Dee", "X", "", "", "head"]]
    with pytest.raises(CommandError) as refused:
        run(tmp_path, rows)
    assert str(refused.value).splitlines() == [
        "Nothing was written. Rows that are wrong: 3.",
        "A6 State: “Austia” is not on record. Perhaps: Austria",
        "G2 Function: A delegation has one head. Rows that name another: 7.",
        "G7 Function: A delegation has one head. Rows that name another: 2.",
    ]
    for wrong, words in (
        (("--by=nobody",), "There is no user nobody."),
        (("--column=Title=name",), "The file has no column"),
        (("--column=State=",), "No column says whose delegation"),
    ):
        with pytest.raises(CommandError, match=words.replace(".", r"\.")):
            run(tmp_path, [["State", "Name"], ["AUT", "Ann"]], *wrong)
    assert run(tmp_path, [HEAD, *ROWS], "--check") == "Checked: 4 rows; 4 added\n"
    assert list(Participant.objects.all()) == [there]
    assert not Import.objects.exists()
    assert list(default_storage.listdir("imports")[1]) == files


def test_a_long_file_says_nothing_new_the_second_time_and_can_be_undone(convening, tmp_path):
    rows = [["State", "Name", "E-mail"]]
    rows += [["AUT", f"Person {n % 700}", f"p{n}@x.org"] for n in range(1_500)]
    by = colleague("editor", is_superuser=True)
    assert run(tmp_path, rows) == "Imported: 1500 rows; 1500 added\n"
    assert run(tmp_path, rows) == "Imported: 1500 rows; 1500 unchanged\n"
    again = checked(convening, as_csv([*rows, ["FRA", "New", ""]]), by)
    assert (again.added, again.unchanged) == (1, 1_500)
    assert written(again).state == ImportState.DONE
    assert Person.objects.order_by().values("slug").distinct().count() == 1_501
    undo.undo(again.journal, by=by)
    undo.undo(Import.objects.order_by("pk").first().journal, by=by)
    assert not Person.objects.exists()
    assert not Delegation.objects.exists()
