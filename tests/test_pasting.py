"""Agendas and paragraphs of attendance are pasted, looked at, mended and saved, or nothing is."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from delegations.models import Delegation, Entity
from meetings.models import AgendaItem
from meetings.records.models import Citation, Source
from tests.factories import (
    AgendaItemFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    EntityFactory,
    EntityNameFactory,
    OrganizationFactory,
    SessionFactory,
    SourceFactory,
    TreatyActionFactory,
)
from tests.support.html import parse

pytestmark = pytest.mark.django_db

ENGLISH = """Provisional agenda
1. Organizational matters: (a) Opening of the session; (b) Adoption of the agenda. 2. Technical
assistance. 4. Other matters."""
FRENCH = "1. Questions d’organisation : a) Ouverture ; b) Adoption. 2. Assistance technique."


@pytest.fixture
def client(client):
    client.force_login(get_user_model().objects.create_superuser("root", password="x"))
    return client


class Paste:
    """One of the pages, with what it holds; send it by one of its buttons."""

    def __init__(self, client, record, name):
        options = record._meta
        self.client = client
        page = f"admin:{options.app_label}_{options.model_name}_paste_{name}"
        self.address = reverse(page, args=[record.pk])
        self._hold(client.get(self.address))

    def send(self, button, **values):
        self.data |= values
        self._hold(self.client.post(self.address, self.data | {button: "1"}))
        return self

    def _hold(self, response):
        self.response, self.saved = response, response.status_code == 302
        if self.saved:
            return
        assert response.status_code == 200, response.status_code
        self.context = response.context
        form = next(
            f for f in parse(response.content.decode()).all("form") if f["id"] == "paste_form"
        )
        self.data = {}
        for field in form.all("input", "select", "textarea"):
            name, kind = field.attributes.get("name"), field.attributes.get("type", "text")
            if field.tag == "textarea":
                self.data[name] = "".join(map(str, field.children)).removeprefix("\n")
            elif field.tag == "select":
                chosen = [o["value"] for o in field.all("option") if "selected" in o.attributes]
                self.data[name] = (chosen or [""])[0]
            elif kind != "checkbox" or "checked" in field.attributes:
                self.data[name] = field.attributes.get("value", "on" if kind == "checkbox" else "")


def agenda(session):
    """The items of a session from top to bottom: number, English title, number of the parent."""
    return [
        (item.number, item.title_en, item.parent.number if item.parent else None)
        for item in session.items.select_related("parent").in_agenda_order()
    ]


def test_an_agenda_is_read_shown_and_saved_with_its_source_in_one_entry(client):
    session = SessionFactory()
    paper = DocumentFactory(symbol="CAC/COSP/IRG/2021/1", title="Provisional agenda")
    paste = Paste(client, session, "agenda").send("read", text=ENGLISH, source=paper.symbol)
    assert [step.verb for step in paste.context["plan"].steps] == ["add"] * 5
    assert not AgendaItem.objects.exists()
    assert (
        paste.send("save", status="provisional")
        .response.context["told"]
        .startswith("Nothing was saved yet: you changed something")
    )
    assert paste.send("save").saved
    assert agenda(session) == [
        ("1", "Organizational matters", None),
        ("1(a)", "Opening of the session", "1"),
        ("1(b)", "Adoption of the agenda", "1"),
        ("2", "Technical assistance", None),
        ("4", "Other matters", None),
    ]
    session.refresh_from_db()
    assert session.agenda_status == "provisional"
    assert [item.slug for item in session.items.in_agenda_order()] == ["1", "1a", "1b", "2", "4"]
    assert Source.objects.get().symbol == paper.symbol
    assert Citation.objects.count() == 6
    entries = {row.journal for row in AgendaItem.history.select_related("journal")}
    assert [(entry.way, entry.by.username) for entry in entries] == [("paste", "root")]


def test_the_same_agenda_in_french_fills_the_titles_of_the_same_items(client):
    session = SessionFactory()
    assert Paste(client, session, "agenda").send("read", text=ENGLISH).send("save").saved
    before = list(session.items.values_list("pk", "title_en", "position"))
    paste = Paste(client, session, "agenda").send("read", text=FRENCH)
    planned = paste.context["plan"]
    assert planned.language == "fr"
    assert [item.number for item in planned.kept] == ["4"]
    assert paste.send("save").saved
    assert list(session.items.values_list("pk", "title_en", "position")) == before
    titles = list(session.items.in_agenda_order().values_list("title_fr", flat=True))
    assert titles == [
        "Questions d’organisation",
        "Ouverture",
        "Adoption",
        "Assistance technique",
        None,
    ]


def test_rows_are_mended_before_they_are_saved(client):
    session = SessionFactory()
    other = AgendaItemFactory()
    paste = Paste(client, session, "agenda").send("read", text=ENGLISH)
    mended = {
        "rows-4-number": "2",
        "rows-3-title": "Training\nand advice",
        "rows-2-is_left_out": "on",
    }
    paste.send("save", **mended)
    assert paste.context["plan"].steps[4].errors == ["The number 2 stands here twice."]
    assert paste.data["rows-3-title"] == "Training\nand advice"
    assert paste.send("preview", **{"rows-4-number": "3"}).send("save").saved
    assert [row[:2] for row in agenda(session)] == [
        ("1", "Organizational matters"),
        ("1(a)", "Opening of the session"),
        ("2", "Training and advice"),
        ("3", "Other matters"),
    ]
    assert list(other.session.items.all()) == [other]


def test_an_agenda_changed_meanwhile_is_shown_anew(client):
    session = SessionFactory()
    paste = Paste(client, session, "agenda").send("read", text=ENGLISH)
    AgendaItemFactory(session=session, number="4", slug="4", title="Another", position=1)
    paste.send("save")
    assert paste.context["told"].startswith("Nothing was saved: someone changed the agenda")
    [change] = paste.context["plan"].steps[4].changes
    assert (change.before, change.after) == ("Another", "Other matters")
    assert agenda(session) == [("4", "Another", None)]
    assert paste.send("save").saved
    assert [number for number, *_rest in agenda(session)] == ["1", "1(a)", "1(b)", "2", "4"]


def test_an_item_without_a_number_is_found_by_its_title(client):
    session = SessionFactory()
    item = AgendaItemFactory(
        session=session, number="", slug="ta", title="Technical assistance", wording="reported"
    )
    assert Paste(client, session, "agenda").send("read", text=ENGLISH).send("save").saved
    item.refresh_from_db()
    assert (item.number, item.slug, item.wording) == ("2", "ta", "official")
    assert session.items.count() == 5


@pytest.mark.parametrize(
    "text", ["x" * 200_000, "1. a " * 40_000, "(" * 200_000, "no\0", "", " \n"]
)
def test_what_is_no_agenda_is_refused_at_the_text_and_kept(text, client):
    paste = Paste(client, SessionFactory(), "agenda").send("read", text=text)
    assert list(paste.context["form"].errors) == ["text"]
    assert not AgendaItem.objects.exists()


def test_a_source_that_nobody_knows_is_told_at_its_field(client):
    paste = Paste(client, SessionFactory(), "agenda").send("read", text=ENGLISH, source="nowhere")
    assert list(paste.context["form"].errors) == ["source"]
    assert paste.data["rows-3-title"] == "Technical assistance"


@pytest.mark.parametrize(
    "nonsense",
    [
        {"rows-TOTAL_FORMS": "9" * 30},
        {"rows-TOTAL_FORMS": "x"},
        {"rows-0-level": "7"},
        {"rows-0-number": "9" * 50},
        {"rows-0-title": "x" * 600},
        {"language": "xx"},
        {"status": "0"},
        {"source": "\0"},
    ],
)
def test_nothing_that_is_sent_breaks_the_page_or_is_saved(nonsense, client):
    paste = Paste(client, SessionFactory(), "agenda").send("read", text=ENGLISH)
    assert not paste.send("save", **nonsense).saved
    assert not AgendaItem.objects.exists()


# Who was represented


ATTENDANCE = """The following States parties to the Convention were represented: Chad, the Guineas,
Niger and Tunis.

