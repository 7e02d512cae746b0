"""The kinds of record that the portal gives away: by list, by API and in the data package."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from delegations.filters.delegations import DelegationFilter, ParticipantFilter
from delegations.filters.entities import EntityFilter
from delegations.filters.officers import OfficerFilter
from delegations.filters.statements import StatementFilter
from delegations.models import (
    Delegation,
    DocumentSubmission,
    Entity,
    EntityName,
    Officer,
    OfficerTitle,
    Panellist,
    Participant,
    ParticipantTally,
    ReportedFigure,
    Statement,
    TreatyAction,
)
from delegations.tables.delegations import DELEGATIONS, PARTICIPANTS
from delegations.tables.entities import ENTITIES, FORMER_NAMES, TREATY_ACTIONS
from delegations.tables.figures import FIGURES
from delegations.tables.officers import OFFICER_TITLES, OFFICERS
from delegations.tables.panellists import PANELLISTS
from delegations.tables.statements import STATEMENTS
from delegations.tables.submissions import SUBMISSIONS
from meetings.filters.agenda import AgendaItemFilter
from meetings.filters.articles import ArticleFilter
from meetings.filters.bodies import BodyFilter
from meetings.filters.convenings import ConveningFilter
from meetings.filters.documents import DocumentFilter
from meetings.filters.sessions import SessionFilter
from meetings.filters.sources import SourceFilter
from meetings.filters.topics import TopicFilter
from meetings.models import (
    AgendaItem,
    Article,
    Body,
    Chapter,
    Convening,
    Document,
    DocumentFile,
    ProgrammeEntry,
    Session,
    Sitting,
    Topic,
)
from meetings.records.facets import FacetedFilterSet
from meetings.records.models import Citation, Source
from meetings.records.querysets import without_latecomers
from meetings.records.tables import Table
from meetings.tables.agenda import ITEMS
from meetings.tables.articles import ARTICLES, CHAPTERS
from meetings.tables.bodies import BODIES
from meetings.tables.convenings import MEETINGS
from meetings.tables.documents import DOCUMENTS
from meetings.tables.files import FILES
from meetings.tables.programme import PROGRAMME, SITTINGS
from meetings.tables.sessions import SESSIONS
from meetings.tables.sources import SOURCES, citations_table, citing, withdrawn_citing
from meetings.tables.topics import TOPICS


@dataclass(frozen=True, kw_only=True)
class Collection:
    """One kind of record: its table, its public records in order, and what filters them.

    `withdrawn` are the records that were public once; `filters` are those of the page `page`, and
    fit the `tallies` too, by which records are counted that may be very many.
    """

    table: Table
    records: Callable[[], Any]
    withdrawn: Callable[[], Any]
    filters: type[FacetedFilterSet] | None = None
    page: str = ""
    tallies: Callable[[], Any] | None = None

    @property
    def name(self) -> str:
        """How addresses and files call it."""
        return self.table.name

    @property
    def model(self) -> Any:
        """Of which its records are."""
        return self.records().model


def of(model: Any, table: Table, order: str, below: str = "", **more: Any) -> Collection:
    """The collection of a model's records; the order is that of the list, and total.

    `below` are the paths of the statuses of what the records go with when it is withdrawn.
    """

    def withdrawn() -> Any:
        gone = model.objects.withdrawn().without_examples()
        return without_latecomers(gone, *below.split()).order_by("pk")

    return Collection(
        table=table,
        records=lambda: model.objects.of_the_record().order_by(*order.split(), "pk"),
        withdrawn=withdrawn,
        **more,
    )


# Whatever is of the newest convening stands first.
NEWEST = "-{0}starts_on {0}slug"
AT = NEWEST.format("convening__")
IN_DELEGATION = NEWEST.format("delegation__convening__")
ON_PANEL = NEWEST.format("entry__convening__")
PROGRAMMES = "convening__status convening__programme_status"

KINDS = (
    of(Body, BODIES, "position code", filters=BodyFilter, page="bodies:list"),
    of(
        Convening,
        MEETINGS,
        "-starts_on slug",
        filters=ConveningFilter,
        page="convenings:list",
    ),
    of(
        Session,
        SESSIONS,
        "-convening__starts_on position body__position",
        below="convening__status body__status",
        filters=SessionFilter,
        page="sessions:list",
    ),
    of(
        AgendaItem,
        ITEMS,
        "-session__convening__starts_on session__position session_id position",
        below="session__convening__status session__body__status",
        filters=AgendaItemFilter,
    ),
    of(Sitting, SITTINGS, f"{AT} ordinal", below=PROGRAMMES),
    of(ProgrammeEntry, PROGRAMME, f"{AT} sitting__starts_at position", below=PROGRAMMES),
    of(Document, DOCUMENTS, "sort_key", filters=DocumentFilter, page="documents:list"),
    of(DocumentFile, FILES, "document__sort_key", below="document__status"),
    of(Topic, TOPICS, "position slug", filters=TopicFilter, page="topics:list"),
    of(Chapter, CHAPTERS, "number", page="articles:list"),
    of(Article, ARTICLES, "number", filters=ArticleFilter, page="articles:list"),
    of(Entity, ENTITIES, "slug", filters=EntityFilter, page="states:list"),
    of(EntityName, FORMER_NAMES, "entity__slug position", below="entity__status"),
    of(TreatyAction, TREATY_ACTIONS, "entity__slug position", below="entity__status"),
    of(
        Delegation,
        DELEGATIONS,
        f"{AT} entity__slug",
        below="convening__status entity__status",
        filters=DelegationFilter,
    ),
    of(
        Participant,
        PARTICIPANTS,
        f"{IN_DELEGATION} delegation__entity__slug position",
        below="delegation__convening__status delegation__convening__participants_status "
        "delegation__entity__status",
        filters=ParticipantFilter,
        tallies=ParticipantTally.objects.of_the_record,
    ),
    of(
        Officer,
        OFFICERS,
        "-convening__starts_on position",
        below="convening__status session__body__status",
        filters=OfficerFilter,
    ),
    of(
        OfficerTitle,
        OFFICER_TITLES,
        "-officer__convening__starts_on officer position",
        below="officer__convening__status officer__session__body__status",
    ),
    of(
        Panellist,
        PANELLISTS,
        f"{ON_PANEL} entry position",
        below="entry__convening__status entry__convening__programme_status entity__status",
    ),
    of(
        Statement,
        STATEMENTS,
        "-delegation__convening__starts_on item__session__position item__position position",
        below="delegation__convening__status delegation__entity__status "
        "item__session__body__status",
        filters=StatementFilter,
        page="statements:list",
    ),
    of(
        DocumentSubmission,
        SUBMISSIONS,
        "document__sort_key",
        below="document__status entity__status",
    ),
    of(
        ReportedFigure,
        FIGURES,
        f"{AT} position",
        below="convening__status session__body__status",
    ),
    of(
        Source,
        SOURCES,
        "publisher -published_on title",
        filters=SourceFilter,
        page="sources:list",
    ),
)

CITED = {collection.model: collection.table for collection in KINDS if collection.model != Source}
CITATIONS = Collection(
    table=citations_table(CITED),
    records=lambda: citing(Citation.objects.of_the_record(), CITED).order_by("pk"),
    withdrawn=lambda: withdrawn_citing(Citation.objects.without_examples(), CITED).order_by("pk"),
)

COLLECTIONS: dict[str, Collection] = {
    collection.name: collection for collection in (*KINDS, CITATIONS)
}
