"""The kinds of record that can be found, in the order in which readers are shown them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from uncac_portal.search.delegations import DELEGATIONS
from uncac_portal.search.kind import Kind
from uncac_portal.search.meetings import MEETINGS
from uncac_portal.search.models import Entry

KINDS: dict[str, Kind] = {kind.name: kind for kind in (*MEETINGS, *DELEGATIONS)}


def records_of(entries: Iterable[Entry]) -> list[Any]:
    """The records of the entries, in their order, each loaded as its kind is indexed.

    One set of queries for each kind that is among them.
    """
    wanted = list(entries)
    keys: dict[str, list[int]] = defaultdict(list)
    for entry in wanted:
        keys[entry.kind].append(entry.record_id)
    records = {
        (name, record.pk): record
        for name, some in keys.items()
        for record in KINDS[name].public(some)
    }
    found = (records.get((entry.kind, entry.record_id)) for entry in wanted)
    return [record for record in found if record is not None]
