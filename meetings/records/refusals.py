"""Files that are not made, since their address asks for what makes no sense: said in words.

A page names what it left aside and shows the rest. A file that did so would be taken for what was
asked for.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.records.facets import Ignored
from meetings.records.listings import Listing

MOST_VALUES = 20  # that a filter takes and that are named
PLAIN_TEXT = "text/plain; charset=utf-8"


def refusal(listing: Listing, others: Iterable[Ignored] = ()) -> HttpResponse | None:
    """The answer where filters of the list, or others, make no sense; None where all do."""
    ignored = [*listing.ignored, *others]
    if not ignored:
        return None
    lines = [_("No file was made, since its address asks for what makes no sense.")]
    for one in ignored:
        lines += ["", *_told(one)]
    if more := listing.ignored_more:
        words = ngettext(
            "%(n)d more value makes no sense.", "%(n)d more values make no sense.", more
        )
        lines += ["", words % {"n": more}]
    return refused("\n".join(lines))


def refused(words: str) -> HttpResponse:
    """The answer that says why there is no file."""
    return HttpResponse(f"{words}\n", status=400, content_type=PLAIN_TEXT)


def _told(one: Ignored) -> Iterator[str]:
    words = _("%(name)s: “%(value)s” is no value of “%(label)s”.")
    yield words % {"name": one.name, "value": one.value, "label": one.label}
    if one.takes:
        yield _allowed(one.takes)
    if one.hint:
        yield one.hint


def _allowed(values: Sequence[str]) -> str:
    if len(values) <= MOST_VALUES:
        return _("It takes: %(values)s") % {"values": ", ".join(values)}
    words = _("It takes %(count)d values; some of them: %(values)s")
    return words % {"count": len(values), "values": ", ".join(values[:MOST_VALUES])}
