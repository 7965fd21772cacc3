"""Make the accounts with which one looks around a sample site, one for each role."""

import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from partnership.accounts import roles, services
from partnership.models import Partnership, Person, User

# In the sample, a district's CSP, and who answers for the youth justice grant.
CONTRIBUTOR_CSP = "oxford-csp"
CONTRIBUTOR_PERSON = "amrik-panaser"
LOCAL_PASSWORD = "sample-password-2016"
SECOND_FACTOR = {
    True: "The publisher and the admin need an authenticator app; they are led through "
    "setting it up.",
    False: "Nobody is asked for a second factor here (REQUIRE_SECOND_FACTOR is off).",
}


class Command(BaseCommand):
    help = "Make one sample login for each role, on a site with sample data only."

    def handle(self, *args, **options):
        password = sample_password()
        roles.sync()
        self.stdout.write("Sign in at /account/sign-in/ as one of these:")
        for role in roles.SAMPLE_ROLES:
            user = self.login(role, password)
            kept = "" if user.check_password(password) else " (its own password)"
            self.stdout.write(f"{user.email}{kept}")
        self.stdout.write(f"The password is {password}")
        self.stdout.write(SECOND_FACTOR[settings.REQUIRE_SECOND_FACTOR])

    @transaction.atomic
    def login(self, role, password):
        """The account; one that exists is left as it is, password and all."""
        email = f"{role}@example.org"
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            ties = contributor_ties() if role == "contributor" else {}
            user = User.objects.create_user(
                email, password, name=f"Sample {role}", **ties
            )
            services.give_roles(user, [role])
        return user


def contributor_ties():
    """The CSP whose parts the sample contributor sends in, and who they are.

    Both are None where the sample lacks them.
    """
    return {
        "partnership": Partnership.objects.filter(code=CONTRIBUTOR_CSP).first(),
        "person": Person.objects.filter(code=CONTRIBUTOR_PERSON).first(),
    }


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
