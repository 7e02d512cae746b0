"""What templates say about any record: its text, its sources, what is not recorded."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django import template
from django.db.models import Model
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, gettext

from meetings.records.domain import languages
from meetings.records.domain.footnotes import Footnotes
from meetings.records.downloads import FORMATS
from meetings.records.enums import Standing

register = template.Library()

MOST_OF_A_WORD = 40  # of what makes no sense, to be said again


@register.simple_tag
def text(record: Model, field: str) -> SafeString:
    """The record's text; marked with its language where that is not the page's."""
    return languages.marked_up(languages.text_of(record, field))


@register.simple_tag
def other_texts(record: Model, field: str) -> list[languages.LocalText]:
    """The record's text in other languages, to be listed."""
    return languages.other_texts(record, field)


@register.filter
def language_name(code: str) -> str:
    """A language's name in the language of the page."""
    return languages.language_name(code)


@register.filter
def native_name(code: str) -> str:
    """A language's own name: “français”."""
    return get_language_info(code)["name_local"]


@register.filter
def direction(code: str) -> str:
    """`rtl` or `ltr` for a language code."""
    return languages.direction_of(code)


@register.filter
def or_not_recorded(value: Any) -> Any:
    """The value, or “not recorded” in words."""
    return not_recorded() if value in (None, "") else value


@register.simple_tag
def not_recorded() -> SafeString:
    """“not recorded”, as the portal always prints it."""
    return format_html('<em class="not-recorded">{}</em>', gettext("not recorded"))


@register.simple_tag(takes_context=True)
def add_footnotes(context: Context, records: Any) -> str:
    """Cite the sources of more records on the page."""
    context["footnotes"].add(*records)
    return ""


@register.simple_tag
def choice(record: Model, field: str) -> str:
    """The word for a choice of the record; “not recorded” as the portal always prints it."""
    value = getattr(record, field)
    if value in ("", "not_recorded"):
        return not_recorded()
    return getattr(record, f"get_{field}_display")()


@register.simple_tag(takes_context=True)
def cite(context: Context, record: Model, fact: str = "") -> SafeString:
    """The marks that lead from a fact to its sources, and its standing if that is in doubt."""
    footnotes: Footnotes | None = context.get("footnotes")
    cited = footnotes.of(record, fact) if footnotes is not None else []
    if not cited:
        return SafeString()
    numbers = sorted({number for number, _citation in cited})
    marks = SafeString("".join(_mark(number, get_language()) for number in numbers))
    standings = {citation.standing for _number, citation in cited}
    pills = [pill(doubt) for doubt in (Standing.DISPUTED, Standing.INFERRED) if doubt in standings]
    return format_html('<sup class="marks">{}</sup>{}', marks, SafeString("".join(pills)))


@cache
def _mark(number: int, _language: str) -> SafeString:
    """The mark of a number, which is the same on every page of a language."""
    return format_html(
        '<a class="mark" href="#source-{}" aria-label="{}">{}</a>',
        number,
        gettext("Source %(number)s") % {"number": number},
        number,
    )


@register.simple_tag(takes_context=True)
def changes_address(context: Context) -> str:
    """The feed of what changes on the page, with the filters of its list."""
    listing = context.get("listing")
    query = f"?{listing.query}" if listing and listing.query else ""
    return f"{context['request'].path}changes.atom{query}"


@dataclass(frozen=True)
class DownloadLinks:
    """Where the rows of the page are to be had as files; `unknown`, a format that there is not."""

    links: list[tuple[str, str]]
    unknown: str


@register.simple_tag(takes_context=True)
def downloads(context: Context) -> DownloadLinks:
    """The files of what the page lists, with the filters in force."""
    request, listing = context["request"], context.get("listing")
    kept = f"{listing.query}&" if listing and listing.query else ""
    asked = request.GET.get("format", "")
    forms = [
        ("CSV", "format=csv"),
        (gettext("CSV for Excel"), "bom=on&format=csv"),
        ("Excel", "format=xlsx"),
        ("JSON", "format=json"),
        ("JSON Lines", "format=jsonl"),
    ]
    links = [(name, f"{request.path}?{kept}{form}") for name, form in forms]
    return DownloadLinks(links, "" if asked in FORMATS else asked[:MOST_OF_A_WORD])


@register.filter
def one_line(text: str) -> str:
    """The text without the line breaks and indents of its template."""
    return mark_safe(" ".join(text.split()))  # of text that is escaped already


@register.filter
def pill(standing: str) -> SafeString:
    """A standing as a word in an outline."""
    return format_html(' <span class="pill pill-{}">{}</span>', standing, Standing(standing).label)
