"""Which language a text is probably in."""

import re

_COMMON = {
    "en": "the of and on for in to session agenda report adoption matters",
    "fr": "le la les des du et de l d pour session ordre jour rapport adoption questions",
    "es": "el la los las del y de para período programa informe aprobación cuestiones",
    "vi": "và của các về chương trình nghị sự phiên họp báo cáo thông qua vấn đề",
}


def language_of(text: str) -> str:
    """The code of the language that the script and the commonest words speak for."""
    sample = text[:20_000]
    for language, letters in (
        ("ar", "[\u0600-\u06ff]"),
        ("zh-hans", "[\u3400-\u9fff]"),
        ("ru", "[Ѐ-ӿ]"),
    ):
        found = len(re.findall(letters, sample))
        if found > len(re.findall("[A-Za-z]", sample)) / 2 and found:
            return language
    words = re.findall(r"[^\W\d_]+", sample.casefold())
    scores = {
        code: sum(word in common.split() for word in words) for code, common in _COMMON.items()
    }
    scores["vi"] += 2 * len(
        re.findall("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", sample)
    )
    return max(scores, key=lambda code: scores[code])
