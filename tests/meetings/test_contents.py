"""What may be held: a PDF or a Word document, judged by what it is and not by its name."""

import hashlib

import pytest
from django.core.exceptions import ValidationError

from meetings.domain.contents import Content, examine
from tests.support.uploads import archive, pdf, upload, word

MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(("make", "suffix"), [(pdf, "pdf"), (word, "docx")])
def test_a_pdf_and_a_word_document_are_known_whatever_they_are_called(make, suffix):
    content = make()
    for name in ("a.pdf", "a.docx", "a.exe", "a"):
        file = upload(content, name)
        measured = Content(suffix, hashlib.sha256(content).hexdigest(), len(content))
        assert (examine(file), file.tell()) == (measured, 0)


def test_a_pdf_that_is_only_closed_to_changes_is_taken():
    assert examine(upload(pdf(owner_password="secret"))).suffix == "pdf"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<script>", "neither a PDF nor a Word document (.docx), whatever its name says."),
        (b"\xd0\xcf\x11\xe0 old", "a Word file of the old kind."),
        (b"%PDF-1.7 and no more", "damaged or incomplete"),
        (pdf()[:300], "damaged or incomplete"),
        (pdf(pages=0), "has no pages."),
        (pdf(password="secret"), "locked by a password."),
        (archive(10), "no Word document (.docx) that can be read."),
        (word()[:2000], "no Word document (.docx) that can be read."),
        (archive(5 * MEGABYTE), "far too large to be one."),
    ],
)
def test_what_may_not_be_held_is_refused_in_words(content, says, settings):
    settings.MAX_FILE_MEGABYTES = 1
    with pytest.raises(ValidationError) as refused:
        examine(upload(content, "paper.pdf"))
    [message] = refused.value.messages
    assert says in message


def test_a_file_that_is_too_large_is_refused_with_the_limit(settings):
    settings.MAX_FILE_MEGABYTES = 1
    with pytest.raises(ValidationError) as refused:
        examine(upload(pdf() + bytes(MEGABYTE)))
    assert refused.value.messages == ["The file has 2 MB; at most 1 MB are taken."]
