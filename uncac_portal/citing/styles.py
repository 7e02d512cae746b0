"""References in words: as the United Nations writes them, and in the Chicago style."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from meetings.domain.naming import date_range
from uncac_portal.citing.works import Work

ENDS = ("?", "!", "؟", "？", "！")
MARK_AFTER_TITLE = re.compile(r"(?<=%\(title\)s)[,.]")


@dataclass(frozen=True)
class Reference:
    """A reference in words, and the style that it is written in."""

    style: str
    text: str


def references(work: Work) -> list[Reference]:
    """The work in each of the styles, in the language of the page."""
    return [
        Reference(_("United Nations"), united_nations(work)),
        Reference(_("Chicago, note"), chicago_note(work)),
        Reference(_("Chicago, bibliography"), chicago_bibliography(work)),
    ]


def united_nations(work: Work) -> str:
    """As a footnote of a United Nations document cites a page of the web."""
    return _written(
        work,
        _("%(site)s, “%(title)s”, edition %(edition)s of %(date)s. Available at %(address)s."),
    )


def chicago_note(work: Work) -> str:
    """As a note of the Chicago Manual of Style."""
    return _written(work, _("“%(title)s,” %(site)s, edition %(edition)s, %(date)s, %(address)s."))


def chicago_bibliography(work: Work) -> str:
    """As an entry of a bibliography of the Chicago Manual of Style."""
    return _written(work, _("%(site)s. “%(title)s.” Edition %(edition)s, %(date)s. %(address)s."))


def _written(work: Work, pattern: str) -> str:
    """The work by the pattern; a title that ends in a mark takes no other inside the quotation."""
    if work.title.endswith(ENDS):
        pattern = MARK_AFTER_TITLE.sub("", pattern)
    return pattern % _parts(work)


def _parts(work: Work) -> dict[str, Any]:
    return {
        "site": work.site,
        "title": work.title,
        "edition": work.edition,
        "date": date_range(work.day, None),
        "address": work.address,
    }
