"""Signs that are no letters and come with pasted text: papers and feeds cannot hold them."""

import re

# Control signs and all that XML cannot hold, but for tabs and the ends of lines.
_UNREADABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_NO_LETTERS = re.compile(f"[{_UNREADABLE}]")
_NO_LETTERS_OR_BREAKS = re.compile(f"[{_UNREADABLE}\t\n\r]+")


def readable(text: str) -> str:
    """The text with a space for each sign that is no letter."""
    return _NO_LETTERS.sub(" ", text)


def on_one_line(text: str) -> str:
    """The text with one space for such signs, tabs and ends of lines."""
    if text.isprintable():  # most are, and that is known at once
        return text
    return _NO_LETTERS_OR_BREAKS.sub(" ", text)
