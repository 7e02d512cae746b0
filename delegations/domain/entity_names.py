"""Names of States and organizations as people write them, and whom they mean."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from django.conf import settings
from modeltranslation.utils import build_localized_fieldname

from delegations.models import Entity

CANDIDATES = 3
ARTICLES = ("the ", "la ", "le ", "les ", "el ", "los ", "las ", "l'", "l’")


def normal(name: str) -> str:
    """The name as it is compared: case, diacritics, signs, spaces and an article are no matter."""
    text = " ".join(name.casefold().replace("đ", "d").replace("&", " and ").split())
    for article in ARTICLES:
        text = text.removeprefix(article)
    if text.isascii() and text.isalpha():
        return text
    folded = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in folded if letter.isalnum())


class EntityNames:
    """All names of entities in all languages: present, former, acronyms, ISO codes and short names.

    One index for whatever reads names from a text or a table.
    """

    def __init__(self, entities: Iterable[Entity] | None = None) -> None:
        """Read once; `entities` are all, with their former names, unless said otherwise."""
        known = Entity.objects.prefetch_related("former_names") if entities is None else entities
        self.entities = {entity.pk: entity for entity in known}
        self._meant: dict[str, set[int]] = defaultdict(set)
        self._written: dict[str, str] = {}
        for entity in self.entities.values():
            for name in _names(entity):
                self._meant[normal(name)].add(entity.pk)
                self._written.setdefault(normal(name), name)

    def meant_by(self, text: str) -> list[Entity]:
        """Whom the name means: one, nobody, or several who share it."""
        name = normal(text)
        found = self._meant.get(name, ()) if name else ()
        return [self.entities[key] for key in sorted(found)]

    def name_for(self, entity: Entity) -> str:
        """A name that means the entity and nobody else: its own, or its short name in addresses."""
        return entity.name if self.meant_by(entity.name) == [entity] else entity.slug

    def like(self, text: str, *, most: int = CANDIDATES) -> list[Entity]:
        """Whom somebody may have meant whose words are nobody's name, the likeliest first."""
        wanted = normal(text)
        near = get_close_matches(wanted, self._written, n=most * 3, cutoff=0.6)
        near += [name for name in self._written if len(wanted) > 3 and wanted in name]
        keys = (key for name in near for key in sorted(self._meant[name]))
        return [self.entities[key] for key in list(dict.fromkeys(keys))[:most]]


def _names(entity: Entity) -> Iterator[str]:
    fields = [build_localized_fieldname("name", code) for code, _name in settings.LANGUAGES]
    names = [
        getattr(each, field) for each in (entity, *entity.former_names.all()) for field in fields
    ]
    yield from filter(None, [*names, entity.acronym, entity.slug, entity.iso2, entity.iso3])
