"""What a reader keeps on the own device, to read it where there is no network."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Model, Q, QuerySet, Value
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
# Few and seldom changed; who speaks, sits or comes before and after may be any of them.
SHARED = [Body, Chapter, Article, Topic, Entity, EntityName, TreatyAction, Convening, Session]
# What the pages load; stylesheet and scripts under the names that they have in this release.
FILES = [
    "css/portal.css",
    "img/favicon.svg",
    "js/now.js",
    "js/offline.js",
    "js/programme.js",
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


def _traces(convening: Convening) -> Iterator[QuerySet]:
    own = _own(convening)
    cited = Q()
    for records in own:
        kind = {"record_type__app_label": records.model._meta.app_label}
        kind["record_type__model"] = records.model._meta.model_name
        cited |= Q(**kind, record_id__in=records.values("pk"))
    citations = Citation.objects.filter(cited)
    sources = Source.objects.filter(cited_in__in=citations)
    for records in [*own, citations, sources]:
        numbers = records.order_by().values("pk")
        yield _trace(records.model, "pk", "changed_at", pk__in=numbers)
        yield _trace(_history_of(records.model), "history_id", "history_date", id__in=numbers)
    for model in SHARED:
        yield _trace(model, "pk", "changed_at")
        yield _trace(_history_of(model), "history_id", "history_date")


def _history_of(model: Any) -> type[Model]:
    return model.history.model


def _trace(model: type[Model], number: str, moment: str, **which: QuerySet) -> QuerySet:
    """One row: how many, the highest number, the latest moment."""
    # A plain queryset: that of translated models neither sums up nor keeps columns in order.
    rows: QuerySet[Any, Any] = QuerySet(model).filter(**which).order_by()
    told = rows.values(of_model=Value(model._meta.label)).annotate(
        how_many=Count(number), highest=Max(number), latest=Max(moment)
    )
    return told.values_list("of_model", "how_many", "highest", "latest")


def _own(convening: Convening) -> list[QuerySet]:
    """What belongs to the convening, or is named beside what does."""
    sessions = Session.objects.filter(convening=convening)
    items = AgendaItem.objects.filter(
        Q(session__in=sessions) | Q(considered_with__session__in=sessions)
    )
    delegations = Delegation.objects.filter(convening=convening)
    statements = Statement.objects.filter(Q(delegation__in=delegations) | Q(item__in=items))
    documents = Document.objects.filter(
        Q(sessions__in=sessions) | Q(items__in=items) | Q(statements__in=statements)
    )
    participants = Participant.objects.filter(delegation__in=delegations)
    officers = Officer.objects.filter(convening=convening)
    panellists = Panellist.objects.filter(entry__convening=convening)
    people = Person.objects.filter(
        Q(pk__in=participants.values("person"))
        | Q(pk__in=officers.values("person"))
        | Q(pk__in=panellists.values("person"))
        | Q(pk__in=statements.values("speaker"))
    )
    return [
        Convening.objects.filter(pk=convening.pk),
        sessions,
        items,
        Sitting.objects.filter(convening=convening),
        ProgrammeEntry.objects.filter(convening=convening),
        ProgrammeChange.objects.filter(convening=convening),
        documents,
        DocumentFile.objects.filter(document__in=documents),
        delegations,
        participants,
        officers,
        OfficerTitle.objects.filter(officer__in=officers),
        ReportedFigure.objects.filter(convening=convening),
        panellists,
        statements,
        people,
    ]
