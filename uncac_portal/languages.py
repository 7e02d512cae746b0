"""The languages in which the site itself is offered."""

from django.conf import settings

SITE_LANGUAGES = [code for code, _name in settings.LANGUAGES]
