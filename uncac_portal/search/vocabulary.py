"""What may have been meant: by a word that nothing answers, or by one that is being typed."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice, takewhile

from django.db import router
from django.db.models import Case, Exists, F, IntegerField, OuterRef, QuerySet, Value, When

from uncac_portal.search.analyzer import key_of, tokens
from uncac_portal.search.engines import engine_of
from uncac_portal.search.kinds import KINDS, records_of
from uncac_portal.search.models import Entry, EntryName
from uncac_portal.search.queries import Query, Term, beginnings

SUGGESTED = ("entities", "topics", "bodies", "sessions", "articles", "documents")
LIKENESS = 0.75  # of two words with the same first letter, from 0 to 1
LENGTHS_APART = 2
SHORTEST = 4  # a shorter word is like too many others
LONGEST = 20  # a longer word is hardly mistyped
MOST_CORRECTED = 3  # words of one question


def did_you_mean(query: Query) -> str:
    """The words of the query, with those that nothing answers replaced by the nearest that are on
    record; empty where there is nothing better to ask. Numbers, codes and short words are left."""
    using = router.db_for_read(Entry)
    unknown = (
        term
        for term in {term.text: term for term in query.terms}.values()
        if term.forms
        and _may_be_misspelt(term.words[0])
        and not _entries_with(term, using).exists()
    )
    nearest = {
        term.text: found.lower() if term.text.islower() else found
        for term in islice(unknown, MOST_CORRECTED)
        if (found := _nearest(term.words[0], using))
    }
    if not nearest:
        return ""
    words = "|".join(map(re.escape, nearest))
    better = re.sub(rf"\b(?:{words})\b", lambda word: nearest[word[0]], query.words)
    return "" if better == query.words else better


def suggestions(text: str, *, limit: int = 8) -> list[Entry]:
    """Entries whose name has words that begin as those of the text; the likeliest first."""
    clauses = beginnings(text)
    if not clauses:
        return []
    engine, key = engine_of(router.db_for_read(Entry)), key_of(text)
    names = EntryName.objects.filter(entry=OuterRef("pk"))
    found = Entry.objects.filter(
        indexed__words__match=engine.expression(clauses, titles_only=True), kind__in=SUGGESTED
    )
    order = [When(kind=name, then=Value(place)) for place, name in enumerate(SUGGESTED)]
    return list(
        found.annotate(
            is_named=Exists(names.filter(key=key)),
            begins_so=Exists(names.filter(key__startswith=key)),
            place=Case(*order, output_field=IntegerField()),
        ).order_by("-is_named", "-begins_so", "place", F("day").desc(nulls_last=True), "record_id")[
            :limit
        ]
    )


def _may_be_misspelt(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and not any(letter.isdigit() for letter in word)


def _nearest(word: str, using: str) -> str:
    """The word on record that is most like this one, as it is written there."""
    known = {
        other: (_is_one_edit_from(word, other), round(_likeness(word, other), 1), entries)
        for letter in dict.fromkeys(word[:2])
        for other, entries in engine_of(using).vocabulary(letter, using)
        if _may_be_meant(word, other)
    }
    nearest = max(sorted(known), key=known.__getitem__, default="")
    for entry in _entries_with(Term(nearest, (nearest,)), using)[:1] if nearest else ():
        return next(_as_written(nearest, entry), nearest)
    return ""


def _may_be_meant(word: str, other: str) -> bool:
    if abs(len(other) - len(word)) > LENGTHS_APART or not _may_be_misspelt(other):
        return False
    alike = _likeness(word, other) > LIKENESS or sorted(word) == sorted(other)
    return (alike and word[0] == other[0]) or (
        len(word) > SHORTEST and _is_one_edit_from(word, other)
    )


def _likeness(word: str, other: str) -> float:
    return SequenceMatcher(None, word, other, autojunk=False).ratio()


def _is_one_edit_from(word: str, other: str) -> bool:
    """Whether one letter is added, missing or another, or two neighbours are swapped."""
    pairs = zip(word, other, strict=False)
    start = sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], pairs))
    one, two = word[start:], other[start:]
    if (one[:2], one[2:]) == (two[1::-1], two[2:]):
        return True
    return one[1:] in (two, two[1:]) or one == two[1:]


def _entries_with(term: Term, using: str) -> QuerySet[Entry]:
    expression = engine_of(using).expression([[term]])
    return Entry.objects.using(using).filter(indexed__words__match=expression).order_by("pk")


def _as_written(word: str, entry: Entry) -> Iterator[str]:
    """How the record of the entry writes the word."""
    for record in records_of([entry]):
        for text in KINDS[entry.kind].texts_of(record):
            for token in tokens(text.text):
                if token.word == word:
                    yield text.text[token.start : token.end]
