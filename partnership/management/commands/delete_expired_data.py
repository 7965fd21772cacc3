"""Delete personal data that is older than its period."""

from django.core.management.base import BaseCommand

from partnership.accounts import personal_data


class Command(BaseCommand):
    help = (
        "Delete personal data that is older than the privacy notice allows. The worker "
        "does this every day."
    )

    def handle(self, *args, **options):
        for name, count in personal_data.delete_expired().items():
            self.stdout.write(f"{name}: {count}")
