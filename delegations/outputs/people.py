"""People as papers name them. Whoever asks has made sure that they may be named."""

from delegations.models import Person
from meetings.records.domain.languages import text_of
from meetings.records.papers.blocks import Words, bold, name


def named(person: Person) -> Words:
    """“Ms. Family Name”."""
    words = [bold(f"{person.honorific} ")] if person.honorific else []
    return [*words, name(text_of(person, "name"), "bold")]
