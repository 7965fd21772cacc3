"""Data checks on partnerships."""

from partnership.core.models.integrity import integrity_check
from partnership.models import Partnership


@integrity_check
def one_home_partnership():
    """One partnership is the home partnership."""
    if Partnership.objects.exists() and not Partnership.objects.home():
        yield "Mark your partnership as the home partnership."
