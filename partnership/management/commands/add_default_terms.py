"""Add the default house style to the glossary."""

from django.core.management.base import BaseCommand

from partnership.partners.default_terms import add_default_terms


class Command(BaseCommand):
    help = "Add default terms for community safety that the glossary does not have."

    def handle(self, *args, **options):
        number = add_default_terms()
        self.stdout.write(f"Terms added: {number}.")
