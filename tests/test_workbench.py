"""The front page of the administration, the page of one convening, and the command that checks."""

import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from meetings.domain.stages import in_working_order, stage_in_words
from meetings.models import Convening
from meetings.records.enums import Level, Status, Way
from meetings.records.models import JournalEntry, JournalPlace
from tests import factories
from tests.support.admin import page_of
from tests.support.html import parse, read
from tests.support.sound import change, sound_convening
from tests.support.weeks import colleague

pytestmark = pytest.mark.django_db

FRONT_PAGE = reverse("admin:index")
TODAY = date(2021, 9, 8)  # the third day of the sound convening


@pytest.fixture(autouse=True)
def today():
    """The day on which every test of this file is run."""
    with time_machine.travel(datetime(2021, 9, 8, 12, tzinfo=UTC), tick=False):
        yield


def cards(page):
    """Each convening shown, with its stage and what is to be mended."""
    return [
        (
            card.one("h3").text,
            card.one("li", class_="when").text,
            card.texts("li", class_="finding"),
        )
        for card in page.all("article")
    ]


def test_the_front_page_begins_with_what_is_being_held_and_tells_what_is_lacking(admin_client):
    sound = sound_convening()
    change(sound.second, number="")
    change(sound.convening, country="", venue_en="")
    change(sound.statement, item=None)
    sound.sittings[3].delete()
    sound.paper.files.filter(language="ru").delete()
    past = factories.ConveningFactory(starts_on=date(2020, 8, 31), city="Vienna")
    ahead = factories.ConveningFactory(starts_on=date(2021, 9, 20), ends_on=None, city="Nairobi")
    page = read(admin_client, FRONT_PAGE)
    shown = cards(page)
    assert [(name, stage) for name, stage, _findings in shown] == [
        ("6–10 September 2021, Vienna", "Is being held: day 3 of 5"),
        ("from 20 September 2021, Nairobi", "Begins in 12 days"),
        ("31 August – 4 September 2020, Vienna", "Over"),
    ]
    assert shown[0][2] == [
        "country not recorded",
        "agenda of IRG 12: 1 item without number",
        "programme: no sitting on Thursday",
        "papers: 0 of 1 in six languages",
        "1 statement without item",
        "and 1 more",
    ]
    assert shown[1][2][0] == "before publication: no session is entered"
    links = page.all("article")[0].addresses
    assert links[0] == page_of(sound.convening, "overview")
    assert f"{page_of(sound.convening, 'change')}#id_country" in links
    assert page_of(sound.second, "change") in links
    assert {page_of(past, "overview"), page_of(ahead, "overview")} <= set(page.main.addresses)
    aside = page.one("aside")
    assert ("IRG 12", page_of(sound.convening, "copy")) in aside.links
    assert ("New convening", reverse("admin:meetings_convening_add")) in aside.links


def test_the_front_page_costs_the_same_however_many_convenings_there_are(
    admin_client, django_assert_num_queries
):
    sound_convening()
    with django_assert_num_queries(QUERIES_OF_FRONT_PAGE):
        admin_client.get(FRONT_PAGE)
    for number in range(11):
        convening = factories.ConveningFactory(starts_on=date(2020, 1, 1 + number))
        session = factories.SessionFactory(convening=convening)
        item = factories.AgendaItemFactory(session=session)
        factories.ProgrammeEntryFactory(convening=convening, items=[item])
        factories.StatementFactory(item=item)
        factories.ParticipantFactory(delegation__convening=convening)
    with django_assert_num_queries(QUERIES_OF_FRONT_PAGE):
        page = read(admin_client, FRONT_PAGE)
    assert len(page.all("article")) == 12


QUERIES_OF_FRONT_PAGE = 41


def test_everyone_sees_what_is_within_reach_and_what_waits_for_them(client):
    sound = sound_convening()
    change(sound.convening, programme_status=Status.IN_REVIEW)
    change(sound.paper, status=Status.IN_REVIEW)
    elsewhere = factories.SessionFactory(body__code="WGP", convening__starts_on=date(2021, 9, 9))
    change(elsewhere.convening, status=Status.IN_REVIEW)
    publisher = colleague("publisher", (Level.PUBLISHER, sound.session.body))
    entry = JournalEntry.objects.create(by=publisher, way=Way.COPY, detail="the last one")
    JournalPlace.objects.create(entry=entry, convening_id=sound.convening.pk)
    JournalEntry.objects.create(detail="somebody else")
    client.force_login(publisher)
    page = read(client, FRONT_PAGE)
    assert [name for name, _stage, _findings in cards(page)] == ["6–10 September 2021, Vienna"]
    waiting = page.one("section", **{"aria-labelledby": "waiting-heading"})
    assert waiting.links == [
        (
            "Programme: 6–10 September 2021, Vienna",
            f"{page_of(sound.convening, 'change')}#id_programme_status",
        ),
        ("Document: CAC/COSP/IRG/2021/1", page_of(sound.paper, "change")),
    ]
    changes = page.one("section", **{"aria-labelledby": "changes-heading"})
    assert changes.texts("li") == ["Copy: the last one 6–10 September 2021, Vienna"]

    client.force_login(colleague("editor", (Level.EDITOR, sound.session.body)))
    page = read(client, FRONT_PAGE)
    assert page.all("section", **{"aria-labelledby": "waiting-heading"}) == []
    client.force_login(colleague("newcomer"))
    assert read(client, FRONT_PAGE).all("article") == []


