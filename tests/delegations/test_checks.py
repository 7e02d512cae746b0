"""What the rules about people find, each for itself."""

from datetime import date

import pytest
from django.urls import reverse

from delegations.enums import AttendanceMode, Function, Presence
from delegations.models import Delegation, Officer, Participant, RoomLimitException, Statement
from meetings.models import Convening
from meetings.records import checks
from meetings.records.checks import Gravity, open_findings
from meetings.records.enums import Status
from meetings.records.models import Citation
from tests import factories
from tests.support.sound import FIRST_DAY, TODAY, change, sound_convening

pytestmark = pytest.mark.django_db


def address(model, page, *arguments, **query):
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)
    return url + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def participants(s, **query):
    return address(Participant, "changelist", convening=s.convening.pk, **query)


def statements(s, **query):
    return address(Statement, "changelist", convening=s.convening.pk, **query)


def cited(record):
    factories.CitationFactory(record=record)
    return record


def another_delegation(s, **participant):
    delegation = cited(factories.DelegationFactory(convening=s.convening))
    if participant:
        values = {"mode": AttendanceMode.ONLINE, "presence": Presence.ATTENDED}
        factories.ParticipantFactory(delegation=delegation, **values | participant)
    return delegation


def delegations_without_participants(s):
    empty = another_delegation(s)
    words = "participants: 1 delegation without any"
    return {words: address(Delegation, "change", empty.pk)}


def delegations_over_the_room_limit(s):
    crowded = another_delegation(s, function=Function.HEAD, mode=AttendanceMode.IN_PERSON)
    excepted = another_delegation(s, function=Function.HEAD, mode=AttendanceMode.IN_PERSON)
    observer = another_delegation(s, function=Function.HEAD, mode=AttendanceMode.IN_PERSON)
    change(observer.entity, kind="intergovernmental")
    RoomLimitException.objects.create(delegation=excepted, allowed=3, reason="Asked.")
    for delegation in (crowded, excepted, observer):
        for mode in (AttendanceMode.IN_PERSON, AttendanceMode.BOTH):
            factories.ParticipantFactory(
                delegation=delegation, mode=mode, presence=Presence.ATTENDED
            )
    factories.ParticipantFactory(  # whoever did not come leaves the place free
        delegation=s.delegation, mode=AttendanceMode.IN_PERSON, presence=Presence.DID_NOT_ATTEND
    )
    factories.ParticipantFactory(
        delegation=s.delegation, mode=AttendanceMode.IN_PERSON, presence=Presence.ATTENDED
    )
    words = "participants: 1 delegation over the room limit"
    return {words: address(Delegation, "change", crowded.pk)}


def delegations_without_head(s):
    change(s.participant, function=Function.ADVISER)
    words = "participants: 1 delegation without a head"
    return {words: address(Delegation, "change", s.delegation.pk)}


def no_delegation(s):
    s.statement.delete()
    s.delegation.delete()
    words = "participants: no delegation is entered"
    return {words: address(Delegation, "add", convening=s.convening.pk)}


def participants_without_mode(s):
    change(s.participant, mode=AttendanceMode.NOT_RECORDED)
    words = "participants: attendance mode of 1 not recorded"
    return {words: participants(s, mode__exact="not_recorded")}


def participants_without_presence(s):
    change(s.participant, presence=Presence.NOT_RECORDED)
    words = "participants: not recorded whether 1 attended"
    return {words: participants(s, presence__exact="not_recorded")}


def participants_left_off_the_list(s):
    change(s.participant, listed=False)
    words = "participants: 1 may not be listed, though the list is published"
    return {words: participants(s, listed__exact="0")}


def people_of_the_same_name(s):
    name = s.participant.person.name.upper()
    another_delegation(s, function=Function.HEAD, person__name=name)
    words = "participants: 1 name is borne by two people; perhaps they are one"
    return {words: participants(s, q=name.lower().replace(" ", "+"))}


