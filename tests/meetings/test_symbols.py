"""Document symbols: what is read, how it is spelt, sorted, looked up and refused."""

import re
import string
from dataclasses import astuple, replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from meetings.symbols import CYCLES, LONGEST_TEXT, PARTS, SERIES, SymbolError, parse

# The symbols of the record, as printed on the documents.
PRINTED = """
    CAC/COSP/2009/15 CAC/COSP/2011/14 CAC/COSP/2011/CRP.4 CAC/COSP/2015/1 CAC/COSP/2015/10
    CAC/COSP/2017/6 CAC/COSP/2017/14 CAC/COSP/2019/1 CAC/COSP/2019/2 CAC/COSP/2019/5
    CAC/COSP/2019/8 CAC/COSP/2019/INF/1 CAC/COSP/2021/1 CAC/COSP/2021/3 CAC/COSP/2021/13
    CAC/COSP/IRG/2013/12 CAC/COSP/IRG/2014/11 CAC/COSP/IRG/2015/1 CAC/COSP/IRG/2015/5
    CAC/COSP/IRG/2016/9 CAC/COSP/IRG/2016/9/Add.1 CAC/COSP/IRG/2018/8 CAC/COSP/IRG/2018/CRP.9
    CAC/COSP/IRG/2019/1 CAC/COSP/IRG/I/4/1/Add.66 CAC/COSP/WG.2/2012/CRP.2
    CAC/COSP/WG.2/2017/CRP.2 CAC/COSP/WG.2/2018/1 CAC/COSP/WG.2/2018/2 CAC/COSP/WG.2/2018/6
    CAC/COSP/WG.4/2010/7 CAC/COSP/WG.4/2011/INF.1 CAC/COSP/WG.4/2011/1 CAC/COSP/WG.4/2011/2
    CAC/COSP/WG.4/2011/2/Corr.1 CAC/COSP/WG.4/2011/3 CAC/COSP/WG.4/2011/4
    CAC/COSP/WG.4/2011/CRP.1 CAC/COSP/WG.4/2011/CRP.2 CAC/COSP/WG.4/2012/INF.1
    CAC/COSP/WG.4/2012/1 CAC/COSP/WG.4/2012/2 CAC/COSP/WG.4/2012/3 CAC/COSP/WG.4/2012/4
    CAC/COSP/WG.4/2012/5 CAC/COSP/WG.4/2012/CRP.1 CAC/COSP/WG.4/2012/CRP.2
    CAC/COSP/WG.4/2012/CRP.3 CAC/COSP/WG.4/2013/1 CAC/COSP/WG.4/2013/2 CAC/COSP/WG.4/2013/3
    CAC/COSP/WG.4/2013/4 CAC/COSP/WG.4/2020/1 CAC/COSP/WG.4/2020/3 CAC/COSP/WG.4/2022/1
    CAC/COSP/WG.4/2022/2 CAC/COSP/WG.4/2022/3 CAC/COSP/WG.4/2022/4
"""
RECORD = PRINTED.split()
DOUBLE = "CAC/COSP/WG.2/2012/CRP.2-CAC/COSP/WG.4/2012/CRP.1"


@pytest.mark.parametrize("text", [*RECORD, DOUBLE, "CAC/COSP/2021/L.5/Rev.1/Add.2/Corr.1"])
def test_a_symbol_of_the_record_keeps_its_spelling(text):
    assert str(parse(text)) == text


def test_every_symbol_of_the_record_has_its_own_keys():
    symbols = [parse(text) for text in RECORD]
    assert len(RECORD) == 58
    assert len({symbol.lookup_key for symbol in symbols}) == 58
    assert len({symbol.sort_key for symbol in symbols}) == 58


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("CAC/COSP/2021/3", ("CAC/COSP/", 2021, None, None, "", "", 3, (), None)),
        ("CAC/COSP/2019/INF/1", ("CAC/COSP/", 2019, None, None, "INF", "/", 1, (), None)),
        ("CAC/COSP/WG.2/2018/CRP.3", ("CAC/COSP/WG.2/", 2018, None, None, "CRP", ".", 3, (), None)),
        (
            "CAC/COSP/IRG/I/4/1/Add.66",
            ("CAC/COSP/IRG/", None, "I", 4, "", "", 1, (("Add", 66),), None),
        ),
        (
            "CAC/COSP/2021/L.5/Rev.1/Corr.2",
            ("CAC/COSP/", 2021, None, None, "L", ".", 5, (("Rev", 1), ("Corr", 2)), None),
        ),
    ],
)
def test_each_component_of_a_symbol_has_its_field(text, fields):
    assert astuple(parse(text)) == fields


