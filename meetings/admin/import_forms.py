"""Forms of the pages of imports: which file, and which of its columns is what."""

from collections import Counter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.imports.columns import text_of
from meetings.imports.heads import proposed
from meetings.imports.keeping import keep_file
from meetings.imports.reading import (
    MOST_BYTES,
    UnreadableFileError,
    form_of,
    head_of,
    samples_of,
)
from meetings.imports.running import local_copy
from meetings.imports.sheets import Sheet, kinds_of_sheets
from meetings.imports.texts import SEPARATORS
from meetings.models import Convening, Import

LONGEST_SAMPLE = 60
ENCODINGS = (
    ("utf-8-sig", gettext_lazy("Unicode (UTF-8)")),
    ("utf-16", gettext_lazy("Unicode (UTF-16)")),
    ("windows-1252", gettext_lazy("Western European (Windows-1252)")),
    ("windows-1251", gettext_lazy("Cyrillic (Windows-1251)")),
)
NAMES_OF_SEPARATORS = {
    ",": gettext_lazy("comma"),
    ";": gettext_lazy("semicolon"),
    "\t": gettext_lazy("tab"),
}


class UploadForm(forms.Form):
    """A file, and what kind of record its rows are."""

    kind = forms.ChoiceField(label=gettext_lazy("What the rows are"))
    file = forms.FileField(label=gettext_lazy("File (.xlsx or .csv)"), max_length=250)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.label_suffix = ""
        kinds = kinds_of_sheets()
        offered = [(name, kind.title) for name, kind in kinds.items()]
        self.fields["kind"].choices = [("", _("— choose —")), *offered]  # type: ignore[attr-defined]
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv,.txt,.tsv"

    def clean_file(self) -> Any:
        """Refuse what is no table; what the file is, its content says."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            most = MOST_BYTES // (1024 * 1024)
            raise ValidationError(_("At most %(most)d megabytes.") % {"most": most})
        try:
            self.form_of_file = form_of(file.file)
            _number, self.heads = head_of(file.file, self.form_of_file)
        except UnreadableFileError as error:
            raise ValidationError(str(error)) from error
        return file

    def save(self, convening: Convening, by: Any) -> Import:
        """Keep the file as an import of the convening."""
        return keep_file(
            self.cleaned_data["file"],
            convening,
            kind=self.cleaned_data["kind"],
            form=self.form_of_file,
            heads=self.heads,
            by=by,
        )


class ColumnsForm(forms.Form):
    """Of each column of the file, what it is; and with which letters a text is written."""

    def __init__(self, of_import: Import, sheet: type[Sheet], data: Any = None) -> None:
        super().__init__(data)
        self.label_suffix = ""
        self.of_import, self.sheet = of_import, sheet
        fields = [(c.name, capfirst(str(c.label))) for c in sheet.columns if not c.tells]
        told = [(c.name, capfirst(str(c.label))) for c in sheet.columns if c.tells]
        choices = [("", _("— not read —")), *fields, (_("Known, and not read"), told)]
        for place, column in enumerate(of_import.mapping):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=column["head"] or _("(no head)"),
                choices=choices if told else choices[:-1],
                initial=column["field"],
                required=False,
            )
        if of_import.form["kind"] == "text":
            self._offer_letters()

    def _offer_letters(self) -> None:
        encoding = self.of_import.form["encoding"]
        self.fields["encoding"] = forms.ChoiceField(
            label=gettext_lazy("Letters"),
            choices=[*ENCODINGS, *([] if encoding in dict(ENCODINGS) else [(encoding, encoding)])],
            initial=encoding,
        )
        self.fields["separator"] = forms.ChoiceField(
            label=gettext_lazy("Between the cells"),
            choices=[(sign, NAMES_OF_SEPARATORS[sign]) for sign in SEPARATORS],
            initial=self.of_import.form["separator"],
        )

    def columns(self) -> list[dict[str, Any]]:
        """Each column of the file: its letter, its head, its choice, and what stands in it."""
        samples = self._samples()
        return [
            {
                "head": column["head"],
                "field": self[f"column_{place}"],
                "samples": [s[place] for s in samples if place < len(s) and s[place]],
            }
            for place, column in enumerate(self.of_import.mapping)
        ]

    def letters(self) -> list[Any]:
        """The fields about the letters of a text."""
        return [self[name] for name in ("encoding", "separator") if name in self.fields]

    @property
    def unread(self) -> list[str]:
        """The heads of the columns that are not read as the file stands."""
        return [c["head"] for c in self.of_import.mapping if not c["field"] and c["head"]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.letters_changed:
            return data
        chosen = [data.get(f"column_{n}", "") for n in range(len(self.of_import.mapping))]
        for name, times in Counter(filter(None, chosen)).items():
            if times > 1:
                for place, field in enumerate(chosen):
                    if field == name:
                        self.add_error(f"column_{place}", _("Two columns cannot be the same."))
        for words in self.sheet.missing({name for name in chosen if name}):
            self.add_error(None, words)
        return data

    @property
    def letters_changed(self) -> bool:
        """Whether the text is to be read with other letters, or another separator."""
        return bool({"encoding", "separator"} & set(self.changed_data))

    def save(self) -> str:
        """Keep what was chosen; gives what is wrong with the letters chosen, or nothing."""
        of_import, data = self.of_import, self.cleaned_data
        if self.letters_changed:
            form = of_import.form | {n: data[n] for n in ("encoding", "separator")}
            try:
                with local_copy(of_import) as file:
                    _number, heads = head_of(file, form | {"guessed": False})
            except UnreadableFileError as error:
                return str(error)
            of_import.form = form | {"guessed": False}
            of_import.mapping = proposed(heads, self.sheet.columns, self.sheet.dialects)
        else:
            of_import.mapping = [
                {"head": column["head"], "field": data[f"column_{place}"]}
                for place, column in enumerate(of_import.mapping)
            ]
        of_import.save(update_fields=["form", "mapping"])
        return ""

    def _samples(self) -> list[list[str]]:
        with local_copy(self.of_import) as file:
            rows = samples_of(file, self.of_import.form)
        return [[text_of(cell)[:LONGEST_SAMPLE] for cell in row] for row in rows]
