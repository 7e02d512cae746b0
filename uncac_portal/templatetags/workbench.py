"""What the front page of the administration shows of the latest convenings."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django import template
from django.db.models import Count, Model
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from delegations.models import Delegation, Participant, Statement
from meetings.admin.sessions import session_code
from meetings.domain.naming import convening_dates
from meetings.models import AgendaItem, Convening, Document, Session
from meetings.records.admin.publication import status_mark

register = template.Library()

COUNTED: list[tuple[type[Model], str]] = [
    (AgendaItem, "session__convening"),
    (Document, "sessions__convening"),
    (Delegation, "convening"),
    (Participant, "delegation__convening"),
    (Statement, "delegation__convening"),
]
CONVENINGS_SHOWN = 12


@dataclass
class Row:
    """A convening on the front page."""

    convening: Convening
    dates: str
    sessions: list[str]
    stages: list[SafeString]
    counts: list[tuple[int, str]]
    public_url: str


@register.simple_tag
def counted_kinds() -> list[str]:
    """The heads of the columns that count."""
    return [capfirst(str(model._meta.verbose_name_plural)) for model, _path in COUNTED]


@register.simple_tag
def latest_convenings() -> list[Row]:
    """The latest convenings with their stages and what is entered so far."""
    convenings = list(
        Convening.objects.in_order().with_sessions(Session.objects.all())[:CONVENINGS_SHOWN]
    )
    numbers = [(model, _numbers(model, path, convenings)) for model, path in COUNTED]
    return [
        Row(
            convening=convening,
            dates=convening_dates(convening),
            sessions=[session_code(session) for session in convening.sessions.all()],
            stages=[
                status_mark(convening.status),
                status_mark(convening.programme_status),
                status_mark(convening.participants_status),
            ],
            counts=[
                (number_of.get(convening.pk, 0), _list_url(model, convening))
                for model, number_of in numbers
            ],
            public_url=_public_url(convening),
        )
        for convening in convenings
    ]


def _numbers(model: type[Model], path: str, convenings: Iterable[Convening]) -> dict[int, int]:
    keys = [convening.pk for convening in convenings]
    found = model._default_manager.filter(**{f"{path}__in": keys}).order_by()
    return dict(found.values_list(path).annotate(number=Count("pk", distinct=True)))


def _list_url(model: type[Model], convening: Convening) -> str:
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return f"{url}?{urlencode({'convening': convening.pk})}"


def _public_url(convening: Convening) -> str:
    try:
        return convening.get_absolute_url() if convening.is_public else ""
    except NoReverseMatch:
        return ""
