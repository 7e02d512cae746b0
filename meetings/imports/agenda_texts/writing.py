"""Doing just what the plan of a pasted agenda shows."""

from django.utils.text import slugify
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from meetings.enums import Wording
from meetings.imports.agenda_texts.planning import ITEM_FACTS, Plan, Row, Step
from meetings.models import AgendaItem, Session


def apply(planned: Plan) -> None:
    """Write the plan; call it within one transaction, with the session locked."""
    taken = {item.slug for item in planned.session.items.all()}
    title = build_localized_fieldname("title", planned.language)
    renumbered = planned.is_reordered or planned.counts["add"]
    for place, entry in enumerate(planned.order, start=1):
        item = entry.item if isinstance(entry, Step) else entry
        if isinstance(entry, Step):
            item = _written(entry, planned.session, title, place, taken)
        if item is not None and renumbered and item.position != place:
            item.position = place
            item.save()
    if planned.status_change:
        planned.session.agenda_status = planned.status
        planned.session.save()
    if planned.support:
        for step in planned.steps:
            if step.verb != "out" and step.item:
                planned.support.cite(step.item, ITEM_FACTS)
        if planned.status:
            planned.support.cite(planned.session, ["agenda_status"])


def _written(step: Step, session: Session, title: str, place: int, taken: set[str]) -> AgendaItem:
    """The item of a row, added or changed."""
    row, parent = step.row, step.above.item if step.above else None
    if step.item is None:
        slug = _free_slug(row, title, place, taken)
        step.item = AgendaItem(session=session, slug=slug, position=place)
    elif step.verb == "same":
        return step.item
    item = step.item
    item.number, item.parent = row.number, parent
    setattr(item, title, row.title)
    if any(change.name == _("wording of the title") for change in step.changes):
        item.wording = Wording.OFFICIAL
    item.save()
    return item


def _free_slug(row: Row, title: str, place: int, taken: set[str]) -> str:
    """As the form proposes it; with a number behind where that is taken or nothing follows."""
    english = row.title if title == "title_en" else ""
    proposed = (slugify(row.number) or slugify(english))[:70].strip("-") or f"item-{place}"
    slug, count = proposed, 1
    while slug in taken:
        count += 1
        slug = f"{proposed}-{count}"
    taken.add(slug)
    return slug
