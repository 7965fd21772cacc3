"""Every module of the bench can still be started."""

from importlib import import_module

import pytest

from tests.bench.__main__ import MODULES


@pytest.mark.parametrize("name", MODULES)
def test_a_module_offers_comparisons(name):
    assert callable(import_module(f"tests.bench.{name}").comparisons)
