"""Who speaks on the panels of a programme, as lines of its paper."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from delegations.domain.entities import name_on
from delegations.domain.panellists import panellists_of
from delegations.enums import DeliveryMode, PanelRole
from delegations.outputs.people import named
from meetings.models import ProgrammeEntry
from meetings.records.domain.languages import text_of
from meetings.records.papers.blocks import (
    Words,
    joined,
    labelled,
    local,
    not_recorded,
    plain,
)


def panel_lines(entries: Sequence[ProgrammeEntry]) -> dict[int, list[Words]]:
    """A line per public panellist, by the number of the entry; the entity alone where the person
    may not be named.
    """
    return {
        entry: [_line(panellist) for panellist in panel]
        for entry, panel in panellists_of(entries).items()
    }


def _line(panellist: Any) -> Words:
    entity = []
    if panellist.entity:
        first_day = panellist.entry.convening.starts_on
        entity = [local(text_of(name_on(panellist.entity, first_day), "name"))]
    person = _person(panellist) if panellist.may_be_named else []
    words = joined([person, entity], ", ") or labelled(_("Name"), not_recorded())
    if panellist.mode != DeliveryMode.NOT_RECORDED:
        words = joined([words, [plain(panellist.get_mode_display())]], " · ")
    if panellist.role == PanelRole.MODERATOR:
        return labelled(capfirst(panellist.get_role_display()), *words)
    return words


def _person(panellist: Any) -> Words:
    title = text_of(panellist, "title")
    return joined([named(panellist.person), [local(title)] if title.text else []], ", ")
