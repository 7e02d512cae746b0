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
