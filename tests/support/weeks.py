"""Two bodies, a week of each and one that they hold together, and people with roles in them."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client

from delegations.models import RoomLimitException
from meetings.models import Import
from meetings.records.enums import Level, Status
from tests.factories import (
    AgendaItemFactory,
    ArticleFactory,
    BodyFactory,
    CitationFactory,
    ConveningFactory,
    DelegationFactory,
    DocumentFactory,
    DocumentFileFactory,
    DocumentSubmissionFactory,
    EntityFactory,
    EntityNameFactory,
    FormerFileFactory,
    OfficerFactory,
    OfficerTitleFactory,
    PanellistFactory,
    ParticipantFactory,
    PersonFactory,
    ProgrammeChangeFactory,
    ProgrammeEntryFactory,
    ReportedFigureFactory,
    SessionFactory,
    SittingFactory,
    SourceFactory,
    StatementFactory,
    TopicFactory,
    TreatyActionFactory,
)
from uncac_portal.access.models import Role

DRAFT = {"status": Status.DRAFT}


@dataclass
class Week:
    """A convening: what its bodies share, and what is of one of its sessions."""

    convening: Any
    shared: dict[str, Any]
    of_body: list[dict[str, Any]] = field(default_factory=list)

    @property
    def records(self) -> dict[str, Any]:
        """One record of each kind."""
        return self.shared | self.of_body[0]


@dataclass
class Weeks:
    """The irg's own week, one of another body, one of both, and records of no body."""

    irg: Any
    other_body: Any
    own: Week
    other: Week
    joint: Week
    paper_of_both: Any
    empty: Any
    common: dict[str, Any]
    reference: dict[str, Any]


def colleague(name: str, *roles: tuple[Level, Any], **more: Any) -> User:
    """Somebody of the staff with roles: (level, body), where no body is all bodies."""
    user = User.objects.create_user(name, **{"is_staff": True} | more)
    Role.objects.bulk_create(Role(user=user, level=level, body=body) for level, body in roles)
    return user


def signed_in(user: User) -> Client:
    """A browser in which the person is signed in; what fails is answered with 500."""
    client = Client(raise_request_exception=False)
    client.force_login(user, "uncac_portal.access.backends.RoleBackend")
    return client


def grow_weeks() -> Weeks:
    """The world, all of it as drafts."""
    irg, other_body = BodyFactory(code="IRG"), BodyFactory(code="WGAR")
    joint = _week(irg, other_body)
    return Weeks(
        irg=irg,
        other_body=other_body,
        own=_week(irg),
        other=_week(other_body),
        joint=joint,
        paper_of_both=DocumentFactory(
            sessions=[records["session"] for records in joint.of_body], **DRAFT
        ),
        empty=ConveningFactory(**_DRAFT_CONVENING),
        common=_common(),
        reference=_reference(),
    )


_DRAFT_CONVENING = {
    "status": Status.DRAFT,
    "programme_status": Status.DRAFT,
    "participants_status": Status.DRAFT,
}


def _week(*bodies: Any) -> Week:
    convening = ConveningFactory(in_person_limit=2, **_DRAFT_CONVENING)
    here = {"convening": convening}
    delegation = DelegationFactory(**here)
    officer = OfficerFactory(**here)
    entry = ProgrammeEntryFactory(**here)
    shared = {
        "convening": convening,
        "delegation": delegation,
        "participant": ParticipantFactory(delegation=delegation),
        "officer": officer,
        "title": OfficerTitleFactory(officer=officer),
        "figure": ReportedFigureFactory(**here),
        "sitting": SittingFactory(**here),
        "entry": entry,
        "panellist": PanellistFactory(entry=entry),
        "change": ProgrammeChangeFactory(**here),
        "statement under no item": StatementFactory(delegation=delegation, item=None, **DRAFT),
        "citation of the convening": CitationFactory(record=convening),
        "exception": RoomLimitException.objects.create(
            delegation=delegation, allowed=3, reason="Asked by note verbale."
        ),
        "import": Import.objects.create(kind="participants", bytes=1, **here),
    }
    return Week(convening, shared, [_of_body(body, delegation) for body in bodies])


def _of_body(body: Any, delegation: Any) -> dict[str, Any]:
    here = {"convening": delegation.convening}
    session = SessionFactory(body=body, **here)
    item = AgendaItemFactory(session=session)
    paper = DocumentFactory(sessions=[session], **DRAFT)
    version = DocumentFileFactory(document=paper)
    officer = OfficerFactory(session=session, **here)
    return {
        "session": session,
        "item": item,
        "paper": paper,
        "version": version,
        "former file": FormerFileFactory(version=version, file=ContentFile(b"%PDF-", "1.pdf")),
        "submission": DocumentSubmissionFactory(document=paper),
        "statement": StatementFactory(delegation=delegation, item=item, **DRAFT),
        "officer of the session": officer,
        "title of the session": OfficerTitleFactory(officer=officer),
        "figure of the session": ReportedFigureFactory(session=session, **here),
        "citation of the item": CitationFactory(record=item),
    }


def _common() -> dict[str, Any]:
    person, source = PersonFactory(), SourceFactory(**DRAFT)
    return {"person": person, "source": source, "citation": CitationFactory(record=person)}


def _reference() -> dict[str, Any]:
    entity = EntityFactory()
    return {
        "body": BodyFactory(),
        "topic": TopicFactory(),
        "article": ArticleFactory(),
        "entity": entity,
        "former name": EntityNameFactory(entity=entity),
        "treaty action": TreatyActionFactory(entity=entity),
        "paper of no session": DocumentFactory(**DRAFT),
        "citation of the entity": CitationFactory(record=entity),
    }