def test_a_double_symbol_has_two_halves():
    first, second = parse("CAC/COSP/WG.2/2012/CRP.2"), parse("CAC/COSP/WG.4/2012/CRP.1")
    assert parse(DOUBLE) == replace(first, twin=second)
    assert parse(DOUBLE).halves == (first, second)
    assert first.halves == (first,)


@pytest.mark.parametrize("prefix", ["CAC/COSP/EG.1/", "CAC/COSP/WG.12/", "CAC/COSP/SPECIAL/"])
def test_a_body_not_known_yet_is_read_from_its_prefix(prefix):
    assert parse(f"{prefix}2027/1").body_prefix == prefix


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("cac/cosp/irg/2021/1/ADD. 1", "CAC/COSP/IRG/2021/1/Add.1"),
        (" CAC / COSP / IRG / 2021 / 1 / Add 1 ", "CAC/COSP/IRG/2021/1/Add.1"),
        ("CAC/COSP/IRG/2021/1/Add\u00a01", "CAC/COSP/IRG/2021/1/Add.1"),
        ("/CAC//COSP/IRG/2021/1/Add.1//", "CAC/COSP/IRG/2021/1/Add.1"),
        ("CAC\\COSP\\IRG\\2021\\1\\Add.1", "CAC/COSP/IRG/2021/1/Add.1"),
        ("CAC-COSP-IRG-2021-1-Add.1", "CAC/COSP/IRG/2021/1/Add.1"),
        ("CAC/COSP/IRG/2021/01/Add.01", "CAC/COSP/IRG/2021/1/Add.1"),
        ("CAC/COSP/WG 4/2011/2/Corr1", "CAC/COSP/WG.4/2011/2/Corr.1"),
        ("CAC/COSP/2021/L/5", "CAC/COSP/2021/L.5"),
        ("CAC/COSP/2021/CRP 5", "CAC/COSP/2021/CRP.5"),
        ("CAC/COSP/2019/INF 1", "CAC/COSP/2019/INF/1"),
        ("ＣＡＣ／ＣＯＳＰ／２０２１／３", "CAC/COSP/2021/3"),
        ("\u200fCAC/COSP/\u00ad2021/3\u200b", "CAC/COSP/2021/3"),
        ("CAC/COSP/2015/10*", "CAC/COSP/2015/10"),
        ("CAC/COSP/2015/10.", "CAC/COSP/2015/10"),
    ],
)
def test_however_it_is_typed_a_symbol_gets_its_canonical_spelling(text, spelling):
    assert str(parse(text)) == spelling


@pytest.mark.parametrize("link", ["-", "–", "—", " ", " – ", "\n", "/"])
def test_a_double_symbol_is_read_however_its_halves_are_joined(link):
    text = f"CAC/COSP/WG.2/2012/CRP.2{link}CAC/COSP/WG.4/2012/CRP.1"
    assert str(parse(text)) == DOUBLE


def test_a_double_symbol_in_a_file_name_is_read():
    assert str(parse(DOUBLE.replace("/", "-"))) == DOUBLE


def test_a_double_symbol_is_found_whichever_half_comes_first():
    first, second = parse(DOUBLE).halves
    turned = parse(f"{second} {first}")
    assert str(turned) == "CAC/COSP/WG.4/2012/CRP.1-CAC/COSP/WG.2/2012/CRP.2"
    assert turned.lookup_key == parse(DOUBLE).lookup_key == DOUBLE.lower()


