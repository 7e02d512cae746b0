"""Names of people in what was said of the work: found, and taken out at a person's request."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext as _

from meetings.records.domain.states import kinds_with_history
from meetings.records.models import JournalEntry, ScheduledMove, StatusMove

WORDS = re.compile(r"\w+")
WITHOUT_SPACES = re.compile("[\u2e80-\ud7ff\uf900-\ufaff]")  # Chinese, Japanese, Korean
# A shorter text is no name that anything could be found by.
SHORTEST, SHORTEST_WITHOUT_SPACES = 3, 2


def is_name(text: str) -> bool:
    """Whether the text is long enough to find somebody by."""
    least = SHORTEST_WITHOUT_SPACES if WITHOUT_SPACES.search(text) else SHORTEST
    return len(text) >= least


def says(text: str, names: Iterable[str]) -> bool:
    """Whether all words of one of the names are in the text, in whatever order and capitals."""
    said = text.casefold()
    words = set(WORDS.findall(said))
    return any(_is_in(name.casefold(), said, words) for name in names)


def erase_words(names: Iterable[str]) -> None:
    """Empty the reasons, details and entries of the log that say one of the names."""
    wanted = list(names)
    for rows, column, empty in _columns_of_work():
        said = rows.exclude(**{column: empty}).values_list("pk", column).iterator(chunk_size=2000)
        found = [key for key, text in said if says(text or "", wanted)]
        _emptied(rows, found, {column: empty})
    # What a form changed is kept in a notation that hides letters with marks.
    entries = LogEntry.objects.iterator(chunk_size=2000)
    told = [e.pk for e in entries if says(f"{e.object_repr} {e.get_change_message()}", wanted)]
    _emptied(LogEntry.objects, told, {"object_repr": _("erased"), "change_message": ""})


def _columns_of_work() -> Iterator[tuple[Any, str, Any]]:
    yield JournalEntry.objects, "reason", ""
    yield JournalEntry.objects, "detail", ""
    yield StatusMove.objects, "reason", ""
    yield ScheduledMove.objects, "reason", ""
    for kind in kinds_with_history():
        yield kind.history, "history_change_reason", None  # type: ignore[attr-defined]


def _emptied(rows: Any, keys: list[Any], nothing: dict[str, Any]) -> None:
    for start in range(0, len(keys), 500):
        rows.filter(pk__in=keys[start : start + 500]).update(**nothing)


def _is_in(name: str, said: str, words: set[str]) -> bool:
    parts = set(WORDS.findall(name))
    is_whole = bool(parts) and parts <= words
    return is_whole or bool(WITHOUT_SPACES.search(name) and name in said)
