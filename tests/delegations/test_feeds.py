"""Feeds of what changed among statements, States and organizations."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from meetings.records.domain import publication
from meetings.records.enums import Status
from tests.factories import (
    ConveningFactory,
    EntityFactory,
    EntityNameFactory,
    OrganizationFactory,
    StatementFactory,
    TreatyActionFactory,
)
from tests.support.feeds import read_feed
from tests.support.golden import check_golden

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(datetime(2021, 9, 1, 12, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def test_statements_tell_who_spoke_when_and_what(clock, client):
    turkey = EntityFactory(name="Türkiye", iso3="TUR")
    EntityNameFactory(entity=turkey, name="Turkey", valid_to=date(2022, 6, 1))
    convening = ConveningFactory(slug="2021-09-06-vienna")
    said = {"convening": convening, "delegation__entity": turkey}
    StatementFactory(pk=9001, summary_en="", summary_fr="Un résumé.", **said)
    clock.move_to(datetime(2021, 9, 2, 12, tzinfo=UTC))
    StatementFactory(pk=9002, convening=convening, delegation__entity__name="Chile", summary="Yes.")
    StatementFactory(status=Status.DRAFT)
    feed = read_feed(client, "/statements/changes.atom")
    assert [(entry.title, entry.summary) for entry in feed.entries] == [
        ("Statement of Chile, 6–10 September 2021, Vienna", "Yes."),
        ("Statement of Turkey, 6–10 September 2021, Vienna", "Un résumé."),
    ]
    check_golden("statements.atom", client.get("/statements/changes.atom").content)
    assert read_feed(client, "/statements/changes.atom?state=tur").titles == [
        "Statement of Turkey, 6–10 September 2021, Vienna"
    ]


def test_a_withdrawn_statement_leaves_its_address_and_nothing_else(client):
    statement = StatementFactory()
    [before] = read_feed(client, "/statements/changes.atom").entries
    publication.withdraw([statement])
    [after] = read_feed(client, "/statements/changes.atom").entries
    assert (after.id, after.link) == (before.id, before.link)
    assert (after.title, after.summary) == ("Withdrawn", "")
    assert read_feed(client, "/statements/changes.atom?year=2021").entries == []


def test_states_and_organizations_tell_of_themselves_and_their_status(clock, client):
    party, other = EntityFactory(name="Austria"), EntityFactory(name="Benin")
    OrganizationFactory(name="Customs")
    hidden = EntityFactory(status=Status.DRAFT)
    clock.move_to(datetime(2021, 9, 2, 12, tzinfo=UTC))
    TreatyActionFactory(entity=party)
    assert read_feed(client, "/states/changes.atom").titles == ["Austria", "Benin"]
    assert read_feed(client, "/states/changes.atom?kind=party").titles == ["Austria"]
    assert read_feed(client, "/states/changes.atom?kind=nonsense").titles == ["Austria", "Benin"]
    assert read_feed(client, "/organizations/changes.atom").titles == ["Customs"]
    clock.move_to(datetime(2021, 9, 3, 12, tzinfo=UTC))
    publication.withdraw([other, hidden])
    assert read_feed(client, "/states/changes.atom").titles == ["Withdrawn", "Austria"]
