"""What stands before and after a number or letter in the text of an agenda."""

import re
from dataclasses import dataclass, field

from meetings.imports.agenda_texts.markers import Marker
from meetings.imports.agenda_texts.skipping import Lines
from meetings.imports.agenda_texts.words import (
    COMMAS,
    FOLLOWERS,
    HAN_FOLLOWERS,
    HAN_REFERENCE,
    ITEM_WORDS,
    REFERENCES,
    STOPS,
)

BULLET = r"[•·▪◦‣●○■□➢➤✓\uf0b7\-–—*]"
_BEFORE = re.compile(rf"\s*(?:{BULLET}\s*)?(?:(?:{'|'.join(ITEM_WORDS)})\s?)?", re.IGNORECASE)
_UNSEEN = "\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069\u061c"


@dataclass
class Begun:
    """An item that begins in the text: where, at which level, as which of its list."""

    start: int
    end: int
    level: int
    family: str = ""
    ordinal: int = 0
    doubts: list[str] = field(default_factory=list)


class Surroundings:
    """A text in which items have begun up to a place."""

    def __init__(self, text: str, lines: Lines) -> None:
        self.text = text
        self.lines = lines
        self.begun: list[Begun] = []

    def _line_before(self, marker: Marker) -> str | None:
        line = self.lines.at(marker.start)
        before = self.text[line.start : marker.start].strip(_UNSEEN)
        return before if len(before) < 200 else None

    def _at_line_start(self, marker: Marker) -> bool:
        before = self._line_before(marker)
        return before is not None and _BEFORE.fullmatch(before) is not None

    def _start_of(self, marker: Marker) -> int:
        return self.lines.at(marker.start).start if self._at_line_start(marker) else marker.start

    def _before(self, marker: Marker) -> str:
        start = self._start_of(marker)
        return self.text[max(0, start - 60) : start].rstrip(f" \t\n\r\f\v\u00a0\u3000{_UNSEEN}")

    def _sign_before(self, marker: Marker) -> str:
        """The last sign before the marker; a stop if that is only “and” after one."""
        before = self._before(marker)
        return before[-1:] or "\n"

    def _joined_before(self, marker: Marker) -> bool:
        words = self._before(marker).split()
        joins = bool(words) and words[-1].casefold() in ("and", "et", "y", "e", "и", "و", "và")
        han = self._before(marker)[-1:] in ("和", "及")
        if not (joins or han):
            return False
        rest = (
            self._before(marker).removesuffix(words[-1] if joins else "和").rstrip("以及 \u00a0\n")
        )
        parted = bool(rest) and rest[-1] in STOPS + COMMAS
        return parted or (not marker.is_number and self._strong(marker))

    def _after_reference(self, marker: Marker) -> bool:
        before = self._before(marker)
        if HAN_REFERENCE.search(before):
            return True
        words = before.replace("\u00a0", " ").split()
        return bool(words) and words[-1].casefold().lstrip("(“«'’l") in REFERENCES

    def _after_number_of_reference(self, marker: Marker) -> bool:
        """Whether “paragraph 4” stands right before it."""
        words = self._before(marker).replace("\u00a0", " ").split()[-2:]
        return len(words) == 2 and words[1].isdecimal() and words[0].casefold() in REFERENCES

    def _after(self, marker: Marker) -> str:
        return self.text[marker.end : marker.end + 40].lstrip(
            f" \t\n\r\u00a0\u3000{_UNSEEN}“\"«»'‘"
        )

    def _followed_by_a_follower(self, marker: Marker) -> bool:
        after = self._after(marker)
        word = re.match(r"[^\W\d_]+", after)
        if after and after[0] in ",;.)،；、）":
            return True
        if after and after[0] in HAN_FOLLOWERS and not after.startswith("项目"):
            return True
        return word is not None and word[0] in FOLLOWERS

    def _strong(self, marker: Marker) -> bool:
        """Whether what follows may well begin a title: no small letter, no sign."""
        sign = self._after(marker)[:1]
        return bool(sign) and (sign.isalnum() and not sign.islower())

    def _in_brackets(self, marker: Marker) -> bool:
        """Whether a bracket before it is still open in the same item."""
        start = self.begun[-1].end if self.begun else 0
        before = self.text[max(start, marker.start - 400) : marker.start]
        opened = before.count("(") + before.count("（")
        closes_alone = marker.shape == "half" or self.text[marker.end - 1] in ")）"
        return (
            marker.shape != "whole"
            and closes_alone
            and opened > before.count(")") + before.count("）")
        )
