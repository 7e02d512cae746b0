"""What is or was public is not deleted, and keeps its address: by no form, list or cascade."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import NestedObjects, unquote
from django.db import DEFAULT_DB_ALIAS
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.records.domain.promises import IS_FIXED, fixed_fields, is_promised, promised
from meetings.records.labels import label_of


class KeptPromises(ModelAdmin):
    """Keeps from deletion, and from another address, what is or was public at its own."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), *self.fixed_fields(obj)]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        options["help_texts"] = dict.fromkeys(self.fixed_fields(obj), IS_FIXED)
        return super().get_form(request, obj, change=change, **options)

    def may_be_deleted(self, record: Any) -> bool:
        """Whether the record may go at all: what was ever public is withdrawn instead."""
        return not is_promised(record)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if record is None or self.may_be_deleted(record):
            return super().delete_view(request, object_id, extra_context)
        messages.error(request, _("What is or was public is not deleted: withdraw it instead."))
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[record.pk]))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        found, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if kept := _kept_among(objs):
            return found, counts, set(), [*protected, *kept]
        return found, counts, lacking, protected

    def keep_addresses(self, record: Any) -> None:
        """Put back what the public address is made of, whatever state the record came from."""
        on_record = self.model._default_manager.filter(pk=record.pk).first()
        for name in fixed_fields(on_record) if on_record else []:
            setattr(record, name, getattr(on_record, name))

    def fixed_fields(self, record: Any) -> list[str]:
        """The fields that keep their values; asked once for each record that is opened."""
        if record is None or record.pk is None:
            return []
        if "_fixed_fields" not in vars(record):
            record._fixed_fields = fixed_fields(record)
        return record._fixed_fields


def _kept_among(records: Any) -> list[str]:
    """What of the records, or of what would be deleted along with them, is or was public."""
    collector = NestedObjects(using=DEFAULT_DB_ALIAS)
    collector.collect(records)
    kept = []
    for model, found in collector.data.items():
        keys = promised(model._default_manager.filter(pk__in=[one.pk for one in found]))
        kept += [_refusal(one) for one in sorted(found, key=label_of) if one.pk in keys]
    return kept


def _refusal(record: Any) -> str:
    named = f"{capfirst(record._meta.verbose_name)}: {label_of(record)}"
    return _("%(record)s is or was public: withdraw it instead.") % {"record": named}
