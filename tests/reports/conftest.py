"""The sample agreement, built once for all tests that only read it.

A test that asks for it is marked `django_db`, or run alone it would find no tables.
"""

import pytest
from django.db import transaction

ADDRESS = "community-safety-agreement/2016-17"


@pytest.fixture(scope="session")
def agreement(django_db_setup, django_db_blocker):
    """The sample's document tree. Its rows are gone again: it must be whole."""
    from reports.assembly.build import (
        build,
        find,
    )
    from tests import sample_copy

    with django_db_blocker.unblock(), transaction.atomic():
        sample_copy.insert()
        document = build(find(ADDRESS))
        transaction.set_rollback(True)
    return document


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
