"""The settings under which the browser tests have the portal served."""

import os

from tests.settings import *  # noqa: F403

DATABASES["default"]["NAME"] = os.environ["RECORD_DATABASE"]  # noqa: F405
ROOT_URLCONF = "tests.browser.served.urls"
