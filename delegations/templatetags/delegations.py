"""What pages of meetings show of people: fetched here, so that meetings never know them."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import QuerySet
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from delegations.domain.delegations import delegations_of
from delegations.domain.entities import name_on
from delegations.domain.figures import Reported, reported_at
from delegations.domain.headcounts import Headcount, headcount_of
from delegations.domain.panellists import panellists_of
from delegations.enums import Participation, Qualifier
from delegations.models import (
    Delegation,
    DocumentSubmission,
    Entity,
    Officer,
    Panellist,
    Person,
    ReportedFigure,
    Statement,
)
from meetings.domain.agenda import Agenda
from meetings.models import (
    AgendaItem,
    Article,
    Convening,
    Document,
    ProgrammeEntry,
    Session,
    Topic,
)
from meetings.records.domain import languages
from meetings.records.templatetags.records import not_recorded

register = template.Library()


@dataclass
class People:
    """Who took part in a convening, as its overview tells it."""

    officers: list[Officer]
    reported: Reported
    delegations: list[Delegation]
    headcount: Headcount | None
    statements: list[Statement]


@register.simple_tag
def person_name(person: Person) -> SafeString:
    """The person's name; that it is not recorded where it was erased."""
    written = languages.text_of(person, "name")
    return languages.marked_up(written) if written.text else not_recorded()


@register.simple_tag(takes_context=True)
def people_of(context: Context, convening: Convening) -> People:
    """Officers, reported figures, delegations and statements of a convening, all cited."""
    people = People(
        officers=list(Officer.objects.public().filter(convening=convening).for_page()),
        reported=reported_at(convening),
        delegations=delegations_of(convening),
        headcount=headcount_of(convening),
        statements=_statements(delegation__convening=convening),
    )
    titles = [title for officer in people.officers for title in officer.titles.all()]
    context["footnotes"].add(
        *people.officers,
        *titles,
        *people.reported.everything,
        *people.delegations,
        *people.statements,
    )
    return people


@register.simple_tag(takes_context=True)
def panellists_on(context: Context, entries: list[ProgrammeEntry]) -> dict[int, list[Panellist]]:
    """The panellists of programme entries, by the number of the entry, all cited."""
    panels = panellists_of(entries)
    context["footnotes"].add(*(panellist for panel in panels.values() for panellist in panel))
    return panels


@register.filter
def on_panel(panels: dict[int, list[Panellist]], entry: ProgrammeEntry) -> list[Panellist]:
    """Those of one entry."""
    return panels.get(entry.pk, [])


@register.simple_tag(takes_context=True)
def officers_of(context: Context, session: Session) -> list[Officer]:
    """Officers of a session, or of its convening as a whole."""
    officers = list(Officer.objects.public().serving(session, session.convening_id).for_page())
    titles = [title for officer in officers for title in officer.titles.all()]
    context["footnotes"].add(*officers, *titles)
    return officers


@register.simple_tag(takes_context=True)
def statements_under(context: Context, item: AgendaItem) -> list[Statement]:
    """Statements under an agenda item, in speaking order."""
    found = Statement.objects.public().filter(item=item).with_speakers()
    statements = _held_at(item.session.convening, found.in_speaking_order())
    for statement in statements:
        statement.item = item
    return _cited(context, statements)


@register.simple_tag(takes_context=True)
def statements_in(context: Context, agenda: Agenda) -> list[Statement]:
    """Statements under any item of an agenda, in speaking order."""
    items: dict[int | None, AgendaItem] = {item.pk: item for item in agenda.items}
    found = Statement.objects.public().filter(item__session=agenda.session).with_speakers()
    statements = _held_at(agenda.session.convening, found.in_speaking_order())
    for statement in statements:
        statement.item = items[statement.item_id]
    return _cited(context, statements)


@register.simple_tag(takes_context=True)
def statements_on(context: Context, topics: QuerySet[Topic]) -> list[Statement]:
    """Statements on any of the topics, newest convening first."""
    found = Statement.objects.of_the_record().touching(topics).for_list()
    return _cited(context, list(found.newest_first()))


@register.simple_tag(takes_context=True)
def statements_on_article(context: Context, article: Article) -> list[Statement]:
    """Statements that spoke of an article, newest convening first."""
    found = Statement.objects.of_the_record().on_article(article).for_list()
    return _cited(context, list(found.newest_first()))


@register.simple_tag(takes_context=True)
def statements_with(context: Context, document: Document) -> list[Statement]:
    """Statements whose text is the document."""
    return _cited(context, _statements(document=document))


@register.simple_tag(takes_context=True)
def submissions_of(context: Context, document: Document) -> list[DocumentSubmission]:
    """Who submitted a document."""
    submissions = list(DocumentSubmission.objects.public().filter(document=document).for_page())
    context["footnotes"].add(*submissions)
    return submissions


@register.simple_tag
def host_of(convening: Convening) -> Entity | None:
    """The State in which a convening was held."""
    if not convening.country:
        return None
    return Entity.objects.public().with_names().filter(iso2=convening.country).first()


@register.simple_tag
def figure_value(figure: ReportedFigure) -> str:
    """“about 250”, as exactly as the source puts it; or “not recorded”."""
    if figure.value is None:
        return not_recorded()
    if figure.qualifier == Qualifier.EXACT:
        return str(figure.value)
    return f"{figure.get_qualifier_display()} {figure.value}"


@register.simple_tag
def participation_of(delegation: Delegation) -> str:
    """How a delegation took part: “online”; or “mode not recorded”."""
    if delegation.participation == Participation.MODE_NOT_RECORDED:
        return format_html("{} {}", gettext("mode"), not_recorded())
    return str(Participation(delegation.participation).label)


@register.simple_tag
def name_at(entity: Entity, convening: Convening) -> Any:
    """The entity's name on the first day of a convening, marked with its language."""
    local = languages.text_of(name_on(entity, convening.starts_on), "name")
    return languages.marked_up(local)


def _statements(**where: Any) -> list[Statement]:
    found = Statement.objects.public().filter(**where).for_list()
    return list(found.in_speaking_order())


def _held_at(convening: Convening, found: QuerySet[Statement]) -> list[Statement]:
    """The statements, which need not load the convening of the page again."""
    statements = list(found)
    for statement in statements:
        if statement.delegation.convening_id == convening.pk:
            statement.delegation.convening = convening
    return statements


def _cited(context: Context, statements: list[Statement]) -> list[Statement]:
    context["footnotes"].add(*statements)
    return statements
