"""Every session on a calendar: when, how long, where and in what format."""

from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from meetings.domain.naming import date_range, session_name
from meetings.enums import Format, HoldingStatus
from meetings.filters.sessions import SessionFilter
from meetings.models import Session
from meetings.records.domain.languages import text_of
from uncac_portal.insights.kit.charts import NAME, Chart, Figures, Heading, Row
from uncac_portal.insights.kit.counting import counts_by
from uncac_portal.insights.kit.drawing import Drawing
from uncac_portal.insights.kit.keys import Key
from uncac_portal.insights.kit.strips import Mark, Strip, year_strips

LOOKS = {
    Format.IN_PERSON: "filled",
    Format.HYBRID: "halved",
    Format.ONLINE: "outlined",
    Format.NOT_RECORDED: "hatched",
}
SESSION = Heading(
    name="session",
    about=gettext_lazy("Short name of the session in addresses"),
    label=gettext_lazy("Session"),
    refers_to="sessions",
)
HEADINGS = (
    SESSION,
    NAME,
    Heading(
        name="body",
        about=gettext_lazy("Short name of the body in addresses"),
        label=gettext_lazy("Body"),
        refers_to="bodies",
    ),
    Heading(
        name="starts_on",
        about=gettext_lazy("Its own first day, else that of the convening"),
        label=gettext_lazy("First day"),
        type="date",
    ),
    Heading(
        name="ends_on",
        about=gettext_lazy("Its own last day, else that of the convening"),
        label=gettext_lazy("Last day"),
        type="date",
    ),
    Heading(
        name="days",
        about=gettext_lazy("Days from the first to the last, both counted"),
        label=pgettext_lazy("how many", "Days"),
        type="integer",
    ),
    Heading(name="city", about=gettext_lazy("Where it was convened"), label=gettext_lazy("City")),
    Heading(
        name="format",
        about=gettext_lazy("How the convening was held"),
        label=gettext_lazy("Format"),
        choices=tuple(Format.values),
    ),
)


class Calendar(Chart):
    """A strip for each year and body, a mark for each session."""

    slug = "calendar"
    question = gettext_lazy("When did the bodies meet, for how long, where and how?")
    about = gettext_lazy("Every session since 2006 on a calendar, by year and body.")
    page = "sessions:list"
    filters = SessionFilter
    keys = (
        Key("filled", Format.IN_PERSON.label),
        Key("halved", Format.HYBRID.label),
        Key("outlined", Format.ONLINE.label),
        Key("hatched", gettext_lazy("format not recorded")),
        Key("tail", gettext_lazy("dotted after the mark: last day not recorded"), "dash"),
        Key("crossed", gettext_lazy("cancelled or moved"), "cross"),
    )

    def records(self) -> QuerySet:
        return Session.objects.of_the_record().for_page().newest_first()

    @cached_property
    def sessions(self) -> list[Session]:
        """The sessions that answer the filters, newest first."""
        return list(self.found)

    @cached_property
    def figures(self) -> Figures:
        return Figures("calendar", self.about, HEADINGS, [_row(s) for s in self.sessions])

    def draw(self) -> Drawing:
        counts = counts_by(self.listing.filterset, "body", "year")
        strips = []
        in_order = sorted(self.sessions, key=_place)
        for (year, _position, _code), sessions in groupby(in_order, key=_place):
            found = list(sessions)
            body = found[0].body
            count = counts[(body.slug, str(-year))]
            strips.append(
                Strip(
                    year=-year,
                    body=body,
                    address=self.listed(body=body.slug, year=-year),
                    name=f"{body.code} {-year}: {_in_words(count)}",
                    marks=[_mark(session) for session in sorted(found, key=_first_day)],
                )
            )
        years = {year: self.listed(year=year) for year in {strip.year for strip in strips}}
        return year_strips("calendar", strips, years)

    @property
    def says(self) -> str:
        known = sorted(s.convening.starts_on for s in self.sessions)
        said: dict[str, Any] = {"sessions": _in_words(len(known))}
        if not known:
            return _("%(sessions)s on record.") % said
        said |= {"first": known[0].year, "last": known[-1].year}
        return _("%(sessions)s on record, from %(first)s to %(last)s.") % said

    @property
    def notes(self) -> list[str]:
        unknown = sum(1 for row in self.figures.rows if row.values["days"] is None)
        return [
            _("Where a session’s own days are not recorded, those of its convening are drawn."),
            _("Of %(unknown)s the last day is not recorded.") % {"unknown": _in_words(unknown)},
        ]


def days_of(session: Session) -> tuple[date, date | None]:
    """First and last day of the session: its own, or those of its convening."""
    if session.starts_on:
        return session.starts_on, session.ends_on
    return session.convening.starts_on, session.convening.ends_on


def _in_words(count: int) -> str:
    return ngettext("%(n)s session", "%(n)s sessions", count) % {"n": count}


def _place(session: Session) -> tuple[int, int, str]:
    return -session.convening.starts_on.year, session.body.position, session.body.code


def _first_day(session: Session) -> date:
    return days_of(session)[0]


def _row(session: Session) -> Row:
    first, last = days_of(session)
    convening = session.convening
    known = convening.format != Format.NOT_RECORDED
    values: dict[str, Any] = {
        "session": session.slug,
        "name": session_name(session),
        "body": session.body.slug,
        "starts_on": first,
        "ends_on": last,
        "days": (last - first).days + 1 if last else None,
        "city": text_of(convening, "city").text or None,
        "format": str(convening.format) if known else None,
    }
    texts = {
        "session": values["name"],
        "body": session.body.code,
        "starts_on": date_range(first, None),
        **({"ends_on": date_range(last, None)} if last else {}),
        **({"format": convening.get_format_display()} if known else {}),
    }
    page = session.get_absolute_url()
    return Row(values, {"session": page, "body": session.body.get_absolute_url()}, texts)


def _mark(session: Session) -> Mark:
    first, last = days_of(session)
    convening = session.convening
    city = text_of(convening, "city").text
    is_off = convening.holding in (HoldingStatus.CANCELLED, HoldingStatus.MOVED)
    facts = [
        f"{session.body.code}, {session_name(session)}",
        date_range(first, last) if last else _("last day not recorded"),
        city,
        convening.get_holding_display()
        if is_off
        else _("format not recorded")
        if convening.format == Format.NOT_RECORDED
        else convening.get_format_display(),
    ]
    return Mark(
        first=first,
        last=last,
        look=LOOKS[Format(convening.format)],
        words=city,
        name=", ".join(facts),
        address=session.get_absolute_url(),
        is_off=is_off,
    )
