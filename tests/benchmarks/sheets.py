"""Spreadsheets of invented people."""

import csv
from pathlib import Path

from delegations.models import Entity

HEAD = [
    *("Form of address", "Given name", "Family name", "State or organization", "Title"),
    *("Function", "E-mail", "Attendance mode", "Presence", "May be listed"),
]


def invent_people(number: int, path: Path) -> None:
    """A file of so many people, of all entities in turn; the first of each leads its delegation."""
    entities = list(Entity.objects.order_by("pk").values_list("name_en", flat=True))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for n in range(number):
            entity = entities[n % len(entities)]
            function = "head of delegation" if n < len(entities) else "adviser"
            mode, listed = ("in person", "online")[n % 2], "yes" if n % 3 else "no"
            name = (("Ms.", "Mr.")[n % 2], f"Given{n % 997}", f"Family{n}")
            title, address = f"Adviser {n % 50}, Ministry", f"p{n}@example.org"
            writer.writerow([*name, entity, title, function, address, mode, "registered", listed])
