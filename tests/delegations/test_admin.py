"""Entering delegations, people, officers and statements in the administration."""

import datetime as dt

import pytest
from django.urls import reverse

from delegations.models import (
    Delegation,
    Entity,
    Officer,
    Participant,
    Person,
    ReportedFigure,
    Statement,
)
from meetings.records.enums import Status
from meetings.records.models import Source
from tests.factories import (
    AgendaItemFactory,
    CitationFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    EntityFactory,
    EntityNameFactory,
    OfficerFactory,
    OfficerTitleFactory,
    OrganizationFactory,
    ParticipantFactory,
    PersonFactory,
    ReportedFigureFactory,
    SessionFactory,
    StatementFactory,
    TreatyActionFactory,
)
from tests.support.admin import Form, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(admin_client):
    """Opens the form for a new record: `add("delegation")`."""
    return lambda kind: Form(admin_client, reverse(f"admin:delegations_{kind}_add"))


@pytest.fixture
def change(admin_client):
    """Opens the form of a record: `change(delegation)`."""
    return lambda record: Form(admin_client, page_of(record, "change"))


# Short names


@pytest.mark.parametrize(
    ("values", "slug"),
    [
        ({"kind": "state", "iso3": "VNM", "name_en": "Viet Nam"}, "vnm"),
        ({"kind": "intergovernmental", "acronym": "WCO", "name_en": "Customs"}, "wco"),
        ({"kind": "non_governmental", "name_en": "A Coalition"}, "a-coalition"),
    ],
)
def test_the_short_name_of_an_entity_is_its_code_acronym_or_name(values, slug, add):
    assert add("entity").set(**values).send() == {}
    assert Entity.objects.get().slug == slug


@pytest.mark.parametrize(
    ("name", "slug"), [("Nguyễn Văn Đức", "nguyen-van-duc"), ("Søren Løkke", "soren-lokke")]
)
def test_the_short_name_of_a_person_is_the_name_in_plain_letters(name, slug, add):
    assert add("person").set(name_en=name).send() == {}
    assert Person.objects.get().slug == slug


def test_a_second_person_of_a_name_needs_a_short_name(add):
    PersonFactory(slug="li-wei")
    message = "The short name “li-wei” is taken. Enter another one."
    form = add("person").set(name_en="Li Wei")
    assert form.send() == {"slug": [message]}
    assert form.set(slug="li-wei-2").send() == {}


# Entities


def test_a_state_without_its_code_is_told_at_the_code(add):
    form = add("entity").set(kind="state", name_en="Atlantis", slug="atl")
    assert form.send() == {"iso3": ["A State needs its ISO alpha-3 code."]}


def test_treaty_actions_and_former_names_are_entered_with_their_entity(add):
    form = add("entity").set(kind="state", iso3="TUR", name_en="Türkiye")
    form.add("treaty_actions", position=1, action="ratification", date="2006-11-09")
    form.add("former_names", position=1, name_en="Turkey", valid_to="2022-05-31")
    assert form.send() == {}
    entity = Entity.objects.get()
    assert entity.treaty_actions.get().date == dt.date(2006, 11, 9)
    assert entity.former_names.get().name == "Turkey"


def test_treaty_actions_can_change_places_in_one_go(change):
    entity = EntityFactory()
    first = TreatyActionFactory(entity=entity, position=1)
    second = TreatyActionFactory(entity=entity, position=2)
    form = change(entity).row("treaty_actions", 0, position=2).row("treaty_actions", 1, position=1)
    assert form.send() == {}
    assert list(entity.treaty_actions.order_by("position")) == [second, first]
    assert [row.position for row in first.history.all()] == [2, 1]


def test_two_former_names_in_one_place_are_told_at_the_second(change):
    name = EntityNameFactory(position=1)
    form = change(name.entity).add("former_names", position=1, name_en="Another")
    message = "Another former name of the entity has this place in the order."
    assert form.send() == {"former_names-1-position": [message]}


# Delegations and participants


@pytest.fixture
def delegation():
    """A State's delegation at a convening with room for two of each State."""
    return DelegationFactory(convening__in_person_limit=2)


TOO_MANY = (
    "3 participants are in person, but each State may have 2 representatives in the room. "
    "Whoever may publish the convening can grant an exception on the delegation's page."
)


def test_participants_are_entered_with_their_delegation(change, delegation):
    person = PersonFactory()
    form = change(delegation).add("participants", person=person.pk, function="head")
    assert form.row("participants", 0, mode="in_person", title_en="Minister").send() == {}
    participant = Participant.objects.get()
    assert (participant.delegation, participant.person) == (delegation, person)
    assert (participant.function, participant.title) == ("head", "Minister")


