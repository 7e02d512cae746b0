"""What is said in an example, and who speaks on its panels."""

from datetime import date
from random import Random

from delegations.enums import DeliveryMode, PanelRole, StatementKind
from delegations.models import Delegation, DocumentSubmission, Panellist, Person, Statement
from meetings.enums import EntryKind
from meetings.models import AgendaItem, Document, ProgrammeEntry
from meetings.records.enums import Status
from uncac_portal.demo.making import made

STATEMENTS = 60
PANELLISTS = 4  # after a moderator
UNDER = ("irg 2(b)", "irg 3", "irg 4", "irg 5", "wgar 2", "wgar 3(a)", "egic 2", "egic 3")
SUMMARIES = (
    "Invented example: the delegation thanked the Secretariat for its papers.",
    "Invented example: the delegation asked that papers come earlier and in more languages.",
    "Invented example: the delegation told how two authorities came to share one register.",
    "Invented example: the delegation proposed to go on with this subject at the next session.",
    "Invented example: the delegation reported on training that it had given and received.",
    "",
)
ON_BEHALF_OF = ("", "", "", "", "an invented group of States")
LANGUAGES = ("en", "fr", "es", "ar", "zh-hans", "ru", "")


def make_statements(
    delegations: list[Delegation],
    first_of: dict[int, Person],
    items: dict[str, AgendaItem],
    papers: list[Document],
    random: Random,
) -> list[Statement]:
    """What delegations say under some items, in neutral words; a few with a paper as their text."""
    statements = []
    for number, delegation in enumerate(random.choices(delegations, k=STATEMENTS)):
        item = items[UNDER[number % len(UNDER)]]
        statement = Statement(
            delegation=delegation,
            item=item,
            speaker=first_of.get(delegation.pk) if random.randrange(3) else None,
            kind=random.choice((StatementKind.STATEMENT,) * 5 + tuple(StatementKind)),
            mode=random.choice(tuple(DeliveryMode)),
            on_behalf_of=random.choice(ON_BEHALF_OF),
            delivered_on=_day_of(item),
            original_language=random.choice(LANGUAGES),
            summary=random.choice(SUMMARIES),
            document=random.choice(papers) if number % 10 == 0 else None,
            position=number // len(UNDER) + 1,
            status=Status.PUBLISHED,
        )
        topics, articles = item.topics.all(), list(item.articles.all())
        statements.append(made(statement, topics=topics, articles=articles[: number % 3]))
    return statements


def make_submissions(
    delegations: list[Delegation], papers: list[Document], random: Random
) -> list[DocumentSubmission]:
    """Which State submitted each conference room paper."""
    states = [delegation.entity for delegation in delegations if delegation.entity.is_state]
    return [
        made(DocumentSubmission(document=paper, entity=state))
        for paper, state in zip(papers, random.sample(states, len(papers)), strict=True)
    ]


def make_panellists(
    entries: list[ProgrammeEntry],
    delegations: list[Delegation],
    first_of: dict[int, Person],
    random: Random,
) -> list[Panellist]:
    """A moderator and four panellists of each panel; of the last one only the entity is known."""
    panellists = []
    for entry in (entry for entry in entries if entry.kind == EntryKind.PANEL):
        for position, delegation in enumerate(random.sample(delegations, PANELLISTS + 1)):
            known = position < PANELLISTS
            panellist = Panellist(
                entry=entry,
                role=PanelRole.PANELLIST if position else PanelRole.MODERATOR,
                person=first_of.get(delegation.pk) if known else None,
                entity=delegation.entity,
                title="Example expert" if known else "",
                mode=random.choice((*tuple(DeliveryMode)[:2], DeliveryMode.NOT_RECORDED)),
                position=position + 1,
            )
            panellists.append(made(panellist))
    return panellists


def _day_of(item: AgendaItem) -> date | None:
    """The first day on which the item is taken up; None where no sitting of it is planned."""
    entry = item.entries.exclude(sitting=None).order_by("sitting__starts_at").first()
    return entry.sitting.starts_at.date() if entry and entry.sitting else None
