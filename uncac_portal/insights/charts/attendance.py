"""Who took part in each convening: delegations and people counted, beside what sources report."""

from collections import defaultdict
from collections.abc import Container
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations.domain.headcounts import Headcount, headcounts_of
from delegations.enums import Participation
from delegations.models import Delegation, ReportedFigure
from delegations.templatetags.delegations import figure_value
from meetings.domain.naming import convening_name
from meetings.filters.convenings import ConveningFilter
from meetings.models import Convening
from uncac_portal.insights.kit import bars
from uncac_portal.insights.kit.charts import NAME, Chart, Figures, Heading, Row
from uncac_portal.insights.kit.drawing import Drawing
from uncac_portal.insights.kit.keys import Key

DRAWN = 40  # convenings with something on record, newest first
LOOKS = {
    Participation.IN_PERSON: "filled",
    Participation.BOTH: "halved",
    Participation.ONLINE: "outlined",
    Participation.MODE_NOT_RECORDED: "hatched",
    Participation.NOT_REPRESENTED: "faint",
}
PEOPLE = {"in_person": "filled", "online": "outlined", "mode_not_recorded": "hatched"}
CONVENING = Heading(
    name="convening",
    about=gettext_lazy("Short name of the convening in addresses"),
    label=gettext_lazy("Convening"),
    refers_to="meetings",
)
DELEGATIONS = (
    Heading(
        name="delegations",
        about=gettext_lazy("Delegations on record"),
        label=gettext_lazy("Delegations"),
        type="integer",
    ),
    *(
        Heading(
            name=f"delegations_{mode}",
            about=gettext_lazy(
                "Delegations on record that took part so; empty where no mode is recorded"
            ),
            label=mode.label,
            type="integer",
        )
        for mode in LOOKS
    ),
)
PARTICIPANTS = (
    Heading(
        name="participants",
        about=gettext_lazy("People on the public list; empty where there is none"),
        label=gettext_lazy("People on the list"),
        type="integer",
    ),
    Heading(
        name="participants_in_person",
        about=gettext_lazy("Of them in person, whoever was online too included"),
        label=gettext_lazy("in the room"),
        type="integer",
    ),
    Heading(
        name="participants_online",
        about=gettext_lazy("Of them online only"),
        label=gettext_lazy("online only"),
        type="integer",
    ),
    Heading(
        name="participants_mode_not_recorded",
        about=gettext_lazy("Of them those whose mode is not recorded"),
        label=gettext_lazy("mode not recorded"),
        type="integer",
    ),
)
REPORTED = Heading(
    name="reported",
    about=gettext_lazy("What sources report, in their own terms"),
    label=gettext_lazy("Reported"),
    many=True,
)


