"""What somebody may do follows from roles."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.apps import apps

from meetings.records.access import Reach, may_somewhere, reach_of
from meetings.records.enums import Level

# What is no record: which level for all bodies, or for one, the kinds of permission need.
ADMINISTERED = {"auth.user", "access.role", "access.invitation"}
LEVELS = {
    "view": Level.VIEWER,
    "add": Level.EDITOR,
    "change": Level.EDITOR,
    "delete": Level.EDITOR,
}


class RoleBackend(AuthenticationBackend):
    """Permissions by role and body; an account that may everything is an administrator of all.

    Groups and permissions of single accounts give nothing.
    """

    def reach_of(self, user: Any) -> Reach:
        """How far the person reaches."""
        if not (user.is_active and user.is_staff):
            return Reach()
        if user.is_superuser:
            return Reach(everywhere=Level.ADMINISTRATOR)
        roles = list(user.roles.all())
        everywhere = max((role.level for role in roles if role.body_id is None), default=0)
        return Reach(everywhere, {role.body_id: role.level for role in roles if role.body_id})

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Whether there are records of the kind with which the person may do so."""
        app, _dot, codename = perm.partition(".")
        action, _underscore, name = codename.partition("_")
        if action not in LEVELS:
            return False
        if f"{app}.{name}" in ADMINISTERED:
            return reach_of(user_obj).anywhere(Level.ADMINISTRATOR)
        try:
            model = apps.get_model(app, name)
        except LookupError:
            return False
        return may_somewhere(user_obj, LEVELS[action], model)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Whether the person may see anything of the app."""
        try:
            models = apps.get_app_config(app_label).get_models()
        except LookupError:
            return False
        names = (f"{app_label}.view_{model._meta.model_name}" for model in models)
        return any(self.has_perm(user_obj, name) for name in names)

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """All that the roles of the person allow."""
        models = apps.get_models()
        perms = {
            f"{model._meta.app_label}.{action}_{model._meta.model_name}"
            for model in models
            for action in LEVELS
        }
        return {perm for perm in perms if self.has_perm(user_obj, perm)}

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """None: what is allowed follows from roles."""
        return set()

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """All that the roles of the person allow."""
        return self.get_user_permissions(user_obj, obj)
