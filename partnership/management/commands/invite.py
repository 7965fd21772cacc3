"""Invite a user, for example the first administrator of a new site."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from partnership.accounts import roles, services
from partnership.models import User


class Command(BaseCommand):
    help = "Create a user and email them a link to set a password."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--role",
            action="append",
            required=True,
            choices=list(roles.ROLES),
            help="can be repeated",
        )

    def handle(self, *args, email, name, role, **options):
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"“{email}” is not an email address.") from None
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"There is already an account for {email}.")
        roles.sync()
        try:
            services.invite(email=email, name=name, role_names=role)
        except services.AccountError as error:
            raise CommandError(
                f"An account for {email} has been created. {error}"
            ) from None
        self.stdout.write(f"Invitation sent to {email}.")
