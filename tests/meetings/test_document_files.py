"""A document in one language, at its own address: the file, a former one, or where it is."""

import hashlib
from datetime import UTC, datetime

import pytest
import time_machine
from django.http import StreamingHttpResponse

from meetings.domain.files import hold
from meetings.enums import Availability
from meetings.models import DocumentFile
from meetings.records.enums import Status
from tests.factories import DocumentFactory, DocumentFileFactory, SessionFactory, TopicFactory
from tests.support.html import read
from tests.support.uploads import pdf, upload, word

pytestmark = pytest.mark.django_db

JULY = datetime(2021, 7, 3, 9, tzinfo=UTC)
LAST_MODIFIED = "Sat, 03 Jul 2021 09:00:00 GMT"
PAPER = pdf()
TAG = f'"{hashlib.sha256(PAPER).hexdigest()}"'
ADDRESS = "/documents/CAC/COSP/2021/3/fr"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def document():
    return DocumentFactory(symbol="CAC/COSP/2021/3")


@pytest.fixture
def held(document):
    """The French version, held since July."""
    with time_machine.travel(JULY, tick=False):
        return hold(DocumentFileFactory(document=document, language="fr"), upload(PAPER))


def body(response):
    return response.getvalue() if isinstance(response, StreamingHttpResponse) else response.content


def told(response, *names):
    return (response.status_code, body(response), [response.headers.get(n) for n in names])


# The whole file


def test_a_held_version_is_handed_out_with_all_that_a_reader_needs(held, client):
    response = client.get(ADDRESS)
    assert (response.status_code, body(response)) == (200, PAPER)
    assert {name: response.headers.get(name) for name in (
        "Content-Type", "Content-Disposition", "Content-Length", "Content-Language", "ETag",
        "Last-Modified", "Accept-Ranges", "Cache-Control", "X-Content-Type-Options", "Set-Cookie",
        "Vary",
    )} == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'inline; filename="CAC-COSP-2021-3-fr.pdf"',
        "Content-Length": str(len(PAPER)),
        "Content-Language": "fr",
        "ETag": TAG,
        "Last-Modified": LAST_MODIFIED,
        "Accept-Ranges": "bytes",
        "Cache-Control": "public, no-cache",
        "X-Content-Type-Options": "nosniff",
        "Set-Cookie": None,
        "Vary": None,
    }  # fmt: skip


def test_a_word_document_is_saved_instead_of_shown(document, client):
    hold(DocumentFileFactory(document=document, language="zh-hans"), upload(word()))
    response = client.get("/documents/CAC/COSP/2021/3/zh-hans")
    names = ("Content-Type", "Content-Disposition")
    name = "CAC-COSP-2021-3-zh-hans.docx"
    assert [response.headers[n] for n in names] == [WORD, f'attachment; filename="{name}"']
    assert body(response) == word()


def test_the_headers_alone_are_those_of_the_file(held, client):
    names = ("Content-Type", "Content-Length", "ETag", "Last-Modified", "Accept-Ranges")
    whole = client.get(ADDRESS)
    assert told(client.head(ADDRESS, headers={"range": "bytes=0-9"}), *names) == (
        200,
        b"",
        [whole.headers[name] for name in names],
    )


def test_a_file_is_the_same_in_every_edition_and_costs_few_queries(
    held, client, django_assert_num_queries
):
    TopicFactory()
    with django_assert_num_queries(5):  # edition, document, its sessions and versions, the file
        assert client.get(ADDRESS).headers["ETag"] == TAG


@pytest.mark.parametrize("is_example", [True, False])
def test_the_files_of_an_example_are_not_to_be_indexed(is_example, document, held, client):
    hold(held, upload(pdf("Another")))
    document.sessions.add(SessionFactory(convening__is_example=is_example))
    for address in (ADDRESS, f"{ADDRESS}/1"):
        for headers in ({}, {"range": "bytes=0-9"}):
            response = client.get(address, headers=headers)
            assert response.status_code in (200, 206)
            assert response.headers.get("X-Robots-Tag") == ("noindex" if is_example else None)


