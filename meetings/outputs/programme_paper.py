"""The programme as a paper, and the table in which every paper shows it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.domain.changes import Change
from meetings.domain.naming import date_range, day_and_hour, day_of_the_week
from meetings.domain.programme import Programme
from meetings.domain.sittings import EntryRow, Line
from meetings.domain.zones import zone_in_words
from meetings.enums import EntryKind, HoldingStatus
from meetings.models import Session
from meetings.outputs.papers import (
    code_of,
    keywords_of,
    masthead_of,
    news_of,
    occasion_of_convening,
    on_missing_numbers,
    symbol_of,
)
from meetings.records.domain.languages import text_of
from meetings.records.papers.blocks import (
    Block,
    Cell,
    Heading,
    Imprint,
    Paper,
    Paragraph,
    Span,
    Table,
    Words,
    bold,
    code,
    italic,
    joined,
    labelled,
    local,
    not_recorded,
    plain,
)

Panels = Mapping[int, list[Words]]
Beside = Callable[[EntryRow], Cell]


def nothing_beside(row: EntryRow) -> Cell:
    """Of an entry, its title and note only."""
    return []


def programme_paper(
    programme: Programme,
    sessions: Sequence[Session],
    imprint: Imprint,
    panels: Panels | None = None,
    changes: Sequence[Change] = (),
) -> Paper:
    """The whole programme of a convening, and what changed of it since it was published.

    `panels` has lines on who speaks, by entry number.
    """
    convening = programme.convening
    return Paper(
        title=_("Programme"),
        masthead=masthead_of(sessions, imprint),
        occasion=occasion_of_convening(convening, sessions),
        blocks=[
            *programme_blocks(programme, programme.lines, _beside(imprint, panels or {})),
            *_changes(changes),
        ],
        imprint=imprint,
        keywords=keywords_of(sessions),
        is_example=convening.is_example,
    )


def _changes(changes: Sequence[Change]) -> list[Block]:
    if not changes:
        return []
    told = [
        Paragraph([plain(f"{change.words} ({date_range(change.made_at.date(), None)})")])
        for change in changes
    ]
    return [Heading([plain(_("Changes since it was published"))]), *told]


def programme_blocks(
    programme: Programme, lines: Sequence[Line], beside: Beside = nothing_beside
) -> list[Block]:
    """The lines in a table, day by day, and whose clock the hours are by.

    `beside` gives what is said of an entry beside its title and note.
    """
    if not lines:
        return [Paragraph(labelled(_("Programme"), not_recorded()))]
    rows: list[list[Cell]] = []
    before: Line | None = None
    for line in lines:
        if before is None or _day(line) != _day(before):
            rows.append([[_day(line)]])
            before = None
        rows.append([_when(line, before), [_codes(line)], _what(line, beside)])
        before = line
    table = Table([_("Time"), _("Item"), _("Title or description")], [23, 19, 58], rows)
    items = [item for line in lines if line.entry for item in line.entry.items]
    clock = Paragraph(_clock(programme, lines), is_quiet=True, is_lead=True)
    return [clock, *on_missing_numbers(items), table]


def _beside(imprint: Imprint, panels: Panels) -> Beside:
    """Who speaks, and the documents."""

    def beside(row: EntryRow) -> Cell:
        symbols = [[symbol_of(paper, imprint), *news_of(paper)] for paper in row.papers]
        papers = [labelled(_("Documents"), *joined(symbols, ", "))] if symbols else []
        return [*panels.get(row.entry.pk, []), *papers]

    return beside


def _clock(programme: Programme, lines: Sequence[Line]) -> Words:
    moments = [line.starts_at for line in lines if line.starts_at]
    if not moments:
        return labelled(_("Days and hours of the sittings"), not_recorded())
    zone = zone_in_words(programme.zone, moments)
    return [plain(_("Times in %(zone)s, the time of the venue.") % {"zone": zone})]


def _day(line: Line) -> Words:
    if line.starts_at is None:
        return labelled(_("Date and time"), not_recorded())
    return [plain(day_of_the_week(line.starts_at.date()))]


def _when(line: Line, before: Line | None) -> Cell:
    """The hours of every line; number and room of a sitting with its first line of a day."""
    if line.starts_at is None:
        return [[not_recorded()]]
    hours = [line.starts_at, *([line.ends_at] if line.ends_at else [])]
    cell = [[plain("–".join(f"{hour:%H:%M}" for hour in hours))]]
    sitting = line.sitting
    if sitting and not (before and before.sitting == sitting):
        room = text_of(sitting, "room")
        cell.append([plain(_("Sitting %(number)s") % {"number": sitting.ordinal})])
        cell.append([local(room)] if room.text else labelled(_("Room"), not_recorded()))
    return cell


def _codes(line: Line) -> Words:
    items = line.entry.items if line.entry else []
    return joined([[code(code_of(item))] for item in items], ", ")


def _what(line: Line, beside: Beside) -> Cell:
    row = line.entry
    cell = [_title(row) if row else [not_recorded()]]
    if line.is_off:
        cell.append([bold(capfirst(_became(line)))])
    if row is None:
        return cell
    cell += _continuations(row)
    if (note := text_of(row.entry, "note")).text:
        cell.append([local(note)])
    return [*cell, *beside(row)]


def _title(row: EntryRow) -> Words:
    """The entry's own title, else those of its items, each once, else what kind of entry it is."""
    entry = row.entry
    kind = entry.get_kind_display()
    if (own := text_of(entry, "title")).text:
        about = [plain(f" · {kind}")] if entry.kind == EntryKind.PANEL else []
        return [local(own), *about]
    titles = {text_of(item, "title"): None for item in row.items}
    return joined([[local(title)] for title in titles], "; ") or [plain(capfirst(kind))]


def _continuations(row: EntryRow) -> list[Words]:
    """Which items were taken up before; said once, if that is true of all that stand here."""
    before = [(code_of(item.item), item.continued_from) for item in row.item_rows]
    if len({moment for _item, moment in before}) == 1:
        before = [("", before[0][1])]
    return [
        joined([[code(item)] if item else [], [_continued(moment)]], " ")
        for item, moment in before
        if moment
    ]


def _continued(moment: datetime) -> Span:
    return italic(_("continued from %(when)s") % {"when": day_and_hour(moment)})


def _became(line: Line) -> str:
    """“cancelled”, “moved to Tuesday 15:00”."""
    moved_to = line.row.moved_to if line.row else None
    if line.status == HoldingStatus.MOVED and moved_to:
        return _("moved to %(when)s") % {"when": day_and_hour(moved_to)}
    return str(line.status.label)
