"""The whole record as a package and as a database: whole, valid, the same twice, nothing hidden."""

import hashlib
import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing

import frictionless
import pandas as pd
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delegations.models import Statement
from meetings.records.domain import editions
from meetings.records.enums import Status
from tests.factories import DocumentFactory, SessionFactory, StatementFactory, TopicFactory
from tests.support.hidden import Hidden
from tests.support.invented import Example
from tests.support.worlds import grow
from uncac_portal.registry import COLLECTIONS

pytestmark = pytest.mark.django_db

PACKAGE, DATABASE = "/data/uncac-meetings.zip", "/data/uncac-meetings.sqlite3"
# What a spreadsheet or a reader of CSV could take for something else.
AWKWARD = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '"quoted", twice', "two\nlines\r\nthree", " x "]


class Scene:
    """Both files of a world with what is hidden and what is invented beside it."""

    def __init__(self) -> None:
        with editions.raised_once():
            self.world = grow(2)
            Hidden(self.world, Status.DRAFT)
            Hidden(self.world, Status.WITHDRAWN)
            Example(self.world)
            said = self.world.statement
            for text in AWKWARD:
                StatementFactory(delegation=said.delegation, item=said.item, summary_en=text)
        self.package, self.again = self.download(PACKAGE), self.download(PACKAGE)
        self.database, self.database_again = self.download(DATABASE), self.download(DATABASE)
        self.zip = zipfile.ZipFile(io.BytesIO(self.package))
        self.descriptor = json.loads(self.zip.read("datapackage.json"))

    def download(self, address: str) -> bytes:
        response = Client().get(address)
        assert response.status_code == 200
        return response.getvalue()

    def csv(self, name: str) -> pd.DataFrame:
        return pd.read_csv(self.zip.open(f"csv/{name}.csv"), keep_default_na=False, na_values=[""])


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """Made once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Scene()
        transaction.set_rollback(True)


def test_the_package_is_valid(scene, tmp_path):
    path = tmp_path / "package.zip"
    path.write_bytes(scene.package)
    report = frictionless.Package(str(path)).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "type", "note"]) == []
    assert report.stats["tasks"] == len(scene.descriptor["resources"])


def test_it_holds_every_kind_of_record_and_a_table_for_each_list(scene):
    lists = {
        f"{name}_{column.name}"
        for name, collection in COLLECTIONS.items()
        for column in collection.table.columns
        if column.many
    }
    assert {r["name"] for r in scene.descriptor["resources"]} == {*COLLECTIONS, *lists}
    held = {name: len(scene.csv(name)) for name in COLLECTIONS}
    assert held == {name: c.records().count() for name, c in COLLECTIONS.items()}
    assert 0 not in held.values()
    links = scene.csv("statements_topics")
    statement = scene.world.statement
    topics = links.loc[links["statements"] == statement.pk, "topics"]
    assert set(topics) == {topic.slug for topic in statement.topics.of_the_record()}


def test_each_file_has_the_size_and_the_checksum_that_are_stated(scene):
    sums = [line.split("  ") for line in scene.zip.read("SHA256SUMS").decode().splitlines()]
    stated = {name: digest for digest, name in sums}
    names = [name for name in scene.zip.namelist() if name != "SHA256SUMS"]
    assert stated == {name: hashlib.sha256(scene.zip.read(name)).hexdigest() for name in names}
    for resource in scene.descriptor["resources"]:
        assert resource["hash"] == f"sha256:{stated[resource['path']]}"
        assert resource["bytes"] == scene.zip.getinfo(resource["path"]).file_size


def test_texts_come_back_as_they_are(scene):
    """The files are for programs: an escaped formula would be another text."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(scene.database)
        [*stored] = database.execute("SELECT summary_en FROM statements")
    lines = pd.read_json(scene.zip.open("jsonl/statements.jsonl"), lines=True)
    for texts in (
        scene.csv("statements")["summary_en"],
        lines["summary_en"],
        [t for (t,) in stored],
    ):
        assert set(AWKWARD) <= set(texts)


