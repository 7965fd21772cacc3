"""What statements about the made-up county come to, in words of all kinds."""

import subprocess
import sys

import pytest

from tests.claims.county import ROOT


@pytest.mark.checks
def test_statements_come_to_what_they_should():
    """In a process of its own, because the county has a database of its own."""
    command = [sys.executable, "-m", "tests.claims.statements"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stdout + done.stderr
