"""Takes an invented convening out of the database again, with everything that came with it."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from delegations.models import Officer, Panellist, Participant, Person, Statement
from meetings.models import Convening, Document, DocumentFile, FormerFile, Session
from meetings.records.domain import editions
from uncac_portal.demo.people import slugs_of_people


class RemovalError(Exception):
    """The example cannot be taken out; says why."""


def remove_example(convening: Convening) -> None:
    """Delete the example and what hangs on it, but nothing that the record has a part in.

    Its files go once the database has let them go.
    """
    if not convening.is_example:
        raise RemovalError(f"{convening} is no example.")
    try:
        with editions.raised_once():
            files = _remove(convening)
            transaction.on_commit(lambda: [file.storage.delete(file.name) for file in files])
    except ProtectedError as error:
        raise RemovalError(f"Records that are no part of it hang on it. {error.args[0]}") from error


def _remove(convening: Convening) -> list[Any]:
    """Everything but the files, which are returned."""
    sessions = Session.objects.filter(convening=convening)
    of_the_record = Session.objects.exclude(convening=convening)
    documents = Document.objects.filter(sessions__in=sessions).exclude(sessions__in=of_the_record)
    papers = Document.objects.filter(pk__in=list(documents.values_list("pk", flat=True)))
    versions = DocumentFile.objects.filter(document__in=papers)
    former = FormerFile.objects.filter(version__in=versions)
    files = [kept.file for kept in (*versions, *former) if kept.file]
    Statement.objects.filter(delegation__convening=convening).delete()
    Panellist.objects.filter(entry__convening=convening).delete()
    Officer.objects.filter(convening=convening).delete()
    Participant.objects.filter(delegation__convening=convening).delete()
    papers.update(parent=None)  # or each would have to go before what it belongs to
    papers.delete()
    sessions.delete()
    convening.delete()
    Person.objects.filter(slug__startswith=slugs_of_people(convening.starts_on.year)).delete()
    return files
