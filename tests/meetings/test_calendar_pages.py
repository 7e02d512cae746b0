"""The page that leads to calendars, and the addresses of calendars on other pages."""

import pytest

from tests.factories import AgendaItemFactory, BodyFactory, ConveningFactory, SessionFactory
from tests.support.html import read
from tests.support.refusals import NOT_PUBLIC

pytestmark = pytest.mark.django_db

WEEK = "http://testserver/meetings/2021-09-06-vienna/calendar.ics"


@pytest.fixture
def week():
    """Two sessions, each with an item; a session of a hidden body beside them."""
    convening = ConveningFactory(slug="2021-09-06-vienna")
    for position, code in enumerate(["IRG", "WGAR"], start=1):
        session = SessionFactory(
            body=BodyFactory(code=code), ordinal=12, position=position, convening=convening
        )
        AgendaItemFactory(session=session, number="4", slug="4", title=f"What {code} does")
    hidden = SessionFactory(body__status="draft", convening=convening, slug="hidden-1")
    AgendaItemFactory(session=hidden, slug="4", title="SECRET")
    return convening


def page_of(client, week, query="", prefix=""):
    return read(client, f"{prefix}{week.get_absolute_url()}calendar/{query}")


def offered(element) -> list[tuple[str, str]]:
    """What can be subscribed to, and the address that is written beside it."""
    found = []
    for part in element.all("div", class_="subscribe"):
        [(words, link)] = [pair for pair in part.links if pair[1].startswith("webcal:")]
        assert link.removeprefix("webcal:") == part.one("code").text.removeprefix("http:")
        found.append((words, part.one("code").text))
    return found


def test_the_page_offers_the_convening_and_each_of_its_sessions(week, client):
    page = page_of(client, week)
    assert offered(page.content) == [
        ("Subscribe to the whole convening", WEEK),
        ("Subscribe to IRG, Twelfth session", "http://testserver/sessions/irg-12/calendar.ics"),
        ("Subscribe to WGAR, Twelfth session", "http://testserver/sessions/wgar-12/calendar.ics"),
    ]
    assert "SECRET" not in page.text


def test_the_page_asks_which_items_concern_the_reader(week, client):
    form = page_of(client, week).content.one("form")
    assert (form["method"], form["action"]) == ("get", "#chosen")
    assert form.texts("legend") == ["IRG Twelfth session", "WGAR Twelfth session"]
    assert form.texts("label") == ["4 What IRG does", "4 What WGAR does"]
    boxes = form.all("input")
    assert {(box["type"], box["name"]) for box in boxes} == {("checkbox", "items")}
    assert [box["value"] for box in boxes] == ["irg-12.4", "wgar-12.4"]
    assert [box for box in boxes if "checked" in box.attributes] == []


def test_a_choice_has_an_address_of_its_own(week, client):
    page = page_of(client, week, "?items=wgar-12.4&items=irg-12.4")
    chosen = page.section("Your choice")
    assert chosen.texts("li") == ["WGAR 4 What WGAR does", "IRG 4 What IRG does"]
    address = f"{WEEK}?items=wgar-12.4&items=irg-12.4"
    assert offered(chosen) == [("Subscribe to the items that you chose", address)]
    assert all("checked" in box.attributes for box in page.content.one("form").all("input"))
    assert page.one("meta", name="robots")["content"] == "noindex, follow"
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("unknown", ["nope", "hidden-1.4", "<b>", "irg-12.5", "é\x00"])
def test_what_is_no_item_of_the_convening_is_said_and_left_out(unknown, week, client):
    address = f"{week.get_absolute_url()}calendar/"
    response = client.get(address, {"items": ["irg-12.4", f"{unknown}, irg-12.4"]})
    assert response.context["choice"].unknown == [unknown]
    page = read(client, f"{address}?items=irg-12.4,nope")
    chosen = page.section("Your choice")
    assert chosen.one("p", class_="doubt").text == (
        "On no agenda of this convening, and left out: nope"
    )
    assert offered(chosen)[0][1] == f"{WEEK}?items=irg-12.4"


def test_a_choice_of_nothing_known_has_no_address(week, client):
    chosen = page_of(client, week, "?items=nope").section("Your choice")
    assert offered(chosen) == []
    assert chosen.one("p").text == "On no agenda of this convening, and left out: nope"


def test_addresses_are_in_the_language_of_the_page(week, client):
    [(_words, whole), *_sessions] = offered(page_of(client, week, prefix="/fr").content)
    assert whole == "http://testserver/fr/meetings/2021-09-06-vienna/calendar.ics"


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_the_page_says_that_hours_are_still_to_come(status, week, client):
    words = "Hours of the sittings: not recorded."
    assert words not in page_of(client, week).content.text
    week.programme_status = status
    week.save()
    assert words in page_of(client, week).content.text


def test_the_page_of_a_convening_of_which_nothing_is_known_says_so(client):
    page = page_of(client, ConveningFactory())
    assert "Sessions: not recorded" in page.content.text


@pytest.mark.parametrize(
    ("page", "calendar"),
    [
        ("/meetings/", "/meetings/calendar.ics"),
        ("/meetings/?year=2021&page=2", "/meetings/calendar.ics?year=2021"),
        ("/sessions/?body=irg", "/sessions/calendar.ics?body=irg"),
        ("/meetings/2021-09-06-vienna/", "/meetings/2021-09-06-vienna/calendar.ics"),
        ("/fr/sessions/irg-12/", "/fr/sessions/irg-12/calendar.ics"),
        ("/bodies/irg/", "/bodies/irg/calendar.ics"),
    ],
)
def test_a_page_of_something_with_dates_offers_its_calendar(page, calendar, week, client):
    [(_words, address)] = offered(read(client, page).content)
    assert address == f"http://testserver{calendar}"
    assert client.get(address).headers["Content-Type"] == "text/calendar; charset=utf-8"


@pytest.mark.parametrize("page", ["", "programme/"])
def test_a_convening_leads_to_the_choice_of_its_items(page, week, client):
    address = f"{week.get_absolute_url()}calendar/"
    assert address in read(client, f"{week.get_absolute_url()}{page}").main.addresses


@pytest.mark.parametrize(("status", "answer"), [("withdrawn", 410), ("draft", 404)])
def test_a_convening_that_is_not_public_has_no_page_of_its_calendar(status, answer, client):
    page_of_none = ConveningFactory(status=status).get_absolute_url()
    read(client, f"{page_of_none}calendar/", status=answer)
