"""Every figure of every chart is the length of the list that it leads to."""

import json
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import resolve

from meetings.records.domain import editions
from tests.factories import (
    BodyFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    OrganizationFactory,
    ParticipantFactory,
    SessionFactory,
    StatementFactory,
)
from tests.insights.worlds import ChartWorld
from tests.support.html import read
from uncac_portal.insights.registry import CHARTS
from uncac_portal.registry import COLLECTIONS

pytestmark = pytest.mark.django_db

LISTS = {c.page: c for c in COLLECTIONS.values() if c.filters}
# Filters of each list that leave some of it, and not all.
NARROWED = {
    "attendance": "body=irg&body=wgar&to=2019",
    "topics": "topic=asset-recovery&topic=prevention&from=2019",
    "statements": "topic=technical-assistance&format_of=hybrid&from=2019",
    "articles": "format_of=hybrid&format_of=online",
    "calendar": "year=2019&format_of=hybrid",
    "languages": "body=irg&language=en&language=fr&year=2018&year=2019",
    "issuing": "topic=asset-recovery&from=2019",
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield ChartWorld()
        transaction.set_rollback(True)


def chart_at(slug, query=""):
    """The chart as the address asks for it."""
    request = RequestFactory().get(f"/insights/{slug}/?{query}")
    request.edition = editions.present().number
    return CHARTS[slug](request)


def counted_at(address):
    """How many things the list at the address holds."""
    parts = urlsplit(address)
    name = resolve(parts.path).view_name
    if name in LISTS:
        collection = LISTS[name]
        return collection.filters(QueryDict(parts.query), collection.records()).qs.count()
    raise AssertionError(f"{name} is no list")


@pytest.mark.parametrize("is_narrowed", [False, True], ids=["all", "narrowed"])
@pytest.mark.parametrize("slug", sorted(NARROWED))
def test_every_figure_is_the_length_of_its_list(slug, is_narrowed, world):
    chart = chart_at(slug, NARROWED[slug] if is_narrowed else "")
    figures = {
        row.addresses[name]: value
        for table in chart.tables.values()
        for row in table.rows
        for name, value in row.values.items()
        if isinstance(value, int)
        and name in row.addresses
        and resolve(urlsplit(row.addresses[name]).path).view_name in LISTS
    }
    assert {address: counted_at(address) for address in figures} == figures
    assert bool(figures) is (slug not in ("attendance", "calendar"))
    assert chart.listing.count == counted_at(chart.listed())


@pytest.mark.parametrize("slug", sorted(NARROWED))
def test_filters_narrow_the_chart_and_stand_in_its_addresses(slug, world):
    whole, narrowed = chart_at(slug), chart_at(slug, NARROWED[slug])
    assert 0 < narrowed.listing.count < whole.listing.count
    asked = QueryDict(NARROWED[slug])
    for address in [narrowed.address(), narrowed.listed(), *(a for _form, a in narrowed.files())]:
        kept = QueryDict(urlsplit(address).query)
        assert {name: kept.getlist(name) for name in asked} == dict(asked.lists())


def test_the_items_on_an_article_are_those_that_its_page_lists(world, client):
    rows = {row.values["article"]: row for row in chart_at("articles").figures.rows}
    most = max(rows.values(), key=lambda row: row.values["items"] or 0)
    page = read(client, urlsplit(most.addresses["items"]).path)
    assert len(page.section("Agenda items").one("tbody").all("tr")) == most.values["items"] > 1


def test_delegations_are_all_that_are_on_record_whatever_their_mode(world):
    chart = chart_at("attendance")
    told = [row for row in chart.figures.rows if "delegations" in row.values]
    assert len(told) >= 4
    for row in told:
        modes = [v for name, v in row.values.items() if name.startswith("delegations_")]
        assert sum(filter(None, modes)) == row.values["delegations"]
    counts = {row.values["convening"]: row.values["delegations"] for row in told}
    assert counts == {c.slug: c.delegations.count() for c in world.told}


def test_where_no_mode_is_recorded_files_have_no_zero_for_it(world):
    unmarked = ConveningFactory(starts_on=date(2017, 5, 2))
    for entity in world.entities[:2]:
        delegation = DelegationFactory(convening=unmarked, entity=entity)
        ParticipantFactory(delegation=delegation)
    rows = {row["convening"]: row for row in chart_at("attendance").figures.values()}
    modes = {n: v for n, v in rows[unmarked.slug].items() if v is not None}
    assert {n: v for n, v in modes.items() if n.startswith(("delegations", "participants"))} == {
        "delegations": 2,
        "delegations_mode_not_recorded": 2,
        "participants": 2,
        "participants_mode_not_recorded": 2,
    }


def test_people_without_a_public_list_are_not_recorded_rather_than_none(world):
    rows = {row.values["convening"]: row.values for row in chart_at("attendance").figures.rows}
    hidden = [c for c in world.told if c.participants_status == "draft"]
    assert hidden
    assert {c.slug: rows[c.slug].get("participants") for c in hidden} == {
        c.slug: None for c in hidden
    }
    listed = [rows[c.slug]["participants"] for c in world.told if c not in hidden]
    assert all(listed)


def test_figures_that_sources_report_stand_beside_what_is_counted(world):
    rows = {row.values["convening"]: row.values for row in chart_at("attendance").figures.rows}
    first = world.told[0]
    assert rows[first.slug]["reported"] == [
        "Representatives: about 250",
        "Representatives: more than 300",
        "States parties: 103",
    ]


def test_topics_with_nothing_are_listed_too_without_zeros_and_without_links(world, client):
    figures = chart_at("topics").figures
    rows = {row["name"]: row for row in figures.values()}
    gender = rows["Gender and corruption"]
    assert {name for name, value in gender.items() if value is not None} == {"topic", "name"}
    assert rows["Asset recovery"]["all_years"] >= rows["Return of assets"]["all_years"] > 0
    table = read(client, "/insights/topics/").content.one("details", class_="papers").one("table")
    [line] = [tr for tr in table.all("tr") if tr.text.startswith("Gender and corruption")]
    assert line.texts("td") == ["none on record"] * (len(figures.shown) - 1)
    assert [text for text, _address in line.links] == ["Gender and corruption"]


@pytest.mark.parametrize("slug", ["topics", "statements", "articles"])
def test_nothing_on_record_is_empty_in_every_file(slug, world):
    for table in chart_at(slug).tables.values():
        assert [row for row in table.values() if 0 in row.values()] == []


def test_totals_are_numbers_without_bars(world):
    drawing = chart_at("topics").draw()
    totals = [a for a in drawing.marks.iter("a") if "All years" in a.findtext("title")]
    assert totals
    assert [box.get("fill") for a in totals for box in a.iter("rect")] == ["none"] * len(totals)


def test_the_list_stands_beside_a_sentence_that_says_its_length(world, client):
    offering = set()
    for slug in CHARTS:
        said = read(client, f"/insights/{slug}/").content.one("div", id="count")
        offering |= {slug for text, _address in said.links if text == "The list"}
    assert offering == {"topics", "statements", "calendar", "languages"}
    for slug in offering:
        chart = chart_at(slug)
        assert chart.says.startswith(f"{chart.listing.count} ")


def test_languages_come_to_all_documents(world):
    for row in chart_at("languages").figures.rows:
        values = row.values
        for code in ("en", "fr", "es", "ar", "zh_hans", "ru"):
            parts = [values[code] or 0, values[f"{code}_not_issued"] or 0]
            assert sum(parts) + values[f"{code}_not_recorded"] == values["documents"]
            assert (values[code] is None) == (sum(parts) == 0)
            assert (values[f"{code}_not_issued"] is None) == (sum(parts) == 0)


def test_days_between_issue_and_opening_are_those_of_the_documents(world):
    rows = [row.values for row in chart_at("issuing").figures.rows]
    assert min(row["latest"] for row in rows if "latest" in row) == -5
    assert max(row["earliest"] for row in rows if "earliest" in row) == 90
    for row in rows:
        assert row["dated"] <= row["documents"]
        if row["dated"]:
            assert (row["after_opening"] > 0) is (row["latest"] < 0)
            by_opening = row["dated"] - row["after_opening"]
            assert (row["median"] is not None) is (by_opening >= 3)
            if row["median"] is not None:
                assert max(row["latest"], 0) <= row["median"] <= row["earliest"]


def test_reports_issued_after_the_opening_are_counted_beside_and_leave_the_median_alone(world):
    body, day = BodyFactory(code="AHWG", slug="ahwg"), date(2018, 6, 4)
    few, many = (
        SessionFactory(body=body, convening=ConveningFactory(starts_on=day.replace(year=year)))
        for year in (2018, 2019)
    )
    for session, befores in ((few, [30, 10, -20]), (many, [90, 42, 0, -5, -20, -30, None])):
        opening = session.convening.starts_on
        for before in befores:
            issued = None if before is None else opening - timedelta(days=before)
            DocumentFactory(sessions=[session], issued_on=issued)
    chart = chart_at("issuing", "body=ahwg")
    table = {row.values["year"]: (row.values["median"], row.texts) for row in chart.figures.rows}
    assert table[2019][0] == 42
    assert (table[2018][0], table[2018][1]["median"]) == (None, "too few")
    titles = [title.text for title in chart.draw().marks.iter("title")]
    assert [title for title in titles if title.startswith("AHWG")] == [
        "AHWG 2019: 3 documents by the opening, median 42 days; 3 after the opening; "
        "1 more not recorded",
        "AHWG 2018: 2 documents by the opening; 1 after the opening",
    ]


def test_a_session_without_a_last_day_has_no_length(world):
    rows = [row.values for row in chart_at("calendar").figures.rows]
    assert {row["days"] is None for row in rows} == {True, False}
    assert all((row["days"] is None) is (row["ends_on"] is None) for row in rows)


def test_the_question_of_the_issue_has_one_address(world, client):
    query = "topic=technical-assistance&from=2019&format_of=hybrid"
    page = read(client, f"/statements/?{query}")
    [address] = [a for text, a in page.links if text == "as a chart"]
    assert address == f"/insights/statements/?{query}"
    chart = chart_at("statements", query)
    assert [row.values["statements"] for row in chart.figures.rows] == sorted(
        (row.values["statements"] for row in chart.figures.rows), reverse=True
    )
    rows = json.loads(b"".join(client.get(f"{address}&format=json").streaming_content))
    assert rows["rows"] == list(chart.figures.values())
    assert rows["filters"] == dict(QueryDict(query).lists())


def test_organizations_that_spoke_stand_among_the_states_and_lead_to_their_statements(world):
    there = DelegationFactory(entity=OrganizationFactory(slug="wco"), convening=world.told[0])
    item = world.told[0].sessions.first().items.first()
    StatementFactory.create_batch(2, delegation=there, item=item)
    chart = chart_at("statements")
    kinds = {row["speaker"]: row["kind"] for row in chart.figures.values()}
    assert set(kinds.values()) == {"state", "organization"}
    assert kinds["wco"] == "organization"
    assert sum(row["statements"] for row in chart.figures.values()) == chart.listing.count
    alone = chart_at("statements", "organization=wco")
    [row] = alone.figures.rows
    assert row.addresses["speaker"] == "/statements/?organization=wco"
    assert alone.says == (
        "2 statements on record: no State is on record as speaking, 2 by 1 organization."
    )
    assert "State" in chart.says.partition(":")[2]
    assert chart_at("statements", "from=2100").says == "Nothing on record answers these filters."


def test_a_value_that_makes_no_sense_is_named_and_narrows_nothing(world, client):
    response = client.get("/insights/topics/?topic=nope&year=abc&from=x")
    assert response.status_code == 200
    assert "“nope” is no value of “Topic”" in response.content.decode()
    chart = response.context["chart"]
    assert chart.listing.count == chart_at("topics").listing.count
    assert chart.address() == "/insights/topics/"
