"""Which build of the portal is running."""

import hashlib

from django.conf import settings

ROOMS = ("uncac_portal", "meetings", "delegations", "templates", "static")
KINDS = {".py", ".html", ".txt", ".xml", ".mo", ".css", ".js", ".svg"}


def _digest() -> str:
    """A short mark of all that makes a page besides the record: code, templates, libraries."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for room in ROOMS:
        for path in sorted((settings.BASE_DIR / room).rglob("*")):
            if path.suffix in KINDS:
                digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


RELEASE = _digest()
