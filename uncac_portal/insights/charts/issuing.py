"""How long before the opening documents were issued, by body and year."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from statistics import median
from typing import Any

from django.db.models import F, Min, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.filters.documents import DocumentFilter
from meetings.models import Document
from meetings.records.facets import Facet, Path
from uncac_portal.insights.charts.languages import BODY, DOCUMENTS, YEAR
from uncac_portal.insights.kit.charts import Chart, Figures, Heading, Row
from uncac_portal.insights.kit.counting import counts_by
from uncac_portal.insights.kit.dots import DotLine, dots
from uncac_portal.insights.kit.drawing import Drawing
from uncac_portal.insights.kit.keys import Key


def _no_values() -> list:
    return []


def _with_opening(documents: Any) -> Any:
    day = Coalesce(F("sessions__starts_on"), F("sessions__convening__starts_on"))
    return documents.annotate(opening=Min(day))


FEWEST = 3  # documents by the opening that have a median
ISSUED = Facet(Path("issued_on"), values=_no_values, label="")
OPENING = Facet(Path("opening"), values=_no_values, label="", prepare=_with_opening)
HEADINGS = (
    BODY,
    YEAR,
    DOCUMENTS,
    Heading(
        name="dated",
        about=gettext_lazy("Documents whose day of issue is recorded"),
        label=gettext_lazy("Day of issue recorded"),
        type="integer",
    ),
    Heading(
        name="after_opening",
        about=gettext_lazy("Documents issued after the opening"),
        label=gettext_lazy("After the opening"),
        type="integer",
    ),
    Heading(
        name="earliest",
        about=gettext_lazy("Days before the opening of the document issued first"),
        label=gettext_lazy("Earliest"),
        type="integer",
    ),
    Heading(
        name="median",
        about=gettext_lazy(
            "Median of the days before the opening, of documents issued by the day of the opening; "
            "empty where those are fewer than three"
        ),
        label=gettext_lazy("Median"),
        type="number",
    ),
    Heading(
        name="latest",
        about=gettext_lazy("Days before the opening of the document issued last"),
        label=gettext_lazy("Latest"),
        type="integer",
    ),
)


class Issuing(Chart):
    """A strip for each body and year, a dot for each day on which documents were issued."""

    slug = "issuing"
    question = gettext_lazy("How long before the opening were documents issued?")
    about = gettext_lazy("Days from issue to opening, by body and year.")
    page = "documents:list"
    filters = DocumentFilter
    says_length = False
    keys = (
        Key("filled", gettext_lazy("documents issued on a day; the larger the more"), "dot"),
        Key("tick", gettext_lazy("the median of those issued by the opening"), "line"),
        Key("tail", gettext_lazy("the opening; what is past it was issued after"), "line"),
    )

    def records(self) -> QuerySet:
        return Document.objects.of_the_record()

    @cached_property
    def days(self) -> dict[tuple[str, str], dict[int, int]]:
        """By body and year: how many documents were issued so many days before the opening."""
        found = counts_by(self.listing.filterset, "body", "year", ISSUED, OPENING)
        days: dict[tuple[str, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for (body, year, issued, opening), count in found.items():
            before = (date.fromisoformat(opening) - date.fromisoformat(issued)).days
            days[body, year][before] += count
        return days

    @cached_property
    def figures(self) -> Figures:
        documents = counts_by(self.listing.filterset, "body", "year")
        bodies, years = self.labels("body"), self.labels("year")
        lines = [(b, y) for b in bodies for y in years if (b, y) in documents]
        rows = []
        for body, year in lines:
            days = sorted(_each(self.days.get((body, year), {})))
            values = {"body": body, "year": int(year), "documents": documents[body, year]}
            values |= {"dated": len(days)}
            texts = {"body": bodies[body].partition(" · ")[0], "year": year}
            if days:
                after = sum(1 for day in days if day < 0)
                middle = _median(days[after:])
                values |= {"after_opening": after, "earliest": days[-1], "latest": days[0]}
                values |= {"median": middle}
                texts |= {"median": _("too few")} if middle is None else {}
            rows.append(Row(values, {"documents": self.listed(body=body, year=year)}, texts))
        return Figures("issuing", self.about, HEADINGS, rows)

    def draw(self) -> Drawing:
        return dots("issuing", [self._line(row) for row in self.figures.rows])

    def _line(self, row: Row) -> DotLine:
        values = row.values
        days = self.days.get((values["body"], row.texts["year"]), {})
        return DotLine(
            words=f"{row.texts['body']} {row.texts['year']}",
            says=_said(values),
            address=row.addresses["documents"],
            counts={before: (n, _on_a_day(before, n)) for before, n in sorted(days.items())},
            middle=values.get("median"),
        )

    @property
    def says(self) -> str:
        dated, documents = self._sums
        said = {"dated": dated, "documents": _documents(documents)}
        return _("Day of issue and opening are recorded for %(dated)s of %(documents)s.") % said

    @property
    def _sums(self) -> tuple[int, int]:
        dated = counts_by(self.listing.filterset, ISSUED, OPENING)
        return sum(dated.values()), self.listing.count

    @property
    def notes(self) -> list[str]:
        return [
            _("Documents whose day of issue is not recorded are not drawn; the words count them."),
            _("Fewer than zero days: issued after the opening, as reports of sessions are."),
            _(
                "The median is of the documents issued before the opening or on its day, and given "
                "where those are at least three. Those issued after it are counted beside."
            ),
            _("A document of several sessions is measured to the first opening among them."),
        ]


def _each(days: dict[int, int]) -> Iterable[int]:
    return (before for before, count in days.items() for _ in range(count))


def _median(days: list[int]) -> float | int | None:
    """The median of days before the opening; None where there are too few for one."""
    if len(days) < FEWEST:
        return None
    middle = median(days)
    return int(middle) if middle == int(middle) else middle


def _documents(count: int) -> str:
    return ngettext("%(n)s document", "%(n)s documents", count) % {"n": count}


def _on_a_day(before: int, count: int) -> str:
    days = _("%(n)s days before the opening") if before >= 0 else _("%(n)s days after the opening")
    return f"{days % {'n': abs(before)}}: {_documents(count)}"


def _said(values: dict[str, Any]) -> str:
    if not values["dated"]:
        return _("%(documents)s, day of issue not recorded") % {
            "documents": _documents(values["documents"])
        }
    after, missing = values["after_opening"], values["documents"] - values["dated"]
    by_opening = values["dated"] - after
    counted = _("%(documents)s by the opening") % {"documents": _documents(by_opening)}
    middle = _("median %(median)s days") % {"median": values["median"]}
    said = [
        f"{counted}, {middle}" if values["median"] is not None else counted if by_opening else "",
        _("%(n)s after the opening") % {"n": after} if after else "",
        _("%(n)s more not recorded") % {"n": missing} if missing else "",
    ]
    return "; ".join(part for part in said if part)
