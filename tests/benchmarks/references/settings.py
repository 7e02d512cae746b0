"""The portal's settings with nothing around a view but the files that whitenoise serves."""

import os

from uncac_portal.settings import *  # noqa: F403

# What a plain site needs to read the same tables.
APPS = ("modeltranslation", "django.contrib.auth", "django.contrib.contenttypes", "simple_history")
INSTALLED_APPS = [*APPS, "meetings.records", "meetings", "delegations"]
MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware"]
WHITENOISE_ROOT = os.environ["REFERENCE_FILES"]
ROOT_URLCONF = "tests.benchmarks.references.urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": []}]  # type: ignore[list-item]
