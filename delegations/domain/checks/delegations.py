"""Rules about delegations as a whole."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.domain.checks.subjects import PARTICIPANTS
from delegations.enums import IN_THE_ROOM, EntityKind, Function, Presence
from delegations.models import Delegation, ParticipantTally
from meetings.records.checks import Examined, Found, Gravity, add_to, place_of, rule


@rule(PARTICIPANTS, Gravity.INFORMATION)
def delegations_without_participants(examined: Examined) -> Iterator[Found]:
    """Where the people of some delegations are entered, those of all of them are."""
    people = ParticipantTally.objects.filter(delegation=OuterRef("pk"))
    some = ParticipantTally.objects.filter(delegation__convening=OuterRef("convening"))
    empty = Delegation.objects.filter(~Exists(people), Exists(some))
    for convening, found in _by_convening(examined, empty).items():
        words = ngettext(
            "participants: %(number)d delegation without any",
            "participants: %(number)d delegations without any",
            len(found),
        )
        yield _delegations(convening, found, words)


@rule(PARTICIPANTS, Gravity.SHOULD)
def delegations_over_the_room_limit(examined: Examined) -> Iterator[Found]:
    """No more of a State's people are in the room than the limit, or its exception, allows."""
    in_the_room = Q(tallies__mode__in=IN_THE_ROOM) & ~Q(tallies__presence=Presence.DID_NOT_ATTEND)
    over = Delegation.objects.filter(
        entity__kind=EntityKind.STATE, convening__in_person_limit__isnull=False
    ).annotate(
        present=Sum("tallies__people", filter=in_the_room),
        allowed=Coalesce("room_limit_exception__allowed", "convening__in_person_limit"),
    )
    for convening, found in _by_convening(examined, over.filter(present__gt=F("allowed"))).items():
        words = ngettext(
            "participants: %(number)d delegation over the room limit",
            "participants: %(number)d delegations over the room limit",
            len(found),
        )
        yield _delegations(convening, found, words)


@rule(PARTICIPANTS, Gravity.INFORMATION)
def delegations_without_head(examined: Examined) -> Iterator[Found]:
    """A delegation with people has a head; that there are not two, the database sees to."""
    people = ParticipantTally.objects.filter(delegation=OuterRef("pk"))
    led = people.filter(function=Function.HEAD)
    headless = Delegation.objects.filter(Exists(people), ~Exists(led))
    for convening, found in _by_convening(examined, headless).items():
        words = ngettext(
            "participants: %(number)d delegation without a head",
            "participants: %(number)d delegations without a head",
            len(found),
        )
        yield _delegations(convening, found, words)


@rule(PARTICIPANTS, Gravity.INFORMATION)
def no_delegation(examined: Examined) -> Iterator[Found]:
    """A convening that began has delegations."""
    there = set(
        Delegation.objects.filter(convening__in=examined.ids)
        .order_by()
        .values_list("convening", flat=True)
        .distinct()
    )
    for convening in examined:
        if convening.pk not in there and convening.starts_on <= examined.today:
            words = _("participants: no delegation is entered")
            yield Found(convening.pk, words, add_to(Delegation, convening=convening.pk))


def _by_convening(examined: Examined, delegations: QuerySet) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    of_examined = delegations.filter(convening__in=examined.ids).order_by()
    for convening, number in of_examined.values_list("convening", "pk"):
        found[convening].add(number)
    return found


def _delegations(convening: int, found: set[int], words: str) -> Found:
    place = place_of(Delegation, found, convening=convening)
    return Found(convening, words % {"number": len(found)}, place)
