"""A record large enough to measure the search: statements, papers and items as many as asked."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice, product
from random import Random
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model

from delegations.enums import DeliveryMode
from delegations.models import Delegation, Entity, Statement
from meetings.enums import DocumentKind
from meetings.models import AgendaItem, Article, Convening, Document, Session, Topic
from meetings.records.domain import editions
from meetings.records.enums import Status
from tests.benchmarks.multiplying import beyond, go_on_after, moved_on, multiply
from uncac_portal.search.indexing import rebuild
from uncac_portal.search.models import Entry, EntryFacet, EntryName, EntryWords

AT_ONCE = 5_000
LANGUAGES = ["en", "fr", "es", "ar", "ru", "zh-hans", ""]
SUBJECTS = ["asset", "recovery", "bribery", "prevention", "assistance", "review"]
SYLLABLES = ["ba", "co", "di", "fre", "gu", "la", "mo", "ni", "pra", "re", "si", "to", "vu"]
WORDS = ["".join(syllables) for syllables in product(SYLLABLES, repeat=4)]
STATUSES = [Status.PUBLISHED] * 19 + [Status.DRAFT]  # one of twenty is not public
COPIED = ("items", "documents", "statements")
COPIES = 9  # of each record: to write and to index as many texts anew takes half an hour
# What tells records apart has to tell copies apart.
OF_A_COPY = {
    AgendaItem: {"slug": "o.slug || '-' || i", "number": "''"},
    Document: {name: f"o.{name} || '/' || i" for name in ("symbol", "lookup_key", "sort_key")}
    | {"second_symbol": "''", "second_lookup_key": "''"},
    Statement: {},
}
RELATIONS = (
    (AgendaItem, "topics"),
    (AgendaItem, "articles"),
    (Document, "topics"),
    (Document, "articles"),
    (Document, "sessions"),
    (Statement, "topics"),
    (Statement, "articles"),
)


def fill(number: int) -> None:
    """An empty database with the record and about so many records more, all of them indexed.

    One in ten has texts of its own; the others are copies, and so are their entries in the index.
    """
    call_command("migrate", verbosity=0)
    call_command("seed", verbosity=0)
    grow(number // (COPIES + 1))
    rebuild()
    with transaction.atomic():
        copy()
    if connection.vendor == "postgresql":  # which does so by itself, some time later
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def copy() -> None:
    """Every item, paper and statement so many times again, with their relations and entries."""
    of_records, of_entries = beyond(*OF_A_COPY), beyond(Entry)
    for model, field in RELATIONS:
        links = getattr(model, field).through
        here = model._meta.get_field(field).m2m_column_name()
        multiply(
            links.objects.all(),
            COPIES,
            shift=beyond(links),
            changes={here: moved_on(here, of_records)},
        )
    for model, changes in OF_A_COPY.items():
        multiply(model.objects.all(), COPIES, shift=of_records, changes=changes)
    entries = Entry.objects.filter(kind__in=COPIED)
    _copy_words(entries, of_entries)
    for model in (EntryFacet, EntryName):
        multiply(
            model.objects.filter(entry__in=entries),
            COPIES,
            shift=beyond(model),
            changes={"entry_id": moved_on("entry_id", of_entries)},
        )
    changes = {"record_id": moved_on("record_id", of_records)}
    multiply(entries, COPIES, shift=of_entries, changes=changes)
    go_on_after(*OF_A_COPY, Entry, EntryFacet, EntryName)


def _copy_words(entries: Any, shift: int) -> None:
    words = EntryWords.objects.filter(entry__in=entries)
    if connection.vendor == "postgresql":
        multiply(words, COPIES, shift=shift, changes={})
        return
    kept = ", ".join(str(key) for key in entries.values_list("pk", flat=True))
    with connection.cursor() as cursor:  # FTS5 is not written to by the name of its whole row
        for copied in range(1, COPIES + 1):
            cursor.execute(
                "INSERT INTO search_words (rowid, title, body) "
                f"SELECT rowid + {copied * shift}, title, body FROM search_words "
                f"WHERE rowid IN ({kept})"
            )


def grow(number: int, *, random_seed: int = 1) -> None:
    """Add so many records to those that are seeded: 3 statements of 4, then papers and items.

    Each of `SUBJECTS` is in every fifth; two of them together in some of a hundred.
    """
    random = Random(random_seed)
    with editions.raised_once():
        sessions = list(Session.objects.public().select_related("convening"))
        delegations = _delegations(random)
        items = _made(_items(number // 10, sessions, random))
        by_convening: dict[int, list[Any]] = {}
        for item in items:
            by_convening.setdefault(item.session.convening_id, []).append(item)
        papers = _made(_papers(number * 3 // 20, random))
        spoken = _made(_statements(number * 3 // 4, delegations, by_convening, random))
        for model, records in ((AgendaItem, items), (Document, papers), (Statement, spoken)):
            _relate(model, "topics", records, Topic.objects.public(), random)
            _relate(model, "articles", records, Article.objects.all(), random)
        _relate(Document, "sessions", papers, sessions, random)


def text(random: Random, length: int) -> str:
    """Words of which few are frequent and many are rare, with some of the subjects among them."""
    words = [WORDS[int(len(WORDS) ** random.random()) - 1] for _ in range(length)]
    words += [word for word in SUBJECTS if random.random() < 0.2]
    random.shuffle(words)
    return " ".join(words).capitalize() + "."


def _delegations(random: Random) -> list[Delegation]:
    known = set(Delegation.objects.values_list("convening_id", "entity_id"))
    entities = list(Entity.objects.public())
    made = [
        Delegation(convening=convening, entity=entity)
        for convening in Convening.objects.public()
        for entity in random.sample(entities, 40)
        if (convening.pk, entity.pk) not in known
    ]
    Delegation.objects.bulk_create(made)
    return list(Delegation.objects.public())


def _items(number: int, sessions: Sequence[Session], random: Random) -> Iterator[AgendaItem]:
    for n in range(number):
        yield AgendaItem(
            session=random.choice(sessions),
            slug=f"item-{n}",
            title=text(random, 6),
            annotation=text(random, 30),
        )


def _papers(number: int, random: Random) -> Iterator[Document]:
    for n in range(number):
        yield Document(
            symbol=f"CAC/COSP/WG.{2 + n // 120_000}/{2006 + n % 15}/{1000 + n // 15 % 8000}",
            kind=random.choice(DocumentKind.values),
            title=text(random, 10),
            issued_on=date(2006 + n % 15, 1 + n % 12, 1),
            original_language="en",
            status=random.choice(STATUSES),
        )


def _statements(
    number: int,
    delegations: Sequence[Delegation],
    items: dict[int, list[Any]],
    random: Random,
) -> Iterator[Statement]:
    for _ in range(number):
        delegation = random.choice(delegations)
        yield Statement(
            delegation=delegation,
            item=random.choice([None, *items.get(delegation.convening_id, [])]),
            summary=text(random, 40),
            mode=random.choice(DeliveryMode.values),
            original_language=random.choice(LANGUAGES),
            status=random.choice(STATUSES),
        )


def _made(records: Iterator[Any]) -> list[Any]:
    made: list[Any] = []
    while some := list(islice(records, AT_ONCE)):
        made += type(some[0]).objects.bulk_create(some)
    return made


def _relate(model: Any, field: str, records: Sequence[Model], others: Any, random: Random) -> None:
    """Lead each of the records to one or two of the others."""
    through = getattr(model, field).through
    relation = model._meta.get_field(field)
    here, there = relation.m2m_column_name(), relation.m2m_reverse_name()
    keys = [record.pk for record in others]
    links = (
        through(**{here: record.pk, there: key})
        for record in records
        for key in random.sample(keys, random.choice([1, 1, 2]))
    )
    while some := list(islice(links, AT_ONCE)):
        through.objects.bulk_create(some)
