"""Rules about officers."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from delegations.domain.checks.subjects import OFFICERS
from delegations.enums import Role
from delegations.models import Officer
from meetings.records.checks import Examined, Found, Gravity, add_to, rule


@rule(OFFICERS, Gravity.SHOULD)
def nobody_in_the_chair(examined: Examined) -> Iterator[Found]:
    """A convening that began was presided over by somebody."""
    chairs = Officer.objects.filter(
        convening__in=examined.ids, role__in=(Role.PRESIDENT, Role.CHAIR)
    )
    chaired = set(chairs.order_by().values_list("convening", flat=True))
    for convening in examined:
        if convening.pk not in chaired and convening.starts_on <= examined.today:
            words = _("officers: neither President nor Chair is entered")
            place = add_to(Officer, convening=convening.pk, role=Role.CHAIR.value)
            yield Found(convening.pk, words, place)
