"""The page of sources."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from meetings.filters.sources import SourceFilter
from meetings.records.downloads import download_list
from meetings.records.listings import Listing
from meetings.records.models import Source
from meetings.tables.sources import SOURCES


def source_list(request: HttpRequest) -> HttpResponseBase:
    """Every source of the record, by publisher."""
    sources = Source.objects.of_the_record().by_publisher()
    listing = Listing(request, SourceFilter, sources, per_page=200)
    if file := download_list(request, SOURCES, listing):
        return file
    return render(request, "meetings/sources.html", {"listing": listing})
