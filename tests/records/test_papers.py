"""Papers as PDF and Word: the same words in both, in every script, the same bytes every time."""

import io
import zipfile
from dataclasses import replace

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from meetings.records.papers.blocks import (
    Heading,
    Imprint,
    Lines,
    Masthead,
    NumberedItem,
    NumberedList,
    Paper,
    Paragraph,
    Span,
    Table,
    bold,
    code,
    not_recorded,
    plain,
)
from meetings.records.papers.pdf import as_pdf
from meetings.records.papers.word import as_word
from tests.support.papers import one_line, pdf_text, word_lines, word_text

MARKUP = r"#let x = 1 $y$ <b>bold</b> *strong* _emph_ `raw` @label \u{41} https://x.example {{ y }}"
BLOCKS = [
    Heading([plain("Provisional agenda")]),
    NumberedList(
        [
            NumberedItem("1.", [plain("Opening")], [NumberedItem("(a)", [plain("Adoption")])]),
            NumberedItem("–", [not_recorded()]),
        ]
    ),
    Heading([plain("Annotations")]),
    Heading([plain("1. Opening")], 2),
    Paragraph([plain("The session "), bold("opens"), plain(".")]),
    Lines([[code("CAC/COSP/2021/1", "http://x.example/1"), plain(" Agenda")]]),
    Table(
        ["Time", "Item"],
        [1, 3],
        [[[[plain("Monday")]]], [[[plain("10:00")], [plain("Room D")]], [[plain("IRG 1")]]]],
    ),
]


def paper(*blocks, language="en", **fields):
    """A paper of the blocks, or else of one of each kind."""
    return Paper(
        **{
            "title": "Annotated provisional agenda",
            "masthead": Masthead([[plain("Review Group")]], "IRG", [[plain("A fact")]]),
            "occasion": [[plain("Twelfth session")], [plain("Vienna")]],
            "blocks": list(blocks) or BLOCKS,
            "imprint": Imprint("http://x.example", "/sessions/irg-12/", 42, language),
            "keywords": ["UNCAC", "IRG"],
        }
        | fields
    )


def read_pdf(paper):
    return pypdf.PdfReader(io.BytesIO(as_pdf(paper)))


def read_word(paper):
    return docx.Document(io.BytesIO(as_word(paper)))


def test_the_pdf_says_everything_in_order():
    assert pdf_text(as_pdf(paper())) == (
        "UNCAC meeting records IRG Review Group A fact Twelfth session Vienna "
        "Annotated provisional agenda "
        "Provisional agenda 1. Opening (a) Adoption – not recorded "
        "Annotations 1. Opening The session opens. CAC/COSP/2021/1 Agenda "
        "Time Item Monday 10:00 Room D IRG 1 "
        "http://x.example/sessions/irg-12/ · Edition 42 1/1"
    )


def test_the_word_document_says_everything_in_order():
    assert word_lines(as_word(paper())) == [
        "UNCAC meeting records\tIRG",
        "Review Group",
        "A fact",
        "Twelfth session",
        "Vienna",
        "Annotated provisional agenda",
        "Provisional agenda",
        "1.\tOpening",
        "(a)\tAdoption",
        "–\tnot recorded",
        "Annotations",
        "1. Opening",
        "The session opens.",
        "CAC/COSP/2021/1 Agenda",
        "Time | Item",
        "Monday",
        "10:00 / Room D | IRG 1",
    ]
    assert "http://x.example/sessions/irg-12/ · Edition 42\t/\n" in word_text(as_word(paper()))


@pytest.mark.parametrize("render", [as_pdf, as_word])
@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_the_same_paper_is_the_same_bytes_whatever_the_hour(render, language, time_machine):
    time_machine.move_to("2021-09-06 10:00")
    first = render(paper(language=language))
    time_machine.move_to("2027-03-04 23:59")
    assert render(paper(language=language)) == first


@pytest.mark.parametrize("render", [as_pdf, as_word])
def test_another_edition_is_another_paper(render):
    other = replace(paper().imprint, edition=43)
    assert render(paper(imprint=other)) != render(paper())


def test_what_looks_like_markup_is_printed_as_it_stands():
    marked = paper(
        Heading([plain(MARKUP)]),
        NumberedList([NumberedItem("#4", [plain(MARKUP)])]),
        Table([MARKUP], [1], [[[[plain(MARKUP)]]]]),
        title=MARKUP,
        masthead=Masthead([[plain(MARKUP)]], MARKUP, []),
    )
    assert pdf_text(as_pdf(marked)).replace(" ", "").count(MARKUP.replace(" ", "")) == 7
    assert word_text(as_word(marked)).count(MARKUP) == 7
    assert read_pdf(marked).metadata.title == MARKUP


@pytest.mark.parametrize(("render", "text_of"), [(as_pdf, pdf_text), (as_word, word_text)])
def test_signs_that_came_along_with_pasted_text_are_no_part_of_it(render, text_of):
    pasted = paper(Paragraph([plain("one\x0btwo\x00three\x85four")]))
    assert "one two three four" in text_of(render(pasted))


# What a screen reader and a library need


