"""Texts as rows of words that compare alike, each with its place in the text."""

import re
import unicodedata
from dataclasses import dataclass

_WORDS = re.compile(
    r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+(?:\u0640[^\W_]*)*|[,،，、;；؛.。:：\n()（）]"
)
SEPARATORS = frozenset(",;.:\n")
_SIGNS = str.maketrans("،，、；؛。：（）", ",,,;;.:()")
_ALIKE = str.maketrans("ةىđıøł", "هيdiol", "\u0640")


@dataclass(frozen=True)
class Word:
    """A folded word, or a sign that parts names, and where it stands."""

    text: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of the text; a Chinese character counts as one, apostrophes and hyphens part."""
    return [
        Word(folded(found[0]), found.start(), found.end()) for found in _WORDS.finditer(_even(text))
    ]


def key_of(name: str) -> tuple[str, ...]:
    """The words of a name, for looking it up; brackets and commas do not matter."""
    return tuple(word.text for word in words_of(name) if word.text not in SEPARATORS | set("()"))


def folded(word: str) -> str:
    """A word without marks, capitals and the habits of single keyboards."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_SIGNS).translate(_ALIKE))
    kept = (sign for sign in plain if not unicodedata.combining(sign))
    return "".join(kept).translate(_ALIKE)


def _even(text: str) -> str:
    """The text with spaces for what is unseen, letter for letter at the same places."""
    return "".join(
        " " if unicodedata.category(sign) == "Cf" or sign in "\r\t\u00a0" else sign for sign in text
    )
