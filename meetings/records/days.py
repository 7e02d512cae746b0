"""Filters by time: from a year or a day, up to a year or a day."""

import re
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from meetings.records.facets import leads_to_many

YEAR = re.compile(r"[0-9]{1,4}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class DayField(forms.CharField):
    """A year or a day: the first day that is meant; the last one with `last`."""

    default_error_messages = {"invalid": _("Write a year from 1 to 9999, or a day as 2021-09-06.")}

    def __init__(self, *, last: bool, **options: Any) -> None:
        super().__init__(max_length=10, **options)
        self.last = last

    def in_words(self, value: str) -> str:
        """“from 2020”, “until 2021-09-06”: the filter in force, with what was typed."""
        if self.last:
            pattern = pgettext("filter by time", "until %(when)s")
        else:
            pattern = pgettext("filter by time", "from %(when)s")
        return pattern % {"when": value}

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return self._day_of(text)
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error

    def _day_of(self, text: str) -> date:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
        if YEAR.fullmatch(text):
            return date(int(text), 12, 31) if self.last else date(int(text), 1, 1)
        raise ValueError(text)


class DayFilter(django_filters.Filter):
    """`from=2020`, `to=2021-09-06`: records with a day at the path that is on or after, or up to,
    what is asked for. The day asked for belongs to it."""

    field_class = DayField

    def __init__(self, path: str, *, last: bool, label: Any) -> None:
        super().__init__(path, label=label, required=False, last=last)
        self.path, self.lookup = path, f"{path}__lte" if last else f"{path}__gte"

    def filter(self, records: QuerySet, day: date | None) -> QuerySet:
        """Those of the records that are in time, each once."""
        if day is None:
            return records
        if not leads_to_many(records.model, self.path):
            return records.filter(**{self.lookup: day})
        everything = records.model._default_manager.using(records.db)
        return records.filter(pk__in=everything.filter(**{self.lookup: day}).values("pk"))


def from_and_to(path: str) -> dict[str, DayFilter]:
    """The filters `from` and `to` on the days at the path."""
    return {
        "from": DayFilter(path, last=False, label=_("From (year or day)")),
        "to": DayFilter(path, last=True, label=_("Until (year or day)")),
    }
