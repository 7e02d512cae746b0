"""Holding a file: what is recorded of it, what becomes of the former one, what failures leave."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from meetings.domain.files import hold
from meetings.enums import Availability
from meetings.models import DocumentFile, FormerFile
from meetings.records.domain import editions
from tests.factories import DocumentFactory, DocumentFileFactory, FormerFileFactory
from tests.support.refusals import refusals, refused_by
from tests.support.uploads import pdf, upload, word

pytestmark = pytest.mark.django_db

JULY = datetime(2021, 7, 3, 9, tzinfo=UTC)
AUGUST = datetime(2021, 8, 5, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def version():
    document = DocumentFactory(symbol="CAC/COSP/IRG/2021/1/Add.1")
    return DocumentFileFactory(document=document, language="fr")


def stored(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_file_is_held_under_a_name_of_the_portals_own_with_what_was_measured(version, folder):
    content = pdf()
    with time_machine.travel(JULY, tick=False):
        hold(version, upload(content, "../../My Paper (final).exe"))
    held = DocumentFile.objects.get()
    assert (held.availability, held.sha256, held.bytes, held.held_since) == (
        Availability.HELD,
        sha256(content),
        len(content),
        JULY,
    )
    name = f"documents/cac-cosp-irg-2021-1-add.1/fr-{sha256(content)[:12]}.pdf"
    assert (held.file.name, stored(folder)) == (name, [name])
    assert held.file.read() == content
    assert refusals(held) == {}


def test_a_file_that_is_replaced_is_kept_with_its_number_and_both_of_its_days(version, folder):
    contents = [pdf("first"), word("second"), pdf("third")]
    moments = [JULY, AUGUST, datetime(2021, 9, 6, tzinfo=UTC)]
    for content, moment in zip(contents, moments, strict=True):
        with time_machine.travel(moment, tick=False):
            hold(version, upload(content))
    assert DocumentFile.objects.get().file.read() == contents[2]
    kept = [
        (f.number, f.file.read(), f.sha256, f.bytes, f.held_since, f.replaced_at)
        for f in FormerFile.objects.order_by("number")
    ]
    assert kept == [
        (n + 1, contents[n], sha256(contents[n]), len(contents[n]), moments[n], moments[n + 1])
        for n in (0, 1)
    ]
    assert len(stored(folder)) == 3


def test_a_file_that_comes_back_is_a_file_of_its_own(version, folder):
    for words in ("first", "second", "first"):
        hold(version, upload(pdf(words)))
    names = [DocumentFile.objects.get().file.name, *(f.file.name for f in FormerFile.objects.all())]
    assert sorted(names) == stored(folder)
    assert len(set(names)) == 3


def test_the_file_that_is_held_already_changes_nothing(version, folder):
    hold(version, upload(pdf()))
    before = (editions.current(), stored(folder), version.history.count())
    hold(DocumentFile.objects.get(), upload(pdf(), "another name.pdf"))
    assert (editions.current(), stored(folder), version.history.count()) == before
    assert FormerFile.objects.count() == 0


def test_a_file_that_the_storage_has_lost_can_be_given_again(version, folder):
    hold(version, upload(pdf()))
    [lost] = stored(folder)
    (folder / lost).unlink()
    hold(DocumentFile.objects.get(), upload(pdf()))
    assert stored(folder) == [lost]
    assert (DocumentFile.objects.get().file.read(), FormerFile.objects.count()) == (pdf(), 0)


def test_a_file_of_which_nothing_was_measured_is_measured_before_it_is_replaced(version):
    content = pdf("before")
    version.file.save("file.pdf", upload(content), save=False)
    version.availability = Availability.HELD
    version.save()
    hold(version, upload(pdf("after")))
    former = FormerFile.objects.get()
    assert (former.sha256, former.bytes, former.held_since) == (
        sha256(content),
        len(content),
        None,
    )


def test_holding_makes_one_edition_and_the_history_says_who_did_it(version):
    anna = User.objects.create_user("anna")
    hold(version, upload(pdf("first")), by=anna)
    edition = editions.current()
    hold(version, upload(pdf("second")), by=anna)
    assert editions.current() == edition + 1
    assert version.history.first().history_user == anna
    assert FormerFile.objects.get().history.get().history_user == anna


def test_a_new_version_is_held_as_well():
    version = DocumentFileFactory.build(document=DocumentFactory(), language="ar")
    hold(version, upload(word()))
    assert DocumentFile.objects.get().file.name.endswith(".docx")


def test_a_file_that_may_not_be_held_leaves_everything_as_it_was(version, folder):
    hold(version, upload(pdf()))
    before = (editions.current(), stored(folder))
    with pytest.raises(ValidationError):
        hold(version, upload(b"<script>"))
    assert (editions.current(), stored(folder)) == before


def test_a_failure_leaves_no_file_behind(version, folder):
    hold(version, upload(pdf("first")))
    before = stored(folder)
    other = DocumentFileFactory.build(document=version.document, language="fr")
    with pytest.raises(Exception, match="(?i)unique"):
        hold(other, upload(pdf("second")))
    assert stored(folder) == before
    assert (DocumentFile.objects.count(), FormerFile.objects.count()) == (1, 0)


def test_a_failure_after_the_deed_leaves_no_file_behind_either(version, folder):
    def hold_and_fail():
        with editions.raised_once():
            hold(version, upload(pdf()))
            assert len(stored(folder)) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        hold_and_fail()
    assert stored(folder) == []
    assert DocumentFile.objects.get().availability == Availability.ISSUED


def test_one_number_is_one_former_file():
    former = FormerFileFactory(number=1)
    FormerFileFactory(version=former.version, number=2)
    FormerFileFactory(number=1)
    other = FormerFileFactory.build(version=former.version, number=1)
    assert refusals(other) == {"__all__": ["The version has a former file of this number already."]}
    assert refused_by(other) == "one_former_file_per_number"
