"""A small made-up county: a district, a CSP, two priorities, a grant, some text."""

from decimal import Decimal

from partnership.core.values import periods
from partnership.core.values.missing import Reason
from partnership.models import Area, Group, Partner
from tests.builders import (
    a_commissioners_plan,
    a_coverage,
    a_fund,
    a_group,
    a_headline_figure,
    a_home_partnership,
    a_lead,
    a_line,
    a_measure,
    a_membership,
    a_partner,
    a_partnership,
    a_passage,
    a_priority,
    a_related_plan,
    a_report,
    a_settlement,
    a_strand,
    a_website,
    an_achievement,
    an_allocation,
    an_area,
    an_objective,
    an_observation,
)
from tests.row_copies import copied

YEAR = 2016
WORDS = {
    "introduction.what": "<p>We are those who keep Testshire safe.</p>",
    "achievements.summary": "<p>Thefts [=change value thefts testshire 2014 2015 | "
    "rose]; [@table funding] tells what was spent.</p>",
    "priorities.agreed": "<p>We agreed [=count priorities 2016-17] priorities.</p>",
    "resourcing.text": "<p>The grant is [=total safety-fund 2016-17].</p>",
}


@copied("partnership__police_area", "partnership__secretariat")
def a_testshire_report():
    """The agreement 2016-17 of the made-up county, and everything it is made of."""
    home = _partnership()
    csp = _district(home)
    _members(home)
    _priorities(home, csp)
    _figures(home)
    _money(home, csp)
    an_achievement(
        partnership=home, year=YEAR - 1, title="More lights", body="<p>They shine.</p>"
    )
    an_achievement(
        partnership=csp, year=YEAR - 1, title="A gate", body="<p>A gate was hung.</p>"
    )
    a_related_plan(code="lights-plan", title="Plan for Lights", partnership=home)
    report = a_report(partnership=home, year=YEAR)
    a_headline_figure(
        report=report,
        figure="[=change value thefts testshire 2014 2015 | percent]",
        label="more thefts",
    )
    for key, body in WORDS.items():
        a_passage(report=report, key=key, body=body)
    return report


def _partnership():
    police = an_area(code="testland", name="Testland", kind=Area.Kind.POLICE_AREA)
    county = an_area(code="testshire", name="Testshire", parent=police)
    council = a_partner(code="council", name="Testshire Council")
    home = a_home_partnership(
        code="safer-testshire",
        name="Safer Testshire Partnership",
        short_name="Safer Testshire",
        vision="A Testshire where all are safe",
        police_area=police,
        secretariat=council,
    )
    a_coverage(partnership=home, area=county)
    a_website(partnership=home, url="https://safer.testshire.example/")
    a_partner(
        code="commissioner",
        name="Commissioner for Testland",
        kind=Partner.Kind.COMMISSIONER,
        area=police,
    )
    return home


def _district(home):
    district = an_area(code="mill-vale", name="Mill Vale", kind=Area.Kind.DISTRICT)
    csp = a_partnership(
        code="mill-vale-csp",
        name="Mill Vale Community Safety Partnership",
        short_name="Mill Vale",
        police_area=home.police_area,
        county_partnership=home,
    )
    a_coverage(partnership=csp, area=district)
    a_website(partnership=csp, url="https://millvale.example/plan")
    return csp


def _members(home):
    kinds = {"Board": Group.Kind.COMMITTEE, "Officers’ Group": Group.Kind.OFFICERS}
    for name, kind in kinds.items():
        group = a_group(
            name=f"Testshire {name}", partnership=home, kind=kind, purpose="Meets."
        )
        a_membership(group=group, partner=home.secretariat)
        a_membership(group=group, partner=a_partner(name=f"Testland Police, {name}"))


def _priorities(home, csp):
    plan = a_commissioners_plan(area=home.police_area)
    for number, title in enumerate(["Fewer thefts", "Brighter lights"], start=1):
        objective = an_objective(plan=plan, number=number, text=f"Objective: {title}")
        priority = a_priority(
            code=f"priority-{number}", partnership=home, number=number, title=title
        )
        priority.objectives.add(objective)
        strand = a_strand(
            priority=priority,
            outcome="<p>It is safer.</p>",
            progress_reason=Reason.NOT_YET_DUE,
        )
        a_lead(strand=strand, partnership=csp if number == 1 else home)


def _figures(home):
    area = home.areas.get()
    nation = an_area(code="country", name="The Country", kind=Area.Kind.NATION)
    for code, unit, values in (
        ("thefts", "count", (790, 1233)),
        ("theft-rate", "per-1000", ("3.1", "4.8")),
    ):
        measure = a_measure(
            code=code,
            name=code.capitalize().replace("-", " "),
            unit=unit,
            is_assessed=True,
            desired_direction="down",
        )
        for year, value in zip((2014, 2015), values, strict=True):
            places = [(area, Decimal(value))]
            if unit == "per-1000":
                places.append((nation, Decimal(2)))
            for place, amount in places:
                period = periods.calendar_year(year)
                an_observation(measure=measure, area=place, value=amount, period=period)


def _money(home, csp):
    funder = Partner.objects.get(code="commissioner")
    fund = a_fund(code="safety-fund", name="Testland Safety Fund", funder=funder)
    shared = {"fund": fund, "partnership": home}
    settlement = a_settlement(year=YEAR, total_gbp=Decimal(24000), **shared)
    line = a_line(code="lights", label="Lights", recipient_partnership=csp, **shared)
    an_allocation(settlement=settlement, line=line, amount_gbp=Decimal(24000))
