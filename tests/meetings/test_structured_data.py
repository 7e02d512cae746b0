"""What search engines read of a page: events as schema.org wants them, and Open Graph."""

import json
from datetime import date, datetime

import pytest

from meetings.enums import Format, HoldingStatus
from tests.factories import BodyFactory, ConveningFactory, SessionFactory, SittingFactory
from tests.support.html import parse, read
from tests.support.refusals import NOT_PUBLIC

pytestmark = pytest.mark.django_db

SCHEMA = "https://schema.org/"
STATUSES = {"EventScheduled", "EventCancelled", "EventPostponed"}
MODES = {"OfflineEventAttendanceMode", "OnlineEventAttendanceMode", "MixedEventAttendanceMode"}
MARKUP = "</script><script>alert(1)</script><!-- & \u2028"


def data_on(client, address):
    """What the page says to programs; its script element is whole."""
    page = read(client, address)
    [script] = page.all("script", type="application/ld+json")
    [text] = script.children
    assert not set(text) & set("<>&\u2028")
    return json.loads(text)


def check_event(event) -> None:
    """What schema.org and search engines require of an event and of its parts."""
    assert event["@type"] == "Event"
    assert event["name"]
    assert event["url"].startswith("http://testserver/")
    first, last = moment(event["startDate"]), moment(event.get("endDate", event["startDate"]))
    assert first <= last
    assert event["eventStatus"].removeprefix(SCHEMA) in STATUSES
    if "eventAttendanceMode" in event:
        assert event["eventAttendanceMode"].removeprefix(SCHEMA) in MODES
    places = event["location"] if isinstance(event["location"], list) else [event["location"]]
    for place in places:
        check_place(place)
    for organizer in event.get("organizer", []):
        assert (organizer["@type"], bool(organizer["name"])) == ("Organization", True)
        assert organizer["url"].startswith("http://testserver/bodies/")
    for part in event.get("subEvent", []):
        check_event(part)
    if "superEvent" in event:
        check_event(event["superEvent"])
    assert None not in event.values()


def check_place(place) -> None:
    if place["@type"] == "VirtualLocation":
        assert place["url"].startswith("http://testserver/")
    else:
        assert (place["@type"], place["address"]["@type"]) == ("Place", "PostalAddress")
        assert place["name"]


def moment(text: str) -> datetime | date:
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


@pytest.fixture
def week():
    """Two sessions, one of them on its own days, and a sitting that is public."""
    week = ConveningFactory(slug="2021-09-06-vienna", format="hybrid", venue="A centre")
    there = {"convening": week, "ordinal": 12}
    SessionFactory(body=BodyFactory(code="IRG", name="Review Group"), position=1, **there)
    own = {"starts_on": date(2021, 9, 8)}
    SessionFactory(body=BodyFactory(code="WGAR", name="Group"), position=2, **own, **there)
    SessionFactory(body__status="draft", body__name="SECRET", **there)
    SittingFactory(convening=week, ordinal=1, room="Boardroom D")
    return week


def test_a_convening_is_an_event_with_its_sessions_and_sittings(week, client):
    data = data_on(client, week.get_absolute_url())
    event = data["mainEntity"]
    check_event(event)
    sessions_and_sittings = event.pop("subEvent")
    online = {"@type": "VirtualLocation", "url": f"http://testserver{week.get_absolute_url()}"}
    address = {"@type": "PostalAddress", "addressLocality": "Vienna", "addressCountry": "AT"}
    organizations = [
        {"@type": "Organization", "name": name, "url": f"http://testserver/bodies/{slug}/"}
        for name, slug in [("Review Group", "irg"), ("Group", "wgar")]
    ]
    assert event == {
        "@type": "Event",
        "name": "IRG, WGAR · 6–10 September 2021, Vienna",
        "description": "Review Group, Twelfth session; Group, Twelfth session",
        "url": "http://testserver/meetings/2021-09-06-vienna/",
        "startDate": "2021-09-06",
        "endDate": "2021-09-10",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [{"@type": "Place", "name": "A centre", "address": address}, online],
        "organizer": organizations,
    }
    assert [
        (part["name"], part["startDate"], part.get("endDate")) for part in sessions_and_sittings
    ] == [
        ("Review Group, Twelfth session", "2021-09-06", "2021-09-10"),
        ("Group, Twelfth session", "2021-09-08", None),
        (
            "Sitting 1, 6–10 September 2021, Vienna",
            "2021-09-06T10:00:00+02:00",
            "2021-09-06T13:00:00+02:00",
        ),
    ]
    assert sessions_and_sittings[2]["location"][0]["name"] == "Boardroom D, A centre"


def test_a_session_is_an_event_within_its_convening(week, client):
    event = data_on(client, "/sessions/wgar-12/")["mainEntity"]
    check_event(event)
    assert (event["name"], event["startDate"], "endDate" in event) == (
        "Group, Twelfth session",
        "2021-09-08",
        False,
    )
    assert [one["name"] for one in event["organizer"]] == ["Group"]
    assert event["superEvent"]["url"] == "http://testserver/meetings/2021-09-06-vienna/"
    assert event["superEvent"]["name"] == "6–10 September 2021, Vienna"


