"""What the administration does for every kind of record."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from meetings.models import (
    AgendaItem,
)
from meetings.records.domain import editions
from meetings.records.enums import Status
from meetings.records.labels import label_of
from meetings.records.models import Citation, Source
from tests.factories import (
    AgendaItemFactory,
    ArticleFactory,
    BodyFactory,
    CitationFactory,
    ConveningFactory,
    DocumentFactory,
    SessionFactory,
    SourceFactory,
    TopicFactory,
)
from tests.support.admin import Form, page_of
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
    answer = {"confirmed": "yes", "reason": "By mistake" if action == "withdraw" else ""}
    return client.post(address, data | answer, follow=True)


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


def test_publishing_from_its_page_publishes_the_sources_too(admin_client, drafts):
    address = f"{page_of(drafts, 'publication')}?part=status&to=published"
    assert admin_client.post(address, {"when": "now"}).status_code == 302
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
    assert public.history.first().history_change_reason == "By mistake"


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
    when, who, how, what, why = row.all("th", "td")
    assert how.text == "form"
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


def test_what_would_be_deleted_is_told_in_the_words_of_the_record(admin_client):
    session = SessionFactory(convening__status=Status.DRAFT)
    item = AgendaItemFactory(session=session, topics=TopicFactory.create_batch(2))
    DocumentFactory(status=Status.DRAFT, sessions=[session], items=[item])
    page = read(admin_client, page_of(item, "delete"))
    assert page.one("div", id="content").texts("li") == [
        "Agenda items: 1",
        "Links to topics: 2",
        "Links to documents: 1",
        f"Agenda item: {label_of(item)}",
    ]
