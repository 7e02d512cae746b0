"""Changes of a programme in words, in the language of the page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.lists import format_list
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

from meetings.domain.naming import day_and_hour, day_of_the_week
from meetings.enums import ChangeKind, EntryKind
from meetings.models import ProgrammeChange


def in_words(change: ProgrammeChange) -> str:
    """“IRG 4 moved from Tuesday 10:00 to Wednesday 15:00”, by the clock of the venue."""
    subject, number = _subject(change.subject)
    before, after = _hours(change)
    room = _text(change.after.get("room") or change.before.get("room") or {})
    words = {"what": subject, "before": before, "after": after, "room": room}
    if change.kind == ChangeKind.MOVED:
        return capfirst(_move(words, number) % words)
    if change.kind == ChangeKind.ROOM:
        return capfirst(_room(bool(change.after.get("room")), number) % words)
    return capfirst(_other(ChangeKind(change.kind), bool(after), number) % words)


def at_the_venue(change: ProgrammeChange, moment: datetime) -> datetime:
    """The moment by the clock of the venue; the convening is to be loaded."""
    return moment.astimezone(ZoneInfo(change.convening.time_zone))


def _move(words: dict[str, str], n: int) -> str:
    """The pattern for `n` things that are at another hour; either hour may be unknown."""
    if not words["after"]:
        return ngettext(
            "%(what)s moved from %(before)s; its new hour is not recorded",
            "%(what)s moved from %(before)s; their new hour is not recorded",
            n,
        )
    if not words["before"]:
        return ngettext(
            "%(what)s is now on the programme for %(after)s",
            "%(what)s are now on the programme for %(after)s",
            n,
        )
    return ngettext(
        "%(what)s moved from %(before)s to %(after)s",
        "%(what)s moved from %(before)s to %(after)s",
        n,
    )


def _room(is_known: bool, n: int) -> str:
    if is_known:
        return ngettext("%(what)s is now in %(room)s", "%(what)s are now in %(room)s", n)
    return ngettext("%(what)s is no longer in %(room)s", "%(what)s are no longer in %(room)s", n)


def _other(kind: ChangeKind, has_hour: bool, n: int) -> str:
    if kind == ChangeKind.CANCELLED:
        return ngettext("%(what)s was cancelled", "%(what)s were cancelled", n)
    if kind == ChangeKind.REINSTATED:
        return ngettext("%(what)s takes place after all", "%(what)s take place after all", n)
    if kind == ChangeKind.REMOVED:
        return ngettext(
            "%(what)s was taken off the programme", "%(what)s were taken off the programme", n
        )
    if has_hour:
        return ngettext("%(what)s was added: %(after)s", "%(what)s were added: %(after)s", n)
    return ngettext("%(what)s was added", "%(what)s were added", n)


def _subject(subject: Mapping[str, Any]) -> tuple[str, int]:
    """How a sitting or entry is called, and how many things that names."""
    if ordinal := subject.get("ordinal"):
        return _("Sitting %(number)s") % {"number": ordinal}, 1
    items = subject.get("items", [])
    codes = [f"{item['code']} {item['number']}" for item in items if item["number"]]
    title, kind = _text(subject.get("titles", {})), subject.get("kind")
    if kind == EntryKind.PANEL and title:
        return _("The panel “%(title)s”") % {"title": title}, 1
    if codes and len(codes) == len(items):
        named = _listed(codes)
        if kind == EntryKind.PANEL:
            return _("The panel on %(items)s") % {"items": named}, 1
        return named, len(codes)
    if title:
        return _("“%(title)s”") % {"title": title}, 1
    return str(EntryKind(kind or EntryKind.OTHER).label), 1


def _listed(words: list[str]) -> str:
    """“IRG 4, WGAR 3 and EGIC 2”; in English without a comma before “and”, as the UN writes."""
    locale = to_locale(get_language() or settings.LANGUAGE_CODE)
    return format_list(words, locale="en_GB" if locale == "en" else locale)


def _hours(change: ProgrammeChange) -> tuple[str, str]:
    """The hours before and after, by weekday; with the date where the weeks differ."""
    moments = [
        at_the_venue(change, datetime.fromisoformat(start)) if start else None
        for start in (change.before.get("starts_at"), change.after.get("starts_at"))
    ]
    weeks = {moment.isocalendar()[:2] for moment in moments if moment}
    before, after = (_hour(moment, dated=len(weeks) > 1) for moment in moments)
    return before, after


def _hour(moment: datetime | None, *, dated: bool) -> str:
    if moment is None:
        return ""
    if not dated:
        return day_and_hour(moment)
    return _("%(day)s, %(hour)s") % {
        "day": day_of_the_week(moment.date()),
        "hour": f"{moment:%H:%M}",
    }


def _text(texts: Mapping[str, str]) -> str:
    """The text in the language of the page, else in the first language that has it."""
    languages = (get_language() or "", *settings.MODELTRANSLATION_FALLBACK_LANGUAGES)
    return next((texts[code] for code in languages if texts.get(code)), "")
