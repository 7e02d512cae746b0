"""How many representatives of one State may be in the room."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.enums import IN_THE_ROOM, Presence
from delegations.models import Delegation, Participant
from meetings.models import Convening
from meetings.records.domain import journal
from meetings.records.enums import Way


def limit_of(delegation: Delegation) -> int | None:
    """How many may be in the room, if anything binds the delegation: the limit is one for States.

    An exception that was granted counts instead of the convening's limit.
    """
    limit = delegation.convening.in_person_limit
    if limit is None or not delegation.entity.is_state:
        return None
    return _exception_of(delegation) or limit


def is_in_the_room(participant: Participant) -> bool:
    """Whether the participant takes a place; one who did not attend leaves it free."""
    return takes_place(participant.mode, participant.presence)


def takes_place(mode: str, presence: str) -> bool:
    """Whether somebody who takes part like this is in the room."""
    return mode in IN_THE_ROOM and presence != Presence.DID_NOT_ATTEND


def number_in_the_room(delegations: Collection[int]) -> Counter[int]:
    """How many places each of the delegations takes, by its number, in one query."""
    there = Participant.objects.filter(delegation__in=delegations, mode__in=IN_THE_ROOM)
    there = there.exclude(presence=Presence.DID_NOT_ATTEND).order_by()
    return Counter(dict(there.values_list("delegation_id").annotate(places=Count("pk"))))


def refuse_too_many_in_the_room(
    delegation: Delegation, participants: Iterable[Participant]
) -> None:
    """Refuse participants who together exceed the limit, unless no more of them than before do.

    Where a limit was lowered later, what was recorded before can still be put right.
    """
    number = sum(map(is_in_the_room, participants))
    limit = limit_of(delegation)
    if limit is None or number <= limit:
        return
    if number > _number_before(delegation):
        raise _refusal(delegation, number, limit)


def lock_and_check(delegations: Iterable[int], *, before: Mapping[int, int] | None = None) -> None:
    """Refuse delegations that have too many in the room now, all of them in one ValidationError.

    To be called after writing, in the transaction that wrote: the delegations are locked in the
    order of their numbers, so of two who take the last place at once the second sees the first.
    `before` says how many there were: a delegation that was over the limit may stay so. Three
    queries, however many delegations there are.
    """
    refusals = [
        _refusal(delegation, number, limit, by_name=True)
        for delegation, number, limit in _crowded(_locked(delegations))
        if number > (before or {}).get(delegation.pk, 0)
    ]
    if refusals:
        raise ValidationError(refusals)


def keep_limits(sender: Any, **_signal: Any) -> None:
    """Refuse a change that puts too many in the room, whichever way it was made; for a signal.

    What commands bring in is what sources say: it is recorded, and the checks tell of it.
    """
    entry = journal.present()
    if entry is None or entry.way == Way.COMMAND:
        return
    rows = Participant.history.filter(journal=entry).order_by()  # type: ignore[attr-defined]
    keys = _locked(rows.values_list("delegation_id", flat=True).distinct())
    before = {d.pk: number - _more_through(entry, d) for d, number, _limit in _crowded(keys)}
    if before:
        lock_and_check(before, before=before)


def over_the_limit(convening: Convening) -> list[tuple[Delegation, int, int]]:
    """The delegations with more in the room than they may have: each, how many, and the limit."""
    return list(_crowded(convening.delegations.values_list("pk", flat=True)))


def _crowded(delegations: Iterable[int]) -> Iterator[tuple[Delegation, int, int]]:
    numbers = number_in_the_room(list(delegations))
    found = Delegation.objects.filter(pk__in=[key for key in numbers if numbers[key] > 1])
    related = ("convening", "entity", "room_limit_exception")
    for delegation in found.select_related(*related).order_by("entity__name", "pk"):
        limit = limit_of(delegation)
        if limit is not None and numbers[delegation.pk] > limit:
            yield delegation, numbers[delegation.pk], limit


def _more_through(entry: Any, delegation: Delegation) -> int:
    """How many more places the delegation takes through the change than before it."""
    history = Participant.history  # type: ignore[attr-defined]
    own = history.filter(delegation=delegation).values("id")
    touched = set(history.filter(journal=entry, id__in=own).values_list("id", flat=True))
    more = 0
    for key in touched:
        rows = history.filter(id=key)
        after = rows.filter(journal=entry).first()
        more += _takes_place(after, delegation)
        more -= _takes_place(rows.filter(history_id__lt=_first(rows, entry)).first(), delegation)
    return more


def _first(rows: Any, entry: Any) -> int:
    """The number of the first row that the change wrote."""
    return rows.filter(journal=entry).order_by("history_id").values_list("pk", flat=True)[0]


def _takes_place(row: Any, delegation: Delegation) -> bool:
    if row is None or row.history_type == "-" or row.delegation_id != delegation.pk:
        return False
    return is_in_the_room(row.instance)


def _exception_of(delegation: Delegation) -> int | None:
    exception = getattr(delegation, "room_limit_exception", None)
    return exception.allowed if exception else None


def _number_before(delegation: Delegation) -> int:
    if delegation._state.adding:
        return 0
    same = {"convening": delegation.convening_id, "entity": delegation.entity_id}
    is_same = Delegation.objects.filter(pk=delegation.pk, **same).exists()
    return number_in_the_room([delegation.pk])[delegation.pk] if is_same else 0


def _locked(delegations: Iterable[int]) -> list[int]:
    # New participants point to a delegation, which holds it a little: this lock waits only for
    # others of its kind, so two who both added somebody do not wait for each other.
    those = Delegation.objects.select_for_update(no_key=True).filter(pk__in=set(delegations))
    return list(those.order_by("pk").values_list("pk", flat=True))


def _refusal(
    delegation: Delegation, number: int, limit: int, *, by_name: bool = False
) -> ValidationError:
    if _exception_of(delegation):
        sentence = ngettext(
            "%(number)d participants are in person, but by its exception the delegation may have "
            "%(limit)d representative in the room.",
            "%(number)d participants are in person, but by its exception the delegation may have "
            "%(limit)d representatives in the room.",
            limit,
        )
    else:
        sentence = ngettext(
            "%(number)d participants are in person, but each State may have %(limit)d "
            "representative in the room.",
            "%(number)d participants are in person, but each State may have %(limit)d "
            "representatives in the room.",
            limit,
        )
    way_out = _(
        "Whoever may publish the convening can grant an exception on the delegation's page."
    )
    said = f"{sentence % {'number': number, 'limit': limit}} {way_out}"
    return ValidationError(f"{delegation.entity}: {said}" if by_name else said)
