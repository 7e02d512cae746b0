"""Who takes part in an example: real States and organizations, and people who do not exist."""

import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from random import Random

from delegations.enums import AttendanceMode, Function, Measure, Presence, Qualifier, Role
from delegations.models import Delegation, Entity, Officer, Participant, Person, ReportedFigure
from meetings.models import Convening
from meetings.records.models import Source
from uncac_portal.demo.making import cite, like, made

DELEGATIONS = 120
ORGANIZATIONS = 20  # at most
BATCH = 5_000
Progress = Callable[[int, int, float], None] | None  # done, of all, in so many seconds

MODES = tuple(AttendanceMode)
OUTSIDE_THE_ROOM = (AttendanceMode.ONLINE, AttendanceMode.ONLINE, AttendanceMode.NOT_RECORDED)
PRESENCES = (
    *[Presence.REGISTERED] * 6,
    Presence.ATTENDED,
    Presence.DID_NOT_ATTEND,
    Presence.NOT_RECORDED,
)
LATER_FUNCTIONS = (
    Function.REPRESENTATIVE,
    Function.ALTERNATE,
    Function.ADVISER,
    Function.NOT_RECORDED,
)
TITLES = ("Example counsellor", "Example prosecutor", "Example adviser", "")
LISTED_OF_TEN = 8
NOBODY, NOWHERE = Person(), Participant()


def entities_taking_part(random: Random) -> list[Entity]:
    """States and organizations on record, chosen by chance; fewer where there are not enough."""
    public = Entity.objects.public().order_by("slug")
    organizations = list(public.organizations())[:ORGANIZATIONS]
    states = list(public.states())
    wanted = min(DELEGATIONS - len(organizations), len(states))
    return organizations + random.sample(states, wanted)


def make_delegations(
    convening: Convening, entities: list[Entity], random: Random
) -> list[Delegation]:
    """A delegation of each entity; how some took part as a whole is recorded."""
    return [
        made(Delegation(convening=convening, entity=entity, mode=random.choice(MODES)))
        for entity in entities
    ]


def make_people(
    delegations: list[Delegation],
    size: int,
    random: Random,
    *,
    source: Source,
    progress: Progress,
) -> dict[int, Person]:
    """People with invented names, in batches; gives the first one of each delegation.

    They are many and leave no history: what is invented at once needs no account of who changed it.
    """
    first_of: dict[int, Person] = {}
    year, began = delegations[0].convening.starts_on.year, time.monotonic()
    places = _places(delegations, random)
    for begin in range(0, size, BATCH):
        end = min(begin + BATCH, size)
        people = Person.objects.bulk_create(list(_invented(year, begin, end)))
        participants = [
            _participant(place, person, random)
            for person, place in zip(people, places, strict=False)
        ]
        for participant, person in zip(participants, people, strict=True):
            first_of.setdefault(participant.delegation_id, person)
        cite(source, [*people, *Participant.objects.bulk_create(participants)])
        if progress:
            progress(end, size, time.monotonic() - began)
    return first_of


def make_officers(
    convening: Convening, delegations: list[Delegation], first_of: dict[int, Person]
) -> list[Officer]:
    """A Chair with a name, and a Rapporteur of whom only the State is recorded."""
    states = [delegation for delegation in delegations if delegation.entity.is_state]
    return [
        made(
            Officer(
                convening=convening,
                role=Role.CHAIR,
                person=first_of.get(states[0].pk),
                entity=states[0].entity,
                position=1,
            )
        ),
        made(
            Officer(convening=convening, role=Role.RAPPORTEUR, entity=states[1].entity, position=2)
        ),
    ]


def make_figures(convening: Convening, size: int) -> list[ReportedFigure]:
    """Numbers as a source might report them; of one group, that it was there."""
    reported = (
        (Measure.PARTICIPANTS, size, Qualifier.ABOUT),
        (Measure.GOVERNMENT_DELEGATIONS, 100, Qualifier.MORE_THAN),
        (Measure.CIVIL_SOCIETY, None, Qualifier.EXACT),
    )
    return [
        made(
            ReportedFigure(
                convening=convening,
                measure=measure,
                value=value,
                qualifier=qualifier,
                position=position,
            )
        )
        for position, (measure, value, qualifier) in enumerate(reported, 1)
    ]


def slugs_of_people(year: int) -> str:
    """How the short names of all invented people of a year begin."""
    return f"example-{year}-"


def _invented(year: int, begin: int, end: int) -> Iterator[Person]:
    for number in range(begin + 1, end + 1):
        yield like(
            NOBODY,
            slug=f"{slugs_of_people(year)}{number:07}",
            name=f"Example Delegate {number:03}",
            sort_name=f"Delegate {number:07}, Example",
        )


def _places(delegations: list[Delegation], random: Random) -> Iterator[tuple[Delegation, int]]:
    """A delegation for each next person, and which one of it; heads come first."""
    weights = list(accumulate(random.randrange(1, 8) for _ in delegations))
    for delegation in delegations:
        yield delegation, 1
    numbers = {delegation.pk: 1 for delegation in delegations}
    while True:
        [delegation] = random.choices(delegations, cum_weights=weights)
        numbers[delegation.pk] += 1
        yield delegation, numbers[delegation.pk]


def _participant(place: tuple[Delegation, int], person: Person, random: Random) -> Participant:
    """At most two of a State are in the room, as the convening allows."""
    delegation, position = place
    functions = {1: Function.HEAD, 2: Function.DEPUTY_HEAD}
    mode = random.choice(MODES if position <= 2 else OUTSIDE_THE_ROOM)
    presence = random.choice(PRESENCES)
    was_not_there = presence == Presence.DID_NOT_ATTEND
    return like(
        NOWHERE,
        delegation_id=delegation.pk,
        person_id=person.pk,
        function=functions.get(position) or random.choice(LATER_FUNCTIONS),
        title=random.choice(TITLES),
        position=min(position, 32_767),
        mode=AttendanceMode.NOT_RECORDED if was_not_there else mode,
        presence=presence,
        listed=random.randrange(10) < LISTED_OF_TEN,
    )
