"""Filters of the lists of convenings, sessions, documents and sources: what each leaves."""

from datetime import date

import pytest
from django.test import Client

from meetings.enums import Availability, DocumentKind, Format
from meetings.records.enums import SourceKind, Status
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConveningFactory,
    DocumentFactory,
    DocumentFileFactory,
    SessionFactory,
    SourceFactory,
    TopicFactory,
)
from tests.support.html import parse, read
from tests.support.lists import (
    check_that_any_words_can_be_looked_for,
    check_that_nonsense_narrows_nothing,
    complaints,
    found,
    offered,
    selected,
)

pytestmark = pytest.mark.django_db

WHO = ["state", "organization", "group"]
ABOUT = ["body", "topic", "article"]
WHEN = ["year", "from", "to"]
FILTERS = {
    "/meetings/": [*WHO, *ABOUT, *WHEN, "format_of"],
    "/sessions/": [*WHO, *ABOUT, *WHEN, "format_of", "kind"],
    "/documents/": ["q", *WHO, *ABOUT, *WHEN, "format_of", "kind", "language"],
    "/sources/": ["q", *WHEN, "kind", "language"],
}


@pytest.fixture
def weeks():
    """Two bodies, IRG and WGAR: together in 2021, hybrid, and IRG alone in 2019 and 2020."""
    irg, wgar = BodyFactory(code="IRG"), BodyFactory(code="WGAR")
    joint = ConveningFactory(starts_on=date(2021, 9, 6), format=Format.HYBRID)
    SessionFactory(body=irg, convening=joint, position=1)
    SessionFactory(body=wgar, convening=joint, position=2)
    online = SessionFactory(
        body=irg, convening__starts_on=date(2020, 8, 31), convening__format=Format.ONLINE
    ).convening
    other = SessionFactory(body=irg, convening__starts_on=date(2019, 5, 27)).convening
    SessionFactory(body=wgar, convening__status=Status.DRAFT)
    return joint, online, other


@pytest.mark.parametrize(("path", "names"), FILTERS.items())
def test_each_list_has_its_filters_and_none_is_set(path, names, client):
    response = client.get(path)
    page = parse(response.content.decode())
    assert list(response.context["listing"].form.fields) == names
    assert (selected(page), complaints(page)) == ({}, [])
    form = page.one("form", class_="filters")
    written = [f["name"] for f in form.all("input") if f["type"] == "text"]
    assert written == [name for name in names if name in ("q", "from", "to")]
    assert form["method"] == "get"


@pytest.mark.parametrize(("path", "names"), FILTERS.items())
def test_nonsense_is_named_and_narrows_nothing(path, names, weeks, client):
    document = DocumentFactory(sessions=[weeks[0].sessions.first()])
    DocumentFileFactory(document=document)
    SourceFactory()
    check_that_nonsense_narrows_nothing(client, path, [name for name in names if name != "q"])


@pytest.mark.parametrize("path", ["/documents/", "/sources/"])
def test_any_words_can_be_looked_for(path, client):
    DocumentFactory()
    SourceFactory()
    check_that_any_words_can_be_looked_for(client, path)


# Convenings


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("", [0, 1, 2]),
        ("?body=irg", [0, 1, 2]),
        ("?body=wgar", [0]),
        ("?year=2021", [0]),
        ("?year=2019", [2]),
        ("?format_of=hybrid", [0]),
        ("?format_of=not_recorded", [2]),
        ("?body=irg&format_of=online", [1]),
        ("?body=wgar&year=2020", []),
        ("?body=wgar&year=", [0]),
        ("?body=&year=&format_of=&topic=&from=&to=", [0, 1, 2]),
        ("?body=wgar&body=irg", [0, 1, 2]),
        ("?year=2021&year=2019", [0, 2]),
        ("?year=2021&year=2019&format_of=hybrid", [0]),
        ("?from=2020", [0, 1]),
        ("?to=2020", [1, 2]),
        ("?from=2020&to=2020", [1]),
        ("?from=2020-08-31&to=2021-09-06", [0, 1]),
        ("?from=2020-09-01&to=2021-09-05", []),
        ("?from=1&to=9999", [0, 1, 2]),
        ("?colour=red&body=wgar", [0]),
    ],
)
def test_convenings_by_body_year_and_format_each_joint_week_once(query, places, weeks, client):
    assert found(client, f"/meetings/{query}") == [weeks[place] for place in places]


