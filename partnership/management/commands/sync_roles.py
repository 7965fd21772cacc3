"""Make the six roles, or bring their permissions up to date."""

from django.core.management.base import BaseCommand, CommandError

from partnership.accounts import roles


class Command(BaseCommand):
    help = "Make the six roles, or bring their permissions up to date."

    def handle(self, *args, **options):
        try:
            changed = roles.sync()
        except ValueError as error:
            raise CommandError(str(error)) from None
        told = f"brought up to date: {', '.join(changed)}" if changed else "unchanged"
        self.stdout.write(f"{len(roles.ROLES)} roles, {told}.")
