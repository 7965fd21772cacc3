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

# Tests of pages, words and documents: a database gives them rows and does nothing else,
# so these modules run on SQLite only.
ONCE = {
    *("test_role_table", "test_accounts", "test_two_step", "test_signing_in"),
    *(
        "test_council_sign_in",
        "test_html",
        "test_rich_text_field",
        "test_rich_text",
        "test_admin",
    ),
    *("test_removed_markup", "test_forms", "test_validate_tokens", "test_dashboard"),
    *("test_agreement_2017_18", "test_annual_review", "test_grant_return"),
    *("test_panel_update", "test_scrutiny_paper", "test_strategy_summary"),
    *("test_facts", "test_tree", "test_headings", "test_blocks", "test_charts"),
    *("test_figure_blocks", "test_binding", "test_prose", "test_parts"),
    *("test_document_types", "test_named_figures", "test_typed_figures"),
    *("test_tokens_document", "test_token_hostility", "test_rendering"),
    *("test_draft_pdf", "test_split_at_headings", "test_check_report"),
    *("test_findings_pages", "test_several_findings", "test_editor_pages"),
    *("test_editing", "test_sections"),
}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL, leave out what does not depend on the database."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return
    idle = [item for item in items if not depends_on_database(item)]
    config.hook.pytest_deselected(items=idle)
    items[:] = [item for item in items if depends_on_database(item)]


def depends_on_database(item):
    if item.path.stem in ONCE:
        return False
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
def sample_data(db):
    """The sample's rows, for one test."""
    from tests import sample_copy

    sample_copy.insert()


@pytest.fixture
def media_root(settings, tmp_path):
    """An empty folder for one test's files."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT
