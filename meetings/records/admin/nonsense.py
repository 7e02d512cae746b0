"""Numbers that can be none of ours, in addresses and forms: answered in words, never by failing."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

LONGEST_KEY = 18  # digits; what has more is no number of a record in any database
PARTS_OF_A_DAY = ("year", "month", "day")


class NonsenseRefused(ModelAdmin):
    """Takes what is no number of a record for one that is not there."""

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        """Not with a year of forty digits, which no calendar has."""
        if lookup.rpartition("__")[2] in PARTS_OF_A_DAY and len(str(value)) > 4:
            return False
        return super().lookup_allowed(lookup, value, request)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        relations = [*self.opts.many_to_many, *(f for f in self.opts.fields if f.is_relation)]
        for name in {field.name for field in relations} & set(initial):
            several = initial[name] if isinstance(initial[name], list) else [initial[name]]
            if not all(is_key(str(key)) for key in several):
                del initial[name]
        return initial

    def history_view(self, request: HttpRequest, object_id: str, *args: Any, **options: Any) -> Any:
        if not is_key(unquote(object_id)):
            raise Http404
        return super().history_view(request, object_id, *args, **options)

    def response_action(
        self, request: HttpRequest, queryset: QuerySet, *place: Any
    ) -> HttpResponse | None:
        chosen: Any = request.POST.copy()
        keys = [key for key in chosen.getlist("_selected_action") if is_key(key)]
        chosen.setlist("_selected_action", keys)
        request.POST = chosen
        return super().response_action(request, queryset, *place)


def is_key(text: str) -> bool:
    """Whether the text can be the number of a record."""
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY
