"""Settings are safe by default: what a deployer does not set must not open a door."""

import os
import re
import secrets
import subprocess
import sys

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


# What a setting is where its variable is not set.
SAFE = {
    "DEBUG": "False",
    "SAMPLE_DATA": "False",
    "SESSION_COOKIE_SECURE": "True",
    "CSRF_COOKIE_SECURE": "True",
    "SESSION_COOKIE_NAME": "__Host-sessionid",
    "CSRF_COOKIE_NAME": "__Host-csrftoken",
    "REQUIRE_TWO_STEP": "True",
    "ALLAUTH_TRUSTED_PROXY_COUNT": "0",
    "OIDC_IS_SET": "False",
    "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https",
    "SECURE_SSL_REDIRECT": "True",
    "SECURE_HSTS_SECONDS": "31536000",
    "ALLOWED_HOSTS": "[]",
    "X_FRAME_OPTIONS": "DENY",
}


def values_of(*expressions, **environment):
    """Return the values of expressions in the settings with these variables."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from partnership.settings import *; "
            f"print(*({', '.join(expressions)},), sep='\\n')",
        ],
        cwd=settings.BASE_DIR,
        env={"SECRET_KEY": KEY} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_default_settings_are_safe():
    assert dict(zip(SAFE, values_of(*SAFE), strict=True)) == SAFE


def test_council_sign_in_is_set_by_four_variables():
    """Its page may then be gone to by the button, whatever else the policy forbids."""
    four = {
        "OIDC_NAME": "Testshire Council",
        "OIDC_SERVER_URL": "https://id.example.org/tenant",
        "OIDC_CLIENT_ID": "us",
        "OIDC_SECRET": "not shown",
    }
    policy = 'CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"][1:]'

    assert values_of(policy, **four) == ["['https://id.example.org']"]
    del four["OIDC_SECRET"]
    assert values_of(policy, **four) == ["[]"]


def test_limits_count_visitors_behind_a_proxy_and_email_goes_to_its_server():
    found = values_of(
        *("ALLAUTH_TRUSTED_PROXY_COUNT", "SITE_URL"),
        *("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS"),
        BEHIND_PROXY="1",
        ALLOWED_HOSTS="a.example.org,b.example.org",
        EMAIL_URL="smtp+tls://us:secret@mail.example.org:587",
    )

    assert found == ["1", "https://a.example.org", "mail.example.org", "587", "True"]


def test_nginx_example_accepts_uploads_that_the_site_accepts(settings):
    site = (settings.BASE_DIR / "docs/nginx.conf").read_text()
    (megabytes,) = re.findall(r"client_max_body_size (\d+)m", site)

    assert 0 < int(megabytes) - settings.SIGNED_IN_BODY_BYTES / 2**20 < 2
