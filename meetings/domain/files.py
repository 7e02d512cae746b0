"""Files of language versions: holding one, keeping the former one, handing them out."""

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.core.files import File
from django.utils import timezone

from meetings.domain.contents import Content, examine, sha256_of
from meetings.enums import Availability
from meetings.models import Document, DocumentFile, FormerFile
from meetings.records.domain import editions
from meetings.records.files import Stored
from meetings.records.undoing import undo_on_failure


def hold(version: DocumentFile, file: File, *, by: AbstractBaseUser | None = None) -> DocumentFile:
    """Hold the file as the version's; the one that was held until now is kept as a former file.

    The file that is held already changes nothing. One that may not be held is refused.
    """
    content = examine(file)
    with editions.raised_once():
        found = DocumentFile.objects.select_for_update().filter(pk=version.pk)
        before: DocumentFile | None = found.first()
        if before and holds(before, content):
            return before
        now = timezone.now()
        version.availability = Availability.HELD
        version.sha256, version.bytes, version.held_since = content.sha256, content.bytes, now
        version.file.save(f"file.{content.suffix}", file, save=False)
        stored = str(version.file.name)
        undo_on_failure(lambda: version.file.storage.delete(stored))
        _save(version, by)
        if before and before.file and before.sha256 != content.sha256:
            _save(_former(before, replaced_at=now), by)
    return version


def holds(version: DocumentFile, content: Content) -> bool:
    """Whether the content is that of the file held, and the storage has not lost it."""
    if version.availability != Availability.HELD or version.sha256 != content.sha256:
        return False
    return version.file.storage.exists(str(version.file.name))


def stored_file(document: Document, language: str, number: int | None = None) -> Stored | None:
    """The file held of a document in a language, or its former file of that number, if any."""
    versions = DocumentFile.objects.filter(document=document, language=language)
    if number is None:
        found = versions.filter(availability=Availability.HELD).first()
        name = _file_name(document, language)
    else:
        found = FormerFile.objects.filter(version__in=versions, number=number).first()
        name = _file_name(document, language, f"former-{number}")
    if found is None:
        return None
    size = found.file.size if found.bytes is None else found.bytes
    return Stored(found.file, found.sha256, size, found.held_since, name)


def _former(version: DocumentFile, *, replaced_at: datetime) -> FormerFile:
    latest = version.former_files.order_by("-number").first()
    return FormerFile(
        version=version,
        number=latest.number + 1 if latest else 1,
        file=version.file.name,
        sha256=version.sha256 or sha256_of(version.file),
        bytes=version.file.size if version.bytes is None else version.bytes,
        held_since=version.held_since,
        replaced_at=replaced_at,
    )


def _save(record: DocumentFile | FormerFile, by: AbstractBaseUser | None) -> None:
    if by is not None:
        record._history_user = by  # type: ignore[union-attr]
    record.save()


def _file_name(document: Document, *more: str) -> str:
    """Under which a reader saves it, without its kind: CAC-COSP-2021-3-fr."""
    return "-".join([document.symbol.replace("/", "-"), *more])
