"""The description of the API is valid, and the API is as it says."""

import os
import re
from typing import Any

import pytest
import schemathesis
import yaml
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import validate
from schemathesis.checks import CHECKS, load_all_checks

from tests.support.worlds import grow
from uncac_portal.api.openapi import document
from uncac_portal.api.telling import names
from uncac_portal.registry import COLLECTIONS
from uncac_portal.wsgi import application

pytestmark = pytest.mark.django_db

# For a longer search: SCHEMATHESIS_EXAMPLES=200
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "2"))
# A cursor, a filter or a combination of parameters may make no sense in a way that no schema says,
# and a value may be read more kindly than it says: a day for a moment.
LEFT_OUT = {"positive_data_acceptance", "negative_data_rejection"}


@pytest.fixture
def connection_kept():
    """What a server closes after each request is the connection that the test looks at."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield grow(1)
        transaction.set_rollback(True)


def test_the_document_is_valid_and_describes_every_collection(client):
    told = client.get("/api/v1/schema/").json()
    validate(told)
    assert told["openapi"].startswith("3.1")
    assert {*COLLECTIONS, "problem", "tombstone"} == set(told["components"]["schemas"])
    for kind, collection in COLLECTIONS.items():
        schema = told["components"]["schemas"][kind]
        assert list(schema["properties"]) == names(collection.table)
        assert all(one["description"] for one in schema["properties"].values())
        assert set(schema["example"]) == set(schema["properties"])
        assert {f"/api/v1/{kind}/", f"/api/v1/{kind}/{{id}}/"} < set(told["paths"])


def test_it_comes_as_yaml_too(client):
    answer = client.get("/api/v1/schema/?format=yaml")
    assert answer.headers["Content-Type"].startswith("application/yaml")
    told = yaml.load(answer.content, Loader=yaml.CSafeLoader)
    assert told == client.get("/api/v1/schema/").json()


def test_no_column_takes_the_name_of_an_address():
    taken = {
        (kind, column.name)
        for kind, collection in COLLECTIONS.items()
        for column in collection.table.head()
        if column.name in ("url", "page")
    }
    assert taken == set()


@pytest.mark.parametrize("part", ["lists", "records", "tombstones", "about"])
@pytest.mark.usefixtures("connection_kept", "world")
def test_whatever_is_asked_the_api_is_as_it_says(part):
    load_all_checks()
    checks = [check for check in CHECKS.get_all() if check.__name__ not in LEFT_OUT]
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
    asked = [one.ok() for one in schema.get_all_operations()]
    for operation in [operation for operation in asked if part_of(operation.path) == part]:

        @given(case=operation.as_strategy())
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=EXAMPLES < 10,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def is_as_it_says(case: Any) -> None:
            case.call_and_validate(checks=checks, headers={"Accept-Encoding": "identity"})

        is_as_it_says()


def part_of(path: str) -> str:
    if "{id}" in path:
        return "records"
    if "/tombstones/" in path:
        return "tombstones"
    return "lists" if re.fullmatch(r"/api/v1/(?!schema|docs)\w+/", path) else "about"


def test_the_page_of_the_documentation_draws_the_document(client):
    page = client.get("/api/v1/docs/")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert b'data-schema="/api/v1/schema/"' in page.content
    assert document()["info"]["title"] == "UNCAC meeting records"
