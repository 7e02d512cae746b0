"""A harvester that asks what changed since it last asked misses nothing."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from delegations.models import Entity, Person, Statement, TreatyAction
from meetings.models import AgendaItem, Body, Convening, Document, Session, Topic
from meetings.records.domain import publication
from meetings.records.enums import Status
from meetings.records.models import Source
from tests.factories import (
    ConveningFactory,
    DelegationFactory,
    OfficerFactory,
    PanellistFactory,
    ProgrammeEntryFactory,
    SessionFactory,
    StatementFactory,
)
from tests.support.worlds import grow
from uncac_portal.api.changes import changed_since, withdrawn_since
from uncac_portal.registry import COLLECTIONS

pytestmark = pytest.mark.django_db

ENTERED = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
SLUGS = (Body, Convening, Topic, Entity, Source, Session, AgendaItem)
KINDS = (Body, Convening, Topic, Entity, Source, (Document, Statement))
Ids = dict[str, set[Any]]


def withdraw(*models: Any) -> None:
    for model in models:
        publication.withdraw(model.objects.all())


def publish(*models: Any) -> None:
    for model in models:
        publication.publish(model.objects.all())


def set_statuses(status: Status) -> None:
    for convening in Convening.objects.all():
        convening.programme_status = convening.participants_status = status
        convening.save()


def name_anew() -> None:
    for record in [record for model in SLUGS for record in model.objects.all()]:
        record.slug += "-new"
        record.save()


def change_what_others_show() -> None:
    for person in Person.objects.all():
        person.name += " y Otra"
        person.save()
    for action in TreatyAction.objects.all():
        action.action = "denunciation"
        action.save()


def several(kinds: Any) -> Iterable[Any]:
    return kinds if isinstance(kinds, tuple) else (kinds,)


DEEDS: list[tuple[str, Callable[[], None]]] = [
    *(
        (f"{deed.__name__} {[model.__name__ for model in several(kinds)]}", done)
        for kinds in KINDS
        for deed in (withdraw, publish)
        for done in [lambda deed=deed, kinds=kinds: deed(*several(kinds))]
    ),
    ("withdraw programmes and lists", lambda: set_statuses(Status.WITHDRAWN)),
    ("publish programmes and lists", lambda: set_statuses(Status.PUBLISHED)),
    ("name everything anew", name_anew),
    ("change what others show", change_what_others_show),
]


@pytest.fixture(scope="module")
def history(django_db_setup, django_db_blocker):
    """After each deed in a world: what its tables told before and tell now, and what the API tells
    a harvester who asks for it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(ENTERED, tick=False):
            grow(1)
        deeds = dict(happen())
        transaction.set_rollback(True)
    return deeds


def happen() -> Iterator[tuple[str, tuple[Ids, Ids, Ids, Ids]]]:
    """The deeds one after another, a day each: what reads differently after it and what is gone;
    what is to be fetched and what is withdrawn by what the API says."""
    before = told()
    for day, (name, deed) in enumerate(DEEDS, 1):
        since = ENTERED + day * DAY
        with time_machine.travel(since, tick=False):
            deed()
        now = told()
        different = {
            kind: {key for key, row in rows.items() if before[kind].get(key) != row}
            for kind, rows in now.items()
        }
        gone = {kind: before[kind].keys() - now[kind].keys() for kind in now}
        yield name, (different, gone, *harvest(since))
        before = now


def harvest(since: datetime) -> tuple[Ids, Ids]:
    kinds = COLLECTIONS.items()
    return (
        {kind: ids(one, changed_since(one, one.records(), since)) for kind, one in kinds},
        {kind: ids(one, withdrawn_since(one, since)) for kind, one in kinds},
    )


def told() -> dict[str, dict[Any, Any]]:
    return {
        kind: {row["id"]: row for row in collection.table.rows(collection.records())}
        for kind, collection in COLLECTIONS.items()
    }


def ids(collection: Any, records: Any) -> set[Any]:
    return {collection.table.id_of(record) for record in collection.table.with_keys(records)}


def test_whatever_reads_differently_is_fetched(history):
    missed = {
        (deed, kind): different[kind] - fetched[kind]
        for deed, (different, _gone, fetched, _withdrawn) in history.items()
        for kind in COLLECTIONS
    }
    assert {where: keys for where, keys in missed.items() if keys} == {}
    assert {
        kind for different, *_ in history.values() for kind in different if different[kind]
    } == {*COLLECTIONS}


