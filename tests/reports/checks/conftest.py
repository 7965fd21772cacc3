"""What a check finds hangs on words and rows, not on the database: tried once."""

import pytest

# This one has all checks read the sample, on both databases.
ON_BOTH = "test_sample_words.py"


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent.name == "checks" and item.path.name != ON_BOTH:
            item.add_marker(pytest.mark.checks)
