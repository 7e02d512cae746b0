"""Documents and their language versions: symbols, files, and who may see them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from meetings import symbols
from meetings.enums import Availability
from meetings.models import AgendaItem, Document, DocumentFile, Session, Topic
from meetings.records.enums import Status
from tests.factories import (
    AgendaItemFactory,
    ArticleFactory,
    BodyFactory,
    ConveningFactory,
    DocumentFactory,
    DocumentFileFactory,
    SessionFactory,
    TopicFactory,
)
from tests.support.refusals import NEVER_PUBLIC, NOT_PUBLIC, refusals, refused_by

pytestmark = pytest.mark.django_db


def session_of(status):
    return SessionFactory(convening__status=status)


def test_a_symbol_names_one_document():
    DocumentFactory(symbol="CAC/COSP/2021/3")
    document = DocumentFactory(symbol="CAC/COSP/2021/4")
    document.symbol = "CAC/COSP/2021/3"
    assert refusals(document) == {
        "symbol": ["This symbol is on record already, as CAC/COSP/2021/3."]
    }
    assert refused_by(document) in ("symbol", "lookup_key")


def test_a_symbol_in_another_spelling_names_the_same_document():
    DocumentFactory(symbol="CAC/COSP/WG.4/2011/INF.1")
    document = DocumentFactory(symbol="CAC/COSP/WG.4/2011/1")
    document.symbol = "CAC/COSP/WG.4/2011/INF/1"
    assert refusals(document) == {
        "symbol": ["This symbol is on record already, as CAC/COSP/WG.4/2011/INF.1."]
    }
    assert refused_by(document) == "lookup_key"


@pytest.mark.parametrize("text", ["A/RES/58/4", "CAC/COSP/2021", "CAC/COSP/2021/3/Add"])
def test_what_is_not_a_symbol_of_the_conference_is_refused_at_the_field(text):
    document = DocumentFactory()
    document.symbol = text
    assert list(refusals(document)) == ["symbol"]


def test_what_is_not_a_symbol_cannot_be_a_second_symbol_either():
    document = DocumentFactory()
    document.second_symbol = "A/RES/58/4"
    assert list(refusals(document)) == ["second_symbol"]


def test_the_two_symbols_of_a_paper_differ():
    document = DocumentFactory(symbol="CAC/COSP/2021/3")
    document.second_symbol = "CAC/COSP/2021/3"
    assert refusals(document) == {"__all__": ["The two symbols are the same."]}
    assert refused_by(document) == "document_two_symbols_differ"


def test_a_second_symbol_names_one_document():
    DocumentFactory(symbol="CAC/COSP/2012/1", second_symbol="CAC/COSP/WG.4/2012/CRP.1")
    document = DocumentFactory(second_symbol="CAC/COSP/WG.4/2012/CRP.2")
    document.second_symbol = "CAC/COSP/WG.4/2012/CRP.1"
    assert refusals(document) == {
        "second_symbol": ["This symbol is on record already, as CAC/COSP/2012/1."]
    }
    assert refused_by(document) == "second_symbol_once"


def test_the_symbol_of_one_document_cannot_be_the_second_symbol_of_another():
    DocumentFactory(symbol="CAC/COSP/WG.4/2012/CRP.1")
    document = DocumentFactory()
    document.second_symbol = "CAC/COSP/WG.4/2012/CRP.1"
    assert refusals(document) == {
        "second_symbol": ["This symbol is on record already, as CAC/COSP/WG.4/2012/CRP.1."]
    }


def test_validation_puts_a_symbol_into_its_canonical_spelling():
    document = DocumentFactory.build(symbol=" cac/cosp/2021/ 3 ", second_symbol="CAC-COSP-2021-4")
    assert refusals(document) == {}
    assert (document.symbol, document.second_symbol) == ("CAC/COSP/2021/3", "CAC/COSP/2021/4")


def test_a_document_is_known_by_either_of_its_symbols_in_any_spelling():
    document = DocumentFactory(
        symbol="CAC/COSP/WG.2/2012/CRP.2", second_symbol="CAC/COSP/WG.4/2012/CRP.1"
    )
    DocumentFactory(symbol="CAC/COSP/2021/3")
    spellings = ["CAC/COSP/WG.2/2012/CRP/2", "cac-cosp-wg.4-2012-crp.1"]
    keys = [symbols.parse(spelling).lookup_key for spelling in spellings]
    assert [list(Document.objects.known_by(key)) for key in keys] == [[document], [document]]


def test_two_papers_without_a_second_symbol_are_fine():
    documents = [DocumentFactory(second_symbol=""), DocumentFactory(second_symbol="")]
    assert [refusals(document) for document in documents] == [{}, {}]


def test_a_document_cannot_belong_to_itself():
    document = DocumentFactory()
    document.parent = document
    assert refusals(document) == {"__all__": ["A document cannot belong to itself."]}
    assert refused_by(document) == "document_not_its_own_parent"


def test_an_addition_belongs_to_its_document():
    agenda = DocumentFactory(symbol="CAC/COSP/IRG/2021/1")
    addition = DocumentFactory(symbol="CAC/COSP/IRG/2021/1/Add.1", parent=agenda)
    assert refusals(addition) == {}
    assert list(agenda.additions.all()) == [addition]


def test_keys_follow_the_symbol_however_documents_are_written():
    saved = DocumentFactory(symbol="CAC/COSP/WG.4/2011/INF/1")
    [in_bulk] = Document.objects.bulk_create([DocumentFactory.build(symbol="CAC/COSP/2021/3")])
    saved.symbol = "CAC/COSP/WG.4/2011/INF/2"
    saved.save()
    keys = Document.objects.order_by("symbol").values_list("symbol", "lookup_key")
    assert list(keys) == [
        (in_bulk.symbol, "cac/cosp/2021/3"),
        (saved.symbol, "cac/cosp/wg.4/2011/inf.2"),
    ]


def test_documents_stand_by_body_year_and_number_with_additions_after_their_document():
    symbols = [
        "CAC/COSP/2021/2",
        "CAC/COSP/2021/2/Add.1",
        "CAC/COSP/2021/10",
        "CAC/COSP/IRG/2020/1",
        "CAC/COSP/IRG/2021/1",
    ]
    for symbol in reversed(symbols):
        DocumentFactory(symbol=symbol)
    assert [document.symbol for document in Document.objects.in_order()] == symbols


def test_a_language_stands_once_under_a_document():
    english = DocumentFileFactory(language="en")
    french = DocumentFileFactory(document=english.document, language="fr")
    french.language = "en"
    assert refusals(french) == {"__all__": ["The document has this language already."]}
    assert refused_by(french) == "one_file_per_language"


def test_one_language_of_two_documents_is_fine():
    files = [DocumentFileFactory(language="en"), DocumentFileFactory(language="en")]
    assert [refusals(file) for file in files] == [{}, {}]


def test_a_version_held_here_needs_its_file():
    version = DocumentFileFactory(availability=Availability.ISSUED)
    version.availability = Availability.HELD
    assert refusals(version) == {"__all__": ["A version held here needs its file."]}
    assert refused_by(version) == "held_file_has_file"


def test_a_version_linked_elsewhere_needs_its_address():
    version = DocumentFileFactory(availability=Availability.ISSUED)
    version.availability = Availability.LINKED
    assert refusals(version) == {"__all__": ["A version linked elsewhere needs its address."]}
    assert refused_by(version) == "linked_file_has_address"


def test_versions_held_linked_issued_and_not_issued_are_accepted():
    document = DocumentFactory(symbol="CAC/COSP/2021/3")
    paper = SimpleUploadedFile("My Paper (final).PDF", b"paper")
    versions = [
        DocumentFileFactory(
            document=document, language="en", availability=Availability.HELD, file=paper
        ),
        DocumentFileFactory(
            document=document,
            language="fr",
            availability=Availability.LINKED,
            url="https://example.org/3.pdf",
        ),
        DocumentFileFactory(document=document, language="es", availability=Availability.ISSUED),
        DocumentFileFactory(document=document, language="ar", availability=Availability.NOT_ISSUED),
    ]
    assert [refusals(version) for version in versions] == [{}, {}, {}, {}]


def test_a_file_is_kept_by_symbol_and_language_whatever_it_was_called():
    document = DocumentFactory(symbol="CAC/COSP/IRG/2021/1/Add.1")
    upload = SimpleUploadedFile("../../My Paper (final).PDF", b"paper")
    version = DocumentFileFactory(
        document=document, language="zh-hans", availability=Availability.HELD, file=upload
    )
    assert version.file.name == "documents/cac-cosp-irg-2021-1-add.1/zh-hans.pdf"


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_a_document_is_public_when_it_and_all_its_sessions_are(status):
    without_session = DocumentFactory(status=Status.PUBLISHED)
    shown = DocumentFactory(sessions=[session_of(Status.PUBLISHED), session_of(Status.PUBLISHED)])
    DocumentFactory(status=status)
    DocumentFactory(status=status, sessions=[session_of(Status.PUBLISHED)])
    DocumentFactory(sessions=[session_of(status)])
    DocumentFactory(sessions=[session_of(Status.PUBLISHED), session_of(status)])
    of_hidden_body = SessionFactory(body__status=status)
    DocumentFactory(sessions=[session_of(Status.PUBLISHED), of_hidden_body])
    assert set(Document.objects.public()) == {without_session, shown}


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_a_language_version_is_public_with_its_document(status):
    shown = DocumentFileFactory()
    DocumentFileFactory(document__status=status)
    DocumentFileFactory(document=DocumentFactory(sessions=[session_of(status)]))
    assert list(DocumentFile.objects.public()) == [shown]


def test_a_document_is_withdrawn_by_itself_or_with_a_session():
    withdrawn = DocumentFactory(status=Status.WITHDRAWN)
    with_convening = DocumentFactory(sessions=[session_of(Status.WITHDRAWN)])
    with_body = DocumentFactory(sessions=[SessionFactory(body__status=Status.WITHDRAWN)])
    DocumentFactory(status=Status.DRAFT, sessions=[session_of(Status.WITHDRAWN)])
    DocumentFactory(status=Status.DRAFT)
    DocumentFactory(sessions=[session_of(Status.DRAFT)])
    DocumentFactory(sessions=[session_of(Status.PUBLISHED)])
    assert set(Document.objects.withdrawn()) == {withdrawn, with_convening, with_body}


@pytest.mark.parametrize("status", NEVER_PUBLIC)
def test_a_document_that_was_never_public_is_not_withdrawn(status):
    of_draft, of_withdrawn = session_of(status), session_of(Status.WITHDRAWN)
    of_draft_body = SessionFactory(body__status=status)
    for own in (Status.WITHDRAWN, Status.PUBLISHED):
        DocumentFactory(status=own, sessions=[of_draft])
        DocumentFactory(status=own, sessions=[of_draft_body])
        DocumentFactory(status=own, sessions=[of_withdrawn, of_draft])
        DocumentFactory(status=own, sessions=[session_of(Status.PUBLISHED), of_draft_body])
    assert list(Document.objects.withdrawn()) == []


def test_a_language_version_is_withdrawn_with_its_document():
    withdrawn = DocumentFileFactory(document__status=Status.WITHDRAWN)
    with_convening = DocumentFileFactory(
        document=DocumentFactory(sessions=[session_of(Status.WITHDRAWN)])
    )
    DocumentFileFactory(document__status=Status.DRAFT)
    DocumentFileFactory(document__status=Status.PUBLISHED)
    assert set(DocumentFile.objects.withdrawn()) == {withdrawn, with_convening}


def test_a_document_of_a_joint_week_stands_once_with_its_sessions(django_assert_num_queries):
    convening = ConveningFactory()
    sessions = [
        SessionFactory(convening=convening, body=BodyFactory(), position=position)
        for position in (1, 2)
    ]
    document = DocumentFactory(sessions=sessions)
    version = DocumentFileFactory(document=document)
    with django_assert_num_queries(3):
        listed = list(Document.objects.public().for_list(Session.objects.public()))
        rows = [(list(each.sessions.all()), list(each.files.all())) for each in listed]
    assert listed == [document]
    assert rows == [(sessions, [version])]


@pytest.mark.parametrize("number", [1, 3])
def test_a_document_brings_the_public_part_of_what_it_is_about(number, django_assert_num_queries):
    topic, article = TopicFactory(), ArticleFactory()
    hidden_topic = TopicFactory(status=Status.DRAFT)
    item = AgendaItemFactory()
    hidden_item = AgendaItemFactory(session__convening__status=Status.IN_REVIEW)
    for _ in range(number):
        DocumentFactory(
            sessions=[item.session],
            items=[item, hidden_item],
            topics=[topic, hidden_topic],
            articles=[article],
        )
    with django_assert_num_queries(6):
        rows = [
            (
                list(document.sessions.all()),
                list(document.items.all()),
                list(document.topics.all()),
                list(document.articles.all()),
                list(document.files.all()),
                document.items.all()[0].session.body.code,
            )
            for document in Document.objects.for_page(Session, AgendaItem, Topic)
        ]
    assert (
        rows == [([item.session], [item], [topic], [article], [], item.session.body.code)] * number
    )


def test_a_document_of_two_sessions_of_a_convening_is_one_of_its_documents_once():
    convening = ConveningFactory()
    sessions = [SessionFactory(convening=convening), SessionFactory(convening=convening)]
    joint = DocumentFactory(sessions=sessions)
    DocumentFactory(sessions=[SessionFactory()])
    DocumentFactory()
    assert list(Document.objects.of_convening(convening)) == [joint]


def test_a_document_touches_its_topics_once():
    topics = [TopicFactory(), TopicFactory()]
    document = DocumentFactory(topics=topics)
    DocumentFactory(topics=[TopicFactory()])
    assert list(Document.objects.touching(topics)) == [document]


def test_a_document_is_issued_in_the_languages_in_which_it_is_known_to_exist():
    in_french = DocumentFileFactory(language="fr", availability=Availability.ISSUED).document
    DocumentFileFactory(document=in_french, language="en", availability=Availability.NOT_ISSUED)
    DocumentFileFactory(language="fr", availability=Availability.NOT_ISSUED)
    DocumentFactory()
    assert list(Document.objects.issued_in("fr")) == [in_french]
    assert list(Document.objects.issued_in("en")) == []


def test_a_document_has_its_page():
    document = DocumentFactory.build(symbol="CAC/COSP/2021/3")
    assert document.get_absolute_url() == "/documents/CAC/COSP/2021/3/"
