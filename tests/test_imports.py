"""Tables read back: what was downloaded comes back unchanged, and one changed cell changes that."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import translate_url
from django.utils import timezone

from delegations.models import Entity, EntityName
from meetings.records.domain import editions
from meetings.records.enums import Status
from meetings.records.models import Record
from meetings.records.table_files.cells import csv_cell
from meetings.tables.agenda import ITEMS
from tests.factories import (
    AgendaItemFactory,
    ConveningFactory,
    ParticipantFactory,
    TopicFactory,
)
from tests.support.worlds import grow

pytestmark = pytest.mark.django_db

TABLES = {
    "items": "session",
    "documents": "documents of a convening",
    "participants": "participants",
}
FORMATS = ["csv", "json", "jsonl"]


@pytest.fixture(scope="module")
def grown(django_db_setup, django_db_blocker):
    """Made once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = grow(1)
        hidden = TopicFactory(status=Status.DRAFT)
        for record in (world.item, world.document):
            record.topics.add(hidden)
        world.item.title_ar = "بند"
        world.item.annotation_en = '=About "trust"; and\nmore'
        world.item.save()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(grown, db):
    return grown


def downloaded(client: Any, world: Any, table: str, form: str, folder: Path) -> Path:
    path = folder / f"{table}.{form}"
    path.write_bytes(
        client.get(world.pages[TABLES[table]], {"format": form, "bom": "on"}).getvalue()
    )
    return path


def told(*arguments: Any) -> str:
    said = io.StringIO()
    call_command("import_table", *map(str, arguments), stdout=said)
    return said.getvalue()


def everything() -> dict[tuple[Any, str], Any]:
    """Every field of every record, and what each record is related to."""
    models = [model for model in apps.get_models() if issubclass(model, Record)]
    told: dict[tuple[Any, str], Any] = {}
    for model in models:
        columns = {field.attname for field in model._meta.concrete_fields}
        own = {name for name in columns if f"{name}_en" not in columns}  # texts by language
        for record in model._default_manager.prefetch_related(
            *(field.name for field in model._meta.many_to_many)
        ):
            told |= {(record, name): getattr(record, name) for name in own - {"changed_at"}}
            told |= {
                (record, field.name): {each.pk for each in getattr(record, field.name).all()}
                for field in model._meta.many_to_many
            }
    return told


def changes(before: dict, after: dict) -> list[tuple[str, str]]:
    assert set(before) == set(after)
    return [(r._meta.model_name, name) for r, name in after if after[r, name] != before[r, name]]


def with_cell(path: Path, name: str, text: str, key: str | None = None) -> Path:
    """The file with another cell in its first row, or in the one of the key."""
    text_of_file = path.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text_of_file, newline="")))
    [row] = [row for row in rows if row["id"] == key] if key else rows[:1]
    row[name] = csv_cell(text)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("table", TABLES)
def test_a_downloaded_table_comes_back_unchanged(table, form, world, client, tmp_path):
    path = downloaded(client, world, table, form, tmp_path)
    before, edition = everything(), editions.current()
    said = told(table, path)
    assert said.startswith("0 changed, ")
    assert not said.startswith("0 changed, 0")
    assert everything() == before
    assert editions.current() == edition


@pytest.mark.parametrize(
    ("table", "name", "text", "changed"),
    [
        ("items", "title", "=Trust; “and” more", ("agendaitem", "title_en")),
        ("items", "number", "77(a)", ("agendaitem", "number")),
        ("items", "articles", "", ("agendaitem", "articles")),
        ("documents", "issued_on", "2021-08-02", ("document", "issued_on")),
        ("documents", "distribution", "limited", ("document", "distribution")),
        ("documents", "topics", "", ("document", "topics")),
        ("participants", "mode", "online", ("participant", "mode")),
        ("participants", "function", "head", ("participant", "function")),
        ("participants", "name", "-Another", ("person", "name_en")),
    ],
)
def test_one_changed_cell_changes_exactly_that(table, name, text, changed, world, client, tmp_path):
    path = with_cell(downloaded(client, world, table, "csv", tmp_path), name, text)
    before, edition = everything(), editions.current()
    would = told(table, path, "--dry-run")
    assert (everything(), editions.current()) == (before, edition)
    assert told(table, path) == would.replace("would change", "changed")
    assert would.startswith("1 would change, ")
    assert changes(before, everything()) == [changed]
    assert editions.current() == edition + 1


def test_what_is_hidden_from_the_file_stays_as_it_is(world, client, tmp_path):
    path = downloaded(client, world, "items", "csv", tmp_path)
    key = f"{world.session.slug}.{world.item.slug}"
    told("items", with_cell(path, "topics", "", key))
    [left] = world.item.topics.all()
    assert left.status == Status.DRAFT


