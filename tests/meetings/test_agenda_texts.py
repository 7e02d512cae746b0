"""Agendas as text are read into trees, in seven languages and every habit of writing them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.imports.agenda_texts.reading import read

TITLES = {
    "en": [
        "Organizational matters",
        "Adoption of the agenda and organization of work",
        "Follow-up to resolution 8/2 of the Conference",
        "Implementation of articles 4, 5. and 6 of the Convention",
        "Implementation of article 63, paragraph 4 (c), of the Convention",
        "Contribution to the 2030 Agenda for Sustainable Development",
        "Implementation of the Convention: thematic reports; panels (chapters II and V)",
        "Paragraphs (a), (b) and (c) of decision 7/1",
    ],
    "fr": [
        "Questions d’organisation",
        "Ouverture de la session",
        "Suite donnée à la résolution 8/2",
        "Application de l’article 63, paragraphe 4 c), de la Convention",
        "Adoption de l’ordre du jour et organisation des travaux",
        "Mesures « préventives » (chapitres II et V)",
    ],
    "es": [
        "Cuestiones de organización",
        "Apertura del período de sesiones",
        "Aplicación del artículo 63, párrafo 4 c), de la Convención",
        "Aprobación del programa y organización de los trabajos",
        "Seguimiento de la resolución 8/2; otras decisiones",
    ],
    "ru": [
        "Организационные вопросы",
        "Открытие сессии",
        "Осуществление пункта 4 c) статьи 63 Конвенции",
        "Утверждение повестки дня и организация работы",
        "Выполнение резолюции 8/2",
    ],
    "ar": [
        "المسائل التنظيمية",
        "افتتاح الدورة",
        "تنفيذ المادة ٦٣، الفقرة ٤ (ج)، من الاتفاقية",
        "إقرار جدول الأعمال وتنظيم الأعمال",
        "متابعة القرار 8/2",
    ],
    "zh-hans": [
        "组织事项",
        "会议开幕",
        "《公约》第63条第4(c)款的执行情况",
        "通过议程和安排工作",
        "第8/2号决议的后续行动",
    ],
    "vi": [
        "Các vấn đề tổ chức",
        "Khai mạc phiên họp",
        "Thực hiện khoản 4 (c) Điều 63 của Công ước",
        "Thông qua chương trình nghị sự và tổ chức công việc",
        "Triển khai nghị quyết 8/2",
    ],
}
LATIN, VIETNAMESE = "abcdefghijkl", "abcdđeghiklm"
CYRILLIC, ABJAD = "абвгдежзиклм", "ابجدهوزحطيكل"
ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"]
INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
# How numbers, letters and the items below them are written in each language.
NUMBERS = {
    "ar": [lambda n: f"{n} - ".translate(INDIC), lambda n: f"{n}- ", lambda n: f"{n}. "],
    "zh-hans": [lambda n: f"{n}．", lambda n: f"{n}. ", lambda n: f"{n}、"],
}
PLAIN_NUMBERS = [
    lambda n: f"{n}. ",
    lambda n: f"{n}.\t",
    lambda n: f"{n}) ",
    lambda n: f"{n}.\u00a0",
]
LETTERS = {
    "ar": [lambda n: f"({ABJAD[n - 1]}) "],
    "zh-hans": [lambda n: f"({LATIN[n - 1]})", lambda n: f"（{LATIN[n - 1]}）"],
    "ru": [lambda n: f"{CYRILLIC[n - 1]}) ", lambda n: f"{LATIN[n - 1]}) "],
    "vi": [lambda n: f"{VIETNAMESE[n - 1]}) ", lambda n: f"({LATIN[n - 1]}) "],
}
PLAIN_LETTERS = [lambda n: f"({LATIN[n - 1]}) ", lambda n: f"{LATIN[n - 1]})\t"]
THIRDS = {
    "ar": [lambda n: f"'{n}' ".translate(INDIC)],
    "zh-hans": [lambda n: f"({ROMAN[n - 1]})", lambda n: f"({'一二三四五六七八'[n - 1]})"],
}
PLAIN_THIRDS = [lambda n: f"({ROMAN[n - 1]}) ", lambda n: f"{ROMAN[n - 1]}) "]
ENDS = {"ar": (":", "؛ ", ". "), "zh-hans": ("：", "；", "。")}
HEADS = {
    "en": "Provisional agenda",
    "fr": "Ordre du jour provisoire",
    "es": "Programa provisional",
    "ru": "Предварительная повестка дня",
    "ar": "جدول الأعمال المؤقت",
    "zh-hans": "临时议程",
    "vi": "Chương trình nghị sự",
}
JOINING = {"en": "and", "fr": "et", "es": "y", "ru": "и", "vi": "và"}


@st.composite
def agendas(draw):
    """A language, a tree as (level, number, title) from top to bottom, and a text that says it."""
    language = draw(st.sampled_from(list(TITLES)))
    title = st.sampled_from(TITLES[language])
    number = draw(st.sampled_from(NUMBERS.get(language, PLAIN_NUMBERS)))
    letter = draw(st.sampled_from(LETTERS.get(language, PLAIN_LETTERS)))
    third = draw(st.sampled_from(THIRDS.get(language, PLAIN_THIRDS)))
    items = []
    for top in range(1, draw(st.integers(1, 12)) + 1):
        items.append((1, f"{top}", number(top), draw(title)))
        for second in range(1, draw(st.sampled_from([0, 0, 2, 3, 7])) + 1):
            mark = "abcdefghijkl"[second - 1]
            items.append((2, f"{top}({mark})", letter(second), draw(title)))
            for last in range(1, draw(st.sampled_from([0, 0, 0, 3])) + 1):
                path = f"{top}({mark})({ROMAN[last - 1]})"
                items.append((3, path, third(last), draw(title)))
    text = draw(st.sampled_from([in_a_paragraph, in_lines]))(draw, language, items)
    return language, [(level, path, words) for level, path, _mark, words in items], text


def in_a_paragraph(draw, language, items):
    colon, semicolon, stop = ENDS.get(language, (":", "; ", ". "))
    text = draw(st.sampled_from(["", f"{HEADS[language]}\n\n"]))
    for place, (level, _path, mark, title) in enumerate(items):
        following = items[place + 1][0] if place + 1 < len(items) else 1
        last = place + 1 == len(items)
        end = (
            f"{colon} " if following > level else semicolon if following > 1 and not last else stop
        )
        text += f"{mark}{title}{end}"
    return text


def in_lines(draw, language, items):
    indent = draw(st.sampled_from(["", "\t", "    ", "\u00a0\u00a0"]))
    bullet = draw(st.sampled_from(["", "", "• "]))
    width = draw(st.sampled_from([0, 0, 24, 40]))
    _colon, semicolon, stop = ENDS.get(language, (":", "; ", ". "))
    end = draw(st.sampled_from(["", semicolon.strip(), stop.strip(), " ;"]))
    joining = JOINING.get(language, "") if end == ";" else ""
    lines = draw(st.sampled_from([[], [HEADS[language], ""], ["CAC/COSP/IRG/2021/1", ""]]))
    for level, _path, mark, title in items:
        ending = f"{end} {joining}" if joining and level == 2 else end
        lines += wrapped(f"{indent * (level - 1)}{bullet}{mark}", title, ending, width)
        if level == 1 and draw(st.booleans()):
            lines += draw(st.sampled_from([[""], ["", "2/5", ""], ["", "V.21-05678 (E)", ""]]))
    return "\n".join(lines)


def wrapped(mark, title, end, width):
    """The title over several lines, as narrow columns and PDF files have it."""
    lines, line = [], mark
    for word in f"{title}{end}".split(" "):
        if width and len(line) + len(word) > width and line.strip() != mark.strip():
            lines.append(line)
            line = word
        else:
            line += word if line == mark else f" {word}"
    return [*lines, line]


@settings(max_examples=120, deadline=None)
@given(agendas())
def test_an_agenda_is_read_back_however_it_is_written(agenda):
    _language, tree, text = agenda
    reading = read(text)
    assert [(item.level, item.number, item.title) for item in reading.items] == tree
    doubts = {doubt for item in reading.items for doubt in item.doubts}
    assert all("begins like an item" in doubt for doubt in doubts)  # “paragraph 4”, then “(c) of”
    assert "".join(piece.text for piece in reading.pieces) == text
