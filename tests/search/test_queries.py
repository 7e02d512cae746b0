"""What is understood of what is typed."""

import pytest
from django.db import connection
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from uncac_portal.search import vocabulary
from uncac_portal.search.aside import Reason
from uncac_portal.search.filters import SearchFilter
from uncac_portal.search.listings import SearchListing
from uncac_portal.search.queries import LONGEST_QUERY, MOST_TERMS, beginnings, parse
from uncac_portal.search.vocabulary import suggestions


def understood(text):
    """Clauses, exclusions, filters, excluded filters and what was set aside, in short."""
    query = parse(text)
    return (
        [" OR ".join(map(str, clause)) for clause in query.clauses],
        [str(term) for term in query.excluded],
        query.filters,
        query.excluded_filters,
        [(ignored.text, ignored.reason) for ignored in query.ignored],
    )


UNDERSTOOD = {
    "recovery of assets": (["recovery", "assets"], [], {}, {}, []),
    "of": (["of"], [], {}, {}, []),
    '"recovery of assets" -bribery': (['"recovery of assets"'], ["bribery"], {}, {}, []),
    "NOT bribery": ([], ["bribery"], {}, {}, []),
    "a OR b c": (["a OR b", "c"], [], {}, {}, []),
    "(asset OR bribery) recov*": (["asset OR bribery", "recov*"], [], {}, {}, []),
    "WG.2/2018 4(a)": (["WG.2/2018", "4(a"], [], {}, {}, []),
    "资产追回": (["资产追回"], [], {}, {}, []),
    "state:vnm,fra topic:“asset recovery” x": (
        ["x"],
        [],
        {"state": ["vnm", "fra"], "topic": ["asset recovery"]},
        {},
        [],
    ),
    "since:2020 format:hybrid -kind:item": (
        [],
        [],
        {"from": ["2020"], "format_of": ["hybrid"]},
        {"kind": ["item"]},
        [],
    ),
    'unbalanced "quotes are': (["unbalanced", '"quotes are"'], [], {}, {}, []),
    "OR x OR": (
        ["x"],
        [],
        {},
        {},
        [("OR", Reason.NOTHING_TO_JOIN), ("OR", Reason.NOTHING_TO_JOIN)],
    ),
    '* "" -': (
        [],
        [],
        {},
        {},
        [("*", Reason.NO_WORDS), ('""', Reason.NO_WORDS), ("-", Reason.NO_WORDS)],
    ),
    "topic:a OR subject:b | topic:c": ([], [], {"topic": ["a", "b", "c"]}, {}, []),
    "topic:a OR state:b": (
        [],
        [],
        {"topic": ["a"], "state": ["b"]},
        {},
        [("OR", Reason.NOTHING_TO_JOIN)],
    ),
    "speaker:smith": (["smith"], [], {}, {}, [("speaker:", Reason.NO_SUCH_FILTER)]),
    "": ([], [], {}, {}, []),
}


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_what_is_understood(text):
    assert understood(text) == UNDERSTOOD[text]


def test_what_is_too_long_is_cut_and_said():
    query = parse("word " * (MOST_TERMS + 2))
    assert len(query.clauses) == MOST_TERMS
    assert [ignored.reason for ignored in query.ignored] == [Reason.TOO_LONG]
    assert parse("x" * LONGEST_QUERY).ignored == []
    assert parse(f"{'x' * LONGEST_QUERY} yes").ignored[0].text == "yes"


MANY = "-".join(f"q{a}{b}" for a in "abcdefghij" for b in "abcdefg")


@pytest.mark.parametrize("text", [MANY, f"{MANY} {MANY}", "\ufdfa" * 250, "资料x" * 70])
def test_one_piece_may_hold_no_more_terms_than_a_whole_question(text):
    query = parse(text)
    assert len(query.terms) == len(beginnings(text)) == MOST_TERMS
    assert [ignored.reason for ignored in query.ignored] == [Reason.TOO_LONG]


def test_values_of_filters_count_like_words():
    codes = [f"v{n}" for n in range(60)]
    query = parse(f"asset -state:{','.join(codes[:15])} topic:{','.join(codes[15:])} recovery")
    assert list(map(str, query.terms)) == ["asset"]
    assert query.excluded_filters == {"state": codes[:15]}
    assert query.filters == {"topic": codes[15:19]}
    left_out = " ".join([*codes[19:], "recovery"])
    assert [(i.text, i.reason) for i in query.ignored] == [(left_out, Reason.TOO_LONG)]
    assert query.words == f"asset -state:{','.join(codes[:15])}"


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["state:{}", "-state:{}", "state:x -state:{}"])
def test_many_values_of_a_filter_cost_what_one_does(text, django_assert_num_queries):
    for values in ("a", ",".join(f"a{n}" for n in range(60))):
        with django_assert_num_queries(2):  # the States, and whatever is named so
            SearchFilter({"q": text.format(values)})


@pytest.mark.django_db
def test_of_many_unknown_words_a_few_are_corrected(monkeypatch):
    read = []
    monkeypatch.setattr(vocabulary, "_nearest", lambda word, using: read.append(word) or "Found")
    words = " ".join(f"unknown{letter}" for letter in "abcdefgh")
    expected = "found found found " + words.split(maxsplit=3)[3]
    assert vocabulary.did_you_mean(parse(words)) == expected
    assert read == words.split()[:3]


@pytest.mark.django_db
def test_what_excludes_nothing_and_what_is_one_too_many_is_named():
    listing = SearchListing(
        RequestFactory().get("/", {"q": "-from:2021 -state:nowhere -kind:item to:2020 to:2021 x"})
    )
    assert listing.understood.excluded_filters == {"kind": ["items"]}
    assert (listing.filterset.data["to"], listing.understood.text.count("to:")) == ("2020", 2)
    assert listing.set_aside == [
        "“-from:2021” is set aside: that filter cannot exclude.",
        "“-state:nowhere” excludes nothing: that value is not on record.",
        "“to:2021” is set aside: that filter takes one value only.",
    ]


def test_the_words_are_what_was_typed_without_filters():
    query = parse('recovery of "stolen assets" state:vnm -x -kind:item')
    assert query.words == 'recovery of "stolen assets" -x -kind:item'


def test_what_is_being_typed_is_the_beginning_of_words():
    assert [[str(term) for term in clause] for clause in beginnings('asset "rec')] == [
        ["asset*"],
        ["rec*"],
    ]


PIECES = ['"', "-", "OR", "NOT", "AND", "*", ":", "state:", "kind:", "(", ")", "资", "أ", "é", "a"]
PIECES += ["WG.2", "'", "\\", "%", "\0", "_", "from:", "year:x", " ", " ", " "]
TYPED = st.text(max_size=400) | st.lists(st.sampled_from(PIECES)).map("".join)


@given(TYPED)
def test_whatever_is_typed_is_understood_as_something(text):
    query = parse(text)
    assert len([*query.terms, *query.excluded]) <= MOST_TERMS
    again = parse(query.words)
    assert (again.filters, again.excluded_filters) == ({}, query.excluded_filters)


@pytest.mark.django_db
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=TYPED)
def test_whatever_is_typed_is_answered(text):
    filters = SearchFilter({"q": text})
    assert list(filters.qs) == []
    assert not any(filters.counts().values())
    assert suggestions(text) == []
    assert connection.is_usable()
