"""Account links for the header and footer."""

from django import template
from django.urls import reverse

from partnership.accounts import redirects, roles
from partnership.core.request_user import signed_in_user

register = template.Library()


@register.inclusion_tag("partials/account.html", takes_context=True)
def account_links(context):
    """Render a sign-in link, or the user's name and links."""
    request = context.get("request")
    user = request and signed_in_user(request)
    is_staff = bool(user) and user.has_perm("reports.change_report")
    can_view_users = bool(user) and user.has_perm("partnership.view_user")
    is_contributor = bool(user) and "contributor" in roles.role_names(user)
    return {
        "user": user,
        "is_staff": is_staff,
        "can_view_users": can_view_users,
        "is_contributor": is_contributor,
        "is_member": bool(user) and "member" in roles.role_names(user),
    }


@register.inclusion_tag("partials/staff_link.html", takes_context=True)
def staff_link(context):
    """Render the footer link to sign in, or to the user's start page."""
    request = context.get("request")
    user = request and signed_in_user(request)
    if not user:
        return {"url": reverse("account_login"), "label": "Staff sign in"}
    if redirects.has_start_page(user):
        return {"url": redirects.start_page_url(user), "label": "Staff area"}
    return {"url": reverse("mfa_index"), "label": "Your account"}
