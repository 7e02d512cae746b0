"""`manage.py compile_catalogues`: translations as Django reads them."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile the translated texts (.po) for use (.mo). Needs no gettext on the machine."

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/django.po")):
                compiled = source.with_suffix(".mo")
                if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
                    continue
                with source.open("rb") as texts:
                    catalogue = read_po(texts, locale=source.parts[-3])
                with compiled.open("wb") as target:
                    write_mo(target, catalogue)
                self.stdout.write(f"Compiled {source.parts[-3]}")
