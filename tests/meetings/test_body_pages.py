"""Pages of bodies: what each is for, and the series of its sessions."""

from datetime import date

import pytest

from meetings.enums import Part, SessionNoun
from meetings.records.enums import Status
from tests.factories import AgendaItemFactory, BodyFactory, CitationFactory, SessionFactory
from tests.support.html import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def wgar():
    return BodyFactory(
        code="WGAR",
        name="Open-ended Intergovernmental Working Group on Asset Recovery",
        short_name="Working Group on Asset Recovery",
        session_noun=SessionNoun.MEETING,
    )


def page_of(client, body):
    return read(client, body.get_absolute_url())


def test_the_list_shows_each_body_with_its_years_and_its_sessions(wgar, client):
    cosp = BodyFactory(code="COSP", short_name="Conference", position=0, mandate="It decides.")
    wgar.position, wgar.dissolved_year = 1, 2024
    wgar.save()
    for year in (2007, 2021):
        SessionFactory(body=wgar, convening__starts_on=date(year, 9, 6))
    SessionFactory(body=wgar, convening__starts_on=date(2025, 9, 6), convening__status=Status.DRAFT)
    BodyFactory(code="NEW", status=Status.DRAFT)
    bodies = read(client, "/bodies/").content.one("ul", class_="bodies")
    assert bodies.links == [
        ("Conference", "/bodies/cosp/"),
        ("Working Group on Asset Recovery", "/bodies/wgar/"),
    ]
    assert [item.texts("p") for item in bodies.all("li")] == [
        ["COSP", cosp.name, "It decides.", "Sessions: not recorded"],
        ["WGAR until 2024", wgar.name, "2 sessions on record, 2007–2021"],
    ]


def test_a_body_with_one_session_on_record_names_one_year(wgar, client):
    SessionFactory(body=wgar, convening__starts_on=date(2021, 9, 6))
    said = read(client, "/bodies/").content.one("ul", class_="bodies").texts("p")[-1]
    assert said == "1 session on record, 2021"


def test_what_is_not_recorded_of_a_body_is_said_in_words(wgar, client):
    page = page_of(client, wgar)
    assert page.heading == "Working Group on Asset Recovery"
    assert page.title == "Working Group on Asset Recovery (WGAR) · UNCAC meeting records"
    assert page.facts() == {
        "Established": "not recorded",
        "First met": "not recorded",
        "Presided over by": "not recorded",
        "Document symbols": "not recorded",
    }
    assert page.section("Sessions").texts("p") == ["No session of this body is on record."]
    assert page.content.all("svg") == []


def test_a_body_tells_all_that_is_recorded_of_it(wgar, client):
    wgar.mandate = "It assists the Conference in the return of proceeds."
    wgar.established_by, wgar.established_at = "resolution 1/4", "first session, Amman, 2006"
    wgar.first_year, wgar.dissolved_year = 2007, 2024
    wgar.presided_by = "the President of the Conference"
    wgar.symbol_prefix = "CAC/COSP/WG.2/"
    wgar.name_fr = "Groupe de travail"
    wgar.parent = BodyFactory(code="COSP", short_name="Conference")
    wgar.save()
    BodyFactory(code="SUB", short_name="A subsidiary", parent=wgar)
    BodyFactory(code="NEW", parent=wgar, status=Status.DRAFT)
    CitationFactory(record=wgar, fields=["mandate"])
    page = page_of(client, wgar)
    assert page.facts() == {
        "Established": "resolution 1/4, first session, Amman, 2006",
        "First met": "2007",
        "Until": "2024",
        "Presided over by": "the President of the Conference",
        "Document symbols": "CAC/COSP/WG.2/…",
        "Subsidiary body of": "Conference",
        "Subsidiary bodies": "A subsidiary",
        "Name in other languages": "Groupe de travail",
    }
    assert page.content.one("p", class_="prose").text == (
        "It assists the Conference in the return of proceeds.1"
    )
    assert page.content.one("dl").addresses == ["/bodies/cosp/", "/bodies/sub/"]


def test_a_body_tells_when_it_last_met_and_every_time_before(wgar, client):
    first = SessionFactory(body=wgar, ordinal=1, convening__starts_on=date(2007, 8, 27))
    last = SessionFactory(
        body=wgar, ordinal=15, part=Part.RESUMED, convening__starts_on=date(2021, 9, 6)
    )
    AgendaItemFactory(session=last)
    SessionFactory(body=wgar, ordinal=16, convening__status=Status.DRAFT)
    SessionFactory(convening=last.convening)
    section = page_of(client, wgar).section("Sessions")
    rows = section.one("table").rows[1:]
    week = "the joint week; own days not recorded"
    assert rows == [
        ["WGAR First meeting", f"27–31 August 2007 {week}", "Vienna", *["not recorded"] * 2],
        [
            "WGAR Resumed fifteenth meeting",
            f"6–10 September 2021 {week}",
            "Vienna",
            "not recorded",
            "1 item",
        ],
    ]
    drawing = section.one("svg")
    assert drawing.addresses == [first.get_absolute_url(), last.get_absolute_url()]
    assert drawing.texts("title") == [
        "First meeting, 27–31 August 2007, Vienna",
        "Resumed fifteenth meeting, 6–10 September 2021, Vienna",
    ]
    assert [circle["class"] for circle in drawing.all("circle")] == ["mark", "mark part"]


@pytest.mark.parametrize("prefix", ["/fr", "/ar", "/ru"])
def test_the_drawing_is_the_same_in_every_language(prefix, wgar, client):
    SessionFactory(body=wgar, convening__starts_on=date(2007, 8, 27))
    SessionFactory(body=wgar, convening__starts_on=date(2021, 9, 6))
    pages = [read(client, start + wgar.get_absolute_url()) for start in ("", prefix)]
    drawings = [
        [circle.attributes for circle in page.content.one("svg").all("circle")] for page in pages
    ]
    assert drawings[0] == drawings[1]
