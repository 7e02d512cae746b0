"""Tallies and headcounts are what counting from scratch gives, whichever way people are written."""

from collections import Counter, defaultdict
from threading import Barrier, Thread

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from delegations.domain import personal_data
from delegations.domain.headcounts import Headcount, everyone_entered
from delegations.domain.tallies import MOST_NAMED, count_everyone
from delegations.enums import IN_THE_ROOM, AttendanceMode, Function, Presence
from delegations.models import Delegation, Participant, ParticipantTally, RepeatedPerson
from meetings.models import Convening
from meetings.records.domain import editions, journal, restoring, undo
from meetings.records.enums import Way
from meetings.records.models import JournalEntry
from tests.factories import ConveningFactory, DelegationFactory, ParticipantFactory, PersonFactory
from tests.support.refusals import refused_by

ALIKE = ("delegation_id", "function", "mode", "presence", "listed")
ONLINE, IN_PERSON, UNKNOWN = (
    AttendanceMode.ONLINE,
    AttendanceMode.IN_PERSON,
    AttendanceMode.NOT_RECORDED,
)


def tallied():
    rows = ParticipantTally.objects.values_list(*ALIKE, "people")
    return {tuple(alike): people for *alike, people in rows}


def counted():
    return dict(Counter(Participant.objects.order_by().values_list(*ALIKE)))


def headcount_from_scratch(convening):
    """Each person once: in the room before online, and online before not recorded."""
    ways = defaultdict(set)
    came = Participant.objects.filter(delegation__convening=convening)
    for participant in came.exclude(presence=Presence.DID_NOT_ATTEND):
        ways[participant.person_id].add(participant.mode)
    in_person = {person for person, modes in ways.items() if modes & set(IN_THE_ROOM)}
    online = {person for person, modes in ways.items() if ONLINE in modes} - in_person
    return Headcount(len(in_person), len(online), len(ways) - len(in_person) - len(online))


def expect_what_counting_gives():
    assert tallied() == counted()
    for convening in Convening.objects.all():
        assert everyone_entered(convening) == headcount_from_scratch(convening)


def places_left(people, delegations):
    taken = set(Participant.objects.values_list("delegation_id", "person_id"))
    return [
        {"delegation": d, "person": p}
        for d in delegations
        for p in people
        if (d.pk, p.pk) not in taken
    ]


class Writing(TestCase):
    """The ways to write, in any order."""

    def in_one_way(self, way, draw):
        delegations = list(Delegation.objects.order_by("pk"))
        free = places_left(self.people, delegations)
        there = list(Participant.objects.order_by("pk"))
        alike = {
            "mode": draw(st.sampled_from(AttendanceMode.values)),
            "presence": draw(st.sampled_from(Presence.values)),
            "listed": draw(st.booleans()),
        }
        if way == "add" and free:
            ParticipantFactory(**draw(st.sampled_from(free)), **alike)
        elif way == "add many" and free:
            Participant.objects.bulk_create(Participant(**place, **alike) for place in free[::2])
        elif way == "add by the journal" and free:
            with journal.made(Way.IMPORT), editions.raised_once():
                journal.bulk_created([Participant(**place, **alike) for place in free[::3]])
        elif way == "convene again":
            delegation = draw(st.sampled_from(delegations))
            delegation.convening = ConveningFactory()
            delegation.save()
        elif way == "undo":
            entry = JournalEntry.objects.order_by("-pk").first()
            if entry and not undo.plan(entry, by=None).obstacles:
                undo.undo(entry, by=None)
        elif there:
            self.change(way, draw(st.sampled_from(there)), there, free, alike, draw)

    def change(self, way, one, there, free, alike, draw):
        those = Participant.objects.filter(pk__in=[p.pk for p in there[::2]])
        if way == "change":
            one.mode, one.presence = alike["mode"], alike["presence"]
            one.save()
        elif way == "move" and free:
            place = draw(st.sampled_from(free))
            one.delegation, one.person = place["delegation"], place["person"]
            one.save()
        elif way == "change many":
            those.update(**alike)
        elif way == "change by the journal":
            one.mode = alike["mode"]
            with journal.made(Way.IMPORT), editions.raised_once():
                journal.bulk_changed([one], ["mode"])
        elif way == "delete":
            with editions.raised_once():
                one.delete()
        elif way == "delete many":
            those.delete()
        elif way == "delete a delegation":
            number = one.delegation_id
            one.delegation.delete()
            [row] = restoring.deleted_rows(Delegation).filter(id=number)
            if draw(st.booleans()) and not restoring.in_the_way(row, by=None):
                restoring.restore(row, by=None)
        elif way == "erase":
            personal_data.erase(one.person_id, by=None)

    @settings(max_examples=15)
    @given(st.data())
    def test_whatever_is_written(self, data):
        convenings = ConveningFactory.create_batch(2)
        for convening in (convenings[0], *convenings):
            DelegationFactory(convening=convening)
        self.people = PersonFactory.create_batch(3)
        ways = ["add", "add many", "add by the journal", "convene again", "undo", "change", "move"]
        ways += ["change many", "change by the journal", "delete", "delete many"]
        ways += ["delete a delegation", "erase"]
        for way in data.draw(st.lists(st.sampled_from(ways), min_size=3, max_size=8)):
            self.in_one_way(way, data.draw)
            expect_what_counting_gives()


