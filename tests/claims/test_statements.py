"""What the checks find in statements about the made-up county."""

import subprocess
import sys

import pytest

from tests.claims.county import ROOT


@pytest.mark.parametrize(
    "name",
    [
        "statements trials",
        pytest.param("statements examples corpus", marks=pytest.mark.long),
        pytest.param("rounds", marks=pytest.mark.long),
    ],
)
def test_statements_come_to_what_they_should(name):
    """In a process of its own, because the county has a database of its own."""
    command = [sys.executable, "-m", *f"tests.claims.{name}".split()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stdout + done.stderr
