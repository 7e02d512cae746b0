"""Values as files know them, and cells of text that can be read back without loss."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

# A spreadsheet takes text that begins with one of these for a formula; quotes before it count as
# text, so that one quote more can always be taken off again.
FORMULA_SIGNS = "=+-@\t\r\n＝＋－＠"
FORMULA = re.compile(f"'*[{re.escape(FORMULA_SIGNS)}]")
ESCAPED = re.compile(f"'{FORMULA.pattern}")
# A member of a list, without the blanks around it; a backslash keeps what comes after it.
MEMBER = re.compile(r"\s*((?:[^;\\]|\\(?:.|\Z))*?)\s*(?:;|\Z)", re.DOTALL)
KEPT = re.compile(r"[\\;]|\A\s|\s\Z")
BETWEEN = "; "


def plain(value: Any) -> Any:
    """The value as JSON has it: days and hours as ISO 8601 writes them, UTC with a Z."""
    if isinstance(value, datetime):
        text = value.isoformat()
        return text.replace("+00:00", "Z") if value.tzinfo is UTC else text
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(member) for member in value]
    return value


def text_cell(value: Any) -> str:
    """The value as text: nothing for None, `true` or `false`, the members of a list joined."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return joined(value) if isinstance(value, list) else str(value)


def csv_cell(value: Any) -> str:
    """The value as a cell of CSV, which no spreadsheet takes for a formula."""
    text = text_cell(value)
    is_text = isinstance(value, str | list)
    return f"'{text}" if is_text and FORMULA.match(text) else text


def text_of_cell(cell: str) -> str:
    """The text that was written as a cell of CSV."""
    return cell[1:] if ESCAPED.match(cell) else cell


def joined(members: Iterable[Any]) -> str:
    """The members of a list in one cell; a semicolon within a member, or a blank at its begin or
    end, has a backslash before it."""
    return BETWEEN.join(KEPT.sub(r"\\\g<0>", str(member)) for member in members)


def members_of(text: str) -> list[str]:
    """The members of a list in a cell, with or without blanks between them, none of them empty."""
    found = [match[1] for match in MEMBER.finditer(text) if match[1]]
    return [re.sub(r"\\(.)", r"\1", member, flags=re.DOTALL) for member in found]
