"""Rules that bind statements, officers and figures to their convening, for forms and imports."""

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet

from delegations.models import Delegation, Officer, ReportedFigure, Statement
from meetings.models import Convening, Session


def statements_outside(convening: Convening) -> QuerySet[Statement]:
    """Statements that were delivered on other days than those of the convening."""
    outside = Q(delivered_on__lt=convening.starts_on)
    if convening.ends_on:
        outside |= Q(delivered_on__gt=convening.ends_on)
    return Statement.objects.filter(outside, delegation__convening=convening)


def spoken_under(items: Iterable[int], convening: int) -> QuerySet[Statement]:
    """Statements under these items by delegations of other convenings than that one."""
    spoken = Statement.objects.filter(item__in=list(items))
    return spoken.exclude(delegation__convening=convening)


def held_by_session(session: Session, convening: Convening) -> Iterator[QuerySet]:
    """What would no longer fit if the session were one of that convening."""
    yield spoken_under(session.items.values_list("pk", flat=True), convening.pk)
    yield Officer.objects.filter(session=session).exclude(convening=convening)
    yield ReportedFigure.objects.filter(session=session).exclude(convening=convening)


def held_by_delegation(delegation: Delegation, convening: Convening) -> Iterator[QuerySet]:
    """What would no longer fit if the delegation were one of that convening."""
    under_items = delegation.statements.filter(item__isnull=False)
    yield under_items.exclude(item__session__convening=convening)
