"""Make the two accounts with which one looks around a sample site."""

import os

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from partnership import roles
from partnership.models import User

LOGINS = [
    ("officer@example.org", "Sample officer", "officer"),
    ("admin@example.org", "Sample admin", "admin"),
]
LOCAL_PASSWORD = "sample-password-2016"


class Command(BaseCommand):
    help = "Make a sample officer and a sample admin, on a site with sample data only."

    def handle(self, *args, **options):
        password = sample_password()
        roles.sync()
        told = []
        for email, name, role in LOGINS:
            user = self.login(email, name, role, password)
            kept = "" if user.check_password(password) else " (its own password)"
            told.append(f"{email}{kept}")
        self.stdout.write(f"Sign in at /admin/ as {' or '.join(told)}.")
        self.stdout.write(f"The password is {password}")

    @transaction.atomic
    def login(self, email, name, role, password):
        """The account; one that exists is left as it is, password and all."""
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            user = User.objects.create_user(email, password, name=name, is_staff=True)
            user.groups.add(Group.objects.get(name=role))
        return user


def sample_password():
    """The password to set; a known one only where DEBUG is on."""
    given = getattr(settings, "SAMPLE_PASSWORD", "") or os.environ.get(
        "SAMPLE_PASSWORD", ""
    )
    if settings.DEBUG:
        return given or LOCAL_PASSWORD
    if not settings.SAMPLE_DATA:
        raise CommandError(
            "Sample logins are for a site with sample data: set DEBUG or SAMPLE_DATA."
        )
    if not given:
        raise CommandError(
            "DEBUG is off: set SAMPLE_PASSWORD to a password of your own."
        )
    return given
