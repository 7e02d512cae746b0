"""Who spoke, and when: a chart of any list of statements."""

from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations.filters.statements import StatementFilter
from delegations.models import Statement
from uncac_portal.insights.kit import bars
from uncac_portal.insights.kit.charts import NAME, Chart, Figures, Heading, Row
from uncac_portal.insights.kit.counting import counts_by
from uncac_portal.insights.kit.drawing import Drawing
from uncac_portal.insights.kit.keys import Key

DRAWN = 20  # speakers with the most statements
# Which speakers a filter finds: what one of them is, and how their bars look.
KINDS = {
    "state": (gettext_lazy("State"), "filled"),
    "organization": (gettext_lazy("Organization"), "soft"),
}
SPEAKER = Heading(
    name="speaker",
    about=gettext_lazy("Short name of the State or organization in addresses"),
    label=gettext_lazy("State or organization"),
    refers_to="entities",
)
KIND = Heading(
    name="kind",
    about=gettext_lazy("Whether a State or an organization spoke"),
    label=gettext_lazy("Kind"),
    choices=tuple(KINDS),
)
YEAR = Heading(
    name="year",
    about=gettext_lazy("Year in which the convening began"),
    label=gettext_lazy("Year"),
    type="integer",
)
STATEMENTS = Heading(
    name="statements",
    about=gettext_lazy("Statements on record that answer the filters"),
    label=gettext_lazy("Statements"),
    type="integer",
)


class Speakers(Chart):
    """States and organizations by the number of their statements, and years by that of all."""

    slug = "statements"
    question = gettext_lazy("Who spoke, and when?")
    about = gettext_lazy(
        "States and organizations by the number of their statements, and statements by year."
    )
    page = "statements:list"
    filters = StatementFilter
    keys = (
        Key("filled", gettext_lazy("States")),
        Key("soft", gettext_lazy("Organizations")),
        Key("outlined", gettext_lazy("everyone, by year")),
    )

    def records(self) -> QuerySet:
        return Statement.objects.of_the_record()

    @cached_property
    def figures(self) -> Figures:
        rows = [row for kind in KINDS for row in self._speakers(kind)]
        return Figures(
            "speakers",
            _("States and organizations by number of statements"),
            (SPEAKER, NAME, KIND, STATEMENTS),
            sorted(rows, key=lambda row: -row.values["statements"]),
        )

    def _speakers(self, kind: str) -> list[Row]:
        """Who of the kind spoke, by name."""
        counts = counts_by(self.listing.filterset, kind)
        return [
            Row(
                {"speaker": slug, "name": name, "kind": kind, "statements": counts[slug,]},
                dict.fromkeys(("speaker", "statements"), self.listed(**{kind: slug})),
                {"speaker": name, "kind": str(KINDS[kind][0])},
            )
            for slug, name in self.labels(kind).items()
            if (slug,) in counts
        ]

    @cached_property
    def years(self) -> Figures:
        """Statements of everyone by year, from the first year with any to the last."""
        counts = {year: n for (year,), n in counts_by(self.listing.filterset, "year").items()}
        spoken = sorted(counts) or [""]
        shown = sorted(y for y in self.labels("year") if spoken[0] <= y <= spoken[-1])
        rows = []
        for year in shown:
            row = Row({"year": int(year)}, texts={"year": year})
            row.count("statements", counts.get(year, 0), self.listed(year=year))
            rows.append(row)
        return Figures("years", _("Statements by year"), (YEAR, STATEMENTS), rows)

    @property
    def also(self) -> list[Figures]:
        return [self.years]

    def draw(self) -> Drawing:
        lines: list[bars.Bar | bars.Heading] = []
        if self.figures.rows:
            lines.append(bars.Heading(self.figures.title))
            lines += [
                self._bar(row, "speaker", KINDS[row.values["kind"]][1])
                for row in self.figures.rows[:DRAWN]
            ]
        if self.years.rows:
            lines.append(bars.Heading(self.years.title))
            lines += [self._bar(row, "year", "outlined") for row in self.years.rows]
        return bars.bars("statements", lines)

    def _bar(self, row: Row, name: str, look: str) -> bars.Bar:
        count = row.values["statements"]
        if not count:
            return bars.Bar(row.texts[name], says=row.texts["statements"], is_quiet=True)
        parts = [bars.Part(count, look)]
        return bars.Bar(row.texts[name], parts, str(count), row.addresses["statements"])

    @property
    def says(self) -> str:
        count = self.listing.count
        if not count:
            return _("Nothing on record answers these filters.")
        states, by_states = self._tally("state")
        organizations, by_organizations = self._tally("organization")
        return _("%(statements)s on record: %(states)s, %(organizations)s.") % {
            "statements": ngettext("%(n)s statement", "%(n)s statements", count) % {"n": count},
            "states": ngettext("%(count)s by %(n)s State", "%(count)s by %(n)s States", states)
            % {"count": by_states, "n": states}
            if states
            else _("no State is on record as speaking"),
            "organizations": ngettext(
                "%(count)s by %(n)s organization", "%(count)s by %(n)s organizations", organizations
            )
            % {"count": by_organizations, "n": organizations}
            if organizations
            else _("no organization is on record as speaking"),
        }

    def _tally(self, kind: str) -> tuple[int, int]:
        """How many of the kind spoke, and how often."""
        spoke = [r.values["statements"] for r in self.figures.rows if r.values["kind"] == kind]
        return len(spoke), sum(spoke)

    @property
    def notes(self) -> list[str]:
        notes = []
        if len(self.figures.rows) > DRAWN:
            notes.append(
                _(
                    "Drawn are the %(n)s States and organizations with the most statements; "
                    "the table has all."
                )
                % {"n": DRAWN}
            )
        return [
            *notes,
            _(
                "That a State or an organization is missing does not mean that it did not speak: "
                "the record of statements has only begun."
            ),
        ]
