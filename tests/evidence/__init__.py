"""192 inconsistencies of real documents, with a test for each."""

import pytest


def evidence(number, *, fault, flagged="", prevented=""):
    """Mark a test as the evidence for one inconsistency: `number` is file.item."""
    return pytest.mark.evidence(
        number=number, fault=fault, flagged=flagged, prevented=prevented
    )
