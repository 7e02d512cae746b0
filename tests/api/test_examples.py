"""The examples of how to read the API are run as they are printed."""

import os
import shutil
import subprocess
import sys

import pytest
from django.template.loader import render_to_string

from tests.factories import DelegationFactory, StatementFactory, TopicFactory

pytestmark = pytest.mark.django_db(transaction=True)

PROGRAMS = {
    "curl": ["bash", "-e", "-s"],
    "pandas": [sys.executable, "-"],
    "r": ["Rscript", "-"],
}
NEEDED = {"curl": "curl", "pandas": sys.executable, "r": "Rscript"}


@pytest.mark.parametrize("tool", PROGRAMS)
def test_an_example_runs_as_it_is_printed(tool, live_server, tmp_path):
    if not shutil.which(NEEDED[tool]):
        pytest.skip(f"{NEEDED[tool]} is not installed")
    topic = TopicFactory(slug="technical-assistance")
    delegation = DelegationFactory(convening__format="hybrid", convening__city="Vienna")
    StatementFactory(topics=[topic], item=None, delegation=delegation)
    StatementFactory(item=None)
    program = render_to_string(f"api/examples/{tool}.txt", {"portal": live_server.url})
    environment = os.environ | {"NO_PROXY": "localhost,127.0.0.1"}
    done = subprocess.run(
        PROGRAMS[tool],
        input=program,
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    if tool == "curl":
        assert "id,convening,starts_on" in done.stdout
        assert '"facets":{"state":[{"value":' in done.stdout
        assert (tmp_path / "sessions.csv").read_text().startswith("id,body,ordinal")
    else:
        assert "hybrid" in done.stdout
        assert "Vienna" in done.stdout or tool == "r"
