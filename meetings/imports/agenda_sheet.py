"""Agenda items read in from spreadsheets of staff: those that are on record, to be changed."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from meetings.domain.rules import refuse_joint_consideration_elsewhere
from meetings.enums import Wording
from meetings.imports.columns import ChoiceCell, Column, NumberCell, TextCell, with_language
from meetings.imports.keys import KeyCell, KeysCell, Named, resolve, told_only
from meetings.imports.record_sheets import RecordSheet
from meetings.imports.sheets import Row, sheet
from meetings.models import AgendaItem, Convening, Session
from meetings.records.access import may
from meetings.records.columns import item_key
from meetings.records.domain import trees
from meetings.records.enums import Level


@sheet
class AgendaSheet(RecordSheet):
    """Items of the convening's agendas, by session and number."""

    kind = "items"
    title = gettext_lazy("Agenda items")
    about = gettext_lazy("One row for each item that is on record, for example a changed download.")
    rules = (gettext_lazy("Items are not added here: paste the agenda of the session instead."),)
    model = AgendaItem
    columns = (
        Column(
            name="id",
            label=pgettext_lazy("head of a column", "item"),
            about=gettext_lazy("For example irg-12-resumed.4a, or IRG 4(a)."),
            heads=("agenda item",),
            required=True,
            filled=True,
            example="irg-12-resumed.4a",
        ),
        Column(
            name="number",
            label=pgettext_lazy("head of a column", "number"),
            cell=TextCell(longest=12),
        ),
        Column(name="parent", label=gettext_lazy("part of item"), cell=KeyCell()),
        Column(name="position", label=gettext_lazy("order"), cell=NumberCell(empty=0)),
        *with_language(
            Column(
                name="title",
                label=pgettext_lazy("head of a column", "title"),
                cell=TextCell(longest=500),
            )
        ),
        Column(
            name="wording", label=gettext_lazy("wording of the title"), cell=ChoiceCell(Wording)
        ),
        *with_language(
            Column(name="annotation", label=gettext_lazy("annotation"), cell=TextCell(lines=True))
        ),
        Column(name="topics", label=gettext_lazy("topics"), cell=KeysCell()),
        Column(name="articles", label=gettext_lazy("articles"), cell=KeysCell()),
        Column(
            name="considered_with",
            label=gettext_lazy("considered together with"),
            cell=KeysCell(),
        ),
        *told_only("session", "documents", "sources", "changed_at", "page"),
    )

    def on_record(self) -> Any:
        items = AgendaItem.objects.filter(session__convening=self.convening)
        return items.select_related("session").order_by("session__position", "session", "position")

    def cell_on_record(self, record: AgendaItem, column: Column) -> str:
        return item_key(record) if column.name == "id" else super().cell_on_record(record, column)

    def __init__(self, convening: Any, by: Any) -> None:
        super().__init__(convening, by)
        self.named = Named(convening)

    def read(self, row: Row) -> None:
        super().read(row)
        named = self.named
        finders = {"parent": named.item, "considered_with": named.item, "topics": named.topic}
        for name, find in (finders | {"articles": named.article}).items():
            resolve(row, name, find)

    def watched(self) -> Sequence[Any]:
        return (AgendaItem, Session, Convening)

    def found(self, row: Row) -> AgendaItem:
        """The item of the name. Raises ValidationError where there is none to be changed."""
        try:
            item = self.named.item(row.values.get("id", ""))
        except ValidationError as error:
            raise ValidationError({"id": error.messages}) from error
        if not may(self.by, Level.EDITOR, item):
            raise ValidationError({"id": _("You may not change the agenda of this session.")})
        return AgendaItem.objects.select_related("session__body").get(pk=item.pk)

    def label(self, record: AgendaItem, row: Row) -> str:
        """Its key and title."""
        return f"{item_key(record)} {record.title}"

    def check(self, record: AgendaItem, row: Row) -> None:
        """It is no part of itself, and joined to items of other sessions only."""
        try:
            joined = row.values.get("considered_with") or ()
            refuse_joint_consideration_elsewhere(record.session, joined)
        except ValidationError as error:
            raise ValidationError({"considered_with": error}) from error
        try:
            trees.refuse_circle(record)
        except ValidationError as error:
            raise ValidationError({"parent": error.messages}) from error
