"""The site's own pages."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext
from django.views import defaults
from django.views.decorators.cache import never_cache

from delegations.models import Delegation, Entity, Statement
from delegations.outputs.feeds import statement_entries, withdrawn_statements
from meetings.filters.choices import years_on_record
from meetings.models import Body, Convening, Document, Session
from meetings.outputs.feeds import record_entries
from meetings.records.domain import editions, scheduling
from meetings.records.feeds import feed_response
from meetings.records.models import Citation, Source
from uncac_portal.api.problems import is_api, problem

KNOWN_TO_THE_BROWSER = 24  # of which it shows the first few, and the one that is on or next


def home(request: HttpRequest) -> HttpResponse:
    """The latest convenings and the ways in. Which one is on, the browser finds by their dates."""
    convenings = Convening.objects.of_the_record().in_order()
    latest = convenings.with_sessions(Session.objects.public())[:KNOWN_TO_THE_BROWSER]
    context = {
        "convenings": list(latest),
        "examples": Convening.objects.examples().in_order(),
        "years": years_on_record(),
        "bodies": list(Body.objects.public().with_session_counts()),
        "counts": _counts(),
    }
    return render(request, "pages/home.html", context)


def changes(request: HttpRequest) -> HttpResponse:
    """What changed last in the whole record, as a feed."""
    entries = [
        *record_entries(),
        *statement_entries(Statement.objects.of_the_record()),
        *withdrawn_statements(),
    ]
    title = gettext("UNCAC meeting records")
    return feed_response(request, title=title, page=reverse("home"), entries=entries)


def about(request: HttpRequest) -> HttpResponse:
    """What the record is, how it is made and how far to trust it."""
    return render(request, "pages/about.html", {"counts": _counts()})


def help_page(request: HttpRequest) -> HttpResponse:
    """How to find things, for the three kinds of reader."""
    return render(request, "pages/help.html")


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Whether the portal and its database answer, and whether a set publication is overdue."""
    connection.ensure_connection()
    edition = editions.present()
    overdue = {"overdue": True} if scheduling.is_late(edition) else {}
    return JsonResponse({"status": "ok", "edition": edition.number} | overdue)


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


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request makes no sense."""
    return problem(request, 400) if is_api(request) else defaults.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page."""
    return problem(request, 404) if is_api(request) else render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something failed; the page asks nothing of the database."""
    return problem(request, 500) if is_api(request) else render(request, "500.html", status=500)


def _counts() -> dict[str, int]:
    return {
        "convenings": Convening.objects.of_the_record().count(),
        "sessions": Session.objects.of_the_record().count(),
        "documents": Document.objects.of_the_record().count(),
        "statements": Statement.objects.of_the_record().count(),
        "delegations": Delegation.objects.of_the_record().count(),
        "entities": Entity.objects.of_the_record().count(),
        "sources": Source.objects.of_the_record().count(),
        "citations": Citation.objects.of_the_record().count(),
    }
