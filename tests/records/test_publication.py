"""The way of a record to the public and back: who may take which step, and what is kept of it."""

import pytest
from django.urls import reverse

from meetings.models import Convening, Document, Session
from meetings.records.domain import editions, publication
from meetings.records.domain.consequences import consequences_of
from meetings.records.domain.publication import Refused, move
from meetings.records.domain.standings import steps_of
from meetings.records.enums import Level, Status, Way
from meetings.records.models import JournalEntry, Source, StatusMove
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    CitationFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    EntityFactory,
    ParticipantFactory,
    SessionFactory,
    SittingFactory,
    SourceFactory,
    StatementFactory,
    TopicFactory,
)
from tests.support.admin import Form, page_of
from tests.support.html import read
from tests.support.weeks import colleague

pytestmark = pytest.mark.django_db

DRAFTS = {
    "status": Status.DRAFT,
    "programme_status": Status.DRAFT,
    "participants_status": Status.DRAFT,
}
PUBLISHABLE = [
    BodyFactory, ConveningFactory, DocumentFactory, EntityFactory, SourceFactory, StatementFactory,
    TopicFactory,
]  # fmt: skip


@pytest.fixture
def week():
    """A draft of a joint week of two bodies."""
    convening = ConveningFactory(**DRAFTS)
    for code in ("IRG", "WGAR"):
        AgendaItemFactory(session=SessionFactory(convening=convening, body=BodyFactory(code=code)))
    return convening


def bodies_of(week):
    return [session.body for session in week.sessions.order_by("pk")]


def publication_of(record):
    return page_of(record, "publication")


def step(record, to, part="status"):
    return f"{publication_of(record)}?part={part}&to={to}"


def moves():
    return [
        (move.part, move.before, move.after, move.by and move.by.username, move.reason)
        for move in StatusMove.objects.order_by("pk")
    ]


# Steps


def test_there_are_these_steps_and_no_others():
    taken = {}
    for before in Status:
        for to in Status:
            record = TopicFactory(status=before)
            try:
                move(record, "status", to)
                taken.setdefault(before.value, []).append(to.value)
            except Refused:
                record.refresh_from_db()
                assert record.status == before
    assert taken == {
        "draft": ["in_review", "published"],
        "in_review": ["draft", "published"],
        "published": ["withdrawn"],
        "withdrawn": ["published"],
    }


def test_a_step_is_kept_with_person_reason_history_journal_and_one_edition(admin_user, week):
    CitationFactory(record=week.sessions.first(), source__status=Status.DRAFT)
    edition = editions.current()
    move(week, "programme_status", Status.IN_REVIEW, by=admin_user)
    outcome = move(week, "status", Status.PUBLISHED, by=admin_user, reason="Read by the Chair")
    assert [source.status for source in outcome.sources] == [Status.PUBLISHED]
    assert editions.current() == edition + 2
    assert moves() == [
        ("programme_status", "draft", "in_review", "admin", ""),
        ("status", "draft", "published", "admin", "Read by the Chair"),
        ("status", "draft", "published", "admin", "Published with a record that cites it"),
    ]
    row = week.history.first()
    assert (row.status, row.history_user, row.history_change_reason) == (
        Status.PUBLISHED, admin_user, "Read by the Chair",
    )  # fmt: skip
    entry = JournalEntry.objects.first()
    assert (entry.way, entry.by, row.journal) == (Way.PUBLICATION, admin_user, entry)


def test_of_several_records_all_take_the_step_or_none(week):
    others = [DocumentFactory(status=Status.DRAFT), DocumentFactory(status=Status.WITHDRAWN)]
    edition = editions.current()
    with pytest.raises(Refused, match="What was published does not become a draft again"):
        move(others, "status", Status.IN_REVIEW)
    gone = DocumentFactory(status=Status.DRAFT)
    Document.objects.filter(pk=gone.pk).delete()
    with pytest.raises(Refused, match="no longer there"):
        move([others[0], gone], "status", Status.PUBLISHED)
    assert list(Document.objects.public()) == []
    assert moves() == []
    assert editions.current() > edition  # by the two changes of this test


def test_a_status_that_changes_in_another_way_is_kept_too_and_one_that_stays_is_not():
    paper = DocumentFactory(status=Status.DRAFT)
    paper = Document.objects.get(pk=paper.pk)
    paper.save()
    paper.status = Status.PUBLISHED
    paper.save()
    paper.save()
    stale = Document.objects.get(pk=paper.pk)
    publication.withdraw([paper])
    stale.refresh_from_db()
    stale.save()
    assert moves() == [
        ("status", "draft", "published", None, ""),
        ("status", "published", "withdrawn", None, ""),
    ]


