"""Entering meetings in the administration."""

import datetime as dt

import pytest
from django.urls import reverse

from meetings.models import (
    AgendaItem,
    Body,
    Convening,
    Document,
    ProgrammeEntry,
    Session,
    Sitting,
    Topic,
)
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    ConveningFactory,
    DocumentFactory,
    ProgrammeEntryFactory,
    SessionFactory,
    SittingFactory,
    TopicFactory,
)
from tests.support.admin import Form, page_of
from tests.support.html import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(admin_client):
    """Opens the form for a new record: `add("session")`."""
    return lambda kind: Form(admin_client, reverse(f"admin:meetings_{kind}_add"))


@pytest.fixture
def change(admin_client):
    """Opens the form of a record: `change(session)`."""
    return lambda record: Form(admin_client, page_of(record, "change"))


# Short names


def test_the_short_name_of_a_convening_is_its_first_day_and_city(add):
    form = add("convening").set(starts_on="2021-09-06", city_en="Sharm el-Sheikh")
    assert form.send() == {}
    assert Convening.objects.get().slug == "2021-09-06-sharm-el-sheikh"


@pytest.mark.parametrize(
    ("part", "slug"),
    [
        ("regular", "irg-12"),
        ("resumed", "irg-12-resumed"),
        ("second_resumed", "irg-12-second-resumed"),
    ],
)
def test_the_short_name_of_a_session_is_body_number_and_part(part, slug, add):
    body, convening = BodyFactory(code="IRG"), ConveningFactory()
    form = add("session").set(body=body.pk, ordinal=12, part=part, convening=convening.pk)
    assert form.send() == {}
    assert Session.objects.get().slug == slug


@pytest.mark.parametrize(
    ("number", "title", "slug"),
    [("4", "Technical assistance", "4"), ("4(a)", "Trends", "4a"), ("", "Any Other", "any-other")],
)
def test_the_short_name_of_an_item_is_its_number_or_its_subject(number, title, slug, add):
    form = add("agendaitem").set(session=SessionFactory().pk, number=number, title_en=title)
    assert form.send() == {}
    assert AgendaItem.objects.get().slug == slug


def test_a_proposed_short_name_that_is_taken_is_told_at_its_field(add):
    ConveningFactory(slug="2021-09-06-vienna")
    form = add("convening").set(starts_on="2021-09-06", city_en="Vienna")
    message = "The short name “2021-09-06-vienna” is taken. Enter another one."
    assert form.send() == {"slug": [message]}
    assert Convening.objects.count() == 1


def test_a_short_name_that_does_not_follow_has_to_be_entered(add):
    form = add("topic").set(name_en="反腐败")
    message = "No short name follows from the other fields. Enter one."
    assert form.send() == {"slug": [message]}


def test_a_short_name_that_is_given_is_kept(change):
    session = SessionFactory(slug="the-old-address")
    assert change(session).set(ordinal=7).send() == {}
    session.refresh_from_db()
    assert (session.ordinal, session.slug) == (7, "the-old-address")


def test_sessions_added_to_a_convening_get_short_names_too(change):
    body, convening = BodyFactory(code="WGAR"), ConveningFactory()
    form = change(convening).add("sessions", body=body.pk, ordinal=15)
    assert form.send() == {}
    assert Session.objects.get().slug == "wgar-15"


def test_a_short_name_taken_elsewhere_is_told_where_the_row_does_not_show_it(change):
    body, convening = BodyFactory(code="WGAR"), ConveningFactory()
    SessionFactory(slug="wgar-15")
    form = change(convening).add("sessions", body=body.pk, ordinal=15)
    assert list(form.send()) == ["sessions-0-__all__"]
    assert Session.objects.count() == 1


# Days


