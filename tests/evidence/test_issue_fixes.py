"""Following the hint of an issue clears it.

Issues of text are cleared in `passages.txt`, with the text that they suggest or with
what the line “becomes”; issues of data here, by correcting them or giving a reason.
"""

import datetime as dt

import pytest

from funding.models import Allocation, Fund, FundingLine, Settlement
from partnership.core.values import periods
from partnership.core.values.missing import Qualifier, Reason
from partnership.models import Group, Partner, Partnership, RelatedPlan, Tenure
from priorities.models import (
    Achievement,
    CommissionersPlan,
    Lead,
    Objective,
    Observation,
    Priority,
    Strand,
)
from reports.checks.registry import CHECKS
from reports.models import (
    Passage,
    Report,
)
from tests.builders import (
    a_carry_forward,
    a_commissioners_plan,
    a_contribution,
    a_duty,
    a_duty_evidence,
    a_front_matter,
    a_fund,
    a_group,
    a_lead,
    a_line,
    a_measure,
    a_membership,
    a_partner,
    a_partnership,
    a_passage,
    a_person,
    a_post,
    a_priority,
    a_related_plan,
    a_report,
    a_return,
    a_section_override,
    a_settlement,
    a_target,
    a_tenure,
    a_term,
    a_website,
    an_achievement,
    an_allocation,
    an_edition,
)
from tests.evidence import evidence
from tests.reports.checks.checking import found
from tests.reports.checks.figures import thefts, with_figures
from tests.reports.checks.test_passages import HEADINGS
from tests.reports.papers_of_testshire import a_panel_update, a_scrutiny_paper
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db
WORDS = "vision.text"


def updated(model, broken, cleared, **where):
    """Rows that are updated to break the data, and again to clear the issue."""

    def break_data(report):
        rows = model.objects.filter(**where)
        keys = [row.pk for row in rows]
        rows.update(**broken)
        return lambda: model.objects.filter(pk__in=keys).update(**cleared)

    return break_data


def written(body, cleared, key=WORDS):
    """A faulty text, and its correction."""

    def break_data(report):
        row = Passage.objects.filter(report=report, key=key).first()
        row = row or a_passage(report=report, key=key)
        texts = Passage.objects.filter(pk=row.pk)
        texts.update(body=body)
        return lambda: texts.update(body=cleared)

    return break_data


def errors(report, name):
    return [issue for issue in found(report, name) if issue.is_error]


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


def funds_have_one_name(report):
    row = a_fund(name="National Testland Safety Fund")
    rows = Fund.objects.filter(pk=row.pk)
    return lambda: rows.update(name="Home Office Grant for Parks")


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


def using(figure, make, clear):
    """A text that uses a figure: `make` breaks it or its data, `clear` corrects it."""

    def break_data(report):
        with_figures(report, *([figure] if isinstance(figure, str) else figure))
        row = make()
        return lambda: clear(row)

    return break_data


def set_to(**values):
    """Update a row, which may be of a model that checks itself on saving."""
    return lambda row: type(row).objects.filter(pk=row.pk).update(**values)


def a_share(**kwargs):
    a_measure(code="share", name="Share", unit="percent")
    return thefts("2015", code="share", **kwargs)


def parts_of_a_whole(part, **kwargs):
    whole = a_measure(code="jobs", name="Jobs")
    a_measure(code="shops", name="Jobs in shops", part_of=whole)
    thefts("2015-16", code="shops", value=part)
    return thefts("2015-16", code="jobs", value=26, **kwargs)


def trained(*values):
    a_measure(code="trained", name="Trained", desired_direction="up")
    rows = [
        thefts(period, code="trained", value=value)
        for period, value in zip(("2014-15", "2015-16"), values, strict=True)
    ]
    return rows[-1].measure


def champions():
    a_measure(code="champions", name="Champions")
    thefts("2015-16", code="champions", value=1025)
    return thefts("at September 2017", code="champions", value=9, qualifier="up-to")


def victims():
    a_measure(code="victims", name="Victims", counts_people=True)
    return thefts("2015", code="victims", value=2)


def section_is_hidden(report):
    given = {"is_hidden": True, "hidden_reason": "It is in the annex."}
    return a_section_override(report=report, key="priorities", **given).delete


def summary_is_missing(report):
    return lambda: a_passage(report=report, key="at-a-glance.text", body=SHORT)


