import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from funding.models import FundingLine, Settlement
from partnership.models import Group
from priorities.models import Priority
from reports.checks import services
from reports.models import Report
from reports.text.draft import draft_of
from tests.builders import (
    a_carry_forward,
    a_lead,
    a_line,
    a_measure,
    a_membership,
    a_partner,
    a_passage,
    a_post,
    a_related_plan,
    a_strand,
    a_tenure,
    an_allocation,
    an_objective,
)
from tests.reports.checks.figures import thefts
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db


def queries(report):
    draft = draft_of(
        Report.objects.select_related("partnership__police_area").get(pk=report.pk)
    )
    with CaptureQueriesContext(connection) as seen:
        services.run(draft.report, draft)
    return len(seen)


def more_of_everything(report, number):
    home, line = report.partnership, FundingLine.objects.get(code="lights")
    priority = Priority.objects.get(code="priority-1")
    strand = a_strand(priority=priority, order=number + 5)
    a_lead(strand=strand, group=Group.objects.get(kind=Group.Kind.OFFICERS))
    an_objective(plan=priority.objectives.get().plan, number=number + 5)
    partner = a_partner(name=f"Body {number}")
    for group in Group.objects.filter(partnership=home):
        a_membership(group=group, partner=partner)
        a_tenure(post=a_post(group=group))
    a_related_plan(partnership=home, owner=partner)
    other = a_line(fund=line.fund, partnership=home, recipient=partner)
    an_allocation(settlement=Settlement.objects.get(), line=other, amount_gbp=5)
    a_carry_forward(line=other, from_year=YEAR - 1, to_year=YEAR)
    a_measure(code=f"m{number}", unit="percent", is_assessed=True, counts_people=True)
    for year in ("2014", "2015"):
        thefts(year, code=f"m{number}", numerator=1, denominator=3)
    names = [f"[=value m{number} testshire 2015]", f"[=value m{number} testshire 2014]"]
    body = f"<p>{' '.join(names)}</p>"
    a_passage(report=report, key=f"vision.more-{number}", body=body)


def test_query_count_does_not_grow_with_the_data():
    report = a_testshire_report()
    more_of_everything(report, 1)
    few = queries(report)

    for number in range(2, 5):
        more_of_everything(report, number)

    assert queries(report) == few
