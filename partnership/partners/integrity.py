"""Data checks on partnerships."""

from partnership.core.models.integrity import invariant
from partnership.models import Partnership


@invariant
def one_home_partnership():
    """One partnership is the home partnership."""
    if Partnership.objects.exists() and not Partnership.objects.home():
        yield "Mark your partnership as the home partnership."
