"""Two people who edit the same record: nothing that either of them did is lost."""

from dataclasses import dataclass
from threading import Barrier, Thread

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.forms import formsets
from django.test import Client
from django.urls import reverse

from delegations.models import Participant, Person
from meetings.models import AgendaItem, Document
from tests.factories import (
    AgendaItemFactory,
    CitationFactory,
    DelegationFactory,
    DocumentFactory,
    DocumentFileFactory,
    ParticipantFactory,
    PersonFactory,
    SourceFactory,
    TopicFactory,
)
from tests.support.admin import Form, page_of
from tests.support.html import Element, parse

pytestmark = pytest.mark.django_db


class Versions:
    """The page that shows both versions, to be chosen from and sent."""

    def __init__(self, form: Form, response=None) -> None:
        self.form = form
        self.response = response or form.response
        assert self.response.status_code == 409, self.response.status_code
        self.page = parse(self.response.content.decode())
        inputs = self.page.one("form", id="conflict_form").all("input", type="hidden")
        self.data = {each["name"]: each["value"] for each in inputs}
        checked = [each for each in self.page.all("input") if "checked" in each.attributes]
        self.data |= {each["name"]: each["value"] for each in checked}

    @property
    def told(self) -> dict[str, dict]:
        """What the page says, part by part: to choose, changed by others, changed by oneself."""
        found = {}
        for name in ("to-choose", "theirs", "mine"):
            for part in self.page.all("section", aria_labelledby=name):
                found[name] = dict(self._asked(part) if name == "to-choose" else self._said(part))
        return found

    def choose(self, *sides: str) -> "Versions":
        """Take a side in each question, in the order of the page."""
        names = list(dict.fromkeys(each["name"] for each in self.page.all("input", type="radio")))
        self.data |= dict(zip(names, sides, strict=True))
        return self

    def save(self, **more: str):
        """Send the choices: nothing comes back if all was saved, else the next page."""
        response = self.form.client.post(self.form.address, self.data | more)
        return None if response.status_code == 302 else response

    def _asked(self, part: Element):
        for question in part.all("fieldset"):
            opened = question.one("div", class_="opened")
            sides = [without_author(each) for each in question.all("label")]
            then = opened.text.removeprefix("When you opened it ")
            yield question.one("legend").text, [then, *sides]

    def _said(self, part: Element):
        for pair in part.all("dl", class_="settled")[0].children:
            if isinstance(pair, Element):
                yield pair.all("dt")[0].text, without_author(pair.all("dd")[0])


def without_author(element: Element) -> str:
    return element.without("author").text


@dataclass
class Two:
    """Two people of the staff: the one who opened the form first, and the other."""

    me: Client
    maria: Client

    def open(self, record, page: str = "change") -> Form:
        return Form(self.me, page_of(record, page))

    def meanwhile(self, record) -> Form:
        return Form(self.maria, page_of(record, "change"))


@pytest.fixture
def two(admin_client) -> Two:
    maria = get_user_model().objects.create_superuser("maria", "m@example.org", "x")
    other = Client()
    other.force_login(maria)
    return Two(admin_client, other)


def refused(form: Form) -> Versions:
    form.response = form.client.post(form.address, form.data)
    return Versions(form)


# The record itself


def test_a_form_that_nobody_else_touched_is_saved_at_once(two):
    person = PersonFactory(name="Li Wei")
    two.meanwhile(PersonFactory()).set(name_en="Someone else").send()
    assert two.open(person).set(name_en="Li Wei Min").send() == {}
    person.refresh_from_db()
    assert person.name_en == "Li Wei Min"


