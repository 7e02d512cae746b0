"""Entering files of documents in the administration."""

import hashlib

import pytest
from django.contrib.auth.models import User

from meetings.models import DocumentFile, FormerFile
from meetings.records.domain import editions
from meetings.records.enums import Status
from tests.factories import DocumentFactory, DocumentFileFactory, FormerFileFactory
from tests.support.admin import Form, page_of
from tests.support.html import read
from tests.support.uploads import pdf, upload, word

pytestmark = pytest.mark.django_db


@pytest.fixture
def change(admin_client):
    """Opens the form of a record: `change(document)`."""
    return lambda record: Form(admin_client, page_of(record, "change"))


@pytest.fixture
def folder(settings, tmp_path):
    """Where uploads go."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_an_uploaded_file_is_measured_and_held(change, folder):
    form = change(DocumentFactory()).add("files", language="fr")
    form.row("files", 0, file=upload(pdf()))
    assert form.send() == {}
    file = DocumentFile.objects.get()
    assert (file.availability, file.bytes) == ("held", len(pdf()))
    assert file.sha256 == hashlib.sha256(pdf()).hexdigest()
    assert file.held_since is not None
    assert file.file.read() == pdf()
    assert file.history.count() == 1


def test_a_file_that_is_replaced_in_a_form_becomes_a_former_one(change, folder):
    version = DocumentFileFactory(language="fr")
    for content in (pdf(), word()):
        form = change(version.document).row("files", 0, file=upload(content))
        edition = editions.current()
        assert form.send() == {}
        assert editions.current() == edition + 1
    version.refresh_from_db()
    assert version.file.read() == word()
    former = FormerFile.objects.get()
    assert (former.version, former.number, former.file.read()) == (version, 1, pdf())
    assert version.history.count() == 3
    assert version.history.first().history_user.username == "admin"
    assert len(list(folder.rglob("*.*"))) == 2


def test_a_version_has_a_form_of_its_own_that_takes_files_too(change, folder):
    version = DocumentFileFactory(language="fr")
    for content in (pdf(), word()):
        assert change(version).set(file=upload(content), change_reason="Reissued").send() == {}
    version.refresh_from_db()
    assert (version.file.read(), FormerFile.objects.get().file.read()) == (word(), pdf())
    assert [row.history_change_reason for row in version.history.all()][:2] == ["Reissued"] * 2
    assert version.history.count() == 3


def test_the_same_file_again_changes_nothing(change, folder):
    version = DocumentFileFactory(language="fr")
    assert change(version.document).row("files", 0, file=upload(pdf())).send() == {}
    before = (editions.current(), version.history.count(), len(list(folder.rglob("*.*"))))
    assert change(version.document).row("files", 0, file=upload(pdf())).send() == {}
    assert change(version).set(file=upload(pdf())).send() == {}
    after = (editions.current(), version.history.count(), len(list(folder.rglob("*.*"))))
    assert (after, FormerFile.objects.count()) == (before, 0)


def test_a_file_can_be_taken_out(change, folder):
    version = DocumentFileFactory(language="fr")
    change(version.document).row("files", 0, file=upload(pdf())).send()
    form = change(version.document).set(**{"files-0-file-clear": "on"})
    assert form.send() == {"files-0-file": ["A version held here needs its file."]}
    assert form.row("files", 0, availability="issued").send() == {}
    version.refresh_from_db()
    told = (version.file.name, version.sha256, version.bytes, version.held_since)
    assert told == ("", "", None, None)
    assert FormerFile.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<script>", "This is neither a PDF nor a Word document (.docx), whatever its name says."),
        (pdf(pages=0), "This PDF has no pages."),
    ],
)
def test_what_may_not_be_held_is_told_at_its_field(content, message, change, folder):
    form = change(DocumentFactory()).add("files", language="fr")
    assert form.row("files", 0, file=upload(content, "a.pdf")).send() == {"files-0-file": [message]}
    assert (DocumentFile.objects.count(), list(folder.rglob("*.*"))) == (0, [])


def test_nothing_is_held_where_something_else_in_the_form_is_refused(change, folder):
    version = DocumentFileFactory(document__status=Status.DRAFT, language="fr")
    form = change(version.document).set(symbol="garbage").row("files", 0, file=upload(pdf()))
    assert list(form.send()) == ["symbol"]
    assert list(folder.rglob("*.*")) == []


def test_the_form_says_what_may_be_held(admin_client, settings):
    settings.MAX_FILE_MEGABYTES = 7
    page = read(admin_client, page_of(DocumentFileFactory(), "change"))
    assert "PDF or Word (.docx), at most 7 MB." in page.main.text
    assert page.main.one("input", name="file")["accept"] == ".pdf,.docx"


def test_an_addendum_belongs_to_the_document_that_its_symbol_names(change):
    agenda = DocumentFactory(symbol="CAC/COSP/IRG/2021/1")
    addendum = DocumentFactory(symbol="CAC/COSP/IRG/2021/1/Add.1")
    other = DocumentFactory(symbol="CAC/COSP/IRG/2021/2/Add.1")
    for document in (addendum, other):
        assert change(document).set(job_number="V.21-04567").send() == {}
        document.refresh_from_db()
    assert (addendum.parent, other.parent) == (agenda, None)
    assert change(addendum).set(parent=other.pk).send() == {}
    addendum.refresh_from_db()
    assert (addendum.parent, addendum.job_number) == (other, "V.21-04567")


def test_staff_get_a_file_before_its_document_is_public(change, folder, admin_client, client):
    version = DocumentFileFactory(document__status=Status.DRAFT, language="fr")
    for content in (pdf(), word()):
        change(version.document).row("files", 0, file=upload(content)).send()
    former = FormerFile.objects.get()
    for record, content in [(version, word()), (former, pdf())]:
        address = page_of(record, "file")
        assert address in read(admin_client, page_of(record, "change")).main.addresses
        assert admin_client.get(address).getvalue() == content
        assert client.get(address).status_code == 302  # to sign in
    assert (
        page_of(version, "file")
        in read(admin_client, page_of(version.document, "change")).main.addresses
    )
    without = DocumentFileFactory()
    assert admin_client.get(page_of(without, "file")).status_code == 404


def test_who_may_not_see_language_versions_gets_no_file(client, folder):
    version = DocumentFileFactory(language="fr")
    client.force_login(User.objects.create_user("anna", is_staff=True))
    assert client.get(page_of(version, "file")).status_code == 403


def test_former_files_are_there_to_be_looked_at(admin_client):
    former = FormerFileFactory(version__language="fr")
    page = read(admin_client, page_of(former, "change"))
    fields = [field["name"] for field in page.main.all("input", "select", "textarea")]
    assert [name for name in fields if name != "csrfmiddlewaretoken"] == []
    assert former.sha256 in page.main.text


def test_a_link_without_an_address_is_told_at_the_address(change):
    form = change(DocumentFactory()).add("files", language="en", availability="linked")
    message = "A version linked elsewhere needs its address."
    assert form.send() == {"files-0-url": [message]}


def test_one_language_twice_is_told_at_the_second(change):
    file = DocumentFileFactory(language="en")
    form = change(file.document).add("files", language="en")
    assert form.send() == {"files-1-language": ["The document has this language already."]}
