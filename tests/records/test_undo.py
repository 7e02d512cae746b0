"""Undoing a whole entry of the journal: all of it goes back, or nothing."""

import random
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from delegations.models import Participant, Person
from meetings.models import AgendaItem, Convening, Document, ProgrammeEntry, Session
from meetings.records.domain import editions, journal
from meetings.records.domain.obstacles import Refused
from meetings.records.domain.publication import publish
from meetings.records.domain.states import living
from meetings.records.domain.undo import plan, undo
from meetings.records.enums import Level, Status, Way
from meetings.records.models import Citation, JournalEntry
from tests.factories import (
    AgendaItemFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    PersonFactory,
    ProgrammeEntryFactory,
    SessionFactory,
    SittingFactory,
    SourceFactory,
    TopicFactory,
)
from tests.support.weeks import colleague, grow_weeks
from uncac_portal.access.models import Role

pytestmark = pytest.mark.django_db


KINDS = [AgendaItem, Citation, Convening, Document, ProgrammeEntry, Session]


def the_record() -> dict[str, dict[int, dict[str, Any]]]:
    """Everything on record of these kinds, but when and how often it was changed."""
    whole = {}
    for kind in KINDS:
        keys = list(kind._base_manager.values_list("pk", flat=True))
        columns = [f.attname for f in kind._meta.concrete_fields]
        columns = [name for name in columns if name not in ("changed_at", "sequence")]
        whole[kind._meta.label] = {
            key: {name: getattr(state.record, name) for name in columns} | state.many
            for key, state in living(kind, keys).items()
        }
    return whole


def changed(deed) -> Any:
    """Do the deed as one change; its entry, if it wrote anything."""
    with editions.raised_once():
        deed()
        entry = journal.present()
    if entry is not None:
        entry.refresh_from_db()
    return entry


def refused(entry: JournalEntry, by: Any = None) -> list[tuple[str, str]]:
    """What undoing the entry is refused for; the preview says the same, and nothing changes."""
    before = the_record()
    entry.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        undo(entry, by=by)
    told = [(str(each.record), each.words) for each in refusal.value.obstacles]
    assert [(str(o.record), o.words) for o in plan(entry, by=by).obstacles] == told
    assert the_record() == before
    return told


class Week:
    """A convening that somebody works on; each method is what one form does at once."""

    def __init__(self, numbers: random.Random) -> None:
        self.chance = numbers
        self.convening = ConveningFactory()
        self.sessions = [SessionFactory(convening=self.convening) for _number in range(2)]
        self.topics = [TopicFactory() for _number in range(3)]
        self.source = SourceFactory()
        self.sitting = SittingFactory(convening=self.convening)
        self.count = 0
        items = [AgendaItemFactory(session=session) for session in self.sessions]
        ProgrammeEntryFactory(convening=self.convening, sitting=self.sitting, items=items)

    def items(self) -> list[AgendaItem]:
        """The items in chance order."""
        found = list(AgendaItem.objects.filter(session__in=self.sessions).order_by("pk"))
        self.chance.shuffle(found)
        return found

    def some(self, records: list[Any]) -> list[Any]:
        return self.chance.sample(records, self.chance.randint(0, len(records)))

    def add_an_item(self) -> None:
        self.count += 1
        parent = (self.items() or [None])[0]
        session = parent.session if parent else self.sessions[0]
        item = AgendaItemFactory(
            session=session, number="", slug=f"new-{self.count}", parent=parent
        )
        item.topics.set(self.some(self.topics))
        Citation.objects.create(record=item, source=self.source)

    def number_items_anew(self) -> None:
        items = [item for item in self.items() if item.number]
        numbers = [(item.number, item.slug, item.session_id) for item in items]
        for place, item in enumerate(items):
            AgendaItem.objects.filter(pk=item.pk).update(number="", slug=f"aside-{place}")
        for item, (number, slug, session) in zip(items, numbers[1:] + numbers[:1], strict=True):
            item.number, item.slug, item.session_id = number, slug, session
            item.save()

    def change_an_item(self) -> None:
        for item in self.items()[:1]:
            item.title_fr = f"Point {self.chance.random()}"
            item.save()
            item.topics.set(self.some(self.topics))

    def consider_together(self) -> None:
        for item in self.items()[:1]:
            item.considered_with.set(self.some([i for i in self.items() if i != item]))

    def delete_an_item(self) -> None:
        for item in self.items()[:1]:
            item.delete()

    def take_up(self) -> None:
        entry = ProgrammeEntryFactory(convening=self.convening, sitting=self.sitting)
        entry.items.set(self.some(self.items()))

    def change_an_entry(self) -> None:
        for entry in ProgrammeEntry.objects.order_by("?")[:1]:
            entry.title_en = f"Panel {self.chance.random()}"
            entry.save()
            entry.items.set(self.some(self.items()))

    def delete_a_session(self) -> None:
        if len(self.sessions) > 1:
            self.sessions.pop().delete()


