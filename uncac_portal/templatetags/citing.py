"""“Cite this”, at the end of every page of the record."""

from html import unescape
from typing import Any

from django import template
from django.db.models import Model
from django.template.context import Context
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from uncac_portal.citing.formats import FORMATS
from uncac_portal.citing.styles import references
from uncac_portal.citing.titles import is_invented
from uncac_portal.citing.works import place_of, work_of, work_of_page

register = template.Library()


@register.inclusion_tag("parts/cite_this.html", takes_context=True)
def cite_this(context: Context, record: Model) -> dict[str, Any]:
    """How to cite the page of the record; of an invented one, nothing. It asks no query."""
    if is_invented(record):
        return {}
    collection, key = place_of(record)
    forms = [(form, written.name) for form, written in FORMATS.items()]
    work = work_of(context["request"], record)
    return {"references": references(work), "collection": collection, "key": key, "forms": forms}


@register.inclusion_tag("parts/cite_this.html", takes_context=True)
def cite_list(context: Context) -> dict[str, Any]:
    """How to cite the list of the page with its filters: “Statements: State Viet Nam”."""
    listing = context["listing"]
    name = " ".join(unescape(context["page_title"]).split())
    chips = (" ".join(filter(None, [chip.label, chip.value])) for chip in listing.chips)
    if filters := pgettext("between filters", "; ").join(chips):
        name = _("%(name)s: %(filters)s") % {"name": name, "filters": filters}
    work = work_of_page(context["request"], name, listing.query)
    return {"references": references(work) if work else []}
