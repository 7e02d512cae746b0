"""Who speaks on panels, and who is named."""

from datetime import UTC, datetime

import pytest

from delegations.domain.panellists import panellists_of
from delegations.enums import DeliveryMode, PanelRole
from delegations.models import Panellist
from meetings.enums import EntryKind
from meetings.records.enums import Status
from tests.factories import (
    ConveningFactory,
    DelegationFactory,
    EntityFactory,
    PanellistFactory,
    ParticipantFactory,
    PersonFactory,
    ProgrammeEntryFactory,
    SittingFactory,
)
from tests.support.html import read
from tests.support.refusals import NOT_PUBLIC, refusals, refused_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel():
    convening = ConveningFactory(slug="2021-09-06-vienna")
    sitting = SittingFactory(
        convening=convening,
        starts_at=datetime(2021, 9, 6, 8, tzinfo=UTC),
        ends_at=datetime(2021, 9, 6, 11, tzinfo=UTC),
    )
    return ProgrammeEntryFactory(
        convening=convening, sitting=sitting, kind=EntryKind.PANEL, title="On assistance"
    )


def listed(panel, name):
    """Someone on the public list of the panel's convening."""
    person = PersonFactory(name=name)
    delegation = DelegationFactory(convening=panel.convening)
    ParticipantFactory(delegation=delegation, person=person)
    return person


def shown(client, panel):
    page = read(client, f"{panel.convening.get_absolute_url()}programme/")
    return [text for box in page.content.all("ul", class_="panellists") for text in box.texts("li")]


def test_a_panellist_is_at_least_of_a_state():
    panellist = PanellistFactory()
    panellist.person = panellist.entity = None
    assert refusals(panellist) == {"__all__": ["Name the person, or at least the State."]}
    assert refused_by(panellist) == "panellist_has_person_or_entity"


def test_a_person_is_on_a_panel_once():
    panellist = PanellistFactory()
    other = PanellistFactory(entry=panellist.entry)
    other.person = panellist.person
    assert refusals(other) == {"__all__": ["The person is on this panel already."]}
    assert refused_by(other) == "person_once_per_panel"


@pytest.mark.parametrize("status", NOT_PUBLIC)
@pytest.mark.parametrize(
    "hidden", ["entry__convening__status", "entry__convening__programme_status", "entity__status"]
)
def test_a_panellist_is_public_with_programme_and_entity(hidden, status):
    PanellistFactory(**{hidden: status})
    seen = PanellistFactory()
    assert list(Panellist.objects.public()) == [seen]


def test_panellists_stand_in_order_with_role_name_title_state_and_mode(panel, client):
    austria = EntityFactory(name="Austria")
    PanellistFactory(
        entry=panel,
        position=2,
        person=listed(panel, "Bao Tran"),
        entity=austria,
        title="Judge",
        mode=DeliveryMode.ONLINE,
    )
    PanellistFactory(
        entry=panel,
        position=1,
        role=PanelRole.MODERATOR,
        person=listed(panel, "Ana Ruiz"),
        entity=None,
        title="",
    )
    assert shown(client, panel) == [
        "Moderator: Ana Ruiz",
        "Bao Tran, Judge, Austria · online",
    ]


def test_a_panellist_who_may_not_be_listed_is_not_named_only_the_state_is(panel, client):
    secret = PersonFactory(name="SECRET name")
    ParticipantFactory(
        delegation=DelegationFactory(convening=panel.convening), person=secret, listed=False
    )
    PanellistFactory(
        entry=panel, person=secret, entity=EntityFactory(name="Austria"), title="SECRET title"
    )
    PanellistFactory(entry=panel, person=PersonFactory(name="SECRET"), entity=None)
    assert shown(client, panel) == ["Austria", "name not recorded"]


def test_panellists_of_many_entries_cost_the_same_as_of_one(panel, django_assert_num_queries):
    for _number in range(3):
        PanellistFactory(entry=panel)
    with django_assert_num_queries(2):
        panels = panellists_of([panel])
    other = ProgrammeEntryFactory(convening=panel.convening)
    PanellistFactory(entry=other)
    with django_assert_num_queries(2):
        both = panellists_of([panel, other])
    assert (len(panels[panel.pk]), len(both[panel.pk]), len(both[other.pk])) == (3, 3, 1)


def test_a_draft_programme_has_no_public_panellists(panel, client):
    PanellistFactory(entry=panel, person=listed(panel, "Ana Ruiz"))
    panel.convening.programme_status = Status.DRAFT
    panel.convening.save()
    assert shown(client, panel) == []
