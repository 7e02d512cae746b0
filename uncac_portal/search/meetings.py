"""What is indexed of meetings, and of what they discuss."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext

from meetings.domain.naming import convening_name, session_name
from meetings.enums import DocumentKind, Format
from meetings.models import Article, Body, Convening, Document, Session, Topic
from meetings.symbols import SymbolError, parse
from uncac_portal.search.analyzer import Text
from uncac_portal.search.kind import Kind
from uncac_portal.search.texts import label, plain, said, written


def public_topics() -> Prefetch:
    """The topics that may be told."""
    return Prefetch("topics", queryset=Topic.objects.public())


def texts_of_topics(record: Any) -> Iterator[Text]:
    """The names of a record's topics."""
    for topic in record.topics.all():
        yield from written(topic, "name")


def texts_of_body(body: Body) -> Iterator[Text]:
    """What a body goes by."""
    yield from plain(body.code)
    yield from written(body, "short_name", "name")


def texts_of_session(session: Session) -> Iterator[Text]:
    """What a session is told by, of what belongs to it: `irg-12-resumed`, and its body."""
    yield from plain(session.slug)
    yield from texts_of_body(session.body)


def texts_of_format(convening: Convening) -> Iterator[Text]:
    """How it was held, if that is recorded."""
    if convening.format != Format.NOT_RECORDED:
        yield from label(Format(convening.format))


# Bodies, convenings, sessions


def _names_of_body(body: Body) -> Iterator[Text]:
    yield from plain(body.code, body.slug)
    yield from written(body, "name", "short_name")


def _body_of_body(body: Body) -> Iterator[Text]:
    yield from plain(body.symbol_prefix)
    yield from written(body, "mandate", "established_by", "established_at", "presided_by")


def _loaded_convenings(convenings: Any) -> QuerySet:
    return convenings.with_sessions(Session.objects.public())


def _names_of_convening(convening: Convening) -> Iterator[Text]:
    yield from plain(convening.slug)
    yield from said(lambda: convening_name(convening))


def _titles_of_convening(convening: Convening) -> Iterator[Text]:
    for session in convening.sessions.all():
        yield from said(lambda session=session: session_name(session))  # type: ignore[misc]
        yield from texts_of_session(session)


def _body_of_convening(convening: Convening) -> Iterator[Text]:
    yield from written(convening, "city", "venue", "dates_note", "format_note", "note")
    yield from texts_of_format(convening)


def _names_of_session(session: Session) -> Iterator[Text]:
    yield from plain(session.slug)
    yield from said(lambda: session_name(session))


def _body_of_session(session: Session) -> Iterator[Text]:
    yield from said(lambda: convening_name(session.convening))
    yield from written(session, "dates_note")
    yield from written(session.convening, "city", "venue")
    yield from texts_of_format(session.convening)


# Items and documents


def _loaded_items(items: Any) -> QuerySet:
    return items.prefetch_related("session__body", "session__convening", public_topics())


def _body_of_item(item: Any) -> Iterator[Text]:
    yield from plain(item.number)
    yield from written(item, "annotation")
    yield from texts_of_topics(item)
    yield from texts_of_session(item.session)


def _symbols(document: Document) -> Iterator[str]:
    yield document.symbol
    yield document.second_symbol
    with suppress(SymbolError):
        yield from map(str, parse(document.symbol).halves)


def _names_of_document(document: Document) -> Iterator[Text]:
    yield from plain(*_symbols(document))
    yield from written(document, "title")


def _body_of_document(document: Document) -> Iterator[Text]:
    yield from written(document, "issue_note")
    yield from label(DocumentKind(document.kind))
    yield from texts_of_topics(document)
    for session in document.sessions.all():
        yield from texts_of_session(session)


def _day_of_document(document: Document) -> date | None:
    days = [session.convening.starts_on for session in document.sessions.all()]
    return max(days, default=document.issued_on)


def _loaded_documents(documents: Any) -> QuerySet:
    sessions = Session.objects.public().prefetch_related("body", "convening")
    return documents.prefetch_related(Prefetch("sessions", queryset=sessions), public_topics())


# Subjects


def _names_of_article(article: Article) -> Iterator[Text]:
    yield from said(lambda: gettext("Article %(number)s") % {"number": article.number})
    yield from written(article, "title")


def _body_of_article(article: Article) -> Iterator[Text]:
    yield from written(article.chapter, "title")


MEETINGS = (
    Kind(
        name="meetings",
        names=_names_of_convening,
        titles=_titles_of_convening,
        body=_body_of_convening,
        day=lambda convening: convening.starts_on,
        loaded=_loaded_convenings,
        reads=("sessions__body",),
    ),
    Kind(
        name="sessions",
        names=_names_of_session,
        titles=lambda session: texts_of_body(session.body),
        body=_body_of_session,
        day=lambda session: session.convening.starts_on,
        loaded=lambda sessions: sessions.for_page(),
        reads=("body", "convening"),
    ),
    Kind(
        name="items",
        names=lambda item: written(item, "title"),
        body=_body_of_item,
        day=lambda item: item.session.convening.starts_on,
        loaded=_loaded_items,
        reads=("session__body", "session__convening", "topics"),
    ),
    Kind(
        name="documents",
        names=_names_of_document,
        body=_body_of_document,
        day=_day_of_document,
        loaded=_loaded_documents,
        reads=("sessions__body", "sessions__convening", "topics"),
    ),
    Kind(
        name="bodies",
        names=_names_of_body,
        body=_body_of_body,
        loaded=lambda bodies: bodies,
    ),
    Kind(
        name="topics",
        names=lambda topic: [*plain(topic.slug), *written(topic, "name")],
        body=lambda topic: written(topic, "description"),
        loaded=lambda topics: topics,
    ),
    Kind(
        name="articles",
        names=_names_of_article,
        body=_body_of_article,
        loaded=lambda articles: articles.select_related("chapter"),
        reads=("chapter",),
    ),
)
