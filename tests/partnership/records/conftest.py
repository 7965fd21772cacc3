"""Files of imports."""

import pytest


@pytest.fixture
def files(media_root):
    """Where uploads are kept: a folder of the test's own."""
    return media_root / "imports"
