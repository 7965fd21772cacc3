"""Data checks on partnerships."""

from partnership.core.models.integrity import invariant
from partnership.models import Partnership


@invariant
def one_home_partnership():
    """There is one home partnership once there is any."""
    if Partnership.objects.exists() and not Partnership.objects.home():
        yield "No partnership is marked as the home partnership. Mark yours."
