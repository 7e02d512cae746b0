"""Letters as the search compares them: without case, diacritics or other dress."""

import unicodedata
from functools import lru_cache
from itertools import chain

# Letters that are not made of a plain letter and a mark, but are looked for as if they were.
PLAIN = str.maketrans(
    {
        "đ": "d", "ð": "d", "ł": "l", "ø": "o", "ħ": "h", "ı": "i", "ŧ": "t",
        "æ": "ae", "œ": "oe", "þ": "th", "ə": "e",
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ء": "", "ـ": "",
    }
)  # fmt: skip
LETTERS_OF_THEIR_OWN = frozenset("й")  # a mark makes them another letter, not an accented one


def fold(text: str) -> str:
    """The text as the search compares it: `Tài sản` → `tai san`, `Ёлка` → `елка`, `أ` → `ا`."""
    if text.isascii():
        return text.lower()
    return "".join(folded for folded, _start, _end in _clusters(text))


def fold_with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The folded text, and for each of its letters where in the text it comes from."""
    if text.isascii():
        return text.lower(), [(place, place + 1) for place in range(len(text))]
    clusters = _clusters(text)
    places = chain.from_iterable([(start, end)] * len(folded) for folded, start, end in clusters)
    return "".join(folded for folded, _start, _end in clusters), list(places)


def _clusters(text: str) -> list[tuple[str, int, int]]:
    """Each letter folded, with the marks that follow it, and its place."""
    starts = [n for n, letter in enumerate(text) if not unicodedata.combining(letter)] or [0]
    starts[0] = 0
    return [
        (_fold_cluster(text[start:end]), start, end)
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
    ]


@lru_cache(maxsize=20_000)
def _fold_cluster(cluster: str) -> str:
    composed = unicodedata.normalize("NFKC", cluster).casefold()
    letters = chain.from_iterable(
        letter if letter in LETTERS_OF_THEIR_OWN else unicodedata.normalize("NFKD", letter)
        for letter in unicodedata.normalize("NFC", composed)
    )
    return "".join(_digit(letter) for letter in letters if not _is_dress(letter)).translate(PLAIN)


def _is_dress(letter: str) -> bool:
    """A mark over or under a letter, or a sign without a width: a soft hyphen, a direction."""
    return bool(unicodedata.combining(letter)) or unicodedata.category(letter) in ("Cf", "Mn")


def _digit(letter: str) -> str:
    """Digits of every script are the same digits."""
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)
