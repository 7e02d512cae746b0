"""Who may do what with which records."""

from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission, User

from meetings.records.access import (
    level_of,
    may,
    may_in_all,
    may_somewhere,
    reach_of,
    within_reach,
)
from meetings.records.enums import Level
from tests.factories import AgendaItemFactory, OfficerFactory, StatementFactory
from tests.support.weeks import Weeks, colleague

NOTHING, VIEWER, EDITOR, PUBLISHER, ADMINISTRATOR = 0, *Level


def everything(weeks: Weeks) -> dict[str, Any]:
    """Every record, under a name that says whose it is."""
    return {
        f"{whose}: {name}": record
        for whose, records in {
            "own": weeks.own.records,
            "other": weeks.other.records,
            "joint": weeks.joint.shared,
            "joint, own session": weeks.joint.of_body[0],
            "joint, other session": weeks.joint.of_body[1],
            "joint, both sessions": {"paper": weeks.paper_of_both},
            "empty": {"convening": weeks.empty},
            "common": weeks.common,
            "reference": weeks.reference,
        }.items()
        for name, record in records.items()
    }


def levels(weeks: Weeks, user: Any, *, in_all: bool = False) -> dict[str, set[int]]:
    """Which levels somebody has with the records of each kind of owner."""
    found: dict[str, set[int]] = {}
    for name, record in everything(weeks).items():
        whose = name.partition(":")[0]
        found.setdefault(whose, set()).add(level_of(user, record, in_all=in_all))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("level", Level)
def test_a_role_for_a_body_reaches_as_far_as_its_records(weeks: Weeks, level: Level) -> None:
    user = colleague(f"irg {level}", (level, weeks.irg))

    assert levels(weeks, user) == {
        "own": {level},
        "other": {NOTHING},
        "joint": {level},
        "joint, own session": {level},
        "joint, other session": {VIEWER},
        "joint, both sessions": {level},
        "empty": {min(level, EDITOR)},
        "common": {level},
        "reference": {VIEWER},
    }
    shared = {"joint": {VIEWER}, "joint, both sessions": {VIEWER}}
    assert levels(weeks, user, in_all=True) == levels(weeks, user) | shared


@pytest.mark.django_db
@pytest.mark.parametrize("level", Level)
def test_a_role_for_all_bodies_reaches_everything(weeks: Weeks, level: Level) -> None:
    user = colleague("everywhere", (level, None), (Level.VIEWER, weeks.irg))

    assert set().union(*levels(weeks, user).values()) == {level}
    assert set().union(*levels(weeks, user, in_all=True).values()) == {level}


@pytest.mark.django_db
def test_roles_in_both_bodies_and_one_for_all_add_up(weeks: Weeks) -> None:
    user = colleague("both", (EDITOR, weeks.irg), (PUBLISHER, weeks.other_body), (VIEWER, None))

    assert levels(weeks, user, in_all=True) == {
        "own": {EDITOR},
        "other": {PUBLISHER},
        "joint": {EDITOR},
        "joint, own session": {EDITOR},
        "joint, other session": {PUBLISHER},
        "joint, both sessions": {EDITOR},
        "empty": {EDITOR},
        "common": {PUBLISHER},
        "reference": {VIEWER},
    }
    assert levels(weeks, user)["joint"] == {PUBLISHER}


@pytest.mark.django_db
def test_who_is_not_of_the_staff_reaches_nothing_and_a_superuser_everything(weeks: Weeks) -> None:
    roles = [(ADMINISTRATOR, None), (ADMINISTRATOR, weeks.irg)]
    for user in (
        AnonymousUser(),
        None,
        colleague("no role"),
        colleague("left", *roles, is_active=False),
        colleague("outside", *roles, is_staff=False),
        colleague("superuser who left", is_superuser=True, is_active=False),
    ):
        assert set().union(*levels(weeks, user).values()) == {NOTHING}
        assert not may_somewhere(user, Level.VIEWER, type(weeks.empty))
    root = colleague("root", is_superuser=True)
    assert set().union(*levels(weeks, root).values()) == {ADMINISTRATOR}


