"""The page of a convening from which everything in it is reached, and what leads there."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import delegations.domain.checks  # noqa: F401 (puts the rules on the list)
from delegations.domain.overviews import overview_of
from meetings.domain.naming import convening_name
from meetings.domain.stages import stage_in_words
from meetings.records.access import may
from meetings.records.admin.pages import pages_for, record_page
from meetings.records.admin.publication import status_mark
from meetings.records.admin.ways import Contains, ways_down
from meetings.records.checks import Gravity
from meetings.records.enums import Level

OVERVIEW = "overview"
IMPORTS = Contains("meetings.Import", "convening", "convening")
# What of a convening has a status of its own.
PARTS = [
    ("status", _("Convening")),
    ("programme_status", _("Programme")),
    ("participants_status", _("List of participants")),
]


@record_page("meetings.Convening", OVERVIEW, title=_("Overview"), level=Level.VIEWER, first=True)
def convening_overview(model_admin: Any, request: HttpRequest, convening: Any) -> HttpResponse:
    """All of a convening with counts, what is lacking, and what can be done with it."""
    today = timezone.now().date()
    contents = overview_of(convening, today)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": convening_name(convening),
        "opts": model_admin.opts,
        "convening": convening,
        "stage": stage_in_words(convening, today),
        "marks": marks_of(convening),
        "pages": list(_pages(convening, request.user)),
        "may_edit": may(request.user, Level.EDITOR, convening),
        "contains": list(ways_down(convening, (*model_admin.contains, IMPORTS), request)),
        "contents": contents,
        "open": [finding for finding in contents.findings if finding.gravity > 1],
        "gravities": Gravity,
        "public_url": model_admin.view_on_site(convening),
    }
    return TemplateResponse(request, "admin/workbench/overview.html", context)


def marks_of(convening: Any) -> list[tuple[Any, str]]:
    """What of the convening is published separately, each with its status."""
    return [(label, status_mark(getattr(convening, field))) for field, label in PARTS]


def overview_url(number: int) -> str:
    """The address of the page of the convening of this number."""
    return reverse("admin:meetings_convening_overview", args=[number])


def _pages(convening: Any, user: Any) -> Iterator[dict[str, Any]]:
    """The other pages of the convening."""
    for page in pages_for(convening, user):
        if page.name != OVERVIEW:
            yield {"name": page.name, "title": page.title, "url": page.url(convening)}
