"""Export or erase what is stored about a person, by their email address."""

import json

from django.core.management.base import BaseCommand, CommandError

from partnership.accounts import personal_data
from partnership.core.models import AuditEntry
from partnership.core.models.audit import record
from partnership.models import User


class Command(BaseCommand):
    help = "Export a person's data as JSON, or erase it."

    def add_arguments(self, parser):
        parser.add_argument("email")
        action = parser.add_mutually_exclusive_group(required=True)
        action.add_argument("--export", action="store_true", help="Print as JSON.")
        action.add_argument(
            "--erase",
            action="store_true",
            help="Erase the name, email address and all other personal data. Only the "
            "account number is kept. This cannot be undone.",
        )

    def handle(self, *args, email, export, erase, **options):
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            self.handle_address(email, erase)
            return
        if erase:
            personal_data.erase(user)
            self.stdout.write(f"The data of account {user.pk} has been erased.")
            return
        record(
            AuditEntry.Action.PERSONAL_DATA, None, f"account {user.pk}", exported=True
        )
        data = personal_data.export(user)
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=1))

    def handle_address(self, email, erase):
        """Export or erase data about a follower without an account."""
        data = personal_data.export_address(email)
        if not data:
            raise CommandError(f"Nothing is stored about {email}.")
        if erase:
            count = personal_data.erase_address(email)
            self.stdout.write(f"Erased {count} records. {email} has no account.")
            return
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=1))
