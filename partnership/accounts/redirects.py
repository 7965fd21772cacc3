"""Where signing in leads when no page was asked for."""

from django.urls import reverse

from partnership.accounts import roles


def has_workplace(user):
    """Whether somebody has a page of their own to work on."""
    return user.has_perm("reports.change_report") or _sends(user)


def _sends(user):
    return "contributor" in roles.role_names(user)


def address(user):
    """Officers go to their work, contributors to what they are asked for."""
    if user.has_perm("reports.change_report"):
        return reverse("staff:dashboard")
    return reverse("reports:mine" if _sends(user) else "reports:home")