def test_the_pdf_is_tagged_and_says_its_language_and_what_it_is():
    pdf = read_pdf(paper(language="fr"))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "fr"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert {name: pdf.metadata.get(name) for name in ("/Title", "/Author", "/Keywords")} == {
        "/Title": "Annotated provisional agenda",
        "/Author": "UNCAC meeting records",
        "/Keywords": "UNCAC, IRG",
    }
    assert {"/CreationDate", "/ModDate"} & set(pdf.metadata) == set()


def test_the_headings_are_the_bookmarks_of_the_pdf():
    agenda, annotations, [opening] = read_pdf(paper()).outline
    titles = [agenda.title, annotations.title, opening.title]
    assert titles == ["Provisional agenda", "Annotations", "1. Opening"]


def test_the_fonts_are_in_the_pdf():
    scripts = "Việt Nam · Россия · “été” · العربية · 中华人民共和国"
    pages = read_pdf(paper(Paragraph([plain(scripts), bold(scripts), not_recorded()]))).pages
    fonts = [font.get_object() for font in pages[0]["/Resources"]["/Font"].values()]
    names = {font["/BaseFont"].split("+")[1].removesuffix("-Identity-H") for font in fonts}
    assert names == {
        "NotoSerif-Regular",
        "NotoSerif-Bold",
        "NotoSerif-Italic",
        "NotoNaskhArabic-Regular",
        "NotoNaskhArabic-Bold",
        "NotoSerifCJKsc-Regular",
        "NotoSerifCJKsc-Bold",
    }
    for font in fonts:
        [descendant] = font["/DescendantFonts"]
        described = descendant.get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(described)


def test_a_letter_that_no_font_has_does_not_stop_the_paper():
    text = pdf_text(as_pdf(paper(Paragraph([plain("before สวัสดี after")]))))
    assert "before" in text
    assert "after" in text


def test_every_page_has_its_foot_and_says_if_it_is_of_an_example():
    long = [Paragraph([plain("words " * 200)]) for _ in range(12)]
    pages = [
        one_line(page.extract_text()) for page in read_pdf(paper(*long, is_example=True)).pages
    ]
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert page.startswith("Example: invented to show the portal ")
        assert page.endswith(
            f" http://x.example/sessions/irg-12/ · Edition 42 {number}/{len(pages)}"
        )
    [section] = read_word(paper(is_example=True)).sections
    assert [p.text for p in section.header.paragraphs] == ["Example: invented to show the portal"]
    assert [p.text for p in read_word(paper()).sections[0].header.paragraphs] == [""]


def test_the_word_document_has_real_headings_and_a_table_whose_head_is_repeated():
    document = read_word(paper())
    styles = [p.style.name for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert styles == ["Heading 1", "Heading 1", "Heading 2"]
    [table] = document.tables
    repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert repeated == [True, False, False]


def test_the_word_document_says_its_language_and_what_it_is_and_no_date():
    packed = as_word(paper(language="fr"))
    core = docx.Document(io.BytesIO(packed)).core_properties
    assert (core.title, core.author, core.language, core.keywords) == (
        "Annotated provisional agenda",
        "UNCAC meeting records",
        "fr",
        "UNCAC, IRG",
    )
    assert (core.created, core.modified) == (None, None)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.infolist()[0].filename == "[Content_Types].xml"
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert 'w:val="fr-FR"' in archive.read("word/styles.xml").decode()


# Languages


def test_a_text_in_another_language_is_marked_with_it_and_a_name_is_not():
    words = [
        Span("Ouverture", "fr"),
        plain(" "),
        Span("جدول الأعمال", "ar"),
        plain(" "),
        Span("Nguyễn Văn A", "vi", is_name=True),
    ]
    assert "Ouverture FR جدول الأعمال AR Nguyễn Văn A" in one_line(
        word_text(as_word(paper(Paragraph(words))))
    )
    text = pdf_text(as_pdf(paper(Paragraph(words))))
    assert "Ouverture FR" in text
    assert "Nguyễn Văn A http" in text


def test_a_paper_in_arabic_runs_from_right_to_left():
    document = read_word(paper(language="ar"))
    assert [p.text for p in document.paragraphs if p._p.find(f".//{qn('w:bidi')}") is None] == [""]
    assert document.tables[0]._tblPr.find(qn("w:bidiVisual")) is not None
    [word] = [p for p in document.paragraphs if p.text == "Annotated provisional agenda"]
    assert word.runs[0]._r.rPr.find(qn("w:rtl")) is not None
    root = read_pdf(paper(language="ar")).trailer["/Root"]
    assert (root["/Lang"], root["/ViewerPreferences"]["/Direction"]) == ("ar", "/R2L")


def test_a_paper_in_chinese_is_one():
    blocks = [
        Heading([plain("临时议程说明")]),
        Paragraph([plain("资产追回“工作组”（第十五次会议）。")]),
    ]
    chinese = paper(*blocks, language="zh-hans")
    assert "临时议程说明 资产追回“工作组”（第十五次会议）。" in pdf_text(as_pdf(chinese))
    assert read_pdf(chinese).trailer["/Root"]["/Lang"] == "zh-CN"
    assert "临时议程说明" in word_lines(as_word(chinese))
