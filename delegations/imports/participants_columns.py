"""Columns of the spreadsheet of participants, and what heads mean in an export of Indico."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from delegations.enums import AttendanceMode, Function, Presence
from meetings.imports.columns import (
    ChoiceCell,
    Column,
    EmailCell,
    NumberCell,
    TextCell,
    TruthCell,
    text_of,
    with_language,
)
from meetings.imports.heads import Dialect, normal

IN_PERSON = (
    *("in person", "in-person", "on site", "onsite", "physical", "physically", "room", "vienna"),
    *("en personne", "présentiel", "en présentiel", "sur place", "presencial", "en persona"),
    *("de forma presencial", "حضوري", "حضوريا", "شخصيا", "现场", "现场参加", "线下", "亲自出席"),
    *("очно", "лично", "очное", "очное участие", "trực tiếp"),
)
ONLINE = (
    *("online", "virtual", "virtually", "remote", "remotely", "en ligne", "à distance", "virtuel"),
    *("distanciel", "en línea", "a distancia", "عبر الإنترنت", "عن بعد", "افتراضي", "线上", "在线"),
    *("远程", "онлайн", "дистанционно", "удаленно", "удалённо", "trực tuyến", "từ xa"),
)
BOTH = (
    "both",
    "hybrid",
    "les deux",
    "hybride",
    "ambos",
    "híbrido",
    "كلاهما",
    "两者",
    "оба",
    "cả hai",
)
MODES = (
    dict.fromkeys(IN_PERSON, AttendanceMode.IN_PERSON.value)
    | dict.fromkeys(ONLINE, AttendanceMode.ONLINE.value)
    | dict.fromkeys(BOTH, AttendanceMode.BOTH.value)
)
FUNCTIONS = {
    **dict.fromkeys(("head", "chef de délégation", "jefe de delegación"), Function.HEAD.value),
    **dict.fromkeys(("deputy", "deputy head"), Function.DEPUTY_HEAD.value),
    **dict.fromkeys(("delegate", "member", "delegation member"), Function.REPRESENTATIVE.value),
    **dict.fromkeys(("advisor",), Function.ADVISER.value),
}
REGISTERED = ("complete", "completed", "approved", "accepted", "confirmed", "registered", "paid")
NOT_YET = ("pending", "unpaid", "waiting", "waiting list", "incomplete", "draft")
GONE = ("rejected", "withdrawn", "cancelled", "canceled", "declined")


class RegistrationCell(TextCell):
    """The state of a registration in Indico: whether the person is registered, not yet, or gone."""

    meanings = {
        normal(word): meaning
        for meaning, words in (("registered", REGISTERED), ("not_yet", NOT_YET), ("gone", GONE))
        for word in words
    }

    def clean(self, value: Any, row: Any = None, **options: Any) -> str:
        text = text_of(value)
        if not text:
            return ""
        if normal(text) not in self.meanings:
            raise ValidationError(
                _("“%(text)s” is no state of a registration known here.") % {"text": text}
            )
        return self.meanings[normal(text)]


NAME = with_language(
    Column(
        name="name",
        label=pgettext_lazy("head of a column", "name"),
        about=gettext_lazy("Given and family name, as the person writes it."),
        heads=("Full name", "Participant", "Nom complet", "Nombre completo"),
        cell=TextCell(longest=200),
        example="Maria Example",
    )
)
TITLE = with_language(
    Column(
        name="title",
        label=pgettext_lazy("position at home", "title"),
        about=gettext_lazy("Position at home, as the list of participants gives it."),
        heads=(
            "Job title",
            "Designation",
            "Official title",
            "Position or title",
            "Functional title",
        ),
        cell=TextCell(longest=250),
        example="Director, Ministry of Justice",
    )
)
COLUMNS = (
    Column(
        name="id",
        label=gettext_lazy("id"),
        about=gettext_lazy(
            "The number of the participant, as in downloads. Empty: a new participant, or one who "
            "is found by name."
        ),
        cell=NumberCell(least=1, most=2**63 - 1),
    ),
    Column(
        name="entity",
        label=gettext_lazy("State or organization"),
        about=gettext_lazy("Whose delegation it is: by any of its names, its acronym or ISO code."),
        heads=(
            *("State", "Organization", "Organisation", "Delegation of", "Entity", "State party"),
            *("State/Organization", "State or organisation", "Country/Organization"),
            *("État", "Estado", "Organización", "Represented entity", "Representing"),
        ),
        cell=TextCell(longest=250),
        example="Austria",
    ),
    Column(
        name="affiliation",
        label=gettext_lazy("affiliation"),
        about=gettext_lazy(
            "Where the person works: an organization on record has its own delegation; anything "
            "else is added to the title."
        ),
        heads=("Institution", "Company", "Employer", "Affiliation / Institution"),
        cell=TextCell(longest=250),
    ),
    Column(
        name="country",
        label=gettext_lazy("country"),
        about=gettext_lazy("The State whose delegation it is, if the other columns do not say."),
        heads=("Country", "Pays", "País", "Nationality/Country", "Country/Territory"),
        cell=TextCell(longest=250),
    ),
    Column(
        name="honorific",
        label=gettext_lazy("form of address"),
        about=gettext_lazy("For example Dr. or Ms."),
        heads=("Honorific", "Salutation", "Prefix", "Mr/Ms", "Civilité", "Tratamiento"),
        cell=TextCell(longest=40),
        example="Ms.",
    ),
    Column(
        name="given_name",
        label=gettext_lazy("given name"),
        about=gettext_lazy("With the family name, instead of the name."),
        heads=("First name", "Given names", "Forename", "Prénom", "Nombre", "Имя"),
        cell=TextCell(longest=100),
    ),
    Column(
        name="family_name",
        label=gettext_lazy("family name"),
        about=gettext_lazy("With the given name, instead of the name."),
        heads=("Last name", "Surname", "Family names", "Nom de famille", "Apellidos", "Фамилия"),
        cell=TextCell(longest=100),
    ),
    *NAME,
    Column(
        name="sort_name",
        label=gettext_lazy("name for sorting"),
        about=gettext_lazy("Family name first, if lists should sort by it."),
        cell=TextCell(longest=200),
    ),
    *TITLE,
    Column(
        name="function",
        label=gettext_lazy("function"),
        about=gettext_lazy("In the delegation."),
        heads=("Function in the delegation", "Role", "Fonction", "Función"),
        cell=ChoiceCell(Function, also=FUNCTIONS),
        example="representative",
    ),
    Column(
        name="mode",
        label=gettext_lazy("attendance mode"),
        about=gettext_lazy("In the room, online, or both; empty: not recorded."),
        heads=(
            *("Mode of attendance", "Participation mode", "Mode of participation", "Attendance"),
            *("Participation", "Attendance type", "How will you attend?", "Type of attendance"),
        ),
        cell=ChoiceCell(AttendanceMode, also=MODES),
        example="in person",
    ),
    Column(
        name="presence",
        label=gettext_lazy("presence"),
        about=gettext_lazy("Registered, attended and did not attend are different facts."),
        cell=ChoiceCell(Presence),
        example="registered",
    ),
    Column(
        name="registration",
        label=gettext_lazy("registration state"),
        about=gettext_lazy("Of Indico: completed ones are registered, all others are left out."),
        heads=("State of registration", "Registration status", "Status"),
        cell=RegistrationCell(),
    ),
    Column(
        name="checked_in",
        label=gettext_lazy("checked in"),
        about=gettext_lazy("Yes: the person attended. No says nothing."),
        heads=("Checked-in", "Check-in", "Attended"),
        cell=TruthCell(),
    ),
    Column(
        name="listed",
        label=gettext_lazy("may be listed"),
        about=gettext_lazy("Yes, if the name may stand in the public list of participants."),
        heads=("Listed", "Consent", "Consent to be listed"),
        cell=TruthCell(),
        example="yes",
    ),
    Column(
        name="email",
        label=gettext_lazy("e-mail"),
        about=gettext_lazy("Never leaves the administration."),
        heads=("E-mail address", "Email address", "Mail", "Courriel", "Correo electrónico"),
        cell=EmailCell(longest=254),
    ),
    Column(
        name="phone",
        label=gettext_lazy("telephone"),
        about=gettext_lazy("Never leaves the administration."),
        heads=("Phone", "Phone number", "Telephone number", "Mobile", "Téléphone", "Teléfono"),
        cell=TextCell(longest=40),
    ),
    Column(
        name="position",
        label=gettext_lazy("order"),
        about=gettext_lazy("Order in the delegation, lowest first. Empty: after those before."),
        cell=NumberCell(),
        example="1",
    ),
    *(
        Column(
            name=name,
            label=name.replace("_", " "),
            about=gettext_lazy("Of downloads: it tells what is so and is not read."),
            tells=True,
        )
        for name in ("delegation", "convening", "entity_name", "entity_name_language", "sources")
    ),
    Column(
        name="changed_at",
        label=gettext_lazy("last changed"),
        about=gettext_lazy("Of downloads: who was changed since is not overwritten."),
        cell=TextCell(),
    ),
)
INDICO = Dialect(
    marks=("First name", "Last name", "Given name", "Family name", "Surname"),
    heads={"Position": "title", "Title": "honorific", "Function": "title"},
    unless=("Form of address", "Order"),
)
OF_THE_PERSON = ("honorific", "name", "sort_name", "email", "phone")
OF_THE_PARTICIPANT = ("title", "function", "mode", "presence", "listed", "position")