def test_what_both_changed_is_chosen_and_the_rest_is_merged_and_said(two):
    person = PersonFactory(name="Li Wei", honorific="Dr.", email="li@example.org")
    form = two.open(person).set(name_en="Li Wei Min", name_fr="Li", phone="1")
    two.meanwhile(person).set(name_en="Li W.", honorific="Ms.", name_ar="لي").send()
    versions = refused(form)
    assert "by maria, " in versions.page.one("fieldset", class_="question").text
    assert versions.told == {
        "to-choose": {"Name (English)": ["Li Wei", "Saved meanwhile Li W.", "Yours Li Wei Min"]},
        "theirs": {"Form of address": "Ms.", "Name (Arabic)": "لي"},
        "mine": {"Name (French)": "Li", "Telephone": "1"},
    }
    texts = versions.page.one("section", aria_labelledby="theirs").all("span", lang="ar", dir="rtl")
    assert [text.text for text in texts] == ["لي"]
    person.refresh_from_db()
    assert (person.name_en, person.phone) == ("Li W.", "")
    assert versions.page.all("input", checked="") == []
    assert versions.choose("mine").save() is None
    person.refresh_from_db()
    kept = (person.name_en, person.name_fr, person.name_ar, person.honorific, person.phone)
    assert kept == ("Li Wei Min", "Li", "لي", "Ms.", "1")
    assert [row.history_user.username for row in person.history.all()[:2]] == ["admin", "maria"]


def test_changes_of_different_fields_are_shown_and_saved_with_one_click(two):
    person = PersonFactory(honorific="Dr.")
    form = two.open(person).set(phone="1")
    two.meanwhile(person).set(honorific="Ms.").send()
    versions = refused(form)
    assert versions.told == {"theirs": {"Form of address": "Ms."}, "mine": {"Telephone": "1"}}
    assert versions.save() is None
    person.refresh_from_db()
    assert (person.honorific, person.phone) == ("Ms.", "1")


def test_who_chooses_nothing_is_asked_again_and_loses_nothing(two):
    person = PersonFactory(name="Li Wei", honorific="Dr.")
    form = two.open(person).set(name_en="Mine", honorific="Mr.", phone="1")
    two.meanwhile(person).set(name_en="Theirs", honorific="Ms.").send()
    versions = refused(form)
    again = Versions(form, versions.save(**{"choice:::honorific": "mine"}))
    assert again.page.texts("ul", class_="errorlist") == ["Choose one of the two."]
    assert again.data["choice:::honorific"] == "mine"
    person.refresh_from_db()
    assert person.name_en == "Theirs"
    assert again.save(**{"choice:::name_en": "theirs"}) is None
    person.refresh_from_db()
    assert (person.name_en, person.honorific, person.phone) == ("Theirs", "Mr.", "1")


def test_a_third_save_while_choosing_is_shown_and_unaffected_choices_stay(two):
    person = PersonFactory(name="Li Wei", honorific="Dr.")
    form = two.open(person).set(name_en="Mine", honorific="Mr.")
    two.meanwhile(person).set(name_en="Theirs", honorific="Ms.").send()
    versions = refused(form).choose("mine", "mine")
    two.meanwhile(person).set(name_en="Theirs again").send()
    again = Versions(form, versions.save())
    assert "the record was saved once more" in again.page.one("p", class_="errornote").text
    chosen = {name: side for name, side in again.data.items() if name.startswith("choice:")}
    assert list(chosen.values()) == ["mine"]
    asked = again.told["to-choose"]
    assert asked["Name (English)"] == ["Li Wei", "Saved meanwhile Theirs again", "Yours Mine"]
    person.refresh_from_db()
    assert person.name_en == "Theirs again"
    assert again.save(**{"choice:::name_en": "theirs"}) is None
    person.refresh_from_db()
    assert (person.name_en, person.honorific) == ("Theirs again", "Mr.")


def test_one_can_go_on_editing_with_what_was_chosen(two):
    person = PersonFactory(name="Li Wei")
    form = two.open(person).set(name_en="Mine", phone="1")
    two.meanwhile(person).set(name_en="Theirs", honorific="Ms.").send()
    response = refused(form).choose("theirs").save(_go_on_editing="on")
    shown = response.context["adminform"].form
    values = [shown[name].value() for name in ("name_en", "honorific", "phone")]
    assert (values, shown.errors) == (["Theirs", "Ms.", "1"], {})
    person.refresh_from_db()
    assert person.phone == ""
    form.data["opened_with"] = response.context["opened_with"]
    form.set(name_en="Both", honorific="Ms.")
    assert form.send() == {}
    person.refresh_from_db()
    assert (person.name_en, person.honorific, person.phone) == ("Both", "Ms.", "1")


