"""Settings are safe by default: what a deployer does not set must not open a door."""

import os
import secrets
import subprocess
import sys

import pytest
from django.conf import settings

KEY = secrets.token_urlsafe(60)


def manage(*arguments, **environment):
    kept = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_deployment_check_is_clean():
    done = manage(
        "check",
        "--deploy",
        "--fail-level=WARNING",
        SECRET_KEY=KEY,
        ALLOWED_HOSTS="safer.example.org",
    )

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_without_a_key_nothing_starts():
    done = manage("check")

    assert done.returncode != 0
    assert "Set SECRET_KEY" in done.stderr


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("DEBUG", "False"),
        ("SAMPLE_DATA", "False"),
        ("SESSION_COOKIE_SECURE", "True"),
        ("CSRF_COOKIE_SECURE", "True"),
        ("SECURE_SSL_REDIRECT", "True"),
        ("SECURE_HSTS_SECONDS", "31536000"),
        ("ALLOWED_HOSTS", "[]"),
        ("X_FRAME_OPTIONS", "DENY"),
        ("IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT", "True"),
    ],
)
def test_what_is_not_set_is_safe(name, expected):
    done = manage(
        "shell",
        "--verbosity=0",
        f"--command=from django.conf import settings; print(settings.{name})",
        SECRET_KEY=KEY,
    )

    assert done.stdout.strip().splitlines()[-1] == expected
