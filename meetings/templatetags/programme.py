"""The entries of a programme. A page has hundreds, so their words are put together here."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.domain.changes import place_of
from meetings.domain.naming import day_and_hour
from meetings.domain.sittings import EntryRow, ItemRow, Line
from meetings.domain.zones import zone_city
from meetings.enums import EntryKind, HoldingStatus
from meetings.models import AgendaItem, Document
from meetings.records.domain.languages import marked_up, text_of
from meetings.records.templatetags.records import cite
from meetings.templatetags.meetings import chip, hours, version_links

register = template.Library()

NOTHING = SafeString()


class Writer:
    """Writes the entries of one page; what many of them say alike is put together once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.moves: dict[str, datetime] = context["moves"]
        second_zone = context["programme"].second_zone
        self.second_city = zone_city(second_zone) if second_zone else ""
        self.item = cache(_item)
        self.paper = cache(_paper)
        self.when = cache(day_and_hour)

    def told_with(self, words: str, moment: datetime) -> SafeString:
        """“continued from Tuesday 10:00”."""
        return format_html(words % {"when": "{}"}, self.when(moment))


@register.simple_tag(takes_context=True)
def writer_of_entries(context: Context) -> Writer:
    """The writer of all entries of the page."""
    return Writer(context)


@register.filter
def entry_by(line: Line, writer: Writer) -> SafeString:
    """What is taken up and when, what became of it, and what a reader should know."""
    return SafeString("".join(_parts(line, line.entry, writer))) if line.entry else NOTHING


@register.filter
def papers_by(line: Line, writer: Writer) -> SafeString:
    """The papers of the items, to be opened."""
    papers = line.entry.papers if line.entry else []
    if not papers:
        return NOTHING
    count = ngettext("%(n)s paper", "%(n)s papers", len(papers)) % {"n": len(papers)}
    return format_html(
        '<details class="papers soft"><summary>{}</summary>{}</details>',
        count,
        SafeString("".join(map(writer.paper, papers))),
    )


def _parts(line: Line, row: EntryRow, writer: Writer) -> Iterator[SafeString]:
    entry = row.entry
    title = marked_up(text_of(entry, "title"))
    of_items = entry.kind == EntryKind.ITEMS
    has_head = bool(title or not of_items or line.has_own_hour)
    if has_head:
        yield format_html('<p class="entry-head">{}</p>', _head(line, row, title, writer))
    for place, item_row in enumerate(row.item_rows):
        cited = cite(writer.context, entry) if place == 0 and not has_head else NOTHING
        yield _item_row(item_row, cited, writer)
    if of_items and len(row.item_rows) > 1:
        yield format_html('<p class="soft">{}</p>', _("Considered together"))
    if line.is_off and not (line.row and line.row.is_off):
        status = HoldingStatus(entry.status).label
        yield format_html('<p class="doubt"><b>{}</b></p>', status)
    if former := writer.moves.get(place_of(entry)):
        told = writer.told_with(_("moved from %(when)s"), former)
        yield format_html('<p class="doubt">{}</p>', told)
    if note := marked_up(text_of(entry, "note")):
        yield format_html('<p class="soft">{}</p>', note)


def _head(line: Line, row: EntryRow, title: SafeString, writer: Writer) -> SafeString:
    kind = EntryKind(row.entry.kind)
    said = []
    if line.sitting and row.starts_at:
        said.append(hours(row.starts_at, row.ends_at))
        if row.second_starts_at:
            second = hours(row.second_starts_at, row.second_ends_at)
            said.append(format_html('<span class="soft">{} {}</span>', second, writer.second_city))
    if title or kind != EntryKind.ITEMS:
        said.append(format_html("<b>{}</b>", title or capfirst(kind.label)))
    if title and kind == EntryKind.PANEL:
        said.append(format_html('<span class="soft">· {}</span>', kind.label))
    said.append(cite(writer.context, row.entry))
    return SafeString(" ".join(said))


def _item_row(row: ItemRow, cited: SafeString, writer: Writer) -> SafeString:
    said = [cited] if cited else []
    if row.continued_from:
        told = writer.told_with(_("continued from %(when)s"), row.continued_from)
        said.append(format_html('<span class="soft">· {}</span>', told))
    if row.continues_at:
        told = writer.told_with(_("continues %(when)s"), row.continues_at)
        said.append(format_html('<span class="soft">· {}</span>', told))
    more = SafeString("".join(f" {words}" for words in said))
    return format_html('<p class="item-row">{}{}</span></p>', writer.item(row.item), more)


def _item(item: AgendaItem) -> SafeString:
    """The number and the title; what is to be said of this time follows within the same line."""
    return format_html(
        '<span>{}</span> <span><a href="{}">{}</a>',
        chip(item.session, item),
        item.get_absolute_url(),
        marked_up(text_of(item, "title")),
    )


def _paper(paper: Document) -> SafeString:
    is_to_be_had = paper.issue_status not in ("reserved", "withdrawn")
    return format_html(
        '<div class="paper soft"><span><a class="symbol" href="{}">{}</a> {}</span> {}</div>',
        paper.get_absolute_url(),
        paper.symbol,
        marked_up(text_of(paper, "title")),
        version_links(paper) if is_to_be_had else paper.get_issue_status_display(),
    )
