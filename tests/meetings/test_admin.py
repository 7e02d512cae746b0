"""Entering meetings in the administration."""

import datetime as dt
import hashlib

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.models import (
    AgendaItem,
    Body,
    Convening,
    Document,
    DocumentFile,
    ProgrammeEntry,
    Session,
    Sitting,
    Topic,
)
from meetings.records.domain import editions
from meetings.records.enums import Status
from meetings.records.models import Citation, Source
from tests.factories import (
    AgendaItemFactory,
    ArticleFactory,
    BodyFactory,
    CitationFactory,
    ConveningFactory,
    DocumentFactory,
    DocumentFileFactory,
    ProgrammeEntryFactory,
    SessionFactory,
    SittingFactory,
    SourceFactory,
    TopicFactory,
)
from tests.support.admin import Form
from tests.support.html import read

pytestmark = pytest.mark.django_db

CITATIONS = "records-citation-record_type-record_id"


@pytest.fixture
def add(admin_client):
    """Opens the form for a new record: `add("session")`."""
    return lambda kind: Form(admin_client, reverse(f"admin:meetings_{kind}_add"))


@pytest.fixture
def change(admin_client):
    """Opens the form of a record: `change(session)`."""
    return lambda record: Form(admin_client, page_of(record, "change"))


def page_of(record, page):
    options = record._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_{page}", args=[record.pk])


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
    session = SessionFactory()
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


