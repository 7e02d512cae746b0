"""Every name by which a State or organization may be called in a list, and whose it is."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from modeltranslation.utils import build_localized_fieldname

from delegations.imports.attendance_texts.forms import FORMS
from delegations.imports.attendance_texts.letters import key_of
from delegations.models import Entity, EntityName

ARTICLES = frozenset(["the", "la", "le", "les", "l", "el", "los", "las"])
MOST_CANDIDATES = 5
_TURNED = re.compile(r"(?P<name>[^(（]{1,120}?)\s*[(（](?P<form>[^()（）]{1,120})[)）]")
_PREPOSITIONS = ("of", "of the", "de", "d’", "d'", "du", "des", "del", "de los", "de las")


@dataclass
class Names:
    """The entities by the words of their names."""

    entities: dict[int, Entity] = field(default_factory=dict)
    by_words: dict[tuple[str, ...], set[int]] = field(default_factory=dict)
    by_code: dict[str, set[int]] = field(default_factory=dict)
    former: dict[tuple[str, ...], dict[int, EntityName]] = field(default_factory=dict)
    longest: int = 1
    first_words: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, entity: int) -> tuple[str, ...]:
        """Let the name stand for the entity."""
        words = key_of(name)
        if words:
            self.by_words.setdefault(words, set()).add(entity)
            longest = max(self.first_words.get(words[0], 0), len(words))
            self.first_words[words[0]] = longest
        return words

    def of_words(self, words: tuple[str, ...]) -> set[int]:
        """Whom the words may mean."""
        return self.by_words.get(words, set())

    def use_on(self, words: tuple[str, ...], entity: int, day: date) -> str:
        """Empty, or the years of a former name that was not in use on the day."""
        former = self.former.get(words, {}).get(entity)
        if former is None:
            return ""
        last = former.valid_to
        early = former.valid_from and day < former.valid_from
        if not early and (last is None or day <= last):
            return ""
        return f"{former.valid_from or ''}–{last or ''}"

    def like(self, text: str) -> list[Entity]:
        """Entities whose names are most like the text, the likeliest first."""
        words = " ".join(key_of(text))[:120]
        close = difflib.get_close_matches(words, self._spelled(), n=12, cutoff=0.6)
        found = [pk for name in close for pk in self._spelled()[name]]
        own = set(words.split())
        if len(found) < MOST_CANDIDATES and len(own) < 20:
            shared = [
                (len(own & set(key)), pk)
                for key, pks in self.by_words.items()
                for pk in pks
                if own & {word for word in key if len(word) > 3}
            ]
            found += [pk for _count, pk in sorted(shared, reverse=True)]
        return [self.entities[pk] for pk in dict.fromkeys(found)][:MOST_CANDIDATES]

    def _spelled(self) -> dict[str, set[int]]:
        if not hasattr(self, "_by_spelling"):
            self._by_spelling = {" ".join(key): pks for key, pks in self.by_words.items()}
        return self._by_spelling


def names_on_record() -> Names:
    """Every name in every language, present and former, with other forms, codes and acronyms."""
    names = Names()
    entities = Entity.objects.prefetch_related("former_names").order_by("pk")
    for entity in entities:
        names.entities[entity.pk] = entity
        for name in {*_in_all_languages(entity), *FORMS.get(entity.slug, ())}:
            for form in _forms(name):
                names.add(form, entity.pk)
        for former in entity.former_names.all():
            for name in _in_all_languages(former):
                for form in _forms(name):
                    words = names.add(form, entity.pk)
                    names.former.setdefault(words, {})[entity.pk] = former
        for code in {entity.iso2, entity.iso3, entity.acronym} - {""}:
            names.by_code.setdefault(code, set()).add(entity.pk)
    return names


def _in_all_languages(named: Entity | EntityName) -> Iterator[str]:
    for language, _name in settings.LANGUAGES:
        if name := getattr(named, build_localized_fieldname("name", language)):
            yield name


def _forms(name: str) -> Iterable[str]:
    """The name; of “Iran (Islamic Republic of)” also “Islamic Republic of Iran” and “Iran”."""
    forms = [name]
    if turned := _TURNED.fullmatch(name):
        short, long = turned["name"].strip(), turned["form"].strip()
        forms.append(short)
        if " - " in long:  # Arabic: (جمهورية - الإسلامية)
            forms.append(long.replace(" - ", f" {short} "))
        else:
            forms += [f"{long} {short}", f"{short} {long}"]
    for form in list(forms):
        words = form.split(" ", 1)
        if words[0].casefold() in ARTICLES and len(words) == 2:
            forms.append(words[1])
    if name.startswith("Republic of "):
        forms.append(f"{name.removeprefix('Republic of ')} Republic of")
    if name.startswith("Saint "):
        forms.append(name.replace("Saint ", "St "))
    return forms
