"""In which languages documents are known to exist, by body and year."""

from functools import cached_property

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from meetings.enums import Availability
from meetings.filters.documents import DocumentFilter
from meetings.models import Document, DocumentFile
from meetings.records.facets import Facet, Path
from meetings.records.tables import Text
from uncac_portal.insights.kit.charts import Chart, Figures, Heading, Row
from uncac_portal.insights.kit.counting import counts_by
from uncac_portal.insights.kit.drawing import Drawing
from uncac_portal.insights.kit.keys import Key
from uncac_portal.insights.kit.shares import Share, ShareLine, shares

LANGUAGES = [code for code, _name in DocumentFile.LANGUAGES]
NOT_ISSUED = Facet(
    Path("files__language", Q(files__availability=Availability.NOT_ISSUED)),
    values=lambda: DocumentFile.LANGUAGES,
    label=gettext_lazy("Not issued in"),
)
BODY = Heading(
    name="body",
    about=gettext_lazy("Short name of the body in addresses"),
    label=gettext_lazy("Body"),
    refers_to="bodies",
)
YEAR = Heading(
    name="year",
    about=gettext_lazy("Year of the session that the documents were issued for"),
    label=gettext_lazy("Year"),
    type="integer",
)
DOCUMENTS = Heading(
    name="documents",
    about=gettext_lazy("Documents on record"),
    label=gettext_lazy("Documents"),
    type="integer",
)


class Languages(Chart):
    """Bodies and years against the six languages."""

    slug = "languages"
    question = gettext_lazy("In which languages do the documents exist?")
    about = gettext_lazy("Documents known to exist in each official language, by body and year.")
    page = "documents:list"
    filters = DocumentFilter
    keys = (
        Key("filled", gettext_lazy("known to exist in the language")),
        Key("outlined", gettext_lazy("not issued in the language")),
        Key("hatched", gettext_lazy("not recorded")),
    )

    def records(self) -> QuerySet:
        return Document.objects.of_the_record()

    @cached_property
    def documents(self) -> dict[tuple[str, ...], int]:
        """Documents by body and year."""
        return counts_by(self.listing.filterset, "body", "year")

    @cached_property
    def lines(self) -> list[tuple[str, str]]:
        """Bodies with their years, newest first, of which any document is on record."""
        years = self.labels("year")
        return [(b, y) for b in self.labels("body") for y in years if (b, y) in self.documents]

    @cached_property
    def figures(self) -> Figures:
        issued = counts_by(self.listing.filterset, "body", "year", "language")
        not_issued = counts_by(self.listing.filterset, "body", "year", NOT_ISSUED)
        languages = [heading for code in self.languages for heading in _headings(code)]
        rows = []
        for line in self.lines:
            row = self._row(*line)
            for code in self.languages:
                known, not_there = issued.get((*line, code), 0), not_issued.get((*line, code), 0)
                row.values |= {
                    _name(code): known if known or not_there else None,
                    f"{_name(code)}_not_issued": not_there if known or not_there else None,
                    f"{_name(code)}_not_recorded": row.values["documents"] - known - not_there,
                }
                body, year = line
                row.addresses[_name(code)] = self.listed(body=body, year=year, language=code)
            rows.append(row)
        return Figures("languages", self.about, (BODY, YEAR, DOCUMENTS, *languages), rows)

    def _row(self, body: str, year: str) -> Row:
        address = self.listed(body=body, year=year)
        return Row(
            {"body": body, "year": int(year), "documents": self.documents[(body, year)]},
            {"documents": address},
            {"body": self.labels("body")[body].partition(" · ")[0], "year": year},
        )

    @cached_property
    def languages(self) -> list[str]:
        """The languages asked for, or all six."""
        return list(self.labels("language"))

    def draw(self) -> Drawing:
        bodies = self.labels("body")
        lines = []
        for row in self.figures.rows:
            count = row.values["documents"]
            lines.append(
                ShareLine(
                    group=bodies[row.values["body"]],
                    words=row.texts["year"],
                    says=_documents(count),
                    address=row.addresses["documents"],
                    shares=[self._share(row, code) for code in self.languages],
                )
            )
        return shares("languages", [_own_name(code) for code in self.languages], lines)

    def _share(self, row: Row, code: str) -> Share:
        known, of = row.values[_name(code)], row.values["documents"]
        place = f"{row.texts['body']} {row.texts['year']}, {_own_name(code)}"
        if known is None:
            return Share(of, [(of, "hatched")], "", f"{place}: {_('not recorded')}", "")
        not_there = row.values[f"{_name(code)}_not_issued"]
        said = _("%(known)s of %(documents)s known to exist") % {
            "known": known,
            "documents": _documents(of),
        }
        parts = [(known, "filled"), (not_there, "outlined"), (of - known - not_there, "hatched")]
        return Share(of, parts, str(known), f"{place}: {said}", row.addresses[_name(code)])

    @property
    def says(self) -> str:
        return _("%(documents)s on record.") % {"documents": _documents(self.listing.count)}

    @property
    def notes(self) -> list[str]:
        return [
            _("A document of several sessions counts under the bodies and the years of all."),
            _("Documents that no session is recorded for have no body and no year."),
            _("Not recorded means that no source was read that says whether it exists."),
        ]


def _name(code: str) -> str:
    return code.replace("-", "_")


def _own_name(code: str) -> str:
    return get_language_info(code)["name_local"].partition(" ")[0]


def _documents(count: int) -> str:
    return ngettext("%(n)s document", "%(n)s documents", count) % {"n": count}


def _headings(code: str) -> list[Heading]:
    label = dict(settings.LANGUAGES)[code]
    known = gettext_lazy("Documents known to exist in the language")
    not_issued = gettext_lazy("Documents known not to be issued in it")
    unknown = gettext_lazy("Documents of which it is not recorded")
    name = _name(code)

    def heading(name: str, about: Text, *, on_page: bool = False) -> Heading:
        return Heading(name=name, about=about, label=label, type="integer", on_page=on_page)

    return [
        heading(name, known, on_page=True),
        heading(f"{name}_not_issued", not_issued),
        heading(f"{name}_not_recorded", unknown),
    ]
