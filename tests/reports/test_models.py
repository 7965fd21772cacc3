"""Reports, sections, texts and editions: what a record may contain."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError

from partnership.core.values.missing import Reason
from reports.models import Report
from tests.builders import (
    YEAR,
    a_check_setting,
    a_contribution,
    a_document_template,
    a_front_matter,
    a_headline_figure,
    a_home_partnership,
    a_partnership,
    a_passage,
    a_picture,
    a_recommendation,
    a_report,
    a_reported_warning,
    a_section_override,
    a_supplement,
    an_accepted_warning,
    an_edition,
)
from tests.refusals import assert_breaks, assert_kept, assert_unique

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WORDS = "<p>Words.</p>"
KIND = "community-safety-agreement"


@pytest.mark.parametrize(
    ("name", "build", "changes"),
    [
        ("report_year_is_a_year", a_report, {"year": 1989}),
        ("sectionoverride_hidden_has_reason", a_section_override, {"is_hidden": True}),
        (
            "sectionoverride_added_has_title",
            a_section_override,
            {"is_added": True, "title": ""},
        ),
        ("acceptedwarning_has_reason", an_accepted_warning, {"reason": ""}),
        ("checksetting_has_reason", a_check_setting, {"reason": ""}),
        (
            "checksetting_decides_something",
            a_check_setting,
            {"warnings_as_advice": False},
        ),
        (
            "passage_body_or_reason",
            a_passage,
            {"body": WORDS, "body_reason": Reason.NOT_GIVEN},
        ),
        (
            "picture_alternative_text_or_decorative",
            a_picture,
            {"alternative_text": ""},
        ),
        (
            "picture_decorative_no_caption",
            a_picture,
            {"is_decorative": True, "alternative_text": "", "caption": "Lamps"},
        ),
        ("contribution_year_is_a_year", a_contribution, {"year": 2101}),
        (
            "contribution_body_or_reason",
            a_contribution,
            {"body": WORDS, "body_reason": Reason.NOT_GIVEN},
        ),
    ],
)
def test_invalid_row_is_rejected(name, build, changes):
    assert_breaks(build, name, changes)


@pytest.mark.parametrize(
    ("name", "build", "fields"),
    [
        ("report_one_a_period", a_report, ["document_type", "partnership", "period"]),
        ("frontmatter_once_a_report", a_front_matter, ["report", "key"]),
        ("sectionoverride_once_a_report", a_section_override, ["report", "key"]),
        (
            "acceptedwarning_unique",
            an_accepted_warning,
            ["report", "check_name", "fingerprint"],
        ),
        (
            "reportedwarning_unique",
            a_reported_warning,
            ["report", "check_name", "fingerprint"],
        ),
        ("passage_once_a_report", a_passage, ["report", "key"]),
        (
            "documenttemplate_version_unique",
            a_document_template,
            ["partnership", "document_type", "version"],
        ),
        ("picture_key_unique", a_picture, ["report", "key"]),
        ("supplement_number_unique", a_supplement, ["report", "number"]),
        ("headlinefigure_order_unique", a_headline_figure, ["report", "order"]),
        ("recommendation_number_unique", a_recommendation, ["report", "number"]),
        ("contribution_one_a_partnership", a_contribution, ["report", "partnership"]),
    ],
)
def test_duplicate_row_is_rejected(name, build, fields):
    assert_unique(build, name, fields)


def test_document_has_one_picture_on_its_cover():
    first = a_picture(is_cover=True)

    with pytest.raises(IntegrityError, match="picture_one_cover|UNIQUE"):
        a_picture(report=first.report, is_cover=True)


def test_edition_number_is_unique():
    report = a_report()
    an_edition(report=report, number=2, is_current=False)

    with pytest.raises(IntegrityError, match="edition_number_unique|UNIQUE"):
        an_edition(report=report, number=2, is_current=False)


def test_report_has_one_current_edition():
    report = a_report()
    an_edition(report=report, number=1)

    with pytest.raises(IntegrityError, match="edition_one_current|UNIQUE"):
        an_edition(report=report, number=2)


def test_earlier_editions_remain():
    report = a_report()
    an_edition(report=report, number=1, is_current=False)
    an_edition(report=report, number=2, is_current=False)
    an_edition(report=report, number=3)

    assert report.editions.count() == 3
    with pytest.raises(ProtectedError):
        report.delete()


@pytest.mark.parametrize(
    ("build", "changes"),
    [
        (a_report, {"year": 1990}),
        (a_report, {"year": 2100}),
        (a_section_override, {"is_hidden": True, "hidden_reason": "Agreed later."}),
        (a_section_override, {"hidden_reason": "Agreed later."}),
        (a_passage, {"body": WORDS}),
        (a_passage, {"body_reason": Reason.NOT_GIVEN}),
        (a_passage, {"body": "<script>x</script>", "body_reason": Reason.NOT_GIVEN}),
        (a_contribution, {"body": WORDS}),
    ],
)
def test_valid_row_is_saved(build, changes):
    assert_kept(build, changes)


def test_same_period_of_another_partnership_is_another_report():
    first, second = a_report(), a_report()

    assert first.period == second.period
    second.full_clean()


def test_url_of_home_report_omits_the_partnership():
    report = a_report(partnership=a_home_partnership(code="testshire"))

    assert report.path == f"{KIND}/2016-17"
    assert report.file_stem == f"{KIND}-2016-17"


def test_url_of_another_report_names_the_partnership():
    report = a_report(
        partnership=a_partnership(code="testford"), period="2016-17/end-year"
    )

    assert report.path == f"{KIND}/testford/2016-17/end-year"
    assert report.file_stem == f"{KIND}-testford-2016-17-end-year"


def test_slug_replaces_the_code_in_the_url():
    report = a_report(partnership=a_partnership(code="testford-csp", slug="testford"))

    assert report.path == f"{KIND}/testford/2016-17"
    assert Report.objects.at(KIND, "2016-17", "testford") == report
    with pytest.raises(Report.DoesNotExist):
        Report.objects.at(KIND, "2016-17", "testford-csp")


def test_report_is_found_by_its_url():
    home = a_report(partnership=a_home_partnership(code="testshire"))
    other = a_report(partnership=a_partnership(code="testford"))

    assert Report.objects.at(KIND, "2016-17") == home
    assert Report.objects.at(KIND, "2016-17", "testford") == other


@pytest.mark.parametrize("partnership", ["testshire", "nowhere", ""])
def test_report_has_only_one_url(partnership):
    a_report(partnership=a_home_partnership(code="testshire"))

    with pytest.raises(Report.DoesNotExist):
        Report.objects.at(KIND, "2016-17", partnership)


def test_report_is_a_draft_at_first():
    assert a_report().status == Report.Status.DRAFT
    assert not a_report().is_sample


def test_text_of_a_report_is_its_title_if_any():
    assert str(a_report()) == "Community Safety Agreement 2016-17"
    assert str(a_report(title="Agreement")) == "Agreement 2016-17"


def test_last_year_is_not_before_the_first():
    assert_breaks(a_report, "report_last_year_after_first", {"last_year": YEAR - 1})
    assert_breaks(a_report, "report_last_year_is_a_year", {"last_year": 3000})


def test_refresh_is_of_a_document_that_covers_its_year():
    whole = a_report(year=YEAR, last_year=YEAR + 2, period="2016-19")
    refresh = a_report(
        year=YEAR + 1, period="2017-18", partnership=whole.partnership, refreshes=whole
    )
    refresh.full_clean()
    assert whole.years_label == "2016-19"
    assert whole.versions == refresh.versions == [whole, refresh]

    refresh.year = YEAR + 3
    with pytest.raises(ValidationError, match="whose years include this one"):
        refresh.full_clean()
