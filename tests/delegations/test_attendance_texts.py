"""Paragraphs on attendance are matched to States and organizations, by every name they bear."""

import time
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from delegations.imports.attendance_texts.headings import claim_of
from delegations.imports.attendance_texts.names import names_on_record
from delegations.imports.attendance_texts.reading import TooMuch, read
from delegations.models import Entity

pytestmark = pytest.mark.django_db

INTRODUCED = {
    "en": ("The following States parties to the Convention were represented: ", ", ", " and "),
    "fr": ("Les États parties ci-après étaient représentés : ", ", ", " et "),
    "es": ("Estuvieron representados los siguientes Estados partes: ", ", ", " y "),
    "ar": ("وكانت الدول الأطراف التالية ممثَّلة: ", "، ", " و"),
    "zh_hans": ("下列缔约国派代表出席了会议：", "、", "和"),
    "ru": ("Были представлены следующие государства-участники: ", ", ", " и "),
    "vi": ("Các quốc gia thành viên sau đây đã tham dự: ", ", ", " và "),
}


@pytest.fixture(scope="module", autouse=True)
def record(django_db_setup, django_db_blocker):
    """Every test of this file reads the record of the fixtures."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def names(record, django_db_blocker):
    """The names of all that the fixtures hold."""
    with django_db_blocker.unblock():
        return names_on_record()


@pytest.fixture(scope="module")
def states(record, django_db_blocker):
    """All States of the fixtures."""
    with django_db_blocker.unblock():
        return list(Entity.objects.states().order_by("pk"))


def matched(text, names):
    """The short names of the entities that the text names, in its order; None: not just one."""
    return [
        names.entities[next(iter(found.entities))].slug if len(found.entities) == 1 else found.text
        for found in read(text, names).names
    ]


@pytest.mark.parametrize("language", INTRODUCED)
def test_every_state_is_matched_in_every_language(language, names, states):
    heading, comma, joining = INTRODUCED[language]
    called = [getattr(state, f"name_{language}") for state in states]
    text = f"{heading}{comma.join(called[:-1])}{joining}{called[-1]}."
    assert matched(text, names) == [state.slug for state in states]
    assert {found.claim for found in read(text, names).names} == {"party"}


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_names_are_matched_whatever_parts_them(names, states, data):
    language = data.draw(st.sampled_from(list(INTRODUCED)))
    heading, comma, joining = INTRODUCED[language]
    chosen = data.draw(st.lists(st.sampled_from(states), min_size=1, max_size=12, unique=True))
    parted = data.draw(st.sampled_from([comma, "; ", "\n", ";\n", f"{comma.strip()}\n", joining]))
    called = [getattr(state, f"name_{language}") for state in chosen]
    text = parted.join(called)
    if data.draw(st.booleans()):
        text = text.replace(" ", data.draw(st.sampled_from(["\u00a0", "\n", "  "])))
        text = text.replace("’", data.draw(st.sampled_from(["'", "`", "ʼ", "’"])))
    end = data.draw(st.sampled_from(["", ".", "\n"]))
    assert matched(f"{heading}{text}{end}", names) == [state.slug for state in chosen]


@pytest.mark.parametrize(
    ("called", "slugs"),
    [
        ("Korea, Republic of and Iran, Islamic Republic of", ["kor", "irn"]),
        ("the Islamic Republic of Iran, Venezuela and the Netherlands", ["irn", "ven", "nld"]),
        ("the former Yugoslav Republic of Macedonia, Swaziland, Turkey", ["mkd", "swz", "tur"]),
        ("Bosnia and Herzegovina and Trinidad and Tobago", ["bih", "tto"]),
        ("Cote d`Ivoire, Côte d'Ivoire and CÔTE D’IVOIRE", ["civ", "civ", "civ"]),
        ("VNM, US, WCO and World Customs Organization (WCO)", ["vnm", "usa", "wco", "wco"]),
        ("Congo, Democratic Republic of the Congo, Congo", ["cog", "cod", "cog"]),
        ("Niger, Nigeria, Guinea, Guinea-Bissau, Dominica", ["ner", "nga", "gin", "gnb", "dma"]),
        ("Atlantis, Korea and Viet Nam", ["Atlantis", "Korea", "vnm"]),
        ("Bolivie (État plurinational de), République de Moldova", ["bol", "mda"]),
        ("Иран (Исламская Республика), Российская Федерация", ["irn", "rus"]),
        ("جمهورية إيران الإسلامية وجمهورية كوريا والبوسنة والهرسك", ["irn", "kor", "bih"]),
        ("伊朗（伊斯兰共和国）、大韩民国和玻利维亚（多民族国）", ["irn", "kor", "bol"]),
    ],
)
def test_other_forms_are_matched_and_what_is_unclear_is_not(called, slugs, names):
    assert matched(f"The following States were represented: {called}.", names) == slugs


def test_several_paragraphs_each_have_their_claim(names):
    text = """12. The following States parties to the Convention were represented
at the session: Afghanistan, Albania and Zimbabwe.

13. The European Union, a regional economic integration organization that is a party to the
Convention, was represented.

14. The following States signatories were represented by observers: Japan.

15. The following intergovernmental organizations were represented: Atlantic Council, World
Customs Organization."""
    reading = read(text, names)
    assert [(found.text, found.claim) for found in reading.names] == [
        ("Afghanistan", "party"),
        ("Albania", "party"),
        ("Zimbabwe", "party"),
        ("European Union", "party"),
        ("Japan", "signatory"),
        ("Atlantic Council", "observer"),
        ("World Customs Organization", "observer"),
    ]
    assert [found.line for found in reading.names] == [2, 2, 2, 4, 7, 9, 9]
    assert sum("a regional economic" in skipped.text for skipped in reading.skipped) == 1


@pytest.mark.parametrize(
    ("heading", "claim"),
    [
        ("The following States signatories were represented by observers", "signatory"),
        ("The following non-signatory States were represented by observers", "non_signatory"),
        ("Les États signataires ci-après", "signatory"),
        ("Estados signatarios", "signatory"),
        ("国家缔约国", "party"),
        ("The following specialized agencies were represented", "observer"),
        ("List", ""),
    ],
)
def test_a_heading_says_as_what(heading, claim):
    assert claim_of(heading) == claim


@pytest.mark.parametrize("text", ["Chad, " * 9_000, "x" * 200_000, "و" * 200_000])
def test_far_too_much_is_refused(text, names):
    with pytest.raises(TooMuch):
        read(text, names)


@pytest.mark.parametrize("text", ["(" * 60_000, "Chad and " * 400, "x " * 30_000, "\n:" * 30_000])
def test_the_longest_texts_are_read_at_once(text, names):
    begun = time.monotonic()
    read(text, names)
    assert time.monotonic() - begun < 5
