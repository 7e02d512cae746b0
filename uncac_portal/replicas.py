"""Public pages can be read from replicas of the database; whoever writes reads what they wrote.

A replica lags. A page that is read from it is, as a whole, of the edition that the replica has, and
its tag says which. Where a replica fails, the page is read from the database itself, all of
it anew, so that no page is of two editions; one that is out of reach is left alone for a while.
"""

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connections
from django.http import HttpResponse
from django.http.response import HttpResponseBase

# It is gone, it took back a query that kept it from following, or it lacks a new column as yet.
FAILURES = (DatabaseError, InterfaceError)
REST = 10.0  # seconds until a replica that is out of reach is asked again

Page = TypeVar("Page")
Response = TypeVar("Response", bound=HttpResponseBase)

logger = logging.getLogger(__name__)

_alias: ContextVar[str] = ContextVar("alias_of_what_is_read", default=DEFAULT_DB_ALIAS)
# When each replica that was out of reach is to be asked again, in this process.
_rest_until: dict[str, float] = {}


class Router:
    """Sends what a public page reads to its replica, and all else to the database itself."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return alias()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS  # a replica gets its tables from there


def alias() -> str:
    """The database that is read now."""
    return _alias.get()


@contextmanager
def reading() -> Iterator[None]:
    """The block of a public request: what it reads comes from a replica, if one works."""
    token = _alias.set(_one_that_works())
    try:
        yield
    finally:
        _alias.reset(token)


def read(page: Callable[[], Page]) -> Page:
    """The page as a replica has it; where that fails on the way, as the database itself has it."""
    with reading():
        try:
            return page()
        except _PassedError:
            pass
        except FAILURES:
            if alias() == DEFAULT_DB_ALIAS:
                raise
            _look_after(alias())
    return page()


def go_past() -> None:
    """Have the page read from the database itself: it may know what no replica knows as yet."""
    if alias() != DEFAULT_DB_ALIAS:
        raise _PassedError


def not_found_because(error: Exception) -> HttpResponse | None:
    """What a view answers that a replica failed, for `found`; None for any other error."""
    if alias() == DEFAULT_DB_ALIAS or not isinstance(error, FAILURES):
        return None
    return _Failed(error)


def found(response: Response) -> Response:
    """The answer of a view, unless its replica failed: then it is asked again, see `read`."""
    if isinstance(response, _Failed):
        raise response.error
    return response


class _PassedError(Exception):
    """The replica is not to be asked."""


class _Failed(HttpResponse):
    """Django's own way with errors would end here, so the error travels in an answer."""

    status_code = 503

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


def _one_that_works() -> str:
    """A replica, another one in each process; the database itself if there is none."""
    names = list(settings.REPLICAS)
    now, first = time.monotonic(), os.getpid()
    for place in range(len(names)):
        name = names[(first + place) % len(names)]
        if _rest_until.get(name, 0.0) <= now:
            return name
    return DEFAULT_DB_ALIAS


def _look_after(name: str) -> None:
    logger.warning("The replica %r failed. The page is read from the database itself.", name)
    connections[name].close()
    try:
        connections[name].ensure_connection()
    except FAILURES:
        logger.exception("It is out of reach, and asked again in %d seconds.", REST)
        _rest_until[name] = time.monotonic() + REST
