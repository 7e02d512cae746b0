"""What the papers of meetings have in common."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from meetings.domain.naming import convening_dates, date_range, session_dates, session_name
from meetings.enums import IssueStatus
from meetings.models import AgendaItem, Convening, Document, Session
from meetings.records.domain.languages import text_of
from meetings.records.papers.blocks import (
    Block,
    Imprint,
    Masthead,
    Paragraph,
    Span,
    Words,
    code,
    italic,
    joined,
    labelled,
    local,
    not_recorded,
    plain,
)

NO_NUMBER = "–"
NEWS = (IssueStatus.RESERVED, IssueStatus.WITHDRAWN)


def masthead_of(sessions: Sequence[Session], imprint: Imprint, *facts: Words) -> Masthead:
    """The head of a paper of one session, or of sessions held together."""
    edition = _("Generated from the record, edition %(edition)s") % {"edition": imprint.edition}
    if imprint.day:
        edition = _("Generated from the record, edition %(edition)s of %(date)s") % {
            "edition": imprint.edition,
            "date": date_range(imprint.day, None),
        }
    return Masthead(
        organ=[[local(text_of(session.body, "name"))] for session in sessions],
        reference=" · ".join(session.body.code for session in sessions),
        facts=[
            [plain(edition)],
            [plain(_("Not an official document of the United Nations"))],
            [code(imprint.address, imprint.address)],
            *facts,
        ],
    )


def occasion_of(session: Session) -> list[Words]:
    """Which session it is, where and when; its own days may be fewer than those of the week."""
    own_days = session_dates(session)
    occasion = [[plain(session_name(session))], _place(session.convening, own_days)]
    if not own_days:
        occasion.append(labelled(_("Own days"), not_recorded()))
    return occasion


def occasion_of_convening(convening: Convening, sessions: Sequence[Session]) -> list[Words]:
    """Which sessions were held together, where and when."""
    named = [
        [plain(session_name(session)), plain(f" ({session.body.code})")] for session in sessions
    ]
    return [*filter(None, [joined(named, "; ")]), _place(convening, convening_dates(convening))]


def code_of(item: AgendaItem) -> str:
    """“IRG 4”: the letters of the body and its own number, or a dash where that is not recorded."""
    return f"{item.session.body.code} {item.number or NO_NUMBER}"


def on_missing_numbers(items: Iterable[AgendaItem]) -> list[Block]:
    """What the dash stands for, if there is one."""
    if all(item.number for item in items):
        return []
    return [Paragraph(labelled(_("Item numbers"), *_dash()), is_quiet=True)]


def keywords_of(sessions: Sequence[Session], items: Sequence[AgendaItem] = ()) -> list[str]:
    """The bodies, and the topics of the items, for those who look for the paper."""
    bodies = [session.body.code for session in sessions]
    topics = {text_of(topic, "name").text for item in items for topic in item.topics_read}
    return ["UNCAC", *dict.fromkeys(bodies), *sorted(topics)]


def symbol_of(document: Document, imprint: Imprint) -> Span:
    """The symbol, which leads to the page of the document."""
    return code(document.symbol, imprint.absolute(document.get_absolute_url()))


def document_line(document: Document, imprint: Imprint) -> Words:
    """“CAC/COSP/2021/3, The title”, and whether it is issued, if that is news."""
    title = text_of(document, "title")
    words = [symbol_of(document, imprint), plain(" ")]
    words.append(local(title) if title.text else italic(_("title not recorded")))
    return [*words, *news_of(document)]


def news_of(document: Document) -> Words:
    """That the symbol is only reserved, or the document withdrawn."""
    is_news = document.issue_status in NEWS
    return [italic(f" ({document.get_issue_status_display()})")] if is_news else []


def _dash() -> Words:
    return [code(NO_NUMBER), plain(" "), not_recorded()]


def _place(convening: Convening, days: str) -> Words:
    """“Vienna International Centre, Vienna, 6–10 September 2021”."""
    places = [text_of(convening, "venue"), text_of(convening, "city")]
    named = [[local(place)] for place in places if place.text]
    return joined([*named, [plain(days or convening_dates(convening))]], ", ")
