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
from uncac_portal.search.analyzer import Text, analyse, key_of
from uncac_portal.search.engines import engine_of
from uncac_portal.search.kind import Kind
from uncac_portal.search.kinds import KINDS
from uncac_portal.search.models import Entry, EntryFacet, EntryName, IndexState

AT_ONCE = 500  # records in memory
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
        engine_of(using).forget_all(using)
        for kind in KINDS.values():
            for keys in _all_keys(kind, using):
                _add(kind, keys, using)
        state = {"fingerprint": fingerprint()}
        IndexState.objects.using(using).update_or_create(pk=1, defaults=state)
        editions.raise_edition(using=using)
        return Entry.objects.using(using).count()


def index(kind: Kind, keys: Iterable[int], using: str = DEFAULT_DB_ALIAS) -> None:
    """Bring the entries of these records up to date; who is not of the record has none."""
    for some in _in_parts(sorted(keys)):
        _forget(kind, some, using)
        _add(kind, some, using)


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
        _add(kind, keys, using)


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


def _add(kind: Kind, keys: Sequence[int], using: str) -> None:
    records = list(kind.public(keys, using=using))
    if not records:
        return
    entries = Entry.objects.using(using).bulk_create(
        Entry(kind=kind.name, record_id=record.pk, day=kind.day(record)) for record in records
    )
    named = {record.pk: list(kind.names(record)) for record in records}
    EntryName.objects.using(using).bulk_create(
        EntryName(entry=entry, key=key)
        for entry in entries
        for key in _keys(named[entry.record_id])
    )
    engine_of(using).store(
        (
            (
                entry.pk,
                analyse([*named[record.pk], *kind.titles(record)]),
                analyse(kind.body(record)),
            )
            for entry, record in zip(entries, records, strict=True)
        ),
        using,
    )
    _add_facets(kind, {entry.record_id: entry for entry in entries}, using)


def _keys(names: Iterable[Text]) -> list[str]:
    keys = (key_of(name.text)[:LONGEST_KEY] for name in names)
    return list(dict.fromkeys(filter(None, keys)))


def _add_facets(kind: Kind, entries: dict[int, Entry], using: str) -> None:
    EntryFacet.objects.using(using).bulk_create(
        EntryFacet(entry=entries[key], name=name, value=value)
        for name, key, value in _facet_values(kind, list(entries), using)
    )


def _facet_values(kind: Kind, keys: list[int], using: str) -> Iterable[tuple[str, int, str]]:
    """The relations of all facets of the kind for these records, in one query."""
    if not kind.facets:
        return []
    engine = engine_of(using)
    sql, parameters = _facets_in_sql(kind.name, engine.SOME_KEYS, using)
    values = [engine.as_keys(keys) if value == engine.SOME_KEYS else value for value in parameters]
    with connections[using].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


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
