"""People and access in the administration."""

from uncac_portal.access.admin import invitations, people, roles

__all__ = ["invitations", "people", "roles"]