def test_what_was_chosen_is_judged_like_any_form(two):
    person, taken = PersonFactory(slug="a"), PersonFactory(slug="taken")
    form = two.open(person).set(slug=taken.slug)
    two.meanwhile(person).set(slug="b").send()
    response = refused(form).choose("mine").save()
    assert response.context["adminform"].form.errors["slug"]
    person.refresh_from_db()
    assert person.slug == "b"


@pytest.mark.parametrize("opened_with", [None, "nonsense"])
def test_a_form_that_does_not_say_what_it_was_opened_with_overwrites_nothing(opened_with, two):
    person = PersonFactory(name="Li Wei")
    form = two.open(person).set(name_en="Mine")
    form.data["opened_with"] = opened_with or ""
    versions = refused(form)
    expected = ["not known", "Saved meanwhile Li Wei", "Yours Mine"]
    assert versions.told == {"to-choose": {"Name (English)": expected}}
    assert versions.choose("mine").save() is None
    person.refresh_from_db()
    assert person.name_en == "Mine"


def test_choices_that_somebody_tampered_with_are_refused(two):
    person = PersonFactory()
    form = two.open(person)
    for nonsense in ({"typed": "x"}, {"typed": form.data["opened_with"]}):
        assert two.me.post(form.address, form.data | nonsense).status_code == 400


def test_a_record_deleted_meanwhile_is_told_with_what_was_typed(two):
    delegation = DelegationFactory()
    form = two.open(delegation).set(note_en="Two lines\nof text")
    person = PersonFactory(name="Li Wei")
    form.add("participants", person=person.pk, title_en="Minister")
    delegation.delete()
    response = two.me.post(form.address, form.data)
    page = parse(response.content.decode())
    assert (response.status_code, page.heading) == (409, "This record was deleted meanwhile")
    pairs = page.one("div", class_="conflict").all("div")
    said = {pair.one("dt").text: pair.one("dd").text for pair in pairs}
    assert said["Note (English)"] == "Two lines of text"
    assert (said["Person"], said["Title (English)"]) == ("Li Wei", "Minister")
    never_there = page_of(delegation, "change").replace("None", "9" * 30)
    assert two.me.post(never_there, form.data).status_code == 302


# Many-to-many fields


def test_topics_that_both_changed_are_chosen(two):
    first, second, third = TopicFactory.create_batch(3)
    item = AgendaItemFactory(topics=[first])
    form = two.open(item).set(topics=[first.pk, second.pk])
    two.meanwhile(item).set(topics=[third.pk]).send()
    versions = refused(form)
    assert versions.told["to-choose"]["Topics"] == [
        str(first),
        f"Saved meanwhile {third}",
        f"Yours {first}, {second}",
    ]
    assert versions.choose("mine").save() is None
    assert set(item.topics.all()) == {first, second}


def test_a_joint_consideration_entered_from_the_other_item_is_not_lost(two):
    one = AgendaItemFactory()
    other = AgendaItemFactory(session__convening=one.session.convening)
    form = two.open(one).set(annotation_en="Mine")
    assert two.meanwhile(other).set(considered_with=[one.pk]).send() == {}
    versions = refused(form)
    assert list(versions.told["theirs"]) == ["Considered together with"]
    assert versions.save() is None
    one = AgendaItem.objects.get(pk=one.pk)
    assert (list(one.considered_with.all()), one.annotation_en) == ([other], "Mine")


# Rows


@pytest.fixture
def delegation():
    """Four participants: the first is changed by both, and so on down to the one left alone."""
    delegation = DelegationFactory()
    for number, name in enumerate(["Ana", "Bo", "Chen", "Dina"], start=1):
        person = PersonFactory(name=name)
        ParticipantFactory(delegation=delegation, person=person, position=number, title="Old")
    return delegation


def participants(delegation) -> dict[str, str]:
    return {p.person.name: p.title for p in delegation.participants.select_related("person")}