def test_a_convening_leads_to_everything_in_it_with_counts(admin_client, django_assert_num_queries):
    sound = sound_convening()
    change(sound.second, number="")
    factories.ParticipantFactory(delegation=sound.delegation, mode="online")
    factories.ParticipantFactory(delegation=sound.delegation)
    factories.StatementFactory()  # of another convening
    address = page_of(sound.convening, "overview")
    page = read(admin_client, address)
    contents = page.one("nav", class_="contents")
    assert contents.texts("li") == [
        "1 Sessions Add: Sessions",
        "3 Agenda items",
        "5 Sittings Add: Sittings",
        "1 Programme entries Add: Programme entries",
        "1 Documents",
        "1 Delegations Add: Delegations",
        "3 Participants",
        "1 Officers Add: Officers",
        "1 Statements",
        "1 Reported figures Add: Reported figures",
        "0 Imports",
    ]
    convening = sound.convening.pk
    assert f"{reverse('admin:meetings_sitting_add')}?convening={convening}" in contents.addresses
    parts = page.one("div", class_="overview-parts")
    assert page_of(sound.session, "change") in parts.addresses
    assert f"{reverse('admin:meetings_agendaitem_add')}?session={sound.session.pk}" in (
        parts.addresses
    )
    assert [page_of(sitting, "change") in parts.addresses for sitting in sound.sittings] == [
        True
    ] * 5
    people = page.one("section", **{"aria-labelledby": "people-heading"})
    assert people.texts("li") == ["in person 1", "online 1", "mode not recorded 1"]
    assert page.one("section", id="findings").texts("li", class_="finding") == [
        "agenda of IRG 12: 1 item without number",
        "for information: participants: attendance mode of 1 not recorded",
    ]
    assert page_of(sound.convening, "copy") in page.main.addresses
    factories.SittingFactory.create_batch(2, convening=sound.convening)
    factories.DocumentFactory.create_batch(2, sessions=[sound.session])
    with django_assert_num_queries(QUERIES_OF_OVERVIEW):
        parse(admin_client.get(address).content.decode())
    change_form = read(admin_client, page_of(sound.convening, "change"))
    assert address in change_form.main.addresses


QUERIES_OF_OVERVIEW = 49


@pytest.mark.parametrize(
    ("values", "today", "words"),
    [
        ({}, date(2021, 9, 5), "begins tomorrow"),
        ({}, date(2021, 8, 25), "begins in 12 days"),
        ({}, date(2021, 9, 10), "is being held: day 5 of 5"),
        ({}, date(2021, 9, 11), "over"),
        ({"ends_on": None}, date(2021, 9, 6), "is being held; the last day is not recorded"),
        ({"ends_on": None}, date(2021, 9, 7), "has begun; the last day is not recorded"),
        ({"holding": "cancelled"}, date(2021, 9, 7), "cancelled"),
    ],
)
def test_how_far_a_convening_is_stands_in_words(values, today, words):
    convening = factories.ConveningFactory.build(
        **{"starts_on": date(2021, 9, 6), "ends_on": date(2021, 9, 10)} | values
    )
    assert stage_in_words(convening, today) == words


def test_convenings_stand_in_the_order_in_which_they_are_worked_on():
    for day in (1, 3, 8, 20, 15):
        factories.ConveningFactory(slug=f"on-{day}", starts_on=date(2021, 9, day), ends_on=None)
    ordered = in_working_order(Convening.objects.all(), TODAY)
    assert [convening.slug for convening in ordered] == ["on-8", "on-15", "on-20", "on-3", "on-1"]


# The command


def run(*arguments, **options):
    """What the command says, and the code with which it ends."""
    output = StringIO()
    try:
        call_command("check_record", *arguments, stdout=output, **options)
    except SystemExit as end:
        return output.getvalue(), end.code
    return output.getvalue(), 0


def test_the_command_tells_the_same_and_ends_with_1_if_anything_is_grave():
    sound = sound_convening()
    change(sound.second, number="")
    told = "  should be mended: agenda of IRG 12: 1 item without number\n"
    head = f"{sound.convening.slug} (6–10 September 2021, Vienna)\n"
    assert run() == (f"{head}{told}Convenings examined: 1. Findings: 1.\n", 0)
    assert run("--grave") == ("Convenings examined: 1. Findings: 0.\n", 0)
    change(sound.session, starts_on=date(2021, 9, 1))
    output, code = run(sound.convening.slug, "--grave", "--format", "json")
    assert code == 1
    assert json.loads(output) == [
        {
            "convening": sound.convening.slug,
            "rule": "session_days_outside",
            "subject": "convening",
            "gravity": "grave",
            "words": "IRG 12: its own days are not days of the convening",
            "url": f"{page_of(sound.session, 'change')}#id_starts_on",
        }
    ]
    with pytest.raises(CommandError, match="There is no convening nowhere."):
        run("nowhere")
