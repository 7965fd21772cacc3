"""The officer's summary at the beginning of a document."""

import pytest
from django.urls import reverse

from reports import document_types
from reports.assembly.build import build
from reports.document_types.at_a_glance import CHANGED, FIGURES, KEY, TEXT
from reports.models import Passage
from reports.publication import rendering
from tests.builders import a_passage, a_section_override
from tests.reports.checks.checking import found
from tests.signing_in import sign_in, user_with_roles

pytestmark = pytest.mark.django_db


def written(report, key, body):
    return a_passage(report=report, key=key, body=body)


def name_of(key):
    """The name of a text in the editor's form."""
    return key.replace(".", "-")


@pytest.mark.parametrize("code", sorted(document_types.DOCUMENT_TYPES))
def test_every_type_has_it_first_or_below_its_front_sheet(code):
    keys = [section.key for section in document_types.get(code).sections]

    assert KEY in keys[:2]
    if keys[1] == KEY:
        assert document_types.get(code).sections[0].title == ""


def test_it_is_left_out_while_it_has_no_text(report):
    assert KEY not in [section.key for section in build(report).sections]


def test_it_comes_first_in_html_and_print_with_linked_figures(report):
    written(report, TEXT, "<p>We agreed [=count priorities 2016-17] priorities.</p>")
    written(report, FIGURES, "<ul><li><strong>4</strong> lamps</li></ul>")

    document = build(report)

    assert document.sections[0].key == KEY
    *texts, priorities = document.sections[0].blocks
    assert [block.key for block in texts] == [TEXT, FIGURES]
    assert [entry.marker for entry in priorities.entries] == ["1", "2"]
    html = rendering.as_html(document)
    assert html.index("At a glance") < html.index("Introduction")
    assert 'id="text-at-a-glance-figures"' in html
    assert "[=" not in html


def test_officer_opens_and_writes_it_although_it_is_not_printed_yet(client, report):
    sign_in(client, user_with_roles("officer"))
    url = reverse("editor:section", args=[report.pk, KEY])
    outline = reverse("editor:section", args=[report.pk, "introduction"])

    assert url in client.get(outline).content.decode()
    page = client.get(url).content.decode()
    for label in ["Key figures", "What has changed", "Optional, no text yet"]:
        assert label in page
    data = {f"words-{name_of(TEXT)}": "<p>We lit lamps.</p>"}
    assert client.post(url, data).status_code == 302

    assert Passage.objects.get(report=report, key=TEXT).body == "<p>We lit lamps.</p>"
    # The other texts can still be written.
    assert f"words-{name_of(CHANGED)}" in client.get(url).content.decode()


def test_hidden_summary_is_not_asked_for(report):
    assert [issue.is_advice for issue in found(report, "summary")] == [True]

    a_section_override(report=report, key=KEY, is_hidden=True, hidden_reason="Short.")

    assert found(report, "summary", "no summary") == []


def test_long_summary_is_advice(report):
    written(report, TEXT, "<p>One lamp. Two lamps. Three lamps. Four lamps.</p>")
    written(report, FIGURES, f"<ul>{'<li>lamp</li>' * 6}</ul>")

    issues = found(report, "summary")

    assert [issue.message for issue in issues] == [
        "The summary has 4 sentences.",
        "The summary has 6 key figures.",
    ]
    assert all(issue.is_advice for issue in issues)
    assert found(report, "summary", "no summary") == []
