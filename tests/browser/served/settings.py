"""The settings under which the browser tests have the portal served."""

import os

from tests.settings import *  # noqa: F403

DATABASES["default"]["NAME"] = os.environ["RECORD_DATABASE"]  # noqa: F405
MEDIA_ROOT = os.environ["RECORD_FILES"]  # as the database, for all workers of a run
ROOT_URLCONF = "tests.browser.served.urls"
