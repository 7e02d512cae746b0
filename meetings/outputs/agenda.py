"""The annotated agenda of a session as a paper, with the organization of its work."""

from dataclasses import replace

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.domain.agenda import Agenda, Node, agenda_of
from meetings.domain.programme import programme_of
from meetings.enums import AgendaStatus, DocumentKind, Wording
from meetings.models import AgendaItem, Document, Session
from meetings.outputs.papers import (
    NO_NUMBER,
    code_of,
    document_line,
    keywords_of,
    masthead_of,
    occasion_of,
    on_missing_numbers,
    symbol_of,
)
from meetings.outputs.programme_paper import programme_blocks
from meetings.records.domain.languages import text_of
from meetings.records.papers.blocks import (
    Block,
    Heading,
    Imprint,
    Lines,
    NumberedItem,
    NumberedList,
    Paper,
    Paragraph,
    Words,
    code,
    italic,
    joined,
    labelled,
    local,
    not_recorded,
    plain,
)

TITLES = {
    AgendaStatus.PROVISIONAL: gettext_lazy("Annotated provisional agenda"),
    AgendaStatus.ADOPTED: gettext_lazy("Annotated agenda"),
    AgendaStatus.NOT_RECORDED: gettext_lazy("Annotated agenda"),
}
DEEPEST_HEADING = 4


def agenda_paper(session: Session, imprint: Imprint) -> Paper:
    """The agenda, what is annotated to each item, and when the session takes it up."""
    agenda = agenda_of(session)
    papers = Document.objects.public().in_order()
    prefetch_related_objects(agenda.items, Prefetch("documents", papers, to_attr="papers"))
    status = AgendaStatus(session.agenda_status)
    return Paper(
        title=str(TITLES[status]),
        masthead=masthead_of([session], imprint, *_issued_as(session, imprint)),
        occasion=occasion_of(session),
        blocks=[
            *_the_agenda(agenda, status),
            *_annotations(agenda, imprint),
            *_organization_of_work(session, status),
        ],
        imprint=imprint,
        keywords=keywords_of([session], agenda.items),
        is_example=session.convening.is_example,
    )


def _issued_as(session: Session, imprint: Imprint) -> list[Words]:
    """The symbols under which the agenda itself was issued, as far as they are on record."""
    issued = Document.objects.public().filter(sessions=session, kind=DocumentKind.AGENDA)
    symbols = [[symbol_of(document, imprint)] for document in issued.in_order()]
    shown = joined(symbols, ", ") or [not_recorded()]
    return [labelled(_("Agenda issued as"), *shown)]


def _the_agenda(agenda: Agenda, status: AgendaStatus) -> list[Block]:
    is_known = status != AgendaStatus.NOT_RECORDED
    heading = Heading([plain(capfirst(str(status.label)) if is_known else _("Agenda"))])
    if not agenda.nodes:
        return [heading, Paragraph(labelled(_("Agenda"), not_recorded()))]
    blocks: list[Block] = [heading, NumberedList([_item(node) for node in agenda.nodes])]
    blocks += on_missing_numbers(agenda.items)
    if not is_known:
        blocks.append(Paragraph(labelled(_("Whether the agenda is whole"), not_recorded())))
    return blocks


def _item(node: Node, parent: str = "") -> NumberedItem:
    children = [_item(child, node.item.number) for child in node.children]
    return NumberedItem(_number(node.item, parent), [local(text_of(node.item, "title"))], children)


def _number(item: AgendaItem, parent: str = "") -> str:
    """“4.”, and “(a)” of a part under its whole."""
    if not item.number:
        return NO_NUMBER
    own = item.number.removeprefix(parent)
    return own if own.startswith("(") else f"{own}."


def _annotations(agenda: Agenda, imprint: Imprint) -> list[Block]:
    if not agenda.nodes:
        return []
    blocks: list[Block] = [Heading([plain(_("Annotations"))])]
    for node in agenda.nodes:
        blocks += _annotated(node, imprint)
    return blocks


def _annotated(node: Node, imprint: Imprint, level: int = 2, parent: str = "") -> list[Block]:
    """An item with what is said about it, then its parts."""
    item = node.item
    number = [plain(f"{_number(item, parent)} ")] if item.number else []
    blocks: list[Block] = [Heading([*number, local(text_of(item, "title"))], level)]
    if item.wording == Wording.REPORTED:
        blocks.append(Paragraph([italic(capfirst(item.get_wording_display()))], is_quiet=True))
    blocks += _annotation(item)
    blocks += _subjects(item)
    blocks += _documentation(item, imprint)
    for child in node.children:
        deeper = min(level + 1, DEEPEST_HEADING)
        blocks += _annotated(child, imprint, deeper, item.number)
    return blocks


def _annotation(item: AgendaItem) -> list[Block]:
    annotation = text_of(item, "annotation")
    if not annotation.text:
        return [Paragraph(labelled(_("Annotation"), not_recorded()))]
    return [
        Paragraph([local(replace(annotation, text=part))])
        for part in annotation.text.splitlines()
        if part.strip()
    ]


def _subjects(item: AgendaItem) -> list[Block]:
    """Topics, articles and joint items, where there are any."""
    topics = [[local(text_of(topic, "name"))] for topic in item.topics_read]
    articles = [[plain(str(article.number))] for article in item.articles_read]
    beside = [_other(other) for other in item.joint_items]
    lines = [
        [plain(_("Considered together with")), plain(" "), *joined(beside, "; ")] if beside else [],
        labelled(_("Topics"), *joined(topics, "; ")) if topics else [],
        labelled(_("Articles of the Convention"), *joined(articles, ", ")) if articles else [],
    ]
    return [Paragraph(words, is_quiet=True) for words in lines if words]


def _other(item: AgendaItem) -> Words:
    return [code(code_of(item)), plain(", "), local(text_of(item, "title"))]


def _documentation(item: AgendaItem, imprint: Imprint) -> list[Block]:
    papers = item.papers  # type: ignore[attr-defined]
    if not papers:
        return [Paragraph(labelled(_("Documentation"), not_recorded()))]
    lines = [document_line(paper, imprint) for paper in papers]
    return [Paragraph(labelled(_("Documentation")), is_lead=True), Lines(lines)]


def _organization_of_work(session: Session, status: AgendaStatus) -> list[Block]:
    """The lines of the programme that take up items of the session."""
    programme = programme_of(session.convening)
    lines = [
        line
        for line in programme.lines
        if line.entry and any(item.session_id == session.pk for item in line.entry.items)
    ]
    if status == AgendaStatus.PROVISIONAL:
        heading = _("Proposed organization of work")
    else:
        heading = _("Organization of work")
    return [Heading([plain(heading)]), *programme_blocks(programme, lines)]
