"""What the columns of a programme hold."""

from datetime import UTC, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from import_export.widgets import Widget

from meetings.enums import EntryKind, HoldingStatus
from meetings.imports.columns import (
    ChoiceCell,
    Column,
    DayCell,
    HourCell,
    NumberCell,
    TextCell,
    text_of,
    with_language,
)
from meetings.imports.keys import KeysCell, told_only

WORDS_OF_OFF = {
    "canceled": HoldingStatus.CANCELLED.value,
    "postponed": HoldingStatus.MOVED.value,
}


class OwnHourCell(Widget):
    """An hour by the clock of the venue, or a moment of a download: 2021-09-06T08:00:00Z."""

    def clean(self, value: Any, row: Any = None, **options: Any) -> time | datetime | None:
        text = text_of(value)
        if "T" in text or text.endswith("Z"):
            try:
                moment = datetime.fromisoformat(text)
            except ValueError:
                raise ValidationError(
                    _("“%(text)s” is no hour. Write it like 10:00.") % {"text": text}
                ) from None
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return HourCell().clean(value)

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return HourCell().render(value)


COLUMNS = (
    Column(
        name="id",
        label=gettext_lazy("number of the entry"),
        about=gettext_lazy("As in a download; empty for a new entry."),
        cell=NumberCell(least=1, most=2**62),
    ),
    Column(
        name="sitting",
        label=gettext_lazy("sitting"),
        about=gettext_lazy("Its number in the convening; may be left out."),
        heads=("sitting number",),
        example="1",
    ),
    Column(
        name="day",
        label=pgettext_lazy("head of a column", "day"),
        heads=("date",),
        cell=DayCell(),
        example="2021-09-06",
    ),
    Column(
        name="sitting_from",
        label=gettext_lazy("sitting from"),
        heads=("from", "start", "start time"),
        cell=HourCell(),
        example="10:00",
    ),
    Column(
        name="sitting_to",
        label=gettext_lazy("sitting to"),
        heads=("to", "end", "end time", "until"),
        cell=HourCell(),
        example="13:00",
    ),
    Column(
        name="room", label=pgettext_lazy("head of a column", "room"), cell=TextCell(longest=100)
    ),
    Column(
        name="kind",
        label=gettext_lazy("kind"),
        cell=ChoiceCell(EntryKind),
        example=str(EntryKind.ITEMS.label),
    ),
    Column(
        name="items",
        label=gettext_lazy("agenda items"),
        heads=("items", "item", "agenda item"),
        about=gettext_lazy("For example IRG 4(a); several with semicolons."),
        cell=KeysCell(),
        example="IRG 1; IRG 2",
    ),
    *with_language(
        Column(
            name="title",
            label=pgettext_lazy("head of a column", "title"),
            cell=TextCell(longest=300),
        )
    ),
    Column(name="starts_at", label=gettext_lazy("own start"), cell=OwnHourCell()),
    Column(name="ends_at", label=gettext_lazy("own end"), cell=OwnHourCell()),
    Column(
        name="status",
        label=gettext_lazy("status"),
        cell=ChoiceCell(HoldingStatus, also=WORDS_OF_OFF),
    ),
    Column(name="position", label=gettext_lazy("order"), cell=NumberCell(empty=0)),
    *with_language(
        Column(
            name="note", label=pgettext_lazy("head of a column", "note"), cell=TextCell(lines=True)
        )
    ),
    *told_only("convening", "sources", "changed_at", "page"),
)
