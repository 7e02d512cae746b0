"""The front page of the administration: which convenings, what they lack, and what waits for one.

Everything is within the reach of the person who looks at it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import NoReverseMatch
from django.utils.text import capfirst
from django.utils.translation import gettext as _

import delegations.domain.checks  # noqa: F401 (puts the rules on the list)
from delegations.admin.overview import OVERVIEW, PARTS, marks_of, overview_url
from delegations.models import Statement
from meetings.domain.naming import convening_name
from meetings.domain.sessions import session_code
from meetings.domain.stages import Stage, in_working_order, stage_in_words, stage_of
from meetings.models import Convening, Document, Session
from meetings.records.access import reach_of, within_reach
from meetings.records.admin.pages import pages_for
from meetings.records.checks import Finding, Gravity, findings_of, form_of, list_of, page_at
from meetings.records.enums import Level, Status
from meetings.records.models import JournalEntry

CONVENINGS_SHOWN = 12
FINDINGS_AHEAD = 5  # of a convening that is to come or is being held
FINDINGS_OVER = 2
WAITING_SHOWN = 5  # of each kind
CHANGES_SHOWN = 6


@dataclass(frozen=True)
class Card:
    """A convening on the front page, with the gravest of what is to be done."""

    convening: Convening
    name: str
    url: str
    stage: str
    is_over: bool
    sessions: list[str]
    marks: list[tuple[Any, str]]
    findings: list[Finding]
    more: int
    public_url: str


@dataclass(frozen=True)
class Link:
    """A way to somewhere, and a word on it."""

    words: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Desk:
    """All that the front page shows."""

    ahead: list[Card]
    over: list[Card]
    ways_in: list[Link]
    last_ones: list[Link]
    waiting: list[Link]
    changes: list[Link]


def desk_of(user: Any, today: date) -> Desk:
    """The front page of somebody on a day, in a fixed number of queries."""
    reached = within_reach(Convening.objects.all(), user, Level.VIEWER)
    ordered: Any = in_working_order(reached, today)
    convenings = list(ordered.with_sessions(Session.objects.all())[:CONVENINGS_SHOWN])
    found = findings_of(convenings, today)
    cards = [_card(convening, found[convening.pk], today) for convening in convenings]
    return Desk(
        ahead=[card for card in cards if not card.is_over],
        over=[card for card in cards if card.is_over],
        ways_in=_ways_in(convenings, user),
        last_ones=_last_ones(user),
        waiting=_waiting(user),
        changes=_changes(user),
    )


def _card(convening: Convening, findings: list[Finding], today: date) -> Card:
    is_over = stage_of(convening, today) is Stage.OVER
    to_do = [finding for finding in findings if finding.gravity > Gravity.INFORMATION]
    shown = to_do[: FINDINGS_OVER if is_over else FINDINGS_AHEAD]
    return Card(
        convening=convening,
        name=convening_name(convening),
        url=overview_url(convening.pk),
        stage=stage_in_words(convening, today),
        is_over=is_over,
        sessions=[session_code(session) for session in convening.sessions.all()],
        marks=marks_of(convening),
        findings=shown,
        more=len(findings) - len(shown),
        public_url=_public_url(convening),
    )


def _ways_in(convenings: list[Convening], user: Any) -> list[Link]:
    """What can be done with the convening at the top; with an example only if there is no other."""
    first = sorted(convenings, key=lambda convening: convening.is_example)[:1]
    return [
        Link(str(page.title), page.url(convening), convening_name(convening))
        for convening in first
        for page in pages_for(convening, user)
        if page.name != OVERVIEW
    ]


def _last_ones(user: Any) -> list[Link]:
    """For each body that the person edits, its latest convening, to start a new one from."""
    bodies = reach_of(user).bodies(Level.EDITOR)
    sessions = Session.objects.filter(convening__is_example=False)
    if bodies is not None:
        sessions = sessions.filter(body__in=bodies)
    latest: dict[int, Session] = {}
    ordered = sessions.select_related("body", "convening").order_by("-convening__starts_on", "pk")
    for session in ordered.filter(body__dissolved_year=None):
        latest.setdefault(session.body_id, session)
    return [
        Link(
            session_code(session),
            page_at(Convening, session.convening_id, "copy"),
            convening_name(session.convening),
        )
        for session in sorted(latest.values(), key=lambda each: each.body.position)
    ]


def _waiting(user: Any) -> list[Link]:
    """What is in review and could be published by the person."""
    if not reach_of(user).anywhere(Level.PUBLISHER):
        return []
    return [
        *_convenings_in_review(user),
        *_in_review(Document.objects.in_order(), user),
        *_in_review(Statement.objects.order_by("-pk"), user),
    ]


def _convenings_in_review(user: Any) -> Iterable[Link]:
    in_review = Q()
    for field, _label in PARTS:
        in_review |= Q(**{field: Status.IN_REVIEW})
    found = Convening.objects.filter(in_review)
    reached: Any = within_reach(found, user, Level.PUBLISHER, in_all=True)
    for convening in reached.in_order():
        for field, label in PARTS:
            if getattr(convening, field) == Status.IN_REVIEW:
                words, url = f"{label}: {convening_name(convening)}", form_of(convening)
                yield Link(words, f"{url}#id_{field}")


def _in_review(records: QuerySet, user: Any) -> Iterable[Link]:
    """The first ones one by one, the rest as a list."""
    in_review = records.filter(status=Status.IN_REVIEW)
    reached = within_reach(in_review, user, Level.PUBLISHER, in_all=True)
    found = list(reached[: WAITING_SHOWN + 1])
    for record in found[:WAITING_SHOWN]:
        yield Link(f"{capfirst(record._meta.verbose_name)}: {record}", form_of(record))
    if len(found) > WAITING_SHOWN:
        kind: type[Model] = records.model
        words = _("All %(kind)s in review") % {"kind": kind._meta.verbose_name_plural}
        yield Link(words, list_of(kind, status__exact=Status.IN_REVIEW.value))


def _changes(user: Any) -> list[Link]:
    """The latest changes that the person made, each with where it was."""
    entries = list(JournalEntry.objects.filter(by=user).prefetch_related("places")[:CHANGES_SHOWN])
    numbers = {place.convening_id for entry in entries for place in entry.places.all()}
    names = {found.pk: convening_name(found) for found in Convening.objects.filter(pk__in=numbers)}
    return [
        Link(
            capfirst(": ".join(filter(None, [entry.get_way_display(), entry.detail]))),
            form_of(entry),
            "; ".join(names.get(place.convening_id, "") for place in entry.places.all()),
        )
        for entry in entries
    ]


def _public_url(convening: Convening) -> str:
    try:
        return convening.get_absolute_url() if convening.is_public else ""
    except NoReverseMatch:
        return ""
