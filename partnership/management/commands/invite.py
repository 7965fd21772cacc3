"""Invite somebody, like the first admin of a new site."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from partnership.accounts import roles, services
from partnership.models import User


class Command(BaseCommand):
    help = "Make an account and send its owner a link to set a password."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--role",
            action="append",
            required=True,
            choices=list(roles.ROLES),
            help="may be given more than once",
        )

    def handle(self, *args, email, name, role, **options):
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"“{email}” is not an e-mail address.") from None
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"{email} has an account already.")
        roles.sync()
        try:
            services.invite(email=email, name=name, role_names=role)
        except services.NotDone as error:
            raise CommandError(f"There is an account for {email}. {error}") from None
        self.stdout.write(f"An invitation is on its way to {email}.")
