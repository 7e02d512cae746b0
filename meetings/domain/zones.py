"""Time zones by the names that readers give them."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.utils.translation import get_language, to_locale

from meetings.models import Convening
from meetings.records.fields import time_zones


def zone_named(text: str) -> ZoneInfo | None:
    """The zone of an IANA name or of its city, whatever the case: “ho chi minh”; None if unknown.

    A city that names several zones names none.
    """
    wanted = text.strip().replace(" ", "_").casefold()
    name = _zones().get(wanted) or _zones_of_cities().get(wanted)
    return ZoneInfo(name) if name else None


def zone_of(convening: Convening) -> ZoneInfo:
    """The time zone of the venue; a name that is none counts as UTC, which a check tells staff."""
    name = convening.time_zone
    return ZoneInfo(name if name in time_zones() else "UTC")


def zone_city(zone: ZoneInfo) -> str:
    """The city that the zone is named after, in the language of the page: “Wien”."""
    return get_timezone_location(zone.key, to_locale(get_language() or "en"), return_city=True)


def utc_offset(moment: datetime) -> str:
    """“UTC+2”, “UTC+5:45”, “UTC” at the moment."""
    minutes = int((moment.utcoffset() or moment - moment).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    if not minutes:
        return "UTC"
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"


def _is_of_a_place(name: str) -> bool:
    """Not the zone of this machine, which some systems list as `localtime`, nor a placeholder."""
    return name in ("UTC", "GMT") or ("/" in name and not name.startswith(("posix/", "right/")))


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in time_zones() if _is_of_a_place(name)}


def zone_in_words(zone: ZoneInfo, moments: Iterable[datetime]) -> str:
    """“Vienna (UTC+2)”; the city alone where its clocks are changed between the moments."""
    offsets = {utc_offset(moment.astimezone(zone)) for moment in moments}
    return f"{zone_city(zone)} ({offsets.pop()})" if len(offsets) == 1 else zone_city(zone)


@cache
def _zones_of_cities() -> dict[str, str]:
    named: dict[str, list[str]] = {}
    for name in _zones().values():
        if "/" in name and not name.startswith(("Etc/", "US/")):
            named.setdefault(name.rpartition("/")[2].casefold(), []).append(name)
    return {city: names[0] for city, names in named.items() if len(names) == 1}