def test_an_uploaded_file_is_measured_and_held(admin_client, change, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    document = DocumentFactory()
    form = change(document).add("files", language="fr")
    form.row("files", 0, file=SimpleUploadedFile("any name.pdf", b"%PDF-"))
    assert form.send() == {}
    file = DocumentFile.objects.get()
    assert (file.availability, file.bytes) == ("held", 5)
    assert file.sha256 == hashlib.sha256(b"%PDF-").hexdigest()
    assert file.file.read() == b"%PDF-"


def test_a_file_that_could_run_scripts_is_refused(change):
    document = DocumentFactory()
    form = change(document).add("files", language="fr")
    errors = form.row("files", 0, file=SimpleUploadedFile("a.html", b"<script>")).send()
    assert list(errors) == ["files-0-file"]
    assert DocumentFile.objects.count() == 0


def test_a_link_without_an_address_is_told_at_the_address(change):
    form = change(DocumentFactory()).add("files", language="en", availability="linked")
    message = "A version linked elsewhere needs its address."
    assert form.send() == {"files-0-url": [message]}


def test_one_language_twice_is_told_at_the_second(change):
    file = DocumentFileFactory(language="en")
    form = change(file.document).add("files", language="en")
    assert form.send() == {"files-1-language": ["The document has this language already."]}


# Citations


def test_a_citation_is_entered_with_its_record_and_says_which_facts_it_supports(change):
    source, session = SourceFactory(), SessionFactory()
    form = change(session).add(CITATIONS, source=source.pk, fields=["ordinal", "part"])
    assert form.row(CITATIONS, 0, locator="para. 3", note_en="As printed.").send() == {}
    citation = Citation.objects.get()
    assert (citation.record, citation.source) == (session, source)
    assert (citation.fields, citation.locator) == (["ordinal", "part"], "para. 3")
    assert citation.standing == "stated"
    assert [row.history_type for row in citation.history.all()] == ["+"]


def test_facts_are_offered_in_words_and_without_languages_or_bookkeeping(change):
    page = change(BodyFactory()).page
    boxes = page.all("input", name=f"{CITATIONS}-__prefix__-fields")
    names = [box["value"] for box in boxes]
    assert names[:4] == ["code", "name", "short_name", "session_noun"]
    assert not {"id", "slug", "status", "position", "name_en", "created_at"} & set(names)


def test_a_fact_that_the_record_no_longer_has_is_kept(change):
    citation = CitationFactory(record=SessionFactory(), fields=["ordinal", "mood"])
    assert change(citation.record).row(CITATIONS, 0, locator="p. 2").send() == {}
    citation.refresh_from_db()
    assert (citation.fields, citation.locator) == (["ordinal", "mood"], "p. 2")


def test_a_faulty_citation_keeps_the_record_from_being_saved(change):
    session = SessionFactory(dates_note="Before")
    form = change(session).set(dates_note_en="After").add(CITATIONS, locator="para. 3")
    assert list(form.send()) == [f"{CITATIONS}-0-source"]
    session.refresh_from_db()
    assert session.dates_note == "Before"


# Languages


def test_every_text_field_says_its_language_and_direction(change):
    page = change(TopicFactory()).page
    fields = {
        field["name"]: (field["lang"], field["dir"], field["data-language"])
        for field in page.all("input", "textarea", class_="mt")
        if field["name"].startswith("name_")
    }
    assert fields == {
        "name_en": ("en", "ltr", "en"),
        "name_fr": ("fr", "ltr", "fr"),
        "name_es": ("es", "ltr", "es"),
        "name_ar": ("ar", "rtl", "ar"),
        "name_zh_hans": ("zh-hans", "ltr", "zh-hans"),
        "name_ru": ("ru", "ltr", "ru"),
        "name_vi": ("vi", "ltr", "vi"),
    }


def test_the_choice_of_a_language_is_hidden_until_a_script_makes_it_work(change):
    choice = change(TopicFactory()).page.one("div", class_="language-switch")
    assert "hidden" in choice.attributes
    assert [button["data-shows"] for button in choice.all("button")] == [
        "en", "fr", "es", "ar", "zh-hans", "ru", "vi", "",
    ]  # fmt: skip


# Publication


@pytest.fixture
def drafts():
    """A draft convening whose session is cited from a draft source."""
    session = SessionFactory(convening__status=Status.DRAFT)
    CitationFactory(record=session, source__status=Status.DRAFT)
    return session.convening


def act(client, action, *records):
    options = records[0]._meta
    address = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    data = {"action": action, "_selected_action": [record.pk for record in records]}
    return client.post(address, data, follow=True)


def test_publishing_a_convening_publishes_the_sources_of_its_parts(admin_client, drafts):
    uncited = SourceFactory(status=Status.DRAFT)
    edition = editions.current()
    response = act(admin_client, "publish", drafts)
    drafts.refresh_from_db()
    assert drafts.status == Status.PUBLISHED
    assert list(Source.objects.public()) == list(Source.objects.exclude(pk=uncited.pk))
    assert editions.current() == edition + 1
    assert [str(message) for message in response.context["messages"]] == [
        "Published: 1.",
        "1 source that is cited became public with it.",
    ]


def test_publishing_leaves_one_row_of_history_with_a_reason(admin_client, admin_user, drafts):
    rows = drafts.history.count()
    act(admin_client, "publish", drafts)
    act(admin_client, "publish", drafts)
    assert drafts.history.count() == rows + 1
    row = drafts.history.first()
    assert (row.status, row.history_user) == (Status.PUBLISHED, admin_user)
    assert row.history_change_reason == "Published"
    assert Source.history.first().history_change_reason == "Published with a record that cites it"


def test_publishing_in_the_form_publishes_the_sources_too(change, drafts):
    assert change(drafts).set(status="published").send() == {}
    assert Source.objects.public().count() == 1


def test_a_withdrawn_source_stays_withdrawn(admin_client, drafts):
    Source.objects.update(status=Status.WITHDRAWN)
    act(admin_client, "publish", drafts)
    assert Source.objects.get().status == Status.WITHDRAWN


def test_only_what_is_public_is_withdrawn(admin_client, drafts):
    public = ConveningFactory()
    edition = editions.current()
    act(admin_client, "withdraw", drafts, public)
    drafts.refresh_from_db()
    public.refresh_from_db()
    assert (drafts.status, public.status) == (Status.DRAFT, Status.WITHDRAWN)
    assert editions.current() == edition + 1
    assert public.history.first().history_change_reason == "Withdrawn"


def test_publishing_needs_the_permission_to_change(client, drafts):
    client.force_login(User.objects.create_user("someone", is_staff=True))
    act(client, "publish", drafts)
    drafts.refresh_from_db()
    assert drafts.status == Status.DRAFT


# History


def test_a_record_saved_once_leaves_one_row_and_one_edition(add):
    topic, article, session = TopicFactory(), ArticleFactory(), SessionFactory()
    edition = editions.current()
    form = add("agendaitem").set(session=session.pk, number="4", title_en="Assistance")
    form.set(topics=[topic.pk], articles=[article.pk])
    assert form.add(CITATIONS, source=SourceFactory().pk).send() == {}
    item = AgendaItem.objects.get()
    assert [row.history_type for row in item.history.all()] == ["+"]
    assert [row.topic for row in item.history.get().topics.all()] == [topic]
    assert editions.current() == edition + 2  # one of them for the source that was made here


def test_saving_without_a_change_leaves_no_trace(change):
    item = AgendaItemFactory(topics=[TopicFactory()])
    CitationFactory(record=item)
    rows, edition = item.history.count(), editions.current()
    assert change(item).send() == {}
    assert (item.history.count(), editions.current()) == (rows, edition)


def test_a_form_that_is_refused_raises_no_edition(change):
    session = SessionFactory()
    edition = editions.current()
    assert change(session).set(ordinal="").send() != {}
    assert editions.current() == edition


def test_the_history_shows_who_changed_what_when_and_why(admin_client, admin_user, change):
    item = AgendaItemFactory(title="Assistance", number="4")
    topic = TopicFactory(name="Prevention")
    form = change(item).set(title_en="Technical assistance", title_ar="المساعدة التقنية")
    form.set(number="5", wording="reported", topics=[topic.pk], change_reason="Misread before")
    assert form.send() == {}
    page = read(admin_client, page_of(item, "history"))
    row = page.one("table", id="change-history").all("tr")[1]
    when, who, what, why = row.all("th", "td")
    assert when.text.endswith(" UTC")
    assert (who.text, why.text) == (admin_user.username, "Misread before")
    assert [(pair.one("dt").text, pair.one("dd").text) for pair in what.all("div")] == [
        ("Number", "4 → 5"),
        ("Title (English)", "Assistance → Technical assistance"),
        ("Title (Arabic)", "empty → المساعدة التقنية"),
        (
            "Wording of the title",
            "as in the agenda → subject as reported; the exact title is not recorded",
        ),
        ("Topics", "empty → Prevention"),
    ]
    assert (what.one("ins", lang="ar")["dir"]) == "rtl"


def test_rows_inside_a_form_have_a_history_with_the_reason(change):
    session = SessionFactory()
    form = change(session).add("items", number="1", title_en="Opening")
    assert form.set(change_reason="From the provisional agenda").send() == {}
    row = AgendaItem.history.get()
    assert row.history_change_reason == "From the provisional agenda"
    assert row.history_user.username == "admin"
    assert session.history.count() == 1


def test_an_earlier_state_can_be_restored_with_its_many_to_many_fields(admin_client, change):
    old, new = TopicFactory(), TopicFactory()
    item = AgendaItemFactory(title="Before")
    assert change(item).set(topics=[old.pk]).send() == {}
    wanted = item.history.first()
    assert change(item).set(title_en="After", title_fr="Après", topics=[new.pk]).send() == {}
    edition = editions.current()
    address = reverse("admin:meetings_agendaitem_simple_history", args=[item.pk, wanted.pk])
    form = Form(admin_client, address)
    assert form.set(change_reason="Taken back").send() == {}
    item = AgendaItem.objects.get(pk=item.pk)
    assert (item.title_en, item.title_fr or "") == ("Before", "")
    assert list(item.topics.all()) == [old]
    assert item.history.first().history_change_reason == "Taken back"
    assert editions.current() == edition + 1


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
    messages = [str(message) for message in admin_client.get(form.address).context["messages"]]
    assert messages[0].startswith("Nothing was saved: the changes contradict what is on record.")
    assert convening.sessions.count() == 0


def test_bodies_and_topics_are_added_with_short_names(add):
    form = add("body").set(code="XYZ", name_en="A body", short_name_en="Body")
    assert form.send() == {}
    assert Body.objects.get().slug == "xyz"
    assert add("topic").set(name_en="Technical assistance").send() == {}
    assert Topic.objects.get().slug == "technical-assistance"
    assert add("document").set(symbol="CAC/COSP/2021/3", kind="note").send() == {}
    assert Document.objects.get().symbol == "CAC/COSP/2021/3"
