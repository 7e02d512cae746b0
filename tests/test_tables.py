"""The record as tables: what every kind of record has in common."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction

from meetings.records.domain import editions
from meetings.records.enums import Status
from tests.factories import (
    DelegationFactory,
    EntityFactory,
    PanellistFactory,
    ParticipantFactory,
    ReportedFigureFactory,
)
from tests.support.hidden import Hidden
from tests.support.invented import Example
from tests.support.refusals import NOT_PUBLIC
from tests.support.worlds import grow
from uncac_portal.registry import COLLECTIONS

pytestmark = pytest.mark.django_db


def rows_of(name: str, **options) -> list[dict]:
    collection = COLLECTIONS[name]
    return [dict(row) for row in collection.table.rows(collection.records(), **options)]


def row_of(name: str, record: Any, **options) -> dict:
    key = COLLECTIONS[name].table.id_of(record)
    [row] = [row for row in rows_of(name, **options) if row["id"] == key]
    return row


class Scene:
    """A public world, and the same with an example and with everything hidden beside it."""

    def __init__(self) -> None:
        with editions.raised_once():
            self.world = grow(2)
        with editions.raised_once():
            Example(self.world)
            for status in NOT_PUBLIC:
                Hidden(self.world, status)
        self.rows = {name: rows_of(name) for name in COLLECTIONS}


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """Made once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Scene()
        transaction.set_rollback(True)


def keys_of(rows: list[dict]) -> list:
    return [row["id"] for row in rows]


def test_every_table_has_rows_of_a_whole_world(scene):
    assert [name for name, rows in scene.rows.items() if not rows] == []


def test_every_column_of_every_table_says_what_it_holds():
    silent = [
        (name, column.name)
        for name, collection in COLLECTIONS.items()
        for column in collection.table.columns
        if not str(column.about).strip()
    ]
    assert silent == []
    assert [
        n for n, c in COLLECTIONS.items() if not (str(c.table.title) and str(c.table.about))
    ] == []


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_key_names_one_record_and_finds_it_again(name, scene):
    collection = COLLECTIONS[name]
    keys = keys_of(scene.rows[name])
    assert len(set(keys)) == len(keys)
    for record in collection.table.with_keys(collection.records())[:20]:
        key = collection.table.id_of(record)
        assert key in keys
        assert list(collection.table.with_id(collection.records(), str(key))) == [record]


@pytest.mark.parametrize("key", ["nope", "a.b", "a.b.c", "", "²", "\x00", "9" * 40])
def test_a_key_of_nothing_finds_nothing(key):
    found = [c.table.with_id(c.records(), key).count() for c in COLLECTIONS.values()]
    assert found == [0] * len(COLLECTIONS)


def test_every_reference_leads_to_a_row(scene):
    keys = {name: set(keys_of(rows)) for name, rows in scene.rows.items()}
    lost = [
        (name, row["id"], column.name, value)
        for name, rows in scene.rows.items()
        for column in COLLECTIONS[name].table.columns
        if column.refers_to
        for row in rows
        for value in (row[column.name] if column.many else [row[column.name]])
        if value is not None and value not in keys[column.refers_to]
    ]
    lost += [
        ("citations", row["id"], row["table"], row["record"])
        for row in scene.rows["citations"]
        if row["record"] not in set(map(str, keys[row["table"]]))
    ]
    assert lost == []


def test_nothing_hidden_and_nothing_invented_is_in_any_table(scene):
    said = [
        (name, column, value)
        for name, rows in scene.rows.items()
        for row in rows
        for column, value in row.items()
        if "secret" in str(value).lower() or "example" in str(value).lower()
    ]
    assert said == []


TYPES = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "date": date,
    "datetime": datetime,
}


def test_every_value_is_of_the_type_and_among_the_words_that_its_column_says(scene):
    wrong = [
        (name, column.name, value)
        for name, rows in scene.rows.items()
        for column in COLLECTIONS[name].table.head()
        for row in rows
        for value in (row[column.name] if column.many else [row[column.name]])
        if value is not None
        if type(value) is not TYPES[column.type] or (column.choices and value not in column.choices)
    ]
    assert wrong == []


def test_a_row_has_the_columns_of_the_head_in_their_order(scene):
    for name, rows in scene.rows.items():
        assert {tuple(row) for row in rows} == {
            tuple(c.name for c in COLLECTIONS[name].table.head())
        }


def test_in_all_languages_a_text_has_a_column_for_each():
    state = EntityFactory(name_en="Viet Nam", name_fr="Viet Nam", name_vi="Việt Nam")
    row = row_of("entities", state, all_languages=True)
    assert {name: value for name, value in row.items() if name.startswith("name_")} == {
        "name_en": "Viet Nam",
        "name_fr": "Viet Nam",
        "name_es": None,
        "name_ar": None,
        "name_zh_hans": None,
        "name_ru": None,
        "name_vi": "Việt Nam",
    }
    head = COLLECTIONS["entities"].table.head(all_languages=True)
    assert [column.name for column in head] == list(row)


def test_what_is_not_recorded_is_none_and_never_zero():
    figure = row_of("figures", ReportedFigureFactory(value=None, session=None))
    participant = row_of("participants", ParticipantFactory(title=""))
    assert [figure[name] for name in ("value", "mode", "session", "occasion")] == [None] * 4
    assert figure["qualifier"] == "exact"
    unknown = ("title", "title_language", "function", "mode", "presence", "honorific")
    assert [participant[name] for name in unknown] == [None] * 6


def test_a_panellist_is_named_only_where_the_person_may_be():
    panel = PanellistFactory()
    row = row_of("panellists", panel)
    assert (row["name"], row["title"], row["honorific"]) == (None, None, None)
    delegation = DelegationFactory(convening=panel.entry.convening, entity=panel.entity)
    ParticipantFactory(delegation=delegation, person=panel.person)
    row = row_of("panellists", panel)
    assert (row["name"], row["title"]) == (panel.person.name, panel.title)


def test_what_was_withdrawn_was_public_once(scene):
    """A tombstone stands for what was published with all that is above it, and for nothing else."""
    gone = {name: c.withdrawn() for name, c in COLLECTIONS.items()}
    public = {name: c.records() for name, c in COLLECTIONS.items()}
    assert [n for n in COLLECTIONS if set(gone[n]) & set(public[n])] == []
    drafts = ParticipantFactory(delegation__convening__participants_status=Status.DRAFT)
    unlisted = ParticipantFactory(listed=False)
    listed = ParticipantFactory()
    places = [drafts, unlisted, listed]
    conveners = [place.delegation.convening for place in places]
    type(conveners[0]).objects.filter(pk__in=[c.pk for c in conveners]).update(
        status=Status.WITHDRAWN
    )
    tombstones = COLLECTIONS["participants"].withdrawn()
    assert [place for place in places if place in tombstones] == [listed]


def test_the_order_of_every_list_is_total():
    for collection in COLLECTIONS.values():
        assert collection.records().query.order_by[-1] == "pk"
