"""Who speaks on the panels of a programme."""

from collections.abc import Sequence

from delegations.models import Panellist
from meetings.models import ProgrammeEntry


def panellists_of(entries: Sequence[ProgrammeEntry]) -> dict[int, list[Panellist]]:
    """The public panellists of the entries, by the number of the entry, each panel in order."""
    known = {entry.pk: entry for entry in entries}
    panels: dict[int, list[Panellist]] = {}
    for panellist in Panellist.objects.public().on_panels(entries):
        panellist.entry = known[panellist.entry_id]
        panels.setdefault(panellist.entry_id, []).append(panellist)
    return panels