DEEDS = [name for name in vars(Week) if name not in ("items", "some") and name[0] != "_"]


@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds=st.lists(st.sampled_from(DEEDS), min_size=3, max_size=6), seed=st.integers(0, 2**16))
@example(["consider_together", "delete_an_item", "change_an_entry", "delete_a_session"], 4)
def test_whatever_was_done_undone_in_reverse_order_gives_the_first_state(db, deeds, seed):
    with transaction.atomic():
        with editions.raised_once():
            week = Week(random.Random(seed))
        entries, states = [], [the_record()]
        for deed in deeds:
            entry = changed(getattr(week, deed))
            if entry is not None and the_record() != states[-1]:
                entries.append(entry)
                states.append(the_record())
        undone = []
        for entry, state in zip(reversed(entries), reversed(states[:-1]), strict=True):
            assert plan(entry, by=None).obstacles == []
            undone.append(undo(entry, by=None))
            assert the_record() == state
        for entry, state in zip(reversed(undone), states[1:], strict=True):
            undo(entry, by=None)  # and an undo can itself be undone
            assert the_record() == state
        assert not any(JournalEntry.objects.get(pk=e.pk).undone_in for e in entries)
        transaction.set_rollback(True)


def test_what_somebody_changed_since_is_never_undone_with_it():
    item, other = AgendaItemFactory(title="First"), AgendaItemFactory(title="Other")

    def rename() -> None:
        item.title_en = "Second"
        item.save()
        other.title_en = "Another"
        other.save()

    entry = changed(rename)
    an = User.objects.create_user("an")
    item.title_fr, item._history_user = "Deuxième", an
    changed(item.save)
    assert plan(entry, by=None).obstacles == []  # another field
    item.title_en = "Third"
    changed(item.save)
    assert refused(entry) == [(str(item), "It was changed since: Title [en].")]
    [obstacle] = plan(entry, by=None).obstacles
    assert obstacle.row.history_user == an
    item.title_en = "Second"
    item.save()
    undo(entry, by=None)
    item.refresh_from_db()
    other.refresh_from_db()
    assert (item.title_en, item.title_fr, other.title_en) == ("First", "Deuxième", "Other")
    assert refused(entry) == [("None", "It is undone already.")]


def test_what_hangs_on_a_new_record_or_made_it_public_keeps_it():
    session = SessionFactory()
    papers: list[Any] = []

    def enter() -> None:
        papers.append(DocumentFactory(sessions=[session], status=Status.DRAFT))

    entry = changed(enter)
    [paper] = papers
    citation = Citation.objects.create(record=paper, source=SourceFactory())
    hanging = "It was entered since and hangs on what would be deleted."
    assert refused(entry) == [(str(citation), hanging)]
    citation.delete()
    Document.objects.filter(pk=paper.pk).update(status=Status.WITHDRAWN)
    assert [words for _paper, words in refused(entry)] == ["It was changed since: Status."]
    public = changed(lambda: DocumentFactory(sessions=[session], status=Status.PUBLISHED))
    assert "withdraw it" in refused(public)[0][1]


def test_a_step_of_publication_is_not_undone_here():
    paper = DocumentFactory(status=Status.DRAFT)

    def move() -> None:
        paper.status = Status.PUBLISHED
        paper.save()

    with journal.made(Way.PUBLICATION):
        assert "by publication" in refused(changed(move))[0][1]
    paper.status = Status.DRAFT
    assert "Its status changed" in refused(changed(paper.save))[0][1]


