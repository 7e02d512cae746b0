"""A page that many ask for at the same time is computed by the first of them, for all."""

from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager

from uncac_portal.edition_cache.answers import Answer

PATIENCE = 10.0  # seconds


class Turn:
    """The place of one request among those that ask for the same page at the same time."""

    def __init__(self, first: "Future[Answer | None]", *, is_first: bool) -> None:
        self._first = first
        self.is_first = is_first

    def awaited(self) -> Answer | None:
        """The answer of the first; None if that failed, is not for all, or takes too long."""
        try:
            return None if self.is_first else self._first.result(timeout=PATIENCE)
        except (CancelledError, TimeoutError):
            return None

    def told(self, answer: Answer | None) -> None:
        """Let the others have the answer, if this is the first."""
        if self.is_first:
            self._first.set_result(answer)


class Turns:
    """The pages that are being computed in this process, by their tag."""

    def __init__(self) -> None:
        self._first: dict[str, Future[Answer | None]] = {}

    @contextmanager
    def take(self, tag: str) -> Iterator[Turn]:
        """A turn at the page. When the first is done nobody waits for it, be it done or failed."""
        mine: Future[Answer | None] = Future()
        first = self._first.setdefault(tag, mine)  # one step, also among threads
        try:
            yield Turn(first, is_first=first is mine)
        finally:
            if first is mine:
                del self._first[tag]
                mine.cancel()  # which does nothing where the answer was told
