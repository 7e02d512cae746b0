"""Keeps the index: entries are written anew from the records that they are of."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models.expressions import RawSQL

from meetings.records.domain import editions
from meetings.records.facets import KEY, PAIR
from meetings.records.models import Edition
from uncac_portal.search.analyzer import Analyses, Text, analyse, key_of
from uncac_portal.search.engines import engine_of
from uncac_portal.search.kind import Kind
from uncac_portal.search.kinds import KINDS
from uncac_portal.search.models import Entry, EntryFacet, EntryName, IndexState

AT_ONCE = 900  # records in memory; Django asks SQLite for one of so many keys, which takes 999
LONGEST_KEY = 300
DECISIVE = ("meetings", "delegations", "uncac_portal/search", "uncac_portal/registry.py")
NOT_DECISIVE = {"migrations", "tests", "__pycache__"}
LIBRARIES = ("snowballstemmer", "pystemmer", "babel")  # that stem words and name countries


def rebuild(*, using: str = DEFAULT_DB_ALIAS) -> int:
    """Write the whole index anew; gives the number of entries."""
    with transaction.atomic(using=using):
        lock(using)
        for model in (EntryFacet, EntryName, Entry):
            model.objects.using(using)._raw_delete(using)
        engine_of(using).begin_anew(using)
        for kind in KINDS.values():
            for keys in _all_keys(kind, using):
                _add(kind, keys, using)
        engine_of(using).end_anew(using)
        state = {"fingerprint": fingerprint()}
        IndexState.objects.using(using).update_or_create(pk=1, defaults=state)
        editions.raise_edition(using=using)
        return Entry.objects.using(using).count()


def index(kind: Kind, keys: Iterable[int], using: str = DEFAULT_DB_ALIAS) -> None:
    """Bring the entries of these records up to date; who is not of the record has none."""
    for some in _in_parts(sorted(keys)):
        _forget(kind, some, using)
        engine_of(using).count_in(_add(kind, some, using), using)


def index_all(kind: Kind, using: str = DEFAULT_DB_ALIAS) -> None:
    """Bring all entries of a kind up to date, also those of records that are there no more."""
    known = Entry.objects.using(using).filter(kind=kind.name)
    last = 0
    while some := list(
        known.filter(record_id__gt=last)
        .order_by("record_id")
        .values_list("record_id", flat=True)[:AT_ONCE]
    ):
        _forget(kind, some, using)
        last = some[-1]
    for keys in _all_keys(kind, using):
        engine_of(using).count_in(_add(kind, keys, using), using)


def is_built(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether there is an index to keep; till it is built for the first time, there is none."""
    return IndexState.objects.using(using).exists()


def is_current(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether the whole index was built by the code as it is now."""
    return IndexState.objects.using(using).filter(fingerprint=fingerprint()).exists()


def fingerprint() -> str:
    """What changes when the code, a translation or a library does that decides what is indexed."""
    digest = hashlib.sha256(" ".join(map(version, LIBRARIES)).encode())
    for path in decisive_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def decisive_files() -> list[Path]:
    """The code and the translations that decide what is indexed; rather too many than too few."""
    code = chain.from_iterable(
        [place] if (place := settings.BASE_DIR / name).is_file() else place.rglob("*.py")
        for name in DECISIVE
    )
    translations = Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po")
    return sorted([*(path for path in code if NOT_DECISIVE.isdisjoint(path.parts)), *translations])


def lock(using: str) -> None:
    """Wait till no other change is being indexed, so that none is overlooked by the other."""
    list(Edition.objects.using(using).select_for_update().filter(pk=1))


def _all_keys(kind: Kind, using: str) -> Iterator[list[int]]:
    last = 0
    records = kind.model.objects.using(using).order_by("pk")
    while some := list(records.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        yield some
        last = some[-1]


def _in_parts(keys: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(keys)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _forget(kind: Kind, keys: Sequence[int], using: str) -> None:
    entries = Entry.objects.using(using).filter(kind=kind.name, record_id__in=keys)
    if known := list(entries.values_list("pk", flat=True)):
        for model in (EntryFacet, EntryName):
            model.objects.using(using).filter(entry__in=known)._raw_delete(using)
        engine_of(using).forget(known, using)
        Entry.objects.using(using).filter(pk__in=known)._raw_delete(using)


def _add(kind: Kind, keys: Sequence[int], using: str) -> list[int]:
    """Write the entries of these records; gives the keys of the entries."""
    records = {record.pk: record for record in kind.public(keys, using=using)}
    facets = _facets(kind, list(records), using)
    entries = Entry.objects.using(using).bulk_create(
        Entry(
            kind=kind.name, record_id=key, day=kind.day(record), profile=_profile(kind, facets[key])
        )
        for key, record in records.items()
    )
    of_entries = [(entry.pk, records[entry.record_id]) for entry in entries]
    engine, analyses = engine_of(using), Analyses()
    names = {entry: list(kind.names(record)) for entry, record in of_entries}
    engine.insert(EntryName, ((e, key) for e in names for key in _keys(names[e])), using)
    engine.insert(
        EntryFacet, ((e, *f) for e, record in of_entries for f in facets[record.pk]), using
    )
    words = (
        (
            entry,
            analyse([*names[entry], *kind.titles(record)], analyses),
            analyse(kind.body(record), analyses),
        )
        for entry, record in of_entries
    )
    engine.store(words, using)
    return list(names)


def _profile(kind: Kind, facets: list[tuple[str, str]]) -> str:
    return "\n".join(map(":".join, [("kind", kind.name), *sorted(facets)]))


def _keys(names: Iterable[Text]) -> list[str]:
    keys = (key_of(name.text)[:LONGEST_KEY] for name in names)
    return list(dict.fromkeys(filter(None, keys)))


def _facets(kind: Kind, keys: list[int], using: str) -> dict[int, list[tuple[str, str]]]:
    """The relations of all facets of the kind for these records, in one query."""
    found: dict[int, list[tuple[str, str]]] = {key: [] for key in keys}
    if kind.facets and keys:
        engine = engine_of(using)
        sql, mixed = _facets_in_sql(kind.name, engine.SOME_KEYS, using)
        values = [engine.as_keys(keys) if value == engine.SOME_KEYS else value for value in mixed]
        with connections[using].cursor() as cursor:
            cursor.execute(sql, values)
            for name, key, value in cursor.fetchall():
                found[key].append((name, value))
    return found


@cache
def _facets_in_sql(name: str, keys: str, using: str) -> tuple[str, list[Any]]:
    """The query for all facets of the kind, put together once, with a mark in place of the keys."""
    kind = KINDS[name]
    statements: list[str] = []
    values: list[Any] = []
    for facet_name, facet in kind.facets.items():
        pairs = facet.pairs_among(kind.model.objects.using(using).all(), RawSQL(keys, (keys,)))
        sql, parameters = pairs.query.get_compiler(using=using).as_sql()
        statements.append(f"SELECT '{facet_name}', {KEY}, {PAIR} FROM ({sql}) pairs")
        values += parameters
    return " UNION ALL ".join(statements), values