def test_the_days_of_a_session_are_days_of_its_convening(add):
    convening = ConveningFactory(starts_on=dt.date(2021, 9, 6), ends_on=dt.date(2021, 9, 10))
    form = add("session").set(body=BodyFactory().pk, ordinal=1, convening=convening.pk)
    form.set(starts_on="2021-09-05", ends_on="2021-09-11")
    message = "This day is not a day of the convening."
    assert form.send() == {"starts_on": [message], "ends_on": [message]}
    assert form.set(starts_on="2021-09-06", ends_on="2021-09-10").send() == {}


def test_where_the_last_day_is_not_recorded_later_days_may_belong(add):
    convening = ConveningFactory(starts_on=dt.date(2021, 9, 6), ends_on=None)
    form = add("session").set(body=BodyFactory().pk, ordinal=1, convening=convening.pk)
    assert form.set(starts_on="2021-09-09").send() == {}


def test_moving_a_convening_away_from_its_sessions_is_refused_and_saves_nothing(change):
    session = SessionFactory(starts_on=dt.date(2021, 9, 6))
    before = session.convening
    form = change(before).set(starts_on="2022-09-05", ends_on="2022-09-09")
    assert form.send() == {"sessions-0-starts_on": ["This day is not a day of the convening."]}
    assert Convening.objects.get() == before
    assert Convening.objects.get().starts_on == before.starts_on


def test_a_last_day_before_the_first_is_told_at_the_last_day(add):
    form = add("convening").set(city_en="Vienna", starts_on="2021-09-06", ends_on="2021-09-05")
    assert form.send() == {"ends_on": ["The last day cannot be before the first day."]}
    assert Convening.objects.count() == 0


def test_hours_of_a_sitting_are_those_of_the_clock_at_the_venue(change):
    sitting = SittingFactory(convening__time_zone="Asia/Dubai")
    form = change(sitting)
    assert form.data["starts_at_0"] == "2021-09-06"
    assert form.data["starts_at_1"] == "10:00:00"
    assert form.set(starts_at_1="09:30", ends_at_1="12:30").send() == {}
    sitting.refresh_from_db()
    assert sitting.starts_at == dt.datetime(2021, 9, 6, 5, 30, tzinfo=dt.UTC)
    assert sitting.ends_at == dt.datetime(2021, 9, 6, 8, 30, tzinfo=dt.UTC)


def test_sittings_are_entered_with_a_new_convening_in_its_own_time(add):
    form = add("convening").set(starts_on="2021-09-06", city_en="Dubai", time_zone="Asia/Dubai")
    form.add("sittings", ordinal=1, starts_at_0="2021-09-06", starts_at_1="01:00")
    form.row("sittings", 0, ends_at_0="2021-09-06", ends_at_1="03:00")
    assert form.send() == {}
    assert Sitting.objects.get().starts_at == dt.datetime(2021, 9, 5, 21, tzinfo=dt.UTC)


def test_a_sitting_on_another_day_than_the_convening_is_refused(change):
    convening = ConveningFactory(starts_on=dt.date(2021, 9, 6))
    form = change(convening).add("sittings", ordinal=1, starts_at_0="2021-09-05")
    form.row("sittings", 0, starts_at_1="10:00", ends_at_0="2021-09-05", ends_at_1="13:00")
    message = "This day is not a day of the convening."
    assert form.send() == {"sittings-0-starts_at": [message]}
    assert Sitting.objects.count() == 0


def test_a_wrong_time_zone_is_told_at_its_field_only(change):
    sitting = SittingFactory()
    form = change(sitting.convening).set(time_zone="Vienna")
    message = "“Vienna” is not a time zone. Write it like Europe/Vienna."
    assert form.send() == {"time_zone": [message]}


# Agendas and programmes


def test_an_item_is_a_part_of_an_item_of_the_same_agenda_only(change):
    item, stranger = AgendaItemFactory(), AgendaItemFactory()
    message = "This item stands on another session's agenda."
    assert change(item).set(parent=stranger.pk).send() == {"parent": [message]}


CIRCLE = "This would close a circle: what is chosen here is itself a part of this record."