def test_who_publishes_or_withdraws_may_go_on_with_the_same_records():
    draft, public = DocumentFactory(status=Status.DRAFT), DocumentFactory(status=Status.DRAFT)
    publication.publish([Document.objects.get(pk=public.pk)])  # by a colleague
    publication.publish([draft, public])
    draft.save()
    public.save()
    assert Document.objects.public().count() == 2
    publication.withdraw(record for record in (draft, public))
    draft.save()
    public.save()
    assert [after for _part, _before, after, _by, _reason in moves()] == [
        *("published", "published", "withdrawn", "withdrawn"),
    ]


def test_the_page_tells_what_was_published_when(admin_client, admin_user, week):
    entered = DocumentFactory(status=Status.PUBLISHED)
    assert [(s.status, s.is_entry, s.at is not None) for s in steps_of(entered)] == [
        (Status.PUBLISHED, True, True)
    ]
    Document.objects.filter(pk=entered.pk).update(status=Status.WITHDRAWN)
    entered.refresh_from_db()
    assert [(s.status, s.at) for s in steps_of(entered)] == [(Status.WITHDRAWN, None)]
    move(week, "status", Status.PUBLISHED, by=admin_user)
    move(week, "status", Status.WITHDRAWN, by=admin_user, reason="By mistake")
    page = read(admin_client, publication_of(week))
    told = page.main.one("ol", class_="publication-history").texts("li")
    assert ["Convening withdrawn" in told[0], "By mistake" in told[0]] == [True, True]
    assert told[1].startswith("Convening published")
    assert ("by admin" in told[1], len(told)) == (True, 2)


# Who may


def test_an_editor_sends_to_review_and_a_publisher_of_all_bodies_publishes(week):
    irg, wgar = bodies_of(week)
    viewer = colleague("viewer", (Level.VIEWER, irg))
    editor = colleague("editor", (Level.EDITOR, irg))
    one = colleague("one", (Level.PUBLISHER, irg), (Level.EDITOR, wgar))
    both = colleague("both", (Level.PUBLISHER, irg), (Level.PUBLISHER, wgar))
    offered = {
        user.username: publication.steps_for(week, "status", user)
        for user in (viewer, editor, one, both)
    }
    assert offered == {
        "viewer": [],
        "editor": ["in_review"],
        "one": ["in_review"],
        "both": ["in_review", "published"],
    }
    with pytest.raises(Refused, match="publisher of every body"):
        move(week, "participants_status", Status.PUBLISHED, by=one)
    move(week, "participants_status", Status.PUBLISHED, by=both)
    assert moves() == [("participants_status", "draft", "published", "both", "")]


def test_who_may_not_is_offered_nothing_and_refused_by_every_way(client, week):
    irg, _wgar = bodies_of(week)
    client.force_login(colleague("editor", (Level.EDITOR, irg)))
    panel = read(client, page_of(week, "change")).one("section", class_="publication")
    buttons = [link["href"] for link in panel.all("a", class_="step")]
    assert buttons == [
        step(week, "in_review", part)
        for part in ("status", "programme_status", "participants_status")
    ]
    assert client.get(step(week, "published")).status_code == 302
    assert client.post(step(week, "published"), {"when": "now"}).status_code == 302
    chosen = {"action": "publish", "_selected_action": [week.pk], "confirmed": "yes"}
    client.post(reverse("admin:meetings_convening_changelist"), chosen)
    week.refresh_from_db()
    assert (week.status, moves()) == (Status.DRAFT, [])
    client.force_login(colleague("stranger", (Level.ADMINISTRATOR, BodyFactory())))
    assert client.get(publication_of(week)).status_code == 404
    assert client.get(page_of(week, "preview")).status_code == 404


def test_no_form_sets_a_status_and_a_new_record_is_a_draft(admin_client):
    address = reverse("admin:delegations_entity_add")
    assert Form(admin_client, address).set(
        name_en="Atlantis", kind="state", iso3="ATL", status="published"
    ).send() == {}  # fmt: skip
    paper = DocumentFactory()
    form = Form(admin_client, page_of(paper, "change")).set(title_en="New", status="draft")
    assert ("status" in form.page.texts("label"), form.send()) == (False, {})
    paper.refresh_from_db()
    assert (paper.title_en, paper.status) == ("New", Status.PUBLISHED)
    assert EntityFactory._meta.model.objects.get(iso3="ATL").status == Status.DRAFT