def test_rows_are_merged_row_by_row(two, delegation):
    source = SourceFactory()
    form = two.open(delegation)
    form.row("participants", 0, title_en="Mine").row("participants", 1, title_en="Mine")
    form.row("participants", 2, DELETE="on").row("participants", 3, title_fr="Moi")
    form.add("participants", person=PersonFactory(name="Eva").pk, title_en="New")
    form.add("records-citation-record_type-record_id", source=source.pk, locator="para. 1")
    other = two.meanwhile(delegation)
    other.row("participants", 0, title_en="Theirs").row("participants", 1, DELETE="on")
    other.row("participants", 2, title_en="Theirs")
    other.add("participants", person=PersonFactory(name="Finn").pk, title_en="New")
    assert other.send() == {}
    versions = refused(form)
    ana, chen, bo = versions.told["to-choose"].items()
    state = delegation.entity
    assert ana[0] == f"Participant: Ana · {state} — Title (English)"
    assert ana[1] == ["Old", "Saved meanwhile Theirs", "Yours Mine"]
    assert chen[0] == f"Participant: Chen · {state}"
    assert chen[1][2] == "Yours to be deleted"
    assert bo[0].startswith("Participant: 2 · Bo")
    assert bo[1][1] == "Saved meanwhile deleted"
    assert "put back as a new row" in bo[1][2]
    assert [name.partition(" · ")[0] for name in versions.told["theirs"]] == ["Participant: Finn"]
    assert [name.partition(": ")[0] for name in versions.told["mine"]] == [
        "Participant",
        "Participant",
        "Citation",
    ]
    expected = {"Ana": "Old", "Bo": "Old", "Chen": "Old", "Dina": "Old"}
    expected |= {"Ana": "Theirs", "Chen": "Theirs", "Finn": "New"}
    del expected["Bo"]
    assert participants(delegation) == expected
    assert versions.choose("theirs", "mine", "mine").save() is None
    del expected["Chen"]
    assert participants(delegation) == expected | {"Bo": "Mine", "Eva": "New"}
    assert delegation.participants.get(person__name="Dina").title_fr == "Moi"
    assert delegation.citations.get().locator == "para. 1"


def test_a_row_changed_on_its_own_page_is_not_overwritten(two, delegation):
    form = two.open(delegation).set(note_en="Mine")
    two.meanwhile(delegation.participants.first()).set(title_en="Theirs").send()
    versions = refused(form)
    assert list(versions.told) == ["theirs", "mine"]
    assert "by maria, " in versions.page.one("section", aria_labelledby="theirs").text
    assert versions.save() is None
    assert participants(delegation)["Ana"] == "Theirs"


def test_a_citation_that_both_changed_is_chosen(two):
    citation = CitationFactory(record=PersonFactory(), locator="para. 1")
    form = two.open(citation.record)
    prefix = "records-citation-record_type-record_id"
    form.row(prefix, 0, locator="para. 2")
    two.meanwhile(citation).set(locator="para. 3", standing="disputed").send()
    versions = refused(form)
    assert list(versions.told["to-choose"].values()) == [
        ["para. 1", "Saved meanwhile para. 3", "Yours para. 2"]
    ]
    assert versions.choose("mine").save() is None
    citation.refresh_from_db()
    assert (citation.locator, citation.standing) == ("para. 2", "disputed")


def test_a_form_sent_twice_enters_its_rows_once(two, delegation):
    form = two.open(delegation).add("participants", person=PersonFactory(name="Eva").pk)
    assert form.send() == {}
    versions = refused(form)
    assert list(versions.told) == ["theirs"]
    assert "by yourself, in another window" in versions.page.main.text
    assert versions.save() is None
    assert delegation.participants.filter(person__name="Eva").count() == 1


def test_rows_that_never_were_are_no_reason_to_fail(two, delegation, monkeypatch):
    monkeypatch.setattr(formsets, "DEFAULT_MAX_NUM", 10)  # Django would show 2,000 empty rows
    form = two.open(delegation).row("participants", 0, id="999999")
    assert two.me.post(form.address, form.data).status_code in (200, 302, 409)
    for count in ("-1", "x", "9" * 40, "1\x00"):
        data = form.data | {"participants-TOTAL_FORMS": count}
        assert two.me.post(form.address, data).status_code in (200, 302, 409)
    assert len(participants(delegation)) == 4


