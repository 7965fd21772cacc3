"""Check everything that must hold across rows; exit status 1 if something does not."""

from django.core.management.base import BaseCommand, CommandError

from partnership.core.models import integrity


class Command(BaseCommand):
    help = "Check sums, links and files; warnings alone leave the exit status 0."

    def handle(self, *args, **options):
        for rule, sentence in integrity.warnings():
            self.stdout.write(f"Warning: {sentence}\n  Rule: {rule}")
        broken = integrity.broken()
        for rule, sentence in broken:
            self.stdout.write(f"{sentence}\n  Rule: {rule}")
        if broken:
            raise CommandError(f"{len(broken)} things to put right; see above.")
        self.stdout.write(f"{len(integrity.INVARIANTS)} rules hold.")
