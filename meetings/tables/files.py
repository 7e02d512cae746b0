"""Language versions of documents as a table."""

from django.utils.translation import gettext_lazy as _

from meetings.enums import Availability
from meetings.models import DocumentFile
from meetings.records.columns import CHANGED_AT, SOURCES, key_column, with_sources
from meetings.records.tables import Column, Table

FILES = Table(
    name="files",
    title=_("Language versions"),
    about=_("What is known of each document in each language; without a row, it is not recorded"),
    key=("document__symbol", "language"),
    load=lambda files: with_sources(files.select_related("document")),
    columns=(
        key_column(
            "document__symbol.language",
            _("Symbol and language: CAC/COSP/2021/3.fr"),
        ),
        Column(
            name="document",
            about=_("The document"),
            refers_to="documents",
            path="document__symbol",
        ),
        Column(
            name="language",
            about=_("Language code"),
            choices=tuple(code for code, _name in DocumentFile.LANGUAGES),
        ),
        Column(
            name="availability",
            about=_("What is known of it"),
            choices=tuple(Availability.values),
        ),
        Column(
            name="address",
            about=_("Where it is to be had: elsewhere, or at this path of the portal"),
            read=lambda f: f.address if f.is_at_hand else None,
        ),
        Column(name="sha256", about=_("SHA-256 checksum of the file that is held")),
        Column(name="bytes", about=_("Size of the file that is held"), type="integer"),
        SOURCES,
        CHANGED_AT,
    ),
)
