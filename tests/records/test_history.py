"""The history of the record: who changed what, and when."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import override
from simple_history.middleware import HistoryRequestMiddleware

from meetings.models import AgendaItem, Body
from tests.factories import (
    AgendaItemFactory,
    ArticleFactory,
    BodyFactory,
    DocumentFactory,
    StatementFactory,
    TopicFactory,
)
from tests.support.refusals import refused_by

pytestmark = pytest.mark.django_db

MONDAY = datetime(2021, 9, 6, 8, tzinfo=UTC)
TUESDAY = datetime(2021, 9, 7, 8, tzinfo=UTC)
WEDNESDAY = datetime(2021, 9, 8, 8, tzinfo=UTC)


def done_by(user, deed):
    """Do the deed as a request of the user does it."""
    request = RequestFactory().post("/")
    request.user = user

    def answer(request):
        deed()
        return HttpResponse()

    HistoryRequestMiddleware(answer)(request)


def test_history_tells_who_created_changed_and_deleted_a_record_when_and_what_it_said():
    an, binh = User.objects.create_user("an"), User.objects.create_user("binh")
    bodies = []

    def rename():
        bodies[0].short_name = "Review Group"
        bodies[0].save()

    with time_machine.travel(MONDAY, tick=False):
        done_by(an, lambda: bodies.append(BodyFactory(short_name="Group")))
    with time_machine.travel(TUESDAY, tick=False):
        done_by(binh, rename)
    with time_machine.travel(WEDNESDAY, tick=False):
        done_by(an, lambda: bodies[0].delete())

    rows = Body.history.order_by("history_date")
    assert [
        (row.history_type, row.history_user, row.history_date, row.short_name) for row in rows
    ] == [
        ("+", an, MONDAY, "Group"),
        ("~", binh, TUESDAY, "Review Group"),
        ("-", an, WEDNESDAY, "Review Group"),
    ]


def test_what_a_command_does_is_kept_without_a_name():
    body = BodyFactory()
    done_by(AnonymousUser(), body.save)
    rows = body.history.order_by("history_id")
    assert [(row.history_type, row.history_user) for row in rows] == [("+", None), ("~", None)]


def test_a_record_can_be_read_as_it_was_on_a_day():
    with time_machine.travel(MONDAY, tick=False):
        body = BodyFactory(short_name="Group")
    with time_machine.travel(WEDNESDAY, tick=False):
        body.short_name = "Review Group"
        body.save()
    assert Body.history.as_of(TUESDAY).get().short_name == "Group"
    assert Body.history.as_of(WEDNESDAY).get().short_name == "Review Group"


def test_history_keeps_every_language():
    item = AgendaItemFactory(title="Asset recovery", title_fr="Recouvrement d’avoirs")
    item.title_fr = "Recouvrement des avoirs"
    item.save()
    with override("vi"):
        item.title = "Thu hồi tài sản"
        item.save()
    rows = item.history.order_by("history_id")
    assert [(row.title_en, row.title_fr, row.title_vi) for row in rows] == [
        ("Asset recovery", "Recouvrement d’avoirs", None),
        ("Asset recovery", "Recouvrement des avoirs", None),
        ("Asset recovery", "Recouvrement des avoirs", "Thu hồi tài sản"),
    ]


def test_history_tells_the_fields_that_changed():
    item = AgendaItemFactory(title="Asset recovery", number="4")
    item.title_fr = "Recouvrement d’avoirs"
    item.number = "5"
    item.save()
    new, old = item.history.order_by("-history_id")
    changes = new.diff_against(old).changes
    assert {change.field: (change.old, change.new) for change in changes} == {
        "number": ("4", "5"),
        "title_fr": (None, "Recouvrement d’avoirs"),
    }


def test_history_keeps_relations_to_many_records():
    prevention, recovery = TopicFactory(), TopicFactory()
    item = AgendaItemFactory()
    item.topics.add(prevention)
    item.topics.set([recovery])
    item.topics.clear()
    rows = item.history.order_by("history_id")
    topics = [[through.topic for through in row.topics.all()] for row in rows]
    assert topics == [[], [prevention], [], [recovery], []]


@pytest.mark.parametrize(
    ("factory", "relation", "other"),
    [
        (AgendaItemFactory, "topics", TopicFactory),
        (AgendaItemFactory, "articles", ArticleFactory),
        (AgendaItemFactory, "considered_with", AgendaItemFactory),
        (DocumentFactory, "sessions", lambda: AgendaItemFactory().session),
        (DocumentFactory, "items", AgendaItemFactory),
        (DocumentFactory, "topics", TopicFactory),
        (DocumentFactory, "articles", ArticleFactory),
        (StatementFactory, "topics", TopicFactory),
        (StatementFactory, "articles", ArticleFactory),
    ],
)
def test_each_relation_to_many_records_leaves_a_row_that_holds_it(factory, relation, other):
    record, related = factory(), other()
    getattr(record, relation).add(related)
    row = record.history.order_by("-history_id").first()
    kept = getattr(row, relation).all()
    assert row.history_type == "~"
    assert [related.pk in vars(through).values() for through in kept] == [True]


def test_a_change_that_the_database_refuses_leaves_no_history():
    item = AgendaItemFactory()
    other = AgendaItemFactory(session=item.session)
    other.slug = item.slug
    assert refused_by(other) == "one_item_per_session_slug"
    assert [row.history_type for row in AgendaItem.history.all()] == ["+", "+"]
