"""What the events of a calendar say, in the language of its address."""

from collections.abc import Callable, Iterable
from functools import cache

from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from meetings.domain.calendars import Slot, Span
from meetings.domain.naming import (
    convening_name,
    date_range,
    day_and_hour,
    session_name,
)
from meetings.domain.sittings import NOT_TAKING_PLACE, EntryRow, Line
from meetings.enums import EntryKind, Format
from meetings.models import AgendaItem, Convening, Sitting
from meetings.records.domain.languages import text_of

SHORT = 120  # letters of a title in the rows of a calendar


class Words:
    """What many events of one calendar say alike, put together once.

    `absolute` makes an address of the portal one of the web.
    """

    def __init__(self, absolute: Callable[[str], str]) -> None:
        self.address = absolute
        self.name = cache(convening_name)
        self.programme = cache(
            lambda slug: absolute(reverse("convenings:programme", args=[slug])),
        )
        self.item: Callable[[AgendaItem], str] = cache(
            lambda item: absolute(item.get_absolute_url())
        )


def name_of_days(span: Span) -> str:
    """“IRG · Resumed twelfth session, Vienna”, “IRG, WGAR · Vienna”."""
    what = text_of(span.convening, "city").text
    if len(span.sessions) == 1:
        name = session_name(span.sessions[0])
        what = _("%(name)s, %(city)s") % {"name": name, "city": what}
    return _marked(span, _led_by(span.codes, what))


def name_of_hours(slot: Slot) -> str:
    """“IRG 4, WGAR 3 · Technical assistance”."""
    codes = [code for line in slot.taking_place for code in line.item_codes]
    titles = [capfirst(line.title) for line in slot.taking_place if line.title]
    title = "; ".join(dict.fromkeys(titles)) or _sitting_name(slot.row.sitting)
    if len(title) > SHORT:
        title = Truncator(title).chars(SHORT)
    return _marked(slot, _led_by(codes or slot.codes, title))


def place_of(convening: Convening, sitting: Sitting | None = None) -> str:
    """Room, venue and city, as far as they are recorded."""
    room = text_of(sitting, "room").text if sitting else ""
    return ", ".join(
        filter(None, [room, text_of(convening, "venue").text, text_of(convening, "city").text])
    )


def describe_days(span: Span, address: str) -> str:
    """The sessions, the days and the form of a convening, and where more stands."""
    convening = span.convening
    said = [
        f"{text_of(session.body, 'name').text}: {session_name(session)}"
        for session in span.sessions
    ]
    if span.record.starts_on is None:
        said.append(_("Own days: %(days)s") % {"days": _not_recorded()})
    said.append(_days_of(span))
    if note := text_of(span.record, "dates_note").text:
        said.append(note)
    form = _not_recorded()
    if convening.format != Format.NOT_RECORDED:
        form = convening.get_format_display()
    said.append(_("Format: %(format)s") % {"format": form})
    if not span.has_hours:
        said.append(_("Sitting times: %(times)s") % {"times": _not_recorded()})
    return "\n".join([*said, address])


def describe_hours(slot: Slot, address: str, words: Words) -> str:
    """Every line in its order, with its items, its papers and their addresses."""
    row, sitting = slot.row, slot.row.sitting
    head = [words.name(slot.convening)]
    if sitting:
        room = text_of(sitting, "room").text or _not_recorded()
        head += [_sitting_name(sitting), _("Room: %(room)s") % {"room": room}]
    if row.moved_to:
        head.append(_("moved to %(when)s") % {"when": day_and_hour(row.moved_to)})
    if not row.ends_at:
        head.append(_("End: %(time)s") % {"time": _not_recorded()})
    lines = ["\n".join(_described(line, words)) for line in slot.lines]
    foot = [address]
    if sitting and sitting.webcast:
        foot.insert(0, _("Webcast: %(address)s") % {"address": sitting.webcast})
    return "\n\n".join(["\n".join(head), *lines, "\n".join(foot)])


def _described(line: Line, words: Words) -> list[str]:
    row = line.entry
    if row is None:
        return [_("Taken up: %(what)s") % {"what": _not_recorded()}]
    title = line.title
    if row.entry.kind == EntryKind.PANEL and title != row.entry.get_kind_display():
        title = _("Panel: %(title)s") % {"title": title}
    said = [_led_by(line.item_codes, capfirst(title))]
    if row.starts_at:
        said[0] = f"{_clock(row)} {said[0]}"
    if line.is_off:
        said[0] = _("%(line)s (%(status)s)") % {"line": said[0], "status": line.status.label}
    if note := text_of(row.entry, "note").text:
        said.append(note)
    if papers := row.papers:
        symbols = ", ".join(paper.symbol for paper in papers)
        said.append(_("Documents: %(symbols)s") % {"symbols": symbols})
    return said + [words.item(item) for item in row.items]


def _clock(row: EntryRow) -> str:
    moments = [moment for moment in (row.starts_at, row.ends_at) if moment]
    return "–".join(f"{moment:%H:%M}" for moment in moments)


def _days_of(span: Span) -> str:
    first, last = span.days
    if last is None:
        return _("from %(date)s; last day: %(last)s") % {
            "date": date_range(first, None),
            "last": _not_recorded(),
        }
    return date_range(first, last)


def _marked(entry: Span | Slot, name: str) -> str:
    """The name, led by what became of it and by whether it is an example."""
    if entry.status in NOT_TAKING_PLACE:
        # Programs that do not know the status, or hide what it is about, still show the word.
        name = _("%(status)s: %(name)s") % {"status": capfirst(entry.status.label), "name": name}
    if entry.convening.is_example:
        name = _("Example: %(name)s") % {"name": name}
    return name


def _led_by(codes: Iterable[str], words: str) -> str:
    return " · ".join(filter(None, [", ".join(dict.fromkeys(codes)), words]))


def _sitting_name(sitting: Sitting | None) -> str:
    return _("Sitting %(number)s") % {"number": sitting.ordinal} if sitting else ""


def _not_recorded() -> str:
    return _("not recorded")
