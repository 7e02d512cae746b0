"""What someone asks for in the search box: words, phrases, exclusions, prefixes, OR, filters.

Whatever is typed is understood as something. What makes no sense is set aside, and named.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from uncac_portal.search.analyzer import STOP_WORDS, Token, forms, is_han, key_of, tokens
from uncac_portal.search.aside import Ignored, Reason

LONGEST_QUERY = 300
MOST_TERMS = 20  # and values of filters, together

# What a filter may be called in the box, beside its name in the address.
FIELDS = {
    "state": ("country", "states", "countries"),
    "organization": ("organisation", "org"),
    "group": ("region",),
    "body": ("organ", "bodies"),
    "topic": ("subject", "theme", "topics"),
    "article": ("art", "articles"),
    "year": ("years",),
    "from": ("since", "after"),
    "to": ("until", "till", "before"),
    "mode": ("attendance", "delivered"),
    "format_of": ("format",),
    "kind": ("type", "in"),
    "language": ("lang",),
}
NAMES_OF_FIELDS = {word: name for name, words in FIELDS.items() for word in (name, *words)}

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_PIECE = re.compile(
    r"""(?P<minus>[-−–])?
        (?:(?P<field>[^\W\d][\w-]*)[:：])?
        (?:"(?P<phrase>[^"]*)"? | (?P<word>[^\s"]+))""",
    re.VERBOSE,
)
_OR = ("OR", "|", "||")
_AND = ("AND", "&", "&&", "+")
_SYMBOL = re.compile(r"(?=.*[\d/])\w+(?:[./:_()–-]+\w+)+")  # WG.2/2018, 4(a), COVID-19


@dataclass(frozen=True)
class Term:
    """A word, a phrase or the beginning of a word.

    `words` are to be found one after the other; `forms` are all that one word may be found as.
    """

    text: str
    words: tuple[str, ...]
    forms: tuple[str, ...] = ()
    is_phrase: bool = False
    is_prefix: bool = False

    @property
    def is_stop_word(self) -> bool:
        """Whether the query is as good without it."""
        return bool(self.forms) and self.words[0] in STOP_WORDS

    def __str__(self) -> str:
        text = f'"{self.text}"' if self.is_phrase else self.text
        return f"{text}*" if self.is_prefix and not is_han(self.text) else text


@dataclass
class Query:
    """A query as it was understood: every one of `clauses`, by any of its terms; none `excluded`.

    `filters` and `excluded_filters` are values by the name of the filter, as they were typed;
    `words` is what was typed but for `filters`. `key` compares with whole symbols and titles.
    """

    text: str = ""
    words: str = ""
    key: str = ""
    clauses: list[list[Term]] = field(default_factory=list)
    excluded: list[Term] = field(default_factory=list)
    filters: dict[str, list[str]] = field(default_factory=dict)
    excluded_filters: dict[str, list[str]] = field(default_factory=dict)
    ignored: list[Ignored] = field(default_factory=list)

    @property
    def has_words(self) -> bool:
        """Whether it asks for any words, or for their absence."""
        return bool(self.clauses or self.excluded)

    @property
    def is_full(self) -> bool:
        """Whether it asks for as much as one may."""
        values = [*self.filters.values(), *self.excluded_filters.values()]
        return len([*self.terms, *self.excluded, *chain(*values)]) >= MOST_TERMS

    @property
    def terms(self) -> list[Term]:
        """All that is looked for, in the order in which it was typed."""
        return [term for clause in self.clauses for term in clause]


def parse(text: str) -> Query:
    """What the text asks for. Never fails."""
    return _Reader(text).query


def beginnings(text: str) -> list[list[Term]]:
    """What the text asks for while it is being typed: words that begin as each of its words."""
    pieces = text[:LONGEST_QUERY].translate(_QUOTES).replace('"', " ").split()[:MOST_TERMS]
    terms = (term for piece in pieces for term in _terms_of(piece))
    return [[replace(term, forms=(), is_prefix=True)] for term in islice(terms, MOST_TERMS)]


class _Reader:
    """Reads the pieces of a query from left to right."""

    def __init__(self, text: str) -> None:
        self.query = Query(text=text)
        self.words: list[str] = []
        self.beyond: list[str] = []  # what is too much
        self.joins = ""  # the OR that waits for what it joins
        self.can_join = False  # whether a word or phrase came right before
        self.negates = False
        for piece in _without_idle_joins(list(self._pieces(text))):
            self._take(piece)
        self._set_aside_operators()
        if left_out := " ".join(filter(None, dict.fromkeys(self.beyond))):
            self._ignore(left_out, Reason.TOO_LONG)
        self.query.words = " ".join(self.words)
        self.query.key = key_of(" ".join(term.text for term in self.query.terms))
        self._leave_out_stop_words()

    def _pieces(self, text: str) -> Iterator[re.Match[str]]:
        kept = text[:LONGEST_QUERY]
        if len(text) > LONGEST_QUERY and not text[LONGEST_QUERY].isspace():
            kept = kept.rsplit(None, 1)[0] if len(kept.split()) > 1 else kept  # no half words
        kept = kept.translate(_QUOTES).replace("\0", " ")
        pieces = list(_PIECE.finditer(kept))
        yield from pieces[:MOST_TERMS]
        self.beyond += [*(piece[0] for piece in pieces[MOST_TERMS:]), text[len(kept) :].strip()]

    def _take(self, piece: re.Match[str]) -> None:
        word, negated = piece["word"], bool(piece["minus"]) or self.negates
        if self.query.is_full:
            self.beyond.append(piece[0])
            return
        if piece["field"]:
            self._take_field(piece, negated=negated)
            return
        self.words.append(piece[0])
        if piece[0] in _OR:
            self._join(word)
        elif piece[0] in _AND:
            self.can_join = False
        elif piece[0] == "NOT":
            self.negates = True
        else:
            self._take_text(piece, negated=negated)

    def _take_text(self, piece: re.Match[str], *, negated: bool) -> None:
        if piece["phrase"] is None:
            self._take_word(piece["word"], piece[0], negated=negated)
        else:
            self._add(_phrase(piece["phrase"]), piece[0], negated=negated)

    def _join(self, operator: str) -> None:
        if self.can_join and not self.joins:
            self.joins = operator
        else:
            self._ignore(operator, Reason.NOTHING_TO_JOIN)

    def _take_field(self, piece: re.Match[str], *, negated: bool) -> None:
        name = NAMES_OF_FIELDS.get(piece["field"].casefold().replace("-", "_"))
        value = piece["phrase"] if piece["phrase"] is not None else piece["word"]
        if name is None:
            self._ignore(f"{piece['field']}:", Reason.NO_SUCH_FILTER)
            self.words.append(piece[0])
            self._take_text(piece, negated=negated)
            return
        if negated and self.negates:
            self.words.pop()
        self.negates = False
        self._set_aside_operators()
        typed = [value] if piece["phrase"] is not None else value.split(",")
        values = [v.strip() for v in typed if v.strip()]
        if not values:
            self._ignore(piece[0], Reason.NO_WORDS)
        kept = self._take_values(name, values, negated=negated)
        if negated:
            written = piece[0].lstrip("-−–")
            self.words.append(f"-{written}" if kept == values else f"-{name}:{','.join(kept)}")

    def _take_values(self, name: str, values: list[str], *, negated: bool) -> list[str]:
        """Those of the values that there is room for."""
        asked = self.query.excluded_filters if negated else self.query.filters
        kept = []
        for value in values:
            known = asked.get(name, [])
            if value in known or not self.query.is_full:
                kept.append(value)
                asked[name] = list(dict.fromkeys([*known, value]))
            else:
                self.beyond.append(value)
        return kept

    def _take_word(self, word: str, written: str, *, negated: bool) -> None:
        terms = list(_terms_of(word))
        if not terms:
            self._ignore(written, Reason.NO_WORDS)
        if negated and len(terms) > 1 and (phrase := _phrase(word)):
            terms = [phrase]
        for term in terms:
            self._add(term, written, negated=negated)

    def _add(self, term: Term | None, written: str, *, negated: bool) -> None:
        if term is None:
            self._ignore(written, Reason.NO_WORDS)
        elif self.query.is_full:
            self.beyond.append(term.text)
            self.joins = ""
        elif negated:
            self.negates = False
            self._set_aside_operators()
            self.query.excluded.append(term)
        elif self.joins:
            self.query.clauses[-1].append(term)
            self.joins = ""
        else:
            self.query.clauses.append([term])
            self.can_join = True
        self.negates = False

    def _set_aside_operators(self) -> None:
        """What waited for something to join or to exclude waited in vain."""
        if self.joins:
            self._ignore(self.joins, Reason.NOTHING_TO_JOIN)
        if self.negates:
            self._ignore("NOT", Reason.NOTHING_TO_JOIN)
        self.joins, self.can_join, self.negates = "", False, False

    def _leave_out_stop_words(self) -> None:
        """“recovery of assets” is to find “asset recovery”; “of” alone is a word like another."""
        needed = [c for c in self.query.clauses if len(c) > 1 or not c[0].is_stop_word]
        if needed:
            self.query.clauses = needed

    def _ignore(self, text: str, reason: Reason) -> None:
        self.query.ignored.append(Ignored(text, reason))


def _without_idle_joins(pieces: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The pieces without an OR between two values of a filter, which add up anyway."""
    names = [NAMES_OF_FIELDS.get(_field_of(piece)) for piece in pieces]
    for n, piece in enumerate(pieces):
        before, after = names[max(n - 1, 0)], names[min(n + 1, len(pieces) - 1)]
        if piece[0] not in _OR or before is None or before != after:
            yield piece


