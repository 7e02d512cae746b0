"""Who submitted a document."""

import pytest

from delegations.models import DocumentSubmission
from meetings.records.enums import Status
from tests.factories import (
    DocumentFactory,
    DocumentSubmissionFactory,
    EntityFactory,
    SessionFactory,
)
from tests.support.refusals import NOT_PUBLIC, refusals, refused_by

pytestmark = pytest.mark.django_db


def test_a_submission_is_on_record_once():
    submission = DocumentSubmissionFactory()
    other = DocumentSubmissionFactory(document=submission.document)
    other.entity = submission.entity
    assert refusals(other) == {"__all__": ["The submission is on record already."]}
    assert refused_by(other) == "submission_once_per_entity"


def test_several_may_submit_one_paper_and_one_may_submit_several():
    document, state = DocumentFactory(), EntityFactory()
    submissions = [
        DocumentSubmissionFactory(document=document, entity=state),
        DocumentSubmissionFactory(document=document),
        DocumentSubmissionFactory(entity=state),
    ]
    assert [refusals(submission) for submission in submissions] == [{}, {}, {}]


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_a_submission_is_public_when_the_document_and_the_entity_are(status):
    shown = DocumentSubmissionFactory()
    DocumentSubmissionFactory(document__status=status)
    DocumentSubmissionFactory(entity__status=status)
    session = SessionFactory(convening__status=status)
    DocumentSubmissionFactory(document=DocumentFactory(sessions=[session]))
    assert list(DocumentSubmission.objects.public()) == [shown]


def test_a_submission_is_withdrawn_with_its_entity():
    submissions = [DocumentSubmissionFactory(entity__status=status) for status in Status]
    [withdrawn] = DocumentSubmission.objects.withdrawn()
    assert withdrawn == submissions[list(Status).index(Status.WITHDRAWN)]


def test_submissions_stand_by_symbol(django_assert_num_queries):
    second = DocumentSubmissionFactory(document__symbol="CAC/COSP/2021/10")
    first = DocumentSubmissionFactory(document__symbol="CAC/COSP/2021/9")
    with django_assert_num_queries(1):
        listed = list(DocumentSubmission.objects.for_page())
        rows = [(each.document.symbol, each.entity) for each in listed]
    assert listed == [first, second]
    assert rows == [("CAC/COSP/2021/9", first.entity), ("CAC/COSP/2021/10", second.entity)]
