"""The administration as a whole: every page of every kind of record."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse

from delegations import models as delegations
from meetings import models as meetings
from meetings.records import models as records
from meetings.records.domain import editions
from meetings.records.domain.promises import is_promised
from meetings.records.enums import Level
from tests import factories
from tests.support.html import parse, read
from uncac_portal.access.models import Role

pytestmark = pytest.mark.django_db

# A record of each kind, with all relations that a list may show.
MAKE = {
    meetings.AgendaItem: lambda: factories.AgendaItemFactory(parent=factories.AgendaItemFactory()),
    meetings.Article: factories.ArticleFactory,
    meetings.Body: lambda: factories.BodyFactory(parent=factories.BodyFactory()),
    meetings.Chapter: factories.ChapterFactory,
    meetings.Convening: lambda: factories.SessionFactory().convening,
    meetings.Document: lambda: (
        factories.DocumentFileFactory(document__sessions=[factories.SessionFactory()]).document
    ),
    meetings.DocumentFile: factories.DocumentFileFactory,
    meetings.FormerFile: factories.FormerFileFactory,
    meetings.ProgrammeChange: factories.ProgrammeChangeFactory,
    meetings.ProgrammeEntry: lambda: factories.ProgrammeEntryFactory(
        items=[factories.AgendaItemFactory()]
    ),
    meetings.Session: lambda: factories.AgendaItemFactory().session,
    meetings.Sitting: factories.SittingFactory,
    meetings.Topic: lambda: factories.TopicFactory(
        parent=factories.TopicFactory(), chapter=factories.ChapterFactory()
    ),
    delegations.Delegation: lambda: factories.ParticipantFactory().delegation,
    delegations.DocumentSubmission: factories.DocumentSubmissionFactory,
    delegations.Entity: factories.EntityFactory,
    delegations.EntityName: factories.EntityNameFactory,
    delegations.Officer: lambda: (
        factories.OfficerTitleFactory(
            officer__entity=factories.EntityFactory(), officer__session=factories.SessionFactory()
        ).officer
    ),
    delegations.OfficerTitle: factories.OfficerTitleFactory,
    delegations.Panellist: factories.PanellistFactory,
    delegations.Participant: factories.ParticipantFactory,
    delegations.Person: factories.PersonFactory,
    delegations.ReportedFigure: lambda: factories.ReportedFigureFactory(
        session=factories.SessionFactory()
    ),
    delegations.Statement: factories.StatementFactory,
    delegations.TreatyAction: factories.TreatyActionFactory,
    records.Citation: lambda: factories.CitationFactory(
        record=factories.TopicFactory(), fields=["name"]
    ),
    records.SeededRecord: lambda: records.SeededRecord.objects.create(
        model="meetings.topic", key=str(records.SeededRecord.objects.count()), record_id=1
    ),
    records.Source: lambda: factories.CitationFactory(record=factories.TopicFactory()).source,
}
QUERIES_OF_LISTS = {
    "meetings.AgendaItem": 7,
    "meetings.Article": 6,
    "meetings.Body": 5,
    "meetings.Chapter": 5,
    "meetings.Convening": 9,
    "meetings.Document": 11,
    "meetings.DocumentFile": 5,
    "meetings.FormerFile": 5,
    "meetings.ProgrammeChange": 8,
    "meetings.ProgrammeEntry": 9,
    "meetings.Session": 9,
    "meetings.Sitting": 8,
    "meetings.Topic": 5,
    "delegations.Delegation": 8,
    "delegations.DocumentSubmission": 5,
    "delegations.Entity": 5,
    "delegations.EntityName": 5,
    "delegations.Officer": 7,
    "delegations.OfficerTitle": 6,
    "delegations.Panellist": 5,
    "delegations.Participant": 5,
    "delegations.Person": 5,
    "delegations.ReportedFigure": 6,
    "delegations.Statement": 8,
    "delegations.TreatyAction": 7,
    "records.Citation": 7,
    "records.SeededRecord": 6,
    "records.Source": 8,
}
CANNOT_BE_ADDED = {
    meetings.FormerFile,
    meetings.ProgrammeChange,
    records.Citation,
    records.Edition,
    records.SeededRecord,
}
HOST = re.compile(r"""(?:src|href|action|srcset)=["']?(?:https?:)?//([^/"'>]+)""")


def url(model, page, *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def label(model):
    return model._meta.label


def pages_of(record):
    """Every page of the administration of one record."""
    model = type(record)
    pages = [
        url(model, "changelist"),
        url(model, "change", record.pk),
        url(model, "history", record.pk),
    ]
    if model not in CANNOT_BE_ADDED:
        pages.append(url(model, "add"))
        if not is_promised(record):
            pages.append(url(model, "delete", record.pk))
    if hasattr(record, "history"):
        pages.append(url(model, "simple_history", record.pk, record.history.first().pk))
    return pages


def test_every_model_is_in_the_administration():
    own = {*meetings.__all__, *delegations.__all__, "Citation", "Edition", "SeededRecord", "Source"}
    own -= {"ProgrammeState"}  # what the portal remembers in order to notice changes
    own -= {"ParticipantTally", "RepeatedPerson"}  # what it counts beforehand
    own -= {"ImportRow", "RoomLimitException"}  # shown with an import and with a delegation
    people = ("auth", "access")
    registered = {m.__name__ for m in admin.site._registry if m._meta.app_label not in people}
    assert registered == own | {"JournalEntry"}
    assert {model.__name__ for model in MAKE} == own - {"Edition", "Import"}


@pytest.mark.parametrize("model", MAKE, ids=label)
def test_a_list_costs_the_same_however_much_it_shows(
    model, admin_client, django_assert_num_queries
):
    for number in (1, 2):
        for _ in range(number):
            MAKE[model]()
        with django_assert_num_queries(QUERIES_OF_LISTS[label(model)]):
            assert admin_client.get(url(model, "changelist")).status_code == 200


@pytest.mark.parametrize("model", MAKE, ids=label)
def test_every_page_of_a_record_loads_and_asks_no_other_host(model, admin_client):
    for page in pages_of(MAKE[model]()):
        response = admin_client.get(page)
        assert response.status_code == 200, page
        html = response.content.decode()
        parse(html)
        assert HOST.findall(html) == [], page
        assert "<style" not in html, page
        assert not re.search(r"<script(?![^>]*\bsrc=)", html), page
        assert not re.search(r"<[^>]+\s(?:style|on[a-z]+)=", html), page


def test_the_edition_can_be_seen_and_not_changed(admin_client):
    editions.raise_edition()
    assert read(admin_client, url(records.Edition, "changelist")).main.texts(
        "th", class_="field-number"
    ) == ["1"]
    assert admin_client.get(url(records.Edition, "change", 1)).status_code == 200
    assert admin_client.post(url(records.Edition, "change", 1), {"number": 9}).status_code == 403


@pytest.mark.parametrize(
    "model", [kind for kind in MAKE if kind is not records.SeededRecord], ids=label
)
def test_a_person_who_may_only_look_sees_every_record(model, client):
    record = MAKE[model]()
    viewer = User.objects.create_user("viewer", is_staff=True)
    Role.objects.create(user=viewer, level=Level.VIEWER)
    client.force_login(viewer)
    page = read(client, url(model, "change", record.pk))
    assert page.main.all("input", type="submit") == []
    assert client.get(url(model, "history", record.pk)).status_code == 200


def test_without_signing_in_nothing_is_shown(client):
    response = client.get(reverse("admin:index"))
    assert response.status_code == 302
    login = read(client, response["Location"])
    assert [field["name"] for field in login.main.all("input", type="password")] == ["password"]


def test_the_kinds_of_record_stand_in_working_order(admin_client):
    page = read(admin_client, reverse("admin:index"))
    kinds = page.one("div", class_="kinds")
    assert kinds.texts("h3") == [
        "Meetings",
        "Papers",
        "Who took part, and what was said",
        "States, organizations and people",
        "Bodies, topics and the Convention",
        "Sources",
        "What was done",
        "People of the secretariat",
        "Access and bookkeeping",
    ]
    first = kinds.all("section")[0]
    assert [text for text, _address in first.links if text != "Add"] == [
        "Convenings",
        "Sessions",
        "Agenda items",
        "Sittings",
        "Programme entries",
        "Panellists",
        "Changes of programmes",
    ]


def test_a_person_without_permissions_sees_no_convenings(client):
    factories.ConveningFactory()
    client.force_login(User.objects.create_user("newcomer", is_staff=True))
    page = read(client, reverse("admin:index"))
    assert page.all("article") == []
    assert "You may not view or edit anything yet." in page.main.text


def test_records_to_choose_from_are_labelled_with_what_tells_them_apart(admin_client):
    statement = factories.StatementFactory(delegation__entity__name="Viet Nam")
    query = {
        "app_label": "delegations",
        "model_name": "statement",
        "field_name": "delegation",
        "term": "viet",
    }
    answer = admin_client.get(reverse("admin:autocomplete"), query).json()
    assert answer["results"] == [
        {"id": str(statement.delegation_id), "text": "Viet Nam · 2021-09-06, Vienna"}
    ]


def test_choosing_costs_the_same_however_much_there_is(admin_client, django_assert_num_queries):
    query = {
        "app_label": "delegations",
        "model_name": "statement",
        "field_name": "delegation",
        "term": "",
    }
    for number in (1, 2):
        factories.DelegationFactory.create_batch(number)
        with django_assert_num_queries(4):
            admin_client.get(reverse("admin:autocomplete"), query)
