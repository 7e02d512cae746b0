"""Who took part in a convening."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from delegations.domain.delegations import delegations_of, grouped
from delegations.domain.figures import reported_at
from delegations.domain.headcounts import headcount_of
from delegations.models import Participant
from meetings.models import Convening
from meetings.records.domain.footnotes import Footnotes
from meetings.records.gone import public_or_gone


def participants(request: HttpRequest, slug: str) -> HttpResponse:
    """Delegations in the order of the United Nations, and people where their list is public."""
    convening = public_or_gone(Convening.objects, slug=slug)
    delegations = delegations_of(convening)
    people = list(Participant.objects.public().filter(delegation__in=delegations).for_list())
    people_of = {d.pk: [p for p in people if p.delegation_id == d.pk] for d in delegations}
    for delegation in delegations:
        delegation.listed_people = people_of[delegation.pk]
    reported = reported_at(convening)
    context = {
        "convening": convening,
        "tab": "participants",
        "groups": grouped(delegations),
        "delegation_count": len(delegations),
        "headcount": headcount_of(convening),
        "reported": reported,
        "footnotes": Footnotes(convening, *reported.everything, *delegations, *people),
    }
    return render(request, "delegations/participants.html", context)
