"""The list of participants of a convening as a paper."""

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from delegations.domain.delegations import grouped, with_their_people
from delegations.domain.entities import name_on
from delegations.enums import AttendanceMode, Function, Participation, Presence
from delegations.models import Delegation, Entity, Officer, Participant
from delegations.outputs.people import named
from meetings.domain.naming import session_name
from meetings.models import Convening, Session
from meetings.outputs.papers import keywords_of, masthead_of, occasion_of_convening
from meetings.records.domain.languages import text_of
from meetings.records.papers.blocks import (
    Block,
    Heading,
    Imprint,
    Lines,
    Paper,
    Paragraph,
    Span,
    Words,
    joined,
    labelled,
    local,
    not_recorded,
    plain,
)


def participants_paper(
    convening: Convening, sessions: Sequence[Session], imprint: Imprint
) -> Paper:
    """Officers, then delegations as the United Nations list them, with who may be listed."""
    officers = list(Officer.objects.public().filter(convening=convening).for_page())
    delegations = with_their_people(convening)
    blocks = _officers(officers, convening)
    for group in grouped(delegations):
        blocks.append(Heading([plain(str(group.heading))]))
        for delegation in group.delegations:
            blocks += _delegation(delegation, convening)
    return Paper(
        title=_("List of participants"),
        masthead=masthead_of(sessions, imprint),
        occasion=occasion_of_convening(convening, sessions),
        blocks=[*_caveats(delegations), *blocks],
        imprint=imprint,
        keywords=keywords_of(sessions),
        is_example=convening.is_example,
    )


def _caveats(delegations: list[Delegation]) -> list[Block]:
    """That there are no delegations, or no names, on record or to be shown."""
    if not delegations:
        return [Paragraph(labelled(_("Which delegations took part"), not_recorded()))]
    if not any(delegation.participants.all() for delegation in delegations):
        return [Paragraph([plain(_("No names of participants are public."))])]
    return []


def _officers(officers: list[Officer], convening: Convening) -> list[Block]:
    heading = Heading([plain(_("Officers"))])
    if not officers:
        return [heading, Paragraph(labelled(_("Officers"), not_recorded()))]
    return [heading, Lines([_officer(officer, convening) for officer in officers])]


def _officer(officer: Officer, convening: Convening) -> Words:
    person = named(officer.person) if officer.person else labelled(_("Name"), not_recorded())
    entity = officer.entity if officer.entity and officer.entity.is_public else None
    session = officer.session
    about = [
        person,
        [_entity(entity, convening)] if entity else [],
        *([local(text_of(title, "title"))] for title in officer.titles.all()),
        [plain(f"{session.body.code}, {session_name(session)}")] if session else [],
    ]
    return labelled(capfirst(officer.get_role_display()), *joined(about, " · "))


def _delegation(delegation: Delegation, convening: Convening) -> list[Block]:
    """The entity under its name on the first day, how it took part, and its people."""
    note = text_of(delegation, "note")
    about = [_participation(delegation), [local(note)] if note.text else []]
    blocks: list[Block] = [
        Heading([_entity(delegation.entity, convening)], level=2),
        Paragraph(joined(about, " · "), is_quiet=True),
    ]
    people = [_participant(participant) for participant in delegation.participants.all()]
    return [*blocks, Lines(people)] if people else blocks


def _participant(participant: Participant) -> Words:
    """“Ms. Name, Title · head of delegation · attended · in person”."""
    title = text_of(participant, "title")
    who = joined([named(participant.person), [local(title)] if title.text else []], ", ")
    about = [who]
    if participant.function != Function.NOT_RECORDED:
        about.append([plain(participant.get_function_display())])
    if participant.presence != Presence.NOT_RECORDED:
        about.append([plain(participant.get_presence_display())])
    mode_is_known = participant.mode != AttendanceMode.NOT_RECORDED
    mode = [plain(participant.get_mode_display())] if mode_is_known else _mode_not_recorded()
    return joined([*about, mode], " · ")


def _participation(delegation: Delegation) -> Words:
    if delegation.participation == Participation.MODE_NOT_RECORDED:
        return _mode_not_recorded()
    return [plain(str(Participation(delegation.participation).label))]


def _mode_not_recorded() -> Words:
    return labelled(_("Attendance mode"), not_recorded())


def _entity(entity: Entity, convening: Convening) -> Span:
    return local(text_of(name_on(entity, convening.starts_on), "name"))
