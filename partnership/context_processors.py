"""What every page needs to know."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from partnership.models import Partnership


def site(request):
    """The home partnership, asked for only by pages that print it."""
    return {
        "home": SimpleLazyObject(Partnership.objects.home),
        "sample_data": settings.SAMPLE_DATA,
    }
