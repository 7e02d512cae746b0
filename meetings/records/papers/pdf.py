"""Papers as PDF: tagged, with bookmarks, in every script of the portal, the same on any machine.

`paper.typ` says how a paper looks. It reads what the paper says as data, so nothing in the record
can be taken for markup. Fonts come from `fonts/` alone.
"""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from meetings.records.domain.languages import RIGHT_TO_LEFT
from meetings.records.papers.blocks import Paper

HERE = Path(__file__).parent
# PDF/UA: a paper that a screen reader can read.
ACCESSIBLE = ["ua-1"]


def as_pdf(paper: Paper) -> bytes:
    """The paper as PDF."""
    inputs = {"paper": json.dumps(_data(paper), ensure_ascii=False, default=str)}
    try:
        return _compile(inputs, ACCESSIBLE)
    except typst.TypstError:
        # A letter that no font has is a box on the page; the standard would refuse the whole paper.
        return _compile(inputs, [])


def _compile(inputs: dict[str, str], standards: list[Any]) -> bytes:
    return typst.compile(
        HERE / "paper.typ",
        root=HERE,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=standards,
    )


@cache
def fonts() -> typst.Fonts:
    """The fonts that every paper and picture is set in."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"]
    )


def _data(paper: Paper) -> dict[str, Any]:
    return asdict(paper) | {
        "blocks": [{"kind": type(block).__name__, **asdict(block)} for block in paper.blocks],
        "language": paper.language,
        "publisher": paper.publisher,
        "warning": paper.warning,
        "foot": [asdict(span) for span in paper.foot],
        "right_to_left": sorted(RIGHT_TO_LEFT),
    }
