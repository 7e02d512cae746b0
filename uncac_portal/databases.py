"""The databases that the settings name by their addresses."""

from collections.abc import Iterable
from typing import Any

import environ

SQLITE = "django.db.backends.sqlite3"
# PostgreSQL would compile long queries for seconds, even where the first rows of many are wanted.
AT_ONCE = {"options": "-c jit=off"}
Database = dict[str, Any]


def database_at(url: str) -> Database:
    """The database of the record."""
    database: Database = environ.Env.db_url_config(url)
    if database["ENGINE"] != SQLITE:
        options = AT_ONCE | database.get("OPTIONS", {})
        return database | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}
    # A write takes its lock when it begins and waits for it, so two editors never see "locked";
    # write-ahead logging lets readers go on meanwhile.
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # Kept open, since opening it takes longer than most answers do.
    return database | {"CONN_MAX_AGE": None, "OPTIONS": options | database.get("OPTIONS", {})}


def replicas_at(urls: Iterable[str]) -> dict[str, Database]:
    """The replicas of it, by their names (see replicas.py)."""
    return {f"replica{number}": _replica_at(url) for number, url in enumerate(urls, start=1)}


def _replica_at(url: str) -> Database:
    database = database_at(url) | {"TEST": {"MIRROR": "default"}}
    if database["ENGINE"] == SQLITE:
        return database
    # One that is out of reach is noticed soon; then the page is read elsewhere, so asking each
    # time whether the connection still holds would be for nothing.
    soon = {"connect_timeout": 2, "tcp_user_timeout": 5000}
    options = soon | database.get("OPTIONS", {})
    return database | {"CONN_HEALTH_CHECKS": False, "OPTIONS": options}
