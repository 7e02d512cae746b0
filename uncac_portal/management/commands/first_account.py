"""`manage.py first_account`: someone who can sign in to a new portal."""

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

USERNAME = "secretariat"


class Command(BaseCommand):
    help = "Make one staff account with a random password and print both, if there is no account."

    def handle(self, *args: Any, **options: Any) -> None:
        users = get_user_model().objects
        if users.exists():
            return
        password = secrets.token_urlsafe(12)
        users.create_superuser(username=USERNAME, password=password)
        self.stdout.write(
            f"An account for the administration: {USERNAME}, password {password}\n"
            "It is shown this once. Change it under /admin/account/password/change/."
        )