def test_a_text_goes_to_the_language_that_its_column_says(world, client, tmp_path):
    path = downloaded(client, world, "items", "csv", tmp_path)
    key = f"{world.session.slug}.{world.item.slug}"
    with_cell(path, "title", "Trust en français", key)
    told("items", with_cell(path, "title_language", "fr", key))
    before = world.item.title_en
    world.item.refresh_from_db()
    assert (world.item.title_en, world.item.title_fr) == (before, "Trust en français")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("id", "nope.1", "No record here has the id “nope.1”."),
        ("title_language", "", "title: The language of this text is missing."),
        ("title_language", "xx", "title: “xx” is no language of the record."),
        ("position", "first", "position: “first” value must be an integer."),
        ("wording", "nope", "wording: Value 'nope' is not a valid choice."),
        ("topics", "nope", "topics: There is no “nope” in the table “topics”."),
        ("parent", "nope.1", "parent: There is no “nope.1” in the table “items”."),
        ("number", "4)", "number: Write it like 4 or 4(a)."),
    ],
)
def test_one_wrong_row_is_named_and_nothing_is_changed(name, text, words, world, client, tmp_path):
    path = downloaded(client, world, "items", "csv", tmp_path)
    last = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))[-1]
    with_cell(path, "title", "Otherwise right")
    with_cell(path, name, text, last["id"])
    before, edition = everything(), editions.current()
    with pytest.raises(CommandError) as refused:
        told("items", path)
    [first, *rows] = str(refused.value).splitlines()
    assert first == "Nothing was changed."
    [row] = rows
    assert words in row.replace("'first'", "“first”").replace("“nope” is not a", "'nope' is not a")
    assert (everything(), editions.current()) == (before, edition)


def refusal(*arguments: Any) -> list[str]:
    """What is told of each row, where nothing is changed."""
    before, edition = everything(), editions.current()
    with pytest.raises(CommandError) as refused:
        told(*arguments)
    [first, *rows] = str(refused.value).splitlines()
    assert first == "Nothing was changed."
    assert (everything(), editions.current()) == (before, edition)
    return rows


def lines(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "lines.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def test_a_column_that_cannot_be_changed_must_say_what_is_so(world, client, tmp_path):
    path = downloaded(client, world, "participants", "csv", tmp_path)
    for name, text in [("entity_name", "Nowhere"), ("delegation", "nope.nope"), ("sources", "x")]:
        with_cell(path, name, text)
    assert refusal("participants", path) == [
        "row 1: delegation: This cannot be changed here.",
        "row 1: entity_name: This cannot be changed here.",
        "row 1: sources: This cannot be changed here.",
    ]


@pytest.mark.parametrize("table", TABLES)
def test_a_file_of_another_language_comes_back_unchanged(table, world, client, tmp_path):
    for model in (Entity, EntityName):
        model.objects.update(name_fr="Nom en français")
    french = translate_url(world.pages[TABLES[table]], "fr")
    path = tmp_path / "french.csv"
    path.write_bytes(client.get(french, {"format": "csv"}).getvalue())
    assert told(table, path).startswith("0 changed, ")
    if table == "participants":
        assert "Nom en français,fr" in path.read_text()


@pytest.mark.parametrize("table", TABLES)
def test_the_address_of_a_page_is_no_matter(table, world, client, tmp_path):
    path = downloaded(client, world, table, "jsonl", tmp_path)
    rows = [json.loads(line) | {"page": "http://x/"} for line in path.read_text().splitlines()]
    assert told(table, lines(tmp_path, *rows)).startswith("0 changed, ")


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"colour": "red"}, "The table has no column “colour”."),
        ({"title_fr": "a"}, "The table has no column “title_fr”."),
        ({"title": "a"}, "The column “title” needs the column “title_language” beside it."),
        (
            {"title_language": "fr"},
            "The column “title_language” needs the column “title” beside it.",
        ),
    ],
)
def test_no_column_is_left_unread_in_silence(columns, words, world, tmp_path):
    key = ITEMS.id_of(world.item)
    assert refusal("items", lines(tmp_path, {"id": key, **columns})) == [f"row 0: {words}"]


def test_columns_that_are_not_there_change_nothing(world, tmp_path):
    before = everything()
    narrow = tmp_path / "narrow.jsonl"
    key = world.statement.delegation.participants.first().pk
    narrow.write_text(json.dumps({"id": key, "mode": "online"}))
    assert told("participants", narrow) == "1 changed, 0 unchanged\n"
    assert changes(before, everything()) == [("participant", "mode")]


def test_nothing_of_another_convening_is_changed(world, client, tmp_path):
    path = with_cell(downloaded(client, world, "items", "csv", tmp_path), "number", "88")
    with pytest.raises(CommandError, match="No record here has the id"):
        told("items", path, "--convening", ConveningFactory().slug)
    with pytest.raises(CommandError, match="There is no convening nowhere."):
        told("items", path, "--convening", "nowhere")
    assert told("items", path, "--convening", world.convening.slug).startswith("1 changed, ")


@pytest.fixture
def twice(world):
    """Someone who is on the lists of two delegations."""
    first = ParticipantFactory(person__honorific="Ms.")
    return first, ParticipantFactory(person=first.person)