def test_an_address_that_was_published_since_stays():
    paper = DocumentFactory(symbol="CAC/COSP/IRG/2031/1", status=Status.DRAFT)
    session = SessionFactory(slug="irg-1", convening__status=Status.DRAFT)
    paper.symbol, session.slug = "CAC/COSP/IRG/2031/2", "irg-22"
    entries = [changed(paper.save), changed(session.save)]
    publish([paper, session.convening])
    words = "Its address was published since, and addresses are a promise."
    assert [said for entry in entries for _record, said in refused(entry)] == [words, words]


def test_a_number_that_was_given_away_since_stands_in_the_way():
    item = AgendaItemFactory(number="4", slug="4")
    entry = changed(item.delete)
    AgendaItemFactory(session=item.session, number="4", slug="4")
    before = the_record()
    with pytest.raises(Refused):
        undo(entry, by=None)
    assert the_record() == before


def test_an_editor_undoes_what_is_within_reach_and_a_publisher_what_is_public(client):
    draft = SessionFactory(convening__status=Status.DRAFT)
    item, far = AgendaItemFactory(session=draft), AgendaItemFactory()

    def change(*items: AgendaItem) -> JournalEntry:
        def deed() -> None:
            for each in items:
                each.annotation_en = f"{each.annotation_en or ''}x"
                each.save()

        return changed(deed)

    editor = User.objects.create_user("editor", is_staff=True)
    for session in (draft, far.session):
        level = Level.EDITOR if session is draft else Level.VIEWER
        Role.objects.create(user=editor, level=level, body=session.body)
    ours, both = change(item), change(item, far)
    assert [str(record) for record, _words in map(tuple, refused(both, by=editor))] == [
        str(far)
    ] * 2
    undo(both, by=None)
    client.force_login(editor)
    page = f"/admin/records/journalentry/{ours.pk}/undo/"
    assert "will be changed back" in client.get(page).content.decode()
    answer = client.post(page)
    made = JournalEntry.objects.first()
    assert (answer.status_code, answer.url) == (
        302,
        f"/admin/records/journalentry/{made.pk}/change/",
    )
    assert (made.by, made.way, made.detail) == (editor, Way.UNDO, f"Entry {ours.pk}")
    item.refresh_from_db()
    assert not item.annotation_en
    row = item.history.latest("history_id")
    assert (row.history_user, row.journal) == (editor, made)
    assert "undone already" in client.post(page).content.decode()


def test_nothing_is_granted_given_away_or_taken_from_others_by_undoing():
    weeks = grow_weeks()
    editor = colleague("editor", (Level.EDITOR, weeks.irg))
    publisher = colleague("publisher", (Level.PUBLISHER, weeks.irg))
    sessions = weeks.paper_of_both.sessions.all()
    from_others = SessionFactory(convening=weeks.own.convening, body=weeks.other_body)

    def taken_over():
        from_others.body = weeks.irg
        from_others.save()

    entries = [
        changed(weeks.own.records["exception"].delete),
        changed(lambda: DocumentFactory(sessions=sessions, status=Status.DRAFT)),
        changed(taken_over),
    ]
    for entry, words in zip(entries, ["publisher", "is shared", "editor"], strict=True):
        with pytest.raises(Refused, match=words):
            undo(entry, by=editor)
    from_others.refresh_from_db()
    assert (from_others.body, Document.objects.filter(sessions__in=sessions).count()) == (
        weeks.irg,
        6,
    )
    undo(entries[0], by=publisher)
    assert weeks.own.records["delegation"].room_limit_exception.allowed == 3


def test_an_import_of_thousands_is_undone_in_pieces():
    delegation = DelegationFactory()
    kept = PersonFactory()

    def read() -> None:
        people = [Person(slug=f"p-{n}", name_en=f"P {n}", sort_name=f"P {n}") for n in range(1200)]
        journal.bulk_created(people)
        journal.bulk_created([Participant(delegation=delegation, person=p) for p in people])

    entry = changed(read)
    made = undo(entry, by=None)
    assert made.written == {
        "delegations.participant": {"-": 1200},
        "delegations.person": {"-": 1200},
    }
    assert list(Person.objects.all()) == [kept]
    again = undo(made, by=None)
    assert again.written == entry.written
    assert (Person.objects.count(), Participant.objects.count()) == (1201, 1200)
