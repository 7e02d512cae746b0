"""Which build of the portal is running."""

import hashlib

from django.conf import settings

ROOMS = ("uncac_portal", "meetings", "delegations", "templates", "static")
KINDS = {".py", ".html", ".txt", ".xml", ".mo", ".css", ".js", ".svg"}


def _digest() -> str:
    """A short mark that differs whenever code, templates or texts do."""
    digest = hashlib.sha256()
    for room in ROOMS:
        for path in sorted((settings.BASE_DIR / room).rglob("*")):
            if path.suffix in KINDS:
                seen = path.stat()
                digest.update(f"{path.name} {seen.st_size} {seen.st_mtime_ns}".encode())
    return digest.hexdigest()[:8]


RELEASE = _digest()
