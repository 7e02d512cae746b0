"""The page of sources."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meetings.filters.sources import SourceFilter
from meetings.records.listings import Listing
from meetings.records.models import Source


def source_list(request: HttpRequest) -> HttpResponse:
    """Every source of the record, by publisher."""
    sources = Source.objects.of_the_record().by_publisher()
    listing = Listing(request, SourceFilter, sources, per_page=200)
    return render(request, "meetings/sources.html", {"listing": listing})
