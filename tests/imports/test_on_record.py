"""What staff download of the record, drafts too, says nothing new when it is uploaded again."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from meetings.imports.sheets import kinds_of_sheets
from meetings.models import Document
from meetings.records.enums import Status
from tests.factories import DocumentFileFactory, ParticipantFactory, PersonFactory
from tests.support.spreadsheets import check, errors, figures, text_of
from tests.support.worlds import grow

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Some of everything, some of it with texts in several languages, and none of it a formula."""
    world = grow(3)
    paper = Document.objects.of_convening(world.convening).first()
    Document.objects.filter(pk=paper.pk).update(title_fr="=1+1", status=Status.DRAFT)
    DocumentFileFactory(document=paper, language="ru", url="https://example.org/ru.pdf")
    there = ParticipantFactory(
        delegation=world.statement.delegation, person=PersonFactory(name="Lê; Văn", email="a@b.cd")
    )
    there.title_fr = "Ministère"
    there.save()
    return world


@pytest.mark.parametrize("kind", list(kinds_of_sheets()))
def test_a_download_of_staff_says_nothing_new(kind, world, admin_client):
    page = reverse("admin:meetings_convening_import", args=[world.convening.pk])
    answer = admin_client.get(page, {"record": kind})
    assert answer["Cache-Control"] == "no-store, private"
    rows = openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    assert len(cells) > 1
    assert "a@b.cd" not in str(cells)
    of_import = check(kind, world.convening, text_of(*cells))
    assert errors(of_import) == {}
    assert figures(of_import) == {"unchanged": len(cells) - 1}
    assert all(column["field"] for column in of_import.mapping)


def test_a_kind_that_is_none_is_not_found(world, admin_client):
    page = reverse("admin:meetings_convening_import", args=[world.convening.pk])
    assert admin_client.get(page, {"record": "people"}).status_code == 404
