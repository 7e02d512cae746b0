"""Rules about statements."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, F, Q
from django.utils.translation import ngettext

from delegations.domain.checks.subjects import STATEMENTS
from delegations.models import Statement
from meetings.models import Convening
from meetings.records.checks import Examined, Found, Gravity, list_of, place_of, rule, shared
from meetings.records.enums import Status

OPEN = (Status.DRAFT, Status.IN_REVIEW)
OUTSIDE = Q(delivered_on__lt=F("delegation__convening__starts_on")) | Q(
    delivered_on__gt=F("delegation__convening__ends_on")
)


@shared
def statements(examined: Examined) -> dict[int, dict[str, int]]:
    """How many statements of each convening lack what the rules ask for."""
    rows = (
        Statement.objects.filter(delegation__convening__in=examined.ids)
        .order_by()
        .values("delegation__convening")
        .annotate(
            without_item=Count("pk", filter=Q(item=None)),
            without_speaker=Count("pk", filter=Q(speaker=None)),
            without_date=Count("pk", filter=Q(delivered_on=None)),
            not_public=Count("pk", filter=Q(status__in=OPEN)),
        )
    )
    return {row.pop("delegation__convening"): row for row in rows}


@rule(STATEMENTS, Gravity.SHOULD)
def statements_without_item(examined: Examined) -> Iterator[Found]:
    """A statement is made under an agenda item."""
    for convening, number in _lacking(examined, "without_item"):
        words = ngettext(
            "%(number)d statement without item", "%(number)d statements without item", number
        )
        yield _found(convening, number, words, item__isnull=True)


@rule(STATEMENTS, Gravity.INFORMATION)
def statements_without_speaker(examined: Examined) -> Iterator[Found]:
    """A statement is made by a person."""
    for convening, number in _lacking(examined, "without_speaker"):
        words = ngettext(
            "%(number)d statement without speaker", "%(number)d statements without speaker", number
        )
        yield _found(convening, number, words, speaker__isnull=True)


@rule(STATEMENTS, Gravity.INFORMATION)
def statements_without_date(examined: Examined) -> Iterator[Found]:
    """A statement is made on a day."""
    for convening, number in _lacking(examined, "without_date"):
        words = ngettext(
            "%(number)d statement without date", "%(number)d statements without date", number
        )
        yield _found(convening, number, words, delivered_on__isnull=True)


@rule(STATEMENTS, Gravity.SHOULD)
def statements_not_public(examined: Examined) -> Iterator[Found]:
    """What was said at a published convening is to be published, too."""
    for convening, number in _lacking(examined, "not_public"):
        if convening.is_public:
            words = ngettext(
                "%(number)d statement not published, though the convening is",
                "%(number)d statements not published, though the convening is",
                number,
            )
            yield _found(convening, number, words, status__in=",".join(OPEN))


@rule(STATEMENTS, Gravity.GRAVE)
def statements_outside_the_days(examined: Examined) -> Iterator[Found]:
    """A statement is made on a day of its convening."""
    outside: dict[int, set[int]] = defaultdict(set)
    made = Statement.objects.filter(OUTSIDE, delegation__convening__in=examined.ids).order_by()
    for convening, number in made.values_list("delegation__convening", "pk"):
        outside[convening].add(number)
    for convening, found in outside.items():
        words = ngettext(
            "%(number)d statement delivered on a day that is none of the convening",
            "%(number)d statements delivered on days that are none of the convening",
            len(found),
        ) % {"number": len(found)}
        yield Found(convening, words, place_of(Statement, found, convening=convening))


def _lacking(examined: Examined, what: str) -> Iterator[tuple[Convening, int]]:
    """The convenings with such statements, and how many."""
    for convening in examined:
        if number := statements(examined).get(convening.pk, {}).get(what, 0):
            yield convening, number


def _found(convening: Convening, number: int, words: str, **filters: object) -> Found:
    place = list_of(Statement, convening=convening.pk, **filters)
    return Found(convening.pk, words % {"number": number}, place)