def test_whatever_is_withdrawn_is_told_and_nothing_else(history):
    """What is named anew is gone under its former name."""
    wrong = {
        (deed, kind): gone[kind] ^ withdrawn[kind]
        for deed, (_different, gone, _fetched, withdrawn) in history.items()
        for kind in COLLECTIONS
        if deed != "name everything anew"
    }
    assert {where: keys for where, keys in wrong.items() if keys} == {}
    assert sum(map(len, history["withdraw ['Convening']"][3].values())) > 20


# In words


def since(client: Any, kind: str, moment: datetime) -> Any:
    return client.get(f"/api/v1/{kind}/", {"modified_since": moment.isoformat()}).json()


def test_publishing_a_convening_makes_its_sessions_new(client):
    with time_machine.travel(ENTERED, tick=False):
        session = SessionFactory(convening__status=Status.DRAFT)
    with time_machine.travel(ENTERED + DAY, tick=False):
        publication.publish([session.convening])
    for moment, found in ((ENTERED + DAY, [session.slug]), (ENTERED + 2 * DAY, [])):
        answer = since(client, "sessions", moment)
        assert ([row["id"] for row in answer["results"]], answer["count"]) == (found, len(found))
    assert session.changed_at == ENTERED


def test_withdrawing_a_convening_buries_its_sessions(client):
    with time_machine.travel(ENTERED, tick=False):
        session = SessionFactory()
        SessionFactory(convening__status=Status.DRAFT)  # was never public
        SessionFactory(convening__is_example=True)
    with time_machine.travel(ENTERED + DAY, tick=False):
        publication.withdraw(Convening.objects.all())
    answer = since(client, "sessions", ENTERED + DAY)
    assert answer["results"] == []
    assert client.get(answer["tombstones"]).json()["results"] == [
        {"id": session.slug, "withdrawn": True, "changed_at": "2026-01-02T00:00:00Z"}
    ]
    later = since(client, "sessions", ENTERED + 2 * DAY)
    assert client.get(later["tombstones"]).json()["count"] == 0
    everything = client.get("/api/v1/tombstones/sessions/?format=csv")
    assert b"".join(everything.streaming_content).decode().splitlines() == [
        "id,withdrawn,changed_at",
        f"{session.slug},true,2026-01-02T00:00:00Z",
    ]


def test_what_was_entered_after_a_withdrawal_leaves_no_trace(client):
    """Nobody ever saw it; what was published between two withdrawals was seen."""
    with time_machine.travel(ENTERED, tick=False):
        convening = ConveningFactory(programme_status=Status.PUBLISHED)
    late = []
    for day in range(1, 5):
        with time_machine.travel(ENTERED + day * DAY, tick=False):
            (publication.publish if day == 3 else publication.withdraw)([convening])
        with time_machine.travel(ENTERED + (day + 0.5) * DAY, tick=False):
            late.append(DelegationFactory(convening=convening))
            entry = ProgrammeEntryFactory(convening=convening)
            officer, panellist = OfficerFactory(convening=convening), PanellistFactory(entry=entry)
            convening.refresh_from_db()
            convening.save()  # changed after it was withdrawn
    seen = [one for one in late if one != late[3]]
    assert tombs(client, "delegations") == {COLLECTIONS["delegations"].table.id_of(o) for o in seen}
    for kind, record in (("programme", entry), ("officers", officer), ("panellists", panellist)):
        assert len(tombs(client, kind)) == 3
        assert record.pk not in tombs(client, kind)


def tombs(client: Any, kind: str) -> set[Any]:
    return {row["id"] for row in client.get(f"/api/v1/tombstones/{kind}/").json()["results"]}


def test_a_filtered_harvest_tells_of_no_tombstones(client):
    session = SessionFactory()
    moment = {"modified_since": "2020-01-01"}
    answer = client.get("/api/v1/sessions/", moment | {"body": session.body.slug}).json()
    assert (answer["tombstones"], answer["count"]) == (None, 1)


def test_the_next_harvest_begins_a_little_before_the_edition(client):
    """Who was still writing when the edition was raised may be done with an earlier moment."""
    with time_machine.travel(ENTERED, tick=False):
        StatementFactory()
    assert client.get("/api/v1/statements/").json()["as_of"] == "2025-12-31T23:50:00Z"
