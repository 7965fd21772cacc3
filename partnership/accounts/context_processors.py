"""The signed-in user and their permissions, for templates."""

from django.contrib.auth.context_processors import PermWrapper
from django.contrib.auth.models import AnonymousUser

from partnership.core.request_user import signed_in_user


def auth(request):
    """Like Django's, but does not read the session of anonymous readers.

    A page that reads it varies by cookie and could not be stored.
    """
    user = signed_in_user(request) or AnonymousUser()
    return {"user": user, "perms": PermWrapper(user)}
