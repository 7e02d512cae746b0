"""The portal's settings for the tests: the same on every machine, whatever its environment says.

Only DATABASE_URL is heeded, which decides where the tests run.
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

TEMPORARY = TemporaryDirectory(prefix="uncac-tests-")  # deleted when the tests end
Path(TEMPORARY.name, "static").mkdir()  # whitenoise warns where it is missing

os.environ.update(
    SECRET_KEY="a key that protects nothing but tests",
    DEBUG="off",
    HTTPS="off",
    ALLOWED_HOSTS="localhost,127.0.0.1",
    DATA_DIR=TEMPORARY.name,
    API_RATE="",  # many tests ask from one address
)

from uncac_portal.settings import *  # noqa: E402

# The hashed names of production need `collectstatic` before each test run.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
