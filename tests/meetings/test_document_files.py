"""A document in one language, at its own address."""

import pytest
from django.core.files.base import ContentFile

from meetings.enums import Availability
from meetings.records.enums import Status
from tests.factories import DocumentFactory, DocumentFileFactory

pytestmark = pytest.mark.django_db

PAPER = b"%PDF-1.7 a paper"


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def held(document, language="fr"):
    version = DocumentFileFactory.build(
        document=document, language=language, availability=Availability.HELD
    )
    version.file.save("any name.PDF", ContentFile(PAPER), save=True)
    return version


def test_a_held_version_is_handed_out_under_the_symbol(client):
    document = DocumentFactory(symbol="CAC/COSP/2021/3")
    held(document)
    response = client.get("/documents/CAC/COSP/2021/3/fr")
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == PAPER
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert (
        response.headers["Content-Disposition"] == 'attachment; filename="cac-cosp-2021-3-fr.pdf"'
    )
    page = client.get("/documents/CAC/COSP/2021/3/").content.decode()
    assert 'href="/documents/CAC/COSP/2021/3/fr"' in page


@pytest.mark.parametrize("status", [status for status in Status if status != Status.PUBLISHED])
def test_a_file_of_a_paper_that_is_not_public_is_not_handed_out(client, status):
    held(DocumentFactory(symbol="CAC/COSP/2021/3", status=status))
    response = client.get("/documents/CAC/COSP/2021/3/fr")
    assert response.status_code == (410 if status == Status.WITHDRAWN else 404)


def test_a_linked_version_leads_to_its_address(client):
    DocumentFileFactory(
        document=DocumentFactory(symbol="CAC/COSP/2021/3"),
        language="es",
        availability=Availability.LINKED,
        url="https://example.org/paper.pdf",
    )
    response = client.get("/documents/CAC/COSP/2021/3/es")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "https://example.org/paper.pdf",
    )


def test_a_version_of_which_no_copy_is_held_is_not_found(client):
    DocumentFileFactory(
        document=DocumentFactory(symbol="CAC/COSP/2021/3"),
        language="ar",
        availability=Availability.ISSUED,
    )
    assert client.get("/documents/CAC/COSP/2021/3/ar").status_code == 404
    assert client.get("/documents/CAC/COSP/2021/3/ru").status_code == 404
