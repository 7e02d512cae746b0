"""Pages of charts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from meetings.records.downloads import asked_format
from uncac_portal.insights.compare import Comparison
from uncac_portal.insights.kit.charts import Chart
from uncac_portal.insights.registry import CHARTS
from uncac_portal.insights.takeaways import picture, refusal_of, table_file


def index(request: HttpRequest) -> HttpResponse:
    """Every question that a chart answers."""
    return render(request, "insights/index.html", {"charts": CHARTS.values()})


def chart_page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One chart with its filters, its key and the table behind it."""
    chart = _chart(request, slug)
    if asked_format(request):
        return refusal_of(request, chart) or table_file(request, chart)
    return render(request, chart.template, {"chart": chart, "listing": chart.listing})


def chart_picture(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The same chart as a picture."""
    chart = _chart(request, slug)
    return refusal_of(request, chart) or picture(request, chart, kind)


def compare(request: HttpRequest) -> HttpResponse:
    """Two to five States side by side."""
    comparison = Comparison(request.GET.getlist("state"))
    return render(request, "insights/compare.html", {"comparison": comparison})


def _chart(request: HttpRequest, slug: str) -> Chart:
    if slug not in CHARTS:
        raise Http404
    return CHARTS[slug](request)
