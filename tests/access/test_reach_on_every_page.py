"""Every page of the administration, as it is and as others will add, is shut to who may not."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from meetings.records.enums import Level
from tests.support.admin import page_of
from tests.support.admin_walk import (
    AdminPage,
    all_that_is_on_record,
    pages_of,
    pages_of_the_site,
    sent_by,
)
from tests.support.weeks import Weeks, colleague, signed_in

VIEWER, EDITOR, PUBLISHER, ADMINISTRATOR = Level


@pytest.fixture(autouse=True)
def _without_telling_of_each_refusal(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", "django.request")


@pytest.fixture
def root(db: None) -> Client:
    return signed_in(colleague("root", is_superuser=True))


FRONT_PAGE = "/admin/"
Answers = set[tuple[str, str, int]]
Ways = list[tuple[AdminPage, list[dict[str, Any]]]]


def ways_into(records: Iterable[Model], root: Client, *, of_kind: bool = True) -> Ways:
    """The pages of a record of each kind, and what who may everything could send there."""
    return [
        (page, _sent(page, record, root.get(page.address)))
        for record in {type(record): record for record in records}.values()
        for page in pages_of(record)
        if page.is_of_record or of_kind
    ]


def _sent(page: AdminPage, record: Model, answer: Any) -> list[dict[str, Any]]:
    kind = admin.site.get_model_admin(type(record))
    if page.address == reverse(f"admin:{kind.opts.app_label}_{kind.opts.model_name}_changelist"):
        return [
            {"action": name, "_selected_action": [record.pk], "index": 0, **more}
            for name in kind.get_actions(answer.wsgi_request)
            for more in ({}, {"post": "yes"})
        ]
    is_page = "html" in answer.headers["Content-Type"]
    return [{}, *sent_by(answer.content.decode())] if is_page else [{}]


def tried(client: Client, ways: Ways) -> Answers:
    """Ask for every page and send there all that can be sent: how that was answered.

    Of a page that is not of one record it is told only if it failed.
    """
    answers = set()
    for page, sent in ways:
        for answer in [client.get(page.address), *(client.post(page.address, d) for d in sent)]:
            to_sign_in = answer.status_code == 302 and "/login/" in answer.headers["Location"]
            not_there = answer.status_code == 302 and answer.headers["Location"] == FRONT_PAGE
            status = 401 if to_sign_in else 404 if not_there else answer.status_code
            if page.is_of_record or status >= 500:
                answers.add((answer.request["REQUEST_METHOD"], page.address, status))
    return answers


def worse_than(allowed: set[int], answers: Answers) -> Answers:
    return {answer for answer in answers if answer[-1] not in allowed}


@pytest.mark.django_db
def test_no_page_changes_or_shows_a_record_out_of_reach(weeks: Weeks, root: Client) -> None:
    ways = ways_into(weeks.other.records.values(), root)
    everywhere = [(page, [{}]) for page, _sent in ways]
    everywhere += [(page, [{}]) for page in pages_of_the_site()]
    people = [
        colleague("editor", (EDITOR, weeks.irg)),
        colleague("no role"),
        colleague("left", (ADMINISTRATOR, None), is_staff=False),
    ]
    before = all_that_is_on_record()

    editor = tried(signed_in(people[0]), ways)
    no_role = tried(signed_in(people[1]), everywhere)
    not_of_the_staff = tried(signed_in(people[2]), everywhere)
    anonymous = tried(Client(raise_request_exception=False), everywhere)

    assert len(editor) > 150
    assert worse_than({403, 404}, editor) == set()
    assert worse_than({403, 404}, no_role) == set()
    assert worse_than({401, 403, 404}, not_of_the_staff) == set()
    assert worse_than({401, 403, 404}, anonymous) == set()
    assert all_that_is_on_record() == before


@pytest.mark.django_db
def test_what_may_only_be_seen_stays_as_it_is(weeks: Weeks, root: Client) -> None:
    of_others = ways_into(weeks.joint.of_body[1].values(), root, of_kind=False)
    reference = ways_into(weeks.reference.values(), root, of_kind=False)
    shared = ways_into(weeks.joint.shared.values(), root, of_kind=False)
    viewer = signed_in(colleague("viewer", (VIEWER, weeks.irg)))
    editor = signed_in(colleague("editor", (ADMINISTRATOR, weeks.irg)))
    before = all_that_is_on_record()

    by_editor = tried(editor, of_others + reference)
    by_viewer = tried(viewer, of_others + reference + shared)

    assert worse_than({200, 302, 403, 404, 405}, by_editor) == set()
    assert worse_than({200, 302, 403, 404, 405}, by_viewer) == set()
    shown = [weeks.joint.of_body[1]["item"], weeks.joint.of_body[1]["session"]]
    assert {("GET", page_of(record, "change"), 200) for record in shown} <= by_viewer
    assert all_that_is_on_record() == before


@pytest.mark.parametrize("number", ["9" * 40, "\0", "x"])
def test_a_number_that_is_none_of_a_record_is_refused_and_never_a_failure(
    number: str, root: Client, weeks: Weeks
) -> None:
    in_address, told = quote(number), {}
    for model in admin.site._registry:
        site = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        chosen = {"action": "delete_selected", "_selected_action": [number], "index": number}
        relations = "&".join(f"{f.name}={in_address}" for f in model._meta.fields if f.is_relation)
        days = [f"{site}?{name}__year={in_address}" for name in ("made_at", "starts_on")]
        for address in [f"{site}{in_address}/history/", f"{site}add/?{relations}", *days]:
            told[address] = root.get(address).status_code
        told[site] = root.post(site, chosen).status_code
    assert {address: status for address, status in told.items() if status >= 500} == {}
