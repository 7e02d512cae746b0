"""What search engines read of convenings and sessions: events in the words of schema.org."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meetings.domain.naming import convening_name, session_name
from meetings.domain.sittings import NOT_TAKING_PLACE
from meetings.enums import Format, HoldingStatus
from meetings.models import Body, Convening, Session, Sitting
from meetings.records.domain.languages import text_of

SCHEMA = "https://schema.org"
MODES = {
    Format.IN_PERSON: f"{SCHEMA}/OfflineEventAttendanceMode",
    Format.ONLINE: f"{SCHEMA}/OnlineEventAttendanceMode",
    Format.HYBRID: f"{SCHEMA}/MixedEventAttendanceMode",
}
STATUSES = {
    HoldingStatus.SCHEDULED: f"{SCHEMA}/EventScheduled",
    HoldingStatus.HELD: f"{SCHEMA}/EventScheduled",
    HoldingStatus.CANCELLED: f"{SCHEMA}/EventCancelled",
    HoldingStatus.MOVED: f"{SCHEMA}/EventPostponed",  # till when, another convening says
}
# What could end the element that holds the data, or begin a comment in it.
UNSAFE = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}

Absolute = Callable[[str], str]
Data = dict[str, Any]


def data_of_convening(
    convening: Convening,
    sessions: Sequence[Session],
    sittings: Iterable[Sitting],
    absolute: Absolute,
) -> SafeString:
    """The convening, with its sessions and the sittings whose hours are public."""
    event = _convening(convening, sessions, absolute)
    parts = [_session(session, convening, absolute) for session in sessions]
    parts += [_sitting(sitting, convening, sessions, absolute) for sitting in sittings]
    ways = [(_("Meetings"), reverse("convenings:list")), _way(convening)]
    return _page(convening, event | _known(subEvent=parts), ways, absolute)


def data_of_session(session: Session, absolute: Absolute) -> SafeString:
    """The session, within its convening."""
    convening, body = session.convening, session.body
    event = _session(session, convening, absolute)
    event["superEvent"] = _convening(convening, [], absolute)
    ways = [
        (_("Bodies"), reverse("bodies:list")),
        (body.code, body.get_absolute_url()),
        (session_name(session), session.get_absolute_url()),
    ]
    return _page(convening, event, ways, absolute)


def _page(
    convening: Convening, event: Data, ways: list[tuple[str, str]], absolute: Absolute
) -> SafeString:
    if convening.is_example:  # nobody is to find an invented meeting in a search
        return SafeString()
    crumbs = [
        {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
        for place, (name, path) in enumerate(ways, start=1)
    ]
    page = {
        "@context": SCHEMA,
        "@type": "WebPage",
        "url": event["url"],
        "inLanguage": get_language(),
        "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": crumbs},
        "mainEntity": event,
    }
    return mark_safe(json.dumps(page, ensure_ascii=False).translate(UNSAFE))


def _convening(convening: Convening, sessions: Sequence[Session], absolute: Absolute) -> Data:
    codes = ", ".join(session.body.code for session in sessions)
    return _event(
        convening,
        absolute,
        name=" · ".join(filter(None, [codes, convening_name(convening)])),
        description="; ".join(_full_name(session) for session in sessions) or None,
        url=absolute(convening.get_absolute_url()),
        startDate=convening.starts_on.isoformat(),
        endDate=convening.ends_on.isoformat() if convening.ends_on else None,
        organizer=[_organization(session.body, absolute) for session in sessions],
    )


def _session(session: Session, convening: Convening, absolute: Absolute) -> Data:
    days = session if session.starts_on else convening
    return _event(
        convening,
        absolute,
        name=_full_name(session),
        url=absolute(session.get_absolute_url()),
        startDate=days.starts_on.isoformat(),  # type: ignore[union-attr]
        endDate=days.ends_on.isoformat() if days.ends_on else None,
        organizer=[_organization(session.body, absolute)],
    )


def _sitting(
    sitting: Sitting, convening: Convening, sessions: Sequence[Session], absolute: Absolute
) -> Data:
    zone = ZoneInfo(convening.time_zone)
    off = convening.holding in NOT_TAKING_PLACE
    number = _("Sitting %(number)s") % {"number": sitting.ordinal}
    programme = reverse("convenings:programme", args=[convening.slug])
    return _event(
        convening,
        absolute,
        status=HoldingStatus(convening.holding if off else sitting.status),
        room=text_of(sitting, "room").text,
        name=f"{number}, {convening_name(convening)}",
        url=absolute(f"{programme}#sitting-{sitting.ordinal}"),
        startDate=sitting.starts_at.astimezone(zone).isoformat(),
        endDate=sitting.ends_at.astimezone(zone).isoformat(),
        organizer=[_organization(session.body, absolute) for session in sessions],
    )


def _event(
    convening: Convening,
    absolute: Absolute,
    *,
    status: HoldingStatus | None = None,
    room: str = "",
    **facts: Any,
) -> Data:
    """What is common to a convening, its sessions and its sittings; unknown facts are left out."""
    return {"@type": "Event"} | _known(
        **facts,
        eventStatus=STATUSES[status or HoldingStatus(convening.holding)],
        eventAttendanceMode=MODES.get(Format(convening.format)),
        location=_location(convening, room, absolute),
    )


def _location(convening: Convening, room: str, absolute: Absolute) -> Data | list[Data]:
    city, venue = text_of(convening, "city").text, text_of(convening, "venue").text
    address = _known(addressLocality=city, addressCountry=convening.country)
    place = {
        "@type": "Place",
        "name": ", ".join(filter(None, [room, venue])) or city,
        "address": {"@type": "PostalAddress"} | address,
    }
    online = {"@type": "VirtualLocation", "url": absolute(convening.get_absolute_url())}
    if convening.format == Format.HYBRID:
        return [place, online]
    return online if convening.format == Format.ONLINE else place


def _organization(body: Body, absolute: Absolute) -> Data:
    name = text_of(body, "name").text
    return {"@type": "Organization", "name": name, "url": absolute(body.get_absolute_url())}


def _full_name(session: Session) -> str:
    return f"{text_of(session.body, 'name').text}, {session_name(session)}"


def _way(convening: Convening) -> tuple[str, str]:
    return convening_name(convening), convening.get_absolute_url()


def _known(**facts: Any) -> Data:
    return {name: fact for name, fact in facts.items() if fact}
