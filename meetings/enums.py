"""The words of meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionNoun(models.TextChoices):
    """What a body calls its numbered gatherings."""

    SESSION = "session", _("session")
    MEETING = "meeting", _("meeting")


class Part(models.TextChoices):
    """Which part of a numbered session it is."""

    REGULAR = "regular", _("regular")
    FIRST_PART = "first_part", _("first part")
    RESUMED = "resumed", _("resumed")
    FIRST_RESUMED = "first_resumed", _("first resumed")
    SECOND_RESUMED = "second_resumed", _("second resumed")
    CONTINUED_RESUMED = "continued_resumed", _("continued resumed")
    INTERSESSIONAL = "intersessional", _("intersessional meeting")


class Format(models.TextChoices):
    """How a convening is held."""

    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("hybrid")
    NOT_RECORDED = "not_recorded", _("not recorded")


class AgendaStatus(models.TextChoices):
    """How firm a session's agenda is."""

    PROVISIONAL = "provisional", _("provisional agenda")
    ADOPTED = "adopted", _("adopted agenda")
    NOT_RECORDED = "not_recorded", _("not recorded")


class Wording(models.TextChoices):
    """Whose words the title of an agenda item is in."""

    OFFICIAL = "official", _("as in the agenda")
    REPORTED = "reported", _("subject as reported; the exact title is not recorded")


class HoldingStatus(models.TextChoices):
    """What became of a convening, a sitting or a programme entry."""

    SCHEDULED = "scheduled", _("scheduled")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")
    MOVED = "moved", _("moved")


class EntryKind(models.TextChoices):
    """What a sitting takes up."""

    ITEMS = "items", _("agenda items")
    PANEL = "panel", _("panel")
    OPENING = "opening", _("opening")
    CLOSING = "closing", _("closing")
    BREAK = "break", _("break")
    OTHER = "other", _("other")


class ChangeKind(models.TextChoices):
    """What a change of a published programme did."""

    ADDED = "added", _("added")
    REMOVED = "removed", _("removed")
    MOVED = "moved", _("moved")
    CANCELLED = "cancelled", _("cancelled")
    REINSTATED = "reinstated", _("reinstated")
    ROOM = "room", _("other room")


class IssueStatus(models.TextChoices):
    """Whether the paper behind a symbol was issued."""

    ISSUED = "issued", _("issued")
    RESERVED = "reserved", _("symbol reserved; not issued yet")
    WITHDRAWN = "withdrawn", _("withdrawn by its issuer")
    NOT_RECORDED = "not_recorded", _("not recorded")


class DocumentKind(models.TextChoices):
    """What kind of paper a document is."""

    AGENDA = "agenda", _("agenda")
    REPORT = "report", _("report of the session")
    NOTE = "note", _("note by the Secretariat")
    SECRETARIAT_REPORT = "secretariat_report", _("report of the Secretariat")
    BACKGROUND = "background", _("background paper")
    CONFERENCE_ROOM_PAPER = "conference_room_paper", _("conference room paper")
    INFORMATION = "information", _("information for participants")
    PARTICIPANTS = "participants", _("list of participants")
    EXECUTIVE_SUMMARY = "executive_summary", _("executive summary of a country review")
    CORRIGENDUM = "corrigendum", _("corrigendum")
    OTHER = "other", _("other")


class Distribution(models.TextChoices):
    """The distribution that a document's masthead states."""

    GENERAL = "general", _("general")
    LIMITED = "limited", _("limited")
    RESTRICTED = "restricted", _("restricted")
    NOT_RECORDED = "not_recorded", _("not recorded")


class Availability(models.TextChoices):
    """What is known of a document in one language."""

    HELD = "held", _("held here")
    LINKED = "linked", _("linked elsewhere")
    ISSUED = "issued", _("issued; no copy held")
    NOT_ISSUED = "not_issued", _("not issued")


class ImportState(models.TextChoices):
    """How far the reading of a file got."""

    UPLOADED = "uploaded", _("uploaded")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked")
    WRITING = "writing", _("being written")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    UNDONE = "undone", _("undone")


class RowVerb(models.TextChoices):
    """What one row of a file does to the record, where it does something."""

    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    LEFT_OUT = "left_out", _("left out")
    FAULTY = "faulty", _("faulty")