def test_two_spellings_of_a_series_stay_apart_in_print_and_meet_in_the_lookup_key():
    slash, point = parse("CAC/COSP/2019/INF/1"), parse("CAC/COSP/2019/INF.1")
    assert (str(slash), str(point)) == ("CAC/COSP/2019/INF/1", "CAC/COSP/2019/INF.1")
    assert slash.lookup_key == point.lookup_key == "cac/cosp/2019/inf.1"


def test_an_addendum_belongs_to_the_document_it_adds_to():
    assert parse("CAC/COSP/IRG/2016/9/Add.1").parent == parse("CAC/COSP/IRG/2016/9")


@pytest.mark.parametrize(
    ("text", "parent"),
    [
        ("CAC/COSP/2021/L.5/Rev.1", "CAC/COSP/2021/L.5"),
        ("CAC/COSP/IRG/2016/9/Add.1/Corr.2", "CAC/COSP/IRG/2016/9/Add.1"),
        ("CAC/COSP/IRG/I/4/1/Add.66", "CAC/COSP/IRG/I/4/1"),
        ("CAC/COSP/WG.2/2012/2/Add.1-CAC/COSP/WG.4/2012/3", "CAC/COSP/WG.2/2012/2"),
        (f"{DOUBLE.replace('-', '/Corr.1-')}/Corr.1", DOUBLE),
    ],
)
def test_a_part_belongs_to_the_symbol_without_it(text, parent):
    assert parse(text).parent == parse(parent)


@pytest.mark.parametrize("text", ["CAC/COSP/2021/3", "CAC/COSP/2019/INF/1", DOUBLE])
def test_a_main_document_belongs_to_no_other(text):
    assert parse(text).parent is None


def test_documents_sort_by_body_period_series_and_number_with_children_after_their_parent():
    printed = """
        CAC/COSP/2019/2 CAC/COSP/2019/10
        CAC/COSP/2021/1 CAC/COSP/2021/1/Add.1 CAC/COSP/2021/1/Add.1/Corr.1 CAC/COSP/2021/1/Add.2
        CAC/COSP/2021/1/Add.10 CAC/COSP/2021/1/Amend.1 CAC/COSP/2021/1/Corr.1
        CAC/COSP/2021/1/Rev.1 CAC/COSP/2021/2 CAC/COSP/2021/INF/1 CAC/COSP/2021/INF.2
        CAC/COSP/2021/L.5 CAC/COSP/2021/L.5/Rev.1 CAC/COSP/2021/CRP.1 CAC/COSP/2021/NGO/1
        CAC/COSP/2021/WP.1
        CAC/COSP/EG.1/2021/1 CAC/COSP/IRG/2021/1
        CAC/COSP/IRG/I/4/1 CAC/COSP/IRG/I/4/1/Add.66 CAC/COSP/IRG/I/10/1 CAC/COSP/IRG/II/1/1
        CAC/COSP/WG.2/2012/CRP.2
        CAC/COSP/WG.2/2012/CRP.2-CAC/COSP/WG.4/2012/CRP.1
        CAC/COSP/WG.2/2012/CRP.2/Add.1-CAC/COSP/WG.4/2012/CRP.1/Add.1
        CAC/COSP/WG.2/2012/CRP.3 CAC/COSP/WG.4/2011/1 CAC/COSP/WG.10/2011/1
    """
    in_order = printed.split()
    shuffled = sorted(in_order, key=len)
    assert sorted(shuffled, key=lambda text: parse(text).sort_key) == in_order


@pytest.mark.parametrize(
    ("text", "limited", "room_paper", "revision"),
    [
        ("CAC/COSP/2021/3", False, False, 0),
        ("CAC/COSP/2021/L.5", True, False, 0),
        ("CAC/COSP/2021/L.5/Rev.2", True, False, 2),
        ("CAC/COSP/2021/L.5/Rev.2/Corr.1", True, False, 2),
        ("CAC/COSP/IRG/2018/CRP.9", False, True, 0),
    ],
)
def test_distribution_and_revision_are_read_off_the_symbol(text, limited, room_paper, revision):
    symbol = parse(text)
    assert (symbol.is_limited, symbol.is_conference_room_paper) == (limited, room_paper)
    assert symbol.revision == revision


