"""Delete personal data that are older than their period."""

from django.core.management.base import BaseCommand

from partnership.accounts import personal_data


class Command(BaseCommand):
    help = "Delete personal data that are older than their period. The worker does so."

    def handle(self, *args, **options):
        for name, count in personal_data.delete_expired().items():
            self.stdout.write(f"{name}: {count}")
