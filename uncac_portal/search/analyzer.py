"""The one analyzer: what of a text is indexed and what of a query is looked for.

Both engines store exactly the tokens that are made here, so they find the same records.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from uncac_portal.search.folding import fold, fold_with_places

LONGEST_WORD = 60
MOST_WORDS = 16_000  # of one entry; PostgreSQL numbers no more places than that
STEM = "_"  # begins every stem; no word has it
STEMMERS = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic"}
LANGUAGES_OF_SCRIPTS = [
    (re.compile("[a-z]"), ("en", "fr", "es")),
    (re.compile("[\u0400-\u04ff]"), ("ru",)),
    (re.compile("[\u0600-\u06ff]"), ("ar",)),
]
# Scripts without spaces between words: Chinese characters and Japanese syllables.
_HAN = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_IS_HAN = re.compile(f"[{_HAN}]")
# A number with the ending of an ordinal, folded: 12th, 1er, 12e, 12º. But 4a is an agenda item.
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th|e|er|re|eme)")
_SIGN_OF_ORDINAL = re.compile(r"(\d{1,3})[oa]")
_SIGNS = ("º", "ª")

# Words that a query does not insist on, folded; few, since many are also codes of States.
_SMALL_WORDS = (
    "a an and at by for from in of on or the to with "
    "au aux d de des du en et l la le les par pour sur un une "
    "al con del el las los por una y "
    "в во и на о об по с для из к "
    "في من على علي الي عن و "
    "cua cac 的 和 与"
)
STOP_WORDS = frozenset(_SMALL_WORDS.split())


class Text(NamedTuple):
    """A text of the record and its language; "" for what is the same in every language."""

    text: str
    language: str = ""


class Token(NamedTuple):
    """A word as the search compares it, and its place in the text it was read from."""

    word: str
    start: int
    end: int


class Analysed(NamedTuple):
    """A place in analysed texts: its word and its stems; without a word, the end of a text."""

    word: str
    stems: tuple[str, ...] = ()


END_OF_TEXT = Analysed("")


def tokens(text: str) -> list[Token]:
    """The words of the text in order, each with its place.

    Chinese comes by two characters, each pair overlapping the next, and the last character alone.
    An ordinal in figures is its number: `12th` → `12`.
    """
    folded, places = fold_with_places(text)
    found = []
    for run in _RUN.finditer(folded):
        width = 2 if is_han(run[0]) else LONGEST_WORD
        steps = range(run.start(), run.end()) if width == 2 else [run.start()]
        for start in steps:
            end = min(start + width, run.end())
            last = (end if width == 2 else run.end()) - 1
            place = slice(places[start][0], places[last][1])
            word = _without_ordinal(folded[start:end], text[place])
            found.append(Token(word, place.start, place.stop))
    return found


def _without_ordinal(word: str, written: str) -> str:
    ordinal = _SIGN_OF_ORDINAL if written.endswith(_SIGNS) else _ORDINAL
    found = ordinal.fullmatch(word) if word[0].isdigit() else None
    return found[1] if found else word


def words(text: str) -> list[str]:
    """The words of the text in order, as the search compares them."""
    return [token.word for token in tokens(text)]


def is_han(word: str) -> bool:
    """Whether it is written without spaces between words, as Chinese is."""
    return bool(_IS_HAN.match(word))


def key_of(text: str) -> str:
    """The text as it is compared with a whole query: its words, one space between two."""
    return " ".join(_RUN.findall(fold(text)))


class Analyses(dict[Text, list[Analysed]]):
    """Texts as they are indexed, each read once: names come back in one entry after another."""

    def __missing__(self, text: Text) -> list[Analysed]:
        places = list(_places(text))
        self[text] = [*places, END_OF_TEXT] if places else []
        return self[text]


def analyse(texts: Iterable[Text], analyses: Analyses | None = None) -> list[Analysed]:
    """What is indexed of the texts: every word with its stems, and where each text ends."""
    analyses = Analyses() if analyses is None else analyses
    found: list[Analysed] = []
    for text in dict.fromkeys(texts):
        found += analyses[text]
        if len(found) >= MOST_WORDS:
            break
    return found[:MOST_WORDS]


def _places(text: Text) -> Iterator[Analysed]:
    if text.text.isascii():  # it folds letter by letter, so that its words tell their places
        for run in _RUN.findall(text.text.lower()):
            yield _plain_place(run, text.language)
    else:
        for word, start, end in tokens(text.text):
            yield Analysed(word, stems_of(word, text.text[start:end].casefold(), text.language))


@lru_cache(maxsize=50_000)
def _plain_place(run: str, language: str) -> Analysed:
    word = _without_ordinal(run[:LONGEST_WORD], run)
    return Analysed(word, stems_of(word, run, language))


def forms(word: str, written: str) -> list[str]:
    """What a word of a query is looked for as: itself, and its stems in languages of its script."""
    stems = (s for language in _languages_of(word) for s in stems_of(word, written, language))
    return list(dict.fromkeys([word, *stems]))


@lru_cache(maxsize=50_000)
def stems_of(word: str, written: str, language: str) -> tuple[str, ...]:
    """The stems of a word in a language, from its plain and from its written form.

    An accent may tell an ending, and may be missing in a query; so both stems are looked for.
    """
    if language not in STEMMERS or word in STOP_WORDS or language not in _languages_of(word):
        return ()
    stemmed = (fold(_stem(form, language)) for form in (word, written))
    return tuple(dict.fromkeys(f"{STEM}{language}{STEM}{stem}" for stem in stemmed))


def _stem(word: str, language: str) -> str:
    return snowballstemmer.stemmer(STEMMERS[language]).stemWord(word)


def _languages_of(word: str) -> Iterator[str] | tuple[str, ...]:
    for script, languages in LANGUAGES_OF_SCRIPTS:
        if script.search(word):
            return languages
    return ()
