"""Numbers and letters before the items of an agenda, in the habits of seven languages."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Family = Literal["number", "letter", "roman", "figure"]

LETTERS = (
    "abcdefghijklmnopqrstuvwxyz",
    "abcdđeghiklmnopqrstuvxy",  # Vietnamese
    "абвгдежзиклмнопрстуфхцчшщэюя",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
)
LOOKS_LIKE = str.maketrans("аеосрхі", "aeocpxi")  # Cyrillic letters typed among Latin ones
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
ROMAN = _ROMAN.split()
HAN = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")

_DIGITS = "[0-9٠-٩۰-۹０-９]{1,3}"
_LETTER = "[a-zđа-яёі]|[ivx]{2,5}|[\u0621-\u064a]\u0640?|[a-z]{2}"
_INNER = rf"(?:{_LETTER}|{_DIGITS}|[一二三四五六七八九十])"
_WORD = "A-Za-zÀ-ɏͰ-ӿ\u0620-\u065fḀ-ỿ"
_CANDIDATE = re.compile(
    rf"""
    (?<![{_WORD}/])[(（][ ]?(?P<whole>{_INNER})[ ]?[)）]
    | (?<![{_WORD}0-9/(（\-])(?<![0-9٠-٩][.,])(?:
      ['‘’«“](?P<quoted>{_DIGITS})['’‘»”]
    | (?P<number>{_DIGITS})(?:[ ]?(?:\.\)|[.)．）、﹒]))(?![0-9٠-٩０-９])
    | (?P<dashed>{_DIGITS})[ \u00a0]?[-–—:：](?=[\s\u0621-\u064a])
    | (?P<half>{_LETTER})[)）]
    | (?P<bare>{_DIGITS})(?=[ \t\u00a0\u3000]*[(（]|[ \t\u00a0\u3000]+\S)
    | (?P<dotted>[a-zđа-я])\.(?=\s)
    | (?P<han>[一二三四五六七八九十])、
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Marker:
    """Something that may stand before an item, and what it may count."""

    start: int
    end: int
    shape: str
    sign: str
    readings: tuple[tuple[Family, int], ...]

    @property
    def is_number(self) -> bool:
        """Whether it can only number an item at the top."""
        return self.readings[0][0] == "number"

    def ordinal_as(self, family: str) -> list[int]:
        """What it may count in lists of the family."""
        return [ordinal for found, ordinal in self.readings if found == family]


def markers_in(text: str) -> Iterator[Marker]:
    """Whatever looks like the number or letter of an item, from left to right."""
    for found in _CANDIDATE.finditer(text):
        shape = found.lastgroup or ""
        sign = found[shape]
        readings = tuple(_readings(shape, sign))
        if readings:
            yield Marker(found.start(), found.end(), shape, sign, readings)


def written(family: str, ordinal: int, level: int) -> str:
    """The number or letter as the record writes it: 4, (a), (i)."""
    if family == "number":
        return str(ordinal)
    if family == "roman" or (family == "figure" and level == 3):
        return f"({ROMAN[ordinal - 1]})" if ordinal <= len(ROMAN) else ""
    if ordinal > 26:
        return f"({'abcdefghijklmnopqrstuvwxyz'[(ordinal - 27) % 26] * 2})"
    return f"({chr(96 + ordinal)})"


def _readings(shape: str, sign: str) -> Iterator[tuple[Family, int]]:
    if sign[0].isdigit():
        yield ("number" if shape in ("number", "dashed", "bare") else "figure", int(sign))
        return
    if sign in HAN:
        yield ("number" if shape == "han" else "figure", HAN.index(sign) + 1)
        return
    folded = unicodedata.normalize("NFC", sign.replace("\u0640", "").lower())
    folded = folded.translate(str.maketrans("أإآ", "ااا"))
    for spelling in dict.fromkeys((folded, folded.translate(LOOKS_LIKE))):
        if spelling in ROMAN:
            yield ("roman", ROMAN.index(spelling) + 1)
        if len(spelling) == 2 and spelling[0] == spelling[1] and spelling.isascii():
            yield ("letter", 26 + ord(spelling[0]) - 96)
        if len(spelling) == 1:
            for letters in LETTERS:
                if spelling in letters:
                    yield ("letter", letters.index(spelling) + 1)