class Attendance(Chart):
    """Convenings, newest first: what is counted, by mode, and what is reported."""

    slug = "attendance"
    question = gettext_lazy("How many took part, and how?")
    about = gettext_lazy("Delegations and people at each convening, beside what sources report.")
    page = "convenings:list"
    filters = ConveningFilter
    says_length = False
    keys = (
        Key("filled", gettext_lazy("in person")),
        Key("halved", gettext_lazy("in person and online")),
        Key("outlined", gettext_lazy("online")),
        Key("hatched", gettext_lazy("took part, mode not recorded")),
        Key("faint", gettext_lazy("not represented, or not recorded, as the words say")),
        Key("reported", gettext_lazy("reported by a source, never mixed with what is counted")),
    )

    def records(self) -> QuerySet:
        return Convening.objects.of_the_record().in_order()

    @cached_property
    def convenings(self) -> list[Convening]:
        """The convenings that answer the filters."""
        return list(self.found)

    @cached_property
    def delegations(self) -> dict[int, dict[str, int]]:
        """Delegations on record by how they took part, by convening."""
        rows = (
            Delegation.objects.of_the_record()
            .filter(convening__in=self.convenings)
            .with_participation()
            .order_by()
            .values_list("convening", "participation")
            .annotate(count=Count("pk"))
        )
        counts: dict[int, dict[str, int]] = defaultdict(dict)
        for convening, participation, count in rows:
            counts[convening][participation] = count
        return counts

    @cached_property
    def people(self) -> dict[int, Headcount]:
        """People on public lists, by convening."""
        return headcounts_of(self.convenings)

    @cached_property
    def reported(self) -> dict[int, list[ReportedFigure]]:
        """Numbers that sources state, by convening: of the same measure side by side."""
        figures = ReportedFigure.objects.of_the_record().filter(
            convening__in=self.convenings, value__isnull=False
        )
        by_convening: dict[int, list[ReportedFigure]] = defaultdict(list)
        for figure in figures.order_by("measure", "position", "pk"):
            if not figure.occasion:  # side events are not the convening
                by_convening[figure.convening_id].append(figure)
        return by_convening

    @cached_property
    def figures(self) -> Figures:
        headings = (CONVENING, NAME, *DELEGATIONS, *PARTICIPANTS, REPORTED)
        return Figures("attendance", self.about, headings, [self._row(c) for c in self.convenings])

    def _row(self, convening: Convening) -> Row:
        name, page = convening_name(convening), self._page(convening)
        delegations = self.delegations.get(convening.pk)
        values: dict[str, Any] = {"convening": convening.slug, "name": name}
        if delegations:
            values["delegations"] = sum(delegations.values())
            values |= _by_mode("delegations", {m.value: delegations.get(m, 0) for m in LOOKS})
        if people := self.people.get(convening.pk):
            values["participants"] = people.total
            values |= _by_mode("participants", {mode: getattr(people, mode) for mode in PEOPLE})
        reported = [_reported(figure) for figure in self.reported.get(convening.pk, ())]
        values["reported"] = reported or None
        return Row(
            values,
            {"convening": convening.get_absolute_url(), "delegations": page, "participants": page},
            {"convening": name, **({"reported": "; ".join(reported)} if reported else {})},
        )

    def _page(self, convening: Convening) -> str:
        return reverse("delegations:participants", args=[convening.slug])

    @property
    def told(self) -> list[Convening]:
        """The convenings of which anything is on record."""
        known: list[Container[int]] = [self.delegations, self.people, self.reported]
        return [c for c in self.convenings if any(c.pk in those for those in known)]

    def draw(self) -> Drawing:
        lines: list[bars.Bar | bars.Heading] = []
        for convening in self.told[:DRAWN]:
            lines.append(bars.Heading(convening_name(convening), convening.get_absolute_url()))
            lines.append(self._delegations_bar(convening))
            lines.append(self._people_bar(convening))
            lines += [self._reported_bar(figure) for figure in self.reported.get(convening.pk, ())]
        return bars.bars("attendance", lines)

    def _delegations_bar(self, convening: Convening) -> bars.Bar:
        counts = self.delegations.get(convening.pk)
        words = _("delegations on record")
        if not counts:
            return bars.Bar(words, says=_("not recorded"), is_quiet=True)
        known = [mode for mode in LOOKS if counts.get(mode)]
        detail = ", ".join(f"{mode.label} {counts[mode]}" for mode in known)
        parts = [bars.Part(counts[mode], LOOKS[mode]) for mode in known]
        total = str(sum(counts.values()))
        return bars.Bar(words, parts, total, self._page(convening), detail=detail)

    def _people_bar(self, convening: Convening) -> bars.Bar:
        people = self.people.get(convening.pk)
        words = _("people on the public list")
        if not people:
            return bars.Bar(words, says=_("not recorded"), is_quiet=True)
        labels = dict(zip(PEOPLE, PARTICIPANTS[1:], strict=True))
        known = [mode for mode in PEOPLE if getattr(people, mode)]
        detail = ", ".join(f"{labels[mode].label} {getattr(people, mode)}" for mode in known)
        parts = [bars.Part(getattr(people, mode), PEOPLE[mode]) for mode in known]
        return bars.Bar(words, parts, str(people.total), self._page(convening), detail=detail)

    def _reported_bar(self, figure: ReportedFigure) -> bars.Bar:
        words = _("%(measure)s, reported") % {"measure": _measure(figure)}
        return bars.Bar(words, [bars.Part(figure.value or 0, "reported")], figure_value(figure))

    @property
    def says(self) -> str:
        count, told = len(self.convenings), len(self.told)
        convenings = ngettext("%(n)s convening", "%(n)s convenings", count) % {"n": count}
        return _("Of %(convenings)s, who took part is on record, or reported, for %(told)s.") % {
            "convenings": convenings,
            "told": told,
        }

    @property
    def notes(self) -> list[str]:
        drawn = _("Drawn are the newest %(n)s convenings of which anything is on record.")
        return [
            *([drawn % {"n": DRAWN}] if len(self.told) > DRAWN else []),
            _(
                "People are counted where a list of participants is public: each once, and in the "
                "room if both in the room and online."
            ),
            _("No list of delegations on record claims to be complete."),
            _("Sources that differ stand side by side."),
        ]


def _by_mode(name: str, counts: dict[str, int]) -> dict[str, int | None]:
    """Counts by mode as values of columns; where the mode of none is known, no zero is either."""
    unknown = Participation.MODE_NOT_RECORDED.value
    is_known = any(count for mode, count in counts.items() if mode != unknown)
    return {
        f"{name}_{mode}": count if is_known or mode == unknown else None
        for mode, count in counts.items()
    }


def _measure(figure: ReportedFigure) -> str:
    mode = f", {figure.get_mode_display()}" if figure.mode != "not_recorded" else ""
    return f"{figure.get_measure_display()}{mode}"


def _reported(figure: ReportedFigure) -> str:
    return f"{capfirst(_measure(figure))}: {figure_value(figure)}"