@pytest.mark.parametrize(
    "known",
    [
        {"if-none-match": TAG},
        {"if-none-match": f'"another", W/{TAG}'},
        {"if-none-match": "*"},
        {"if-modified-since": LAST_MODIFIED},
        {"if-none-match": TAG, "range": "bytes=0-9"},
    ],
)
def test_a_reader_who_has_the_file_is_not_sent_it_again(known, held, client):
    names = ("ETag", "Last-Modified", "Cache-Control")
    whole = (304, b"", [TAG, LAST_MODIFIED, "public, no-cache"])
    assert told(client.get(ADDRESS, headers=known), *names) == whole


@pytest.mark.parametrize(
    "known",
    [
        {"if-none-match": '"another"'},
        {"if-modified-since": "Sat, 03 Jul 2021 08:59:59 GMT"},
        {"if-match": TAG},
        {"if-match": TAG, "if-none-match": '"another"'},
    ],
)
def test_a_reader_who_has_another_file_is_sent_this_one(known, held, client):
    assert told(client.get(ADDRESS, headers=known), "ETag") == (200, PAPER, [TAG])


def test_who_wants_another_file_only_is_told_so(held, client):
    assert client.get(ADDRESS, headers={"if-match": '"another"'}).status_code == 412


# Parts of it


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=10-10", 10, 11),
        ("bytes=100-", 100, len(PAPER)),
        ("bytes=0-", 0, len(PAPER)),
        ("bytes=-20", len(PAPER) - 20, len(PAPER)),
        ("bytes=-999999", 0, len(PAPER)),
        ("bytes=100-999999", 100, len(PAPER)),
    ],
)
def test_a_part_is_handed_out_alone(asked, start, stop, held, client):
    names = ("Content-Range", "Content-Length", "ETag", "Content-Type", "Cache-Control")
    assert told(client.get(ADDRESS, headers={"range": asked}), *names) == (
        206,
        PAPER[start:stop],
        [
            f"bytes {start}-{stop - 1}/{len(PAPER)}",
            str(stop - start),
            TAG,
            "application/pdf",
            "public, no-cache",
        ],
    )


@pytest.mark.parametrize("asked", [f"bytes={len(PAPER)}-", "bytes=999999-9999999", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused_with_the_size(asked, held, client):
    response = client.get(ADDRESS, headers={"range": asked})
    assert told(response, "Content-Range") == (416, b"", [f"bytes */{len(PAPER)}"])


@pytest.mark.parametrize(
    "asked", ["bytes=9-0", "bytes=-", "bytes=0-1,5-6", "pages=1-2", "bytes=a-b", "bytes=٠-٩"]
)
def test_what_asks_for_no_single_part_gets_the_whole(asked, held, client):
    response = client.get(ADDRESS, headers={"range": asked})
    assert told(response, "Content-Range") == (200, PAPER, [None])


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        (TAG, 206),
        (LAST_MODIFIED, 206),
        ('"another"', 200),
        (f"W/{TAG}", 200),
        ("Sat, 03 Jul 2021 09:00:01 GMT", 200),
    ],
)
def test_a_download_is_taken_up_again_only_if_the_file_is_still_the_same(
    condition, status, held, client
):
    headers = {"range": "bytes=10-", "if-range": condition}
    assert client.get(ADDRESS, headers=headers).status_code == status


# Former files


def test_a_former_file_has_its_number_and_stays_what_it_was(held, client):
    hold(held, upload(pdf("second")))
    hold(held, upload(word()))
    second = told(client.get(f"{ADDRESS}/2"), "Content-Disposition")
    name = "CAC-COSP-2021-3-fr-former-2.pdf"
    assert second == (200, pdf("second"), [f'inline; filename="{name}"'])
    first = told(client.get(f"{ADDRESS}/1"), "ETag", "Last-Modified", "Content-Language")
    assert first == (200, PAPER, [TAG, LAST_MODIFIED, "fr"])
    assert body(client.get(ADDRESS)) == word()
    part = client.get(f"{ADDRESS}/1", headers={"range": "bytes=0-4"})
    assert (part.status_code, body(part)) == (206, PAPER[:5])
    assert {client.get(f"{ADDRESS}/{number}").status_code for number in (0, 3, 10**30)} == {404}


