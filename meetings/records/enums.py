"""Words that every record shares."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """How far a record is on its way to the public. Only `published` is public."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


# What everything above a record has to be for the record to have been public.
EVER_PUBLIC = (Status.PUBLISHED, Status.WITHDRAWN)


class Way(models.TextChoices):
    """How a change of the record was made."""

    FORM = "form", _("form")
    PUBLICATION = "publication", _("publication")
    SCHEDULE = "schedule", _("at a set time")
    PASTE = "paste", _("paste")
    COPY = "copy", _("copy")
    IMPORT = "import", _("import")
    UNDO = "undo", _("undo")
    RESTORE = "restore", _("restore")
    ERASURE = "erasure", _("erasure")
    COMMAND = "command", _("command")


class Level(models.IntegerChoices):
    """What somebody may do with the records of a body; each level includes those below."""

    VIEWER = 1, _("viewer")
    EDITOR = 2, _("editor")
    PUBLISHER = 3, _("publisher")
    ADMINISTRATOR = 4, _("administrator")


class Standing(models.TextChoices):
    """How a fact follows from its source."""

    STATED = "stated", _("stated")
    INFERRED = "inferred", _("inferred")
    DISPUTED = "disputed", _("disputed")


class SourceKind(models.TextChoices):
    """What kind of thing a source is."""

    DOCUMENT = "document", _("document")
    TREATY = "treaty", _("treaty text")
    WEB_PAGE = "web_page", _("web page")
    NEWS = "news", _("news item")
    PRESS_RELEASE = "press_release", _("press release")
    DATA_SET = "data_set", _("data set")
    LIST = "list", _("list")
    SOCIAL = "social", _("social media")
    OTHER = "other", _("other")
