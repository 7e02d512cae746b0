"""Charts to take away: as a picture, and as the table behind it. Each says where it is from."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meetings.domain.naming import date_range
from meetings.records.downloads import Download, answer
from meetings.records.facets import Ignored
from meetings.records.listings import shortened
from meetings.records.refusals import refusal
from meetings.records.tables import Table
from uncac_portal.insights.kit.charts import Chart
from uncac_portal.insights.kit.files import Sheet

KINDS: dict[str, tuple[Callable[[Sheet], bytes], str]] = {
    "svg": (Sheet.as_svg, "image/svg+xml"),
    "png": (Sheet.as_png, "image/png"),
}


def picture(request: HttpRequest, chart: Chart, kind: str) -> HttpResponse:
    """The chart under the filters in force, as a file of the kind."""
    make, content_type = KINDS[kind]
    name = f"{chart.slug}-{get_language()}.{kind}"
    headers = {"Content-Disposition": str(content_disposition_header(True, name))}
    return HttpResponse(make(sheet_of(request, chart)), content_type=content_type, headers=headers)


def refusal_of(request: HttpRequest, chart: Chart) -> HttpResponse | None:
    """What is answered instead of a file where the address asks for what makes no sense."""
    asked = request.GET.get("table", "")
    if not asked or asked in chart.tables:
        return refusal(chart.listing)
    no_table = Ignored("table", _("Table"), shortened(asked), tuple(chart.tables))
    return refusal(chart.listing, [no_table])


def sheet_of(request: HttpRequest, chart: Chart) -> Sheet:
    """The chart with all that its page says, and the edition and address that it was taken from."""
    address = request.build_absolute_uri(quote(chart.address(), safe="/?&=%"))
    return Sheet(
        title=chart.title,
        site=request.build_absolute_uri("/").removesuffix("/"),
        says=chart.says,
        keys=list(chart.keys),
        drawing=chart.draw(),
        notes=chart.notes,
        source=[_edition(request), address],
    )


def _edition(request: Any) -> str:
    """The edition with its date; before anything was recorded it has none."""
    if request.edition_raised_at is None:
        return _("UNCAC meeting records, edition %(edition)s") % {"edition": request.edition}
    return _("UNCAC meeting records, edition %(edition)s of %(date)s") % {
        "edition": request.edition,
        "date": date_range(request.edition_raised_at.date(), None),
    }


def table_file(request: HttpRequest, chart: Chart) -> HttpResponseBase:
    """The table behind the chart, in the format that the address asks for; or the one it names."""
    figures = chart.tables.get(request.GET.get("table", ""), chart.figures)
    filters: dict[str, list[str]] = {}
    for name, value in chart.in_force:
        filters.setdefault(name, []).append(value)
    table = Table(
        name=figures.name,
        title=chart.question,
        about=figures.title,
        key=(figures.headings[0].name,),
        columns=figures.headings,
    )
    return answer(
        Download(
            request=request,
            table=table,
            rows=figures.values,
            count=figures.rows.__len__,
            name=f"{chart.slug}-{figures.name}" if figures.name != chart.slug else chart.slug,
            filters=filters,
        )
    )
