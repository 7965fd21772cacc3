"""The sample agreement, built once for all tests that only read it.

A test that uses it is marked `django_db`; otherwise it finds no tables when run alone.
"""

import pytest

ADDRESS = "community-safety-agreement/2016-17"


@pytest.fixture(scope="session")
def agreement(django_db_setup, django_db_blocker):
    """The sample's document tree. Its rows are rolled back, so it must be complete."""
    from tests.reports.papers import built

    with django_db_blocker.unblock():
        return built(ADDRESS)


@pytest.fixture(scope="session")
def agreement_html(agreement):
    from reports.publication import rendering

    return rendering.as_html(agreement)


@pytest.fixture(scope="session")
def agreement_pdf(agreement, tmp_path_factory):
    """The path of the sample's PDF."""
    from reports.publication import rendering

    path = tmp_path_factory.mktemp("agreement") / "agreement.pdf"
    path.write_bytes(rendering.as_pdf(agreement).content)
    return path


@pytest.fixture(scope="session")
def published_copies(django_db_setup, django_db_blocker):
    """The rows of the sample with one agreement published, its files in the folder."""
    from reports.assembly.build import find
    from reports.publication import publish
    from tests import row_copies, sample_copy
    from tests.builders import a_user
    from tests.reports.publishing_help import fake_pdfs, replace_checks

    def make():
        sample_copy.insert()
        publish.publish(find(ADDRESS), a_user(name="Pat Publisher"))

    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        replace_checks(patch)
        fake_pdfs(patch)
        return row_copies.made_in_empty_tables(make, "core")


@pytest.fixture
def published(published_copies, db, settings, monkeypatch):
    """The sample with one agreement published, on a site that shows no drafts."""
    from reports.models import Edition
    from tests import row_copies
    from tests.reports.publishing_help import fake_pdfs, replace_checks

    settings.SHOW_DRAFTS = False
    replace_checks(monkeypatch)
    fake_pdfs(monkeypatch)
    row_copies.insert(published_copies)
    return Edition.objects.select_related("published_by").get()


@pytest.fixture
def no_issues(monkeypatch):
    """No check finds anything, and PDFs are made at once."""
    from tests.reports.publishing_help import fake_pdfs, replace_checks

    fake_pdfs(monkeypatch)
    replace_checks(monkeypatch)


@pytest.fixture
def publisher():
    from tests.reports.publishing_help import a_publisher

    return a_publisher()


@pytest.fixture
def rendered(monkeypatch):
    """The documents of which a PDF was made."""
    from tests.reports.publishing_help import count_renderings

    return count_renderings(monkeypatch)
