"""Who took part, as filters of what `meetings` lists; it knows nobody by name itself."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.filters.choices import group_facet, organization_facet, state_facet
from meetings.filters.agenda import AgendaItemFilter
from meetings.filters.choices import is_published
from meetings.filters.convenings import ConveningFilter
from meetings.filters.documents import DocumentFilter
from meetings.filters.sessions import SessionFilter
from meetings.records.facets import EVERYWHERE, Facet

TOOK_PART = (_("State that took part"), _("Organization that took part"), _("Regional group"))
SPOKE = (_("State that spoke"), _("Organization that spoke"), _("Regional group"))
SUBMITTED = (_("Submitted by State"), _("Submitted by organization"), _("Regional group"))


def add_to_lists_of_meetings() -> None:
    """Lets lists of meetings be asked who took part, who spoke and who submitted."""
    ConveningFilter.also(**_facets("delegations__entity__", TOOK_PART))
    SessionFilter.also(**_facets("convening__delegations__entity__", TOOK_PART))
    spoken = is_published("statements__")
    AgendaItemFilter.also(**_facets("statements__delegation__entity__", SPOKE, where=spoken))
    DocumentFilter.also(**_facets("submissions__entity__", SUBMITTED))


def _facets(entity: str, labels: tuple, *, where: Q = EVERYWHERE) -> dict[str, Facet]:
    state, organization, group = labels
    return {
        "state": state_facet(entity, where=where, label=state),
        "organization": organization_facet(entity, where=where, label=organization),
        "group": group_facet(entity, where=where, label=group),
    }