def authority_is_no_member(report):
    def add():
        group = report.partnership.groups.first()
        for kind in ("county-council", "police", "fire", "health", "probation"):
            row = a_partner(kind=kind, statutory_role="responsible")
            for group in report.partnership.groups.all():
                a_membership(group=group, partner=row)
        office = a_partner(kind=Partner.Kind.COMMISSIONER)
        a_membership(group=group, partner=office)

    return add


def group_has_no_chair(report):
    def add():
        for group in report.partnership.groups.all():
            a_tenure(post=a_post(group=group))

    return add


def councillor_chairs_officers(report):
    group = Group.objects.get(kind=Group.Kind.OFFICERS)
    row = a_tenure(person=a_person(title="Councillor"), post=a_post(group=group))
    return lambda: set_to(kind="other")(row.post)


def district_has_no_priorities(report):
    return lambda: a_priority(partnership=report.partnership.csps.get())


def district_has_no_work(report):
    home, csp = report.partnership, report.partnership.csps.get()
    other = a_partnership(county_partnership=home, police_area=home.police_area)
    assert csp != other
    return lambda: an_achievement(partnership=other, year=YEAR - 1)


def body_has_ended(report):
    row = a_group(name="Lantern Trust", to_on=dt.date(2015, 12, 31))
    words = written("<p>The Lantern Trust helps.</p>", "<p>The Board helps.</p>")
    assert row.pk
    return words(report)


def plan_of_the_commissioner_ends(report):
    CommissionersPlan.objects.update(to_year=YEAR)
    plan = CommissionersPlan.objects.get()

    def follow():
        a_commissioners_plan(area=plan.area, from_year=YEAR + 1, to_year=YEAR + 4)
        given = {"title": plan.title, "owner": Partner.objects.get(code="commissioner")}
        a_related_plan(partnership=report.partnership, **given)

    return follow


def plan_of_the_commissioner_is_missing(report):
    area = report.partnership.police_area
    CommissionersPlan.objects.all().delete()
    return lambda: a_commissioners_plan(area=area, to_year=YEAR + 1)


def line_is_dropped(report):
    line = FundingLine.objects.get()
    other = a_line(fund=line.fund, partnership=line.partnership)
    now = Settlement.objects.get()
    before = a_settlement(fund=now.fund, partnership=now.partnership, year=YEAR - 1)
    an_allocation(settlement=before, line=other)
    reason = Reason.NOT_APPLICABLE
    return lambda: an_allocation(settlement=now, line=other, reason=reason)


def line_has_no_recipient(report):
    csp = report.partnership.csps.get()
    rows = FundingLine.objects.all()
    rows.update(recipient_partnership=None)
    return lambda: rows.update(recipient_partnership=csp)


def rest_is_not_carried_forward(report):
    return _carried(400, note="£100 bought lamps.")


def more_is_carried_forward(report):
    return _carried(600, amount_gbp=500)


def years_do_not_follow(report):
    return _carried(500, YEAR - 2, from_year=YEAR - 1, to_year=YEAR)


def _carried(amount, year=YEAR - 1, **cleared):
    """£500 carried forward into 2015-16, and a part of it again."""
    line = FundingLine.objects.get()
    years = {"from_year": YEAR - 2, "to_year": YEAR - 1}
    whole = a_carry_forward(line=line, amount_gbp=500, **years)
    years = {"from_year": year, "to_year": year + 1}
    part = a_carry_forward(line=line, part_of=whole, amount_gbp=amount, **years)
    return lambda: set_to(**cleared)(whole if "note" in cleared else part)


def carried_money_is_on_another_line(report):
    council = Partner.objects.get(code="council")
    FundingLine.objects.update(recipient=council, recipient_partnership=None)
    a_group(name="Children Board")
    given = {"from_year": YEAR - 2, "to_year": YEAR - 1, "amount_gbp": 53000}
    purpose = "Work by the Children Board"
    row = a_carry_forward(line=FundingLine.objects.get(), purpose=purpose, **given)
    return lambda: set_to(note="The council holds it for the board.")(row)


def carried_money_is_not_in_the_text(report):
    given = {"from_year": YEAR - 1, "to_year": YEAR, "code": "lamps"}
    a_carry_forward(line=FundingLine.objects.get(), **given)
    account = a_grant_return(report.partnership)
    body = "<p>To this comes [=carried lamps].</p>"
    return account, lambda: a_passage(report=account, key="at-a-glance.text", body=body)


