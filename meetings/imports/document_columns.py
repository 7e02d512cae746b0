"""What the columns of documents hold."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from import_export.widgets import Widget

from meetings.enums import Distribution, DocumentKind, IssueStatus
from meetings.imports.columns import (
    ChoiceCell,
    Column,
    DayCell,
    LanguageCell,
    TextCell,
    text_of,
    with_language,
)
from meetings.imports.keys import (
    KeyCell,
    KeysCell,
    parts_of_cell,
    told_only,
)
from meetings.models import DocumentFile

# As the United Nations abbreviate them on the first page of a document.
LETTERS = {"e": "en", "f": "fr", "s": "es", "a": "ar", "c": "zh-hans", "r": "ru"}


class LanguagesCell(Widget):
    """Languages of a document, with semicolons or commas between them, or `E/F/S`."""

    def clean(self, value: Any, row: Any = None, **options: Any) -> list[str]:
        found = []
        for part in parts_of_cell(text_of(value).replace("/", ";")):
            code = LETTERS.get(part.casefold()) or LanguageCell().clean(part)
            if code not in dict(DocumentFile.LANGUAGES):
                raise ValidationError(
                    _("“%(text)s” is none of the six official languages.") % {"text": part}
                )
            found.append(code)
        return found

    def render(self, value: Any, obj: Any = None, **options: Any) -> str:
        return "; ".join(value or ())


class AddressCell(TextCell):
    """An address in the web."""

    def clean(self, value: Any, row: Any = None, **options: Any) -> str:
        text = super().clean(value, row)
        if text:
            URLValidator(schemes=["http", "https"])(text)
        return text


LINKS = tuple(
    Column(
        name=f"link_{code.replace('-', '_')}",
        label=format_lazy("{} ({})", pgettext_lazy("head of a column", "address"), name),
        about=gettext_lazy("Where the version in this language is to be had."),
        cell=AddressCell(),
    )
    for code, name in DocumentFile.LANGUAGES
)
COLUMNS = (
    Column(
        name="symbol",
        label=gettext_lazy("symbol"),
        about=gettext_lazy("As printed, for example CAC/COSP/IRG/2021/1/Add.1."),
        heads=(
            "id",
            "document symbol",
            "document",
            "cote",
            "signatura",
            "الرمز",
            "文号",
            "ký hiệu",
        ),
        required=True,
        filled=True,
        example="CAC/COSP/IRG/2021/1",
    ),
    Column(name="second_symbol", label=gettext_lazy("second symbol")),
    Column(
        name="kind",
        label=gettext_lazy("kind"),
        heads=("type", "document type"),
        cell=ChoiceCell(DocumentKind),
        example=str(DocumentKind.labels[0]),
    ),
    *with_language(
        Column(
            name="title",
            label=pgettext_lazy("head of a column", "title"),
            cell=TextCell(longest=500),
            example="Provisional agenda",
        )
    ),
    Column(
        name="issued_on",
        label=gettext_lazy("issued on"),
        heads=("date",),
        cell=DayCell(),
        example="2021-06-14",
    ),
    *with_language(Column(name="issue_note", label=gettext_lazy("note on its issue"))),
    Column(name="issue_status", label=gettext_lazy("issue"), cell=ChoiceCell(IssueStatus)),
    Column(name="job_number", label=gettext_lazy("job number"), cell=TextCell(longest=30)),
    Column(name="distribution", label=gettext_lazy("distribution"), cell=ChoiceCell(Distribution)),
    Column(name="original_language", label=gettext_lazy("original language"), cell=LanguageCell()),
    Column(name="parent", label=gettext_lazy("belongs to"), cell=KeyCell()),
    Column(
        name="sessions",
        label=gettext_lazy("sessions"),
        heads=("session", "meeting"),
        about=gettext_lazy("For example irg-12-resumed, or IRG; several with semicolons."),
        cell=KeysCell(),
    ),
    Column(
        name="items",
        label=gettext_lazy("agenda items"),
        heads=("items", "item", "agenda item"),
        about=gettext_lazy("For example IRG 4(a); several with semicolons."),
        cell=KeysCell(),
    ),
    Column(name="topics", label=gettext_lazy("topics"), cell=KeysCell()),
    Column(name="articles", label=gettext_lazy("articles"), cell=KeysCell()),
    Column(
        name="languages",
        label=gettext_lazy("languages"),
        about=gettext_lazy("In which it exists: en; fr; es. Further ones are added only."),
        cell=LanguagesCell(),
        example="en; fr; es; ar; zh-hans; ru",
    ),
    *LINKS,
    *told_only("sources", "changed_at", "page"),
)
