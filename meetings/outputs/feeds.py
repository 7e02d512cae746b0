"""What feeds tell of convenings, sessions, documents and programmes."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.domain.changes import Change, sessions_named, told
from meetings.domain.naming import convening_name, date_range, session_name
from meetings.enums import Availability, HoldingStatus, IssueStatus
from meetings.models import Body, Convening, Document, ProgrammeChange, Session
from meetings.querysets.convenings import ConveningQuerySet
from meetings.querysets.documents import DocumentQuerySet
from meetings.querysets.programme import ProgrammeChangeQuerySet
from meetings.querysets.sessions import SessionQuerySet, session_is_public
from meetings.records.domain.languages import LocalText, language_name, text_of
from meetings.records.feeds import MOST_ENTRIES, Entry, name_of, tombstones
from meetings.records.models import Source
from meetings.records.querysets import SourceQuerySet

MOST_CHANGES_OF_A_BODY = 500  # among which those that name its sessions are looked for


def record_entries() -> list[Entry]:
    """Everything of the record that changed last, but what delegations said."""
    return [
        *convening_entries(Convening.objects.of_the_record()),
        *document_entries(Document.objects.of_the_record()),
        *change_entries(told(_newest(ProgrammeChange.objects.of_the_record()))),
        *withdrawn_convenings(),
        *withdrawn_documents(),
    ]


def entries_of_convening(convening: Convening) -> list[Entry]:
    """The convening itself, its documents, and the changes of its programme."""
    changes = ProgrammeChange.objects.public().filter(convening=convening)
    return [
        *convening_entries(Convening.objects.public().filter(pk=convening.pk)),
        *document_entries(Document.objects.public().of_convening(convening)),
        *change_entries(told(_newest(changes))),
    ]


def entries_of_session(session: Session) -> list[Entry]:
    """The session itself, its documents, and the changes of the programme that touch its items."""
    changes = ProgrammeChange.objects.public().filter(convening=session.convening_id)
    return [
        *session_entries(Session.objects.public().for_page().filter(pk=session.pk)),
        *document_entries(Document.objects.public().filter(sessions=session)),
        *change_entries(_naming({session.slug}, changes)),
    ]


def entries_of_body(body: Body) -> list[Entry]:
    """The body itself, its sessions and documents, and changes that touch its items."""
    sessions = Session.objects.of_the_record().of_body(body)
    documents = Document.objects.filter(sessions__body=body)
    changes = ProgrammeChange.objects.of_the_record().filter(convening__sessions__in=sessions)
    gone = Session.objects.withdrawn().without_examples().of_body(body)
    return [
        Entry(name_of(body), text_of(body, "name"), body.get_absolute_url(), body.changed_at),
        *session_entries(sessions.for_page()),
        *document_entries(documents.of_the_record()),
        *change_entries(_naming({session.slug for session in sessions}, changes.distinct())),
        *withdrawn_sessions(gone),
        *withdrawn_documents(documents),
    ]


def convening_entries(convenings: ConveningQuerySet) -> list[Entry]:
    """The convenings that changed last, a session being part of its own."""
    parts = ("sessions", "sessions__items")
    found = convenings.newest_changes(*parts, where=session_is_public("sessions__"))
    return [
        Entry(
            name_of(convening),
            convening_name(convening),
            convening.get_absolute_url(),
            convening.updated,
            _sessions_of(convening),
        )
        for convening in found.with_sessions(Session.objects.public())[:MOST_ENTRIES]
    ]


def session_entries(sessions: SessionQuerySet) -> list[Entry]:
    """The sessions that changed last, by themselves or in their agenda."""
    return [
        Entry(
            name_of(session),
            session_title(session),
            session.get_absolute_url(),
            session.updated,
            convening_name(session.convening),
        )
        for session in sessions.newest_changes("items")[:MOST_ENTRIES]
    ]


def document_entries(documents: DocumentQuerySet) -> list[Entry]:
    """The documents that were issued or changed last, in any language."""
    found = documents.newest_changes("files").prefetch_related("files")
    return [
        Entry(
            name_of(document),
            _title(document),
            document.get_absolute_url(),
            document.updated,
            _facts(document),
        )
        for document in found[:MOST_ENTRIES]
    ]


def change_entries(changes: Iterable[Change]) -> list[Entry]:
    """The changes of programmes, in words."""
    return [
        Entry(
            name_of(change.record),
            change.words,
            reverse("convenings:programme", args=[change.record.convening.slug]),
            change.record.made_at,
            convening_name(change.record.convening),
        )
        for change in changes
    ]


def source_entries(sources: SourceQuerySet) -> list[Entry]:
    """The sources that were entered or changed last."""
    return [
        Entry(
            name_of(source),
            LocalText(source.title, source.language) if source.language else source.title,
            source.get_absolute_url(),
            source.updated,
            source.publisher,
        )
        for source in sources.newest_changes()[:MOST_ENTRIES]
    ]


def withdrawn_convenings() -> list[Entry]:
    """That convenings of the record were withdrawn."""
    gone = Convening.objects.withdrawn().without_examples()
    return tombstones(gone.newest_changes()[:MOST_ENTRIES])


def withdrawn_sessions(sessions: SessionQuerySet | None = None) -> list[Entry]:
    """That sessions of the record went with their convening or body."""
    gone = Session.objects.withdrawn().without_examples() if sessions is None else sessions
    return tombstones(gone.newest_changes("convening", "body")[:MOST_ENTRIES])


def withdrawn_documents(documents: DocumentQuerySet | None = None) -> list[Entry]:
    """That documents of the record were withdrawn, or what they had been issued for."""
    found = Document.objects.all() if documents is None else documents
    gone = found.withdrawn().without_examples()
    return tombstones(gone.newest_changes("sessions__convening", "sessions__body")[:MOST_ENTRIES])


def withdrawn_sources() -> list[Entry]:
    """That sources were withdrawn."""
    return tombstones(Source.objects.withdrawn().newest_changes()[:MOST_ENTRIES])


def _newest(changes: ProgrammeChangeQuerySet) -> ProgrammeChangeQuerySet:
    return changes.select_related("convening").newest_first()[:MOST_ENTRIES]


def _naming(sessions: set[str], changes: ProgrammeChangeQuerySet) -> list[Change]:
    found = changes.select_related("convening").newest_first()[:MOST_CHANGES_OF_A_BODY]
    return told(change for change in found if sessions & sessions_named(change))


def session_title(session: Session) -> str:
    """“IRG · Resumed twelfth session”; the body is to be loaded."""
    return f"{session.body.code} · {session_name(session)}"


def _sessions_of(convening: Convening) -> str:
    sessions = "; ".join(session_title(session) for session in convening.sessions.all())
    if convening.holding in (HoldingStatus.CANCELLED, HoldingStatus.MOVED):
        return f"{capfirst(convening.get_holding_display())}. {sessions}"
    return sessions


def _title(document: Document) -> LocalText | str:
    title = text_of(document, "title")
    if not title.text:
        return document.symbol
    return LocalText(f"{document.symbol}: {title.text}", title.language)


def _facts(document: Document) -> str:
    """Its kind, the date that it bears, and its languages, as far as they are recorded."""
    issued = date_range(document.issued_on, None) if document.issued_on else _("not recorded")
    if document.issue_status in (IssueStatus.RESERVED, IssueStatus.WITHDRAWN):
        issued = document.get_issue_status_display()
    files = document.files.all()
    languages = [
        language_name(f.language) for f in files if f.availability != Availability.NOT_ISSUED
    ]
    facts = [
        capfirst(document.get_kind_display()),
        _("Issued: %(date)s") % {"date": issued},
        _("Languages: %(names)s") % {"names": ", ".join(languages) or _("not recorded")},
    ]
    return " · ".join(facts)