def test_more_participants_in_the_room_than_the_limit_are_refused(change, delegation):
    ParticipantFactory(delegation=delegation, mode="in_person")
    form = change(delegation)
    form.add("participants", person=PersonFactory().pk, mode="in_person")
    form.add("participants", person=PersonFactory().pk, mode="both")
    assert form.send() == {"participants": [TOO_MANY]}
    assert delegation.participants.count() == 1


@pytest.mark.parametrize(
    "third",
    [{"mode": "online"}, {"mode": "not_recorded"}, {"mode": "both", "presence": "did_not_attend"}],
)
def test_who_is_not_in_the_room_takes_no_place(third, change, delegation):
    ParticipantFactory.create_batch(2, delegation=delegation, mode="in_person")
    form = change(delegation).add("participants", person=PersonFactory().pk, **third)
    assert form.send() == {}


def test_one_may_leave_the_room_for_another(change, delegation):
    ParticipantFactory.create_batch(2, delegation=delegation, mode="in_person")
    form = change(delegation).row("participants", 0, mode="online")
    assert form.add("participants", person=PersonFactory().pk, mode="in_person").send() == {}


def test_the_limit_binds_states_only(change):
    delegation = DelegationFactory(entity=OrganizationFactory(), convening__in_person_limit=2)
    form = change(delegation)
    for _ in range(3):
        form.add("participants", person=PersonFactory().pk, mode="in_person")
    assert form.send() == {}


def test_the_limit_holds_for_a_participant_alone_too(change, add, delegation):
    ParticipantFactory.create_batch(2, delegation=delegation, mode="in_person")
    form = add("participant").set(delegation=delegation.pk, person=PersonFactory().pk)
    assert form.set(mode="in_person").send() == {"mode": [TOO_MANY]}
    assert change(delegation.participants.first()).set(function="head").send() == {}


def test_a_second_head_of_delegation_is_told_at_the_function(change, delegation):
    ParticipantFactory(delegation=delegation, function="head")
    form = change(delegation).add("participants", person=PersonFactory().pk, function="head")
    message = "The delegation has a head already."
    assert form.send() == {"participants-1-function": [message]}


def test_the_head_of_a_delegation_can_be_passed_on_in_one_go(change, delegation):
    first = ParticipantFactory(delegation=delegation, position=1)
    second = ParticipantFactory(delegation=delegation, position=2, function="head")
    form = change(delegation)
    form.row("participants", 0, function="head").row("participants", 1, function="adviser")
    assert form.send() == {}
    functions = dict(delegation.participants.values_list("pk", "function"))
    assert functions == {first.pk: "head", second.pk: "adviser"}


def test_the_same_person_twice_is_told_at_the_person(change, delegation):
    person = PersonFactory()
    form = change(delegation)
    form.add("participants", person=person.pk).add("participants", person=person.pk)
    message = "The person is in this delegation already."
    assert form.send() == {"participants-1-person": [message]}
    assert delegation.participants.count() == 0


def test_a_second_delegation_of_an_entity_is_told_at_its_field(add, delegation):
    form = add("delegation").set(convening=delegation.convening_id, entity=delegation.entity_id)
    message = "The entity has a delegation at this convening already."
    assert form.send() == {"entity": [message]}
    assert Delegation.objects.count() == 1


# Officers and figures


def test_the_session_of_an_officer_belongs_to_the_convening(add):
    convening, stranger = ConveningFactory(), SessionFactory()
    form = add("officer").set(convening=convening.pk, session=stranger.pk, role="chair")
    form.set(person=PersonFactory().pk)
    assert form.send() == {"session": ["This session belongs to another convening."]}
    own = SessionFactory(convening=convening)
    assert form.set(session=own.pk).add("titles", title_en="Chair of the Group").send() == {}
    assert Officer.objects.get().titles.get().title == "Chair of the Group"


def test_the_session_of_a_figure_belongs_to_the_convening(change):
    figure, stranger = ReportedFigureFactory(), SessionFactory()
    message = "This session belongs to another convening."
    assert change(figure).set(session=stranger.pk).send() == {"session": [message]}


def test_an_officer_has_a_name_or_a_state(add):
    form = add("officer").set(convening=ConveningFactory().pk, role="chair")
    assert form.send() == {"entity": ["Name the person, or at least the State."]}


