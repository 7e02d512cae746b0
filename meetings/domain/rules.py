"""Rules that bind several records, for forms and imports alike."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from meetings.models import AgendaItem, Convening


def refuse_items_of_other_convenings(convening: Convening, items: Iterable[AgendaItem]) -> None:
    """A programme takes up items of the convening's own sessions only, which are to be loaded."""
    strangers = [item for item in items if item.session.convening_id != convening.pk]
    if strangers:
        raise ValidationError(
            _("Not on the agenda of a session of this convening: %(items)s."),
            params={"items": "; ".join(str(item) for item in strangers)},
        )