# The page that asks


def test_before_it_is_published_the_page_says_what_becomes_public(admin_client, week):
    session = week.sessions.first()
    SittingFactory.create_batch(2, convening=week)
    ParticipantFactory.create_batch(3, delegation=DelegationFactory(convening=week))
    ParticipantFactory(delegation=DelegationFactory(convening=week), listed=False)
    DocumentFactory(sessions=[session], status=Status.DRAFT)
    DocumentFactory(sessions=[session])
    DocumentFactory(status=Status.DRAFT)
    CitationFactory(record=session, source__status=Status.DRAFT)
    edition = editions.current()
    main = read(admin_client, step(week, "published")).main
    assert main.one("ul", class_="consequences").texts("li") == [
        "1 source", "1 convening", "2 sessions", "2 agenda items", "1 document", "2 delegations",
    ]  # fmt: skip
    assert main.one("ul", class_="publication-remarks").texts("li") == [
        "1 paper stays unpublished: papers are published each by itself."
    ]
    assert main.one("ul", class_="findings") is not None
    move(week, "status", Status.PUBLISHED)
    main = read(admin_client, step(week, "published", "participants_status")).main
    assert main.one("ul", class_="consequences").texts("li") == ["3 people", "3 participants"]
    assert main.one("ul", class_="publication-remarks").texts("li") == [
        "1 name is held back: the person may not be listed."
    ]
    assert Source.objects.public().count() == 1
    assert editions.current() == edition + 1


def test_trying_out_what_would_change_changes_nothing(week):
    edition, rows = editions.current(), week.history.count()
    assert [str(c.number) + c.kind for c in consequences_of(week, "status", Status.PUBLISHED)]
    week.refresh_from_db()
    assert (week.status, editions.current(), week.history.count()) == ("draft", edition, rows)
    assert moves() == []


def test_withdrawing_needs_a_reason_and_publishing_none(admin_client, week):
    assert admin_client.post(step(week, "published"), {"when": "now"}).status_code == 302
    answer = admin_client.post(step(week, "withdrawn"), {"when": "now"})
    assert answer.context["form"].errors == {"reason": ["This field is required."]}
    answer = admin_client.post(step(week, "withdrawn"), {"when": "now", "reason": "x\x00y"})
    assert list(answer.context["form"].errors) == ["reason"]
    admin_client.post(step(week, "withdrawn"), {"when": "now", "reason": "By mistake"})
    assert moves()[-1] == ("status", "published", "withdrawn", "admin", "By mistake")


@pytest.mark.parametrize("asked", ["part=status", "part=slug&to=published", "part=status&to=x"])
def test_a_step_that_there_is_not_is_a_bad_request(admin_client, week, asked):
    assert admin_client.get(f"{publication_of(week)}?{asked}").status_code == 400


def test_a_list_publishes_after_asking_what_can_be_published(admin_client):
    draft, public = DocumentFactory(status=Status.DRAFT), DocumentFactory()
    address = reverse("admin:meetings_document_changelist")
    chosen = {"action": "publish", "_selected_action": [draft.pk, public.pk]}
    answer = admin_client.post(address, chosen)
    assert (len(answer.context["ready"]), len(answer.context["others"])) == (1, 1)
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT
    admin_client.post(address, chosen | {"confirmed": "yes"})
    assert moves() == [("status", "draft", "published", "admin", "")]


# Promises


@pytest.mark.parametrize("factory", PUBLISHABLE, ids=lambda f: f._meta.model.__name__)
def test_what_is_or_was_public_is_not_deleted_by_anyone(admin_client, factory):
    record = factory()
    draft = factory(status=Status.DRAFT)
    for number in range(2):
        answer = admin_client.post(page_of(record, "delete"), {"post": "yes"}, follow=True)
        said = [str(message) for message in answer.context["messages"]]
        assert said == ["What is or was public is not deleted: withdraw it instead."]
        chosen = {"action": "delete_selected", "_selected_action": [record.pk, draft.pk]}
        options = record._meta
        address = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
        answer = admin_client.post(address, chosen)
        assert "withdraw it instead" in answer.content.decode()
        form = {
            field: answer.context[field] for field in ("shown_with",) if field in answer.context
        }
        admin_client.post(address, chosen | form | {"post": "yes"})
        if number == 0:
            publication.withdraw([record])
    assert type(record).objects.filter(pk__in=[record.pk, draft.pk]).count() == 2


