"""What python-docx leaves to its users: direction, languages, fields, links, fixed archives."""

import io
import zipfile
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

# Fonts that every office has, for Latin and Cyrillic, Chinese, and Arabic.
FONTS = {
    "w:ascii": "Times New Roman",
    "w:hAnsi": "Times New Roman",
    "w:eastAsia": "SimSun",
    "w:cs": "Times New Roman",
}
TAGS = {
    "en": "en-GB",
    "fr": "fr-FR",
    "es": "es-ES",
    "ar": "ar-SA",
    "zh-hans": "zh-CN",
    "ru": "ru-RU",
    "vi": "vi-VN",
}
FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def element(name: str, **attributes: str) -> Any:
    """An element of WordprocessingML: `element("w:jc", val="start")`."""
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def put(properties: Any, name: str, **attributes: str) -> None:
    """The element among the properties, in place of one of its name."""
    for old in properties.findall(qn(name)):
        properties.remove(old)
    properties.append(element(name, **attributes))


def language_tag(code: str) -> str:
    """The language as Word names it: with a country, where it is one of the portal's."""
    return TAGS.get(code, code)


def set_language(run_properties: Any, code: str, *, right_to_left: bool) -> None:
    """Say in which language and direction a run is written."""
    slot = "bidi" if right_to_left else "eastAsia" if code.startswith("zh") else "val"
    if right_to_left:
        put(run_properties, "w:rtl")
    put(run_properties, "w:lang", **{slot: language_tag(code)})


def set_document_language(document: Document, code: str) -> None:
    """The language of everything that says no other, and the fonts of each script."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    properties = defaults.find(qn("w:rPr"))
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = element("w:rFonts")
    for slot, font in FONTS.items():
        fonts.set(qn(slot), font)
    properties.insert(0, fonts)
    tag = language_tag(code)
    put(properties, "w:lang", val=tag, eastAsia=tag, bidi=tag)


def turn(paragraph: Paragraph) -> None:
    """Let the paragraph run from right to left."""
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        element("w:bidi"), "w:adjustRightInd", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def rule_below(paragraph: Paragraph, eighths: int) -> None:
    """A rule under the paragraph, so many eighths of a point thick."""
    borders = element("w:pBdr")
    borders.append(element("w:bottom", val="single", sz=str(eighths), space="4", color="000000"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:bidi", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def add_field(paragraph: Paragraph, code: str) -> None:
    """A field that Word works out, such as the number of the page."""
    field = element("w:fldSimple", instr=code)
    shown = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    shown.append(text)
    field.append(shown)
    paragraph._p.append(field)


def link_to(paragraph: Paragraph, run: Run, address: str) -> None:
    """Make the last run of the paragraph lead to an address."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    paragraph._p.replace(run._r, link)
    link.append(run._r)


def saved(document: Document) -> bytes:
    """The document as a file, without the hour at which it was packed."""
    packed = io.BytesIO()
    document.save(packed)
    fixed = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(fixed, "w") as archive:
        for part in sorted(source.infolist(), key=_place):
            entry = zipfile.ZipInfo(part.filename, FIRST_DAY_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, source.read(part))
    return fixed.getvalue()


def _place(part: zipfile.ZipInfo) -> tuple[bool, str]:
    """The list of what the archive holds comes first, as its readers expect."""
    return part.filename != "[Content_Types].xml", part.filename
