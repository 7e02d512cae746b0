"""Kinds of fields that records share."""

import zoneinfo
from functools import cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


@cache
def time_zones() -> set[str]:
    """The names in the IANA database, which is read from some hundred files, so once only."""
    return zoneinfo.available_timezones()


def validate_time_zone(name: str) -> None:
    """Refuse what is not the name of a time zone in the IANA database."""
    if name not in time_zones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write it like Europe/Vienna."), params={"name": name}
        )
