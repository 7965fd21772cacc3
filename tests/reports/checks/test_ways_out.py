"""Every issue about data has a way out: correct the data, or record the reason.

Issues of text are cleared in `test_passages.py`, with the text that they suggest.
"""

import datetime as dt

import pytest

from funding.models import Allocation, CarryForward, Fund, FundingLine, Settlement
from partnership.core.values.missing import Qualifier, Reason
from partnership.models import Tenure
from priorities.models import (
    Achievement,
    Lead,
    Objective,
    Observation,
    Priority,
    Strand,
)
from reports.models import Passage, Report
from tests.builders import (
    a_carry_forward,
    a_duty,
    a_duty_evidence,
    a_front_matter,
    a_fund,
    a_group,
    a_lead,
    a_passage,
    a_priority,
    a_related_plan,
    a_report,
    a_settlement,
    a_target,
    a_tenure,
    a_website,
    an_allocation,
)
from tests.reports.checks.checking import found
from tests.reports.checks.figures import thefts
from tests.reports.papers_of_testshire import a_panel_update, a_scrutiny_paper
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db


def errors(report, name):
    return [issue for issue in found(report, name) if issue.is_error]


def total_differs(report):
    Settlement.objects.update(total_gbp=24100)
    return lambda: Settlement.objects.update(difference_explained="£100 is kept back.")


def no_line_has_an_amount(report):
    Allocation.objects.update(amount_gbp=None, reason=Reason.NOT_YET_DECIDED)
    return lambda: Settlement.objects.update(split_reason=Reason.NOT_YET_DECIDED)


def no_settlement(report):
    Allocation.objects.all().delete()
    row = Settlement.objects.get()
    earlier = a_settlement(fund=row.fund, partnership=row.partnership, year=YEAR - 1)
    an_allocation(settlement=earlier, line=FundingLine.objects.get())
    Settlement.objects.filter(year=YEAR).delete()

    def enter():
        given = {"total_gbp": None, "reason": Reason.NOT_YET_DECIDED}
        given["split_reason"] = Reason.NOT_YET_DECIDED
        a_settlement(
            fund=earlier.fund, partnership=earlier.partnership, year=YEAR, **given
        )

    return enter


def more_is_carried_forward(report):
    line = FundingLine.objects.get()
    years = {"from_year": YEAR - 2, "to_year": YEAR - 1}
    whole = a_carry_forward(line=line, amount_gbp=500, **years)
    years = {"from_year": YEAR - 1, "to_year": YEAR}
    part = a_carry_forward(line=line, part_of=whole, amount_gbp=600, **years)
    rows = CarryForward.objects.filter(pk=part.pk)
    return lambda: rows.update(amount_gbp=None, reason=Reason.NOT_GIVEN)


def outcome_is_missing(report):
    Strand.objects.update(outcome="", outcome_reason="")
    return lambda: Strand.objects.update(outcome_reason=Reason.NOT_YET_DECIDED)


def progress_is_missing(report):
    Strand.objects.update(progress="", progress_reason="")
    return lambda: Strand.objects.update(progress_reason=Reason.NOT_YET_DUE)


def nothing_is_written(report):
    Passage.objects.filter(key="vision.text").delete()

    def explain():
        reason = {"body": "", "body_reason": Reason.NOT_GIVEN}
        for issue in errors(report, "section-empty"):
            a_passage(report=report, key=issue.about, **reason)

    return explain


def lead_is_missing(report):
    Lead.objects.all().delete()

    def add():
        for strand in Strand.objects.all():
            a_lead(strand=strand, partnership=report.partnership)

    return add


def lead_has_ended(report):
    ended = a_group(name="Old Board", to_on=dt.date(2015, 12, 31))
    leads = Lead.objects.all()
    leads.update(partnership=None, group=ended)
    return lambda: leads.update(group=None, partnership=report.partnership)


def numbers_have_a_gap(report):
    rows = Priority.objects.filter(code="priority-2")
    rows.update(number=4)
    return lambda: rows.update(number=2)


def objective_is_not_supported(report):
    Priority.objects.get(code="priority-2").objectives.clear()
    reason = "It is for another partnership."
    return lambda: Objective.objects.update(unsupported_reason=reason)


def priority_ended(report):
    a_priority(partnership=report.partnership, number=1, from_year=YEAR - 1)
    rows = Priority.objects.filter(to_year=YEAR - 1)
    return lambda: rows.update(ended_reason="It was met.")


def achievement_has_no_priority(report):
    rows = Achievement.objects.all()

    def add():
        for row in rows:
            home = row.partnership
            years = {"from_year": row.year, "to_year": YEAR}
            given = rows.filter(pk=row.pk)
            given.update(priority=a_priority(partnership=home, number=9, **years))

    a_priority(partnership=report.partnership, number=8, from_year=YEAR - 1)
    return add


def plan_has_ended(report):
    row = a_related_plan(
        partnership=report.partnership, first_year=2010, last_year=2012
    )
    return row.delete


def website_is_missing(report):
    csp = report.partnership.csps.get()
    csp.websites.all().delete()
    return lambda: a_website(partnership=csp, url="https://millvale.example/")


def duty_has_no_evidence(report):
    row = a_duty(falls_on="both")
    given = {"duty": row, "partnership": report.partnership, "year": YEAR}
    return lambda: a_duty_evidence(**given)


def text_has_no_section(report):
    return a_passage(report=report, key="nowhere", body="<p>Words.</p>").delete


