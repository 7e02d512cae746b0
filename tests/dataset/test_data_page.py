"""The page that says how to take the record away, and the programs on it, which do."""

import io
import shutil
import subprocess
import sys

import pandas as pd
import pytest

from tests.factories import SessionFactory, StatementFactory, TopicFactory
from tests.support.html import read
from uncac_portal.dataset.examples import examples
from uncac_portal.registry import COLLECTIONS

pytestmark = pytest.mark.django_db
RUN_BY = {
    "curl": ["sh", "-e"],
    "Python (pandas)": [sys.executable],
    "R": ["Rscript", "--vanilla"],
}


@pytest.mark.parametrize("language", ["", "/ar"])
def test_every_page_leads_to_the_data_and_the_data_to_its_files(language, client):
    assert f"{language}/data/" in read(client, f"{language}/about/").addresses
    page = read(client, f"{language}/data/")
    files = ["/data/uncac-meetings.zip", "/data/uncac-meetings.sqlite3"]
    assert page.content.addresses[:2] == files
    assert {"/api/v1/", "/api/v1/docs/", "/api/v1/schema/"} <= set(page.content.addresses)
    assert {f"{language}/sessions/", f"{language}/statements/"} <= set(page.content.addresses)


def test_every_column_of_every_table_is_told(client):
    page = read(client, "/data/")
    told = {
        part["id"].removeprefix("table-"): [row[:2] for row in part.one("table").rows[1:]]
        for part in page.content.all("details")
    }
    assert {name: [column for column, _about in rows] for name, rows in told.items()} == {
        name: [column.name for column in collection.table.columns]
        for name, collection in COLLECTIONS.items()
    }
    assert [about for rows in told.values() for _column, about in rows if not about] == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("tool", RUN_BY)
def test_a_program_of_the_page_runs_as_it_stands(tool, live_server, tmp_path):
    if shutil.which(RUN_BY[tool][0]) is None:
        pytest.skip(f"{tool} is not installed.")
    StatementFactory(topics=[TopicFactory(slug="asset-recovery")])
    program, *_of_the_api = [e.code for e in examples(f"{live_server.url}/") if e.tool == tool]
    done = subprocess.run(
        RUN_BY[tool], input=program, cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    if tool == "curl":
        assert len(pd.read_csv(tmp_path / "statements.csv")) == 1
    else:
        assert ("asset-recovery" if tool == "Python (pandas)" else "hybrid") in done.stdout


def test_pandas_reads_three_lists_without_a_special_case(client):
    statement = StatementFactory(topics=[TopicFactory()])
    session = SessionFactory(convening=statement.delegation.convening)
    read_as = {}
    for path in ("/sessions/", "/statements/", "/meetings/"):
        content = client.get(f"{path}?format=csv").getvalue()
        read_as[path] = pd.read_csv(io.BytesIO(content)).set_index("id")
    assert session.slug in read_as["/sessions/"].index
    assert list(read_as["/statements/"].index) == [statement.pk]
    assert set(read_as["/sessions/"]["convening"]) <= set(read_as["/meetings/"].index)
