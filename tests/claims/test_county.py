"""The database of the made-up county, made by the first of several processes."""

import os
import subprocess
import sys

import pytest

from tests.claims.county import ROOT

SET_UP = """
import sys
from pathlib import Path
from tests.claims import county

county.FOLDER = Path(sys.argv[1])
county.set_up()
from priorities.models import Observation

print(Observation.objects.count())
"""


@pytest.mark.long
def test_two_processes_make_the_database_at_once(tmp_path):
    environment = {key: os.environ[key] for key in os.environ if key != "DATABASE_URL"}
    command = [sys.executable, "-c", SET_UP, tmp_path]
    runs = [
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]

    counts = [run.communicate(timeout=600)[0].strip() for run in runs]

    assert [run.returncode for run in runs] == [0, 0]
    assert counts[0] == counts[1] != "0"
    assert len(list(tmp_path.glob("*.sqlite3"))) == 1
