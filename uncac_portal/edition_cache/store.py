"""Where answers are kept: in the memory of each process, and in what all processes share."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from cachetools import LRUCache
from django.conf import settings
from django.core.cache import caches
from redis.exceptions import RedisError

from meetings.records.models import Edition
from uncac_portal.edition_cache import codings
from uncac_portal.edition_cache.answers import Answer

LARGEST = 1_000_000  # bytes of an answer that is kept
SHARED = "pages"  # the name of what processes share, among the caches of the settings
REST = 10.0  # seconds until it is asked again after it failed
BEFORE_ANYTHING = datetime.min.replace(tzinfo=UTC)

logger = logging.getLogger(__name__)


class Store:
    """Answers by their tag, which names edition, release and address, and by their coding.

    Its memory is bounded: what was not asked for the longest goes first, and all of the editions
    before at once when the first answer of a newer one comes. A replica of the database may lag and
    ask for an older one after that: its answers are kept beside the others.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._newest = BEFORE_ANYTHING
        self._answers: LRUCache[tuple[str, str], Answer] = LRUCache(
            settings.PAGE_CACHE_MEGABYTES * 1_000_000, getsizeof=lambda answer: answer.size
        )
        self._shared = Shared() if SHARED in settings.CACHES else None

    @property
    def size(self) -> int:
        """About how many bytes of memory the answers take."""
        return int(self._answers.currsize)

    def get(self, tag: str, coding: str) -> Answer | None:
        """The answer in the coding, made now of another one in which it is kept."""
        answer = self._find(tag, coding)
        if answer is None:
            others = (self._find(tag, other) for other in codings.ALL if other != coding)
            answer = next(filter(None, others), None)
            answer = answer and self._keep(tag, coding, answer.coded(coding))
        return answer

    def put(self, edition: Edition, tag: str, answer: Answer, coding: str) -> Answer:
        """Keep an answer that was computed from the edition, in the coding alone that is asked for.

        Gives it in that coding. A text takes about a tenth of the memory when it is compressed.
        """
        raised_at = edition.raised_at or BEFORE_ANYTHING
        with self._lock:
            if raised_at > self._newest:
                self._newest = raised_at
                self._answers.clear()
        return self._keep(tag, coding, answer.coded(coding))

    def _find(self, tag: str, coding: str) -> Answer | None:
        with self._lock:
            answer: Answer | None = self._answers.get((tag, coding))
        if answer is None and self._shared:
            answer = self._shared.get(tag, coding)
            self._remember(tag, coding, answer)
        return answer

    def _keep(self, tag: str, coding: str, answer: Answer) -> Answer:
        if self._remember(tag, coding, answer) and self._shared:
            self._shared.put(tag, coding, answer)
        return answer

    def _remember(self, tag: str, coding: str, answer: Answer | None) -> bool:
        if answer is None or answer.size > min(LARGEST, self._answers.maxsize):
            return False
        with self._lock:
            self._answers[tag, coding] = answer
        return True


class Shared:
    """What all processes share: Redis. While it fails each computes for itself."""

    def __init__(self) -> None:
        self._rest_until = 0.0

    def get(self, tag: str, coding: str) -> Answer | None:
        """The answer, if any process has kept it."""
        kept = self._ask(lambda shared: shared.get(f"{tag}:{coding}"))
        return Answer(*kept) if kept else None

    def put(self, tag: str, coding: str, answer: Answer) -> None:
        """Keep the answer for all, for as long as the settings say."""
        kept = (answer.headers, answer.body)
        self._ask(lambda shared: shared.set(f"{tag}:{coding}", kept))

    def _ask(self, question: Callable[[Any], Any]) -> Any:
        if time.monotonic() < self._rest_until:
            return None
        try:
            return question(caches[SHARED])
        except RedisError:
            self._rest_until = time.monotonic() + REST
            logger.exception("The shared cache fails. It is asked again in %d seconds.", REST)
            return None
