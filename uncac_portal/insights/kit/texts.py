"""How much room words need in a drawing, which cannot break its lines by itself."""

import unicodedata

WIDE = 1.0  # of the size of the letters: a Chinese character
NARROW = 0.3
LETTER = 0.56


def width_of(text: str, size: float) -> float:
    """About how wide the text is; rather too much than too little."""
    return sum(_width_of(letter) for letter in text) * size


def lines_of(text: str, size: float, width: float) -> list[str]:
    """The text in lines of the width. A word that is too long for one is broken."""
    lines = [""]
    for word in _pieces(text, size, width):
        if width_of((lines[-1] + word).rstrip(), size) > width and lines[-1]:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    return [line.rstrip() for line in lines]


def shortened(text: str, size: float, width: float) -> str:
    """The text, or as much of it as the width has room for."""
    if width_of(text, size) <= width:
        return text
    return lines_of(text, size, width - size)[0] + "…"


def _pieces(text: str, size: float, width: float) -> list[str]:
    """Words with the space after them; letters of words that no line has room for."""
    pieces: list[str] = []
    for word in text.replace(" ", " \n").split("\n"):
        whole = width_of(word.rstrip(), size) <= width and not _is_chinese(word)
        pieces += [word] if whole else list(word)
    return pieces


def _is_chinese(word: str) -> bool:
    return any(unicodedata.east_asian_width(letter) == "W" for letter in word)


def _width_of(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return WIDE
    if letter in " .,:;·'’|ijlIt()" or unicodedata.combining(letter):
        return NARROW
    return LETTER if not letter.isupper() else LETTER * 1.2
