"""Fixtures come in once, are brought up to date, and never go over the work of staff."""

import pytest

from delegations.models import Officer, OfficerTitle
from meetings.models import AgendaItem, Body, Convening, Session
from meetings.records.domain import editions
from meetings.records.domain.seeding import Outcome, SeedingError, read_entries, seed
from meetings.records.enums import Standing
from meetings.records.models import Citation, SeededRecord
from tests.factories import PersonFactory
from tests.support.entries import body, item, officer, outcomes, session, source, title, topic, week

pytestmark = pytest.mark.django_db

ADDED, CHANGED = Outcome.ADDED, Outcome.CHANGED
UNCHANGED, LEFT_TO_STAFF = Outcome.UNCHANGED, Outcome.LEFT_TO_STAFF


# Adding


def test_what_is_missing_is_added_and_counted_by_kind():
    report = seed([source(), body(), week(), session(), item("opening"), item("closing")])
    assert report.counts == {
        ("records.source", ADDED): 1,
        ("meetings.body", ADDED): 1,
        ("meetings.convening", ADDED): 1,
        ("meetings.session", ADDED): 1,
        ("meetings.agendaitem", ADDED): 2,
    }
    assert report.left_to_staff == []
    added = Session.objects.get()
    assert (added.body.code, added.convening.city, added.part) == ("IRG", "Vienna", "regular")
    assert [item.title for item in AgendaItem.objects.all()] == ["Opening", "Closing"]


def test_seeding_again_changes_nothing(django_assert_num_queries):
    entries = [source(), week([{"source": "wco"}])]
    seed(entries)
    before = editions.current()
    convening = Convening.objects.get()
    with django_assert_num_queries(1):
        report = seed(entries)
    assert outcomes(report) == {UNCHANGED: 2}
    assert editions.current() == before
    assert Convening.objects.get().changed_at == convening.changed_at
    assert Convening.objects.get().history.count() == 1


def test_all_that_is_seeded_makes_one_edition():
    seed([source(), body(), week([{"source": "wco"}]), session()])
    assert editions.current() == 1
    seed([week(city_en="Doha"), body(name_en="Another name")])
    assert editions.current() == 2


def test_seeding_nothing_makes_no_edition():
    assert seed([]).counts == {}
    assert editions.current() == 0


def test_the_order_of_the_fields_in_an_entry_does_not_matter():
    seed([week()])
    again = {"fields": dict(reversed(week()["fields"].items())), "model": "meetings.convening"}
    assert outcomes(seed([again])) == {UNCHANGED: 1}


def test_progress_is_told_entry_by_entry_of_those_that_are_to_be_written():
    seed([week()])
    told = []
    seed([week(), source(), body()], progress=lambda *done_of_total: told.append(done_of_total))
    assert told == [(1, 2), (2, 2)]


def test_what_is_seeded_says_so_in_its_history():
    seed([week()])
    [row] = Convening.objects.get().history.all()
    assert (row.history_change_reason, row.history_user) == ("seeding", None)


# Names of records


def test_records_are_named_by_natural_keys_and_related_in_both_directions():
    seed([body(), week(), session(), item("joint"), topic("prevention"), topic("integrity")])
    seed(
        [
            item(
                "review",
                topics=[["prevention"], ["integrity"]],
                parent=["irg-12", "joint"],
                considered_with=[["irg-12", "joint"]],
            )
        ]
    )
    review = AgendaItem.objects.get(slug="review")
    assert review.parent.slug == "joint"
    assert {topic.slug for topic in review.topics.all()} == {"prevention", "integrity"}
    assert list(AgendaItem.objects.get(slug="joint").considered_with.all()) == [review]


def test_records_without_a_natural_key_are_named_by_keys_of_the_fixtures():
    person = PersonFactory(slug="someone")
    entries = [week(), officer(), title()]
    assert outcomes(seed(entries)) == {ADDED: 3}
    assert OfficerTitle.objects.get().officer == Officer.objects.get(person=person)
    assert outcomes(seed(entries)) == {UNCHANGED: 3}
    report = seed([week(), officer(note_en="A note"), title(title_en="Chair")])
    assert outcomes(report) == {UNCHANGED: 1, CHANGED: 2}
    assert (Officer.objects.get().note, OfficerTitle.objects.get().title) == ("A note", "Chair")
    assert OfficerTitle.objects.get().officer == Officer.objects.get()


