"""The title of an item as the text has it, made into one line."""

import re
import unicodedata

from django.utils.translation import gettext as _

from meetings.imports.agenda_texts.words import (
    HYPHENATED,
    JOINING,
    LEFT_AT_THE_END,
)

_ENDS_OF_LINES = re.compile("[\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029]+")
_UNSEEN = dict.fromkeys(
    map(ord, "\u200b\u200c\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e")
)
_UNSEEN |= dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
_HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_FOOTNOTE_SIGNS = "*¹²³⁰⁴⁵⁶⁷⁸⁹"
_HYPHENS = "-\u2010"


def end_of_title(text: str) -> int:
    """How many of the letters are the title; signs that part it from the next one follow."""
    end = len(text)
    while True:
        kept = text[:end].rstrip(LEFT_AT_THE_END + _FOOTNOTE_SIGNS)
        kept = _without_joining(kept)
        if len(kept) == end:
            return end + _closing_point(text, end)
        end = len(kept)


def in_one_line(text: str) -> tuple[str, list[str]]:
    """The text without its line breaks, and what is to be checked in it."""
    doubts: list[str] = []
    joined = ""
    for line in _ENDS_OF_LINES.split(text.translate(_UNSEEN)):
        line = line.strip()
        if not line:
            continue
        joined = _joined(joined, line, text, doubts)
    joined = joined.replace("\u00ad", "").replace("\u2011", "-")
    return " ".join(joined.split()), doubts


def _joined(before: str, line: str, text: str, doubts: list[str]) -> str:
    if not before:
        return line
    if before.endswith("\u00ad"):
        return before[:-1] + line
    if before[-1] in _HYPHENS and before[-2:-1].isalpha() and line[0].islower():
        return _at_a_hyphen(before, line, text, doubts)
    if before[-1] in "\u2011/" or _HAN.match(before[-1]) or _HAN.match(line[0]):
        return before + line
    if before[-1] in "-\u2010" and before[-2:-1].isalnum():
        return before + line
    return f"{before} {line}"


def _at_a_hyphen(before: str, line: str, text: str, doubts: list[str]) -> str:
    first, second = re.split(r"[\s(]", before[:-1])[-1], re.split(r"[\s,;.:)]", line)[0]
    if first.casefold() in HYPHENATED or f"{first}-{second}" in text:
        return before + line
    doubts.append(
        _("“%(word)s” was parted at the end of a line and is joined here.")
        % {"word": f"{first}-{second}"}
    )
    return before[:-1] + line


def _without_joining(text: str) -> str:
    for word in JOINING:
        if not text.endswith(word):
            continue
        rest = text[: -len(word)]
        bare = rest.rstrip()
        parted = bare[-1:] in tuple(";,؛،；，、")
        apart = rest != bare or (parted and unicodedata.category(word[0]) == "Lo")
        if bare and apart and (parted or len(word) > 1) and word not in ("or", "ou"):
            return bare
    return text


def _closing_point(text: str, end: int) -> int:
    """1 where the point after the title belongs to an abbreviation."""
    word = text[:end].split()[-1] if text[:end].split() else ""
    return int(text[end : end + 1] == "." and ("." in word or word.casefold() in ("etc", "al")))
