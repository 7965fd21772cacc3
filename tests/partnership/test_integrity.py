"""The command check_integrity, and that the sample data passes."""

from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command

from partnership.core.models import integrity
from partnership.models import Partnership
from partnership.partners.integrity import one_home_partnership
from tests.builders import a_home_partnership, a_partnership, a_report

pytestmark = pytest.mark.django_db


def check():
    out = StringIO()
    call_command("check_integrity", stdout=out)
    return out.getvalue()


def failed_check():
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("check_integrity", stdout=out)
    assert caught.value.returncode == 1
    return out.getvalue(), str(caught.value)


@pytest.mark.database
def test_empty_database_passes_all_checks():
    assert f"All {len(integrity.INTEGRITY_CHECKS)} data checks passed." in check()


def test_every_app_states_rules():
    stated = {name.split(".")[0] for name in integrity.INTEGRITY_CHECKS}

    assert stated == {"partnership", "priorities", "funding", "reports"}


def test_every_check_has_a_docstring_of_one_line():
    for name, rule in integrity.INTEGRITY_CHECKS.items():
        first = (rule.__doc__ or "").strip().splitlines()[0]
        assert first.endswith("."), name


def test_error_is_printed_with_its_check_and_status_1():
    a_partnership()

    output, summary = failed_check()

    assert "Mark your partnership as the home partnership." in output
    assert "Check: One partnership is the home partnership." in output
    assert summary == "1 error found."


def test_home_partnership_is_passed():
    a_home_partnership()

    assert list(one_home_partnership()) == []


@pytest.mark.database
def test_row_that_bypassed_the_forms_is_found():
    a_home_partnership(name="Testshire Partnership")
    assert list(integrity.every_row_is_valid()) == []

    Partnership.objects.update(brand_colour="blue")

    [sentence] = integrity.every_row_is_valid()
    assert sentence == (
        "partnership “Testshire Partnership”: Enter a colour code, for example #12436D"
    )


@pytest.mark.database
def test_draft_that_cannot_be_built_is_found():
    report = a_report(partnership=a_home_partnership())
    report.passages.create(key="vision.text", body="<p>[=total nothing 2016-17]</p>")

    output, _summary = failed_check()

    assert "community-safety-agreement/2016-17, Our vision" in output
    assert "There is no fund with the code “nothing”." in output


@pytest.mark.database
def test_report_of_an_unknown_kind_is_found():
    a_report(partnership=a_home_partnership(), document_type="shopping-list")

    output, _summary = failed_check()

    assert "shopping-list" in output


def test_sample_data_passes_all_checks():
    from tests import sample_copy

    sample_copy.insert()

    assert "data checks passed" in check()


def test_every_model_of_the_project_is_checked():
    """A model of a new app would not be checked."""
    named = {"partnership", "priorities", "funding", "reports"}
    ours = {
        app.label
        for app in apps.get_app_configs()
        if Path(app.path).parent == settings.BASE_DIR and list(app.get_models())
    }

    assert ours == named
