"""Rules about the papers."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings import symbols
from meetings.domain.checks import readings
from meetings.domain.checks.subjects import PAPERS
from meetings.enums import DocumentKind
from meetings.models import Convening, Document, DocumentFile
from meetings.records.checks import Examined, Found, Gravity, place_of, rule
from meetings.records.enums import Status

CONFERENCE = "CAC/COSP/"  # its papers serve its subsidiary bodies, too
OFFICIAL_LANGUAGES = {code for code, _name in DocumentFile.LANGUAGES}


@rule(PAPERS, Gravity.SHOULD)
def papers_not_in_six_languages(examined: Examined) -> Iterator[Found]:
    """Papers are issued in the six languages; conference room papers in one only."""
    for convening in examined:
        papers = [
            paper
            for paper in readings.papers(examined)[convening.pk]
            if paper.kind != DocumentKind.CONFERENCE_ROOM_PAPER
        ]
        lacking = [paper.pk for paper in papers if _languages_of(paper) < OFFICIAL_LANGUAGES]
        if lacking:
            words = _("papers: %(number)d of %(all)d in six languages") % {
                "number": len(papers) - len(lacking),
                "all": len(papers),
            }
            yield Found(convening.pk, words, place_of(Document, lacking, convening=convening.pk))


@rule(PAPERS, Gravity.SHOULD)
def papers_without_title(examined: Examined) -> Iterator[Found]:
    """A paper has the title on its first page."""
    return _papers(
        examined,
        lambda paper, _convening: not paper.title,
        lambda number: ngettext(
            "papers: %(number)d without title", "papers: %(number)d without title", number
        ),
    )


@rule(PAPERS, Gravity.INFORMATION)
def papers_without_date(examined: Examined) -> Iterator[Found]:
    """A paper bears the date of its issue."""
    return _papers(
        examined,
        lambda paper, _convening: paper.issued_on is None,
        lambda number: ngettext(
            "papers: %(number)d without date of issue",
            "papers: %(number)d without date of issue",
            number,
        ),
    )


@rule(PAPERS, Gravity.INFORMATION)
def papers_without_item(examined: Examined) -> Iterator[Found]:
    """A paper is issued under an agenda item."""
    return _papers(
        examined,
        lambda paper, _convening: not paper.items.all(),
        lambda number: ngettext(
            "papers: %(number)d under no agenda item",
            "papers: %(number)d under no agenda item",
            number,
        ),
    )


@rule(PAPERS, Gravity.SHOULD)
def papers_not_public(examined: Examined) -> Iterator[Found]:
    """What is issued for a published convening is to be published, too."""
    return _papers(
        examined,
        lambda paper, convening: (
            convening.is_public and paper.status in (Status.DRAFT, Status.IN_REVIEW)
        ),
        lambda number: ngettext(
            "papers: %(number)d not published, though the convening is",
            "papers: %(number)d not published, though the convening is",
            number,
        ),
    )


@rule(PAPERS, Gravity.SHOULD)
def symbols_of_other_bodies(examined: Examined) -> Iterator[Found]:
    """The symbol of a paper is one of the bodies that it is issued for, or of the Conference."""
    return _papers(
        examined,
        lambda paper, _convening: _is_of_another_body(paper),
        lambda number: ngettext(
            "papers: %(number)d with the symbol of another body",
            "papers: %(number)d with the symbol of another body",
            number,
        ),
    )


@rule(PAPERS, Gravity.GRAVE)
def papers_without_their_session(examined: Examined) -> Iterator[Found]:
    """A paper that stands under an item is issued for the session of that item.

    Else it is public before the session is, and missing in the session's list.
    """
    entered_for = Document.sessions.through.objects.filter(
        document=OuterRef("document"), session=OuterRef("agendaitem__session")
    )
    under = Document.items.through.objects.filter(
        ~Exists(entered_for), agendaitem__session__convening__in=examined.ids
    )
    lost: dict[int, set[int]] = {}
    for paper, convening in under.values_list("document", "agendaitem__session__convening"):
        lost.setdefault(convening, set()).add(paper)
    for convening, papers in lost.items():
        words = ngettext(
            "papers: %(number)d not entered for the session of its item",
            "papers: %(number)d not entered for the session of their item",
            len(papers),
        ) % {"number": len(papers)}
        yield Found(convening, words, place_of(Document, papers))


def _papers(
    examined: Examined,
    concerns: Callable[[Document, Convening], object],
    words: Callable[[int], str],
) -> Iterator[Found]:
    """One finding for each convening with papers that are concerned."""
    for convening in examined:
        papers = readings.papers(examined)[convening.pk]
        found = [paper.pk for paper in papers if concerns(paper, convening)]
        if found:
            place = place_of(Document, found, convening=convening.pk)
            yield Found(convening.pk, words(len(found)) % {"number": len(found)}, place)


def _languages_of(paper: Document) -> set[str]:
    return {version.language for version in paper.files.all() if version.is_issued}


def _is_of_another_body(paper: Document) -> bool:
    """Whether no prefix fits; a body whose prefix is not verified may have any."""
    prefixes = {session.body.symbol_prefix for session in paper.sessions.all()}
    if "" in prefixes:
        return False
    with suppress(symbols.SymbolError):
        halves = [symbols.parse(text) for text in (paper.symbol, paper.second_symbol) if text]
        return not {half.body_prefix for half in halves} & (prefixes | {CONFERENCE})
    return True
