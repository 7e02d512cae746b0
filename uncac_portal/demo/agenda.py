"""The sessions of an example and their agendas."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from meetings.enums import AgendaStatus
from meetings.models import AgendaItem, Article, Body, Convening, Session, Topic
from uncac_portal.demo.making import made

# Sessions of an example bear numbers that no body will reach: 931 in 2031.
ORDINALS_FROM = 900


@dataclass(frozen=True)
class Subject:
    """An item of an invented agenda, and what it touches."""

    number: str
    title: str
    annotation: str = ""
    topics: tuple[str, ...] = ()
    articles: tuple[int, ...] = ()


OPENING = Subject("1(a)", "Opening of the session", topics=("organization-of-work",))
ORGANIZATION = (
    Subject("1", "Organizational matters", topics=("organization-of-work",)),
    OPENING,
    Subject("1(b)", "Adoption of the agenda", "Invented: the agenda is to be adopted as printed."),
)
AGENDAS: dict[str, tuple[Subject, ...]] = {
    "irg": (
        *ORGANIZATION,
        Subject(
            "2",
            "Review of implementation",
            "Invented: the reviews of the second cycle are taken stock of, chapter by chapter.",
            ("review-of-implementation",),
            (63,),
        ),
        Subject("2(a)", "Drawing of lots", topics=("country-reviews",), articles=(63,)),
        Subject(
            "2(b)",
            "Progress of the country reviews",
            "Invented: this item goes on over three sittings, with a panel on the second day.",
            ("country-reviews",),
            (5, 6, 63),
        ),
        Subject(
            "3",
            "Performance of the Mechanism",
            topics=("performance-of-the-mechanism",),
            articles=(63,),
        ),
        Subject(
            "4",
            "Technical assistance",
            "Invented: taken up together with the items on the same subject of the other bodies.",
            ("technical-assistance",),
            (60, 61, 62),
        ),
        Subject("5", "Financial and budgetary matters", topics=("financial-matters",)),
        Subject("6", "Other matters"),
        Subject("7", "Adoption of the report", topics=("organization-of-work",)),
    ),
    "wgar": (
        *ORGANIZATION,
        Subject(
            "2",
            "Implementation of asset recovery mandates",
            "Invented: how earlier decisions on the return of assets were carried out.",
            ("asset-recovery",),
            (51, 57),
        ),
        Subject("3", "Practical aspects of asset recovery", topics=("asset-recovery",)),
        Subject(
            "3(a)",
            "Confiscation without a conviction",
            topics=("non-conviction-based-recovery",),
            articles=(54,),
        ),
        Subject(
            "3(b)",
            "Beneficial ownership",
            "Invented: this item moves with its sitting from Thursday to Friday.",
            ("beneficial-ownership",),
            (14, 52),
        ),
        Subject("4", "Technical assistance", topics=("technical-assistance",), articles=(60,)),
        Subject("5", "Adoption of the report", topics=("organization-of-work",)),
    ),
    "egic": (
        *ORGANIZATION,
        Subject(
            "2",
            "The Convention as a legal basis",
            topics=("convention-as-legal-basis",),
            articles=(44, 46),
        ),
        Subject(
            "3",
            "Direct contacts between authorities",
            "Invented: contacts before a formal request, and the networks that help with them.",
            ("globe-network", "international-cooperation"),
            (48,),
        ),
        Subject("4", "Technical assistance", topics=("technical-assistance",), articles=(60,)),
        Subject("5", "Adoption of the report", topics=("organization-of-work",)),
    ),
}
TOGETHER = (
    ("irg 1(a)", "wgar 1(a)", "egic 1(a)"),
    ("irg 4", "wgar 4", "egic 4"),
    ("irg 2(b)", "wgar 2"),
)


def bodies_of_agendas() -> dict[str, Body]:
    """The public bodies that hold the sessions, by short name; a missing one is left out."""
    return {body.slug: body for body in Body.objects.public().filter(slug__in=AGENDAS)}


def make_sessions(convening: Convening, bodies: dict[str, Body]) -> list[Session]:
    """A session of each body, side by side; own days are recorded for some only."""
    first = convening.starts_on
    ordinal = ORDINALS_FROM + first.year % 100
    own_days = {"irg": (first, convening.ends_on), "wgar": (first + timedelta(days=1), None)}
    agendas = {"irg": AgendaStatus.ADOPTED, "wgar": AgendaStatus.PROVISIONAL}
    sessions = []
    for position, slug in enumerate(AGENDAS, 1):
        starts_on, ends_on = own_days.get(slug, (None, None))
        session = Session(
            body=bodies[slug],
            ordinal=ordinal,
            convening=convening,
            slug=f"{slug}-{ordinal}",
            starts_on=starts_on,
            ends_on=ends_on,
            agenda_status=agendas.get(slug, AgendaStatus.NOT_RECORDED),
            position=position,
        )
        sessions.append(made(session))
    return sessions


def make_agendas(sessions: list[Session]) -> dict[str, AgendaItem]:
    """The items of every session, by “irg 4(a)”; joint ones know one another."""
    topics = {topic.slug: topic for topic in Topic.objects.public()}
    articles = {article.number: article for article in Article.objects.all()}
    items: dict[str, AgendaItem] = {}
    for session in sessions:
        for position, subject in enumerate(AGENDAS[session.body.slug], 1):
            whole = subject.number.partition("(")[0]
            items[f"{session.body.slug} {subject.number}"] = made(
                AgendaItem(
                    session=session,
                    number=subject.number,
                    slug=subject.number.replace("(", "").replace(")", ""),
                    parent=items.get(f"{session.body.slug} {whole}"),
                    position=position,
                    title=subject.title,
                    annotation=subject.annotation,
                ),
                topics=[topics[slug] for slug in subject.topics if slug in topics],
                articles=[articles[number] for number in subject.articles if number in articles],
            )
    for group in TOGETHER:
        for one, other in combinations(group, 2):
            items[one].considered_with.add(items[other])
    return items
