"""Rules about what is to be published at a set time."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import ngettext

from meetings.domain.checks import readings
from meetings.domain.checks.subjects import PUBLICATION
from meetings.models import Convening, Document
from meetings.records.checks import Examined, Found, Gravity, page_at, rule
from meetings.records.models import ScheduledMove


@rule(PUBLICATION, Gravity.SHOULD)
def set_time_is_past(examined: Examined) -> Iterator[Found]:
    """What was to be published before today is done: else the command that does it is not run."""
    kinds = ContentType.objects.get_for_models(Convening, Document)
    papers = readings.papers(examined)
    convenings_of = {convening.pk: [convening.pk] for convening in examined}
    convenings_of_paper = {
        paper.pk: [key for key in papers if paper in papers[key]]
        for listed in papers.values()
        for paper in listed
    }
    overdue = ScheduledMove.objects.filter(
        Q(record_type=kinds[Convening], record_id__in=convenings_of)
        | Q(record_type=kinds[Document], record_id__in=convenings_of_paper),
        settled_at=None,
        due_at__lt=datetime.combine(examined.today, time(), UTC),
    )
    late: dict[int, int] = {}
    for kind, record in overdue.values_list("record_type", "record_id"):
        of_convening = kind == kinds[Convening].pk
        for convening in (convenings_of if of_convening else convenings_of_paper)[record]:
            late[convening] = late.get(convening, 0) + 1
    for convening, number in late.items():
        words = ngettext(
            "publication: %(number)d set time is past and nothing was done",
            "publication: %(number)d set times are past and nothing was done",
            number,
        ) % {"number": number}
        yield Found(convening, words, page_at(Convening, convening, "overview") + "#publication")
