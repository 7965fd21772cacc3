"""Create a sample user for each role, for looking around a demonstration site."""

import os

from django.conf import settings
from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from partnership.accounts import roles, services
from partnership.core.values.fingerprints import fingerprint
from partnership.models import Partnership, Person, User

# In the sample data: a district's CSP, and the lead for the youth justice grant.
CONTRIBUTOR_CSP = "oxford-csp"
CONTRIBUTOR_PERSON = "amrik-panaser"
LOCAL_PASSWORD = "sample-password-2016"
TWO_STEP_NOTES = {
    True: "The publisher and admin must set up an authenticator app when they first "
    "sign in.",
    False: "2-step verification is off (REQUIRE_TWO_STEP).",
}


class Command(BaseCommand):
    help = "Create a sample user for each role. Only works on sites with sample data."

    def handle(self, *args, **options):
        password = sample_password()
        roles.sync()
        self.stdout.write("Sign in at /account/sign-in/ as one of these users:")
        for role in roles.SAMPLE_ROLES:
            user, is_new = self.login(role, password)
            is_usual = is_new or has_password(user, password)
            note = "" if is_usual else " (has its own password)"
            self.stdout.write(f"{user.email}{note}")
        self.stdout.write(f"Password: {password}")
        self.stdout.write(TWO_STEP_NOTES[settings.REQUIRE_TWO_STEP])

    @transaction.atomic
    def login(self, role, password):
        """Return the role's user, and whether it is new; existing users stay as is."""
        email = f"{role}@example.org"
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            links = contributor_links() if role == "contributor" else {}
            user = User.objects.create_user(
                email, password, name=f"Sample {role}", **links
            )
            services.give_roles(user, [role])
            return user, True
        return user, False


def has_password(user, password):
    """Whether this is the user's password; cached, because checking is slow."""
    key = f"sample-login-{fingerprint([user.password, password], length=64)}"
    return cache.get_or_set(key, lambda: user.check_password(password), None)


def contributor_links():
    """Return the sample contributor's partnership and person record.

    Both are None if the sample data does not have them.
    """
    return {
        "partnership": Partnership.objects.filter(code=CONTRIBUTOR_CSP).first(),
        "person": Person.objects.filter(code=CONTRIBUTOR_PERSON).first(),
    }


def sample_password():
    """Return the password to set; a well-known one only if DEBUG is on."""
    password = getattr(settings, "SAMPLE_PASSWORD", "") or os.environ.get(
        "SAMPLE_PASSWORD", ""
    )
    if settings.DEBUG:
        return password or LOCAL_PASSWORD
    if not settings.SAMPLE_DATA:
        raise CommandError(
            "Sample users are only for demonstration sites: set DEBUG or SAMPLE_DATA."
        )
    if not password:
        raise CommandError(
            "DEBUG is off: set SAMPLE_PASSWORD to a password of your choice."
        )
    return password