def nobody_in_the_chair(s):
    change(s.officer, role="rapporteur")
    words = "officers: neither President nor Chair is entered"
    return {words: address(Officer, "add", convening=s.convening.pk, role="chair")}


def statements_without_item(s):
    change(s.statement, item=None)
    return {"1 statement without item": statements(s, item__isnull="True")}


def statements_without_speaker(s):
    change(s.statement, speaker=None)
    return {"1 statement without speaker": statements(s, speaker__isnull="True")}


def statements_without_date(s):
    change(s.statement, delivered_on=None)
    return {"1 statement without date": statements(s, delivered_on__isnull="True")}


def statements_not_public(s):
    change(s.statement, status=Status.DRAFT)
    words = "1 statement not published, though the convening is"
    return {words: statements(s, status__in="draft%2Cin_review")}


def statements_outside_the_days(s):
    change(s.statement, delivered_on=date(2021, 9, 11))
    words = "1 statement delivered on a day that is none of the convening"
    return {words: address(Statement, "change", s.statement.pk)}


def figures_without_source(s):
    Citation.objects.of([s.figure]).delete()
    words = "sources: reported figures without a source: 1"
    return {words: address(type(s.figure), "change", s.figure.pk)}


def people_without_source(s):
    Citation.objects.of([s.officer, s.statement]).delete()
    return {
        f"sources: {kind} without a source: 1": address(type(record), "change", record.pk)
        for kind, record in (("officers", s.officer), ("statements", s.statement))
    }


BROKEN = [
    (delegations_without_participants, Gravity.INFORMATION),
    (delegations_over_the_room_limit, Gravity.SHOULD),
    (delegations_without_head, Gravity.INFORMATION),
    (no_delegation, Gravity.INFORMATION),
    (participants_without_mode, Gravity.INFORMATION),
    (participants_without_presence, Gravity.INFORMATION),
    (participants_left_off_the_list, Gravity.INFORMATION),
    (people_of_the_same_name, Gravity.SHOULD),
    (nobody_in_the_chair, Gravity.SHOULD),
    (statements_without_item, Gravity.SHOULD),
    (statements_without_speaker, Gravity.INFORMATION),
    (statements_without_date, Gravity.INFORMATION),
    (statements_not_public, Gravity.SHOULD),
    (statements_outside_the_days, Gravity.GRAVE),
    (figures_without_source, Gravity.GRAVE),
    (people_without_source, Gravity.INFORMATION),
]


@pytest.mark.parametrize(
    ("broken", "gravity"), BROKEN, ids=lambda case: getattr(case, "__name__", "")
)
def test_a_rule_finds_what_is_lacking_and_leads_to_where_it_is_mended(
    broken, gravity, admin_client
):
    sound = sound_convening()
    expected = broken(sound)
    found = open_findings(Convening.objects.get(pk=sound.convening.pk), TODAY)
    assert {finding.words: finding.url for finding in found} == expected
    assert {finding.gravity for finding in found} == {gravity}
    assert {finding.rule.name for finding in found} == {broken.__name__}
    for finding in found:
        answer = admin_client.get(finding.url)
        assert answer.status_code == 200
        if "cl" in (answer.context or {}):
            assert answer.context["cl"].result_count >= 1


def test_every_rule_about_people_is_tested():
    rules = checks.rules()
    own = {rule.name for rule in rules if rule.check.__module__.startswith("delegations.")}
    assert own == {broken.__name__ for broken, _ in BROKEN}


def test_before_the_convening_nobody_is_asked_who_presided_or_came():
    sound = sound_convening()
    sound.officer.delete()
    change(sound.participant, presence=Presence.REGISTERED)
    convening = Convening.objects.get(pk=sound.convening.pk)
    assert open_findings(convening, date(2021, 8, 1)) == []
    words = [finding.words for finding in open_findings(convening, FIRST_DAY)]
    assert words == ["officers: neither President nor Chair is entered"]
