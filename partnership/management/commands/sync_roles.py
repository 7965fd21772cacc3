"""Create or update the 6 roles and their permissions."""

from django.core.management.base import BaseCommand, CommandError

from partnership.accounts import roles


class Command(BaseCommand):
    help = "Create or update the 6 roles and their permissions."

    def handle(self, *args, **options):
        try:
            changed = roles.sync()
        except ValueError as error:
            raise CommandError(str(error)) from None
        result = f"updated: {', '.join(changed)}" if changed else "unchanged"
        self.stdout.write(f"{len(roles.ROLES)} roles, {result}.")
