"""Run all data checks; the exit status is 1 if there are errors."""

from django.core.management.base import BaseCommand, CommandError

from partnership.core.models import integrity
from partnership.core.models.display import with_count


class Command(BaseCommand):
    help = "Check data integrity. Warnings do not affect the exit status."

    def handle(self, *args, **options):
        for rule, sentence in integrity.warnings():
            self.stdout.write(f"Warning: {sentence}\n  Check: {rule}")
        broken = integrity.errors()
        for rule, sentence in broken:
            self.stdout.write(f"Error: {sentence}\n  Check: {rule}")
        if broken:
            raise CommandError(f"{with_count(len(broken), 'error')} found.")
        self.stdout.write(f"All {len(integrity.INTEGRITY_CHECKS)} data checks passed.")