def test_officers_and_figures_are_entered_with_their_convening(change):
    session, person = SessionFactory(), PersonFactory()
    form = change(session.convening)
    form.add("officers", role="chair", person=person.pk, session=session.pk)
    form.add("figures", measure="states_parties", value=103, qualifier="about")
    assert form.send() == {}
    assert (Officer.objects.get().person, Officer.objects.get().session) == (person, session)
    assert str(ReportedFigure.objects.get()) == "States parties: 103"


def test_a_convening_shows_the_titles_of_its_officers_and_offers_its_own_sessions(change):
    title = OfficerTitleFactory(title="President of the Conference")
    session = SessionFactory(convening=title.officer.convening, body__code="COSP", ordinal=8)
    SessionFactory()
    page = change(title.officer.convening).page
    assert page.one("tr", id="officers-0").texts("td", class_="field-titles_in_short") == [
        "President of the Conference"
    ]
    offered = page.one("select", name="officers-__prefix__-session")
    assert [option["value"] for option in offered.all("option")] == ["", str(session.pk)]
    assert offered.texts("option")[1] == "COSP 8 (6–10 September 2021)"


def test_a_figure_without_a_number_cannot_be_about_it(change):
    form = change(ReportedFigureFactory()).set(value="", qualifier="about")
    assert form.send() == {"qualifier": ["“About” and “more than” need a number."]}


# Statements and submissions


def test_only_a_delegation_of_the_convening_speaks_under_its_items(add):
    item, own, stranger = AgendaItemFactory(), DelegationFactory(), DelegationFactory()
    own.convening = item.session.convening
    own.save()
    form = add("statement").set(item=item.pk, delegation=stranger.pk)
    message = "This delegation took part in another convening than the item's."
    assert form.send() == {"delegation": [message]}
    assert Statement.objects.count() == 0
    assert form.set(delegation=own.pk).send() == {}
    assert Statement.objects.get().delegation == own


def test_publishing_a_statement_publishes_its_sources(admin_client):
    statement = StatementFactory(status=Status.DRAFT)
    CitationFactory(record=statement, source__status=Status.DRAFT)
    data = {"action": "publish", "_selected_action": [statement.pk], "confirmed": "yes"}
    admin_client.post(reverse("admin:delegations_statement_changelist"), data)
    statement.refresh_from_db()
    assert statement.status == Status.PUBLISHED
    assert Source.objects.get().status == Status.PUBLISHED


def test_publishing_a_convening_publishes_sources_of_officers_titles_and_figures(admin_client):
    title = OfficerTitleFactory(officer__convening__status=Status.DRAFT)
    convening = title.officer.convening
    figure = ReportedFigureFactory(convening=convening)
    delegation = DelegationFactory(convening=convening)
    elsewhere = StatementFactory(convening=convening, status=Status.DRAFT)
    for record in (title, title.officer, figure, delegation, elsewhere):
        CitationFactory(record=record, source__slug=type(record).__name__, source__status="draft")
    data = {"action": "publish", "_selected_action": [convening.pk], "confirmed": "yes"}
    admin_client.post(reverse("admin:meetings_convening_changelist"), data)
    assert set(Source.objects.public().values_list("slug", flat=True)) == {
        "OfficerTitle",
        "Officer",
        "ReportedFigure",
        "Delegation",
    }


def test_submissions_are_entered_with_their_document(change):
    document, entity = DocumentFactory(), EntityFactory()
    assert change(document).add("submissions", entity=entity.pk).send() == {}
    assert document.submissions.get().entity == entity


# Ways


def test_a_convening_leads_to_everything_in_it_with_counts(change):
    statement = StatementFactory()
    convening = statement.delegation.convening
    ParticipantFactory.create_batch(2, delegation=statement.delegation)
    OfficerFactory(convening=convening)
    StatementFactory()
    ways = change(convening).page.one("nav", class_="ways").one("ul", class_="ways-down")
    found = [(text, address) for text, address in ways.links if text]
    assert [text for text, _address in found] == [
        "Sessions 1",
        "Agenda items 1",
        "Sittings 0",
        "Programme entries 0",
        "Documents 0",
        "Delegations 1",
        "Participants 2",
        "Officers 1",
        "Statements 1",
        "Reported figures 0",
    ]
    assert {address.partition("?")[2] for _text, address in found} == {f"convening={convening.pk}"}


def test_what_is_added_from_a_convening_belongs_to_it(admin_client):
    convening = ConveningFactory()
    address = f"{reverse('admin:delegations_delegation_add')}?convening={convening.pk}"
    assert Form(admin_client, address).data["convening"] == str(convening.pk)