def test_a_page_says_its_language_and_the_way_to_it(week, client):
    data = data_on(client, "/fr/sessions/irg-12/")
    assert (data["@context"], data["@type"], data["inLanguage"]) == (
        "https://schema.org",
        "WebPage",
        "fr",
    )
    assert data["url"] == "http://testserver/fr/sessions/irg-12/"
    crumbs = data["breadcrumb"]
    assert crumbs["@type"] == "BreadcrumbList"
    assert [(one["@type"], one["position"], one["item"]) for one in crumbs["itemListElement"]] == [
        ("ListItem", 1, "http://testserver/fr/bodies/"),
        ("ListItem", 2, "http://testserver/fr/bodies/irg/"),
        ("ListItem", 3, "http://testserver/fr/sessions/irg-12/"),
    ]


@pytest.mark.parametrize(
    ("holding", "status"),
    [
        (HoldingStatus.SCHEDULED, "EventScheduled"),
        (HoldingStatus.HELD, "EventScheduled"),
        (HoldingStatus.CANCELLED, "EventCancelled"),
        (HoldingStatus.MOVED, "EventPostponed"),
    ],
)
def test_an_event_says_what_became_of_it(holding, status, week, client):
    week.holding = holding
    week.save()
    event = data_on(client, week.get_absolute_url())["mainEntity"]
    assert {one["eventStatus"] for one in [event, *event["subEvent"]]} == {f"{SCHEMA}{status}"}
    own = data_on(client, "/sessions/irg-12/")["mainEntity"]
    assert own["eventStatus"] == f"{SCHEMA}{status}"


def test_a_sitting_may_be_cancelled_by_itself(week, client):
    week.sittings.update(status=HoldingStatus.CANCELLED)
    event = data_on(client, week.get_absolute_url())["mainEntity"]
    assert [part["eventStatus"] == f"{SCHEMA}EventCancelled" for part in event["subEvent"]] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("form", "mode", "places"),
    [
        (Format.IN_PERSON, "OfflineEventAttendanceMode", ["Place"]),
        (Format.ONLINE, "OnlineEventAttendanceMode", ["VirtualLocation"]),
        (Format.HYBRID, "MixedEventAttendanceMode", ["Place", "VirtualLocation"]),
        (Format.NOT_RECORDED, None, ["Place"]),
    ],
)
def test_an_event_says_how_it_can_be_attended_if_that_is_recorded(form, mode, places, client):
    convening = ConveningFactory(format=form, country="", ends_on=None)
    event = data_on(client, convening.get_absolute_url())["mainEntity"]
    check_event(event)
    assert event.get("eventAttendanceMode") == (f"{SCHEMA}{mode}" if mode else None)
    location = event["location"] if isinstance(event["location"], list) else [event["location"]]
    assert [place["@type"] for place in location] == places
    assert "endDate" not in event


def test_markup_in_a_title_stays_text(week, client):
    body = BodyFactory(code="EGIC", name=MARKUP, short_name=MARKUP)
    session = SessionFactory(convening=week, body=body, position=3, ordinal=7)
    week.venue = week.city = MARKUP
    week.save()
    for record in (week, session):
        event = data_on(client, record.get_absolute_url())["mainEntity"]
        check_event(event)
        assert MARKUP in event["name"]
        assert MARKUP in event["location"][0]["name"]


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_nothing_is_said_of_what_is_not_public(status, week, client):
    week.programme_status = status
    week.save()
    data = data_on(client, week.get_absolute_url())
    assert len(data["mainEntity"]["subEvent"]) == 2
    assert "SECRET" not in json.dumps(data)


def test_nothing_is_said_of_an_example(week, client):
    week.is_example = True
    week.save()
    for address in (week.get_absolute_url(), "/sessions/irg-12/"):
        assert read(client, address).all("script", type="application/ld+json") == []


# Open Graph


def graph_of(page) -> dict[str, str]:
    metas = [meta for meta in page.one("head").all("meta") if "property" in meta.attributes]
    return {meta["property"]: meta["content"] for meta in metas}


@pytest.mark.parametrize(
    ("prefix", "locale"), [("", "en_GB"), ("/fr", "fr_FR"), ("/zh-hans", "zh_CN")]
)
def test_a_page_that_is_shared_shows_its_title_and_description(prefix, locale, week, client):
    page = read(client, f"{prefix}/sessions/irg-12/")
    graph = graph_of(page)
    assert graph == {
        "og:site_name": page.title.rpartition(" · ")[2],
        "og:type": "website",
        "og:url": f"http://testserver{prefix}/sessions/irg-12/",
        "og:title": page.title.rpartition(" · ")[0],
        "og:description": page.description,
        "og:locale": locale,
    }


def test_markup_in_a_title_stays_text_where_it_is_shared(client):
    session = SessionFactory(body__short_name=f'"{MARKUP}"')
    page = read(client, session.get_absolute_url())
    assert MARKUP.split("\u2028")[0].strip() in graph_of(page)["og:title"]


@pytest.mark.parametrize("address", ["/nowhere/", "/meetings/withdrawn/"])
def test_a_page_of_nothing_names_no_address(address, client):
    ConveningFactory(slug="withdrawn", status="withdrawn")
    graph = graph_of(parse(client.get(address).content.decode()))
    assert "og:url" not in graph
    assert graph["og:title"]
