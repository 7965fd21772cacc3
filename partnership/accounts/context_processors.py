"""The signed-in user and their permissions, for templates."""

from django.contrib.auth.context_processors import PermWrapper
from django.contrib.auth.models import AnonymousUser

from partnership.accounts.request_user import signed_in_user


def auth(request):
    """As Django has it, but the session of anonymous readers is not read.

    A page that reads it depends on cookies, so that it could not be stored.
    """
    user = signed_in_user(request) or AnonymousUser()
    return {"user": user, "perms": PermWrapper(user)}
