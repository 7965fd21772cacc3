"""The authenticator app and recovery codes of an account."""

from allauth.mfa.models import Authenticator


def of(user):
    return Authenticator.objects.filter(user=user)


def is_set(user):
    return of(user).filter(type=Authenticator.Type.TOTP).exists()


def remove(user):
    """Remove the app and codes, for a user who has lost both."""
    of(user).delete()
