"""What differs between two states of a programme, whatever the states are."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from meetings.domain.differences import differences, touched
from meetings.enums import ChangeKind, HoldingStatus

HOURS = [
    None,
    *((datetime(2021, 9, 6, 8, tzinfo=UTC) + n * timedelta(hours=5)).isoformat() for n in range(3)),
]
ROOMS = [{}, {"en": "Board Room A"}, {"en": "Board Room A", "fr": "Salle A"}, {"en": "Room D"}]
SITTINGS = ["sitting-1", "sitting-2", "sitting-10"]
ENTRIES = ["entry-1", "entry-2", "entry-10"]


def place(**facts):
    return {
        "starts_at": HOURS[1],
        "ends_at": None,
        "room": {},
        "status": HoldingStatus.SCHEDULED,
        "subject": {"titles": {"en": "A panel"}},
    } | facts


states = {
    "starts_at": st.sampled_from(HOURS),
    "room": st.sampled_from(ROOMS),
    "status": st.sampled_from(HoldingStatus.values),
}
sittings = st.fixed_dictionaries(states | {"moved_to": st.sampled_from([None, *SITTINGS])})
entries = st.fixed_dictionaries(states | {"sitting": st.sampled_from([None, *SITTINGS])})
programmes = st.builds(
    lambda upper, lower: {name: place(**facts) for name, facts in {**upper, **lower}.items()},
    st.dictionaries(st.sampled_from(SITTINGS), sittings),
    st.dictionaries(st.sampled_from(ENTRIES), entries),
)


@given(programmes)
def test_a_programme_does_not_differ_from_itself(programme):
    assert differences(programme, programme) == []
    assert touched(programme, programme) == set()


@given(programmes, programmes)
def test_each_kind_of_difference_is_told_once_per_place_sittings_first(before, after):
    told = [(found.place, found.kind) for found in differences(before, after)]
    assert len(set(told)) == len(told)
    kinds = [name.partition("-")[0] for name, _kind in told]
    assert kinds == sorted(kinds, reverse=True)


@given(programmes, programmes)
def test_what_comes_and_goes_is_what_only_one_of_the_programmes_has(before, after):
    found = differences(before, after)
    assert {d.place for d in found if d.kind == ChangeKind.REMOVED} == before.keys() - after.keys()
    added = {d.place for d in found if d.kind == ChangeKind.ADDED}
    stand_ins = {d.after["place"] for d in found if "place" in d.after}
    assert added == after.keys() - before.keys() - stand_ins


@given(programmes, programmes)
def test_every_place_that_is_told_of_is_counted_as_touched_itself(before, after):
    stayed = {d.place for d in differences(before, after)} & before.keys() & after.keys()
    assert stayed <= touched(before, after) <= after.keys()


def test_a_room_that_is_named_in_one_more_language_is_no_other_room():
    before, after = {"sitting-1": place(room=ROOMS[1])}, {"sitting-1": place(room=ROOMS[2])}
    assert differences(before, after) == []
    [found] = differences(before, {"sitting-1": place(room=ROOMS[3])})
    assert (found.kind, found.before["room"], found.after["room"]) == (
        ChangeKind.ROOM,
        {"en": "Board Room A"},
        {"en": "Room D"},
    )


def test_what_is_cancelled_may_change_its_hour_without_a_word():
    before = {"sitting-1": place(status=HoldingStatus.CANCELLED)}
    after = {"sitting-1": place(status=HoldingStatus.CANCELLED, starts_at=HOURS[2])}
    assert differences(before, after) == []
    assert touched(before, after) == {"sitting-1"}


def test_an_entry_that_goes_touches_the_sitting_that_it_leaves():
    before = {"sitting-1": place(), "entry-1": place(sitting="sitting-1")}
    after = {"sitting-1": place()}
    assert touched(before, after) == {"sitting-1"}
