"""Rules about the agendas."""

import re
from collections import Counter
from collections.abc import Iterator

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from modeltranslation.utils import build_localized_fieldname

from meetings.domain.checks import readings
from meetings.domain.checks.subjects import AGENDA
from meetings.domain.sessions import session_code
from meetings.enums import AgendaStatus
from meetings.models import AgendaItem
from meetings.records.checks import Examined, Found, Gravity, form_of, place_of, rule
from meetings.records.domain.languages import language_name

LONGEST = 100  # items, up to which a gap is looked for
LAST_PART = re.compile(r"\([a-z]+\)$")


@rule(AGENDA, Gravity.SHOULD)
def session_without_agenda(examined: Examined) -> Iterator[Found]:
    """A session has an agenda."""
    for agenda in readings.agendas(examined):
        if not agenda.items:
            words = _("agenda of %(session)s: no item is entered")
            yield _at(agenda, words, anchor="items-group")


@rule(AGENDA, Gravity.SHOULD)
def items_without_number(examined: Examined) -> Iterator[Found]:
    """An item has the number that its agenda gives it."""
    for agenda in readings.agendas(examined):
        if unnumbered := [item for item in agenda.items if not item.number]:
            words = ngettext(
                "agenda of %(session)s: %(number)d item without number",
                "agenda of %(session)s: %(number)d items without number",
                len(unnumbered),
            )
            yield _at(agenda, words, items=unnumbered)


@rule(AGENDA, Gravity.SHOULD)
def numbers_left_out(examined: Examined) -> Iterator[Found]:
    """The items of an agenda are numbered without a gap."""
    for agenda in readings.agendas(examined):
        taken = {int(item.number.partition("(")[0]) for item in agenda.items if item.number}
        last = min(max(taken, default=0), LONGEST)
        left_out = [str(number) for number in range(1, last) if number not in taken]
        if left_out:
            words = ngettext(
                "agenda of %(session)s: no item has the number %(numbers)s",
                "agenda of %(session)s: no item has the numbers %(numbers)s",
                len(left_out),
            )
            yield _at(agenda, words, anchor="items-group", numbers=_listed(left_out))


@rule(AGENDA, Gravity.SHOULD)
def parts_off_their_item(examined: Examined) -> Iterator[Found]:
    """What is numbered 4(a) is a part of item 4."""
    for agenda in readings.agendas(examined):
        numbers = {item.pk: item.number for item in agenda.items}
        astray = [
            item
            for item in agenda.items
            if "(" in item.number
            and numbers.get(item.parent_id or 0, "") != LAST_PART.sub("", item.number)
        ]
        if astray:
            words = ngettext(
                "agenda of %(session)s: %(number)d item is not entered as a part of the one that "
                "its number names",
                "agenda of %(session)s: %(number)d items are not entered as parts of those that "
                "their numbers name",
                len(astray),
            )
            yield _at(agenda, words, items=astray)


@rule(AGENDA, Gravity.INFORMATION)
def items_at_one_place(examined: Examined) -> Iterator[Found]:
    """Two items side by side have each its own place, else their order is left to chance."""
    for agenda in readings.agendas(examined):
        held = Counter((item.parent_id, item.position) for item in agenda.items)
        doubled = [item for item in agenda.items if held[item.parent_id, item.position] > 1]
        if doubled:
            words = ngettext(
                "agenda of %(session)s: %(number)d item has the same place in the order as another",
                "agenda of %(session)s: %(number)d items have the same place in the order as "
                "another",
                len(doubled),
            )
            yield _at(agenda, words, items=doubled)


@rule(AGENDA, Gravity.SHOULD)
def titles_left_untranslated(examined: Examined) -> Iterator[Found]:
    """Where some titles of an agenda are in a language, all of them are."""
    for agenda in readings.agendas(examined):
        for language, _name in settings.LANGUAGES:
            field = build_localized_fieldname("title", language)
            without = [item for item in agenda.items if not getattr(item, field)]
            if without and len(without) < len(agenda.items):
                words = ngettext(
                    "agenda of %(session)s: %(number)d title is not in %(language)s, as others are",
                    "agenda of %(session)s: %(number)d titles are not in %(language)s, as others "
                    "are",
                    len(without),
                )
                yield _at(agenda, words, items=without, language=language_name(language))


@rule(AGENDA, Gravity.SHOULD)
def provisional_after_the_session(examined: Examined) -> Iterator[Found]:
    """A session that is over has adopted its agenda."""
    over = {convening.pk for convening in examined if examined.over(convening)}
    for agenda in readings.agendas(examined):
        session = agenda.session
        if session.convening_id in over and session.agenda_status == AgendaStatus.PROVISIONAL:
            words = _("agenda of %(session)s: still provisional though the session is over")
            yield _at(agenda, words, anchor="id_agenda_status")


@rule(AGENDA, Gravity.GRAVE)
def considered_with_astray(examined: Examined) -> Iterator[Found]:
    """Items considered together say so of each other, and are of one convening."""
    through = AgendaItem.considered_with.through.objects.filter(
        from_agendaitem__session__convening__in=examined.ids
    )
    pairs = set(
        through.values_list(
            "from_agendaitem", "to_agendaitem", F("to_agendaitem__session__convening")
        )
    )
    both = {(one, other) for one, other, _convening in pairs}
    for agenda in readings.agendas(examined):
        convening, own = agenda.session.convening_id, {item.pk for item in agenda.items}
        astray = {
            one
            for one, other, where in pairs
            if one in own and (where != convening or (other, one) not in both)
        }
        if astray:
            words = ngettext(
                "agenda of %(session)s: %(number)d item is considered together with one of another "
                "convening, or with one that does not say so",
                "agenda of %(session)s: %(number)d items are considered together with one of "
                "another convening, or with one that does not say so",
                len(astray),
            )
            yield _at(agenda, words, items=[item for item in agenda.items if item.pk in astray])


def _at(
    agenda: readings.Agenda,
    words: str,
    *,
    items: list[AgendaItem] | None = None,
    anchor: str = "",
    **named: str,
) -> Found:
    """A finding about items, or about the agenda as a whole, at a place of the session's form."""
    session = agenda.session
    named |= {"session": session_code(session)}
    if items is None:
        return Found(session.convening_id, words % named, form_of(session, anchor))
    place = place_of(AgendaItem, [item.pk for item in items], session=session.pk)
    return Found(session.convening_id, words % (named | {"number": len(items)}), place)


def _listed(names: list[str]) -> str:
    """At most five of the names."""
    return ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
