"""A list that can be filtered: one description for page and, later, every other format."""

from collections.abc import Callable
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest


class Listing:
    """Rows that answer the filters in the address, a page at a time.

    A filter with a value that makes no sense is said at its field and narrows nothing. A short
    list may be given a `key` by which its rows are sorted here, in the language of the page.
    """

    def __init__(
        self,
        request: HttpRequest,
        filterset: type[django_filters.FilterSet],
        queryset: QuerySet,
        *,
        per_page: int = 50,
        key: Callable[[Any], Any] | None = None,
    ) -> None:
        self.filterset = filterset(request.GET, queryset=queryset)
        self._asked_page = request.GET.get("page", "1")
        self._per_page = per_page
        self._key = key

    @property
    def form(self) -> Any:
        """The filters as a form."""
        return self.filterset.form

    @cached_property
    def rows(self) -> QuerySet:
        """Every row that answers the filters."""
        if self.form.is_valid():
            return self.filterset.qs
        return self.filterset.filter_queryset(self.filterset.queryset.all())

    @cached_property
    def page(self) -> Page:
        """The rows of the page asked for; the first or the last where there is no such page."""
        rows = sorted(self.rows, key=self._key) if self._key else self.rows
        return Paginator(rows, self._per_page).get_page(self._asked_page)

    @property
    def count(self) -> int:
        """How many rows answer the filters, on all pages."""
        return self.page.paginator.count

    @property
    def is_filtered(self) -> bool:
        """Whether any filter is set."""
        return bool(self.query)

    @cached_property
    def query(self) -> str:
        """The filters that are set, as they stand in the address, without the page."""
        data = self.form.data
        pairs = [(n, v) for n in self.filterset.filters for v in data.getlist(n) if v]
        return urlencode(pairs)

    @property
    def page_prefix(self) -> str:
        """What comes before the number in a link to another page."""
        return f"?{self.query}&page=" if self.query else "?page="