def spending_is_wrong_in_text(report):
    a_return(line=FundingLine.objects.get(), spent_gbp=20000)
    text = "<p>Lights spent £{} in 2016-17.</p>"
    return written(text.format("23,000"), text.format("20,000"))(report)


def topic_is_said_to_be_paid_for(report):
    paper = a_scrutiny_paper(report.partnership)
    a_passage(report=paper, key="topic.safe-parks", body="<p>Parks are watched.</p>")
    text = "<p>The Testland Safety Fund {} for safe parks.</p>"
    write = written(text.format("pays"), text.format("does not pay"), "introduction")
    return paper, write(paper)


def target_is_wrong_in_text(report):
    row = thefts("2016-17", value=2)
    a_target(measure=row.measure, area=row.area, value=700)
    text = "<p>The target for thefts in 2016-17 is {}.</p>"
    return written(text.format("800"), text.format("700"))(report)


def trend_is_wrong_in_text(report):
    thefts("2013", value=900)
    each_year = "<p>Thefts have risen each year since 2013.</p>"
    return written(each_year, "<p>Thefts have risen since 2013.</p>")(report)


def plan_has_other_years(report):
    years = {"year_kind": "calendar", "first_year": 2012, "last_year": 2017}
    a_related_plan(title="Testshire Lamp Strategy", **years)
    text = "<p>The Testshire Lamp Strategy {} is ours.</p>"
    return written(text.format("2013-17"), text.format("2012-17"))(report)


def act_has_another_year(report):
    a_duty(instrument="Crime and Disorder Act 1998, section 6")
    text = "<p>The Crime and Disorder Act {} asks for it.</p>"
    return written(text.format("1989"), text.format("1998"))(report)


def adults_have_no_lead(report):
    first = Priority.objects.get(code="priority-1")
    rows = Lead.objects.filter(strand__priority=first)
    rows.update(partnership=None, partner=a_partner(name="Youth Team"))
    a_measure(name="Adult reoffending", priority_theme=first)
    strand = Strand.objects.get(priority=first)
    return lambda: a_lead(strand=strand, order=2, partner=a_partner(name="Probation"))


def priority_has_no_results(report):
    earlier = {"from_year": YEAR - 1, "number": 8}
    row = a_priority(partnership=report.partnership, **earlier)
    given = {"partnership": report.partnership, "year": YEAR - 1, "priority": row}
    return lambda: an_achievement(**given)


def result_is_of_another_priority(report):
    given = {"from_year": YEAR - 1, "number": 8}
    right = a_priority(partnership=report.partnership, **given)
    now = Priority.objects.get(code="priority-1")
    row = an_achievement(partnership=report.partnership, year=YEAR - 1, priority=now)
    return lambda: set_to(priority=right)(row)


def measure_has_no_priority(report):
    summary = a_summary(report.partnership)
    row = a_measure(theme=THEME)
    first, second = Priority.objects.order_by("number")
    a_measure(theme=THEME, priority_theme=first)
    return summary, lambda: set_to(priority_theme=second)(row)


def measures_want_more_and_less(report):
    first = Priority.objects.get(code="priority-1")
    given = {"theme": THEME, "priority_theme": first}
    row = a_measure(name="Thefts reported", desired_direction="up", **given)
    a_measure(desired_direction="down", **given)
    definition = "A survey says how many tell the police."
    clear = set_to(definition=definition)
    return a_summary(report.partnership), lambda: clear(row)


def contribution_is_of_last_year(report):
    given = {"body": "<p>All is well.</p>", "year": YEAR - 1}
    update = a_panel_update(report.partnership, **given)
    return update, lambda: update.contributions.update(year=YEAR)


def contribution_describes_another_group(report):
    text = "<p>The Testshire Officers’ Group{}.</p>"
    body = text.format(" meets. The Testshire Officers’ Group decides")
    update = a_panel_update(report.partnership, body=body)
    body = "<p>It reports to the Testshire Officers’ Group.</p>"
    return update, lambda: update.contributions.update(body=body)


