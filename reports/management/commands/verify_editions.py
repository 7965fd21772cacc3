"""Check every stored file of every edition against its hash."""

import sys

from django.core.management.base import BaseCommand

from reports.models import Edition
from reports.publication import verification


class Command(BaseCommand):
    help = "Check that all editions are unchanged since publication."

    def handle(self, *args, **options):
        faults = list(verification.all_faults())
        for fault in faults:
            self.stderr.write(fault)
        editions = Edition.objects.count()
        files = editions * len(verification.FILES)
        self.stdout.write(
            f"{editions} editions with {files} files checked: "
            + (f"{len(faults)} errors." if faults else "no errors.")
        )
        if faults:
            sys.exit(1)
