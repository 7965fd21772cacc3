"""Messages about documents: which drafts a change updates, and why."""

import pytest

from partnership.core.models import hooks
from partnership.core.models.registry import RECORD_TYPES
from reports.models import Report
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return builders.a_home_partnership()


def followers(row):
    return {message.text for message in hooks.run(hooks.AFFECTED_DRAFTS, row)}


def test_document_is_affected_by_its_own_text(home):
    passage = builders.a_passage(report=builders.a_report(partnership=home))
    builders.a_report(partnership=home, year=2017)

    assert followers(passage) == {str(passage.report)}


def test_figure_affects_documents_of_its_year_and_the_next(home):
    reports = {
        year: builders.a_report(partnership=home, year=year)
        for year in range(2015, 2019)
    }
    row = builders.an_allocation(
        settlement=builders.a_settlement(partnership=home, year=2016)
    )

    assert followers(row) == {str(reports[2016]), str(reports[2017])}


def test_published_documents_are_not_affected(home):
    builders.a_report(partnership=home, year=2016, status=Report.Status.PUBLISHED)

    assert followers(builders.a_priority(partnership=home, from_year=2016)) == set()


def test_documents_of_others_are_not_affected(home):
    builders.a_report(year=2016)

    assert followers(builders.a_priority(partnership=home, from_year=2016)) == set()


def test_unsaved_record_affects_nothing(home):
    builders.a_report(partnership=home, year=2016)

    assert hooks.run(hooks.AFFECTED_DRAFTS, Report(partnership=home, year=2016)) == []


def test_status_of_a_document_is_not_editable():
    assert "status" not in RECORD_TYPES["documents"].field_names
