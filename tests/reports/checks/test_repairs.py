"""Repairs: what is offered beside the sentence of an issue, and what is not."""

import pytest
from django.db import transaction

from reports.checks import services
from reports.checks.issue import warning
from reports.checks.repairs import excerpt_of, repair_of
from reports.editor.link_figures import link_figures, replace_excerpts
from reports.models import Report
from reports.text.draft import draft_of
from tests.reports.checks.checking import draft_with

pytestmark = pytest.mark.django_db


def issue_in(body, *given, **more):
    """An issue at some words of the vision."""
    return issue_of(draft_with(f"<p>{body}</p>"), body, *given, **more)


def issue_of(report, body, excerpt, replacement="", label="", occurrence=0):
    words = next(one for one in draft_of(report).words if one.raw == f"<p>{body}</p>")
    return warning(
        "Wrong.",
        "Change it.",
        words=words,
        excerpt=excerpt,
        occurrence=occurrence,
        replacement=replacement,
        replacement_label=label,
    )


def test_sentence_is_shown_around_the_excerpt():
    found = excerpt_of(issue_in("It is late. We met twice, twice. Good.", "twice"))
    assert (found.lead, found.text, found.tail) == ("We met ", "twice", ", twice.")


def test_repair_is_applied_where_it_is_shown():
    issue = issue_in("Crime &amp; crime. <em>Crime</em> fell.", "Crime", "Theft", "", 1)
    repair = repair_of(issue)
    replace_excerpts([repair.excerpt], [repair.text])
    row = issue.words.row
    row.refresh_from_db()
    assert row.body == "<p>Crime &amp; crime. <em>Theft</em> fell.</p>"


def test_what_is_entered_is_text_and_not_markup():
    issue = issue_in("We met twice.", "twice")
    replace_excerpts([excerpt_of(issue)], ["<b>once</b> & again"])
    issue.words.row.refresh_from_db()
    assert "&lt;b&gt;once&lt;/b&gt; &amp; again" in issue.words.row.body


def test_capital_at_the_beginning_stays():
    body = "Agreeed. Two of us."
    report = draft_with(f"<p>{body}</p>")
    assert repair_of(issue_of(report, body, "Agreeed", "agreed")).text == "Agreed"
    token = issue_of(report, body, "Two", "[=count priorities 2016-17]", "two")
    assert repair_of(token) is None


@pytest.mark.parametrize("lead", ["almost", "Just under", "up to"])
def test_qualifier_is_not_doubled(lead):
    body = f"It was {lead} 4,500."
    report = draft_with(f"<p>{body}</p>")
    doubled = issue_of(report, body, "4,500", "[=x]", "just under 4,500")
    assert repair_of(doubled) is None
    assert repair_of(issue_of(report, body, "4,500", "4,600")) is not None


def test_nothing_is_offered_in_a_linked_figure_or_without_a_record():
    body = "It is [=total safety-fund 2016-17] now."
    assert repair_of(issue_in(body, "£24,000", "£25,000")) is None
    assert excerpt_of(warning("Wrong.", "Change it.")) is None


@pytest.mark.long
@pytest.mark.usefixtures("sample_data")
def test_every_repair_of_the_samples_clears_its_issue_and_makes_no_other():
    for report in Report.objects.select_related("partnership__police_area"):
        before = services.run(report)
        known = {issue.fingerprint for issue in before.open_issues}
        for issue in before.open_issues:
            repairs = [repair_of(place) for place in issue.places]
            if not all(repairs):
                continue
            with transaction.atomic():
                texts = [repair.text for repair in repairs]
                replace_excerpts([repair.excerpt for repair in repairs], texts)
                after = services.run(report)
                transaction.set_rollback(True)
            left = {one.fingerprint for one in after.open_issues}
            assert issue.fingerprint not in left, issue.message
            assert left <= known, issue.message


def test_links_leave_nothing_to_report():
    body = "<p>1,233 thefts in 2015, 790 in 2014.</p>"
    report = Report.objects.get(pk=draft_with(body).pk)
    before = services.run(report)
    assert len(before.links) == 2

    link_figures(report)

    after = services.run(report)
    assert after.links == []
    known = {issue.check for issue in before.open_issues}
    assert {issue.check for issue in after.open_issues} <= known


@pytest.mark.long
@pytest.mark.usefixtures("sample_data")
def test_what_is_linked_already_is_not_suggested():
    for report in Report.objects.select_related("partnership__police_area"):
        assert services.run(report).links == []
