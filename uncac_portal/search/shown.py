"""How each kind of record is shown among the results of a search."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from delegations.domain.entities import name_on
from delegations.models import Delegation, Entity, Officer, Statement
from meetings.domain.naming import convening_name, session_name
from meetings.enums import DocumentKind, Format
from meetings.models import AgendaItem, Article, Convening, Document, Session
from meetings.records.domain.languages import LocalText, text_of

Chip = tuple[Session, AgendaItem | None]  # a body's letters, and its number of an item
Texts = list[tuple[Any, str]]  # records and the names of their translated fields


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a result says of a record of the kind.

    `word` says what the record is, `about` what else there is to know of it. `texts` are those that
    may give an excerpt. `related` are the relations that the record is loaded with.
    """

    word: Any
    title: Callable[[Any], LocalText]
    address: Callable[[Any], str] = lambda record: record.get_absolute_url()
    chips: Callable[[Any], list[Chip]] = lambda record: []
    convening: Callable[[Any], Convening | None] = lambda record: None
    about: Callable[[Any], str] = lambda record: ""
    texts: Callable[[Any], Texts] = lambda record: []
    related: tuple[str, ...] = ()


def _here(text: Any) -> LocalText:
    """A text of the portal's own, which is in the language of the page."""
    return LocalText(str(text), get_language() or "en")


def _name_at(entity: Entity, convening: Convening) -> LocalText:
    return text_of(name_on(entity, convening.starts_on), "name")


def _format_of(convening: Convening) -> str:
    return "" if convening.format == Format.NOT_RECORDED else convening.get_format_display()


def _session_title(session: Session) -> LocalText:
    body = text_of(session.body, "name")
    return LocalText(f"{body.text}: {session_name(session)}", body.language)


def _document_title(document: Document) -> LocalText:
    title = text_of(document, "title")
    return LocalText(" · ".join(filter(None, [document.symbol, title.text])), title.language)


def _entity_title(entity: Entity) -> LocalText:
    name = text_of(entity, "name")
    return LocalText(f"{name.text} ({entity.acronym})", name.language) if entity.acronym else name


def _officer_title(officer: Officer) -> LocalText:
    if officer.person is None or officer.person.erased_at:
        return _here(officer.get_role_display())
    return text_of(officer.person, "name")


def _officer_about(officer: Officer) -> str:
    country = officer.entity
    of = _name_at(country, officer.convening).text if country and country.is_public else ""
    return ", ".join(filter(None, [officer.get_role_display(), of]))


def _officer_address(officer: Officer) -> str:
    return (officer.session or officer.convening).get_absolute_url()


def _delegation_address(delegation: Delegation) -> str:
    participants = reverse("delegations:participants", args=[delegation.convening.slug])
    return f"{participants}#d-{delegation.entity.slug}"


def _article_title(article: Article) -> LocalText:
    title = text_of(article, "title")
    number = gettext("Article %(number)s") % {"number": article.number}
    return LocalText(f"{number}: {title.text}", title.language)


def _names_of(entity: Entity) -> Texts:
    return [(entity, "name"), *((former, "name") for former in entity.former_names.all())]


def _topics_of(record: Any) -> Texts:
    return [(topic, "name") for topic in record.topics.all()]


def _statement_texts(statement: Statement) -> Texts:
    item = [(statement.item, "title")] if statement.item else []
    own = [(statement, "summary"), (statement, "on_behalf_of"), *item]
    return [*own, *_topics_of(statement), *_names_of(statement.delegation.entity)]


SHOWN: dict[str, Shown] = {
    "meetings": Shown(
        word=_("Meeting"),
        title=lambda convening: _here(convening_name(convening)),
        chips=lambda convening: [(session, None) for session in convening.sessions.all()],
        about=_format_of,
        texts=lambda c: [(c, "note"), (c, "format_note"), (c, "venue"), (c, "city")],
    ),
    "sessions": Shown(
        word=_("Session"),
        title=_session_title,
        chips=lambda session: [(session, None)],
        convening=lambda session: session.convening,
        texts=lambda session: [(session.body, "name"), (session, "dates_note")],
        related=("body", "convening"),
    ),
    "items": Shown(
        word=_("Agenda item"),
        title=lambda item: text_of(item, "title"),
        chips=lambda item: [(item.session, item)],
        convening=lambda item: item.session.convening,
        texts=lambda item: [(item, "annotation"), (item, "title"), *_topics_of(item)],
        related=("session__body", "session__convening"),
    ),
    "documents": Shown(
        word=_("Document"),
        title=_document_title,
        chips=lambda document: [(session, None) for session in document.sessions.all()],
        # Unlike `get_kind_display()`, it does not translate every other kind on the way.
        about=lambda document: str(DocumentKind(document.kind).label),
        texts=lambda document: [(document, "title"), *_topics_of(document)],
    ),
    "statements": Shown(
        word=_("Statement"),
        title=lambda s: _name_at(s.delegation.entity, s.delegation.convening),
        chips=lambda s: [(s.item.session, s.item)] if s.item else [],
        convening=lambda s: s.delegation.convening,
        texts=_statement_texts,
        related=(
            "delegation__entity",
            "delegation__convening",
            "item__session__body",
        ),
    ),
    "delegations": Shown(
        word=_("Delegation"),
        title=lambda d: _name_at(d.entity, d.convening),
        address=_delegation_address,
        convening=lambda d: d.convening,
        texts=lambda d: [(d, "note"), *_names_of(d.entity)],
        related=("entity", "convening"),
    ),
    "entities": Shown(
        word=_("State or organization"),
        title=_entity_title,
        about=lambda e: e.get_regional_group_display() if e.is_state else e.get_kind_display(),
        texts=_names_of,
    ),
    "officers": Shown(
        word=_("Officer"),
        title=_officer_title,
        address=_officer_address,
        chips=lambda o: [(o.session, None)] if o.session else [],
        convening=lambda o: o.convening,
        about=_officer_about,
        texts=lambda o: [*((title, "title") for title in o.titles.all()), (o, "note")],
        related=("person", "entity", "convening", "session__body"),
    ),
    "topics": Shown(
        word=_("Topic"),
        title=lambda topic: text_of(topic, "name"),
        texts=lambda topic: [(topic, "description"), (topic, "name")],
    ),
    "articles": Shown(
        word=_("Article of the Convention"),
        title=_article_title,
        texts=lambda article: [(article, "title")],
    ),
    "bodies": Shown(
        word=_("Body"),
        title=lambda body: text_of(body, "name"),
        texts=lambda body: [(body, "mandate"), (body, "name"), (body, "short_name")],
    ),
}
