"""What administrators of one body see and do: what is of their body."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import QuerySet
from django.http import HttpRequest

from meetings.records.access import reach_of
from meetings.records.enums import Level


class OwnBodiesAdmin(admin.ModelAdmin):
    """Lets administrators work on what is of the bodies that they administer."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        bodies = reach_of(request.user).bodies(Level.ADMINISTRATOR)
        every = super().get_queryset(request)
        return every if bodies is None else every.filter(body__in=bodies)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        own = type(self.form.__name__, (self.form,), {"reach": reach_of(request.user)})
        return super().get_form(request, obj, change=change, form=own, **options)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        """Bodies and people are chosen here, not made or changed."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def has_module_permission(self, request: HttpRequest) -> bool:
        return reach_of(request.user).anywhere(Level.ADMINISTRATOR)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)
