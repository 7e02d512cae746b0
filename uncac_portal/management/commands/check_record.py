"""`manage.py check_record`: what convenings still lack, as the workbench shows it."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

import delegations.domain.checks  # noqa: F401 (puts the rules on the list)
from meetings.domain.naming import convening_name
from meetings.models import Convening
from meetings.records.checks import Finding, findings_of

AT_ONCE = 50


class Command(BaseCommand):
    help = (
        "Says what convenings still lack, the gravest first. Ends with code 1 if anything is to "
        "be mended before publication."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "convening", nargs="*", help="short names, such as 2021-09-06-vienna; none: all"
        )
        parser.add_argument(
            "--grave", action="store_true", help="only what is to be mended before publication"
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        convenings = _convenings(options["convening"])
        found = [
            (convening, [f for f in findings if f.is_grave or not options["grave"]])
            for convening, findings in _findings(convenings)
        ]
        if options["format"] == "json":
            told = [_as_data(convening, f) for convening, findings in found for f in findings]
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self._tell(found)
        if any(finding.is_grave for _convening, findings in found for finding in findings):
            raise SystemExit(1)

    def _tell(self, found: list[tuple[Convening, list[Finding]]]) -> None:
        for convening, findings in found:
            if findings:
                self.stdout.write(f"{convening.slug} ({convening_name(convening)})")
            for finding in findings:
                self.stdout.write(f"  {finding.gravity.label}: {finding.words}")
        number = sum(len(findings) for _convening, findings in found)
        self.stdout.write(f"Convenings examined: {len(found)}. Findings: {number}.")


def _convenings(slugs: list[str]) -> list[Convening]:
    """Those of the names, which all have to be on record; else every one."""
    convenings = list(Convening.objects.in_order())
    if unknown := set(slugs) - {convening.slug for convening in convenings}:
        raise CommandError(f"There is no convening {min(unknown)}.")
    return [convening for convening in convenings if not slugs or convening.slug in slugs]


def _findings(convenings: list[Convening]) -> Iterable[tuple[Convening, list[Finding]]]:
    """A part at a time, so that memory does not grow with the record."""
    today = timezone.now().date()
    for start in range(0, len(convenings), AT_ONCE):
        part = convenings[start : start + AT_ONCE]
        found = findings_of(part, today)
        yield from ((convening, found[convening.pk]) for convening in part)


def _as_data(convening: Convening, finding: Finding) -> dict[str, str]:
    return {
        "convening": convening.slug,
        "rule": finding.rule.name,
        "subject": finding.rule.subject.name,
        "gravity": finding.gravity.name.lower(),
        "words": finding.words,
        "url": finding.url,
    }
