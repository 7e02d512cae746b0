"""`manage.py seed --demo` adds a whole invented week beside the record, the same on every run."""

from collections import Counter
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import models, transaction
from django.test import TestCase
from django.utils import translation
from pypdf import PdfReader

from delegations.enums import AttendanceMode
from delegations.models import (
    Delegation,
    DocumentSubmission,
    Entity,
    Officer,
    Panellist,
    Participant,
    Person,
    ReportedFigure,
    Statement,
)
from meetings import symbols
from meetings.domain.naming import convening_name
from meetings.domain.programme import programme_of
from meetings.enums import Availability, EntryKind, HoldingStatus
from meetings.models import (
    AgendaItem,
    Body,
    Convening,
    Document,
    DocumentFile,
    ProgrammeChange,
    ProgrammeEntry,
    Session,
    Sitting,
)
from meetings.records.domain.editions import current
from meetings.records.enums import Status
from meetings.records.models import Citation, Record, Source
from meetings.records.querysets.sources import EXAMPLE_SOURCE
from tests.factories import ConveningFactory, OfficerFactory, ParticipantFactory, PersonFactory
from tests.support.html import read
from tests.support.refusals import refusals
from uncac_portal.demo import people
from uncac_portal.demo.example import add_example
from uncac_portal.demo.removal import RemovalError, remove_example

pytestmark = pytest.mark.django_db

SLUG = "2031-06-09-example"
PAGE = f"/meetings/{SLUG}/"
RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]
# How each kind of record leads to its example; kinds that are left out belong to the record.
PATHS: dict[type[models.Model], str] = {
    Convening: "",
    Session: "convening",
    AgendaItem: "session__convening",
    Sitting: "convening",
    ProgrammeEntry: "convening",
    ProgrammeChange: "convening",
    Document: "sessions__convening",
    DocumentFile: "document__sessions__convening",
    Delegation: "convening",
    Participant: "delegation__convening",
    Person: "participations__delegation__convening",
    Officer: "convening",
    Panellist: "entry__convening",
    Statement: "delegation__convening",
    DocumentSubmission: "document__sessions__convening",
    ReportedFigure: "convening",
}
CHANCE = {"created_at", "changed_at"}


def demo(*arguments: str) -> list[str]:
    """What `manage.py seed --demo` says."""
    output = StringIO()
    call_command("seed", "--demo", *arguments, stdout=output)
    return output.getvalue().splitlines()


def of_example(model: type[models.Model], slug: str = SLUG) -> Any:
    """The records of a kind that belong to the example."""
    path = f"{PATHS[model]}__slug" if PATHS[model] else "slug"
    return model._default_manager.filter(**{path: slug}).distinct().order_by("pk")


def counts(slug: str = SLUG) -> dict[str, int]:
    """How many records of each kind the example has."""
    return {model.__name__: of_example(model, slug).count() for model in PATHS}


def natural_rows() -> dict[str, list[Any]]:
    """All that the example says, without keys and times of entry, in the order of its making."""
    first = {
        "entry": (first_entry := of_example(ProgrammeEntry).first().pk),
        "sitting": of_example(Sitting).first().pk,
    }

    def relative(place: str) -> tuple[str, int]:
        kind, _hyphen, key = place.partition("-")
        return kind, int(key) - first[kind]

    rows: dict[str, list[Any]] = {}
    for model in PATHS:
        found = serializers.serialize(
            "python",
            of_example(model),
            use_natural_foreign_keys=True,
            use_natural_primary_keys=True,
        )
        rows[model.__name__] = [
            {name: value for name, value in row["fields"].items() if name not in CHANCE}
            for row in found
        ]
    for panellist in rows["Panellist"]:
        panellist["entry"] -= first_entry
    for change in rows["ProgrammeChange"]:
        change["place"] = relative(change["place"])
        if "place" in change["after"]:
            change["after"]["place"] = relative(change["after"]["place"])
    return rows


