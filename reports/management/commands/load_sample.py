"""Load the sample county into an empty database; never over anybody's work."""

from django.core.management.base import BaseCommand

from reports.management import load_sample_data


class Command(BaseCommand):
    help = "Load the sample data into an empty database. Does nothing to one in use."

    def handle(self, *args, **options):
        if not load_sample_data.is_empty():
            self.stdout.write("There is data already; the sample was left alone.")
            return
        count = load_sample_data.load()
        self.stdout.write(f"Sample data loaded, with words for {count} places.")
