"""The environment of every test: debug settings, its own folder, no network."""

import gc
import os
import socket

import django
import pytest

# Set here and not in pyproject.toml: pytest-django would load the settings before this
# file, and they ask for a secret key unless DEBUG is on.
os.environ.setdefault("DEBUG", "1")
os.environ.setdefault(
    "TASK_BACKEND", "django_tasks.backends.immediate.ImmediateBackend"
)
os.environ.setdefault("THREESIXTY_PREFIX", "360G-testshire")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")
django.setup()

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@pytest.fixture(scope="session", autouse=True)
def test_settings(tmp_path_factory):
    """Files go to a temporary folder, and passwords are hashed fast."""
    from django.test import override_settings

    with override_settings(
        MEDIA_ROOT=tmp_path_factory.mktemp("media"),
        PUBLIC_PAGES_ROOT=tmp_path_factory.mktemp("public-pages"),
        CHECK_PDF_UA=False,
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        # Each test client would look through all static files when it starts.
        WHITENOISE_AUTOREFRESH=True,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True)
def fresh_local_terms(request):
    """Local terms are kept in memory: those of this test, loaded before it counts."""
    from partnership.partners.local_terms import recorded_terms

    recorded_terms.forget()
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        recorded_terms.all()


@pytest.fixture(scope="session", autouse=True)
def files_are_read_at_once():
    """Uploaded files are read in this process; `child_process` does as usual.

    It takes a third of a second to start, and the tests import hundreds of files.
    """
    from partnership.core.imports.files import read_file
    from tests.reading import read_at_once

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_file, "subprocess", read_at_once(read_file.subprocess))
        yield


@pytest.fixture
def child_process(monkeypatch):
    """Uploaded files are read in a process of their own, as in an installation."""
    import subprocess

    from partnership.core.imports.files import read_file

    monkeypatch.setattr(read_file, "subprocess", subprocess)


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Any connection to another machine fails, with the address in the message."""

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


@pytest.fixture(scope="session", autouse=True)
def tables_can_be_emptied():
    """After a test with its own transactions, the tables are emptied, editions too.

    The roles are made again, because other tests expect them.
    """
    from django.test import TransactionTestCase

    from partnership.accounts import roles
    from partnership.core.models import immutable

    empty = TransactionTestCase._fixture_teardown

    def empty_without_triggers(self):
        immutable.remove()
        empty(self)
        immutable.install()
        roles.sync()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_without_triggers)
        yield


@pytest.fixture
def sample_data(db):
    """The sample's rows, for one test."""
    from tests import sample_copy

    sample_copy.insert()


@pytest.fixture
def report(db):
    """The agreement of Testshire."""
    from tests.reports.testshire import a_testshire_report

    return a_testshire_report()


@pytest.fixture
def home(report):
    return report.partnership


@pytest.fixture
def officer(client):
    """A client signed in as an officer, who is its `user`."""
    from partnership.accounts import sessions
    from tests.partnership.records.helpers import an_officer

    client.user = an_officer(name="Alex Example")
    client.force_login(client.user)
    # The first page of a visit notes the visit; pages are counted after it.
    session = client.session
    sessions.record_visit(client.user, session)
    session.save()
    return client


@pytest.fixture
def media_root(settings, tmp_path):
    """An empty folder for one test's files."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def pytest_collection_finish():
    """Freeze objects loaded so far, so that the garbage collector ignores them."""
    gc.collect()
    gc.freeze()
    # Tests are short, so collecting their garbage early gains little.
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture
def database_worker(settings):
    """Tasks wait in the database; the result is a function that runs what is due."""
    from django.conf import settings as site_settings
    from django.core.management import call_command

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    _use_task_backend(settings.TASKS)
    yield lambda: call_command("db_worker", batch=True, interval=0, verbosity=0)
    _use_task_backend(site_settings.TASKS)


def _use_task_backend(tasks):
    from django_tasks import task_backends

    task_backends.settings = task_backends.configure_settings(tasks)
    if hasattr(task_backends._connections, "default"):
        del task_backends._connections.default