@pytest.fixture(scope="module")
def record(django_db_setup, django_db_blocker):
    """The record of the fixtures, loaded once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed", verbosity=0, stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def elsewhere(record, django_db_blocker):
    """What the example says if it is made after another one, by the number of its chance."""
    rows = {}
    for random_seed in (1, 2):
        with django_db_blocker.unblock(), transaction.atomic():
            add_example(year=2037, size=3, random_seed=9, progress=None)
            add_example(year=2031, size=400, random_seed=random_seed, progress=None)
            rows[random_seed] = natural_rows()
            transaction.set_rollback(True)
    return rows


@pytest.fixture(scope="module")
def said(elsewhere, django_db_blocker):
    """What is said as the example is added; once for all tests of this file."""
    with django_db_blocker.unblock():
        return demo()


@pytest.fixture(autouse=True)
def example(said):
    """Every test of this file finds the example beside the record."""


# What there is


def test_the_example_is_added_and_its_address_said(said):
    assert said[-1] == f"The example was added: {PAGE}"
    assert said[-2].startswith("  400 of 400 participants, ")


@pytest.mark.parametrize("language", ["", "/ar", "/zh-hans"])
@pytest.mark.parametrize(
    "page",
    ["", "programme/", "participants/", "statements/", "documents/", "calendar/", "calendar.ics",
     "changes.atom", "programme.pdf", "programme.docx", "participants.pdf"],
)  # fmt: skip
def test_each_page_and_paper_of_the_example_opens(page, language, client):
    assert client.get(f"{language}{PAGE}{page}").status_code == 200


def test_the_programme_of_the_example_says_what_was_moved(client):
    said = read(client, f"{PAGE}programme/").main
    assert said.one("section", class_="changes").texts("li") == [
        "IRG 4, WGAR 4 and EGIC 4 moved from Tuesday 10:00 to Tuesday 15:00 · 7 June 2031, 18:10",
        "Sitting 8 moved from Thursday 15:00 to Friday 10:00 · 7 June 2031, 18:09",
        "The panel “Requests on paper and on screen” was cancelled · 7 June 2031, 18:08",
    ]


def test_the_example_has_something_of_every_kind():
    assert counts() == {
        "Convening": 1,
        "Session": 3,
        "AgendaItem": 27,
        "Sitting": 10,
        "ProgrammeEntry": 25,
        "ProgrammeChange": 3,
        "Document": 40,
        "DocumentFile": 178,
        "Delegation": 120,
        "Participant": 400,
        "Person": 400,
        "Officer": 2,
        "Panellist": 25,
        "Statement": 60,
        "DocumentSubmission": 6,
        "ReportedFigure": 3,
    }


def test_the_example_is_public_and_says_in_every_language_that_it_is_invented():
    week = Convening.objects.examples().get()
    assert (week.slug, week.programme_status, week.participants_status) == (
        SLUG,
        Status.PUBLISHED,
        Status.PUBLISHED,
    )
    names = {}
    for language in ("en", "fr", "es", "ar", "zh-hans", "ru", "vi"):
        with translation.override(language):
            names[language] = convening_name(week)
    assert names["en"] == "9–13 June 2031, Example City (invented)"
    assert len({name.rpartition("(")[0] for name in names.values() if "(" in name}) == 6
    assert names["zh-hans"].endswith("示例市（虚构）")


@pytest.mark.parametrize("model", PATHS, ids=lambda model: model.__name__)
def test_every_record_of_the_example_is_valid(model):
    found = {record.pk: refusals(record) for record in of_example(model)[:60]}
    assert {key: wrong for key, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("model", PATHS, ids=lambda model: model.__name__)
def test_every_record_of_the_example_cites_its_one_source(model):
    kind = ContentType.objects.get_for_model(model)
    keys = set(of_example(model).values_list("pk", flat=True))
    cited = Citation.objects.filter(record_type=kind, record_id__in=keys)
    assert Counter(cited.values_list("source__slug", "record_id")) == dict.fromkeys(
        ((EXAMPLE_SOURCE, key) for key in keys), 1
    )


def test_nothing_of_the_record_cites_the_source_of_examples():
    cited = Citation.objects.filter(source__slug=EXAMPLE_SOURCE)
    assert cited.count() == sum(counts().values())
    assert Source.objects.get(slug=EXAMPLE_SOURCE) not in Source.objects.of_the_record()


# The programme


def test_the_programme_fills_a_week_with_all_that_a_programme_can_hold():
    week = programme_of(Convening.objects.get(slug=SLUG))
    assert [len(day.rows) for day in week.days] == [3] * 5  # morning, lunch, afternoon
    assert {entry.kind for entry in week.entries} == set(EntryKind) - {EntryKind.OTHER}
    assert all(sitting.room and sitting.webcast for sitting in week.sittings)
    moved = [(s.ordinal, s.moved_to.ordinal) for s in week.sittings if s.moved_to]
    assert moved == [(8, 9)]
    statuses = Counter(line.status for line in week.lines)
    assert statuses[HoldingStatus.CANCELLED] == statuses[HoldingStatus.MOVED] == 1
    assert week.without_sitting == []


def test_joint_items_are_taken_up_together_and_know_one_another():
    week = programme_of(Convening.objects.get(slug=SLUG))
    joint = next(line for line in week.lines if line.entry and line.entry.entry.note)
    assert [(i.session.body.code, i.number) for i in joint.entry.items] == [
        ("IRG", "4"),
        ("WGAR", "4"),
        ("EGIC", "4"),
    ]
    for item in joint.entry.items:
        assert {*item.considered_with.all(), item} == set(joint.entry.items)


def test_one_item_goes_on_over_several_sittings():
    week = programme_of(Convening.objects.get(slug=SLUG))
    of_item = [
        (row.continued_from, row.continues_at)
        for line in week.lines
        if line.entry
        for row in line.entry.item_rows
        if (row.item.session.body.code, row.item.number) == ("IRG", "2(b)")
    ]
    assert of_item[0][0] is None
    assert of_item[-1][1] is None
    assert len({before for before, _after in of_item}) == 3


# The papers


def test_papers_bear_symbols_of_every_family_and_know_what_they_belong_to():
    papers = {paper.symbol: paper for paper in of_example(Document)}
    parsed = {symbol: symbols.parse(symbol) for symbol in papers}
    assert {s.year for s in parsed.values()} == {2031}
    assert {s.series for s in parsed.values()} == {"", "CRP", "L", "INF"}
    kinds = {kind for s in parsed.values() for kind, _number in s.parts}
    assert kinds == {"Add", "Corr", "Rev"}
    parents = {symbol: str(s.parent) if s.parent else None for symbol, s in parsed.items()}
    assert {s: p.parent and p.parent.symbol for s, p in papers.items()} == parents
    assert {p.issue_status for p in papers.values()} == {"issued", "reserved", "withdrawn"}


def test_papers_exist_in_uneven_languages_and_none_is_linked_elsewhere():
    found = of_example(DocumentFile).values_list("availability", flat=True)
    assert set(found) == {Availability.HELD, Availability.ISSUED, Availability.NOT_ISSUED}
    held = of_example(DocumentFile).filter(availability=Availability.HELD)
    languages = Counter(held.values_list("language", flat=True))
    assert languages["en"] > languages["fr"] > languages["es"] > languages["ar"] > 0


def test_a_file_that_is_held_is_a_real_one_and_says_that_it_is_an_example(client):
    held = of_example(DocumentFile).filter(availability=Availability.HELD)
    for version in held[:5]:
        [page] = PdfReader(version.file.open("rb")).pages
        words = page.extract_text()
        assert version.document.symbol in words
        assert "Example: this paper is invented to show the portal." in words
        assert version.file.size == version.bytes
    response = client.get(held[0].get_absolute_url())
    assert b"".join(response.streaming_content).startswith(b"%PDF")


# The people


def test_delegations_are_of_the_record_and_people_are_not():
    sent = Entity.objects.filter(delegations__convening__slug=SLUG)
    assert sent.states().count() + sent.organizations().count() == 120
    assert not sent.filter(slug__contains="example").exists()
    names = of_example(Person).values_list("name", flat=True)
    assert sorted(names) == [f"Example Delegate {number:03}" for number in range(1, 401)]


def test_people_take_part_in_every_way_and_not_all_may_be_listed():
    found = of_example(Participant)
    assert set(found.values_list("mode", flat=True)) == set(AttendanceMode)
    assert set(found.values_list("listed", flat=True)) == {True, False}
    in_the_room = found.filter(mode__in=[AttendanceMode.IN_PERSON, AttendanceMode.BOTH])
    each = Counter(in_the_room.values_list("delegation", flat=True))
    assert max(each.values()) == Convening.objects.get(slug=SLUG).in_person_limit == 2


def test_every_statement_says_that_it_is_invented():
    summaries = set(of_example(Statement).values_list("summary", flat=True))
    assert "" in summaries  # not recorded
    assert all(text.startswith("Invented example: ") for text in summaries - {""})


@pytest.mark.parametrize(
    "address",
    [
        *(f"{PAGE}{tab}" for tab in ("", "programme/", "participants/", "statements/")),
        f"{PAGE}documents/",
        "/sessions/egic-931/",
        "/sessions/irg-931/items/2b/",
        "/documents/CAC/COSP/IRG/2031/L.1/Add.2/",
    ],
)
def test_its_pages_say_that_it_is_an_example(address, client):
    assert read(client, address).main.texts("p", class_="example") == [
        "Example: this convening is invented to show the portal"
    ]


# Again, elsewhere, larger


def test_adding_it_again_changes_nothing():
    before = (counts(), current())
    assert demo("--size", "7", "--random-seed", "2") == [
        f"The example is there already; nothing was changed: {PAGE}"
    ]
    assert (counts(), current()) == before


def test_the_same_number_gives_the_same_records_in_any_database(elsewhere):
    assert natural_rows() == elsewhere[1]


def test_another_number_gives_others_and_the_same_week(elsewhere):
    rows, others = natural_rows(), elsewhere[2]
    same = {kind for kind in rows if rows[kind] == others[kind]}
    assert {"Convening", "Session", "AgendaItem", "Sitting", "ProgrammeEntry"} <= same
    assert not {"Document", "Delegation", "Participant", "Statement", "Panellist"} & same


def test_another_year_has_an_example_of_its_own():
    before, edition = counts(), current()
    assert demo("--year", "2032", "--size", "130", "-v0") == [
        "The example was added: /meetings/2032-06-14-example/"
    ]
    assert counts() == before
    assert counts("2032-06-14-example") == before | {"Participant": 130, "Person": 130}
    assert current() == edition + 1


def test_a_larger_one_is_made_in_batches(monkeypatch):
    monkeypatch.setattr(people, "BATCH", 800)
    said = demo("--year", "2033", "--size", "2000")
    assert [line.partition(",")[0] for line in said[:-1]] == [
        f"  {done} of 2000 participants" for done in (800, 1600, 2000)
    ]
    made = counts("2033-06-13-example")
    assert made == counts() | {"Participant": 2000, "Person": 2000}


# What it refuses


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--year", "2030"], "The year has to be one from 2031 to 2099."),
        (["--year", "2100"], "The year has to be one from 2031 to 2099."),
        (["--year", "2040", "--size", "0"], "An example needs at least one participant."),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(arguments, why):
    with pytest.raises(CommandError, match=f"No example was added. {why}"):
        demo(*arguments)


@pytest.mark.parametrize("model", [Body, Entity])
def test_without_the_fixtures_it_is_refused_in_words(model):
    model.objects.update(status=Status.DRAFT)
    with pytest.raises(CommandError, match="Load them first, with manage.py seed."):
        demo("--year", "2034")
    assert not Convening.objects.filter(slug__startswith="2034").exists()


def test_what_stands_in_the_way_is_said_and_nothing_half_is_left():
    irg = Body.objects.get(slug="irg")
    Session.objects.create(body=irg, ordinal=935, convening=ConveningFactory(), slug="other")
    before = {model: model._default_manager.count() for model in RECORDS}
    with pytest.raises(CommandError, match="The record has something in the way of it"):
        demo("--year", "2035")
    assert {model: model._default_manager.count() for model in RECORDS} == before


def test_an_example_is_removed_whole_with_its_files():
    before = {model: model._default_manager.count() for model in RECORDS}
    demo("--year", "2038", "--size", "10")
    convening = Convening.objects.get(slug="2038-06-14-example")
    held = DocumentFile.objects.filter(document__sessions__convening=convening).exclude(file="")
    files = [version.file for version in held]
    assert all(file.storage.exists(file.name) for file in files)
    assert len(files) > 20
    with TestCase.captureOnCommitCallbacks(execute=True):
        said = demo("--year", "2038", "--remove")
    assert said == ["The example was removed: /meetings/2038-06-14-example/"]
    assert {model: model._default_manager.count() for model in RECORDS} == before
    assert not any(file.storage.exists(file.name) for file in files)


def test_what_is_no_example_is_not_removed():
    with pytest.raises(CommandError, match="There is no example of the year 2021."):
        demo("--year", "2021", "--remove")
    with pytest.raises(RemovalError, match="is no example"):
        remove_example(Convening.objects.get(slug="2021-09-06-vienna"))
    with pytest.raises(CommandError, match="add --demo"):
        call_command("seed", "--remove")


def test_what_the_record_has_a_part_in_stays_when_an_example_goes():
    demo("--year", "2039", "--size", "10")
    convening = Convening.objects.get(slug="2039-06-13-example")
    shared = Document.objects.filter(sessions__convening=convening).first()
    shared.sessions.add(Session.objects.get(slug="irg-12-resumed"))
    circle = Document.objects.filter(sessions__convening=convening).exclude(pk=shared.pk)[:2]
    for document, parent in zip(circle, [circle[1], circle[0]], strict=True):
        Document.objects.filter(pk=document.pk).update(parent=parent)
    person = PersonFactory()
    delegation = convening.delegations.first()
    ParticipantFactory(delegation=delegation, person=person)
    demo("--year", "2039", "--remove")
    assert not Convening.objects.filter(slug="2039-06-13-example").exists()
    assert [session.slug for session in shared.sessions.all()] == ["irg-12-resumed"]
    assert Person.objects.filter(pk=person.pk).exists()
    assert not Person.objects.filter(slug__startswith="example-2039-").exists()


def test_an_example_on_which_the_record_hangs_stays_whole():
    demo("--year", "2040", "--size", "10")
    invented = Person.objects.filter(slug__startswith="example-2040-").first()
    OfficerFactory(person=invented)
    before = {model: model._default_manager.count() for model in RECORDS}
    with pytest.raises(CommandError, match="Nothing was removed. Records that are no part of it"):
        demo("--year", "2040", "--remove")
    assert {model: model._default_manager.count() for model in RECORDS} == before


def test_what_breaks_off_leaves_nothing():
    before = {model: model._default_manager.count() for model in RECORDS}

    def break_off(done: int, total: int, seconds: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_example(year=2036, size=10, random_seed=1, progress=break_off)
    assert {model: model._default_manager.count() for model in RECORDS} == before
