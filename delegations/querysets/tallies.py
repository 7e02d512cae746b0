"""Questions about the tallies of participants."""

from typing import Self

from django.db.models import Sum

from delegations.querysets.delegations import ParticipantQuerySet


class ParticipantTallyQuerySet(ParticipantQuerySet):
    """A tally is public where the participants are that it counts."""

    def total(self) -> int:
        """How many people they count."""
        return self.aggregate(total=Sum("people"))["total"] or 0

    def by(self, *paths: str) -> Self:
        """How many people for each combination of what the paths lead to, as tuples."""
        alike = self.order_by().values(*paths).annotate(number=Sum("people"))
        return alike.values_list(*paths, "number")