def text_is_not_reviewed(report):
    rows = Passage.objects.filter(key="introduction.what")
    rows.update(carried_from="2015-16")
    return lambda: rows.update(carried_from="")


def maximum_is_counted(report):
    Allocation.objects.update(qualifier=Qualifier.UP_TO)
    return lambda: Settlement.objects.update(qualifier=Qualifier.UP_TO)


def funds_have_one_name(report):
    row = a_fund(name="National Testland Safety Fund")
    rows = Fund.objects.filter(pk=row.pk)
    return lambda: rows.update(name="Home Office Grant for Parks")


def figure_is_not_final(report):
    rows = Observation.objects.all()
    rows.update(qualifier=Qualifier.PROVISIONAL)
    return lambda: rows.update(qualifier=Qualifier.EXACT)


def figure_is_too_early(report):
    rows = Report.objects.filter(pk=report.pk)
    rows.update(dated_on=dt.date(2015, 6, 1))
    return lambda: rows.update(dated_on=dt.date(2016, 6, 1))


def contribution_is_missing(report):
    update = a_panel_update(report.partnership, body="")
    rows = update.contributions.all()
    return update, lambda: rows.update(body="<p>All is well.</p>")


def contribution_is_late(report):
    days = {"due_on": dt.date(2016, 8, 1), "received_on": dt.date(2016, 8, 9)}
    update = a_panel_update(report.partnership, body="<p>All is well.</p>", **days)
    rows = update.contributions.all()
    return update, lambda: rows.update(received_on=dt.date(2016, 8, 1))


def paper_has_another_date(report):
    paper = a_scrutiny_paper(report.partnership, dated_on=dt.date(2015, 9, 21))
    rows = Report.objects.filter(pk=paper.pk)
    return paper, lambda: rows.update(dated_on=paper.period)


def author_has_gone(report):
    tenure = a_tenure(to_on=dt.date(2015, 1, 1))
    paper = a_scrutiny_paper(report.partnership, author=tenure)
    rows = Tenure.objects.filter(pk=tenure.pk)
    return paper, lambda: rows.update(to_on=None)


def target_is_missing(report):
    row, account = _with_result(report)
    given = {"measure": row.measure, "area": row.area, "value": 1}
    return account, lambda: a_target(**given)


def target_was_missed(report):
    row, account = _with_result(report)
    a_target(measure=row.measure, area=row.area, value=row.value + 1)
    rows = Observation.objects.filter(pk=row.pk)
    return account, lambda: rows.update(note="One was rained off.")


def _with_result(report):
    """A figure of the year, and the return with its table of results."""
    row = thefts("2016-17", value=2)
    FundingLine.objects.get().measures.add(row.measure)
    period = "2016-17/end-year"
    given = {"partnership": report.partnership, "period": period}
    return row, a_report(document_type="grant-return", **given)


# The check, a part of its message, and how its fault is made and cleared.
CASES = [
    ("funding-total", "", total_differs),
    ("funding-total", "", no_line_has_an_amount),
    ("funding-missing", "settlement", no_settlement),
    ("funding-maximum", "", maximum_is_counted),
    ("fund-names", "", funds_have_one_name),
    ("carry-forward", "", more_is_carried_forward),
    ("priority-lead", "without a lead", lead_is_missing),
    ("priority-lead", "ended", lead_has_ended),
    ("priority-results", "no outcome", outcome_is_missing),
    ("priority-results", "no progress and", progress_is_missing),
    ("priority-results", "not linked", achievement_has_no_priority),
    ("priority-numbers", "", numbers_have_a_gap),
    ("priority-not-continued", "", priority_ended),
    ("priority-not-linked", "with no reason", objective_is_not_supported),
    ("target-missing", "", target_is_missing),
    ("target-missed", "", target_was_missed),
    ("plan-not-in-force", "ended", plan_has_ended),
    ("duty-without-evidence", "", duty_has_no_evidence),
    ("group-incomplete", "web address", website_is_missing),
    ("contribution-missing", "Mill Vale", contribution_is_missing),
    ("contribution-missing", "received on", contribution_is_late),
    ("post-contradicted", "named as author", author_has_gone),
    ("document-date", "", paper_has_another_date),
    ("figure-provisional", "", figure_is_not_final),
    ("figure-too-early", "", figure_is_too_early),
    ("section-empty", "has no text", nothing_is_written),
    ("text-not-printed", "", text_has_no_section),
    ("text-not-reviewed", "", text_is_not_reviewed),
]


@pytest.mark.parametrize(
    ("name", "part", "break_data"),
    CASES,
    ids=[break_data.__name__ for _name, _part, break_data in CASES],
)
def test_issue_is_cleared_in_the_data(name, part, break_data):
    report = a_testshire_report()
    broken = break_data(report)
    report, way_out = broken if isinstance(broken, tuple) else (report, broken)
    assert found(report, name, part)

    way_out()

    assert [one for one in found(report, name, part) if not one.is_advice] == []


@pytest.mark.parametrize(
    ("field", "key"), [("author", "report-by"), ("presented_to", "to")]
)
def test_empty_front_sheet_is_cleared_by_a_reason(field, key):
    paper = a_scrutiny_paper(a_testshire_report().partnership)
    Report.objects.filter(pk=paper.pk).update(**{field: None})
    before = errors(paper, "front-sheet-blank")
    assert before

    a_front_matter(report=paper, key=key, value="Not given: the source has none")

    assert len(errors(paper, "front-sheet-blank")) < len(before)
