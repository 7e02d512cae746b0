"""Addresses of calendars, as readers give them to their programs."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse

from meetings.domain.calendars import Choice, item_key

register = template.Library()
register.filter(item_key)


@dataclass(frozen=True)
class CalendarAddress:
    """The address of a calendar on the web, for programs that ask for one."""

    web: str

    @property
    def subscription(self) -> str:
        """The same address, as a link that opens the calendar program of the machine."""
        return f"webcal:{self.web.partition(':')[2]}"


@register.simple_tag(takes_context=True)
def calendar_address(
    context: Context, name: str, slug: str = "", query: str = ""
) -> CalendarAddress:
    """The calendar at the named address, with what narrows it."""
    path = reverse(name, args=[slug] if slug else [])
    web = context["request"].build_absolute_uri(path)
    return CalendarAddress(f"{web}?{query}" if query else web)


@register.filter
def as_query(choice: Choice) -> str:
    """The choice as it stands in an address."""
    return urlencode([("items", item_key(item)) for item in choice.items])