@pytest.mark.django_db
def test_a_list_within_reach_and_the_question_of_one_record_agree(weeks: Weeks) -> None:
    people = [
        colleague("viewer", (VIEWER, weeks.irg)),
        colleague("editor", (EDITOR, weeks.irg)),
        colleague("editor of both", (EDITOR, weeks.irg), (PUBLISHER, weeks.other_body)),
        colleague("viewer of all", (VIEWER, None), (PUBLISHER, weeks.irg)),
        colleague("of a body that never met", (ADMINISTRATOR, weeks.reference["body"])),
        colleague("nobody"),
    ]
    differing = []
    for (name, record), user in product(everything(weeks).items(), people):
        for level, in_all in product(Level, (False, True)):
            records = type(record)._default_manager.all()
            listed = within_reach(records, user, level, in_all=in_all)
            pks = list(listed.values_list("pk", flat=True))
            one = (may_in_all if in_all else may)(user, level, record)
            if (record.pk in pks) != one or len(pks) != len(set(pks)):
                differing.append((name, user.username, level, in_all, pks.count(record.pk), one))
    assert differing == []


@pytest.mark.django_db
def test_a_new_record_is_judged_by_what_it_names(weeks: Weeks) -> None:
    user = colleague("editor", (EDITOR, weeks.irg))
    own, other, joint = weeks.own.records, weeks.other.records, weeks.joint
    new_item, new_officer = AgendaItemFactory.build, OfficerFactory.build

    assert may(user, Level.EDITOR, new_item(session=own["session"]))
    assert not may(user, Level.VIEWER, new_item(session=other["session"]))
    assert level_of(user, new_item(session=joint.of_body[1]["session"])) == VIEWER
    assert may(user, Level.EDITOR, new_officer(convening=joint.convening, person=None))
    assert not may(
        user,
        Level.EDITOR,
        new_officer(convening=joint.convening, session=joint.of_body[1]["session"], person=None),
    )
    assert may(
        user,
        Level.EDITOR,
        StatementFactory.build(delegation=own["delegation"], item=None, convening=None),
    )
    assert may(user, Level.EDITOR, type(weeks.empty)())
    assert not may(user, Level.EDITOR, type(own["item"])())


@pytest.mark.django_db
def test_roles_are_asked_for_once_and_a_role_for_all_bodies_needs_no_other_question(
    weeks: Weeks, django_assert_num_queries: Any
) -> None:
    editor = colleague("editor", (EDITOR, weeks.irg))
    with django_assert_num_queries(3):
        assert may(editor, Level.EDITOR, weeks.own.records["item"])
        assert not may(editor, Level.PUBLISHER, weeks.own.records["item"])
    with django_assert_num_queries(1):
        list(within_reach(type(weeks.empty).objects.all(), editor, Level.EDITOR))
    of_all = colleague("of all", (PUBLISHER, None))
    with django_assert_num_queries(1):
        assert may(of_all, Level.PUBLISHER, weeks.own.records["item"])
        assert may_in_all(of_all, Level.PUBLISHER, weeks.paper_of_both)


@pytest.mark.django_db
def test_permissions_follow_from_roles_alone(weeks: Weeks) -> None:
    other_ways = colleague("other ways")
    other_ways.user_permissions.set(Permission.objects.all())
    group = Group.objects.create(name="editors")
    group.permissions.set(Permission.objects.all())
    other_ways.groups.add(group)
    people = {
        "other ways": other_ways,
        "viewer": colleague("viewer", (VIEWER, weeks.irg)),
        "editor": colleague("editor", (EDITOR, weeks.irg)),
        "editor of all": colleague("editor of all", (EDITOR, None)),
        "administrator": colleague("administrator", (ADMINISTRATOR, weeks.irg)),
    }
    asked = (
        "meetings.view_session",
        "meetings.change_session",
        "meetings.delete_document",
        "delegations.add_person",
        "records.add_citation",
        "meetings.view_topic",
        "meetings.change_topic",
        "delegations.add_treatyaction",
        "access.change_role",
        "auth.view_user",
        "auth.view_group",
        "records.view_edition",
        "meetings.publish_session",
        "meetings.view_nothing",
        "nonsense",
    )
    of_a_viewer = {"meetings.view_session", "meetings.view_topic"}
    of_an_editor = of_a_viewer | {*asked[1:5]}
    of_all = of_an_editor | {*asked[5:8]}
    assert {
        name: {perm for perm in asked if user.has_perm(perm)} for name, user in people.items()
    } == {
        "other ways": set(),
        "viewer": of_a_viewer,
        "editor": of_an_editor,
        "editor of all": of_all,
        "administrator": of_an_editor | {"access.change_role", "auth.view_user"},
    }
    assert {name: user.has_module_perms("access") for name, user in people.items()} == {
        name: name == "administrator" for name in people
    }
    assert reach_of(User.objects.get(username="editor")).by_body == {weeks.irg.pk: EDITOR}
