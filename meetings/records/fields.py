"""Kinds of fields that records share."""

import zoneinfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def validate_time_zone(name: str) -> None:
    """Refuse what is not the name of a time zone in the IANA database."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write it like Europe/Vienna."), params={"name": name}
        )
