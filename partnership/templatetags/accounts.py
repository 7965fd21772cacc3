"""Account links for the header and footer."""

from django import template
from django.urls import reverse

from partnership.accounts import redirects, roles
from partnership.accounts.request_user import signed_in

register = template.Library()


@register.inclusion_tag("partials/account.html", takes_context=True)
def account_links(context):
    """Render a sign-in link, or the user's name and links."""
    request = context.get("request")
    person = request and signed_in(request)
    works = bool(person) and person.has_perm("reports.change_report")
    sees_people = bool(person) and person.has_perm("partnership.view_user")
    sends = bool(person) and "contributor" in roles.role_names(person)
    return {
        "person": person,
        "works": works,
        "sees_people": sees_people,
        "sends": sends,
    }


@register.inclusion_tag("partials/staff_link.html", takes_context=True)
def staff_link(context):
    """Render the footer link to sign in, or to the user's start page."""
    request = context.get("request")
    person = request and signed_in(request)
    if not person:
        return {"address": reverse("account_login"), "words": "Staff sign in"}
    if redirects.has_workplace(person):
        return {"address": redirects.address(person), "words": "Staff area"}
    return {"address": reverse("mfa_index"), "words": "Your account"}
