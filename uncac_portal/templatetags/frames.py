"""What stands around every page."""

from typing import Any

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

from meetings.records.domain.languages import direction_of

register = template.Library()


class OnEveryPage(Node):
    """Words and addresses that depend on the language alone: put together once for each.

    What stands in it sees nothing of the page, so that it cannot keep anything of the record.
    """

    child_nodelists = ()  # no blocks to look for, which Django does anew for each page

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.in_language: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        if language not in self.in_language:
            self.in_language[language] = self.nodelist.render(context.new({}))
        return self.in_language[language]


@register.tag
def on_every_page(parser: Parser, _token: Token) -> OnEveryPage:
    """Holds what is the same on every page of a language."""
    nodelist = parser.parse(("endon_every_page",))
    parser.delete_first_token()
    return OnEveryPage(nodelist)


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> SafeString:
    """The page in every language, each called as its readers call it."""
    here = get_language()
    return format_html_join(
        "",
        '<li><a href="{}{}" lang="{}" hreflang="{}" dir="{}"{}>{}</a></li>',
        (
            (
                address,
                context["address_query"],
                code,
                code,
                direction_of(code),
                SafeString(' aria-current="true"' if code == here else ""),
                get_language_info(code)["name_local"],
            )
            for code, address in context["in_languages"]
        ),
    )


@register.simple_block_tag(takes_context=True)
def said(context: Context, content: SafeString, name: str) -> Any:
    """What is said here can be said again on the page, under the name."""
    context[name] = content
    return content