# What is not to be had


@pytest.mark.parametrize("status", [status for status in Status if status != Status.PUBLISHED])
def test_no_file_of_a_paper_that_is_not_public_is_handed_out(status, document, held, client):
    hold(held, upload(pdf("second")))
    document.status = status
    document.save()
    answers = {client.get(f"{ADDRESS}{more}").status_code for more in ("", "/", "/1", "/9")}
    assert answers == {410 if status == Status.WITHDRAWN else 404}
    headers = {"if-none-match": TAG, "range": "bytes=0-9"}
    assert client.get(ADDRESS, headers=headers).status_code in (404, 410)


def test_a_linked_version_leads_to_its_address(document, client):
    DocumentFileFactory(
        document=document,
        language="es",
        availability=Availability.LINKED,
        url="https://example.org/paper.pdf",
    )
    response = client.get("/documents/CAC/COSP/2021/3/es")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "https://example.org/paper.pdf",
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [("ar", "Arabic, issued; no copy held."), ("ru", "Russian, not recorded.")],
)
def test_what_is_not_held_says_in_which_languages_there_is_something(
    language, said, document, held, client
):
    DocumentFileFactory(document=document, language="ar", availability=Availability.ISSUED)
    DocumentFileFactory(document=document, language="en", availability=Availability.NOT_ISSUED)
    linked = {"availability": Availability.LINKED, "url": "https://example.org/3.pdf"}
    DocumentFileFactory(document=document, language="es", **linked)
    page = read(client, f"/documents/CAC/COSP/2021/3/{language}", status=404)
    assert page.heading == "No such file"
    assert page.main.one("p", class_="lede").text.endswith(said)
    languages = page.section("Languages on record")
    assert languages.texts("li") == ["français", "español", "العربيّة"]
    assert languages.addresses == [ADDRESS, "https://example.org/3.pdf"]
    assert page.main.addresses[-2:] == ["/documents/CAC/COSP/2021/3/", "/documents/"]


def test_a_file_that_the_storage_has_lost_is_not_there_and_someone_is_told(
    document, held, client, caplog
):
    held.file.storage.delete(held.file.name)
    page = read(client, ADDRESS, status=404)
    assert page.heading == "No such file"
    assert [
        record.message for record in caplog.records if record.name == "meetings.views.documents"
    ] == [f"The storage has lost {held.document} in fr."]


# Finding it


@pytest.mark.parametrize(
    "spelling",
    [
        "cac/cosp/2021/3/fr",
        "CAC-COSP-2021-3/fr",
        "CAC/COSP/2021/3/FR",
        "CAC/COSP/2021/3/fr/",
        "CAC%252FCOSP%252F2021%252F3/fr",
        "CAC/COSP/2021/ 3*/fr",
    ],
)
@pytest.mark.parametrize("prefix", ["", "/vi"])
def test_any_spelling_leads_to_the_one_address_of_the_file(prefix, spelling, held, client):
    response = client.get(f"{prefix}/documents/{spelling}")
    assert (response.status_code, response.headers["Location"]) == (301, prefix + ADDRESS)


def test_chinese_may_be_asked_for_by_its_short_code(held, client):
    response = client.get("/documents/CAC/COSP/2021/3/zh")
    assert response.headers["Location"] == "/documents/CAC/COSP/2021/3/zh-hans"


def test_a_slash_may_be_quoted(held, client):
    assert body(client.get("/documents/CAC%2FCOSP%2F2021%2F3/fr")) == PAPER


def test_the_page_of_the_document_leads_to_the_file(held, client):
    hold(held, upload(pdf("second")))
    page = read(client, "/documents/CAC/COSP/2021/3/")
    version = DocumentFile.objects.get()
    assert page.section("Languages").addresses == [ADDRESS]
    assert version.sha256 in page.section("Languages").text
    [former] = page.section("Former files").all("li")
    assert former.addresses == [f"{ADDRESS}/1"]
    assert former.text.startswith("French, former file 1 held since 3 July 2021 · ")
    assert TAG.strip('"') in former.text
