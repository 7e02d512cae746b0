"""What each kind of address lets a reader ask for."""

from collections.abc import Iterable

from meetings.records.tables import Table
from uncac_portal.api.orders import orders
from uncac_portal.api.parameters import LONGEST_VALUE, Parameter
from uncac_portal.api.telling import names, ways_to_expand
from uncac_portal.languages import SITE_LANGUAGES
from uncac_portal.registry import Collection

MOST_RECORDS = 500

LANG = Parameter(
    "lang",
    "Language of names and texts. Without it, the Accept-Language header decides.",
    {"type": "string", "enum": SITE_LANGUAGES},
)
PAGE_SIZE = Parameter(
    "page_size",
    "How many records a page holds.",
    {"type": "integer", "minimum": 1, "maximum": MOST_RECORDS, "default": 50},
)
CURSOR = Parameter(
    "cursor",
    "Which page: taken from the addresses in `next` and `previous`, never made by hand.",
    {"type": "string", "maxLength": LONGEST_VALUE},
)
MODIFIED_SINCE = Parameter(
    "modified_since",
    "Only what may have changed at or after the moment: the record itself, what decides whether it "
    "is public, and what its columns are taken from. Ask with `as_of` of the first page of your "
    "last harvest and nothing is missed; some records may come again. What was withdrawn stands at "
    "the address in `tombstones`. A deleted record leaves no trace, and "
    "neither does a participant who was taken off the public list: compare the whole list now and "
    "then.",
    {"type": "string", "format": "date-time"},
    "2026-01-01T00:00:00Z",
)
FACETS = Parameter(
    "facets",
    "`on` also counts, for each filter that takes several values, how many records each would "
    "leave.",
    {"type": "string", "enum": ["on"]},
)


def format_parameter(formats: Iterable[str]) -> Parameter:
    """`format`: in which form to answer."""
    return Parameter(
        "format",
        "Form of the answer. Without it, the Accept header decides. A list as CSV is the whole "
        "list, unless `page_size` or `cursor` is given.",
        {"type": "string", "enum": list(formats)},
    )


def several(name: str, about: str, allowed: Iterable[str], most: int) -> Parameter:
    """A parameter that takes several of the allowed words, parted by commas."""
    words = list(allowed)
    items = {"type": "string", "enum": words}
    schema = {"type": "array", "items": items, "maxItems": min(most, len(words))}
    return Parameter(name, about, schema)


def of_records(table: Table) -> list[Parameter]:
    """What may be asked of one record, and of each in a list."""
    about = "Only these of what is told of each record."
    expand = (
        "What to tell in full instead of by its address; `item.session` also what it refers to."
    )
    ways = ways_to_expand(table)
    fields = several("fields", about, names(table), 100)
    return [fields, *([several("expand", expand, ways, 10)] if ways else [])]


def of_lists(collection: Collection) -> list[Parameter]:
    """What may be asked of a list, beside its filters."""
    about = (
        "By which columns, the first before the others; a minus sign turns the order around. What "
        "is not recorded stands last. Without it, the list is ordered as on its page."
    )
    steps = [step for name in orders(collection) for step in (name, f"-{name}")]
    ordering = several("ordering", about, steps, 3)
    facets = [FACETS] if collection.filters else []
    return [ordering, MODIFIED_SINCE, *facets, PAGE_SIZE, CURSOR]


def of_tombstones() -> list[Parameter]:
    """What may be asked of a list of what was withdrawn."""
    return [MODIFIED_SINCE, PAGE_SIZE, CURSOR]
