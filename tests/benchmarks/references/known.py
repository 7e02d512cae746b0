"""What the reference of an import knows before it reads a file: words, entities, and people."""

import unicodedata
from collections import defaultdict

from django.conf import settings
from django.utils.translation import override

LANGUAGES = [code.replace("-", "_") for code, _name in settings.LANGUAGES]


def normal(text):
    text = text.casefold()
    if text.isascii():
        return text if text.isalnum() else "".join(filter(str.isalnum, text))
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text)))


def name_key(name):
    return hash(tuple(sorted(map(normal, name.replace("-", " ").split()))))


def words_of(choices):
    words = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            words |= {normal(str(choice.label)): choice.value for choice in choices}
    return words | {normal(choice.value): choice.value for choice in choices} | {"": "not_recorded"}


def rows_of(cursor, sql, *values):
    cursor.execute(sql, values)
    return cursor.fetchall()


def names_of_entities(cursor):
    found = defaultdict(set)
    for table, key, more in (
        ("delegations_entity", "id", ", acronym, slug, iso2, iso3"),
        ("delegations_entityname", "entity_id", ""),
    ):
        columns = ", ".join(f"name_{code}" for code in LANGUAGES) + more
        for entity, *names in rows_of(cursor, f"SELECT {key}, {columns} FROM {table}"):
            for name in filter(None, names):
                found[normal(name)].add(entity)
    return found


def people_on_record(cursor):
    named, places, slugs = defaultdict(list), defaultdict(list), set()
    columns = ", ".join(f"name_{code}" for code in LANGUAGES)
    for key, email, slug, *names in rows_of(
        cursor, f"SELECT id, email, slug, {columns} FROM delegations_person WHERE erased_at IS NULL"
    ):
        slugs.add(slug)
        for name in {name_key(name) for name in names if name}:
            named[name].append((key, email.casefold()))
    for person, entity, convening in rows_of(
        cursor,
        "SELECT person_id, entity_id, convening_id FROM delegations_participant JOIN "
        "delegations_delegation d ON d.id = delegation_id",
    ):
        places[person].append((entity, convening))
    return named, places, slugs


def known_person(candidates, places, email, entity, convening):
    """Whom the row means, and whether they are in the delegation already."""
    for person, address in candidates:
        if email and address == email:
            return person, (entity, convening) in places[person]
    here = [person for person, _a in candidates if (entity, convening) in places[person]]
    if here:
        return here[0], True
    sent = {
        p for p, a in candidates if any(e == entity for e, _c in places[p]) and not (email and a)
    }
    return (sent.pop() if len(sent) == 1 else None), False
