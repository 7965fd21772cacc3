"""What becomes of 192 inconsistencies that real documents have, one test for each."""

import pytest


def evidence(number, *, fault, flagged="", prevented=""):
    """Mark a test as the evidence for one inconsistency: `number` is file.item."""
    return pytest.mark.evidence(
        number=number, fault=fault, flagged=flagged, prevented=prevented
    )
