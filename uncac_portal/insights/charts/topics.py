"""What was spoken about, year by year."""

from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations.filters.statements import StatementFilter
from delegations.models import Statement
from uncac_portal.insights.kit.charts import NAME, Chart, Figures, Heading, Row
from uncac_portal.insights.kit.counting import counts_by
from uncac_portal.insights.kit.drawing import Drawing
from uncac_portal.insights.kit.keys import Key
from uncac_portal.insights.kit.matrix import Matrix, MatrixCell, MatrixLine

TOPIC = Heading(
    name="topic",
    about=gettext_lazy("Short name of the topic in addresses"),
    label=gettext_lazy("Topic"),
    refers_to="topics",
)
ALL_YEARS = Heading(
    name="all_years",
    about=gettext_lazy("Statements on the topic in all years"),
    label=gettext_lazy("All years"),
    type="integer",
)


class TopicsByYear(Chart):
    """Topics against years, by the number of statements on record."""

    slug = "topics"
    question = gettext_lazy("What was spoken about?")
    about = gettext_lazy("Statements on each topic, year by year.")
    page = "statements:list"
    filters = StatementFilter
    keys = (
        Key("filled", gettext_lazy("statements on the topic; the longer the bar, the more")),
        Key("faint", gettext_lazy("none on record")),
    )

    def records(self) -> QuerySet:
        return Statement.objects.of_the_record()

    @cached_property
    def by_topic(self) -> dict[tuple[str, ...], int]:
        """Statements on each topic."""
        return counts_by(self.listing.filterset, "topic")

    @cached_property
    def by_topic_and_year(self) -> dict[tuple[str, ...], int]:
        """Statements on each topic in each year."""
        return counts_by(self.listing.filterset, "topic", "year")

    @cached_property
    def years(self) -> list[str]:
        """From the first year with a statement to the last, as far as anything was convened."""
        spoken = sorted({year for _topic, year in self.by_topic_and_year}) or [""]
        return sorted(y for y in self.labels("year") if spoken[0] <= y <= spoken[-1])

    @cached_property
    def figures(self) -> Figures:
        years = [
            Heading(
                name=f"year_{year}",
                about=_("Statements on the topic in %(year)s") % {"year": year},
                label=year,
                type="integer",
            )
            for year in self.years
        ]
        rows = [self._row(slug, name) for slug, name in self.labels("topic").items()]
        return Figures("topics", self.about, (TOPIC, NAME, ALL_YEARS, *years), rows)

    def _row(self, slug: str, name: str) -> Row:
        row = Row(
            {"topic": slug, "name": name}, {"topic": self.listed(topic=slug)}, {"topic": name}
        )
        row.count("all_years", self.by_topic.get((slug,), 0), self.listed(topic=slug))
        for year in self.years:
            count = self.by_topic_and_year.get((slug, year), 0)
            row.count(f"year_{year}", count, self.listed(topic=slug, year=year))
        return row

    def draw(self) -> Drawing:
        lines = [
            MatrixLine(
                words=row.values["name"],
                address=row.addresses["topic"],
                cells=[self._cell(row, year) for year in ["all_years", *self._year_columns]],
            )
            for row in self.figures.rows
        ]
        heads = [str(ALL_YEARS.label), *self.years]
        return Matrix("topics", heads, lines, has_totals=True).drawing()

    def _cell(self, row: Row, column: str) -> MatrixCell:
        count = row.values[column] or 0
        said = ngettext("%(n)s statement", "%(n)s statements", count) % {"n": count}
        when = column.removeprefix("year_").replace("all_years", str(ALL_YEARS.label))
        return MatrixCell(
            count, f"{row.values['name']}, {when}: {said}", row.addresses.get(column, "")
        )

    @property
    def _year_columns(self) -> list[str]:
        return [f"year_{year}" for year in self.years]

    @property
    def says(self) -> str:
        count = self.listing.count
        spoken = sum(1 for row in self.figures.rows if row.values["all_years"])
        statements = ngettext("%(n)s statement", "%(n)s statements", count) % {"n": count}
        return _("%(statements)s on record, on %(spoken)s of %(all)s topics.") % {
            "statements": statements,
            "spoken": spoken,
            "all": len(self.figures.rows),
        }

    @property
    def notes(self) -> list[str]:
        return [
            _("A statement on several topics counts under each of them, and under the wider ones."),
            _(
                "None on record does not mean that nothing was said: "
                "the record of statements has only begun."
            ),
        ]