def test_json_lines_hold_the_same_records_with_their_lists(scene):
    lines = pd.read_json(scene.zip.open("jsonl/statements.jsonl"), lines=True).set_index("id")
    table = scene.csv("statements").set_index("id")
    assert list(lines.index) == list(table.index)
    assert list(lines["page"]) == list(table["page"])
    links = scene.csv("statements_topics").groupby("statements")["topics"].agg(list).to_dict()
    told = {pk: topics for pk, topics in lines["topics"].to_dict().items() if topics}
    assert told == links


def test_the_database_holds_the_same_tables_with_their_keys(scene):
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(scene.database)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        resources = {r["name"]: r["schema"] for r in scene.descriptor["resources"]}
        tables = [n for (n,) in database.execute("SELECT name FROM sqlite_master WHERE sql > ''")]
        assert {*tables} == {*resources, "columns", "edition"}
        for name, schema in resources.items():
            described = database.execute(
                'SELECT "column", about FROM columns WHERE "table" = ? ORDER BY position', [name]
            )
            stated = [(f["name"], f["description"]) for f in schema["fields"]]
            assert described.fetchall() == stated
            keys = database.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
            assert len(keys) == len(schema.get("foreignKeys", []))
            [count] = database.execute(f'SELECT count(*) FROM "{name}"').fetchone()
            assert count == len(scene.csv(name))
        [edition] = database.execute("SELECT edition, licence FROM edition")
    assert edition == (scene.descriptor["edition"], scene.descriptor["licenses"][0]["name"])


def test_the_same_edition_gives_the_same_bytes(scene):
    assert scene.again == scene.package
    assert scene.database_again == scene.database


def test_nothing_hidden_and_nothing_invented_is_in_them(scene):
    texts = b"\n".join(scene.zip.read(name) for name in scene.zip.namelist())
    for content in (texts, scene.database):
        assert re.findall(b"SECRET.{,40}|secret[-.@].{,40}|EXAMPLE.{,40}", content) == []
    assert set(scene.csv("statements")["id"]) == set(
        Statement.objects.of_the_record().values_list("pk", flat=True)
    )


@pytest.mark.parametrize("address", [PACKAGE, DATABASE])
def test_who_has_the_edition_is_told_so_and_no_part_is_made_by_itself(address, scene, client):
    whole = client.get(address)
    assert whole["Accept-Ranges"] == "none"
    assert int(whole["Content-Length"]) == len(content := whole.getvalue())
    assert client.get(address, headers={"If-None-Match": whole["ETag"]}).status_code == 304
    part = client.get(address, headers={"Range": "bytes=10-19", "If-Range": whole["ETag"]})
    assert (part.status_code, part.getvalue()) == (200, content)


@pytest.mark.parametrize("address", [PACKAGE, DATABASE])
def test_the_head_of_a_file_is_told_without_making_it(address, scene, client, monkeypatch):
    whole = client.get(address)
    for name in ("write_package", "write_sqlite"):
        monkeypatch.setattr(f"uncac_portal.dataset.views.{name}", None)
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Type", "Content-Disposition", "Accept-Ranges", "ETag"):
        assert (name, head.headers[name]) == (name, whole.headers[name])


@pytest.mark.parametrize("address", [PACKAGE, DATABASE])
def test_more_records_cost_no_more_queries(address, scene, client):
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    with transaction.atomic():
        said, topics = scene.world.statement, [TopicFactory(), TopicFactory()]
        for _ in range(3):
            StatementFactory(delegation=said.delegation, item=said.item, topics=topics)
            DocumentFactory(sessions=[SessionFactory()], topics=topics)
        with CaptureQueriesContext(connection) as many:
            client.get(address)
        transaction.set_rollback(True)
    assert len(many) == len(few)
