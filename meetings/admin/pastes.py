"""What the pages on which a text is pasted have in common."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.domain.cited_sources import NoSuchSource, Support, source_called
from meetings.models import Convening
from meetings.records.models import Citation, Source

OFFERED_SOURCES = 30


class PasteForm(forms.Form):
    """A text, and the source in which it was read."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "cols": 80, "dir": "auto", "spellcheck": "false"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        required=False,
        max_length=700,
        help_text=gettext_lazy(
            "Short name or address of a source, or a document symbol such as CAC/COSP/2021/1. "
            "Every fact needs a source; it may be left for later."
        ),
        widget=forms.TextInput(attrs={"list": "sources", "class": "vTextField"}),
    )
    locator = forms.CharField(
        label=gettext_lazy("Place in the source"),
        required=False,
        max_length=Citation._meta.get_field("locator").max_length,
        help_text=gettext_lazy("For example: para. 3."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)

    def clean_text(self) -> str:
        """The text with one sign for the end of a line, whatever the browser sends."""
        return self.cleaned_data["text"].replace("\r\n", "\n").replace("\r", "\n")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["support"] = None
        if words := data.get("source"):
            try:
                data["support"] = Support(source_called(words), data.get("locator") or "")
            except NoSuchSource as error:
                self.add_error("source", ValidationError(str(error)))
        elif data.get("locator"):
            self.add_error("source", _("Say which source this is the place in."))
        return data


def sources_near(convening: Convening) -> list[Source]:
    """Sources to offer: documents of the convening's year or of no date, the latest first."""
    documents = Source.objects.exclude(symbol="").order_by("-published_on", "-pk")
    year = convening.starts_on.year
    near = documents.filter(published_on__year__in=[year - 1, year, year + 1])
    found = list(near[:OFFERED_SOURCES])
    latest = Source.objects.order_by("-pk")[:OFFERED_SOURCES]
    return list(dict.fromkeys([*found, *latest]))[:OFFERED_SOURCES]
