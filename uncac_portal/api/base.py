"""What all addresses of the API have in common."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from rest_framework.response import Response
from rest_framework.views import APIView

from meetings.records.downloads import write_csv, write_text
from meetings.records.keysets import Stretch
from meetings.records.tables import Table
from uncac_portal.api import offers
from uncac_portal.api.forms import JsonForm, csv_lines
from uncac_portal.api.parameters import Asked, Parameter, read
from uncac_portal.api.telling import Teller

# Who writes while an edition is raised may be done a little later, with an earlier moment.
STILL_BEING_WRITTEN = timedelta(minutes=10)


class ApiView(APIView):
    """An address of the API: read only, for anyone, strict about what is asked of it."""

    http_method_names = ["get", "head", "options"]
    renderer_classes = [JsonForm]
    filters: Any = None

    def parameters(self) -> list[Parameter]:
        """What may be asked of the address, beside its filters."""
        forms = [renderer.format for renderer in self.renderer_classes]
        return [offers.LANG, offers.format_parameter(forms)]

    def summary(self) -> str:
        """What it gives, for the documentation."""
        return str(type(self).__doc__).rstrip(".")

    def content(self) -> dict[str, Any]:
        """The schemas of its answers by form, for the documentation."""
        return {renderer.media_type: {} for renderer in self.renderer_classes}

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            filters = self.filters.base_filters if self.filters else ()
            self.asked: Asked = read(request.query_params, self.parameters(), filters)
            self.teller = Teller(request)

    @property
    def default_response_headers(self) -> dict[str, str]:
        return {"Allow": ", ".join(self.allowed_methods)}

    def options(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponse(status=204)

    def get_throttles(self) -> list[Any]:
        self.throttles = super().get_throttles()
        return self.throttles

    def finalize_response(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().finalize_response(*args, **kwargs)
        for throttle in getattr(self, "throttles", []):
            for name, value in throttle.headers.items():
                response.headers[name] = value
        return response

    def as_of(self) -> dict[str, Any]:
        """Which edition answers, and since when to ask for what changes after it."""
        raised = self.request.edition_raised_at
        return {
            "edition": self.request.edition,
            "as_of": raised and (raised - STILL_BEING_WRITTEN).replace(microsecond=0),
        }

    def paged(self, page: Stretch, body: dict[str, Any]) -> Response:
        """An answer of which there are more, with their addresses."""
        beside = {"next": self._at(page.next), "previous": self._at(page.previous)}
        body = {"count": body.pop("count"), **beside, **self.as_of(), **body}
        return Response(body, headers=self.links(page))

    def links(self, page: Stretch) -> dict[str, str]:
        """The addresses of the pages beside the page, as a header."""
        beside = {"next": self._at(page.next), "prev": self._at(page.previous)}
        links = ", ".join(f'<{where}>; rel="{rel}"' for rel, where in beside.items() if where)
        return {"Link": links} if links else {}

    def _at(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        query = self.request.query_params.copy()
        query["cursor"] = cursor
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")

    def csv(self, columns: Iterable[str], pages: Iterable[Any], **headers: str) -> HttpResponseBase:
        """Pages of rows as one file, read before any of it is sent: so it is of one edition."""
        return self._stored(lambda place: write_text(place, csv_lines(columns, pages)), headers)

    def copied(self, table: Table, records: Any) -> HttpResponseBase:
        """Records that the database tells by itself as one file."""
        return self._stored(lambda place: write_csv(place, table, records), {})

    def _stored(self, write: Callable[[IO[bytes]], None], headers: Any) -> HttpResponseBase:
        form: Any = {"content_type": "text/csv; charset=utf-8", "headers": headers}
        if self.request.method == "HEAD":
            return StreamingHttpResponse((), **form)
        place = TemporaryFile()  # noqa: SIM115 - the answer closes it, and so deletes it
        write(place)
        place.seek(0)
        return FileResponse(place, **form)

    @property
    def is_csv(self) -> bool:
        """Whether a table is asked for, for a spreadsheet."""
        return self.request.accepted_renderer.format == "csv"
