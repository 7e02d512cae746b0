"""People as papers name them. Whoever asks has made sure that they may be named."""

from django.utils.translation import gettext as _

from delegations.models import Person
from meetings.records.domain.languages import text_of
from meetings.records.papers.blocks import Words, bold, labelled, name, not_recorded


def named(person: Person) -> Words:
    """“Ms. Family Name”; that it is not recorded where it was erased."""
    written = text_of(person, "name")
    if not written.text:
        return labelled(_("Name"), not_recorded())
    words = [bold(f"{person.honorific} ")] if person.honorific else []
    return [*words, name(written, "bold")]