def contribution_has_no_priorities(report):
    update = a_panel_update(report.partnership, body="<p>All is well.</p>")

    def add():
        for owner in Partnership.objects.all():
            row = a_priority(partnership=owner, number=9)
            an_achievement(partnership=owner, year=YEAR, priority=row)
        for row in Priority.objects.all():
            given = {"partnership": row.partnership, "year": YEAR, "priority": row}
            an_achievement(**given)

    return update, add


def contribution_has_no_figures(report):
    update = a_panel_update(report.partnership, body="<p>All is well.</p>")
    body = "<p>[=value thefts testshire 2015] thefts.</p>"

    def add():
        update.contributions.update(body=body)
        a_contribution(report=update, partnership=report.partnership, body=body)

    return update, add


def contributed_priority_has_no_subject(report):
    update = a_panel_update(report.partnership, body="<p>All is well.</p>")
    Priority.objects.get(code="priority-2").objectives.clear()
    rows = Priority.objects.filter(
        partnership__in=[
            a_priority(partnership=report.partnership.csps.get()).partnership
        ]
    )
    return update, lambda: rows.update(theme="Theft")


def figure_differs_from_the_edition(report):
    text = "<p>[=value thefts testshire 2015] thefts.</p>"
    a_passage(report=report, key=WORDS, body=text)
    before = a_report(partnership=report.partnership, year=YEAR - 1)
    figure = {
        "token": "[=value thefts testshire 2015]",
        "value": "1240",
        "text": "1,240",
    }
    an_edition(report=before, content={"sections": [{"figures": [figure]}]})
    row = Observation.objects.get(measure__code="thefts", value=1233)
    return lambda: set_to(value=1240)(row)


def text_is_of_last_year(report):
    body = f"<p>In 2015-16 {LONG}</p>"
    earlier = a_report(partnership=report.partnership, year=YEAR - 1)
    a_passage(report=earlier, key=WORDS, body=body)
    return written(body, "<p>In 2016-17 all lamps shine.</p>")(report)


def text_is_repeated(report):
    a_passage(report=report, key="foreword.text", body=f"<p>So it was. {LONG}</p>")
    return written(f"<p>{LONG}</p>", "<p>See [@section foreword].</p>")(report)


def initiative_is_repeated(report):
    rows = [
        an_achievement(
            partnership=owner,
            year=YEAR - 1,
            body=f"<p>For {owner.code}, Hotel Watch tested purchases.</p>",
        )
        for owner in (report.partnership, report.partnership.csps.get())
    ]
    return lambda: set_to(body="<p>All is well.</p>")(rows[0])


def spelling_differs_from_the_glossary(report):
    row = a_term(term="multi-agency", full_version="", instead_of="multi agency")
    break_data = written("<p>A multi agency plan.</p>", "<p>A multi agency plan.</p>")
    break_data(report)
    return lambda: set_to(instead_of="")(row)


def wording_is_nearly_agreed(report):
    title = "Protect those at risk of abuse and exploitation"
    Priority.objects.filter(code="priority-1").update(title=title)
    text = "<p>We chose “{}”.</p>"
    near = "Protect those at risk from abuse or exploitation"
    return written(text.format(near), text.format(title))(report)


def purpose_is_a_title(report):
    paper = a_scrutiny_paper(report.partnership)
    row = a_front_matter(report=paper, key="purpose", value="Street lighting")
    return paper, lambda: set_to(value="To present the year’s street lighting.")(row)


def background_paper_names_no_report(report):
    paper = a_scrutiny_paper(report.partnership)
    a_front_matter(report=paper, key="paper", value="Background paper 1")
    given = {"key": "parent-report", "value": "Agreement 2016-17, item 7"}
    return paper, lambda: a_front_matter(report=paper, **given)


def paper_names_no_committee(report):
    paper = a_scrutiny_paper(report.partnership, presented_to=None)
    value = "Not given: the source has none"
    return paper, lambda: a_front_matter(report=paper, key="to", value=value)


def a_summary(home):
    return a_report(
        document_type="strategy-summary", partnership=home, period="2016-19", year=YEAR
    )


def a_grant_return(home):
    return a_report(
        document_type="grant-return", partnership=home, period="2016-17/end-year"
    )


THEME = "Measures of success 2016-19"
SHORT = "<p>All lamps shine.</p>"
LONG = (
    "The lamps of every street in the county were counted, cleaned and mended before "
    "the first of the long nights came."
)
SHARE, THEFTS = "value share testshire 2015", "value thefts testshire 2015"
TRAINED = "value trained testshire 2015-16"
JOBS = ("value jobs testshire 2015-16", "value shops testshire 2015-16")
NOT_DECIDED, NOT_DUE = Reason.NOT_YET_DECIDED, Reason.NOT_YET_DUE
AT = "[=value thefts testshire {}]"