def test_convenings_by_topic_with_all_that_belongs_to_it(weeks, client):
    joint, online, other = weeks
    recovery = TopicFactory(slug="asset-recovery")
    direct = TopicFactory(slug="direct-recovery", parent=recovery)
    finer = TopicFactory(slug="finer", parent=direct)
    prevention = TopicFactory(slug="prevention")
    AgendaItemFactory(session=joint.sessions.first(), topics=[recovery, direct])
    AgendaItemFactory(session=joint.sessions.last(), topics=[finer])
    AgendaItemFactory(session=other.sessions.get(), topics=[direct, prevention])
    assert found(client, "/meetings/?topic=asset-recovery") == [joint, other]
    assert found(client, "/meetings/?topic=direct-recovery") == [joint, other]
    assert found(client, "/meetings/?topic=finer") == [joint]
    assert found(client, "/meetings/?topic=prevention&year=2021") == []
    assert online not in found(client, "/sessions/?topic=asset-recovery")


def test_what_a_topic_holds_that_is_not_public_is_not_found_under_it(weeks, client):
    wider = TopicFactory(slug="wider")
    hidden = TopicFactory(parent=wider, status=Status.DRAFT)
    item = AgendaItemFactory(session=weeks[0].sessions.first(), topics=[hidden])
    DocumentFactory(sessions=[item.session], topics=[hidden])
    for path in ("/meetings/", "/sessions/", "/documents/", "/statements/"):
        assert found(client, f"{path}?topic=wider") == []


def test_only_what_is_on_record_is_offered_with_how_much_it_finds(weeks, client):
    irg = weeks[0].sessions.first()
    AgendaItemFactory(session=irg, topics=[TopicFactory(slug="prevention")])
    hidden = TopicFactory(slug="hidden", parent=TopicFactory(), status=Status.DRAFT)
    AgendaItemFactory(session=irg, topics=[hidden])
    SessionFactory(convening=weeks[0], body=BodyFactory(code="NEW", status=Status.DRAFT))
    ConveningFactory(starts_on=date(2031, 1, 1), status=Status.DRAFT)
    assert offered(read(client, "/meetings/")) == {
        "body": {"irg": 3, "wgar": 1},
        "topic": {"prevention": 1},
        "year": {"2021": 1, "2020": 1, "2019": 1},
        "format_of": {"hybrid": 1, "not_recorded": 1, "online": 1},
    }


@pytest.mark.parametrize("value", ["0", "10000", "2021-13-01", "2021-9-6", "21.9.2021", "٢٠٢١"])
def test_a_time_that_is_none_is_named(value, weeks, client):
    page = read(Client(), f"/meetings/?from={value}&to=2020")  # `client` would keep the answer
    assert complaints(page) == [f"“{value}” is no value of “From (year or day)” and was ignored."]
    assert found(client, f"/meetings/?from={value}&to=2020") == list(weeks[1:])


# Sessions


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["irg-1", "wgar-7", "irg-2", "irg-3"]),
        ("?body=wgar", ["wgar-7"]),
        ("?body=irg&year=2021", ["irg-1"]),
        ("?format_of=hybrid", ["irg-1", "wgar-7"]),
        ("?year=2020&format_of=hybrid", []),
    ],
)
def test_sessions_by_body_year_and_format(query, slugs, client):
    irg, wgar = BodyFactory(code="IRG"), BodyFactory(code="WGAR")
    joint = ConveningFactory(starts_on=date(2021, 9, 6), format=Format.HYBRID)
    SessionFactory(body=irg, ordinal=1, convening=joint, position=1)
    SessionFactory(body=wgar, ordinal=7, convening=joint, position=2)
    SessionFactory(body=irg, ordinal=2, convening__starts_on=date(2020, 8, 31))
    SessionFactory(body=irg, ordinal=3, convening__starts_on=date(2019, 5, 27))
    SessionFactory(body=irg, ordinal=4, convening__status=Status.DRAFT)
    assert [session.slug for session in found(client, f"/sessions/{query}")] == slugs


