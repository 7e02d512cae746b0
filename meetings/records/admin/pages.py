"""Further pages of a record in the administration, beside its form: each registers itself."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse

from meetings.records.access import level_of, may, within_reach
from meetings.records.domain import editions
from meetings.records.enums import Level

View = Callable[[ModelAdmin, HttpRequest, Any], HttpResponse]


@dataclass(frozen=True)
class RecordPage:
    """A page at `<record>/<name>/`, named `<app>_<model>_<name>`, for those who reach the level.

    What is posted to it is one change of the record: all of it is written, or nothing.
    """

    name: str
    title: Any
    view: View
    level: Level
    one_change: bool = True

    def url(self, record: Any) -> str:
        """Its address for the record."""
        options = record._meta
        name = f"admin:{options.app_label}_{options.model_name}_{self.name.replace('-', '_')}"
        return reverse(name, args=[record.pk])


_pages: dict[str, list[RecordPage]] = defaultdict(list)


def record_page(
    model: str,
    name: str,
    *,
    title: Any,
    level: Level,
    one_change: bool = True,
    first: bool = False,
) -> Callable[[View], View]:
    """Register a view `(model_admin, request, record)` as a page of the records of the model."""

    def add(view: View) -> View:
        page = RecordPage(name, title, view, level, one_change)
        _pages[model].insert(0 if first else len(_pages[model]), page)
        return view

    return add


def pages_of(model: Any) -> list[RecordPage]:
    """The further pages of the model's records, those registered as first, then in order."""
    return list(_pages[model._meta.label])


def pages_for(record: Any, user: Any) -> Iterator[RecordPage]:
    """The further pages of the record that somebody may open."""
    level = level_of(user, record)
    return (page for page in pages_of(type(record)) if level >= page.level)


class RecordPages(ModelAdmin):
    """Gives the further pages of its records their addresses, and lets in who may open them."""

    def get_urls(self) -> list[URLPattern]:
        options = self.opts
        own = [
            path(
                f"<int:record_id>/{page.name}/",
                self.admin_site.admin_view(self._opened(page)),
                name=f"{options.app_label}_{options.model_name}_{page.name.replace('-', '_')}",
            )
            for page in pages_of(self.model)
        ]
        return own + super().get_urls()

    def _opened(self, page: RecordPage) -> Callable[..., HttpResponse]:
        def opened(request: HttpRequest, record_id: int) -> HttpResponse:
            if record_id >= 2**63:
                raise Http404
            every = self.model._default_manager.all()
            record = within_reach(every, request.user, Level.VIEWER).filter(pk=record_id).first()
            if record is None:
                raise Http404
            if not may(request.user, page.level, record):
                raise PermissionDenied
            if request.method != "POST" or not page.one_change:
                return page.view(self, request, record)
            with editions.raised_once():
                return page.view(self, request, record)

        return opened
