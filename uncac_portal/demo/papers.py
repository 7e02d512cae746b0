"""The papers of an example: whole families of symbols, in uneven languages, many with a file."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from random import Random
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile

from meetings import symbols
from meetings.enums import Availability, Distribution, DocumentKind, IssueStatus
from meetings.models import AgendaItem, Convening, Document, DocumentFile
from meetings.records.enums import Status
from uncac_portal.demo.making import made
from uncac_portal.demo.pdf import pdf_of

OFFICIAL = [code for code, _name in DocumentFile.LANGUAGES]
HELD, ISSUED, NOT_ISSUED = Availability.HELD, Availability.ISSUED, Availability.NOT_ISSUED
# What is known of a paper in each language; of a language that is left out, nothing is recorded.
LANGUAGES: dict[str, dict[str, Availability]] = {
    "all six": dict.fromkeys(OFFICIAL, HELD),
    "four": dict.fromkeys(["en", "fr", "es", "ru"], HELD),
    "two held": {code: HELD if code in ("en", "fr") else ISSUED for code in OFFICIAL},
    "English only": {code: HELD if code == "en" else NOT_ISSUED for code in OFFICIAL},
    "no copy": {"en": ISSUED, "ar": ISSUED},
    "nothing": {},
}


@dataclass(frozen=True)
class Paper:
    """An invented paper: its symbol after the year, what it is, and the items it was issued for."""

    prefix: str
    ending: str
    kind: DocumentKind
    title: str
    items: tuple[str, ...] = ()
    languages: str = "all six"
    issue: IssueStatus = IssueStatus.ISSUED


AGENDA, NOTE, REPORT = DocumentKind.AGENDA, DocumentKind.NOTE, DocumentKind.SECRETARIAT_REPORT
ROOM, BACKGROUND = DocumentKind.CONFERENCE_ROOM_PAPER, DocumentKind.BACKGROUND
SUMMARY, INFORMATION = DocumentKind.EXECUTIVE_SUMMARY, DocumentKind.INFORMATION
CORRECTION, OTHER = DocumentKind.CORRIGENDUM, DocumentKind.OTHER
RESERVED, WITHDRAWN = IssueStatus.RESERVED, IssueStatus.WITHDRAWN
IRG, WGAR, EGIC = "CAC/COSP/IRG/", "CAC/COSP/WG.2/", "CAC/COSP/EG.1/"

PAPERS = (
    Paper(IRG, "1", AGENDA, "Provisional agenda with annotations", ("irg 1(b)",)),
    Paper(IRG, "1/Add.1", AGENDA, "Organization of work", ("irg 1(b)",), "four"),
    Paper(IRG, "1/Corr.1", CORRECTION, "Correction of a room", ("irg 1(b)",), "English only"),
    Paper(IRG, "2", REPORT, "Progress of the reviews", ("irg 2(b)",)),
    Paper(IRG, "2/Add.1", REPORT, "Progress of the reviews: tables", ("irg 2(b)",), "two held"),
    Paper(IRG, "2/Add.2", REPORT, "Progress of the reviews: maps", ("irg 2(b)",), "no copy"),
    Paper(IRG, "2/Rev.1", REPORT, "Progress of the reviews, revised", ("irg 2(b)",), "four"),
    Paper(IRG, "3", NOTE, "Performance of the Mechanism", ("irg 3",)),
    Paper(IRG, "4", NOTE, "Needs for technical assistance", ("irg 4", "wgar 4", "egic 4")),
    Paper(IRG, "4/Add.1", NOTE, "Needs by region", ("irg 4",), "two held"),
    Paper(IRG, "4/Corr.1", CORRECTION, "Correction of a table", ("irg 4",), "English only"),
    Paper(IRG, "5", NOTE, "Budget of the Mechanism", ("irg 5",), "four"),
    Paper(IRG, "6", NOTE, "Drawing of lots", ("irg 2(a)",), "no copy"),
    Paper(IRG, "7", NOTE, "Follow-up to the reviews", ("irg 2",), "nothing", RESERVED),
    Paper(IRG, "8", NOTE, "Costs of interpretation", ("irg 5",), "no copy", WITHDRAWN),
    Paper(IRG, "9", SUMMARY, "Executive summary: a first State", ("irg 2(b)",), "two held"),
    Paper(IRG, "9/Add.1", SUMMARY, "Executive summary: a second State", ("irg 2(b)",), "two held"),
    Paper(IRG, "9/Add.2", SUMMARY, "Executive summary: a third State", ("irg 2(b)",), "no copy"),
    Paper(IRG, "CRP.1", ROOM, "Replies to a questionnaire", ("irg 2(b)",), "English only"),
    Paper(IRG, "CRP.2", ROOM, "Good practices submitted", ("irg 3",), "English only"),
    Paper(IRG, "CRP.2/Add.1", ROOM, "Good practices, continued", ("irg 3",), "English only"),
    Paper(IRG, "CRP.3", ROOM, "Experience of practitioners", ("irg 4",), "English only"),
    Paper(IRG, "L.1", OTHER, "Draft report", ("irg 7",), "four"),
    Paper(IRG, "L.1/Add.1", OTHER, "Draft report: item 2", ("irg 7",), "two held"),
    Paper(IRG, "L.1/Add.2", OTHER, "Draft report: item 4", ("irg 7",), "nothing", RESERVED),
    Paper(IRG, "INF/1", INFORMATION, "Information for participants", (), "four"),
    Paper(IRG, "INF/2", DocumentKind.PARTICIPANTS, "List of participants", (), "nothing", RESERVED),
    Paper(WGAR, "1", AGENDA, "Provisional agenda with annotations", ("wgar 1(b)",)),
    Paper(WGAR, "2", REPORT, "Mandates carried out", ("wgar 2",), "four"),
    Paper(WGAR, "2/Add.1", REPORT, "Mandates carried out: cases", ("wgar 2",), "no copy"),
    Paper(WGAR, "3", BACKGROUND, "Confiscation without a conviction", ("wgar 3(a)",)),
    Paper(WGAR, "4", BACKGROUND, "Registers of owners", ("wgar 3(b)",), "two held"),
    Paper(WGAR, "4/Rev.1", BACKGROUND, "Registers of owners, revised", ("wgar 3(b)",)),
    Paper(WGAR, "CRP.1", ROOM, "Cases that were closed", ("wgar 3",), "English only"),
    Paper(WGAR, "L.1", OTHER, "Draft report", ("wgar 5",), "nothing"),
    Paper(EGIC, "1", AGENDA, "Provisional agenda with annotations", ("egic 1(b)",)),
    Paper(EGIC, "2", NOTE, "Requests that rest on the Convention", ("egic 2",), "four"),
    Paper(EGIC, "3", BACKGROUND, "Direct contacts between authorities", ("egic 3",), "two held"),
    Paper(EGIC, "CRP.1", ROOM, "Contact points in practice", ("egic 3",), "English only"),
    Paper(EGIC, "L.1", OTHER, "Draft report", ("egic 5",), "no copy"),
)
SESSION_OF = {IRG: "irg", WGAR: "wgar", EGIC: "egic"}


def make_papers(
    convening: Convening, items: dict[str, AgendaItem], random: Random
) -> dict[str, Document]:
    """Every paper by its symbol, with what it belongs to; their language versions come last."""
    sessions = {session.body.slug: session for session in convening.sessions.select_related("body")}
    documents: dict[str, Document] = {}
    for paper in PAPERS:
        symbol = symbols.parse(f"{paper.prefix}{convening.starts_on.year}/{paper.ending}")
        under = [items[name] for name in paper.items]
        its_sessions = {name.split()[0] for name in paper.items} or {SESSION_OF[paper.prefix]}
        was_issued = paper.issue != IssueStatus.RESERVED
        document = Document(
            symbol=str(symbol),
            kind=paper.kind,
            title=f"{paper.title} (example)",
            issue_status=paper.issue,
            issued_on=_some_day(convening, random) if was_issued else None,
            job_number=f"EXAMPLE.{random.randrange(10_000, 100_000)}" if was_issued else "",
            distribution=_distribution_of(symbol),
            original_language="en" if was_issued else "",
            parent=documents.get(str(symbol.parent)),
            status=Status.PUBLISHED,
        )
        documents[document.symbol] = made(
            document,
            sessions=[sessions[slug] for slug in sorted(its_sessions)],
            items=under,
            topics={topic for item in under for topic in item.topics.all()},
            articles={article for item in under for article in item.articles.all()},
        )
    return documents


def make_versions(convening: Convening, documents: dict[str, Document]) -> list[DocumentFile]:
    """What is known of each paper in each language, with a small real file where one is held."""
    return [
        _version(convening, document, language, availability)
        for paper, document in zip(PAPERS, documents.values(), strict=True)
        for language, availability in LANGUAGES[paper.languages].items()
    ]


def _version(
    convening: Convening, document: Document, language: str, availability: Availability
) -> DocumentFile:
    version = DocumentFile(document=document, language=language, availability=availability)
    if availability == Availability.HELD:
        issued = document.issued_on or convening.starts_on
        _hold(version, _pdf(document, language))
        version.held_since = datetime.combine(issued, time(12), ZoneInfo(convening.time_zone))
    return made(version)


def _hold(version: DocumentFile, content: bytes) -> None:
    """Keep the file; the same one, left there with an earlier database, is not kept twice."""
    version.sha256 = sha256(content).hexdigest()
    version.bytes = len(content)
    # The name holds the checksum: what bears it already is this very file.
    name = version.file.field.generate_filename(version, "example.pdf")
    storage = version.file.storage
    if not storage.exists(name):
        name = storage.save(name, ContentFile(content))
    version.file = name


def _pdf(document: Document, language: str) -> bytes:
    lines = [
        document.symbol,
        document.title,
        "Example: this paper is invented to show the portal.",
        f"It stands for the version in the language “{language}”.",
    ]
    return pdf_of(lines, title=f"{document.symbol} (example)", language="en")


def _some_day(convening: Convening, random: Random) -> date:
    return convening.starts_on - timedelta(days=random.randrange(10, 70))


def _distribution_of(symbol: symbols.Symbol) -> Distribution:
    if symbol.is_limited:
        return Distribution.LIMITED
    if symbol.is_conference_room_paper:
        return Distribution.NOT_RECORDED
    return Distribution.GENERAL