@pytest.mark.parametrize("factory", [BodyFactory, TopicFactory, DocumentFactory])
def test_a_tree_has_no_circles(factory, change):
    top = factory()
    middle = factory(parent=top)
    low = factory(parent=middle)
    assert change(top).set(parent=low.pk).send() == {"parent": [CIRCLE]}
    assert change(low).set(parent=top.pk).send() == {}


def test_an_agenda_has_no_circles(change):
    session = SessionFactory()
    top = AgendaItemFactory(session=session)
    low = AgendaItemFactory(session=session, parent=top)
    assert change(top).set(parent=low.pk).send() == {"parent": [CIRCLE]}


def test_rows_of_an_agenda_cannot_close_a_circle_together(change):
    session = SessionFactory()
    first, second = AgendaItemFactory.create_batch(2, session=session)
    form = change(session).row("items", 0, parent=second.pk).row("items", 1, parent=first.pk)
    assert form.send() == {"items-0-parent": [CIRCLE], "items-1-parent": [CIRCLE]}
    assert set(session.items.values_list("parent", flat=True)) == {None}


def test_two_items_of_one_number_are_told_at_the_second(change):
    session = SessionFactory()
    form = change(session)
    form.add("items", number="1", title_en="Opening").add("items", number="1", title_en="Agenda")
    message = "The session has an item of this number already."
    assert form.send() == {"items-1-number": [message]}
    assert session.items.count() == 0


def test_an_agenda_can_be_numbered_anew_in_one_go(change):
    session = SessionFactory()
    for number in ("1", "2", "3"):
        AgendaItemFactory(session=session, number=number, slug=number, position=int(number))
    form = change(session)
    for row, (number, position) in enumerate([("3", 3), ("1", 1), ("2", 2)]):
        form.row("items", row, number=number, position=position)
    assert form.send() == {}
    items = session.items.order_by("pk")
    assert [(item.number, item.slug) for item in items] == [("3", "1"), ("1", "2"), ("2", "3")]


def test_a_number_is_free_again_when_its_item_goes(change):
    session = SessionFactory(convening__status=Status.DRAFT)
    gone = AgendaItemFactory(session=session, number="1", slug="one", position=1)
    kept = AgendaItemFactory(session=session, number="2", slug="two", position=2)
    form = change(session).row("items", 0, DELETE="on").row("items", 1, number="1")
    assert form.send() == {}
    assert [(item.pk, item.number) for item in session.items.all()] == [(kept.pk, "1")]
    assert AgendaItem.history.filter(id=gone.pk).first().history_type == "-"


def test_a_title_broken_into_lines_becomes_one_line(add):
    form = add("agendaitem").set(session=SessionFactory().pk, number="2")
    assert form.set(title_en="Technical\r\n  assistance ").send() == {}
    assert AgendaItem.objects.get().title == "Technical assistance"


def test_a_programme_takes_up_items_of_its_own_convening_only(change):
    entry = ProgrammeEntryFactory()
    own = AgendaItemFactory(session__convening=entry.convening)
    stranger = AgendaItemFactory(number="7", title="Another matter")
    message = "Not on the agenda of a session of this convening: 7 Another matter."
    assert change(entry).set(items=[own.pk, stranger.pk]).send() == {"items": [message]}
    assert list(entry.items.all()) == []
    assert change(entry).set(items=[own.pk]).send() == {}
    assert list(entry.items.all()) == [own]


def test_an_entry_stands_in_a_sitting_of_its_own_convening_only(change):
    entry, stranger = ProgrammeEntryFactory(), SittingFactory()
    message = "This sitting is one of another convening."
    assert change(entry).set(sitting=stranger.pk).send() == {"sitting": [message]}


