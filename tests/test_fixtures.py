"""The record as the fixtures bring it: whole, valid, cited, and on its pages."""

import re
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from delegations.models import Entity, Officer, ReportedFigure
from meetings.enums import Format
from meetings.models import AgendaItem, Article, Body, Chapter, Convening, Session, Topic
from meetings.records.domain.editions import current
from meetings.records.domain.seeding import read_entries
from meetings.records.enums import Standing
from meetings.records.models import Citation, Record, Source
from tests.support.html import read
from tests.support.worlds import cited_models

pytestmark = pytest.mark.django_db

FIXTURES = sorted((settings.BASE_DIR / "fixtures").glob("*.yaml"))
RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]
WEEK = "/meetings/2021-09-06-vienna/"
OTHER_LANGUAGE = re.compile("/(fr|es|ar|zh-hans|ru|vi)/")


@pytest.fixture(scope="module")
def said(django_db_setup, django_db_blocker):
    """What `manage.py seed` says; run once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        output = StringIO()
        call_command("seed", stdout=output)
        yield output.getvalue().splitlines()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def record(said):
    """Every test of this file reads the record of the fixtures."""


@pytest.fixture
def open_page(client):
    """Reads a page: `open_page(address)`."""
    return lambda address: read(client, address)


# Loading


def test_every_file_is_loaded_and_every_entry_added_once(said):
    number = sum(len(read_entries(path)) for path in FIXTURES)
    assert said[-1] == f"Fixtures: {number} added, 0 changed, 0 unchanged, 0 left to staff."
    assert said[-2] == f"  {number} of {number} entries"


def test_loading_again_changes_nothing():
    before = current()
    output = StringIO()
    call_command("seed", stdout=output)
    assert re.fullmatch(
        r"Fixtures: 0 added, 0 changed, \d+ unchanged, 0 left to staff.\n", output.getvalue()
    )
    assert current() == before == 1


# Valid


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_every_record_is_valid(model):
    wrong = {}
    for record in model._default_manager.all():
        try:
            record.full_clean()
        except ValidationError as error:
            wrong[str(record)] = error.message_dict
    assert wrong == {}


def test_the_record_is_as_large_as_what_was_gathered():
    sizes = {model: model.objects.public().count() for model in (Chapter, Article, Body, Session)}
    assert sizes == {Chapter: 8, Article: 71, Body: 7, Session: 81}
    assert Entity.objects.public().states().count() > 190


@pytest.mark.parametrize(
    ("day", "parties"), [(date(2021, 9, 6), 188), (date(2003, 12, 9), 1), (date.max, 192)]
)
def test_the_number_of_parties_agrees_with_independent_pages(day, parties):
    assert Entity.objects.public().parties_on(day).count() == parties


# Cited


@pytest.mark.parametrize("model", cited_models(), ids=lambda model: model.__name__)
def test_every_public_record_has_a_source(model):
    cited = Citation.objects.public().filter(record_type__model=model._meta.model_name)
    without = model._default_manager.public().exclude(pk__in=cited.values("record_id"))
    assert [str(record) for record in without] == []


def test_every_citation_names_facts_of_its_record():
    unknown = [
        (citation.record_type.model, name)
        for citation in Citation.objects.select_related("record_type")
        for name in citation.fields
        if name not in {f.name for f in citation.record_type.model_class()._meta.get_fields()}
    ]
    assert unknown == []


def test_every_doubt_gives_its_reason():
    doubtful = Citation.objects.exclude(standing=Standing.STATED)
    assert [f"{c.record_type} {c.record_id}" for c in doubtful if not c.note.strip()] == []
    assert doubtful.filter(standing=Standing.DISPUTED).exists()


def test_every_source_says_what_it_is_and_where_it_was_read():
    sources = Source.objects.public()
    assert [s.slug for s in sources if not (s.title and s.kind)] == []
    assert [s.slug for s in sources if not s.url] == ["unicode-cldr-47"]
    unused = sources.with_citation_counts().filter(citation_count=0)
    assert [source.slug for source in unused] == []


# On its pages


@pytest.fixture(scope="module")
def addresses(said):
    """Every English address of the sitemap."""
    sitemap = Client().get("/sitemap.xml").content.decode()
    named = re.findall("<loc>http://testserver([^<]*)</loc>", sitemap)
    return [address for address in named if not OTHER_LANGUAGE.match(address)]


def test_a_page_of_each_kind_answers_and_every_link_on_it_leads_on(addresses, open_page):
    kinds = {}
    for address in addresses:
        parts = address.strip("/").split("/")
        kind = (parts[0], "items" in parts, len(parts) > 1)
        kinds.setdefault(kind, []).append(address)
    chosen = [address for those in kinds.values() for address in (those[0], those[-1])]
    assert len(kinds) > 15
    tabs = re.compile("(/meetings/[^/]+/)(programme|participants|statements|documents|calendar)/")
    other_forms = re.compile(r"[a-z]+\.(ics|atom|pdf|docx|svg|png)$")
    for address in chosen:
        links = {link.partition("#")[0] for link in open_page(address).main.addresses}
        own = {link for link in links if link.startswith("/") and "?" not in link}
        own = {tabs.sub(r"\1", other_forms.sub("", link)) for link in own}
        no_pages = {link for link in own if link.startswith(("/api/", "/cite/", "/data/uncac-"))}
        assert own - no_pages - set(addresses) == set(), address


@pytest.mark.parametrize("prefix", ["/fr", "/es", "/ar", "/zh-hans", "/ru", "/vi"])
@pytest.mark.parametrize("path", ["/", WEEK, "/sessions/irg-12-resumed/", "/states/vnm/"])
def test_pages_answer_in_every_language(path, prefix, open_page):
    assert open_page(prefix + path).one("html")["lang"] == prefix[1:]


def test_the_chair_of_september_2021_stands_with_both_titles_and_their_sources(open_page):
    chair = open_page(WEEK).fact("Chair")
    assert "Harib Saeed Al Amimi" in chair.text
    assert ("United Arab Emirates", "/states/are/") in chair.links
    titles = [
        "President of the Supreme Audit Institution (SAI) of the United Arab Emirates",
        "President of the Conference of the States Parties at its eighth session (COSP 8)",
    ]
    assert [chair.text.count(title) for title in titles] == [1, 1]
    marks = [mark.text for mark in chair.all("a", class_="mark")]
    assert len(set(marks[-2:])) == 2
    assert Officer.objects.get(convening__slug="2021-09-06-vienna").titles.count() == 2


def test_the_number_of_states_stands_as_disputed_with_the_reason(open_page):
    shown = open_page(WEEK)
    figures = shown.section("Who took part").one("ul", class_="figures").all("li")
    assert [figure.one("span", class_="value").text for figure in figures[:2]] == [
        "103",
        "about 250",
    ]
    for figure in figures[:2]:
        assert figure.texts("span", class_="pill") == ["disputed"]
    reasons = [note.text for note in shown.one("aside").all("p") if "disputed" in note.text]
    assert any("this one source" in reason and "2023" in reason for reason in reasons)
    assert ReportedFigure.objects.filter(value=250, qualifier="about").count() >= 1


def test_the_customs_organization_spoke_under_technical_assistance(open_page):
    [statement] = open_page(WEEK).section("Statements").all("article")
    assert statement.one("h3").text == "World Customs Organization"
    assert ("Technical assistance", "/sessions/irg-12-resumed/items/technical-assistance/") in (
        statement.links
    )
    for words in ("integrity in customs", "corruption risk assessment", "distance-learning"):
        assert words in statement.text
    said = open_page("/organizations/wco/").section("Statements").all("article")
    assert statement.addresses[0] in [article.addresses[0] for article in said]


def test_the_page_of_the_working_group_on_asset_recovery_ends_with_its_last_meeting(open_page):
    rows = open_page("/bodies/wgar/").section("Sessions").one("table").rows
    last = (
        Session.objects.public().filter(body__slug="wgar").order_by("convening__starts_on").last()
    )
    assert str(last.convening.starts_on.year) in " ".join(rows[-1])
    assert len(rows) - 1 == Session.objects.filter(body__slug="wgar").count()
    assert any(row[0].startswith("WGAR Fifteenth meeting") for row in rows)


def test_the_week_of_september_2021_is_as_the_two_documents_tell_it(open_page):
    week = Convening.objects.get(slug="2021-09-06-vienna")
    assert (week.starts_on, week.ends_on) == (date(2021, 9, 6), date(2021, 9, 10))
    assert (week.length_in_days, week.format, week.in_person_limit) == (5, Format.HYBRID, 2)
    assert [(s.body.code, s.ordinal, s.part) for s in week.sessions.in_convening_order()] == [
        ("IRG", 12, "resumed"),
        ("WGAR", 15, "regular"),
        ("EGIC", 10, "regular"),
    ]
    assert {(s.starts_on, s.ends_on) for s in week.sessions.all()} == {(None, None)}
    facts = open_page(WEEK).facts()
    assert facts["Room limit"].startswith("2 representatives of each State in the room")
    for name in ("Regional bodies and organizations", "United Nations entities", "Observers"):
        assert "number not recorded" in facts[name]
    titles = " / ".join(
        AgendaItem.objects.filter(session__convening=week).values_list("title_en", flat=True)
    )
    for subject in (
        "Technical assistance",
        "Performance of the Mechanism",
        "Preventive measures",
        "asset recovery mandates",
        "Practical aspects of asset recovery",
        "Financial and budgetary matters",
        "capacity-building",
        "GlobE Network",
    ):
        assert subject in titles


def test_every_subject_that_the_vietnamese_report_names_stands_in_its_words_too(open_page):
    vietnamese = open_page(f"/vi{WEEK}").content.text
    for subject in ("Hỗ trợ kỹ thuật", "Vấn đề tài chính, ngân sách", "Thu hồi tài sản"):
        assert subject in vietnamese


def test_every_topic_and_every_chapter_has_its_place():
    assert Topic.objects.filter(chapter__isnull=False).values("chapter").distinct().count() == 8
    assert Topic.objects.filter(slug="technical-assistance").exists()
