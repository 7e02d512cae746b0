"""What an agenda says of its items; it may have dozens."""

from collections.abc import Iterator

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from meetings.models import AgendaItem
from meetings.records.domain.languages import marked_up, text_of
from meetings.templatetags.meetings import chip

register = template.Library()


@register.simple_tag
def joint_items(item: AgendaItem) -> SafeString:
    """The items of other sessions that are considered together with it."""
    links = (
        format_html(
            '{} <a href="{}">{}</a>',
            chip(other.session, other),
            other.get_absolute_url(),
            marked_up(text_of(other, "title")),
        )
        for other in item.joint_items
    )
    return SafeString(", ".join(links))


@register.simple_tag
def subject_links(item: AgendaItem) -> SafeString:
    """The topics that it touches and the articles that it concerns."""
    return SafeString(" ".join(_subjects(item)))


def _subjects(item: AgendaItem) -> Iterator[SafeString]:
    for topic in item.topics_read:
        name = marked_up(text_of(topic, "name"))
        yield format_html('<a href="{}">{}</a>', topic.get_absolute_url(), name)
    for article in item.articles_read:
        number = _("art. %(number)s") % {"number": article.number}
        yield format_html('<a href="{}">{}</a>', article.get_absolute_url(), number)
