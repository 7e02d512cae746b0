"""Submissions of documents as a table."""

from django.utils.translation import gettext_lazy as _

from meetings.records.columns import CHANGED_AT, SOURCES, key_column, with_sources
from meetings.records.tables import Column, Table

SUBMISSIONS = Table(
    name="submissions",
    title=_("Submissions"),
    about=_("Which State or organization submitted which document, or is what it speaks of"),
    key=("document__symbol", "entity__slug"),
    load=lambda submissions: with_sources(submissions.select_related("document", "entity")),
    columns=(
        key_column(
            "document__symbol.entity__slug",
            _("Symbol, and State or organization: CAC/COSP/2021/3.vnm"),
        ),
        Column(
            name="document",
            about=_("The document"),
            refers_to="documents",
            path="document__symbol",
        ),
        Column(
            name="entity",
            about=_("The State or organization"),
            refers_to="entities",
            path="entity__slug",
        ),
        Column(name="note", about=_("For example: through its Permanent Mission"), text=True),
        SOURCES,
        CHANGED_AT,
    ),
)
