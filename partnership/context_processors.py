"""Context for every page."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from partnership.accounts.roles import SAMPLE_ROLES
from partnership.models import Partnership


def site(request):
    """Add the home partnership (loaded when used) and site settings."""
    return {
        "home": SimpleLazyObject(Partnership.objects.home),
        "sample_data": settings.SAMPLE_DATA,
        "sample_roles": SAMPLE_ROLES,
        "requires_two_step": settings.REQUIRE_TWO_STEP,
    }
