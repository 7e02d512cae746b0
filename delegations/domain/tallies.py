"""Keeps the tallies of participants: counted anew, in its transaction, by every change of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery

from delegations.models import (
    Delegation,
    Participant,
    ParticipantTally,
    RepeatedPerson,
)
from meetings.records.models import Edition

ALIKE = ("delegation", "function", "mode", "listed", "presence")  # in the order of the index
MOST_NAMED = 500  # records beyond which all are counted: it is cheaper, and a query has its limits


def keep_tallies(
    using: str, records: Sequence[Any], in_bulk: Iterable[type[Model]], **_signal: Any
) -> None:
    """Count what a change wrote of participants and of where they stand; for a signal.

    What was written in bulk names nobody, so then everything is counted.
    """
    people = [record for record in records if isinstance(record, Participant)]
    moved = {r.pk for r in records if isinstance(r, Delegation) and r.pk}
    if Participant in in_bulk or len(people) + len(moved) > MOST_NAMED:
        count_everyone(using=using)
    elif people or moved or Delegation in in_bulk:
        _wait_for_others(using)
        _count(_delegations_of(people, using) | moved, using)
        _find_repeated(_people_of(people, moved, using), using)
        if Delegation in in_bulk:
            _find_all_repeated(using)


def count_everyone(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Count all participants there are."""
    with transaction.atomic(using=using):
        _wait_for_others(using)
        ParticipantTally.objects.using(using).all()._raw_delete(using)
        _write_tallies(_people(using), using)
        _find_all_repeated(using)


def _people(using: str) -> QuerySet:
    # A plain queryset: that of translated models neither sums up nor keeps columns in order.
    return QuerySet(Participant, using=using).order_by()


def _wait_for_others(using: str) -> None:
    """Of two changes at once the second counts what the first wrote, when that is done.

    Every change ends with this row, so nobody can wait for it in a ring.
    """
    if connections[using].features.has_select_for_update:
        list(Edition.objects.using(using).select_for_update().filter(pk=1))


def _delegations_of(people: Sequence[Participant], using: str) -> set[int]:
    """Where they stand and where they ever stood; without a history, where they stood when read.

    What is deleted has lost its number by now, so the history is asked for the person.
    """
    if not people:
        return set()
    kept = {p.pk for p in people if p.pk}
    gone = {p.person_id for p in people if not p.pk}
    history = Participant.history.using(using)  # type: ignore[attr-defined]
    ever = history.filter(Q(id__in=kept) | Q(person_id__in=gone)).order_by()
    found = {key for p in people for key in (p.delegation_id, p.delegation_on_record) if key}
    return found.union(ever.values_list("delegation_id", flat=True).distinct())


def _people_of(people: Sequence[Participant], delegations: set[int], using: str) -> set[int]:
    """Whom they are about; of the delegations, those who stand elsewhere, too."""
    found = {participant.person_id for participant in people}
    if delegations:
        there = _people(using).filter(delegation__in=delegations)
        elsewhere = _people(using).filter(person__in=there.values("person"))
        found.update(_standing_twice(elsewhere))
    return found


def _standing_twice(people: QuerySet) -> QuerySet:
    """Those persons who stand in more than one delegation, of whatever convening."""
    places = people.values("person").annotate(places=Count("pk"))
    return places.filter(places__gt=1).values_list("person", flat=True)


def _count(delegations: set[int], using: str) -> None:
    ParticipantTally.objects.using(using).filter(delegation__in=delegations)._raw_delete(using)
    _write_tallies(_people(using).filter(delegation__in=delegations), using)


def _write_tallies(people: QuerySet, using: str) -> None:
    alike = people.values_list(*ALIKE).annotate(people=Count("pk"))
    _insert(ParticipantTally, (*ALIKE, "people"), alike, using)


def _find_repeated(people: Any, using: str) -> None:
    RepeatedPerson.objects.using(using).filter(person__in=people)._raw_delete(using)
    _write_repeated(people, using)


def _find_all_repeated(using: str) -> None:
    RepeatedPerson.objects.using(using).all()._raw_delete(using)
    # Most people stand once only, which their index tells by itself.
    _write_repeated(_standing_twice(_people(using)), using)


def _write_repeated(people: Any, using: str) -> None:
    # Not a join: SQLite would begin with the delegations and look in each for everybody.
    its_convening = Delegation.objects.filter(pk=OuterRef("delegation")).values("convening")
    found = _people(using).filter(person__in=people).annotate(convening=Subquery(its_convening))
    places = found.values("convening", "person").annotate(places=Count("pk"))
    twice = places.filter(places__gt=1).values_list("convening", "person")
    _insert(RepeatedPerson, ("convening", "person"), twice, using)


def _insert(model: type[Model], fields: Iterable[str], rows: QuerySet, using: str) -> None:
    """Write rows that the database finds itself, which Django has no words for."""
    connection = connections[using]
    columns = [str(getattr(model._meta.get_field(name), "column", "")) for name in fields]
    names = ", ".join(map(connection.ops.quote_name, columns))
    try:
        found, values = rows.query.get_compiler(using=using).as_sql()
    except EmptyResultSet:  # asked about nobody
        return
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) {found}", values)