NOT_OF_THE_CONFERENCE = "is not a symbol of the Conference: they begin with CAC/COSP/"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "Enter a document symbol, for example CAC/COSP/2021/3."),
        (" / ", "Enter a document symbol"),
        ("A/56/10-S/2001/3", f"“A/56/10-S/2001/3” {NOT_OF_THE_CONFERENCE}"),
        ("A/56/10-CAC/COSP/2021/3", f"“A/56/10” {NOT_OF_THE_CONFERENCE}"),
        ("САС/СОЅР/2021/3", NOT_OF_THE_CONFERENCE),  # Cyrillic letters
        ("CAC", NOT_OF_THE_CONFERENCE),
        ("CAC/COSP", "After CAC/COSP/ comes the year in four digits, 2006 or later"),
        ("CAC/COSP/3", "After CAC/COSP/ comes the year"),
        ("CAC/COSP/2001/3", "After CAC/COSP/ comes the year"),
        ("CAC/COSP/IRG/1", "After CAC/COSP/IRG/ comes the year"),
        ("CAC/COSP/IRG/IIII/4/1", "After CAC/COSP/IRG/ comes the year"),
        ("CAC/COSP/IRG/I/4", "After CAC/COSP/IRG/I/4/ comes the number of the document"),
        ("CAC/COSP/IRG/2021", "After CAC/COSP/IRG/2021/ comes the number of the document"),
        ("CAC/COSP/2021/IRG/1", "After CAC/COSP/2021/ comes the number of the document"),
        ("CAC/COSP/2021/0", "After CAC/COSP/2021/ comes the number of the document"),
        ("CAC/COSP/2021/12345", "After CAC/COSP/2021/ comes the number of the document"),
        ("CAC/COSP/2021/1 3", "After CAC/COSP/2021/ comes the number of the document"),
        ("CAC/COSP/2021/CPR.3", "alone or after one of INF, L, CRP, NGO"),
        ("CAC/COSP/2021/Add.1", "After CAC/COSP/2021/ comes the number of the document"),
        ("CAC/COSP/2021/3/Ad.1", "“AD.1” is something else"),
        ("CAC/COSP/2021/3/Add", "“ADD” is something else"),
        ("CAC/COSP/2021/3/5", "may come up to four of Add., Amend., Corr. and Rev."),
        ("CAC/COSP/2021/3" + "/Add.1" * 5, "After CAC/COSP/2021/3/ may come up to four"),
        ("CAC/COSP/2021/3-5", "Write “CAC/COSP/2021/3-5” with slashes instead of hyphens"),
        ("CAC/COSP/WG.2/2012/1-WG.4/2012/2", "a double symbol needs both symbols in full"),
        ("CAC/COSP/2021/3-CAC/COSP/2021/4", "A double symbol joins two different bodies"),
        (" ".join(RECORD[:3]), "These are 3 symbols; a document has one, at most two."),
        ("CAC/COSP/" + "9" * 5000, "too long"),
    ],
)
def test_a_refusal_says_what_is_wrong(text, complaint):
    with pytest.raises(SymbolError, match=re.escape(complaint)):
        parse(text)


numbers = st.integers(min_value=1, max_value=9999)
letters = st.text(string.ascii_uppercase, min_size=1, max_size=8).filter(
    lambda word: word not in CYCLES
)
bodies = letters | st.builds("{}.{}".format, letters, st.integers(min_value=1, max_value=99))
# Few bodies, years and numbers in most examples, so that neighbours in the order do meet.
prefixes = st.sampled_from(["", "IRG/", "WG.2/", "WG.10/"]) | bodies.map("{}/".format)
years = st.integers(min_value=2006, max_value=2099)
periods = years.map(str) | st.builds("{}/{}".format, st.sampled_from(CYCLES), numbers)
small = st.integers(min_value=1, max_value=12) | numbers
spellings = ["", "INF/", "INF.", "NGO/", "NGO."] + [
    f"{series}{separator}" for series, separator in SERIES.items() if separator == "."
]
chains = st.lists(
    st.builds("/{}.{}".format, st.sampled_from(list(PARTS.values())), small), max_size=4
)
singles = st.builds(
    "CAC/COSP/{}{}/{}{}{}".format,
    prefixes,
    periods,
    st.sampled_from(spellings),
    small,
    chains.map("".join),
)
doubles = st.tuples(singles, singles).filter(
    lambda pair: parse(pair[0]).body_prefix != parse(pair[1]).body_prefix
)
canonical = singles | doubles.map("-".join)


