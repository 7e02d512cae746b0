"""Words and signs of seven languages by which the text of an agenda is understood."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


REFERENCES = _words(
    """
    paragraph paragraphs para. paras. article articles art. arts. resolution resolutions
    decision decisions chapter chapters section sections item items annex subparagraph
    subparagraphs no. nos. and or to paragraphe paragraphes par. résolution résolutions décision
    décisions chapitre chapitres point points annexe alinéa alinéas no et ou à párrafo párrafos
    párr. párrs. artículo artículos resolución resoluciones decisión decisiones capítulo
    capítulos sección tema temas anexo apartado apartados núm. núms. y o e пункт пункта пункте
    пункты пунктов п. пп. статья статьи статье статей ст. резолюция резолюции резолюций решение
    решения глава главы главе раздел разделе подпункт подпункта подпункте и или المادة المواد
    الفقرة الفقرات القرار القرارين القرارات المقرر الفصل الفصلين البند البنود الفرعية và hoặc
    điều khoản đoạn mục chương nghị quyết quyết-định điểm số
    """
)  # a number or letter after one of these belongs to the title
HAN_REFERENCE = re.compile("(?:[0-9０-９一二三四五六七八九十][)）]?[条條款段项項号號节節章]|第)$")
HAN_FOLLOWERS = frozenset("项項款段和及与号號")

FOLLOWERS = _words(
    """
    and or of to et ou du des y o e del и или и/или و أو من và hoặc của
    """
)  # nothing that begins with one of these is an item

JOINING = ("and/or", "and", "et", "y", "e", "и", "و", "和", "以及", "及", "và", "or", "ou", "o")

STOPS = ".;:؛。；：?!？！؟…"
COMMAS = ",،，、—–"
LEFT_AT_THE_END = " \t\n\r\f\v\u00a0\u2028\u2029\u3000;,.:؛،。；：，、．\u200b\u200e\u200f\ufeff"

ITEM_WORDS = (
    "agenda item", "item", "point", "tema", "пункт", "البند", "议程项目", "项目", "mục",
)  # fmt: skip

_HEADINGS = """
agenda|provisional agenda|annotated provisional agenda|annotated agenda|draft agenda|proposed agenda
provisional agenda and annotations|adopted agenda|agenda (as adopted)|the agenda
ordre du jour|ordre du jour provisoire|ordre du jour provisoire annoté|projet d’ordre du jour
ordre du jour adopté
programa|programa provisional|programa provisional anotado|orden del día|proyecto de programa
programa aprobado
повестка дня|предварительная повестка дня|аннотированная предварительная повестка дня
аннотированная повестка дня|проект повестки дня
جدول الأعمال|جدول الأعمال المؤقت|جدول الأعمال المؤقت المشروح|مشروع جدول الأعمال
议程|临时议程|临时议程说明|附加说明的临时议程|议程草案|通过的议程|临时议程和说明
chương trình nghị sự|chương trình nghị sự tạm thời|chương trình nghị sự dự kiến
chương trình nghị sự dự thảo|dự thảo chương trình nghị sự
"""
_ANNOTATIONS = """
annotations|annotation|anotaciones|аннотации|الشروح|شروح|说明|附加说明|chú giải
"""


def plain(text: str) -> str:
    """The letters of a line, for comparing it with a heading."""
    kept = (sign for sign in text.casefold().replace("'", "’") if sign.isalnum() or sign in " ’()")
    return " ".join("".join(kept).split())


HEADINGS = frozenset(plain(heading) for heading in re.split(r"[|\n]", _HEADINGS) if heading)
ANNOTATIONS = frozenset(plain(heading) for heading in re.split(r"[|\n]", _ANNOTATIONS) if heading)

# Prefixes that keep their hyphen at the end of a line.
HYPHENATED = _words(
    """
    anti non follow co self cross well long short mid multi sub pre post vice inter ex first
    second third north south east west year two three four decision law policy rule capacity
    awareness open sous contre vice-président avant après non-
    """
)