def _field_of(piece: re.Match[str]) -> str:
    """The filter that the piece asks for, as it was typed; none if it excludes what it names."""
    return "" if piece["minus"] else (piece["field"] or "").casefold().replace("-", "_")


def _terms_of(word: str) -> Iterator[Term]:
    """`asset-recovery` is two words, `WG.2/2018` one symbol, `recov*` the beginning of words."""
    is_prefix = word.rstrip(")]}.,;").endswith("*")
    if is_prefix or _SYMBOL.search(word):
        term = _phrase(word)
        if term:
            yield replace(term, is_phrase=False, is_prefix=is_prefix or term.is_prefix)
        return
    runs: list[list[Token]] = []
    for token in tokens(word):
        if runs and is_han(token.word) and token.start < runs[-1][-1].end:
            runs[-1].append(token)
        else:
            runs.append([token])
    for run in runs:
        written = word[run[0].start : run[-1].end]
        if is_han(run[0].word):
            if term := _phrase(written):
                yield replace(term, is_phrase=False)
        else:
            found = run[0].word
            yield Term(written, (found,), tuple(forms(found, written.casefold())))


def _phrase(text: str) -> Term | None:
    """Words that follow one another. Of Chinese the last pair tells the last character too."""
    found = tokens(text)
    alone = len(found) == 1 and is_han(found[0].word) and len(found[0].word) == 1
    overlapped = len(found) > 1 and found[-1].start < found[-2].end
    kept = found[:-1] if overlapped and len(found[-1].word) == 1 else found
    words = tuple(token.word for token in kept)
    if not words:
        return None
    return Term(text[found[0].start : found[-1].end], words, is_phrase=True, is_prefix=alone)
