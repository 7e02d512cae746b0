"""What templates say about meetings."""

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from meetings.domain import naming
from meetings.models import AgendaItem, Session

register = template.Library()

register.filter("session_name", naming.session_name)
register.filter("convening_name", naming.convening_name)
register.filter("convening_dates", naming.convening_dates)


@register.filter
def on_one_day(day: date) -> str:
    """“6 September 2021”."""
    return naming.date_range(day, None)


@register.filter
def session_dates(session: Session) -> str:
    """The session's own days; empty where only those of the convening are recorded."""
    return naming.date_range(session.starts_on, session.ends_on) if session.starts_on else ""


@register.simple_tag
def chip(session: Session, item: AgendaItem | None = None) -> SafeString:
    """The body's letters with its colour and shape, and the body's own number of an item."""
    number = f" {item.number}" if item and item.number else ""
    return format_html(
        '<span class="chip body-{}">{}{}</span>', session.body.slug, session.body.code, number
    )

