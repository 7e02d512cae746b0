"""What a record is called in a reference, where the page around it does not say the rest."""

from functools import singledispatch

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from delegations.domain.entities import name_on
from delegations.models import Entity, Statement
from meetings.domain.naming import convening_name, date_range, session_name
from meetings.models import AgendaItem, Article, Body, Convening, Document, Session, Topic
from meetings.records.domain.languages import text_of


@singledispatch
def title_of(record: Model) -> str:
    """The record in a few words, in the language of the page; what it stands in is to be loaded."""
    raise TypeError(f"{type(record).__name__} has no page to be cited.")


@title_of.register
def _of_convening(convening: Convening) -> str:
    return _("Convening, %(when)s") % {"when": convening_name(convening)}


@title_of.register
def _of_session(session: Session) -> str:
    return _joined(_text(session.body, "name"), session_name(session))


@title_of.register
def _of_item(item: AgendaItem) -> str:
    number = _("Item %(number)s") % {"number": item.number} if item.number else ""
    return _joined(_text(item, "title"), number, _of_session(item.session))


@title_of.register
def _of_document(document: Document) -> str:
    """By its symbol and date; what is cited is the record of it, not the paper itself."""
    issued = date_range(document.issued_on, None) if document.issued_on else ""
    named = _joined(symbol_of(document), _text(document, "title"), issued)
    return _("%(document)s (record)") % {"document": named}


@title_of.register
def _of_statement(statement: Statement) -> str:
    delegation = statement.delegation
    name = _text(name_on(delegation.entity, delegation.convening.starts_on), "name")
    if _text(statement, "summary"):
        pattern = _("%(name)s: %(kind)s (summary)")
    else:
        pattern = _("%(name)s: %(kind)s")
    said = pattern % {"name": name, "kind": statement.get_kind_display()}
    item = _of_item(statement.item) if statement.item else ""
    return _joined(said, item, convening_name(delegation.convening))


@title_of.register
def _of_article(article: Article) -> str:
    named = {"number": article.number, "title": _text(article, "title")}
    return _("Article %(number)s: %(title)s") % named


@title_of.register(Body)
@title_of.register(Entity)
@title_of.register(Topic)
def _of_what_has_a_name(record: Model) -> str:
    return _text(record, "name")


def symbol_of(record: Model) -> str:
    """The symbol of a document, or both of them; of others, none."""
    if not isinstance(record, Document):
        return ""
    return " – ".join(filter(None, [record.symbol, record.second_symbol]))


def is_invented(record: Model) -> bool:
    """Whether the record is part of an example, which nobody should cite."""
    if isinstance(record, Statement):
        return record.delegation.convening.is_example
    if isinstance(record, AgendaItem):
        return record.session.convening.is_example
    if isinstance(record, Session):
        return record.convening.is_example
    return isinstance(record, Convening | Document) and record.is_example


def _joined(*parts: str) -> str:
    return pgettext("between the parts of a title", ", ").join(filter(None, parts))


def _text(record: Model, field: str) -> str:
    return text_of(record, field).text
