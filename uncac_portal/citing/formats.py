"""References for programs: BibTeX, RIS and CSL-JSON."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from uncac_portal.citing.works import Work

# A letter that BibTeX or LaTeX would take for a command, and how to write it.
BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "#": r"\#",
        "$": r"\$",
        "%": r"\%",
        "&": r"\&",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


@dataclass(frozen=True)
class Format:
    """A form of reference for programs: its name, its type in HTTP, and how it is written."""

    name: str
    content_type: str
    write: Callable[[Work], str]


def bibtex(work: Work) -> str:
    """An entry that BibTeX and biblatex both read; other scripts stay as they are, in UTF-8."""
    fields = {
        "author": f"{{{_tex(work.site)}}}",  # in braces of its own, or it is a person
        "title": f"{{{_tex(work.title)}}}",  # so that no style changes its capitals
        "number": _tex(work.symbol),
        "origdate": work.issued.isoformat() if work.issued else "",
        "note": f"Edition {work.edition}",
        "year": str(work.day.year),
        "howpublished": rf"\url{{{work.address}}}",
        "url": work.address,
        "language": work.language,
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    lines.append(f"  month = {MONTHS[work.day.month - 1]},\n  day = {{{work.day.day}}}\n")
    return f"@misc{{{_key(work)},\n{''.join(lines)}}}\n"


def ris(work: Work) -> str:
    """A record of RIS: one tag a line, lines end as on Windows, and no text breaks one."""
    tags = [
        ("TY", "ELEC"),
        ("ID", _key(work)),
        ("AU", work.site),
        ("TI", work.title),
        ("T2", work.site),
        ("AN", work.symbol),
        ("M1", work.symbol),
        ("ET", str(work.edition)),
        ("PY", f"{work.day:%Y}"),
        ("DA", f"{work.day:%Y/%m/%d}"),
        ("LA", work.language),
        ("UR", work.address),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_line(v)}\r\n" for tag, v in tags if v or tag == "ER")


def csl_json(work: Work) -> str:
    """A list of one item, as citation processors take it."""
    item = {
        "id": _key(work),
        "type": "webpage",
        "author": [{"literal": work.site}],
        "title": work.title,
        "container-title": work.site,
        "number": work.symbol,
        "edition": str(work.edition),
        "original-date": _date_parts(work.issued),
        "issued": _date_parts(work.day),
        "language": work.language,
        "URL": work.address,
    }
    known = {name: value for name, value in item.items() if value}
    return json.dumps([known], ensure_ascii=False, indent=2) + "\n"


FORMATS = {
    "bib": Format("BibTeX", "application/x-bibtex; charset=utf-8", bibtex),
    "ris": Format("RIS", "application/x-research-info-systems; charset=utf-8", ris),
    "json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json; charset=utf-8", csl_json),
}


def _key(work: Work) -> str:
    """What a text cites it by: letters, figures and hyphens, which every program allows."""
    return re.sub("[^a-z0-9]+", "-", work.key.lower()).strip("-")


def _date_parts(day: date | None) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else {}


def _line(text: str) -> str:
    return " ".join(text.split())


def _tex(text: str) -> str:
    return _line(text).translate(BIBTEX)