The following intergovernmental organizations were represented: World Customs Organization."""


@pytest.fixture
def convening():
    """One at which Chad, a party, is on record already, and so is Peru, not in the text."""
    convening = ConveningFactory()
    for iso3, name in [("TCD", "Chad"), ("NER", "Niger"), ("TUN", "Tunisia"), ("PER", "Peru")]:
        entity = EntityFactory(iso3=iso3, name=name)
        if name != "Niger":
            TreatyActionFactory(entity=entity)
        if name in ("Chad", "Peru"):
            DelegationFactory(convening=convening, entity=entity, mode="online")
    EntityFactory(iso3="GIN", name="Guinea")
    EntityNameFactory(entity=Entity.objects.get(slug="tun"), name="Tunis", valid_to="2000-01-01")
    OrganizationFactory(name="World Customs Organization", slug="wco")
    return convening


def who(convening):
    """The delegations of a convening, by name, with their modes."""
    return [(d.entity.name, d.mode) for d in convening.delegations.order_by("entity__name")]


def test_delegations_are_matched_decided_upon_and_saved_in_one_entry(client, convening):
    source = SourceFactory()
    before = who(convening)
    paste = Paste(client, convening, "attendance")
    paste.send("read", text=ATTENDANCE, source=source.slug, locator="para. 12")
    planned = paste.context["plan"]
    assert [(step.found.text, step.verb) for step in planned.steps] == [
        ("Chad", "same"),
        ("Guineas", "choose"),
        ("Niger", "add"),
        ("Tunis", "add"),
        ("World Customs Organization", "add"),
    ]
    assert str(planned.choices[0].candidates[0]) == "Guinea"
    assert not planned.choices[0].chosen
    notes = [step.notes for step in planned.steps]
    assert [len(each) for each in notes] == [0, 0, 1, 1, 0]
    assert notes[2] == [
        "The text says: State party. On record for 6 September 2021: Non-signatory State."
    ]
    assert [str(each.entity) for each in planned.kept] == ["Peru"]
    assert paste.send("save").context["told"].startswith("Nothing was saved: choose")
    guinea = Entity.objects.get(slug="gin")
    paste.send("preview", **{f"choice-{planned.choices[0].key}": str(guinea.pk)})
    assert who(convening) == before
    assert paste.send("save").saved
    assert who(convening) == [
        ("Chad", "online"),
        ("Guinea", "not_recorded"),
        ("Niger", "not_recorded"),
        ("Peru", "online"),
        ("Tunisia", "not_recorded"),
        ("World Customs Organization", "not_recorded"),
    ]
    cited = Citation.objects.filter(source=source, locator="para. 12")
    assert {each.record.entity.name for each in cited} == {
        "Chad", "Guinea", "Niger", "Tunisia", "World Customs Organization",
    }  # fmt: skip
    made = Delegation.history.filter(journal__way="paste").select_related("journal")
    assert made.count() == 4
    assert len({row.journal for row in made}) == 1


def test_names_left_out_and_delegations_entered_meanwhile(client, convening):
    paste = Paste(client, convening, "attendance").send("read", text=ATTENDANCE, mode="in_person")
    out = {f"choice-{paste.context['plan'].choices[0].key}": "out"}
    paste.send("preview", **out)
    DelegationFactory(convening=convening, entity=Entity.objects.get(slug="ner"))
    paste.send("save")
    assert paste.context["told"].startswith("Nothing was saved: someone changed the delegations")
    assert paste.send("save").saved
    assert who(convening) == [
        ("Chad", "online"),
        ("Niger", "not_recorded"),
        ("Peru", "online"),
        ("Tunisia", "in_person"),
        ("World Customs Organization", "in_person"),
    ]


@pytest.mark.parametrize(
    "nonsense",
    [
        {"text": "x" * 200_000},
        {"text": "\0"},
        {"text": "..."},
        {"mode": "by_fax"},
        {"choice": "9" * 40, "text": "Atlantis"},
        {"choice": "٣", "text": "Atlantis"},
        {"seen": "\0"},
    ],
)
def test_nothing_that_is_sent_breaks_the_page_of_attendance(nonsense, client, convening):
    before = who(convening)
    paste = Paste(client, convening, "attendance").send("read", text=ATTENDANCE)
    key = paste.context["plan"].choices[0].key
    sent = {
        f"choice-{key}" if name == "choice" else name: value for name, value in nonsense.items()
    }
    assert not paste.send("save", **sent).saved
    assert who(convening) == before


def test_both_pages_are_for_editors_only(client, convening, django_user_model):
    client.force_login(django_user_model.objects.create_user("visitor", is_staff=True))
    for record, name in ((convening, "attendance"), (SessionFactory(), "agenda")):
        with pytest.raises(AssertionError, match="404|403"):
            Paste(client, record, name)
