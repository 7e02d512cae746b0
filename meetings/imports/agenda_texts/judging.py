"""Which numbers and letters in a text begin an item, and at which level."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.imports.agenda_texts.markers import Marker, markers_in
from meetings.imports.agenda_texts.skipping import Lines
from meetings.imports.agenda_texts.surroundings import BULLET, Begun, Surroundings
from meetings.imports.agenda_texts.words import STOPS

DEEPEST = 3
FARTHEST_GAP = 3  # how many numbers inside a line may be missing
_BULLETED = re.compile(rf"[ \t\u00a0]*{BULLET}[ \t\u00a0]+(?=\S)")


@dataclass
class _Open:
    """A list that is going on: how it counts, and how far."""

    family: str
    last: int


class Judge(Surroundings):
    """Goes through a text from left to right and says where items begin."""

    def __init__(self, text: str, lines: Lines) -> None:
        super().__init__(text, lines)
        self.lists: list[_Open] = []
        self.refused: list[Marker] = []
        self.is_bare: bool | None = None
        self.path_from: int | None = None

    def items(self) -> list[Begun]:
        """Where each item begins."""
        markers = list(markers_in(self.text))
        bullets = list(self._bullets({marker.start for marker in markers}))
        found: list[Marker | Begun] = [*markers, *bullets]
        found.sort(key=lambda each: each.start)
        for place, each in enumerate(found):
            if isinstance(each, Begun):
                each.level = min(len(self.lists) + 1, DEEPEST)
                self.begun.append(each)
                continue
            following = next((f for f in found[place + 1 :][:1] if isinstance(f, Marker)), None)
            began = len(self.begun)
            if each.is_number:
                self._number(each, following)
            else:
                self._listed(each, following)
            if len(self.begun) == began and self.path_from is None and self._looks_like_one(each):
                self.refused.append(each)
        return self.begun

    # Numbers

    def _number(self, marker: Marker, following: Marker | None) -> None:
        ordinal = marker.readings[0][1]
        last = self.lists[0].last if self.lists else 0
        at_start = self._at_line_start(marker)
        path = following is not None and not following.is_number
        path = path and not self.text[marker.end : following.start].strip()  # type: ignore[union-attr]
        if (
            at_start
            and path
            and self.lists
            and self.lists[0].family == "number"
            and ordinal == last
        ):
            self.path_from = self._start_of(marker)
            return
        if not self._begins_number(marker, ordinal, last, at_start):
            return
        self.is_bare = marker.shape == "bare" if self.is_bare is None else self.is_bare
        doubts = []
        if ordinal == last:
            doubts.append(_("The number %(number)s stands here twice.") % {"number": ordinal})
        elif ordinal < last:
            doubts.append(
                _("The number %(number)s comes after %(last)s.") % {"number": ordinal, "last": last}
            )
        elif ordinal > last + 1 and last:
            doubts.append(_("After %(last)s comes %(number)s.") % {"number": ordinal, "last": last})
        elif ordinal > 1 and not last:
            doubts.append(_("The agenda begins with %(number)s.") % {"number": ordinal})
        self.lists = [_Open("number", ordinal)]
        self._begin(marker, 1, "number", ordinal, doubts)

    def _begins_number(self, marker: Marker, ordinal: int, last: int, at_start: bool) -> bool:
        expected = ordinal == last + 1
        if not 1 <= ordinal <= 99 or self._followed_by_a_follower(marker):
            return False
        if self._in_brackets(marker):
            return False
        if marker.shape == "bare":
            return at_start and self.is_bare is not False and expected and self._strong(marker)
        if at_start:
            referred = self._after_reference(marker)
            if expected:
                return self._strong(marker) or not referred
            return self._strong(marker) and not referred
        before = self._sign_before(marker)
        if self._joined_before(marker) and expected:
            return self._strong(marker) and bool(self.begun)
        if before in STOPS and not self._after_reference(marker):
            near = ordinal == last or last < ordinal <= last + FARTHEST_GAP
            return bool(self.begun) and (expected or (near and self._strong(marker)))
        if not expected or not self.begun or marker.shape == "dashed" or before.isdigit():
            return False
        return self._strong(marker) and not self._after_reference(marker)

    # Letters

    def _listed(self, marker: Marker, following: Marker | None) -> None:
        path_from, self.path_from = self.path_from, None
        at_start = path_from is not None or self._at_line_start(marker)
        if not self._may_be_listed(marker, at_start):
            return
        stop = at_start or self._sign_before(marker) in STOPS or self._joined_before(marker)
        chosen = self._continued(marker, following) or self._opened(marker, stop)
        doubts: list[str] = []
        if chosen is None and (at_start or stop) and self._strong(marker):
            chosen = self._out_of_order(marker, doubts)
        if chosen is None:
            return
        level, family, ordinal = chosen
        if not (stop or self._strong(marker)):
            return
        self.lists = [*self.lists[: level - 1], _Open(family, ordinal)]
        self._begin(marker, level, family, ordinal, doubts, path_from)

    def _may_be_listed(self, marker: Marker, at_start: bool) -> bool:
        if self._followed_by_a_follower(marker) or self._in_brackets(marker):
            return False
        if marker.shape == "dotted":
            return at_start
        before = self._sign_before(marker)
        beside_number = self.begun and not self.text[self.begun[-1].end : marker.start].strip()
        if at_start:
            referred = self._after_reference(marker) and not self._strong(marker)
            return not referred and not self._after_number_of_reference(marker)
        if beside_number:
            return True
        if before.isdigit():
            return False
        return not self._after_reference(marker) or self._joined_before(marker)

    def _continued(self, marker: Marker, following: Marker | None) -> tuple[int, str, int] | None:
        """The deepest list that the letter goes on with."""
        for level in range(len(self.lists), 0, -1):
            going = self.lists[level - 1]
            if going.family != "number" and going.last + 1 in marker.ordinal_as(going.family):
                if self._opens_roman(marker, following, going.family):
                    return None
                return level, going.family, going.last + 1
        return None

    def _opens_roman(self, marker: Marker, following: Marker | None, family: str) -> bool:
        """Whether an i after h begins a list of its own: ii follows."""
        return (
            family == "letter"
            and 1 in marker.ordinal_as("roman")
            and following is not None
            and 2 in following.ordinal_as("roman")
        )

    def _opened(self, marker: Marker, stop: bool) -> tuple[int, str, int] | None:
        """A new list under the last item."""
        if len(self.lists) >= DEEPEST or not (self.begun or stop):
            return None
        families = {going.family for going in self.lists}
        for family in ("roman", "letter", "figure"):
            if family not in families and 1 in marker.ordinal_as(family):
                return len(self.lists) + 1, family, 1
        return None

    def _out_of_order(self, marker: Marker, doubts: list[str]) -> tuple[int, str, int] | None:
        """A letter that its list did not expect, told as such."""
        for level in range(len(self.lists), 0, -1):
            going = self.lists[level - 1]
            found = [] if going.family == "number" else marker.ordinal_as(going.family)
            if found:
                doubts.append(_("“%(sign)s” is out of order here.") % {"sign": marker.sign})
                return level, going.family, min(found, key=lambda each: abs(each - going.last))
        if found := marker.ordinal_as("letter"):
            if len(self.lists) >= DEEPEST:
                return None
            doubts.append(_("The list begins with “%(sign)s”.") % {"sign": marker.sign})
            return len(self.lists) + 1, "letter", found[0]
        return None

    def _looks_like_one(self, marker: Marker) -> bool:
        """Whether somebody may wonder why no item begins here."""
        return marker.shape != "bare" and self._at_line_start(marker) and self._strong(marker)

    # What stands around

    def _begin(
        self,
        marker: Marker,
        level: int,
        family: str,
        ordinal: int,
        doubts: list[str],
        start: int | None = None,
    ) -> None:
        start = self._start_of(marker) if start is None else start
        self.begun.append(Begun(start, marker.end, level, family, ordinal, doubts))

    def _bullets(self, starts: set[int]) -> Iterator[Begun]:
        for line in self.lines.all:
            bulleted = _BULLETED.match(self.text, line.start, line.end)
            if bulleted and not starts & set(range(bulleted.end(), bulleted.end() + 12)):
                yield Begun(line.start, bulleted.end(), 1)
