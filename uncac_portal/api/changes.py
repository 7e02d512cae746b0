"""What changed since a moment: what a harvester has to fetch again, and what to forget.

A record reads differently not only when it is changed itself: publishing a convening lets its
sessions appear, and renaming a State renames who made its statements.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Case, F, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Coalesce, Greatest

from uncac_portal.registry import CITATIONS, CITED, COLLECTIONS, Collection

# What decides whether a record is public, beside itself.
DECIDED_BY: dict[str, tuple[str, ...]] = {
    "sessions": ("convening", "body"),
    "items": ("session__convening", "session__body"),
    "sittings": ("convening",),
    "programme": ("convening",),
    "documents": ("sessions__convening", "sessions__body"),
    "files": ("document", "document__sessions__convening", "document__sessions__body"),
    "former_names": ("entity",),
    "treaty_actions": ("entity",),
    "delegations": ("convening", "entity"),
    "participants": ("delegation__convening", "delegation__entity"),
    "officers": ("convening", "session__convening", "session__body"),
    "officer_titles": ("officer__convening", "officer__session__body"),
    "panellists": ("entry__convening", "entity"),
    "statements": (
        "delegation__convening",
        "delegation__entity",
        "item__session__convening",
        "item__session__body",
    ),
    "submissions": (
        "entity",
        "document",
        "document__sessions__convening",
        "document__sessions__body",
    ),
    "figures": ("convening", "session__body"),
    "citations": ("source",),
}
# What a column is worked out from in the database, so that the table need not load it; or what
# decides whether it may name another record.
WORKED_OUT_FROM: dict[str, tuple[str, ...]] = {
    "entities": ("treaty_actions",),
    "delegations": ("entity__treaty_actions",),
    "programme": ("items__session__convening", "items__session__body"),
}


def changed_since(collection: Collection, records: Any, since: datetime) -> Any:
    """Those of the records that may read differently than before the moment."""
    changed = _any_changed(records, paths_of(collection.name), since)
    if collection is CITATIONS:
        changed |= _cites_what_changed(since)
    return records.filter(changed)


def withdrawn_since(collection: Collection, since: datetime | None) -> Any:
    """What was public once, each with `updated`, when it or what decides over it last changed."""
    if collection is CITATIONS:
        gone = collection.withdrawn().annotate(updated=_when_cited_changed())
    else:
        gone = collection.withdrawn().newest_changes(*DECIDED_BY.get(collection.name, ()))
    return gone.filter(updated__gte=since) if since else gone


def _any_changed(records: Any, paths: Iterable[str], since: datetime) -> Q:
    """That the record or something at one of the paths changed at or after the moment."""
    every = records.model._default_manager.using(records.db)
    changed = Q(changed_at__gte=since)
    for path in paths:
        parts = every.filter(**{f"{path}__changed_at__gte": since})
        changed |= Q(pk__in=parts.order_by().values("pk"))
    return changed


def _when_cited_changed() -> Any:
    """When a citation, its source, or what it is of and what decides over that last changed."""
    cases = [
        When(
            record_type=ContentType.objects.get_for_model(model),
            then=Subquery(
                model._default_manager.filter(pk=OuterRef("record_id"))
                .newest_changes(*DECIDED_BY.get(table.name, ()))
                .order_by()
                .values("updated")
            ),
        )
        for model, table in CITED.items()
    ]
    own = F("changed_at")
    return Greatest(own, F("source__changed_at"), Coalesce(Case(*cases), own))


def _cites_what_changed(since: datetime) -> Q:
    """That what the citation is of may have become public, or be called otherwise."""
    changed = Q()
    for model, table in CITED.items():
        every = model._default_manager.all()
        of_key = {path.rpartition("__")[0] for path in table.key} - {""}
        paths = {*DECIDED_BY.get(table.name, ()), *of_key}
        records = every.filter(_any_changed(every, sorted(paths), since))
        kind = ContentType.objects.get_for_model(model)
        changed |= Q(record_type=kind, record_id__in=records.order_by().values("pk"))
    return changed


@cache
def paths_of(name: str) -> list[str]:
    """The paths from a record to whatever it is read from: what its table loads, and what decides
    over it."""
    collection = COLLECTIONS[name]
    loaded = _loaded(collection.table.load(collection.records()))
    others = (*DECIDED_BY.get(name, ()), *WORKED_OUT_FROM.get(name, ()))
    return list(dict.fromkeys([*loaded, *others]))


def _loaded(records: Any, before: str = "") -> Iterator[str]:
    """The paths that a queryset fetches along with its records."""
    joined = records.query.select_related
    yield from _branches(joined if isinstance(joined, Mapping) else {}, before)
    for lookup in records._prefetch_related_lookups:
        if isinstance(lookup, GenericPrefetch):
            continue  # of many kinds, which no path leads to
        path = lookup.prefetch_through if isinstance(lookup, Prefetch) else lookup
        steps = path.split("__")
        yield from (before + "__".join(steps[: n + 1]) for n in range(len(steps)))
        if isinstance(lookup, Prefetch) and lookup.queryset is not None:
            yield from _loaded(lookup.queryset, f"{before}{path}__")


def _branches(tree: Mapping[str, Any], before: str) -> Iterator[str]:
    for name, below in tree.items():
        yield before + name
        yield from _branches(below, f"{before}{name}__")
