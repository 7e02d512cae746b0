"""References for programs, a record each."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from uncac_portal.citing.formats import FORMATS
from uncac_portal.citing.works import citable_or_gone, work_of


def reference(request: HttpRequest, collection: str, key: str, form: str) -> HttpResponse:
    """How a program keeps the reference to one record."""
    work = work_of(request, citable_or_gone(collection, key))
    written = FORMATS[form]
    name = f"{work.key.replace('/', '-')}.{form}"
    disposition = str(content_disposition_header(True, name))
    headers = {"Content-Disposition": disposition}
    return HttpResponse(written.write(work), written.content_type, headers=headers)