# Documents


@pytest.fixture
def papers(weeks):
    joint, online, _other = weeks
    agenda = DocumentFactory(
        symbol="CAC/COSP/IRG/2021/1",
        title="Provisional agenda",
        kind=DocumentKind.AGENDA,
        sessions=joint.sessions.all(),
        topics=[TopicFactory(slug="asset-recovery")],
    )
    DocumentFileFactory(document=agenda, language="fr")
    DocumentFileFactory(document=agenda, language="ru", availability=Availability.NOT_ISSUED)
    report = DocumentFactory(
        symbol="CAC/COSP/WG.2/2020/4",
        second_symbol="CAC/COSP/WG.4/2020/3",
        title="Report of the meeting: 100% of it",
        kind=DocumentKind.REPORT,
        sessions=online.sessions.all(),
    )
    DocumentFileFactory(document=report, language="en")
    DocumentFileFactory(document=report, language="fr", availability=Availability.ISSUED)
    DocumentFactory(status=Status.DRAFT, title="Provisional agenda")
    return agenda, report


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("", [0, 1]),
        ("?q=agenda", [0]),
        ("?q=PROVISIONAL+AGENDA", [0]),
        ("?q=wg.4", [1]),
        ("?q=%25", [1]),
        ("?q=_", []),
        ("?q=+agenda+", [0]),
        ("?body=irg", [0, 1]),
        ("?body=wgar", [0]),
        ("?year=2020", [1]),
        ("?kind=report", [1]),
        ("?kind=note", []),
        ("?language=fr", [0, 1]),
        ("?language=en", [1]),
        ("?language=ru", []),
        ("?topic=asset-recovery", [0]),
        ("?q=agenda&body=irg&year=2021&kind=agenda&language=fr&topic=asset-recovery", [0]),
        ("?q=agenda&body=irg&year=2021&kind=report", []),
    ],
)
def test_documents_by_words_body_year_kind_language_and_topic(query, places, papers, client):
    assert found(client, f"/documents/{query}") == [papers[place] for place in places]


def test_a_paper_of_two_sessions_is_found_by_the_bodies_and_the_years_of_both(weeks, client):
    joint, _online, other = weeks
    document = DocumentFactory(
        sessions=[joint.sessions.get(body__slug="wgar"), other.sessions.get()]
    )
    assert found(client, "/documents/?body=wgar&year=2021") == [document]
    assert found(client, "/documents/?body=irg&year=2019") == [document]
    assert found(client, "/documents/?body=irg") == [document]
    assert found(client, "/documents/?body=wgar&year=2019") == [document]  # each asks for itself


# Sources


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("", [1, 0]),
        ("?q=customs", [0]),
        ("?q=phiên", [1]),
        ("?q=irg/2021", [1]),
        ("?kind=news", [1]),
        ("?language=en", [0]),
        ("?kind=news&language=en", []),
    ],
)
def test_sources_by_words_kind_and_language(query, places, client):
    customs = SourceFactory(publisher="World Customs Organization", title="WCO participates")
    report = SourceFactory(
        publisher="Government Inspectorate",
        title="Ba phiên họp",
        symbol="CAC/COSP/IRG/2021/1",
        kind=SourceKind.NEWS,
        language="vi",
    )
    SourceFactory(publisher="World Customs Organization", status=Status.DRAFT)
    sources = [customs, report]
    assert found(client, f"/sources/{query}") == [sources[place] for place in places]


def test_only_languages_of_public_sources_can_be_chosen(client):
    for language in ("vi", "en", "vi", ""):
        SourceFactory(language=language)
    SourceFactory(language="de", status=Status.DRAFT)
    offers = offered(read(client, "/sources/"))["language"]
    assert list(offers.items()) == [("vi", 2), ("en", 1), ("not_recorded", 1)]
    assert complaints(read(client, "/sources/?language=de")) == [
        "“de” is no value of “Language” and was ignored."
    ]
