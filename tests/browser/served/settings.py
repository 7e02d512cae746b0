"""The settings under which the browser tests have the portal served."""

import os

from tests.settings import *

DATABASES["default"]["NAME"] = os.environ["RECORD_DATABASE"]
ROOT_URLCONF = "tests.browser.served.urls"
