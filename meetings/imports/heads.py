"""Heads of columns: which column of a sheet a column of a file is taken for."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_NO_LETTERS = re.compile("[^A-Za-z0-9]+")


def normal(text: str) -> str:
    """The text as it is compared: case, diacritics, punctuation and spaces are no matter."""
    if text.isascii():  # such letters do not come apart
        return text.lower() if text.isalnum() else _NO_LETTERS.sub("", text).lower()
    folded = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in folded if letter.isalnum())


def index_of(columns: Iterable[Any]) -> dict[str, str]:
    """The names of columns by all heads that they are known by; the first column wins."""
    known: dict[str, str] = {}
    for column in columns:
        for head in column.known_by():
            known.setdefault(normal(head), column.name)
    return known


@dataclass(frozen=True)
class Dialect:
    """What heads mean in the files of one program.

    They are known by any of the `marks` among their heads; files with one of the heads `unless`
    come from elsewhere, such as from a template of the portal.
    """

    marks: tuple[str, ...]
    heads: Mapping[str, str]  # to names of columns
    unless: tuple[str, ...] = ()

    def speaks(self, heads: Iterable[str]) -> bool:
        """Whether the file with these heads comes from the program."""
        found = set(map(normal, heads))
        is_marked = not found.isdisjoint(map(normal, self.marks))
        return is_marked and found.isdisjoint(map(normal, self.unless))


def proposed(
    heads: Sequence[str], columns: Iterable[Any], dialects: Iterable[Dialect] = ()
) -> list[dict[str, str]]:
    """For each head of a file the name of its column, or none; no column is proposed twice."""
    known = index_of(columns)
    for dialect in dialects:
        if dialect.speaks(heads):
            known |= {normal(head): name for head, name in dialect.heads.items()}
            break
    taken: set[str] = set()
    mapping = []
    for head in heads:
        name = known.get(normal(head), "") if normal(head) else ""
        if name in taken:
            name = ""
        taken.add(name)
        mapping.append({"head": head, "field": name})
    return mapping
