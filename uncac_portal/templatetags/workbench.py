"""Gives the front page of the administration what it shows."""

from typing import Any

from django import template
from django.utils import timezone

from uncac_portal.workbench import Desk, desk_of

register = template.Library()


@register.simple_tag
def desk(user: Any) -> Desk:
    """Convenings, what they lack, and what waits for the person; today."""
    return desk_of(user, timezone.now().date())
