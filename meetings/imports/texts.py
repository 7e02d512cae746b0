"""Tables as text: which letters and which separator, and the rows."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import pairwise
from typing import IO, Any

from django.utils.translation import gettext as _

from meetings.records.table_files.cells import text_of_cell

MARKS = (  # with which a text may begin, and the letters that follow
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ENCODINGS = ("utf-8-sig", "utf-16", "windows-1252", "windows-1251")
SEPARATORS = (",", ";", "\t")
PIECE = 1024 * 1024
BEGIN = 64 * 1024
LONGEST_CELL = 131_072
RUSSIAN = {chr(number) for number in range(0x410, 0x450)}


def form_of_text(file: IO[bytes]) -> dict[str, Any]:
    """With which letters and which separator the text is written. Raises ValueError."""
    begin = file.read(BEGIN)
    encoding, guessed = _encoding(file, begin)
    text = begin.decode(encoding, errors="ignore")
    if not begin.strip(b"\x00\r\n\t "):
        raise ValueError(_("The file is empty."))
    signs = sum(ord(sign) < 32 and sign not in "\r\n\t\x00" for sign in text)
    if signs > len(text) // 100:
        raise ValueError(_("This is neither a workbook (.xlsx) nor a text with separators (.csv)."))
    file.seek(0)
    lines = sum(piece.count(b"\n") for piece in iter(lambda: file.read(PIECE), b""))
    return {
        "kind": "text",
        "encoding": encoding,
        "guessed": guessed,
        "separator": _separator(text),
        "size": file.tell(),
        "lines": lines,
        "notes": [],
    }


def rows_of_text(file: IO[bytes], form: dict[str, Any]) -> Iterator[tuple[int, list[str]]]:
    """The rows with their numbers. Raises ValueError."""
    csv.field_size_limit(LONGEST_CELL)
    text = io.TextIOWrapper(file, encoding=form["encoding"], newline="")
    try:
        rows = csv.reader(text, delimiter=form["separator"])
        for number, cells in enumerate(rows, 1):
            if number == 1 and cells and cells[0].lower().startswith("sep="):
                continue  # a line for Excel, which says the separator
            # Only what begins with a quote may have one too many.
            yield number, [text_of_cell(c) if c[:1] == "'" else c for c in cells]
    except UnicodeError as error:
        raise ValueError(
            _("The file is not written in the letters chosen (%(encoding)s).")
            % {"encoding": form["encoding"]}
        ) from error
    except csv.Error as error:
        raise ValueError(str(error)) from error
    finally:
        text.detach()


def _encoding(file: IO[bytes], begin: bytes) -> tuple[str, bool]:
    """The letters of the text, and whether they were guessed."""
    for mark, encoding in MARKS:
        if begin.startswith(mark):
            return encoding, False
    if begin[1:2] == b"\x00" and begin[3:4] == b"\x00":
        return "utf-16-le", False
    if _is_utf_8(file):
        return "utf-8-sig", False
    text = begin.decode("windows-1251", errors="ignore")
    foreign = sum(ord(letter) > 127 for letter in text)
    together = sum(one in RUSSIAN and other in RUSSIAN for one, other in pairwise(text))
    # In Russian words the letters stand together; those of French stand among Latin ones.
    is_russian = together > foreign // 2
    return ("windows-1251" if is_russian else "windows-1252"), True


def _is_utf_8(file: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while piece := file.read(PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def _separator(text: str) -> str:
    """What stands between the cells of the first line that says something: most often, it is it."""
    first = text.lstrip("\ufeff")
    if first[:4].lower() == "sep=" and first[4:5] in SEPARATORS:
        return first[4]
    line = next((line for line in first.splitlines() if line.strip()), "")
    bare = "".join(line.split('"')[::2])  # without what is quoted
    return max(SEPARATORS, key=bare.count)
