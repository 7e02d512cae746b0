"""How many representatives of one State may be in the room."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from delegations.enums import IN_THE_ROOM, Presence
from delegations.models import Delegation, Participant


def limit_of(delegation: Delegation) -> int | None:
    """The convening's limit, if it binds the delegation: it is one for States."""
    return delegation.convening.in_person_limit if delegation.entity.is_state else None


def is_in_the_room(participant: Participant) -> bool:
    """Whether the participant takes a place; one who did not attend leaves it free."""
    return participant.mode in IN_THE_ROOM and participant.presence != Presence.DID_NOT_ATTEND


def refuse_too_many_in_the_room(
    delegation: Delegation, participants: Iterable[Participant]
) -> None:
    """Refuse participants who together exceed the limit."""
    limit = limit_of(delegation)
    number = sum(map(is_in_the_room, participants))
    if limit is not None and number > limit:
        raise ValidationError(
            ngettext(
                "%(number)d participants are in person, but each State may have %(limit)d "
                "representative in the room.",
                "%(number)d participants are in person, but each State may have %(limit)d "
                "representatives in the room.",
                limit,
            ),
            params={"number": number, "limit": limit},
        )
