"""Who is looking at a page, asked in a way that costs anonymous readers nothing."""

from django.conf import settings


def signed_in(request):
    """The person signed in, or None.

    Without a session cookie the session is not touched, so that a public page stays
    the same for every reader and may be cached.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None
