"""The signed-in user of a request, at no cost to anonymous readers."""

from django.conf import settings


def signed_in_user(request):
    """Return the signed-in user, or None; a request that was refused early has none.

    Without a session cookie the session is not read, so public pages can be cached.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None
