"""What a reader keeps on the own device, to read it where there is no network."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, QuerySet, Value
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from delegations.models import (
    Delegation,
    Entity,
    EntityName,
    Officer,
    OfficerTitle,
    Panellist,
    Participant,
    Person,
    ReportedFigure,
    Statement,
    TreatyAction,
)
from meetings.domain.naming import convening_name
from meetings.models import (
    AgendaItem,
    Article,
    Body,
    Chapter,
    Convening,
    Document,
    DocumentFile,
    ProgrammeChange,
    ProgrammeEntry,
    Session,
    Sitting,
    Topic,
)
from meetings.records.domain import editions
from meetings.records.domain.languages import direction_of
from meetings.records.enums import Status
from meetings.records.gone import public_or_gone
from meetings.records.models import Citation, Source
from uncac_portal.release import RELEASE

WORKER = settings.BASE_DIR / "static" / "js" / "service-worker.js"
TABS = [
    "convenings:detail",
    "convenings:programme",
    "delegations:participants",
    "delegations:statements",
    "convenings:documents",
]
# What belongs to a convening, or is named by what does, and by which path.
OWN: list[tuple[Any, str]] = [
    (Convening, "pk"),
    (Session, "convening"),
    (AgendaItem, "session__convening"),
    (AgendaItem, "considered_with__session__convening"),
    (Sitting, "convening"),
    (ProgrammeEntry, "convening"),
    (ProgrammeChange, "convening"),
    (Document, "sessions__convening"),
    (Document, "items__session__convening"),
    (Document, "statements__delegation__convening"),
    (DocumentFile, "document__sessions__convening"),
    (DocumentFile, "document__items__session__convening"),
    (Delegation, "convening"),
    (Participant, "delegation__convening"),
    (Officer, "convening"),
    (OfficerTitle, "officer__convening"),
    (ReportedFigure, "convening"),
    (Panellist, "entry__convening"),
    (Statement, "delegation__convening"),
    (Statement, "item__session__convening"),
    (Person, "participations__delegation__convening"),
    (Person, "offices__convening"),
    (Person, "panels__entry__convening"),
    (Person, "statements__delegation__convening"),
]
# What any convening may name or cite.
SHARED: list[Any] = [
    Source,
    Body,
    Chapter,
    Article,
    Topic,
    Entity,
    EntityName,
    TreatyAction,
    Convening,
    Session,
]
# What the pages load; stylesheet and scripts under the names that they have in this release.
FILES = [
    "css/portal.css",
    "django_htmx/htmx-2.min.js",
    "img/favicon.svg",
    "js/lists.js",
    "js/now.js",
    "js/offline.js",
    "js/programme.js",
    "js/search.js",
]
ICONS = {
    "img/favicon.svg": {"type": "image/svg+xml", "sizes": "any"},
    "img/icon-192.png": {"type": "image/png", "sizes": "192x192"},
    "img/icon-512.png": {"type": "image/png", "sizes": "512x512"},
    "img/icon-maskable-512.png": {
        "type": "image/png",
        "sizes": "512x512",
        "purpose": "maskable",
    },
}


def service_worker(request: HttpRequest) -> HttpResponse:
    """The program that answers with kept pages; at the root, so that it may speak for any page."""
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")


def manifest(request: HttpRequest) -> JsonResponse:
    """How the portal looks among the programs of a phone."""
    language = get_language() or settings.LANGUAGE_CODE
    described = {
        "id": "/",
        "name": _("UNCAC meeting records"),
        "short_name": "UNCAC",
        "description": _("The meetings of the United Nations Convention against Corruption"),
        "lang": language,
        "dir": direction_of(language),
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbfaf6",
        "theme_color": "#14232f",
        "icons": [{"src": static(path), **icon} for path, icon in ICONS.items()],
    }
    return JsonResponse(described, content_type="application/manifest+json")


def offline(request: HttpRequest) -> HttpResponse:
    """What stands in for a page that was not kept; the browser adds which convenings are."""
    return render(request, "pages/offline.html")


def offline_meeting(request: HttpRequest, slug: str) -> JsonResponse:
    """All that makes a convening readable offline, in the language of the address."""
    convening = public_or_gone(Convening.objects, slug=slug)
    edition = editions.present()
    kept = {
        "name": convening_name(convening),
        "address": convening.get_absolute_url(),
        "programme": reverse("convenings:programme", args=[slug]),
        "home": reverse("home"),
        "offline": reverse("offline"),
        "edition": edition.number,
        "edition_time": edition.raised_at,
        "release": RELEASE,
        "mark": _mark(convening),
        "pages": _pages_of(convening),
        "files": [static(path) for path in FILES],
    }
    return JsonResponse(kept)


def _pages_of(convening: Convening) -> list[str]:
    sessions = list(Session.objects.public().filter(convening=convening).in_convening_order())
    items = AgendaItem.objects.public().for_page().filter(session__in=sessions)
    papers = [reverse("sessions:agenda-paper", args=[s.slug, "pdf"]) for s in sessions]
    if convening.programme_status == Status.PUBLISHED:
        papers.append(reverse("delegations:programme-paper", args=[convening.slug, "pdf"]))
    if convening.participants_status == Status.PUBLISHED:
        papers.append(reverse("delegations:participants-paper", args=[convening.slug, "pdf"]))
    return [
        *(reverse(tab, args=[convening.slug]) for tab in TABS),
        *(session.get_absolute_url() for session in sessions),
        *(item.get_absolute_url() for item in items.in_agenda_order()),
        *papers,
        reverse("offline"),
    ]


def _mark(convening: Convening) -> str:
    """Another one as soon as the pages of the convening may say something else; one query.

    It follows what was written of every record that they may show, public or not: how many there
    are, and how many rows of history, with the latest of both. It may change too often, not too
    seldom.
    """
    first, *others = _traces(convening)
    traces = sorted(map(repr, first.union(*others, all=True)))
    return hashlib.sha256("\n".join([RELEASE, *traces]).encode()).hexdigest()[:24]


def _traces(convening: Convening) -> Iterator[Any]:
    for model, path in OWN:
        own: QuerySet[Any, Any] = QuerySet(model).filter(**{path: convening.pk}).order_by()
        kind = {"record_type__app_label": model._meta.app_label}
        kind["record_type__model"] = model._meta.model_name
        yield from _traces_of(model, id__in=own.values("pk"))
        yield from _traces_of(Citation, record_id__in=own.values("pk"), **kind)
    for model in SHARED:
        yield from _traces_of(model)


def _traces_of(model: Any, **which: Any) -> Iterator[Any]:
    """Two rows, of the records and of their history: how many, the highest, the latest."""
    for kind, number, moment in [
        (model, "pk", "changed_at"),
        (model.history.model, "history_id", "history_date"),
    ]:
        # A plain queryset: that of translated models neither sums up nor keeps columns in order.
        rows: Any = (
            QuerySet(kind).filter(**which).order_by().values(of_model=Value(kind._meta.label))
        )
        told = rows.annotate(how_many=Count(number), highest=Max(number), latest=Max(moment))
        yield told.values_list("of_model", "how_many", "highest", "latest")
