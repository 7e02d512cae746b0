"""What templates say about meetings."""

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from meetings.domain import naming
from meetings.enums import Availability
from meetings.models import AgendaItem, Body, Document, Session
from meetings.records.domain.languages import language_name, marked_up, text_of
from meetings.records.templatetags.records import not_recorded

register = template.Library()

register.filter("session_name", naming.session_name)
register.filter("convening_name", naming.convening_name)
register.filter("convening_dates", naming.convening_dates)
register.filter("session_dates", naming.session_dates)


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


@register.filter
def issued_languages(document: Document) -> str:
    """The languages in which a document is known to exist; its files are to be loaded."""
    files = (f for f in document.files.all() if f.availability != Availability.NOT_ISSUED)
    return ", ".join(language_name(file.language) for file in files)


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
    short, full = text_of(body, "short_name"), text_of(body, "name")
    page_language = get_language()
    return marked_up(full if short.language != page_language == full.language else short)
