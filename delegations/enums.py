"""The words of delegations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntityKind(models.TextChoices):
    """What kind of thing sends a delegation."""

    STATE = "state", _("State")
    REIO = "reio", _("regional economic integration organization")
    UN_ENTITY = "un_entity", _("United Nations entity")
    INTERGOVERNMENTAL = "intergovernmental", _("intergovernmental organization")
    NON_GOVERNMENTAL = "non_governmental", _("non-governmental organization")


class RegionalGroup(models.TextChoices):
    """The regional groups of the United Nations."""

    AFRICAN = "african", _("African States")
    ASIA_PACIFIC = "asia_pacific", _("Asia-Pacific States")
    EASTERN_EUROPEAN = "eastern_european", _("Eastern European States")
    GRULAC = "grulac", _("Latin American and Caribbean States")
    WEOG = "weog", _("Western European and other States")


class TreatyActionKind(models.TextChoices):
    """What a State did about the Convention."""

    SIGNATURE = "signature", _("signature")
    RATIFICATION = "ratification", _("ratification")
    ACCEPTANCE = "acceptance", _("acceptance")
    APPROVAL = "approval", _("approval")
    ACCESSION = "accession", _("accession")
    SUCCESSION = "succession", _("succession")
    DENUNCIATION = "denunciation", _("denunciation")


class Capacity(models.TextChoices):
    """In what capacity an entity takes part on a date."""

    PARTY = "party", _("State party")
    SIGNATORY = "signatory", _("signatory")
    NON_SIGNATORY = "non_signatory", _("non-signatory State")
    OBSERVER = "observer", _("observer")


class Function(models.TextChoices):
    """A participant's function in the delegation."""

    HEAD = "head", _("head of delegation")
    DEPUTY_HEAD = "deputy_head", _("deputy head of delegation")
    REPRESENTATIVE = "representative", _("representative")
    ALTERNATE = "alternate", _("alternate")
    ADVISER = "adviser", _("adviser")
    PANELLIST = "panellist", _("panellist")
    NOT_RECORDED = "not_recorded", _("not recorded")


class AttendanceMode(models.TextChoices):
    """How someone took part. Unknown is a value of its own."""

    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    BOTH = "both", _("in person and online")
    NOT_RECORDED = "not_recorded", _("not recorded")


# Who was both in the room and online is counted once, in the room.
IN_THE_ROOM = (AttendanceMode.IN_PERSON, AttendanceMode.BOTH)


class Participation(models.TextChoices):
    """What the record says of an entity at a convening: whether it was represented, and how."""

    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    BOTH = "both", _("in person and online")
    MODE_NOT_RECORDED = "mode_not_recorded", _("represented, mode not recorded")
    NOT_REPRESENTED = "not_represented", _("not represented")
    NOT_RECORDED = "not_recorded", _("not recorded")


class Presence(models.TextChoices):
    """Whether someone was there. Registered, attended and did not attend are different facts."""

    REGISTERED = "registered", _("registered")
    ATTENDED = "attended", _("attended")
    DID_NOT_ATTEND = "did_not_attend", _("did not attend")
    NOT_RECORDED = "not_recorded", _("not recorded")


class Role(models.TextChoices):
    """The office of an officer."""

    PRESIDENT = "president", _("President")
    CHAIR = "chair", _("Chair")
    VICE_PRESIDENT = "vice_president", _("Vice-President")
    VICE_CHAIR = "vice_chair", _("Vice-Chair")
    RAPPORTEUR = "rapporteur", _("Rapporteur")


class StatementKind(models.TextChoices):
    """What kind of statement it is."""

    STATEMENT = "statement", _("statement")
    PRESENTATION = "presentation", _("presentation by a panellist")
    INTRODUCTION = "introduction", _("introduction of an item")
    RIGHT_OF_REPLY = "right_of_reply", _("right of reply")


class PanelRole(models.TextChoices):
    """What someone does on a panel."""

    PANELLIST = "panellist", _("panellist")
    MODERATOR = "moderator", _("moderator")


class DeliveryMode(models.TextChoices):
    """How a statement was delivered."""

    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    RECORDED = "recorded", _("recorded message")
    WRITTEN = "written", _("in writing")
    NOT_RECORDED = "not_recorded", _("not recorded")


class Measure(models.TextChoices):
    """What a reported figure counts, in the source's own terms."""

    STATES_PARTIES = "states_parties", _("States parties")
    STATES = "states", _("States")
    COUNTRIES = "countries", _("countries")
    STATES_AND_OBSERVERS = "states_and_observers", _("States parties and observers")
    GOVERNMENT_DELEGATIONS = "government_delegations", _("government delegations")
    PARTICIPANTS = "participants", _("participants")
    REPRESENTATIVES = "representatives", _("representatives")
    DELEGATES = "delegates", _("delegates")
    EXPERTS_AND_DELEGATES = "experts_and_delegates", _("experts and delegates")
    UN_ENTITIES = "un_entities", _("United Nations entities")
    INTERGOVERNMENTAL = "intergovernmental", _("intergovernmental organizations")
    REGIONAL_BODIES = "regional_bodies", _("regional bodies and organizations")
    OBSERVERS = "observers", _("observers")
    CIVIL_SOCIETY = "civil_society", _("civil society representatives")
    CIVIL_SOCIETY_ORGANIZATIONS = "civil_society_organizations", _("civil society organizations")


class Qualifier(models.TextChoices):
    """How exactly the source states a figure."""

    EXACT = "exact", _("exactly")
    ABOUT = "about", _("about")
    MORE_THAN = "more_than", _("more than")
