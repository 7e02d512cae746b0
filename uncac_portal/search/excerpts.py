"""The passage of a text that answers a search, with what was found marked in it."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from meetings.records.domain.languages import LocalText
from uncac_portal.search.analyzer import stems_of, tokens
from uncac_portal.search.queries import Term

Span = tuple[int, int]

WIDTH = 240  # characters of a passage
LEAD = 60  # of which so many may come before what was found
WORD_END = re.compile(r"\s")
NEAR = 20  # how far a passage is shifted so that it ends with a word


class Reading:
    """A text that is read once, to look for any number of terms in it."""

    def __init__(self, local: LocalText) -> None:
        self.words = tokens(local.text)
        self.places: dict[str, list[int]] = defaultdict(list)  # of words and of their stems
        for place, (word, start, end) in enumerate(self.words):
            written = local.text[start:end].casefold()
            for form in (word, *stems_of(word, written, local.language)):
                self.places[form].append(place)

    def spans(self, term: Term) -> list[Span]:
        """Where the text has the term, by the rules of the search itself."""
        last = len(term.words) - 1
        return [(self.words[n].start, self.words[n + last].end) for n in self._starts(term)]

    def _starts(self, term: Term) -> list[int]:
        if term.forms and not term.is_prefix:
            return self._places_of(term.forms)
        first, *others = term.words
        if not others:
            return self._places_of(self._beginning_so(first) if term.is_prefix else [first])
        return [n for n in self._places_of([first]) if self._goes_on(n + 1, others, term)]

    def _places_of(self, forms: Iterable[str]) -> list[int]:
        return sorted({n for form in forms for n in self.places.get(form, ())})

    def _beginning_so(self, beginning: str) -> list[str]:
        return [form for form in self.places if form.startswith(beginning)]

    def _goes_on(self, start: int, words: Sequence[str], term: Term) -> bool:
        """Whether these words follow there."""
        following = [token.word for token in self.words[start : start + len(words)]]
        if len(following) < len(words) or following[:-1] != words[:-1]:
            return False
        return following[-1] == words[-1] or (
            term.is_prefix and following[-1].startswith(words[-1])
        )


def found_in(local: LocalText, terms: Sequence[Term]) -> list[list[Span]]:
    """Where the text has each of the terms."""
    reading = Reading(local) if terms else None
    return [reading.spans(term) for term in terms] if reading else []


def together(found: Iterable[Iterable[Span]]) -> list[Span]:
    """All that was found, whatever of the terms it answers."""
    return list(chain.from_iterable(found))


def marked(text: str, spans: Sequence[Span]) -> SafeString:
    """The text, whatever it holds, as words on a page, with `<mark>` around each of the spans."""
    return mark_safe("".join(_pieces(text, merged(spans))))  # each piece is escaped


def passage(text: str, spans: Sequence[Span]) -> SafeString:
    """The part of the text with most of the spans, marked; the beginning where there are none."""
    found = merged(spans)
    first, last = _window(text, found)
    inside = [
        (max(a, first) - first, min(b, last) - first) for a, b in found if a < last and b > first
    ]
    before, after = "… " if first else "", " …" if last < len(text) else ""
    return format_html("{}{}{}", before, marked(text[first:last], inside), after)


def merged(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that touch as one: the pairs of a Chinese word overlap."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _pieces(text: str, spans: Sequence[Span]) -> Iterator[str]:
    done = 0
    for first, last in spans:
        yield conditional_escape(text[done:first])
        yield format_html("<mark>{}</mark>", text[first:last])
        done = last
    yield conditional_escape(text[done:])


def _window(text: str, spans: Sequence[Span]) -> Span:
    if len(text) <= WIDTH + NEAR:
        return 0, len(text)
    starts = [max(0, first - LEAD) for first, _last in spans] or [0]
    best = max(starts, key=lambda start: (_within(spans, start), -start))
    start = min(best, len(text) - WIDTH)
    return _after_a_space(text, start), _before_a_space(text, start + WIDTH)


def _within(spans: Sequence[Span], start: int) -> int:
    """How many of the spans, in order and apart, are whole in a passage that starts there."""
    before = bisect_left(spans, start, key=itemgetter(0))
    return max(0, bisect_right(spans, start + WIDTH, key=itemgetter(1)) - before)


def _after_a_space(text: str, start: int) -> int:
    space = WORD_END.search(text, start, start + NEAR) if start else None
    return space.end() if space else start


def _before_a_space(text: str, end: int) -> int:
    if end + NEAR >= len(text):
        return len(text)
    space = WORD_END.search(text, end, end + NEAR)
    return space.start() if space else end
