"""What whoever publishes a list of participants should know besides: whom it does not name."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import ngettext

from delegations.models import ParticipantTally, Statement
from meetings.records.domain.consequences import remark
from meetings.records.domain.publication import NOT_YET_PUBLISHED
from meetings.records.enums import Status


@remark("meetings.Convening")
def names_held_back(convening: Any, part: str, to: str) -> Iterator[str]:
    """A list names only those who may be listed."""
    if (part, to) != ("participants_status", Status.PUBLISHED):
        return
    held_back = ParticipantTally.objects.filter(delegation__convening=convening, listed=False)
    if number := held_back.total():
        sentence = ngettext(
            "%(number)d name is held back: the person may not be listed.",
            "%(number)d names are held back: these persons may not be listed.",
            number,
        )
        yield sentence % {"number": number}


@remark("meetings.Convening")
def statements_left_behind(convening: Any, part: str, to: str) -> Iterator[str]:
    """Statements are published each by itself: those that are drafts stay so."""
    if (part, to) != ("status", Status.PUBLISHED):
        return
    statements = Statement.objects.filter(
        delegation__convening=convening, status__in=NOT_YET_PUBLISHED
    )
    if number := statements.count():
        sentence = ngettext(
            "%(number)d statement stays unpublished: statements are published each by itself.",
            "%(number)d statements stay unpublished: statements are published each by itself.",
            number,
        )
        yield sentence % {"number": number}
