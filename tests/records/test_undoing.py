"""What is done outside the database is undone when its transaction fails."""

import pytest

from meetings.records.undoing import undo_on_failure, undone_on_failure


def fail_after(*blocks):
    """Do “outer” and “inner” in blocks inside one another, and fail where it is said."""
    undone = []
    try:
        with undone_on_failure():
            undo_on_failure(lambda: undone.append("outer"))
            try:
                with undone_on_failure():
                    undo_on_failure(lambda: undone.append("inner"))
                    if "inner" in blocks:
                        raise ZeroDivisionError
            except ZeroDivisionError:
                undone.append("caught")
            if "outer" in blocks:
                raise ZeroDivisionError
    except ZeroDivisionError:
        undone.append("failed")
    return undone


@pytest.mark.parametrize(
    ("blocks", "undone"),
    [
        ([], []),
        (["inner"], ["inner", "caught"]),
        (["outer"], ["inner", "outer", "failed"]),
        (["inner", "outer"], ["inner", "caught", "outer", "failed"]),
    ],
)
def test_a_block_that_fails_undoes_its_deeds_the_latest_first_and_each_once(blocks, undone):
    assert fail_after(*blocks) == undone


def test_without_a_block_nothing_can_be_undone():
    with pytest.raises(RuntimeError, match="outside of a transaction"):
        undo_on_failure(list)
