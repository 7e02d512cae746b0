"""The pages of an import in the administration: from upload to undoing, and who sees them."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from delegations.models import Participant
from meetings.enums import ImportState
from meetings.imports.sheets import kinds_of_sheets
from meetings.models import Import
from meetings.records.enums import Level
from tests.factories import BodyFactory, ConveningFactory, EntityFactory, SessionFactory
from tests.support.sheets import as_csv, as_workbook, checked, read
from tests.support.weeks import colleague

pytestmark = pytest.mark.django_db
ROWS = [["State", "Name", "Colour", "Mode"], ["Austria", "Ann", "red", "online"]]


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, "uncac_portal.access.backends.RoleBackend")
    return client


@pytest.fixture
def convening(db: None) -> Any:
    EntityFactory(name="Austria")
    return SessionFactory(body=BodyFactory(code="IRG"), convening=ConveningFactory()).convening


@pytest.fixture
def editor(convening: Any) -> Any:
    return colleague("editor", (Level.EDITOR, convening.sessions.get().body))


def page(name: str, record: Any) -> str:
    return reverse(f"admin:meetings_{name}", args=[record.pk])


def send(client: Client, convening: Any, content: bytes, kind: str = "participants") -> Any:
    file = SimpleUploadedFile("über <b>.csv", content)
    return client.post(page("convening_import", convening), {"kind": kind, "file": file})


def chosen(answer: Any) -> dict[str, Any]:
    """What the form of columns would send as it stands."""
    return {field.html_name: field.value() for field in answer.context["form"]}


def test_from_the_upload_to_the_record_without_a_script(convening, editor):
    client = signed_in(editor)
    answer = client.get(send(client, convening, as_csv(ROWS)).url)
    assert "Not read, since no field has such a name:" in answer.content.decode()
    answer = client.post(answer.request["PATH_INFO"], chosen(answer), follow=True)
    text = answer.content.decode()
    assert "A new delegation: Austria" in text
    assert "Import: add 1, change 0" in text
    preview = answer.request["PATH_INFO"]
    for _click in range(2):
        client.post(preview, {"write": "1"})
    done = client.get(preview).content.decode()
    assert "Undo the whole import" in done
    assert Participant.objects.get().person.name == "Ann"
    found = Import.objects.get()
    assert found.state == ImportState.DONE
    entry = reverse("admin:records_journalentry_change", args=[found.journal_id])
    of_import = reverse("admin:meetings_import_change", args=[found.pk])
    assert f'href="{of_import}"' in client.get(entry).content.decode()
    listed = client.get(page("convening_import", convening)).content.decode()
    assert "über &lt;b&gt;.csv" in listed


def test_what_is_wrong_comes_back_as_a_workbook_to_be_put_right_and_uploaded_again(
    convening, editor
):
    client = signed_in(editor)
    found = checked(convening, as_workbook([*ROWS, ["Austia", "Bob", 7, "online"]]), editor)
    assert "A3" in client.get(page("import_preview", found)).content.decode()
    wrong = client.get(page("import_faults", found))
    rows = read(wrong.content)
    assert rows[0][1] == (*ROWS[0], "What is wrong")
    assert rows[2] == (
        3,
        ("Austia", "Bob", 7, "online", "State: “Austia” is not on record. Perhaps: Austria"),
    )
    book = openpyxl.load_workbook(io.BytesIO(wrong.content))
    book.active["A3"] = "Austria"
    again = io.BytesIO()
    book.save(again)
    assert checked(convening, again.getvalue(), editor).added == 2


def test_columns_are_chosen_by_hand_and_a_missing_or_double_one_is_said(convening, editor):
    client = signed_in(editor)
    answer = client.get(send(client, convening, as_csv([["Who", "Land"], ["Ann", "AUT"]])).url)
    address = answer.request["PATH_INFO"]
    said = client.post(address, chosen(answer)).content.decode()
    assert "No column says whose delegation" in said
    double = chosen(answer) | {"column_0": "name", "column_1": "name"}
    said = client.post(address, double).content.decode()
    assert "Two columns cannot be the same." in said
    right = chosen(answer) | {"column_0": "name", "column_1": "country"}
    assert client.post(address, right).status_code == 302
    assert Import.objects.get().rows == 1


def test_letters_that_were_guessed_can_be_changed(convening, editor):
    client = signed_in(editor)
    content = as_csv([["Name", "State"], ["Ирина", "Austria"]], encoding="windows-1251")
    answer = client.get(send(client, convening, content).url)
    assert "this is a guess" in answer.content.decode()
    values = chosen(answer) | {"encoding": "windows-1252"}
    client.post(answer.request["PATH_INFO"], values)
    assert "Èðèíà" in client.get(answer.request["PATH_INFO"]).content.decode()


NO_TABLES = {"empty": b"", "broken": b"PK\x03\x04", "zeros": b"\x00" * 99, "other": b"%PDF\x01\x02"}


@pytest.mark.parametrize("content", NO_TABLES.values(), ids=NO_TABLES)
def test_a_file_that_is_no_table_is_refused_at_its_field(content, convening, editor):
    answer = send(signed_in(editor), convening, content)
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not Import.objects.exists()


def test_every_kind_has_templates_that_are_valid_files(convening, editor):
    client = signed_in(editor)
    for kind, sheet in kinds_of_sheets().items():
        for form in ("xlsx", "csv"):
            blank = client.get(
                page("convening_import", convening), {"template": kind, "form": form}
            )
            assert "attachment" in blank["Content-Disposition"]
            found = client.get(send(client, convening, blank.content, kind).url).context["form"]
            assert (kind, form, found.unread) == (kind, form, [])
            assert sheet.missing({c["field"] for c in found.of_import.mapping}) == []
    assert client.get(page("convening_import", convening), {"template": "x"}).status_code == 404


def test_files_are_for_those_who_may_edit_the_convening_and_under_no_address_to_guess(
    convening, editor
):
    found = checked(convening, as_csv(ROWS), editor)
    pages = [page(f"import_{n}", found) for n in ("columns", "preview", "file", "faults")]
    pages.append(page("convening_import", convening))
    kept = signed_in(editor).get(pages[2])
    assert kept.getvalue() == as_csv(ROWS)
    assert kept["Content-Disposition"].startswith("attachment")
    assert "no-store" in kept["Cache-Control"]
    assert found.sha256[:8] not in found.file.name
    body = convening.sessions.get().body
    viewer = signed_in(colleague("viewer", (Level.VIEWER, body)))
    stranger = signed_in(colleague("stranger", (Level.PUBLISHER, BodyFactory())))
    assert [viewer.get(address).status_code for address in pages] == [403] * 5
    assert [stranger.get(address).status_code for address in pages] == [404] * 5
    assert {Client().get(address).status_code for address in pages} == {302}
    assert Client().get(f"/media/{found.file.name}").status_code == 404
