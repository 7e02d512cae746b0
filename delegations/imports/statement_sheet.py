"""Statements read in from spreadsheets of staff. New ones are drafts."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.domain.entity_names import EntityNames
from delegations.enums import DeliveryMode, StatementKind
from delegations.imports.known_people import NAMES, key_of
from delegations.models import Delegation, Participant, Person, Statement
from meetings.imports.columns import (
    ChoiceCell,
    Column,
    DayCell,
    LanguageCell,
    NumberCell,
    TextCell,
    with_language,
)
from meetings.imports.keys import KeyCell, KeysCell, Named, leave_unsaid, resolve, told_only
from meetings.imports.record_sheets import RecordSheet
from meetings.imports.sheets import Row, sheet
from meetings.models import AgendaItem, Convening, Document
from meetings.records.access import may
from meetings.records.columns import item_key
from meetings.records.enums import Level


class DelegationCell(TextCell):
    """A State or organization, found by the sheet; told by its name."""

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return str(value.entity) if isinstance(value, Delegation) else str(value or "")


@sheet
class StatementSheet(RecordSheet):
    """Statements of a convening's delegations."""

    kind = "statements"
    title = gettext_lazy("Statements")
    about = gettext_lazy("One row for each statement, presentation or question.")
    rules = (
        gettext_lazy("A new statement is a draft, and is published afterwards."),
        gettext_lazy("Who spoke has a delegation here: read in the participants first."),
        gettext_lazy(
            "A row without a number is the statement of the same delegation, item, kind, day and "
            "summary, or a new one."
        ),
    )
    model = Statement
    columns = (
        Column(
            name="id",
            label=gettext_lazy("number of the statement"),
            about=gettext_lazy("As in a download; empty for a new statement."),
            cell=NumberCell(least=1, most=2**62),
        ),
        Column(
            name="entity",
            label=gettext_lazy("State or organization"),
            heads=("state", "country", "organization", "delegation"),
            about=gettext_lazy("Its name in any language, or its code."),
            required=True,
            cell=DelegationCell(),
            example="Viet Nam",
        ),
        Column(
            name="item",
            label=gettext_lazy("agenda item"),
            heads=("agenda items", "items"),
            cell=KeyCell(),
            example="IRG 4(a)",
        ),
        Column(
            name="speaker",
            label=gettext_lazy("speaker"),
            about=gettext_lazy("The name of a participant of the delegation."),
            cell=KeyCell(),
        ),
        Column(name="kind", label=gettext_lazy("kind"), cell=ChoiceCell(StatementKind)),
        Column(
            name="mode",
            label=gettext_lazy("delivered"),
            heads=("mode", "delivery"),
            cell=ChoiceCell(DeliveryMode),
        ),
        *with_language(
            Column(
                name="on_behalf_of", label=gettext_lazy("on behalf of"), cell=TextCell(longest=250)
            )
        ),
        Column(
            name="delivered_on",
            label=gettext_lazy("delivered on"),
            heads=("date", "day"),
            cell=DayCell(),
            example="2021-09-06",
        ),
        Column(
            name="original_language", label=gettext_lazy("original language"), cell=LanguageCell()
        ),
        *with_language(
            Column(name="summary", label=gettext_lazy("summary"), cell=TextCell(lines=True))
        ),
        Column(name="topics", label=gettext_lazy("topics"), cell=KeysCell()),
        Column(name="articles", label=gettext_lazy("articles"), cell=KeysCell()),
        Column(name="document", label=gettext_lazy("document"), cell=KeyCell()),
        Column(name="position", label=gettext_lazy("order"), cell=NumberCell(empty=0)),
        *told_only("convening", "starts_on", "format", "entity_name", "entity_name_language"),
        *told_only("body", "sources", "changed_at", "page"),
    )

    written_from_record = ("entity",)

    def on_record(self) -> Any:
        statements = Statement.objects.filter(delegation__convening=self.convening)
        return statements.select_related("delegation__entity", "item__session").order_by("pk")

    def cell_on_record(self, record: Statement, column: Column) -> str:
        if column.name == "entity":
            return self.names.name_for(record.delegation.entity)
        return super().cell_on_record(record, column)

    def __init__(self, convening: Any, by: Any) -> None:
        super().__init__(convening, by)
        self.named = Named(convening)
        self.names = EntityNames()
        delegations = Delegation.objects.filter(convening=convening).select_related("entity")
        self.delegations = {delegation.entity_id: delegation for delegation in delegations}

    def watched(self) -> Sequence[Any]:
        return (Statement, Delegation, Participant, Person, AgendaItem, Document, Convening)

    def read(self, row: Row) -> None:
        super().read(row)
        leave_unsaid(row, "kind")
        named = self.named
        finders = {"item": named.item, "document": named.document, "topics": named.topic}
        for name, find in (finders | {"articles": named.article}).items():
            resolve(row, name, find)
        resolve(row, "entity", self._delegation)
        if "speaker" in row.values:
            resolve(row, "speaker", lambda name: self._speaker(name, row.values.get("entity")))

    def found(self, row: Row) -> Statement | None:
        """The statement of the number; without one, the statement that says the same."""
        here = Statement.objects.filter(delegation__convening=self.convening)
        if number := row.values.get("id"):
            statement = here.filter(pk=number).first()
            if statement is None or not may(self.by, Level.EDITOR, statement):
                raise ValidationError(
                    {"id": _("There is no statement of this number that you may change here.")}
                )
            return statement
        delegation = row.values.get("entity")
        if delegation is None:
            raise ValidationError({"entity": _("This cell must not be empty.")})
        item, kind = row.values.get("item"), row.values.get("kind") or StatementKind.STATEMENT
        said = _words_of(row.values.get("summary") or row.values.get("summary_en"))
        self.say_once(row, ("said", delegation.pk, item and item.pk, kind, said))
        same = here.filter(delegation=delegation, item=item, kind=kind)
        if day := row.values.get("delivered_on"):
            same = same.filter(delivered_on=day)
        return next((each for each in same if _words_of(each.summary) == said), None)

    def made(self, row: Row) -> Statement:
        """A draft; whose item stands on an agenda that one may not change is refused."""
        item = row.values.get("item")
        statement = Statement(delegation=row.values["entity"], item=item)
        if not may(self.by, Level.EDITOR, statement):
            raise ValidationError({"item": _("You may not change what was said under this item.")})
        return statement

    def label(self, record: Statement, row: Row) -> str:
        """Who spoke, and under which item."""
        return " · ".join(
            filter(
                None, [str(record.delegation.entity), item_key(record.item) if record.item else ""]
            )
        )

    def field_of(self, column: Column, record: Any, row: Row) -> str | None:
        if column.name == "entity":
            return "delegation" if row.values.get("entity") else None
        return super().field_of(column, record, row)

    def _delegation(self, text: str) -> Delegation:
        """The delegation here of whoever is named."""
        meant = self.names.meant_by(text)
        found = [self.delegations[e.pk] for e in meant if e.pk in self.delegations]
        if len(found) == 1:
            return found[0]
        if meant:
            raise ValidationError(
                _("%(name)s has no delegation at this convening.") % {"name": meant[0]}
            )
        likely = ", ".join(str(entity) for entity in self.names.like(text))
        raise ValidationError(
            _("“%(text)s” is nobody's name. Like it: %(names)s.") % {"text": text, "names": likely}
            if likely
            else _("“%(text)s” is nobody's name.") % {"text": text}
        )

    def _speaker(self, name: str, delegation: Delegation | None) -> Person:
        """The participant of the delegation who bears the name."""
        people = Person.objects.filter(participations__delegation=delegation) if delegation else ()
        found = [
            person
            for person in people
            if name == person.slug
            or key_of(name) in {key_of(getattr(person, field) or "") for field in NAMES}
        ]
        if len(found) != 1:
            raise ValidationError(
                _("The delegation has no participant “%(name)s”.") % {"name": name}
                if not found
                else _("The delegation has several participants “%(name)s”.") % {"name": name}
            )
        return found[0]


def _words_of(text: Any) -> str:
    return " ".join(str(text or "").split()).casefold()