@given(canonical)
def test_a_canonical_spelling_survives_the_round_trip(text):
    symbol = parse(text)
    assert str(symbol) == text
    assert parse(str(symbol)) == symbol


@st.composite
def spelt_carelessly(draw):
    """A canonical symbol, and the same in another case with other spaces and separators."""
    text = draw(canonical)
    slashes = st.sampled_from(["/", "//", "\\", " / ", "\u00a0/", "／"])
    points = st.sampled_from([".", ". ", " .", "．"])
    dashes = st.sampled_from(["-", "–", " — ", " ", "\u2011"])
    cases = st.sampled_from([str.lower, str.upper, str])
    noise = {"/": slashes, ".": points, "-": dashes}
    careless = "".join(draw(noise[c]) if c in noise else draw(cases)(c) for c in text)
    careless += draw(st.sampled_from(["", " ", "/", "\n", "*"]))
    assume(len(careless) <= LONGEST_TEXT)
    return text, careless


@given(spelt_carelessly())
def test_every_spelling_has_the_same_lookup_key(pair):
    text, careless = pair
    assert parse(careless).lookup_key == parse(text).lookup_key


@given(singles)
def test_a_file_name_has_the_lookup_key_of_its_symbol(text):
    assert parse(text.replace("/", "-")).lookup_key == parse(text).lookup_key


@given(canonical)
def test_a_lookup_key_is_itself_a_spelling_of_the_symbol(text):
    key = parse(text).lookup_key
    assert parse(key).lookup_key == key


def rank(symbol):
    """The order of symbols said once more, as a tuple of numbers and words."""
    organ = symbol.body_prefix.split("/")[2]
    body, _, ordinal = organ.partition(".")
    roman = CYCLES.index(symbol.cycle) if symbol.cycle else -1
    period = (roman, symbol.cycle_part or symbol.year)
    main_series = ["", "INF", "L", "CRP", "NGO"]
    known = symbol.series in main_series
    series = (main_series.index(symbol.series), "") if known else (9, symbol.series)
    twin = (("", rank(symbol.twin)),) if symbol.twin else ()
    return (body, int(ordinal or 0), period, series, symbol.number, symbol.parts + twin)


@given(st.lists(canonical, min_size=2, max_size=8))
def test_the_sort_key_orders_as_the_fields_do(texts):
    symbols = [parse(text) for text in texts]
    by_key = sorted(symbols, key=lambda symbol: symbol.sort_key)
    assert [rank(symbol) for symbol in by_key] == sorted(rank(symbol) for symbol in symbols)


@given(canonical)
def test_a_sort_key_has_only_digits_and_capitals_so_that_every_collation_agrees(text):
    assert re.fullmatch("[0-9A-Z]{1,119}", parse(text).sort_key)


@given(canonical.filter(lambda text: parse(text).parent))
def test_a_parent_is_shorter_is_a_symbol_and_sorts_before_its_child(text):
    symbol = parse(text)
    assert len(str(symbol.parent)) < len(text)
    assert parse(str(symbol.parent)) == symbol.parent
    # The second half alone may have a parent, which then sorts under its own body.
    if symbol.parts:
        assert symbol.parent.sort_key < symbol.sort_key


fragments = "CAC COSP CAC/COSP/ CAC-COSP- IRG WG.2 2021 I 4 1 0 INF L. CRP Add Rev. / - – . * ١ ı ß"
near_symbols = st.lists(st.sampled_from(fragments.split()), max_size=20).map("".join)


@given(st.text() | near_symbols | near_symbols.map("CAC/COSP/{}".format))
def test_any_text_is_either_a_symbol_or_refused_as_one(text):
    try:
        symbol = parse(text)
    except SymbolError:
        return
    assert parse(str(symbol)) == symbol
