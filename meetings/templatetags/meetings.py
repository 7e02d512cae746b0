"""What templates say about meetings."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from meetings.domain import families, naming, zones
from meetings.domain.changes import place_of
from meetings.domain.documents import languages_of
from meetings.domain.programme import Programme
from meetings.enums import Availability
from meetings.models import (
    AgendaItem,
    Body,
    Document,
    DocumentFile,
    ProgrammeEntry,
    Session,
    Sitting,
)
from meetings.records.domain.languages import language_name, marked_up
from meetings.records.templatetags.records import cite, native_name, not_recorded

register = template.Library()

register.filter("session_name", naming.session_name)
register.filter("convening_name", naming.convening_name)
register.filter("convening_dates", naming.convening_dates)
register.filter("session_dates", naming.session_dates)
register.filter("day_and_hour", naming.day_and_hour)
register.filter("day_of_the_week", naming.day_of_the_week)
register.filter("zone_city", zones.zone_city)


@register.filter
def on_one_day(day: date) -> str:
    """“6 September 2021”."""
    return naming.date_range(day, None)


@register.simple_tag
def day(date_or_none: date | None) -> SafeString:
    """A day as a reader writes it, and for machines; or “not recorded”."""
    if date_or_none is None:
        return not_recorded()
    return format_html(
        '<time datetime="{}">{}</time>', date_or_none.isoformat(), on_one_day(date_or_none)
    )


@register.simple_tag
def hours(starts_at: datetime, ends_at: datetime | None) -> SafeString:
    """“10:00–13:00” by the clock of the moments' own zone, and for machines."""
    moments = [moment for moment in (starts_at, ends_at) if moment]
    told = (
        f'<time datetime="{moment.isoformat(timespec="seconds")}">{moment:%H:%M}</time>'
        for moment in moments
    )
    return SafeString("–".join(told))


@register.simple_tag
def zone_name(zone: ZoneInfo, programme: Programme) -> str:
    """“Vienna (UTC+2)”, as the clocks are set while the programme lasts."""
    return zones.zone_in_words(zone, [row.starts_at for row in programme.rows])


@register.simple_tag
def version_links(document: Document) -> SafeString:
    """The languages in which a document is known to exist; its files are to be loaded."""
    files = [row.file for row in languages_of(document) if row.file and row.file.is_issued]
    if not files:
        return not_recorded()
    links = format_html_join("", "<li>{}</li>", ((_version_link(file),) for file in files))
    return format_html('<ul class="inline-links">{}</ul>', links)


def _version_link(file: DocumentFile) -> SafeString:
    name = native_name(file.language)
    if not file.is_at_hand:
        return format_html('<span lang="{}">{}</span>', file.language, name)
    return format_html(
        '<a href="{}" lang="{}" hreflang="{}" aria-label="{}, {}"{}>{}</a>',
        file.address,
        file.language,
        file.language,
        name,
        file.document.symbol,
        _rel(file),
        name,
    )


@register.simple_tag(takes_context=True)
def availability(context: Context, file: DocumentFile | None, about: str = "") -> SafeString:
    """Whether a document is to be had in a language; `about` names it where nothing else does."""
    if not file:
        return not_recorded()
    told, cited = Availability(file.availability).label, cite(context, file)
    if not file.is_at_hand:
        return format_html('<span class="has has-{}">{}</span>{}', file.availability, told, cited)
    named = (
        format_html(' aria-label="{}, {}: {}"', about, language_name(file.language), told)
        if about
        else ""
    )
    return format_html(
        '<a class="has has-{}" href="{}" hreflang="{}"{}{}>{}</a>{}',
        file.availability,
        file.address,
        file.language,
        named,
        _rel(file),
        told,
        cited,
    )


def _rel(file: DocumentFile) -> SafeString:
    """What marks a link that leads out of the portal."""
    is_elsewhere = file.availability == Availability.LINKED
    return SafeString(' rel="external noopener"' if is_elsewhere else "")


@register.filter
def in_families(documents: Iterable[Document]) -> list[families.Placed]:
    """The documents of a list, what belongs to one of them right after it."""
    return families.in_families(list(documents))


@register.filter
def former_hour_of(
    moves: dict[str, datetime] | None, place: Sitting | ProgrammeEntry
) -> datetime | None:
    """When a sitting or an entry that was moved had been before; None if it was not."""
    return moves.get(place_of(place)) if moves else None


@register.simple_tag
def chip(session: Session, item: AgendaItem | None = None) -> SafeString:
    """The body's letters with its colour and shape, and the body's own number of an item."""
    number = f" {item.number}" if item and item.number else ""
    return format_html(
        '<span class="chip body-{}">{}{}</span>', session.body.slug, session.body.code, number
    )


@register.simple_tag
def body_name(body: Body) -> SafeString:
    """The body's short name; where the page's language lacks one, its full name in it."""
    return marked_up(naming.name_of_body(body))
