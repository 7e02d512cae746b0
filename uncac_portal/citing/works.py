"""What is cited: a page of the portal as it stands in one edition."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from django.db.models import Model
from django.http import Http404, HttpRequest
from django.utils.translation import get_language, gettext

from meetings.records.gone import Gone
from uncac_portal.citing.titles import symbol_of, title_of
from uncac_portal.registry import COLLECTIONS, Collection


@dataclass(frozen=True, kw_only=True)
class Work:
    """A page with all that a reference says of it; `day` is that of the edition, never today.

    `symbol` and `issued` are of the document that the page is about, if it is about one.
    """

    key: str
    title: str
    symbol: str = ""
    issued: date | None = None
    site: str
    address: str
    edition: int
    day: date
    language: str


def work_of(request: HttpRequest, record: Model) -> Work:
    """The page of a record in the edition that the request is answered from."""
    name, key = place_of(record)
    address = request.build_absolute_uri(record.get_absolute_url())  # type: ignore[attr-defined]
    work = _work(request, f"{name}-{key}", title_of(record), address)
    issued = getattr(record, "issued_on", None)
    return replace(work, symbol=symbol_of(record), issued=issued)


def work_of_page(request: HttpRequest, title: str, query: str = "") -> Work | None:
    """The page that the request asks for, called so, with a query of its own.

    None where nothing is on record yet: then there is no edition to name.
    """
    if request.edition_raised_at is None:  # type: ignore[attr-defined]
        return None
    address = request.build_absolute_uri(f"{request.path}?{query}" if query else request.path)
    return _work(request, request.path, title, address)


def place_of(record: Model) -> tuple[str, str]:
    """The collection that a record stands in, and its key there."""
    collection = _collections()[type(record)]
    return collection.name, str(collection.table.id_of(record))


def citable_or_gone(name: str, key: str) -> Model:
    """The public record of the collection that the key names, loaded.

    Raises Gone if it was withdrawn, else Http404.
    """
    collection = COLLECTIONS.get(name)
    if collection is None or collection not in _collections().values():
        raise Http404
    table = collection.table
    record = table.load(table.with_id(collection.records(), key)).first()
    if record is None and table.with_id(collection.withdrawn(), key).exists():
        raise Gone
    if record is None:
        raise Http404
    return record


def _work(request: HttpRequest, key: str, title: str, address: str) -> Work:
    return Work(
        key=f"uncac-{key.strip('/')}",
        title=title,
        site=gettext("UNCAC meeting records"),
        address=address,
        edition=request.edition,  # type: ignore[attr-defined]
        day=request.edition_raised_at.date(),  # type: ignore[attr-defined]
        language=get_language() or "en",
    )


@cache
def _collections() -> dict[type[Model], Collection]:
    """The collections whose records have a title to be cited by."""
    kinds = {collection.records().model: collection for collection in COLLECTIONS.values()}
    return {model: kinds[model] for model in kinds if model in title_of.registry}
