"""What a filter in the box means: `state:"Viet Nam"`, `body:IRG`, `kind:statement`."""

from collections.abc import Iterable

from meetings.records.facets import Facet
from uncac_portal.search.analyzer import key_of
from uncac_portal.search.models import EntryFacet

# Which kind of record is named by a value of the filter.
NAMED_KINDS = {
    "state": "entities",
    "organization": "entities",
    "body": "bodies",
    "topic": "topics",
    "article": "articles",
}
KINDS_IN_WORDS = {
    "meeting": "meetings",
    "convening": "meetings",
    "convenings": "meetings",
    "session": "sessions",
    "item": "items",
    "agenda item": "items",
    "agenda items": "items",
    "document": "documents",
    "paper": "documents",
    "papers": "documents",
    "statement": "statements",
    "delegation": "delegations",
    "entity": "entities",
    "state": "entities",
    "states": "entities",
    "organization": "entities",
    "organizations": "entities",
    "topic": "topics",
    "article": "articles",
    "officer": "officers",
    "body": "bodies",
}


def meanings(facet: object, name: str, typed: Iterable[str]) -> dict[str, str]:
    """Which value of the facet is meant by each of what was typed, if any is."""
    if not isinstance(facet, Facet):
        return {}
    keys = {text: key_of(text) for text in typed}
    known = dict(KINDS_IN_WORDS) if name == "kind" else {}
    for value, label in facet.extra["choices"]():
        for key in (key_of(value), key_of(str(label))):
            known.setdefault(key, value)
    known |= _named(name, [key for key in keys.values() if key not in known])
    return {text: known[key] for text, key in keys.items() if key in known}


def _named(name: str, keys: Iterable[str]) -> dict[str, str]:
    """The values of whatever bears the names; of a topic, not those that it belongs to."""
    wanted = set(filter(None, keys))
    if name not in NAMED_KINDS or not wanted:
        return {}
    facets = EntryFacet.objects.filter(
        name=name, entry__kind=NAMED_KINDS[name], entry__names__key__in=wanted
    )
    found: dict[str, str] = {}
    for facet in facets.select_related("entry").prefetch_related("entry__names").order_by("value"):
        names = {named.key for named in facet.entry.names.all()}
        if key_of(facet.value) in names:
            for key in names & wanted:
                found.setdefault(key, facet.value)
    return found
