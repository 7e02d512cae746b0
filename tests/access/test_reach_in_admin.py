"""An editor of one body cannot change another's records, whichever form or list is tried."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.records.admin.reach import refuse_strangers
from meetings.records.enums import Level, Status
from tests.factories import AgendaItemFactory, DocumentFactory, SessionFactory
from tests.support.admin import Form, page_of
from tests.support.admin_walk import all_that_is_on_record
from tests.support.weeks import Weeks, colleague, signed_in

EDITOR = Level.EDITOR


def change_of(record: Any) -> str:
    return page_of(record, "change")


@pytest.fixture
def root(db: None) -> Client:
    return signed_in(colleague("root", is_superuser=True))


@pytest.fixture
def editor(weeks: Weeks, db: None) -> Client:
    return signed_in(colleague("editor", (EDITOR, weeks.irg)))


def as_it_is(record: Any) -> dict[str, Any]:
    """The record with its columns and what it names, read anew."""
    again = type(record)._default_manager.get(pk=record.pk)
    several = {f.name: set(getattr(again, f.name).all()) for f in again._meta.many_to_many}
    columns = {f.attname: getattr(again, f.attname) for f in again._meta.concrete_fields}
    return columns | several


@pytest.mark.django_db
def test_in_a_joint_week_the_sessions_of_others_stay_as_they_are(
    weeks: Weeks, editor: Client
) -> None:
    own, theirs = (records["session"] for records in weeks.joint.of_body)
    form = Form(editor, change_of(weeks.joint.convening))
    rows = {form.data[f"sessions-{number}-id"]: number for number in (0, 1)}
    form.set(city_en="Bonn").row("sessions", rows[str(own.pk)], ordinal="77")
    form.row("sessions", rows[str(theirs.pk)], ordinal="88", body=str(weeks.irg.pk), DELETE="on")
    before = as_it_is(theirs)

    assert form.send() == {}
    assert as_it_is(theirs) == before
    assert as_it_is(own)["ordinal"] == 77
    assert as_it_is(weeks.joint.convening)["city_en"] == "Bonn"


MOVES = [
    ("item", "session", "session"),
    ("session", "convening", "convening"),
    ("session", "body", None),
    ("delegation", "convening", "convening"),
    ("participant", "delegation", "delegation"),
    ("statement", "delegation", "delegation"),
    ("statement", "item", "item"),
    ("sitting", "convening", "convening"),
    ("entry", "convening", "convening"),
    ("panellist", "entry", "entry"),
    ("officer", "session", "session"),
    ("title", "officer", "officer"),
    ("figure", "convening", "convening"),
    ("version", "document", "paper"),
    ("submission", "document", "paper"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "field", "target"), MOVES)
def test_no_record_is_moved_to_another_body(
    weeks: Weeks, editor: Client, kind: str, field: str, target: str | None
) -> None:
    record = weeks.own.records[kind]
    there = weeks.other.records[target] if target else weeks.other_body
    before = as_it_is(record)

    errors = Form(editor, change_of(record)).set(**{field: str(there.pk)}).send()

    assert field in errors
    assert as_it_is(record) == before


@pytest.mark.django_db
def test_a_paper_is_neither_given_to_nor_taken_from_a_session_of_others(
    weeks: Weeks, editor: Client
) -> None:
    paper = weeks.paper_of_both
    own, theirs = (str(records["session"].pk) for records in weeks.joint.of_body)
    elsewhere = str(weeks.other.records["session"].pk)
    add = reverse("admin:meetings_document_add")
    new = {"symbol": "CAC/COSP/IRG/2022/1", "kind": "note", "title_en": "A paper"}

    assert "sessions" in Form(editor, change_of(paper)).set(sessions=[own]).send()
    assert "sessions" in Form(editor, change_of(paper)).set(sessions=[theirs]).send()
    assert "sessions" in Form(editor, change_of(paper)).set(sessions=[own, elsewhere]).send()
    assert Form(editor, change_of(paper)).set(title_en="Another title").send() == {}
    assert as_it_is(paper)["sessions"] == {r["session"] for r in weeks.joint.of_body}
    assert list(Form(editor, add).set(**new).send()) == ["sessions"]
    assert list(Form(editor, add).set(**new, sessions=[theirs]).send()) == ["sessions"]
    assert Form(editor, add).set(**new, sessions=[own]).send() == {}


@pytest.mark.django_db
def test_rows_of_others_can_neither_be_added_nor_taken_over(weeks: Weeks, editor: Client) -> None:
    before = all_that_is_on_record()
    of_own_week = Form(editor, change_of(weeks.own.convening))
    of_own_week.add("sessions", body=str(weeks.other_body.pk), ordinal="5", part="regular")
    taken = Form(editor, change_of(weeks.own.convening))
    taken.row("sessions", 0, id=str(weeks.other.records["session"].pk), ordinal="5")
    of_session = Form(editor, change_of(weeks.joint.convening))
    theirs = str(weeks.joint.of_body[1]["session"].pk)
    of_session.add("officers", role="chair", session=theirs)

    assert list(of_own_week.send()) == ["sessions-1-body"]
    assert editor.post(taken.address, taken.data).status_code != 302
    assert "officers-3-session" in of_session.send()
    assert all_that_is_on_record() == before


@pytest.mark.django_db
def test_only_what_may_be_chosen_is_offered(weeks: Weeks, editor: Client) -> None:
    def offered(kind: str, field: str) -> set[int]:
        app, model = kind.split(".")
        asked = {"app_label": app, "model_name": model, "field_name": field}
        answer = editor.get(reverse("admin:autocomplete"), asked)
        return {int(found["id"]) for found in answer.json()["results"]}

    own, (joint, theirs) = weeks.own.records, weeks.joint.of_body
    assert offered("meetings.agendaitem", "session") == {own["session"].pk, joint["session"].pk}
    assert offered("meetings.agendaitem", "considered_with") == {
        own["item"].pk,
        joint["item"].pk,
        theirs["item"].pk,
    }
    assert offered("meetings.session", "body") == {weeks.irg.pk}
    assert offered("meetings.session", "convening") == {
        weeks.own.convening.pk,
        weeks.joint.convening.pk,
        weeks.empty.pk,
    }
    assert offered("delegations.participant", "delegation") == {
        own["delegation"].pk,
        weeks.joint.shared["delegation"].pk,
    }
    item = Form(editor, change_of(joint["item"]))
    assert item.set(considered_with=[str(weeks.other.records["item"].pk)]).send()
    assert item.set(considered_with=[str(theirs["item"].pk)]).send() == {}


@pytest.mark.django_db
def test_lists_and_their_filters_name_nothing_out_of_reach(weeks: Weeks, editor: Client) -> None:
    hidden = weeks.other.records["session"]
    items = reverse("admin:meetings_agendaitem_changelist")

    listed = editor.get(items, {"session": hidden.pk})
    assert hidden.slug not in listed.content.decode()
    assert hidden.convening.slug not in listed.content.decode()
    everything = editor.get(items)
    shown = set(everything.context["cl"].queryset)
    assert shown == {weeks.own.records["item"], *(r["item"] for r in weeks.joint.of_body)}
    assert "add" not in editor.get(change_of(weeks.reference["topic"])).context["adminform"].form
    assert b'name="_save"' not in editor.get(change_of(weeks.reference["topic"])).content


@pytest.mark.django_db
def test_an_action_is_done_with_all_that_is_chosen_or_with_nothing(
    weeks: Weeks, editor: Client
) -> None:
    own, theirs = weeks.own.records["paper"], weeks.joint.of_body[1]["paper"]
    papers = reverse("admin:meetings_document_changelist")
    before = all_that_is_on_record()

    def done(action: str, *chosen: Any) -> list[str]:
        sent = {"action": action, "_selected_action": [record.pk for record in chosen]}
        answer = editor.post(papers, sent | {"index": 0, "post": "yes"}, follow=True)
        return [str(message) for message in answer.context["messages"]]

    refusal = "Nothing was done, since you may not do this with: "
    told = done("delete_selected", own, theirs)
    assert [sentence for sentence in told if refusal in sentence and own.symbol not in sentence]
    assert any(theirs.symbol in sentence for sentence in told)
    of_both = done("delete_selected", weeks.paper_of_both)
    assert any(refusal in told and weeks.paper_of_both.symbol in told for told in of_both)
    assert all_that_is_on_record() == before


@pytest.mark.django_db
def test_drafts_are_deleted_by_editors_of_all_bodies_concerned_and_what_was_public_by_nobody(
    weeks: Weeks, editor: Client, root: Client
) -> None:
    both = signed_in(colleague("both", (EDITOR, weeks.irg), (EDITOR, weeks.other_body)))
    public_session = SessionFactory(body=weeks.irg)
    public = DocumentFactory(sessions=[public_session])
    gone = DocumentFactory(sessions=[public_session], status=Status.WITHDRAWN)

    def answers(client: Client, record: Any) -> int:
        return client.get(change_of(record).replace("/change/", "/delete/")).status_code

    assert answers(editor, weeks.own.records["paper"]) == 200
    assert [answers(editor, r) for r in (weeks.paper_of_both, weeks.joint.convening)] == [403, 403]
    assert [answers(both, r) for r in (weeks.paper_of_both, weeks.joint.convening)] == [200, 200]
    assert [answers(client, r) for client in (editor, root) for r in (public, gone)] == [302] * 4


@pytest.mark.django_db
def test_a_list_costs_the_same_however_long_it_is(
    weeks: Weeks, editor: Client, django_assert_num_queries: Any
) -> None:
    items = reverse("admin:meetings_agendaitem_changelist")
    with CaptureQueriesContext(connection) as few:
        editor.get(items)
    AgendaItemFactory.create_batch(20, session=weeks.own.records["session"])
    with django_assert_num_queries(len(few)):
        editor.get(items)


@pytest.mark.django_db
def test_what_would_belong_to_others_after_saving_is_not_saved(weeks: Weeks) -> None:
    user = colleague("somebody", (EDITOR, weeks.irg))
    own, theirs = weeks.own.records["item"], weeks.other.records["item"]

    refuse_strangers(user, type(own), [own])
    with pytest.raises(ValidationError, match="something would belong to a body"):
        refuse_strangers(user, type(own), [own, theirs])