def test_rows_that_contradict_each_other_about_a_person_are_refused(twice, tmp_path):
    rows = [{"id": p.pk, "honorific": h} for p, h in zip(twice, ["Dr.", "Ms."], strict=True)]
    for order in (rows, rows[::-1]):
        assert refusal("participants", lines(tmp_path, *order)) == [
            "row 1: honorific: Row 2 says otherwise.",
            "row 2: honorific: Row 1 says otherwise.",
        ]


def test_rows_that_agree_about_a_person_change_the_person(twice, tmp_path):
    before = everything()
    path = lines(tmp_path, *({"id": p.pk, "honorific": "Dr."} for p in twice))
    assert told("participants", path) == "2 changed, 0 unchanged\n"
    assert changes(before, everything()) == [("person", "honorific")]


def test_rows_may_name_a_person_in_one_language_each(twice, tmp_path):
    said = zip(twice, [("fr", "Une"), ("vi", "Một")], strict=True)
    rows = [{"id": p.pk, "name": name, "name_language": code} for p, (code, name) in said]
    assert told("participants", lines(tmp_path, *rows)) == "2 changed, 0 unchanged\n"
    person = type(twice[0].person).objects.get(pk=twice[0].person_id)
    assert (person.name_fr, person.name_vi) == ("Une", "Một")


def test_a_person_must_be_right_as_the_administration_has_it(twice, tmp_path):
    path = lines(tmp_path, {"id": twice[0].pk, "honorific": "x" * 41})
    [row] = refusal("participants", path)
    assert row.startswith("row 1: honorific: Ensure this value has at most 40 characters")


@pytest.mark.parametrize(("recorded", "said"), [(False, True), (True, False)])
def test_rows_that_contradict_each_other_about_a_pair_are_refused(recorded, said, world, tmp_path):
    one, other = AgendaItemFactory(), AgendaItemFactory()
    if recorded:
        one.considered_with.add(other)
    keys = [ITEMS.id_of(item) for item in (one, other)]
    now, then = (
        [other_key] if so else [] for so, other_key in [(said, keys[1]), (not said, keys[0])]
    )
    rows = [{"id": k, "considered_with": w} for k, w in zip(keys, [now, then], strict=True)]
    for order in (rows, rows[::-1]):
        assert refusal("items", lines(tmp_path, *order)) == [
            "row 1: considered_with: Row 2 says otherwise.",
            "row 2: considered_with: Row 1 says otherwise.",
        ]


def test_rows_that_agree_about_a_pair_change_it(world, tmp_path):
    one, other = AgendaItemFactory(), AgendaItemFactory()
    keys = [ITEMS.id_of(item) for item in (one, other)]
    rows = [{"id": k, "considered_with": [w]} for k, w in zip(keys, reversed(keys), strict=True)]
    assert told("items", lines(tmp_path, *rows)) == "2 changed, 0 unchanged\n"
    assert list(one.considered_with.all()) == [other]


def test_a_record_that_was_changed_since_is_changed_only_by_force(world, client, tmp_path):
    path = downloaded(client, world, "items", "csv", tmp_path)
    type(world.item).objects.update(changed_at=timezone.now() + timedelta(hours=1))
    assert told("items", path).startswith("0 changed, ")  # it would change nothing
    with_cell(path, "number", "88")
    said = ["row 1: The record was changed since this file was written."]
    assert refusal("items", path) == said
    assert refusal("items", path, "--dry-run") == said
    assert told("items", path, "--force").startswith("1 changed, ")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xls", "", "A file ends in .csv, .json or .jsonl."),
        ("a.csv", "number\n4\n", "The table has no column “id”."),
        ("a.csv", "id,number\na.1,4\na.1,4\n", "The id “a.1” stands in two rows."),
        ("a.csv", "id,number,number\na.1,4,5\n", "The column “number” is there twice."),
        ("a.csv", "id,number\na.1\n", "Not every row has the same columns."),
        ("a.csv", "id,number\na.1,4,5\n", "Not every row has the same columns."),
        ("a.json", "[]", "The file holds no object with a list of “rows”."),
        ("a.json", '{"rows": {"id": 1}}', "The file holds no object with a list of “rows”."),
        ("a.json", "{", "a.json: "),
        ("a.json", '{"rows": [1]}', "Row 1 is no object."),
        ("a.json", '{"rows": [{"id": {}}]}', "Row 1: “id” holds neither a value nor a list"),
        ("a.json", '{"rows": [{"id": [[]]}]}', "Row 1: “id” holds neither a value nor a list"),
        ("a.json", '{"rows": [{"id": 1, "id": 2}]}', "The column “id” is there twice."),
        ("a.jsonl", '{"id": 1}\n[]', "Row 2 is no object."),
        ("a.jsonl", '{"id": "\\ud800.1"}', "No record here has the id"),
        ("a.jsonl", '{"id": 1}\n{"id": 2, "b": 3}', "Not every row has the same columns."),
        ("gone.csv", None, "gone.csv: "),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(name, content, words, tmp_path):
    path = tmp_path / name
    if content is not None:
        path.write_text(content)
    with pytest.raises(CommandError) as refused:
        told("items", path)
    assert words in str(refused.value)
