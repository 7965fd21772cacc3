"""Where signing in leads when no page was asked for."""

from django.urls import reverse

from partnership import roles


def address(user):
    """Officers go to their work, contributors to what they are asked for."""
    if user.has_perm("reports.change_report"):
        return reverse("dashboard:home")
    sends = "contributor" in roles.role_names(user)
    return reverse("reports:mine" if sends else "reports:home")
