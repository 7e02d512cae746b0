"""The settings that mypy reads the models with.

modeltranslation wraps every manager in a class that mypy cannot name, which would hide all
querysets from it. Without it the types are right but for the fields of each language.
"""

import os

os.environ.setdefault("SECRET_KEY", "a key that protects nothing but types")

from uncac_portal.settings import *

INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "modeltranslation"]
