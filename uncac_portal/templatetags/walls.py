"""The participation wall, and the wall of one State."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from delegations.enums import Participation
from delegations.models import Delegation, Entity
from meetings.records.domain.languages import marked_up, text_of
from meetings.records.tables import Text
from meetings.records.templatetags.records import not_recorded
from uncac_portal.insights.portraits import Portrait, portrait_of
from uncac_portal.insights.wall import Group, Row, Wall

register = template.Library()

GATHERED_SPAN = 9  # columns: what a phone has room for


@register.simple_tag
def wall_row(wall: Wall, row: Row) -> SafeString:
    """A State, how often it was represented, and its mark at each of the convenings.

    A wall has thousands of marks, so that its rows are put together here.
    """
    state = row.state
    head = format_html(
        '<th scope="row"><a id="s-{}" href="{}">{}</a></th>',
        state.slug,
        state.get_absolute_url(),
        marked_up(text_of(state, "name")),
    )
    if not row.tally.recorded:
        span = len(wall.columns) + 2
        return format_html('<tr>{}<td colspan="{}">{}</td></tr>', head, span, not_recorded())
    tally = format_html(
        '<td>{}</td><td><a href="{}">{}</a></td>',
        row.tally.represented,
        wall.listed(state),
        row.tally.recorded,
    )
    return format_html("<tr>{}{}{}</tr>", head, tally, _marks(wall, row))


@register.simple_tag
def wall_gathered(wall: Wall, group: Group) -> SafeString:
    """The States of the group of which nothing is on record, in one row."""
    states = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((s.get_absolute_url(), marked_up(text_of(s, "name"))) for s in group.gathered),
    )
    said = format_html(_("Nothing on record: %(states)s") % {"states": "{}"}, states)
    span = min(GATHERED_SPAN, len(wall.columns) + 3)
    return format_html('<tr><td colspan="{}"><p class="soft">{}</p></td></tr>', span, said)


def _marks(wall: Wall, row: Row) -> SafeString:
    unknown = format_html('<td><i class="at">{}</i></td>', _("not recorded"))
    return format_html_join(
        "",
        "{}",
        (
            (_mark(row, place, column.address) if cell.is_recorded else unknown,)
            for place, (cell, column) in enumerate(zip(row.cells, wall.columns, strict=True))
        ),
    )


def _mark(row: Row, place: int, address: str) -> SafeString:
    """A link that says State, convening and participation, in the words of their headings."""
    slug, told = row.state.slug, row.cells[place].told
    return format_html(
        '<td><a class="at at-{}" href="{}#d-{}" aria-labelledby="s-{} c-{} p-{}">{}</a></td>',
        told.value,
        address,
        slug,
        slug,
        place,
        told.value,
        told.label,
    )


@register.inclusion_tag("insights/portrait.html")
def portrait(entity: Entity, delegations: list[Delegation]) -> dict[str, Portrait]:
    """What is on record of an entity over the years."""
    return {"portrait": portrait_of(entity, delegations)}


@register.simple_tag
def participation_key() -> Sequence[tuple[str, Text]]:
    """Each mark of a wall, and what it means."""
    return Participation.choices