def test_a_convening_offers_its_own_sittings_and_items_for_its_programme(change):
    sitting = SittingFactory()
    item = AgendaItemFactory(session__convening=sitting.convening, number="4")
    SittingFactory()
    AgendaItemFactory()
    form = change(sitting.convening)
    offered = form.page.one("select", name="entries-__prefix__-sitting")
    assert [o["value"] for o in offered.all("option")] == ["", str(sitting.pk)]
    assert offered.texts("option")[1] == f"{sitting.ordinal} · 6 September 2021, 10:00–13:00"
    boxes = form.page.all("input", name="entries-__prefix__-items")
    assert [box["value"] for box in boxes] == [str(item.pk)]
    assert form.add("entries", sitting=sitting.pk, items=[item.pk]).send() == {}
    assert list(ProgrammeEntry.objects.get().items.all()) == [item]
    assert [row.history_type for row in ProgrammeEntry.history.all()] == ["+"]


# Documents


def test_the_two_symbols_of_a_document_differ(change):
    document = DocumentFactory(symbol="CAC/COSP/2021/3")
    form = change(document).set(second_symbol="CAC/COSP/2021/3")
    assert form.send() != {}
    document.refresh_from_db()
    assert document.second_symbol == ""


def test_a_symbol_that_does_not_parse_is_told_at_its_field(add):
    form = add("document").set(symbol="A/RES/58/4", kind="note")
    errors = form.send()
    assert list(errors) == ["symbol"]
    assert "begin with CAC/COSP/" in errors["symbol"][0]


# Ways


def test_a_session_leads_to_its_convening_and_its_agenda(change):
    item = AgendaItemFactory()
    session = item.session
    ways = change(session).page.one("nav", class_="ways")
    links = dict(ways.links)
    assert links[f"Convening: {'6–10 September 2021, Vienna'}"] == page_of(
        session.convening, "change"
    )
    items = reverse("admin:meetings_agendaitem_changelist")
    assert links["Agenda items 1"] == f"{items}?session={session.pk}"


def test_a_list_can_be_narrowed_to_one_record(admin_client):
    item, _other = AgendaItemFactory.create_batch(2)
    address = reverse("admin:meetings_agendaitem_changelist")
    for query in (f"convening={item.session.convening.pk}", f"session={item.session.pk}"):
        table = read(admin_client, f"{address}?{query}").one("table", id="result_list")
        assert [row[2] for row in table.rows[1:]] == [item.title]
    for nonsense in ("convening=x", "convening=99999999999999999999", "session=0"):
        assert read(admin_client, f"{address}?{nonsense}").all("table", id="result_list") == []


def test_only_public_records_lead_to_a_public_page(change):
    session = SessionFactory()
    assert session.get_absolute_url() in change(session).page.addresses
    Convening.objects.update(status=Status.DRAFT)
    assert session.get_absolute_url() not in change(session).page.addresses


def test_two_people_who_save_at_once_get_a_sentence_instead_of_an_error(
    admin_client, change, monkeypatch
):
    body, convening = BodyFactory(code="IRG"), ConveningFactory()
    form = change(convening).add("sessions", body=body.pk, ordinal=12)
    # Between the check of the form and its being saved, someone else enters the same session.
    monkeypatch.setattr(Session, "validate_constraints", lambda *_args, **_options: None)
    SessionFactory(body=body, ordinal=12, slug="someone-else")
    assert form.send() == {}
    messages = [str(message) for message in form.response.context["messages"]]
    assert messages[0].startswith("Nothing was saved: the changes contradict what is on record.")
    assert (
        form.response.context["inline_admin_formsets"][0].formset.forms[0]["ordinal"].value()
        == "12"
    )
    assert convening.sessions.count() == 0


def test_bodies_and_topics_are_added_with_short_names(add):
    form = add("body").set(code="XYZ", name_en="A body", short_name_en="Body")
    assert form.send() == {}
    assert Body.objects.get().slug == "xyz"
    assert add("topic").set(name_en="Technical assistance").send() == {}
    assert Topic.objects.get().slug == "technical-assistance"
    assert add("document").set(symbol="CAC/COSP/2021/3", kind="note").send() == {}
    assert Document.objects.get().symbol == "CAC/COSP/2021/3"
