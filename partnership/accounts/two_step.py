"""Whether an account has an authenticator app, and taking it away."""

from allauth.mfa.models import Authenticator


def of(user):
    return Authenticator.objects.filter(user=user)


def is_set(user):
    return of(user).filter(type=Authenticator.Type.TOTP).exists()


def remove(user):
    """For somebody who has lost both the app and the recovery codes."""
    of(user).delete()