def test_files_that_were_chosen_are_to_be_chosen_again(two):
    version = DocumentFileFactory(document=DocumentFactory(title="Old"))
    form = two.open(version.document).set(title_en="Mine")
    two.meanwhile(version.document).set(title_en="Theirs").send()
    upload = SimpleUploadedFile("paper.pdf", b"%PDF-1.7 x", "application/pdf")
    response = two.me.post(form.address, form.data | {"files-0-file": upload})
    versions = Versions(form, response)
    assert "choose them again" in versions.page.one("p", class_="warning").text
    form_of_page = versions.page.one("form", id="conflict_form")
    buttons = [button["value"] for button in form_of_page.all("input", type="submit")]
    assert buttons == ["Go on editing with this"]
    shown = versions.choose("mine").save(_go_on_editing="on")
    said = [str(message) for message in shown.context["messages"]]
    assert "Please choose the files again: browsers forget them." in said
    assert Document.objects.get().title == "Theirs"


# What it costs


def test_the_page_costs_the_same_for_many_rows_as_for_one(two, django_assert_max_num_queries):
    costs = set()
    for number in (1, 6):
        delegation = DelegationFactory()
        ParticipantFactory.create_batch(number, delegation=delegation)
        form = two.open(delegation).set(note_en="Mine")
        two.meanwhile(delegation).set(note_en="Theirs").send()
        with django_assert_max_num_queries(40) as counted:
            refused(form)
        costs.add(len(counted))
    assert len(costs) == 1


# Going back, and deleting


def test_going_back_to_an_earlier_state_does_not_undo_what_others_saved_since(two):
    person = PersonFactory(name="First")
    first = person.history.first()
    person.name_en = person.name = "Second"
    person.save()
    address = reverse("admin:delegations_person_simple_history", args=[person.pk, first.pk])
    form = Form(two.me, address)
    two.meanwhile(person).set(name_en="Third", phone="1").send()
    versions = refused(form)
    assert versions.told["to-choose"]["Name (English)"] == [
        "Second",
        "Saved meanwhile Third",
        "Yours First",
    ]
    assert versions.told["theirs"] == {"Telephone": "1"}
    assert versions.choose("mine").save() is None
    person.refresh_from_db()
    assert (person.name_en, person.phone) == ("First", "1")


def test_nothing_is_deleted_but_what_was_shown(two, delegation):
    address = page_of(delegation, "delete")
    shown = two.me.get(address).context["shown_with"]
    two.meanwhile(delegation.participants.first()).set(title_en="Theirs").send()
    again = two.me.post(address, {"post": "yes", "shown_with": shown})
    assert "something changed since you were asked" in again.content.decode()
    assert len(participants(delegation)) == 4
    shown = again.context["shown_with"]
    assert two.me.post(address, {"post": "yes", "shown_with": shown}).status_code == 302
    assert Participant.objects.count() == 0


def test_nothing_is_deleted_from_a_list_but_what_was_shown(two):
    person, other = PersonFactory(name="Ana"), PersonFactory(name="Bo")
    PersonFactory(name="Left alone")
    address = reverse("admin:delegations_person_changelist")
    data = {"action": "delete_selected", "_selected_action": [person.pk, other.pk]}
    shown = two.me.post(address, data).context["shown_with"]
    two.meanwhile(person).set(name_en="Ana Maria").send()
    again = two.me.post(address, data | {"post": "yes", "shown_with": shown})
    assert "something changed since you were asked" in again.content.decode()
    assert Person.objects.count() == 3
    sent = data | {"post": "yes", "shown_with": again.context["shown_with"]}
    assert two.me.post(address, sent).status_code == 302
    assert [person.name for person in Person.objects.all()] == ["Left alone"]


# At the same moment


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_saved_and_one_is_asked(two):
    person = PersonFactory(name="Li Wei")
    forms = [two.open(person).set(name_en="Mine"), two.meanwhile(person).set(name_en="Theirs")]
    start, answers = Barrier(2), {}

    def save(form: Form) -> None:
        start.wait()
        answers[form.data["name_en"]] = form.client.post(form.address, form.data).status_code
        connection.close()

    threads = [Thread(target=save, args=[form]) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    person.refresh_from_db()
    assert sorted(answers.values()) == [302, 409]
    assert answers[person.name_en] == 302
