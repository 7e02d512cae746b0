"""What the rules about meetings find, each for itself."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

import delegations.domain.checks  # noqa: F401 (every rule has to keep silent)
from meetings.enums import AgendaStatus, DocumentKind, EntryKind, HoldingStatus
from meetings.models import AgendaItem, Convening
from meetings.records import checks
from meetings.records.checks import Gravity, findings_of, open_findings
from meetings.records.enums import Status
from meetings.records.models import Citation, ScheduledMove
from tests import factories
from tests.support.sound import TODAY, change, sound_convening

pytestmark = pytest.mark.django_db

NEAR = date(2021, 8, 30)  # a week before the first day


def form(record, anchor=""):
    kind = record._meta
    name = f"admin:{kind.app_label}_{kind.model_name}_change"
    return reverse(name, args=[record.pk]) + (f"#{anchor}" if anchor else "")


def in_list(model, records, **filters):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
    keys = ",".join(str(record.pk) for record in records)
    query = [f"{key}={value}" for key, value in filters.items()] + [f"id__in={keys}"]
    return f"{reverse(name)}?{'&'.join(query)}".replace(",", "%2C")


def no_session(s):
    empty = factories.ConveningFactory(starts_on=s.convening.starts_on)
    s.convening = empty
    return {"no session is entered": form(empty, "sessions-group")}


def unknown_time_zone(s):
    change(s.convening, time_zone="Mars/Olympus")
    return {"“Mars/Olympus” is no time zone": form(s.convening, "id_time_zone")}


def last_day_not_recorded(s):
    change(s.convening, ends_on=None)
    return {"last day not recorded": form(s.convening, "id_ends_on")}


def unlikely_length(s):
    change(s.convening, ends_on=date(2022, 9, 10))
    return {"it lasts 370 days: is the last day right?": form(s.convening, "id_ends_on")}


def session_days_outside(s):
    change(s.session, starts_on=date(2021, 9, 5))
    words = "IRG 12: its own days are not days of the convening"
    return {words: form(s.session, "id_starts_on")}


def country_not_recorded(s):
    change(s.convening, country="")
    return {"country not recorded": form(s.convening, "id_country")}


def venue_not_recorded(s):
    change(s.convening, venue_en="")
    return {"venue not recorded": form(s.convening, "id_venue_en")}


def format_not_recorded(s):
    change(s.convening, format="not_recorded")
    words = "not recorded whether it is in person, online or hybrid"
    return {words: form(s.convening, "id_format")}


def session_without_agenda(s):
    other = factories.SessionFactory(
        convening=s.convening, body__code="WGAR", body__symbol_prefix="X", ordinal=15
    )
    factories.CitationFactory(record=other)
    return {"agenda of WGAR 15: no item is entered": form(other, "items-group")}


def items_without_number(s):
    change(s.second, number="")
    return {"agenda of IRG 12: 1 item without number": form(s.second)}


def numbers_left_out(s):
    change(s.second, number="4")
    words = "agenda of IRG 12: no item has the numbers 2, 3"
    return {words: form(s.session, "items-group")}


def parts_off_their_item(s):
    change(s.part, parent=None)
    words = "agenda of IRG 12: 1 item is not entered as a part of the one that its number names"
    return {words: form(s.part), **left_untaken(s)}


def left_untaken(s):
    return {"programme: 1 item of IRG 12 is taken up by no sitting": form(s.first)}


def items_at_one_place(s):
    change(s.second, position=1)
    words = "agenda of IRG 12: 2 items have the same place in the order as another"
    return {words: in_list(AgendaItem, [s.first, s.second], session=s.session.pk)}


def titles_left_untranslated(s):
    change(s.first, title_fr="Organisation")
    words = "agenda of IRG 12: 2 titles are not in French, as others are"
    return {words: in_list(AgendaItem, [s.part, s.second], session=s.session.pk)}


def provisional_after_the_session(s):
    change(s.session, agenda_status=AgendaStatus.PROVISIONAL)
    words = "agenda of IRG 12: still provisional though the session is over"
    return {words: form(s.session, "id_agenda_status")}


def considered_with_astray(s):
    elsewhere = factories.AgendaItemFactory()
    s.first.considered_with.add(elsewhere)
    through = AgendaItem.considered_with.through.objects
    through.create(from_agendaitem=s.part, to_agendaitem=s.second)  # and not the other way
    words = (
        "agenda of IRG 12: 2 items are considered together with one of another convening, or with "
        "one that does not say so"
    )
    return {words: in_list(AgendaItem, [s.first, s.part], session=s.session.pk)}


def no_sitting(s):
    change(s.entry, sitting=None, starts_at=datetime(2021, 9, 6, 8, tzinfo=UTC))
    s.convening.sittings.all().delete()
    return {"programme: no sitting is entered": form(s.convening, "sittings-group")}


def working_days_without_sitting(s):
    s.sittings[3].delete()
    return {"programme: no sitting on Thursday": form(s.convening, "sittings-group")}


def sittings_at_the_same_time(s):
    change(s.sittings[1], starts_at=s.sittings[0].starts_at + timedelta(hours=1))
    change(s.sittings[3], starts_at=s.sittings[2].starts_at + timedelta(hours=1), room_en="B")
    between = {
        "programme: no sitting on Tuesday, Thursday": form(s.convening, "sittings-group"),
    }
    words = "programme: 2 sittings are at the same time as another"
    place = in_list(type(s.sittings[0]), s.sittings[:2], convening=s.convening.pk)
    return {words: place, **between}


def sittings_outside_the_days(s):
    change(s.convening, ends_on=date(2021, 9, 9))
    words = "programme: 1 sitting is not on a day of the convening"
    return {words: form(s.sittings[4])}


def items_not_taken_up(s):
    s.entry.items.remove(s.second)
    return {"programme: 1 item of IRG 12 is taken up by no sitting": form(s.second)}


def entries_that_say_nothing(s):
    silent = factories.ProgrammeEntryFactory(
        convening=s.convening, sitting=s.sittings[1], title="", kind=EntryKind.PANEL
    )
    opening = factories.ProgrammeEntryFactory(
        convening=s.convening, sitting=s.sittings[1], title="", kind=EntryKind.OPENING
    )
    for entry in (silent, opening):
        factories.CitationFactory(record=entry)
    return {"programme: 1 entry has neither items nor a title": form(silent)}


def entries_without_hour(s):
    change(s.entry, sitting=None)
    return {"programme: 1 entry is in no sitting and has no hour": form(s.entry)}


def papers_not_in_six_languages(s):
    s.paper.files.filter(language="ru").delete()
    one = factories.DocumentFactory(
        symbol="CAC/COSP/IRG/2021/CRP.1",
        kind=DocumentKind.CONFERENCE_ROOM_PAPER,
        issued_on=TODAY,
        sessions=[s.session],
        items=[s.second],
    )
    factories.CitationFactory(record=one)
    return {"papers: 0 of 1 in six languages": form(s.paper)}


def papers_without_title(s):
    change(s.paper, title_en="")
    return {"papers: 1 without title": form(s.paper)}


def papers_without_date(s):
    change(s.paper, issued_on=None)
    return {"papers: 1 without date of issue": form(s.paper)}


def papers_without_item(s):
    s.paper.items.clear()
    return {"papers: 1 under no agenda item": form(s.paper)}


def papers_not_public(s):
    change(s.paper, status=Status.IN_REVIEW)
    return {"papers: 1 not published, though the convening is": form(s.paper)}


def symbols_of_other_bodies(s):
    change(s.paper, symbol="CAC/COSP/WG.2/2021/1")
    return {"papers: 1 with the symbol of another body": form(s.paper)}


def papers_without_their_session(s):
    stray = factories.DocumentFactory(items=[s.first])
    return {"papers: 1 not entered for the session of its item": form(stray)}


def set_time_is_past(s):
    kind = ContentType.objects.get_for_model(Convening)
    due = datetime(2021, 9, 12, 23, tzinfo=UTC)
    for number, day in ((s.convening.pk, due), (s.convening.pk + 1, due)):
        ScheduledMove.objects.create(
            record_type=kind, record_id=number, part="status", after="published", due_at=day
        )
    overview = reverse("admin:meetings_convening_overview", args=[s.convening.pk])
    words = "publication: 1 set time is past and nothing was done"
    return {words: f"{overview}#publication"}


def meetings_without_source(s):
    Citation.objects.of([s.first, s.part, s.entry]).delete()
    return {
        "sources: agenda items without a source: 2": in_list(
            AgendaItem, [s.first, s.part], convening=s.convening.pk
        ),
        "sources: programme entries without a source: 1": form(s.entry),
    }


BROKEN = [
    (no_session, Gravity.GRAVE),
    (unknown_time_zone, Gravity.GRAVE),
    (last_day_not_recorded, Gravity.SHOULD),
    (unlikely_length, Gravity.SHOULD),
    (session_days_outside, Gravity.GRAVE),
    (country_not_recorded, Gravity.SHOULD),
    (venue_not_recorded, Gravity.INFORMATION),
    (format_not_recorded, Gravity.INFORMATION),
    (session_without_agenda, Gravity.SHOULD),
    (items_without_number, Gravity.SHOULD),
    (numbers_left_out, Gravity.SHOULD),
    (parts_off_their_item, Gravity.SHOULD),
    (items_at_one_place, Gravity.INFORMATION),
    (titles_left_untranslated, Gravity.SHOULD),
    (provisional_after_the_session, Gravity.SHOULD),
    (considered_with_astray, Gravity.GRAVE),
    (no_sitting, Gravity.SHOULD),
    (working_days_without_sitting, Gravity.SHOULD),
    (sittings_at_the_same_time, Gravity.SHOULD),
    (sittings_outside_the_days, Gravity.GRAVE),
    (items_not_taken_up, Gravity.SHOULD),
    (entries_that_say_nothing, Gravity.GRAVE),
    (entries_without_hour, Gravity.INFORMATION),
    (papers_not_in_six_languages, Gravity.SHOULD),
    (papers_without_title, Gravity.SHOULD),
    (papers_without_date, Gravity.INFORMATION),
    (papers_without_item, Gravity.INFORMATION),
    (papers_not_public, Gravity.SHOULD),
    (symbols_of_other_bodies, Gravity.SHOULD),
    (papers_without_their_session, Gravity.GRAVE),
    (set_time_is_past, Gravity.SHOULD),
    (meetings_without_source, Gravity.INFORMATION),
]


def findings_at(convening, today=TODAY):
    return open_findings(Convening.objects.get(pk=convening.pk), today)


def test_a_complete_convening_has_no_finding():
    sound = sound_convening()
    assert findings_at(sound.convening) == []


@pytest.mark.parametrize(
    ("broken", "gravity"), BROKEN, ids=lambda case: getattr(case, "__name__", "")
)
def test_a_rule_finds_what_is_lacking_and_says_where_it_is_mended(broken, gravity):
    sound = sound_convening()
    expected = broken(sound)
    found = findings_at(sound.convening)
    if broken is no_session:
        found = [finding for finding in found if finding.rule.name == "no_session"]
    assert {finding.words: finding.url for finding in found} == expected
    assert found[0].gravity == gravity
    assert broken.__name__ in {finding.rule.name for finding in found}


def test_every_rule_about_meetings_is_tested():
    own = {rule.name for rule in checks.rules() if rule.check.__module__.startswith("meetings.")}
    assert own == {broken.__name__ for broken, _ in BROKEN} | {"programme_not_public_in_time"}


@pytest.mark.parametrize(
    ("today", "status", "holding", "told"),
    [
        (NEAR, Status.DRAFT, HoldingStatus.SCHEDULED, True),
        (NEAR, Status.IN_REVIEW, HoldingStatus.SCHEDULED, True),
        (date(2021, 9, 10), Status.DRAFT, HoldingStatus.SCHEDULED, True),
        (NEAR, Status.PUBLISHED, HoldingStatus.SCHEDULED, False),
        (NEAR, Status.DRAFT, HoldingStatus.CANCELLED, False),
        (date(2021, 8, 22), Status.DRAFT, HoldingStatus.SCHEDULED, False),
        (TODAY, Status.DRAFT, HoldingStatus.SCHEDULED, False),
    ],
)
def test_the_programme_is_asked_for_two_weeks_before(today, status, holding, told):
    convening = sound_convening().convening
    change(convening, programme_status=status, holding=holding)
    words = f"programme: not published yet ({status.label}), the first day is 6 September 2021"
    found = findings_at(convening, today)
    assert [finding.words for finding in found] == ([words] if told else [])


def test_what_is_not_over_is_not_asked_for_what_comes_after():
    sound = sound_convening()
    change(sound.session, agenda_status=AgendaStatus.PROVISIONAL)
    assert findings_at(sound.convening, NEAR) == []


def test_the_gravest_comes_first_and_each_convening_has_its_own():
    sound, other = sound_convening_of_two()
    change(other.convening, country="", venue_en="")
    change(other.session, starts_on=date(2021, 9, 1))
    convenings = Convening.objects.in_order()
    found = findings_of(convenings, TODAY)
    assert found[sound.convening.pk] == []
    assert [finding.gravity for finding in found[other.convening.pk]] == [
        Gravity.GRAVE,
        Gravity.SHOULD,
        Gravity.INFORMATION,
    ]
    assert findings_of([], TODAY) == {}


def sound_convening_of_two():
    """Two convenings without a fault, side by side."""
    one = sound_convening()
    change(one.session.body, code="WGP", slug="wgp")
    change(one.session, slug="wgp-12")
    change(one.paper, symbol="CAC/COSP/IRG/2021/2", lookup_key="other")
    return one, sound_convening()


def test_many_convenings_cost_as_much_as_one(django_assert_num_queries):
    sound_convening_of_two()
    for number in (1, 2):
        convenings = list(Convening.objects.in_order()[:number])
        with django_assert_num_queries(QUERIES):
            findings_of(convenings, TODAY)


QUERIES = 32
