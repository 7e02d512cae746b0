from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The index that makes the record searchable."""

    name = "uncac_portal.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from uncac_portal.search.watching import watch_records

        watch_records()
