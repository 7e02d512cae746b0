"""Every public address, in every language, for search engines."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import Model, QuerySet
from django.urls import reverse

from delegations.models import Entity, Statement
from meetings.models import AgendaItem, Article, Body, Convening, Document, Session, Topic
from uncac_portal.insights.registry import CHARTS
from uncac_portal.languages import SITE_LANGUAGES

PAGES = [
    "home",
    "about",
    "help",
    "data",
    "offline",
    "search",
    "insights:index",
    "insights:compare",
    "convenings:list",
    "sessions:list",
    "bodies:list",
    "states:list",
    "organizations:list",
    "topics:list",
    "articles:list",
    "documents:list",
    "statements:list",
    "sources:list",
]


class LocalizedSitemap(Sitemap):
    """Each address once per language; the pages themselves name one another."""

    i18n = True
    languages = SITE_LANGUAGES


class PageSitemap(LocalizedSitemap):
    """The pages that are not about one record."""

    def items(self) -> list[str]:
        return PAGES

    def location(self, name: str) -> str:
        return reverse(name)


class ChartSitemap(LocalizedSitemap):
    """The pages of the charts."""

    def items(self) -> list[str]:
        return list(CHARTS)

    def location(self, slug: str) -> str:
        return reverse("insights:chart", args=[slug])


class RecordSitemap(LocalizedSitemap):
    """The pages of one kind of record."""

    def __init__(self, records: Callable[[], QuerySet]) -> None:
        self.records = records

    def items(self) -> QuerySet:
        return self.records()

    def lastmod(self, record: Model) -> datetime:
        return record.changed_at  # type: ignore[attr-defined]


RECORDS: dict[str, Callable[[], QuerySet]] = {
    "meetings": lambda: Convening.objects.of_the_record().in_order(),
    "sessions": lambda: Session.objects.of_the_record().newest_first(),
    "items": lambda: AgendaItem.objects.of_the_record().for_page().newest_first(),
    "bodies": lambda: Body.objects.public(),
    "topics": lambda: Topic.objects.public(),
    "articles": lambda: Article.objects.public(),
    "documents": lambda: Document.objects.of_the_record().in_order(),
    "entities": lambda: Entity.objects.public().order_by("slug"),
    "statements": lambda: Statement.objects.of_the_record().order_by("pk"),
}

SITEMAPS: dict[str, Sitemap] = {
    "pages": PageSitemap(),
    "insights": ChartSitemap(),
    **{name: RecordSitemap(records) for name, records in RECORDS.items()},
}
