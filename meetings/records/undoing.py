"""Deeds outside the database, undone when the transaction that they belong to fails."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_to_undo: ContextVar[list[Callable[[], object]] | None] = ContextVar("to_undo", default=None)


def undo_on_failure(undo: Callable[[], object]) -> None:
    """Call this if the block that is open, or one around it, fails."""
    deeds = _to_undo.get()
    if deeds is None:
        raise RuntimeError("Nothing can be undone outside of a transaction.")
    deeds.append(undo)


def can_be_undone() -> bool:
    """Whether a block is open."""
    return _to_undo.get() is not None


@contextmanager
def undone_on_failure() -> Iterator[None]:
    """A block whose deeds are undone, the latest first, if it fails; else the outer one may."""
    deeds: list[Callable[[], object]] = []
    token = _to_undo.set(deeds)
    try:
        yield
    except BaseException:
        for undo in reversed(deeds):
            undo()
        raise
    finally:
        _to_undo.reset(token)
    outer = _to_undo.get()
    if outer is not None:
        outer.extend(deeds)
