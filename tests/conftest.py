"""What every test runs under: debug settings, a folder of its own, no network."""

import os
import socket

import django
import pytest

# Set here and not in pyproject.toml: pytest-django would load the settings before this
# file, and they ask for a secret key unless DEBUG is on.
os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")
django.setup()

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL, leave out what asks no database: SQLite's run has tried it."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return
    idle = [item for item in items if not asks_database(item)]
    config.hook.pytest_deselected(items=idle)
    items[:] = [item for item in items if asks_database(item)]


def asks_database(item):
    return "db" in item.fixturenames or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session", autouse=True)
def test_settings(tmp_path_factory):
    """Files go to a temporary folder, and passwords are hashed fast."""
    from django.test import override_settings

    with override_settings(
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Any connection beyond this machine fails, saying where it wanted to go."""

    def guarded(connect):
        def only_loopback(self, address):
            if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
                self.close()
                raise RuntimeError(f"A test wanted to reach {address[0]}.")
            return connect(self, address)

        return only_loopback

    with pytest.MonkeyPatch.context() as patch:
        for name in ["connect", "connect_ex"]:
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The tables of the tests hold the roles, as an installation's do."""
    from partnership.accounts import roles

    with django_db_blocker.unblock():
        roles.sync()


@pytest.fixture
def media_root(settings, tmp_path):
    """An empty folder for one test's files."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT
