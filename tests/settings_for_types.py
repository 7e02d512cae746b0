"""The settings that mypy reads the models with.

modeltranslation wraps every manager in a class that mypy cannot name, which would hide all
querysets from it. Without it the types are right but for the fields of each language. The
administration needs it to load, so it is left out as well; mypy reads its files all the same.
"""

import os

os.environ.setdefault("SECRET_KEY", "a key that protects nothing but types")

from uncac_portal.settings import *

LEFT_OUT = {"modeltranslation", "uncac_portal.admin_site.PortalAdminConfig"}
INSTALLED_APPS = [app for app in INSTALLED_APPS if app not in LEFT_OUT]
