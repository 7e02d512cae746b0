"""The site's own pages."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache

from delegations.models import Delegation, Entity, Statement
from meetings.filters.choices import years_on_record
from meetings.models import Body, Convening, Document, Session
from meetings.records.domain import editions
from meetings.records.models import Citation, Source

KNOWN_TO_THE_BROWSER = 24  # of which it shows the first few, and the one that is on or next


def home(request: HttpRequest) -> HttpResponse:
    """The latest convenings and the ways in. Which one is on, the browser finds by their dates."""
    convenings = Convening.objects.public().in_order().with_sessions(Session.objects.public())
    context = {
        "convenings": list(convenings[:KNOWN_TO_THE_BROWSER]),
        "years": years_on_record(),
        "bodies": list(Body.objects.public().with_session_counts()),
        "counts": _counts(),
    }
    return render(request, "pages/home.html", context)


def about(request: HttpRequest) -> HttpResponse:
    """What the record is, how it is made and how far to trust it."""
    return render(request, "pages/about.html", {"counts": _counts()})


def help_page(request: HttpRequest) -> HttpResponse:
    """How to find things, for the three kinds of reader."""
    return render(request, "pages/help.html")


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Whether the portal and its database answer."""
    connection.ensure_connection()
    return JsonResponse({"status": "ok", "edition": editions.current()})


def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers that look for an icon by itself find it."""
    return redirect(static("img/favicon.svg"))


def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: everything public."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something failed; the page asks nothing of the database."""
    return render(request, "500.html", status=500)


def _counts() -> dict[str, int]:
    return {
        "convenings": Convening.objects.public().count(),
        "sessions": Session.objects.public().count(),
        "documents": Document.objects.public().count(),
        "statements": Statement.objects.public().count(),
        "delegations": Delegation.objects.public().count(),
        "entities": Entity.objects.public().count(),
        "sources": Source.objects.public().count(),
        "citations": Citation.objects.public().count(),
    }
