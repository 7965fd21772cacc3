"""Context for every page."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from partnership.accounts.roles import SAMPLE_ROLES
from partnership.core.pages.exported import is_exported
from partnership.models import Partnership
from partnership.models.wording import terms
from partnership.partners.public import public_home

# Pages for signed-in users, which show the name as it is now.
PRIVATE = ("/staff/", "/mine/", "/account/", "/admin/")


def site(request):
    """Add the home partnership (loaded when used) and site settings."""
    is_private = request.path.startswith(PRIVATE)
    return {
        "home": SimpleLazyObject(
            Partnership.objects.home if is_private else public_home
        ),
        "local_terms": terms,
        "site_url": settings.SITE_URL,
        "canonical_url": f"{settings.SITE_URL}{request.path}",
        "is_exported": is_exported(request),
        "shows_drafts": settings.SHOW_DRAFTS,
        "sample_data": settings.SAMPLE_DATA,
        "sample_roles": SAMPLE_ROLES,
        "requires_two_step": settings.REQUIRE_TWO_STEP,
    }