def test_nothing_public_goes_along_with_what_is_deleted_nor_out_of_a_row(admin_client):
    topic = TopicFactory(status=Status.DRAFT)
    TopicFactory(parent=topic)
    answer = admin_client.get(page_of(topic, "delete"))
    assert answer.context["protected"] or "withdraw it instead" in answer.content.decode()
    item = AgendaItemFactory()
    form = Form(admin_client, page_of(item.session, "change"))
    form.row("items", 0, DELETE="on").send()
    draft = AgendaItemFactory(session__convening__status=Status.DRAFT)
    form = Form(admin_client, page_of(draft.session, "change"))
    assert form.row("items", 0, DELETE="on").send() == {}
    assert list(type(item).objects.all()) == [item]


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        (lambda: ConveningFactory(status=Status.WITHDRAWN), ["slug"]),
        (lambda: DocumentFactory(second_symbol="CAC/COSP/IRG/2021/9"), ["symbol", "second_symbol"]),
        (SessionFactory, ["slug"]),
        (AgendaItemFactory, ["slug"]),
        (TopicFactory, ["slug"]),
        (BodyFactory, ["slug"]),
        (EntityFactory, ["slug"]),
        (SourceFactory, ["slug"]),
    ],
)
def test_what_an_address_is_made_of_stays_once_it_was_public(admin_client, record, fields):
    record = record()
    before = {field: getattr(record, field) for field in fields}
    form = Form(admin_client, page_of(record, "change"))
    assert not set(fields) & set(form.data)
    assert "Addresses are a promise." in str(form.page.main.text)
    form.set(**dict.fromkeys(fields, "elsewhere"), change_reason="x").send()
    record.refresh_from_db()
    assert {field: getattr(record, field) for field in fields} == before


def test_a_draft_may_get_another_address(admin_client):
    draft = ConveningFactory(**DRAFTS)
    assert Form(admin_client, page_of(draft, "change")).set(slug="elsewhere").send() == {}
    assert Convening.objects.get().slug == "elsewhere"
    assert not Session.objects.exists()


# Tombstones


def test_what_is_withdrawn_answers_410_on_every_page_and_file_and_comes_back(client):
    statement = StatementFactory()
    convening, entity = statement.delegation.convening, statement.delegation.entity
    session = statement.item.session
    paper, topic = DocumentFactory(sessions=[session]), TopicFactory()
    source = SourceFactory()
    ParticipantFactory(delegation=statement.delegation)
    SittingFactory(convening=convening)
    own, week = convening.get_absolute_url(), session.get_absolute_url()
    programme = [f"{own}programme/", f"{own}programme.pdf", f"{own}programme/?format=csv"]
    people = [f"{own}participants.pdf", f"{own}participants.docx", f"{own}participants/?format=csv"]
    whole = [
        *(own, f"{own}calendar.ics", f"{own}calendar/", f"{own}changes.atom", f"{own}documents/"),
        *(f"{own}statements/", f"{own}participants/", *programme, *people),
        *(week, f"{week}agenda.pdf", f"{week}calendar.ics", f"{week}changes.atom"),
        *(statement.item.get_absolute_url(), f"/api/v1/meetings/{convening.slug}/"),
        f"/cite/meetings/{convening.slug}.bib",
    ]
    gone_with = {
        (convening, "programme_status"): programme,
        (convening, "participants_status"): people,
        (paper, "status"): [paper.get_absolute_url(), f"{paper.get_absolute_url()}en"],
        (statement, "status"): [statement.get_absolute_url()],
        (topic, "status"): [topic.get_absolute_url()],
        (entity, "status"): [entity.get_absolute_url(), statement.get_absolute_url()],
        (source, "status"): [f"/api/v1/sources/{source.slug}/"],
        (session.body, "status"): [session.body.get_absolute_url(), week],
        (convening, "status"): [*whole, paper.get_absolute_url(), statement.get_absolute_url()],
    }
    for (record, part), addresses in gone_with.items():
        move(record, part, Status.WITHDRAWN)
        assert {a: client.get(a).status_code for a in addresses} == dict.fromkeys(addresses, 410)
        move(record, part, Status.PUBLISHED)
        found = {a: client.get(a).status_code for a in addresses if not a.endswith("/en")}
        assert found == dict.fromkeys(found, 200)
