"""What whoever publishes a convening should know besides: papers that stay behind."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import ngettext

from meetings.models import Document
from meetings.records.domain.consequences import remark
from meetings.records.domain.publication import NOT_YET_PUBLISHED
from meetings.records.enums import Status


@remark("meetings.Convening")
def papers_left_behind(convening: Any, part: str, to: str) -> Iterator[str]:
    """Papers are published each by itself: those that are drafts stay so."""
    if (part, to) != ("status", Status.PUBLISHED):
        return
    papers = Document.objects.of_convening(convening).filter(status__in=NOT_YET_PUBLISHED)
    if number := papers.count():
        sentence = ngettext(
            "%(number)d paper stays unpublished: papers are published each by itself.",
            "%(number)d papers stay unpublished: papers are published each by itself.",
            number,
        )
        yield sentence % {"number": number}
