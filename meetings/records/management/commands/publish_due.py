"""`manage.py publish_due`: publish and withdraw what is set for a time that has come."""

from typing import Any

from django.core.management.base import BaseCommand

from meetings.records.domain.scheduling import settle_due


class Command(BaseCommand):
    """Meant for cron, every minute or so; without it the first reader after the time causes it."""

    help = "Publish and withdraw what is set for a time that has come."

    def handle(self, *args: Any, **options: Any) -> None:
        for scheduled in settle_due():
            record = scheduled.record or f"{scheduled.record_type} {scheduled.record_id}"
            done = scheduled.outcome or scheduled.get_after_display()
            self.stdout.write(f"{record}, {scheduled.part}: {done}")
