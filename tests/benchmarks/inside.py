"""The portal within the process that measures, where a server would only add its own time."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory


class Portal:
    """Answers by the whole handler, with all that stands around a view, and keeps no page."""

    def __init__(self) -> None:
        settings.PAGE_CACHE_MEGABYTES = 0
        self.handler = WSGIHandler()
        self.requests = RequestFactory(HTTP_HOST="localhost")

    def get(self, address: str) -> bytes:
        """The body of the answer, which has to be there."""
        return b"".join(self.pieces(address))

    def pieces(self, address: str) -> Any:
        """The same, piece by piece as it is sent."""
        told: list[str] = []
        environment = self.requests.get(address).environ
        answer = self.handler(environment, lambda status, headers: told.append(status))
        assert told[0].startswith("200"), f"{address} answers {told[0]}"
        yield from answer
        answer.close()


class Watch:
    """Counts the statements that a database is given, and the seconds until it answers each."""

    def __init__(self) -> None:
        self.statements = 0
        self.seconds = 0.0

    def __call__(self, execute: Callable, *statement: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*statement)
        finally:
            self.statements += 1
            self.seconds += time.perf_counter() - began


def where_time_goes(address: str, *, rounds: int = 5) -> str:
    """How much of what a page takes is the database, in words; once it was computed before."""
    portal, found = Portal(), []
    portal.get(address)
    for _round in range(rounds):
        with connection.execute_wrapper(watch := Watch()):
            whole = _seconds(lambda: portal.get(address))
        found.append((whole, watch.seconds, watch.statements))
    whole, database, statements = sorted(found)[rounds // 2]
    return f"{statements} statements take {database * 1000:.1f} of {whole * 1000:.0f} ms"


def in_turn(one: Callable, other: Callable, *, rounds: int) -> tuple[float, float]:
    """The median seconds that each of the two takes, measured in turn after a first round."""
    one()
    other()
    pairs = [(_seconds(one), _seconds(other)) for _round in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def _seconds(deed: Callable) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began
