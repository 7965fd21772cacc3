"""Binding: typed letters give way to a token, and to nothing else."""

import pytest

from reports.editor.link_figures import link_figure, link_figures
from reports.models import Passage
from tests.builders import a_recommendation
from tests.reports.checks.checking import draft_with, links

pytestmark = pytest.mark.django_db

THEFTS = "[=value thefts testshire 2015]"


def passage_with(body):
    report = draft_with(body)
    return report, Passage.objects.get(report=report, key="vision.text")


def test_number_is_replaced_by_the_token():
    _, row = passage_with("<p>There were <strong>1,233</strong> thefts.</p>")
    link_figure(row, "body", "1,233", 0, THEFTS)
    row.refresh_from_db()
    assert row.body == f"<p>There were <strong>{THEFTS}</strong> thefts.</p>"


def test_selected_occurrence_is_linked():
    _, row = passage_with("<p>1,233 here.</p><p>1,233 there.</p>")
    link_figure(row, "body", "1,233", 1, THEFTS)
    assert row.body == f"<p>1,233 here.</p><p>{THEFTS} there.</p>"


def test_tokens_tags_and_urls_are_unchanged():
    link = '<a href="https://www.example.org/2015">it</a>'
    body = f"<p>{THEFTS} in {link}, 2015 of them.</p>"
    _, row = passage_with(body)
    link_figure(row, "body", "2015", 0, THEFTS)
    assert row.body == f"<p>{THEFTS} in {link}, {THEFTS} of them.</p>"


def test_changed_text_is_not_edited():
    _, row = passage_with("<p>There were 1,233 thefts.</p>")
    Passage.objects.filter(pk=row.pk).update(body="<p>There were many.</p>")
    with pytest.raises(ValueError, match="no longer there"):
        link_figure(row, "body", "1,233", 0, THEFTS)
    row.refresh_from_db()
    assert row.body == "<p>There were many.</p>"


def test_unknown_token_is_rejected():
    _, row = passage_with("<p>There were 1,233 thefts.</p>")
    with pytest.raises(ValueError, match="Did you mean thefts"):
        link_figure(row, "body", "1,233", 0, "[=value theft testshire 2015]")
    row.refresh_from_db()
    assert row.body == "<p>There were 1,233 thefts.</p>"


def test_text_without_tokens_is_rejected():
    report, _ = passage_with("<p>Words.</p>")
    row = a_recommendation(report=report, text="To note 1,233 thefts.")
    with pytest.raises(ValueError, match="cannot contain linked figures"):
        link_figure(row, "text", "1,233", 0, THEFTS)


def test_figure_of_an_issue_can_be_linked():
    report, row = passage_with(
        "<p>Bold: <strong>1,233</strong>.</p><p>In 2015 there were 1,233 thefts.</p>"
    )
    (link,) = links(report)
    link_figure(link.row, link.field, link.excerpt, link.occurrence, link.token)
    row.refresh_from_db()
    assert row.body.endswith(f"<p>In 2015 there were {THEFTS} thefts.</p>")
    assert row.body.startswith("<p>Bold: <strong>1,233</strong>.</p>")


def test_exact_matches_are_linked_and_the_rest_unchanged():
    report, row = passage_with(
        "<p>1,233 thefts in 2015, 790 in 2014; 57 lamps; "
        "in 2015 again 1,233 thefts.</p>"
    )
    done = link_figures(report)
    row.refresh_from_db()
    before = "[=value thefts testshire 2014]"
    assert row.body == (
        f"<p>{THEFTS} thefts in 2015, {before} in 2014; 57 lamps; "
        f"in 2015 again {THEFTS} thefts.</p>"
    )
    assert {one.excerpt for one in done} == {"1,233", "790"}
    assert link_figures(report) == []
