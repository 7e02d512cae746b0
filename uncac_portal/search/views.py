"""Pages of the search."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse

from meetings.records.downloads import download_list
from uncac_portal.search.listings import SearchListing
from uncac_portal.search.queries import beginnings
from uncac_portal.search.results import results_of
from uncac_portal.search.tables import results_table
from uncac_portal.search.vocabulary import suggestions


def search(request: HttpRequest) -> HttpResponseBase:
    """What of the whole record answers the words and the filters."""
    listing = SearchListing(request)
    if file := download_list(request, results_table(request.build_absolute_uri), listing):
        return file
    return render(request, "search/search.html", {"listing": listing})


def suggested(request: HttpRequest) -> HttpResponse:
    """What the words may be meant to name: a part of a page, for the list under the box."""
    typed = request.GET.get("q", "")
    terms = [term for clause in beginnings(typed) for term in clause]
    results = results_of(suggestions(typed), terms)
    response = render(request, "search/suggestions.html", {"results": results})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def opensearch(request: HttpRequest) -> HttpResponse:
    """What a browser needs to add the search to its own."""
    context = {
        "search": request.build_absolute_uri(reverse("search")),
        "image": request.build_absolute_uri(static("img/icon-192.png")),
    }
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "search/opensearch.xml", context, content_type=kind)