def wide_table(columns):
    head, row = "<th>Heading</th>" * columns, "<td>1,234,567.89</td>" * columns
    return f"<table><caption>Lamps</caption><tr>{head}</tr><tr>{row}</tr></table>"


def no_line_has_an_amount(report):
    Allocation.objects.update(amount_gbp=None, reason=NOT_DECIDED)
    return lambda: Settlement.objects.update(split_reason=NOT_DECIDED)


def maximum_is_counted(report):
    Allocation.objects.update(qualifier=Qualifier.UP_TO)
    return lambda: Settlement.objects.update(qualifier=Qualifier.UP_TO)


def figure_is_of_another_year(report):
    thefts("2015-16")
    rows = Achievement.objects.filter(title="A gate")
    rows.update(body=AT.format(2014))
    report.headline_figures.all().delete()
    report.passages.filter(key="achievements.summary").delete()
    return lambda: rows.update(body=AT.format("2015-16"))


def figure_has_not_begun(report):
    thefts("2090-91")
    return written(AT.format("2090-91"), AT.format(2015))(report)


def periods_differ(report):
    thefts("April to December 2014")
    code = periods.parse("April to December 2014").code
    change = "[=change value thefts testshire {} 2015]"
    return written(change.format(code), change.format(2014))(report)


# The check, a part of its message, how its fault is made and cleared, then whether it
# is an error, and the inconsistencies that it shows.
CASES = [
    ("document-broken", "", written(AT.format("x"), AT.format(2015))),
    ("statutory-section-missing", "", section_is_hidden),
    ("section-empty", "has no text", nothing_is_written),
    ("summary", "no summary", summary_is_missing),
    ("summary", "summary has", written(SHORT * 9, SHORT, "at-a-glance.text")),
    ("text-not-printed", "The text of “nowhere” is not", text_has_no_section),
    (
        "text-not-reviewed",
        "",
        updated(Passage, {"carried_from": "2015-16"}, {"carried_from": ""}),
    ),
    ("long-paragraph", "", written(f"<p>{'lamp ' * 181}</p>", SHORT)),
    ("table-structure", "columns", written(wide_table(30), wide_table(6))),
    (
        "funding-total",
        "2016-17: The lines add up to £24,000, but the settlement is £24,100.",
        updated(
            Settlement,
            {"total_gbp": 24100},
            {"difference_explained": "£100 is kept back."},
        ),
        "error",
    ),
    (
        "funding-total",
        "",
        updated(
            Allocation,
            {"amount_gbp": None, "reason": NOT_DECIDED},
            {"amount_gbp": 24000, "reason": ""},
        ),
    ),
    ("funding-total", "", no_line_has_an_amount),
    ("funding-missing", "Testland Safety Fund has no settlement for", no_settlement),
    ("funding-missing", "for 2016-17 and no reason", line_is_dropped, "error"),
    ("funding-missing", "1 line of 2016-17 with no recipient", line_has_no_recipient),
    (
        "funding-maximum",
        "is counted in full",
        maximum_is_counted,
        ("1.5", "Up to £2,364 counted in full"),
    ),
    (
        "funding-not-recorded",
        "",
        topic_is_said_to_be_paid_for,
        ("1.68", "A topic named as a use of the fund and as having no grant"),
    ),
    ("funding-not-recorded", "almost the same name", funds_have_one_name),
    (
        "carry-forward",
        "£600 was carried forward again, more than the £500",
        more_is_carried_forward,
        "error",
    ),
    (
        "carry-forward",
        "no explanation for the other £100",
        rest_is_not_carried_forward,
        ("1.2", "One sum carried forward given as £53,000 and as £46,500"),
    ),
    ("carry-forward", "next carried forward from 2014-15", years_do_not_follow),
    (
        "carry-forward",
        "is on the line “Lights”, but its purpose names Children",
        carried_money_is_on_another_line,
        ("1.3", "A board’s money is on the funding line of a council service"),
    ),
    (
        "carry-forward",
        "does not include",
        carried_money_is_not_in_the_text,
        ("1.4", "A total that leaves out what was carried forward to the year"),
    ),
    ("spending-contradicted", "", spending_is_wrong_in_text),
    ("priority-lead", "2 priorities of 2016-17 without a lead", lead_is_missing),
    ("priority-lead", "“Fewer thefts” but ended on 31 December", lead_has_ended),
    (
        "priority-lead",
        "but its only lead is Youth Team",
        adults_have_no_lead,
        ("1.39", "Adult reoffending under a lead for young people only"),
    ),
    (
        "priority-results",
        "2 strands with no outcome and no reason",
        updated(
            Strand,
            {"outcome": "", "outcome_reason": ""},
            {"outcome_reason": NOT_DECIDED},
        ),
        "error",
        ("1.33", "A delivery table whose outcomes and progress are all empty"),
    ),
    (
        "priority-results",
        "2 strands with no progress and no reason",
        updated(
            Strand,
            {"progress": "", "progress_reason": ""},
            {"progress_reason": NOT_DUE},
        ),
        "error",
        ("1.33", "A delivery table whose outcomes and progress are all empty"),
    ),
    (
        "priority-results",
        "2 achievements of 2015-16 not linked to a priority: More lights; A gate.",
        achievement_has_no_priority,
        ("1.37", "Achievements under headings that are not the priorities"),
    ),
    ("priority-results", "no results", priority_has_no_results),
    (
        "priority-results",
        "“Fewer thefts”, a priority of 2016-17",
        result_is_of_another_priority,
    ),
    (
        "priority-numbers",
        "The priorities of 2016-17 are numbered 1, 4.",
        updated(Priority, {"number": 4}, {"number": 2}, code="priority-2"),
    ),
    (
        "priority-not-continued",
        "1 priority of 2015-16 not accounted for",
        priority_ended,
        (
            "2.96",
            "Priorities that disappear from one year to the next with no explanation",
        ),
    ),
    (
        "priority-not-linked",
        "with no reason",
        objective_is_not_supported,
        ("1.34", "Three of six objectives not supported by any priority"),
    ),
    ("priority-not-linked", "measure of success", measure_has_no_priority),
    (
        "priority-not-linked",
        "1 measure of success not linked to a priority",
        measure_has_no_priority,
        ("2.63", "Measures in a separate list, not linked to any priority"),
    ),
    ("priority-not-linked", "with no subject", contributed_priority_has_no_subject),
    (
        "measure-choice",
        "aims for more: Thefts reported. And fewer",
        measures_want_more_and_less,
        ("2.65", "More reporting and less recorded crime wanted at once"),
    ),
    (
        "target-missing",
        "1 result with no target: Thefts",
        target_is_missing,
        ("1.74", "Outcomes without a target"),
    ),
    (
        "target-missed",
        "2 against a target of at least 3",
        target_was_missed,
        ("1.73", "Two of three campaigns, with no explanation"),
    ),
    ("target-contradicted", "", target_is_wrong_in_text),
    (
        "plan-not-in-force",
        "ended before the document date",
        plan_has_ended,
        ("1.55", "Related plans that have ended"),
    ),
    (
        "plan-incomplete",
        "web address",
        updated(RelatedPlan, {"url": ""}, {"url": "https://example.org/plan"}),
    ),
    (
        "plan-incomplete",
        "last year",
        updated(RelatedPlan, {"last_year": None}, {"last_year": YEAR + 1}),
    ),
    (
        "plan-incomplete",
        "ends in 2016-17 with no plan to follow it",
        plan_of_the_commissioner_ends,
        ("1.56", "Objectives of a plan that must be replaced within the year"),
    ),
    (
        "plan-incomplete",
        "No Commissioner’s plan for 2016-17",
        plan_of_the_commissioner_is_missing,
    ),
    (
        "duty-without-evidence",
        "no evidence for 2016-17",
        duty_has_no_evidence,
        ("2.54", "Duties listed, but no contribution shows whether they were met"),
    ),
    ("plan-not-in-force", "does not match", plan_has_other_years),
    ("act-unknown", "", act_has_another_year),
    ("name-of-another-time", "", body_has_ended),
    (
        "member-missing",
        "the Commissioner’s office",
        authority_is_no_member,
        ("1.45", "The Commissioner’s office is on no list of members"),
    ),
    ("group-incomplete", "chair", group_has_no_chair),
    ("group-incomplete", "partnership with no web address", website_is_missing),
    (
        "group-incomplete",
        "partnership with no priorities for 2016-17",
        district_has_no_priorities,
        ("1.25", "A section on district priorities that contains only web addresses"),
    ),
    (
        "group-incomplete",
        "with no work in 2015-16",
        district_has_no_work,
        ("1.51", "A district partnership with nothing to report"),
    ),
    (
        "post-contradicted",
        "Group, which officers lead",
        councillor_chairs_officers,
        ("1.42", "A councillor signs as the chair of a group of officers"),
    ),
    ("post-contradicted", "named as author", author_has_gone),
    ("contribution-missing", "No contribution from", contribution_is_missing, "error"),
    ("contribution-missing", "received on 9 August 2016", contribution_is_late),
    (
        "contribution-incomplete",
        "no priorities: Mill Vale",
        contribution_has_no_priorities,
        ("2.46", "Two contributors give no priorities"),
        ("2.51", "Corporate outcomes or services in place of priorities"),
    ),
    (
        "contribution-incomplete",
        "1 contribution of 1 with no figures: Mill Vale",
        contribution_has_no_figures,
        ("2.31", "Contributions without a figure"),
    ),
    (
        "contribution-of-another-year",
        "about another",
        contribution_is_of_last_year,
        ("2.2", "Contributions of three different years in one update"),
    ),
    ("contribution-of-another-year", "described", contribution_describes_another_group),
    (
        "figure-missing",
        "1 figure missing: Share, Testshire, 2015",
        using(
            SHARE,
            lambda: a_share(value=None, reason=Reason.NOT_GIVEN),
            set_to(value=5, reason=""),
        ),
        ("1.13", "“Continue to rise”, with no figure"),
        ("1.77", "A rate that is mentioned but not given"),
    ),
    (
        "figure-without-context",
        "without its numbers: Share",
        using(SHARE, lambda: a_share(value=50), set_to(numerator=1, denominator=2)),
    ),
    (
        "figure-without-context",
        "No earlier figure: Share",
        using(
            SHARE,
            lambda: a_share(value=50),
            lambda row: thefts("2014", code="share", value=40),
        ),
        ("2.87", "Counts with no earlier year"),
    ),
    (
        "figure-without-context",
        "No other area to compare with: Share",
        using(
            SHARE,
            lambda: a_share(value=50),
            lambda row: thefts("2015", code="share", area="country", value=40),
        ),
        ("1.79", "Better than the national rate, which is not given"),
    ),
    (
        "figure-without-context",
        "the year of its population: Theft rate",
        updated(
            Observation,
            {"base_year": None},
            {"base_year": 2014},
            measure__code="theft-rate",
        ),
    ),
    (
        "figure-provisional",
        "",
        updated(
            Observation,
            {"qualifier": Qualifier.PROVISIONAL},
            {"qualifier": Qualifier.EXACT},
        ),
    ),
    (
        "figure-of-another-year",
        "",
        figure_is_of_another_year,
        ("1.12", "A fall over three years presented as a result of one"),
    ),
    (
        "figure-too-early",
        "date of the document",
        updated(
            Report, {"dated_on": dt.date(2015, 6, 1)}, {"dated_on": dt.date(2016, 6, 1)}
        ),
    ),
    ("figure-too-early", "which began", figure_has_not_begun),
    (
        "running-total",
        "Trained: 550 (2014-15), then 320 (2015-16)",
        using(
            TRAINED,
            lambda: trained(550, 320),
            set_to(definition="Those trained in the year."),
        ),
        ("1.81", "Champions fall from 1,025 to 1,000"),
        ("1.82", "Over 550 trained, then over 320"),
        ("2.94", "Three different numbers of champions"),
        ("2.95", "Not clear if people were trained in the year or in total"),
    ),
    (
        "running-total",
        "but",
        using(
            "value champions testshire at-september-2017",
            champions,
            set_to(note="Some have left."),
        ),
    ),
    ("unlike-periods", "longer", periods_differ),
    (
        "small-number",
        "",
        using(
            "value victims testshire 2015",
            victims,
            set_to(value=None, reason=Reason.SUPPRESSED),
        ),
    ),
    ("earlier-edition", "", figure_differs_from_the_edition),
    (
        "calculation",
        "126 of 235 is 53.6%, not 68%",
        using(
            SHARE,
            lambda: a_share(value=68, numerator=126, denominator=235),
            set_to(numerator=160),
        ),
        "error",
        ("1.63", "126 of 235 recorded as 68%"),
    ),
    (
        "parts-and-total",
        "more than",
        using(JOBS, lambda: parts_of_a_whole(27), set_to(value=27)),
    ),
    (
        "parts-and-total",
        "add up to 17 of 26; 9 are in none of them",
        using(JOBS, lambda: parts_of_a_whole(17), set_to(note="Nine work at sea.")),
        ("1.71", "Jobs that add up to 17 of 26"),
    ),
    ("trend-contradicted", "", trend_is_wrong_in_text),
    ("spelling", "", spelling_differs_from_the_glossary),
    (
        "agreed-wording",
        "",
        wording_is_nearly_agreed,
        ("1.36", "two priorities with different wording"),
        ("2.78", "headings that reword priorities"),
    ),
    (
        "repeated-text",
        "",
        text_is_repeated,
        ("2.55", "a passage of fifteen words twice in one paper"),
    ),
    (
        "text-of-earlier-year",
        "",
        text_is_of_last_year,
        ("1.87", "the same work from “last year” twice"),
    ),
    (
        "initiative-repeated",
        "",
        initiative_is_repeated,
        ("2.56", "one event reported by several contributors"),
    ),
    (
        "document-date",
        "is dated 21 September 2015. Its web address has",
        paper_has_another_date,
        "error",
        ("2.1", "A paper dated a year before its meeting"),
    ),
    ("document-date", "committee", paper_names_no_committee),
    (
        "document-date",
        "title",
        updated(Report, {"title": "Agreement 2015-16"}, {"title": ""}),
    ),
    (
        "purpose-unclear",
        "",
        purpose_is_a_title,
        ("2.82", "A title where the purpose of the report should be"),
    ),
    (
        "front-sheet-blank",
        "report it is for",
        background_paper_names_no_report,
        ("2.73", "A background paper to no report"),
    ),
]