@pytest.mark.django_db
def test_of_many_at_once_everyone_is_counted_and_of_a_few_only_their_delegation(
    django_assert_max_num_queries,
):
    delegation, other = DelegationFactory.create_batch(2)
    ParticipantFactory(delegation=other)
    ParticipantTally.objects.filter(delegation=other)._raw_delete("default")
    ParticipantFactory(delegation=delegation)
    assert not ParticipantTally.objects.filter(delegation=other).exists()
    people = [Participant(delegation=delegation, person=p) for p in PersonFactory.create_batch(3)]
    with django_assert_max_num_queries(20):
        Participant.objects.bulk_create(people)
    assert tallied() == counted()
    assert MOST_NAMED < 1000  # so that no query names more than SQLite takes


@pytest.mark.django_db
def test_someone_who_stands_twice_is_remembered_for_that_convening_only():
    person, convening = PersonFactory(), ConveningFactory()
    for _ in range(2):
        ParticipantFactory(person=person, delegation__convening=convening, mode=ONLINE)
    ParticipantFactory(person=person, mode=IN_PERSON)
    ParticipantFactory(delegation__convening=convening, function=Function.HEAD, mode=UNKNOWN)
    repeated = [(convening.pk, person.pk)]
    assert list(RepeatedPerson.objects.values_list("convening", "person")) == repeated
    assert everyone_entered(convening) == Headcount(0, 1, 1)
    RepeatedPerson.objects.all().delete()
    count_everyone()
    assert list(RepeatedPerson.objects.values_list("convening", "person")) == repeated


@pytest.mark.django_db
def test_there_is_one_tally_of_those_alike_and_one_line_for_whom_stands_twice():
    participant = ParticipantFactory()
    tally = ParticipantTally.objects.get()
    tally.pk = None
    assert refused_by(tally) == "one_tally_of_those_alike"
    places = {"convening": participant.delegation.convening, "person": participant.person}
    RepeatedPerson.objects.create(**places)
    assert refused_by(RepeatedPerson(**places)) == "person_repeated_once_per_convening"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_one_delegation", [True, False], ids=["one delegation", "one person"])
def test_of_two_who_write_at_once_the_second_counts_what_the_first_wrote(is_one_delegation):
    editions.raise_edition()
    convening, person = ConveningFactory(), PersonFactory()
    first = DelegationFactory(convening=convening)
    second = first if is_one_delegation else DelegationFactory(convening=convening)
    start = Barrier(2)

    def add(delegation, somebody) -> None:
        try:
            with editions.raised_once():
                Participant(delegation=delegation, person=somebody, mode=ONLINE).save()
                start.wait()
        finally:
            connection.close()

    other = PersonFactory() if is_one_delegation else person
    places = [(first, person), (second, other)]
    threads = [Thread(target=add, args=place) for place in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tallied() == counted()
    assert everyone_entered(convening) == headcount_from_scratch(convening)
