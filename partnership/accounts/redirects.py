"""The page a user sees after signing in, when none was requested."""

from django.urls import reverse

from partnership.accounts import roles


def has_start_page(user):
    """Whether the user has a staff area or tasks of their own."""
    return user.has_perm("reports.change_report") or _is_contributor(user)


def _is_contributor(user):
    return "contributor" in roles.role_names(user)


def start_page_url(user):
    """Return the URL of the staff area, or of the user's tasks or shared drafts."""
    if user.has_perm("reports.change_report"):
        return reverse("staff:dashboard")
    if _is_contributor(user):
        return reverse("reports:mine")
    is_member = "member" in roles.role_names(user)
    return reverse("reports:shared" if is_member else "reports:home")
