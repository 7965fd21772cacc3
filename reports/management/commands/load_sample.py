"""Load the sample data into an empty database; never overwrite existing data."""

from django.core.management.base import BaseCommand

from reports.management import load_sample_data


class Command(BaseCommand):
    help = "Load the sample data if the database is empty."

    def handle(self, *args, **options):
        if not load_sample_data.is_empty():
            self.stdout.write(
                "The database is not empty, so sample data was not loaded."
            )
            return
        count = load_sample_data.load()
        self.stdout.write(f"Sample data loaded, with {count} texts.")
