"""Rules about the people in the delegations; there may be many, so the database counts them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.db.models.functions import Lower
from django.utils.translation import ngettext

from delegations.domain.checks.subjects import PARTICIPANTS
from delegations.enums import AttendanceMode, Presence
from delegations.models import Participant, ParticipantTally
from meetings.models import Convening
from meetings.records.checks import Examined, Found, Gravity, list_of, rule, shared
from meetings.records.enums import Status


@dataclass(frozen=True)
class People:
    """How many participants of a convening lack what the rules ask for."""

    without_mode: int = 0
    without_presence: int = 0
    unlisted: int = 0


@shared
def people(examined: Examined) -> dict[int, People]:
    """What is lacking at each convening."""
    rows = (
        ParticipantTally.objects.filter(delegation__convening__in=examined.ids)
        .order_by()
        .values_list("delegation__convening")
        .annotate(
            without_mode=_people(mode=AttendanceMode.NOT_RECORDED),
            without_presence=_people(presence=Presence.NOT_RECORDED),
            unlisted=_people(listed=False),
        )
    )
    lacking = {convening.pk: People() for convening in examined}
    return lacking | {convening: People(*numbers) for convening, *numbers in rows}


@rule(PARTICIPANTS, Gravity.INFORMATION)
def participants_without_mode(examined: Examined) -> Iterator[Found]:
    """Of each participant it is recorded whether they took part in person or online."""
    for convening in examined:
        number = people(examined)[convening.pk].without_mode
        words = ngettext(
            "participants: attendance mode of %(number)d not recorded",
            "participants: attendance mode of %(number)d not recorded",
            number,
        )
        yield from _some(convening, number, words, mode__exact=AttendanceMode.NOT_RECORDED)


@rule(PARTICIPANTS, Gravity.INFORMATION)
def participants_without_presence(examined: Examined) -> Iterator[Found]:
    """Once a convening is over it is recorded who attended."""
    for convening in filter(examined.over, examined):
        number = people(examined)[convening.pk].without_presence
        words = ngettext(
            "participants: not recorded whether %(number)d attended",
            "participants: not recorded whether %(number)d attended",
            number,
        )
        yield from _some(convening, number, words, presence__exact=Presence.NOT_RECORDED)


@rule(PARTICIPANTS, Gravity.INFORMATION)
def participants_left_off_the_list(examined: Examined) -> Iterator[Found]:
    """Where the list of participants is published, those who are not on it are few and meant."""
    for convening in examined:
        if convening.participants_status == Status.PUBLISHED:
            number = people(examined)[convening.pk].unlisted
            words = ngettext(
                "participants: %(number)d may not be listed, though the list is published",
                "participants: %(number)d may not be listed, though the list is published",
                number,
            )
            yield from _some(convening, number, words, listed__exact=0)


@rule(PARTICIPANTS, Gravity.SHOULD)
def people_of_the_same_name(examined: Examined) -> Iterator[Found]:
    """Two people of one name at a convening are perhaps one, entered twice."""
    rows = (
        Participant.objects.filter(delegation__convening__in=examined.ids)
        .exclude(person__name_en__in=["", None])
        .order_by()
        .annotate(called=Lower("person__name_en"))
        .values_list("delegation__convening", "called")
        .annotate(people=Count("person", distinct=True))
        .filter(people__gt=1)
    )
    names: dict[int, list[str]] = defaultdict(list)
    for convening, called, _people in rows:
        names[convening].append(called)
    for convening, called in names.items():
        words = ngettext(
            "participants: %(number)d name is borne by two people; perhaps they are one",
            "participants: %(number)d names are borne by two people; perhaps they are one",
            len(called),
        ) % {"number": len(called)}
        yield Found(convening, words, list_of(Participant, convening=convening, q=min(called)))


def _people(**alike: object) -> Sum:
    return Sum("people", filter=Q(**alike), default=0)


def _some(convening: Convening, number: int, words: str, **filters: object) -> Iterator[Found]:
    if number:
        place = list_of(Participant, convening=convening.pk, **filters)
        yield Found(convening.pk, words % {"number": number}, place)