def _params():
    """All but the first case of each check, and evidence, run with the long tests."""
    seen = set()
    for number, (name, part, break_data, *more) in enumerate(CASES):
        known = [one for one in more if one != "error"]
        marks = [evidence(n, flagged=name, fault=fault) for n, fault in known]
        if name in seen and not known:
            marks.append(pytest.mark.long)
        seen.add(name)
        case = (name, part, break_data, "error" in more)
        yield pytest.param(*case, id=f"{number} {name}", marks=marks)


@pytest.mark.parametrize(("name", "part", "break_data", "is_error"), [*_params()])
def test_issue_is_cleared_in_the_data(name, part, break_data, is_error):
    report = a_testshire_report()
    broken = break_data(report)
    report, clear = broken if isinstance(broken, tuple) else (report, broken)
    before = found(report, name, part)
    assert before
    assert not is_error or before[0].is_error

    clear()

    is_advice = all(one.is_advice for one in before)
    left = [one for one in found(report, name, part) if is_advice or not one.is_advice]
    assert left == []


def test_every_check_has_an_issue_that_is_cleared():
    """Here, or in `passages.txt` by suggested text or by what a line becomes."""
    proven = {name for name, *_rest in CASES} | {"front-sheet-blank"}
    for heading, lines in HEADINGS.items():
        given = [
            key
            for _letter, _body, parts in lines
            for key, value in parts
            if key == "becomes" or (key == "offers" and value != "nothing")
        ]
        proven |= set(heading.split()) if given else set()

    assert set(CHECKS) <= proven


@pytest.mark.parametrize(
    ("field", "key", "label"),
    [
        pytest.param(
            *("author", "report-by", "Report by"),
            marks=evidence(
                "2.73", flagged="front-sheet-blank", fault="A paper without an author"
            ),
        ),
        ("presented_to", "to", "Committee"),
    ],
)
def test_empty_front_sheet_is_cleared_by_a_reason(field, key, label):
    paper = a_scrutiny_paper(a_testshire_report().partnership)
    Report.objects.filter(pk=paper.pk).update(**{field: None})
    before = errors(paper, "front-sheet-blank")
    assert f"“{label}” is empty." in [issue.message for issue in before]

    a_front_matter(report=paper, key=key, value="Not given: the source has none")

    assert len(errors(paper, "front-sheet-blank")) < len(before)