# Bringing up to date


def test_what_only_seeding_has_touched_is_brought_up_to_date():
    seed([week(note_en="Old", venue_en="Building C")])
    created = Convening.objects.get()
    assert outcomes(seed([week(note_en="New", note_fr="Nouveau")])) == {CHANGED: 1}
    changed = Convening.objects.get()
    assert (changed.pk, changed.created_at) == (created.pk, created.created_at)
    assert (changed.note_en, changed.note_fr, changed.venue_en) == ("New", "Nouveau", None)
    assert outcomes(seed([week(note_en="Newest")])) == {CHANGED: 1}
    assert Convening.objects.get().note_en == "Newest"


def test_relations_to_many_are_brought_up_to_date_again_and_again():
    seed([body(), week(), session(), topic("prevention"), topic("integrity")])
    for topics in (["prevention"], ["integrity"], ["prevention", "integrity"], []):
        report = seed([item("review", topics=[[slug] for slug in topics])])
        assert outcomes(report).keys() <= {ADDED, CHANGED}
        assert [topic.slug for topic in AgendaItem.objects.get().topics.order_by("pk")] == topics


def test_citations_are_replaced_by_those_of_the_entry():
    first = {"source": "wco", "fields": ["city"], "locator": "para. 1"}
    disputed = {"source": "unodc", "standing": "disputed", "note": "Two sources differ."}
    seed([source(), source("unodc"), week([first])])
    assert outcomes(seed([week([first, disputed])])) == {CHANGED: 1}
    assert outcomes(seed([week([disputed])])) == {CHANGED: 1}
    [left] = Convening.objects.get().citations.all()
    assert (left.source.slug, left.fields, left.locator) == ("unodc", [], "")
    assert (left.standing, left.note) == (Standing.DISPUTED, "Two sources differ.")
    assert outcomes(seed([week()])) == {CHANGED: 1}
    assert list(Citation.objects.all()) == []


# All or nothing


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (week(starts_on="Monday"), "2021-09-06-vienna"),
        (week(colour="red"), "colour"),
        (week(status="public"), "public"),
        (week(ends_on="2021-01-01"), "convening_ends_after_start"),
        (week([{"source": "nowhere"}]), "Source matching query does not exist"),
        (week([{"source": "wco", "fields": ["colour"]}]), "colour"),
        (week([{"source": "wco", "standing": "certain"}]), "certain"),
        (session(body=["nope"]), "irg-12"),
        (item("lost", session=["nope"]), "nope"),
        (title(officer={"key": "nobody"}), "nobody"),
        ({"model": "meetings.convening", "fields": {}}, "slug"),
        ({"model": "meetings.party", "fields": {}}, "party"),
        ({"model": "meetings.convening"}, "fields"),
        ({"fields": {}}, "model"),
    ],
)
def test_an_entry_that_makes_no_sense_is_named_and_nothing_is_loaded(entry, said):
    seed([source()])
    with pytest.raises(SeedingError) as refused:
        seed([body("NEW"), entry])
    assert said in str(refused.value)
    assert (Body.objects.count(), Convening.objects.count()) == (0, 0)
    assert SeededRecord.objects.count() == Citation.objects.count() + 1
    assert editions.current() == 1


def test_what_the_database_refuses_is_named_and_nothing_is_loaded():
    PersonFactory(slug="someone")
    with pytest.raises(SeedingError, match="delegations.officer second"):
        seed([week(), officer(), officer("second")])
    assert (Convening.objects.count(), Officer.objects.count()) == (0, 0)


# Files


def test_entries_are_read_from_a_file(tmp_path):
    path = tmp_path / "bodies.yaml"
    path.write_text("- model: meetings.body\n  fields: {code: IRG, name_vi: Nhóm Đánh giá}\n")
    assert read_entries(path) == [
        {"model": "meetings.body", "fields": {"code": "IRG", "name_vi": "Nhóm Đánh giá"}}
    ]
    path.write_text("# nothing yet\n")
    assert read_entries(path) == []
