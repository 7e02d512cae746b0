"""Documents read in from spreadsheets of staff."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings import symbols
from meetings.domain.rules import refuse_items_of_other_sessions, refuse_symbol_of_another_body
from meetings.enums import Availability
from meetings.imports.columns import (
    Column,
)
from meetings.imports.document_columns import COLUMNS, LINKS
from meetings.imports.keys import (
    Named,
    leave_unsaid,
    resolve,
)
from meetings.imports.record_sheets import RecordSheet
from meetings.imports.sheets import Row, sheet
from meetings.models import AgendaItem, Body, Convening, Document, DocumentFile, Session
from meetings.records.access import may
from meetings.records.domain.languages import language_name
from meetings.records.enums import Level


@sheet
class DocumentSheet(RecordSheet):
    """Documents of a convening, with the languages that they exist in. New ones are drafts."""

    kind = "documents"
    title = gettext_lazy("Documents")
    about = gettext_lazy("One row for each document; its symbol says which one it is.")
    rules = (
        gettext_lazy("A new document is a draft, and is published afterwards."),
        gettext_lazy(
            "Without a column for the session, the session follows from the body in the symbol."
        ),
        gettext_lazy("Languages and addresses are added; none that is on record is taken away."),
    )
    model = Document
    columns = COLUMNS
    written_from_record = ("languages", *(column.name for column in LINKS))

    def on_record(self) -> Any:
        return Document.objects.of_convening(self.convening).in_order()

    def cell_on_record(self, record: Document, column: Column) -> str:
        versions = {f.language.replace("-", "_"): f for f in record.files.all()}
        if column.name == "languages":
            return "; ".join(f.language for f in versions.values() if f.is_issued)
        if column.name.startswith("link_"):
            version = versions.get(column.name.removeprefix("link_"))
            return version.url if version else ""
        return super().cell_on_record(record, column)

    def __init__(self, convening: Any, by: Any) -> None:
        super().__init__(convening, by)
        self.named = Named(convening)

    def read(self, row: Row) -> None:
        super().read(row)
        leave_unsaid(row, "kind")
        named = self.named
        finders = {"parent": named.document, "sessions": named.session, "items": named.item}
        for name, find in (finders | {"topics": named.topic, "articles": named.article}).items():
            resolve(row, name, find)

    def watched(self) -> Sequence[Any]:
        return (Document, DocumentFile, AgendaItem, Session, Body, Convening)

    def found(self, row: Row) -> Document | None:
        """The document that bears the symbol, if it was issued for a session of the convening."""
        text = row.values.get("symbol", "")
        if not text:
            raise ValidationError({"symbol": _("This cell must not be empty.")})
        try:
            symbol = symbols.parse(text)
        except symbols.SymbolError as error:
            raise ValidationError({"symbol": str(error)}) from error
        row.values["symbol"] = str(symbol)
        self.say_once(row, ("symbol", symbol.lookup_key), "symbol")
        document = Document.objects.known_by(symbol.lookup_key).first()
        if document is None:
            return None
        row.values["symbol"] = document.symbol  # it says which one, however it is spelled
        of_here = document.sessions.filter(convening=self.convening).exists()
        if not of_here or not may(self.by, Level.EDITOR, document):
            raise ValidationError(
                {
                    "symbol": _(
                        "This document is on record, but not as one that you may change here."
                    )
                }
            )
        return document

    def made(self, row: Row) -> Document:
        """A draft of the sessions that the row or the symbol names."""
        if "kind" not in row.values:
            raise ValidationError({"kind": _("A new document needs its kind.")})
        if not row.values.get("sessions"):
            row.values["sessions"] = [self._session_of(row.values["symbol"])]
        if any(not may(self.by, Level.EDITOR, session) for session in row.values["sessions"]):
            raise ValidationError({"sessions": _("You may not change this session.")})
        return Document(symbol=row.values["symbol"])

    def label(self, record: Document, row: Row) -> str:
        """Its symbol."""
        return record.symbol

    def check(self, record: Document, row: Row) -> None:
        """Its symbol and its items are of its sessions."""
        said = row.values.get("sessions")
        now = list(record.sessions.select_related("body")) if record.pk else []
        sessions = said if said is not None else now
        if record.pk and any(not may(self.by, Level.EDITOR, one) for one in {*sessions} ^ {*now}):
            raise ValidationError({"sessions": _("You may not change this session.")})
        try:
            refuse_symbol_of_another_body(record.symbol, record.second_symbol, sessions)
        except ValidationError as error:
            raise ValidationError({"symbol": error}) from error
        try:
            refuse_items_of_other_sessions(sessions, row.values.get("items") or ())
        except ValidationError as error:
            raise ValidationError({"items": error}) from error

    def _compare(self, record: Document, row: Row) -> None:
        super()._compare(record, row)
        known = {file.language: file for file in record.files.all()} if record.pk else {}
        for language, link in self._versions(row).items():
            before = known.get(language)
            if before is None or (before.availability == Availability.NOT_ISSUED):
                row.changes.append(
                    (language_name(language), "", link or str(Availability.ISSUED.label))
                )
            elif link and before.url != link:
                row.changes.append((language_name(language), before.url, link))

    def save(self, row: Row) -> Document:
        document: Document = super().save(row)
        known = {file.language: file for file in document.files.all()}
        for language, link in self._versions(row).items():
            version = known.get(language) or DocumentFile(document=document, language=language)
            if version.availability == Availability.HELD and version.pk:
                if not link or version.url == link:
                    continue
            elif link:
                version.availability = Availability.LINKED
            elif version.pk is None or version.availability == Availability.NOT_ISSUED:
                version.availability = Availability.ISSUED
            elif not link:
                continue
            version.url = link or version.url
            version.save()
        return document

    def _versions(self, row: Row) -> dict[str, str]:
        """The languages that the row names, with their addresses."""
        found = dict.fromkeys(row.values.get("languages") or (), "")
        for code, _name in DocumentFile.LANGUAGES:
            if link := row.values.get(f"link_{code.replace('-', '_')}"):
                found[code] = link
        return found

    def _session_of(self, symbol: str) -> Session:
        """The one session of the convening whose body issues such symbols."""
        prefix = symbols.parse(symbol).body_prefix
        sessions = list(self.named.sessions)
        of_body = [s for s in sessions if s.body.symbol_prefix == prefix]
        found = of_body or (sessions if len(sessions) == 1 else [])
        if len(found) != 1:
            raise ValidationError({"symbol": _("Say for which session it was issued.")})
        return found[0]
