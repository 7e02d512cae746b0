"""The portal as WSGI application."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "uncac_portal.settings")

application = get_wsgi_application()
# Loaded now, before processes are made of this one, and not while the first visitor waits.
get_resolver().url_patterns  # noqa: B018
