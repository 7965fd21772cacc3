"""The preview of a section in the editor."""

import pytest

from reports.editor.preview import preview, section_of
from reports.models import Report
from reports.text.draft import draft_of

pytestmark = pytest.mark.django_db


def test_a_section_that_is_not_in_a_finished_document_has_no_empty_ids(sample_data):
    for report in Report.objects.select_related("partnership__police_area"):
        shown = preview(report, "", [])
        for section in draft_of(report).sections:
            shown.section = section_of(shown.draft, section.key)
            assert 'id=""' not in shown.html, f"{report}: {section.title}"
