"""Nine made-up counties, each of a kind that the sample county is not.

Every name and figure is made up. The names of one county are in no other, so that a
test can look for them.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from partnership.core.values import calendar
from partnership.core.values.missing import Reason
from partnership.core.values.periods import financial_year
from partnership.models import Area, Group, Partner, Partnership
from priorities.models import Priority
from reports.models import Report
from tests import builders

AGREEMENT, PLAN = "community-safety-agreement", "partnership-plan"


@dataclass
class County:
    """What differs from one county to the next; `csps` maps a CSP to its districts.

    `terms` are (key, name, plural, from, to). `mark` is a word that only its own names
    have. `kind` is the document that the law asks of it.
    """

    code: str
    mark: str
    kind: str = AGREEMENT
    area_kind: str = Area.Kind.COUNTY
    year: int = 2024
    last_year: int | None = None
    csps: dict = field(default_factory=dict)
    terms: list = field(default_factory=list)
    funds: int = 1
    monthly: bool = False
    second_area: str = ""
    money_returned: bool = False
    own_words: tuple = ()
    others_words: tuple = ()

    def __str__(self):
        return self.code

    def name(self, words):
        return f"{self.mark} {words}"


DISTRICT_WORDS = ("District plans", "Crime in each district")
PCC = "Police and Crime Commissioner"
COUNTIES = [
    County(
        "three-years-with-refresh",
        "Aldermoor",
        last_year=2026,
        csps={"East": ["East"], "West": ["West"]},
        terms=[("assessment", "Strategic Needs Assessment", "", None, None)],
        own_words=("2024-27", "Strategic Needs Assessment", PCC),
    ),
    County(
        "unitary",
        "Brackenford",
        kind=PLAN,
        area_kind=Area.Kind.UNITARY,
        terms=[
            ("priority", "ambition", "ambitions", None, None),
            ("theme", "golden thread", "golden threads", None, None),
            ("division", "ward", "wards", None, None),
        ],
        own_words=(
            "Our ambitions for 2024-25",
            "Community Safety Plan",
            "Brackenford aim 3 (golden thread)",
            "Ward(s) affected",
        ),
        others_words=(
            *DISTRICT_WORDS,
            *("Our priorities", "Community Safety Agreement", "cross-cutting"),
            "Division",
        ),
    ),
    County(
        "three-in-one-csp",
        "Coldharbour",
        csps={"Three Valleys": ["Upper", "Middle", "Lower"]},
        terms=[("csp", "Safety Alliance", "Safety Alliances", None, None)],
        own_words=("Coldharbour Three Valleys", "Safety Alliances"),
        others_words=("Community Safety Partnerships",),
    ),
    County(
        "combined-authority-with-fire",
        "Dunsleigh",
        kind=PLAN,
        area_kind=Area.Kind.COMBINED,
        csps={},
        terms=[("commissioner", "Police, Fire and Crime Commissioner", "", None, None)],
        own_words=("Police, Fire and Crime Commissioner funding",),
        others_words=("Police and Crime Commissioner", *DISTRICT_WORDS),
    ),
    County(
        "two-funds-with-instalments",
        "Eastwold",
        csps={"North": ["North"]},
        funds=2,
        own_words=("Eastwold Fund 2", "Payment 1", "80% of the total", "not yet paid"),
    ),
    County(
        "commissioner-became-mayor",
        "Fenbridge",
        csps={"South": ["South"]},
        terms=[
            ("commissioner", PCC, "", None, dt.date(2024, 5, 5)),
            ("commissioner", "Mayor", "", dt.date(2024, 5, 6), None),
        ],
        own_words=(
            "Police and Crime Commissioner and Mayor funding",
            "From the Police and Crime Commissioner in 2023-24, and from the Mayor in "
            "2024-25",
            "The Mayor’s strategic objectives",
        ),
        others_words=("Commissioner’s", "Commissioner funding"),
    ),
    County(
        "reorganised",
        "Garthside",
        kind=PLAN,
        area_kind=Area.Kind.UNITARY,
        own_words=("Not compared with",),
        others_words=("Garthside Old",),
    ),
    # One board for two areas, without a grant, with figures of months only.
    County(
        "mayor-months-no-grant",
        "Môrfa",
        kind=PLAN,
        area_kind=Area.Kind.UNITARY,
        funds=0,
        monthly=True,
        second_area="Tŷ Gwyn",
        terms=[("commissioner", "Mayor", "", None, None)],
        own_words=(
            "Mayor’s objective",
            "2022-23 and 2023-24",
            "from 156",
            "Môrfa and Tŷ Gwyn",
            "Sum of Môrfa and Tŷ Gwyn",
        ),
        others_words=("Commissioner", "March 2024", *DISTRICT_WORDS),
    ),
    # Three years, paid in parts of which one was paid back, in pounds and pence.
    County(
        "three-years-money-returned",
        "Hollinford",
        last_year=2026,
        csps={"Lakes": ["Lakes"], "Moors and Coast": ["Moors", "Coast"]},
        funds=2,
        money_returned=True,
        terms=[("allocation", "award", "awards", None, None)],
        own_words=("1 April 2024 to 31 March 2027", "1,200,000.50", "−1,204.55"),
    ),
]


def create(county) -> tuple[Report, Report]:
    """Create a county; return its agreement or plan, and its scrutiny paper."""
    home = _partnership(county)
    csps = _csps(county, home)
    _members(county, home)
    _priorities(county, home, csps)
    _figures(county, home)
    for number in range(1, county.funds + 1):
        _money(county, home, number)
    for row in county.terms:
        key, name, plural, from_on, to_on = row
        builders.a_local_term(
            key=key,
            partnership=home,
            name=name,
            plural=plural,
            from_on=from_on,
            to_on=to_on,
        )
    return _documents(county, home)


def _partnership(county) -> Partnership:
    police = builders.an_area(
        code=f"{county.code}-police",
        name=county.name("Police Area"),
        kind=Area.Kind.POLICE_AREA,
    )
    starts = dt.date(2023, 4, 1) if county.code == "reorganised" else None
    area = builders.an_area(
        code=county.code,
        name=county.mark,
        kind=county.area_kind,
        parent=police,
        from_on=starts,
    )
    council = builders.a_partner(
        code=f"{county.code}-council", name=county.name("Council")
    )
    home = builders.a_home_partnership(
        code=f"{county.code}-partnership",
        name=county.name("Safety Partnership"),
        short_name=county.mark,
        kind=Partnership.Kind.COUNTY if county.csps else Partnership.Kind.CSP,
        police_area=police,
        secretariat=council,
        vision="Everyone is safe",
    )
    builders.a_coverage(partnership=home, area=area)
    if county.second_area:
        second = builders.an_area(
            name=county.second_area, kind=county.area_kind, parent=police
        )
        builders.a_coverage(partnership=home, area=second)
    if county.code == "reorganised":
        _reorganised(county, home, police)
    builders.a_partner(
        code=f"{county.code}-office",
        name=county.name("Office"),
        kind=Partner.Kind.COMMISSIONER,
        area=police,
    )
    return home


def _reorganised(county, home, police):
    """The districts that the new council replaced, which no document of today names."""
    ended = dt.date(2023, 3, 31)
    for name in ("Old North", "Old South"):
        old = builders.an_area(
            name=county.name(name), kind=Area.Kind.DISTRICT, parent=police, to_on=ended
        )
        old.successors.set([home.areas.first()])
        builders.a_coverage(partnership=home, area=old, to_on=ended)


def _csps(county, home):
    found = []
    for name, districts in county.csps.items():
        csp = builders.a_partnership(
            code=f"{county.code}-{name.lower().replace(' ', '-')}",
            name=county.name(f"{name} Alliance"),
            short_name=county.name(name),
            police_area=home.police_area,
            county_partnership=home,
        )
        for district in districts:
            area = builders.an_area(
                name=county.name(district),
                kind=Area.Kind.DISTRICT,
                parent=home.areas.get(),
            )
            builders.a_coverage(partnership=csp, area=area)
        found.append(csp)
    return found


def _members(county, home):
    """A board that one member joined and one left in the year, and an officers' one."""
    year = county.year
    for name, kind in (
        ("Board", Group.Kind.COMMITTEE),
        ("Officers", Group.Kind.OFFICERS),
    ):
        group = builders.a_group(
            name=county.name(name), partnership=home, kind=kind, purpose="Decides."
        )
        builders.a_membership(group=group, partner=home.secretariat)
        joins = builders.a_partner(name=county.name(f"Fire, {name}"))
        leaves = builders.a_partner(name=county.name(f"Probation, {name}"))
        builders.a_membership(group=group, partner=joins, from_on=dt.date(year, 6, 1))
        builders.a_membership(group=group, partner=leaves, to_on=dt.date(year, 9, 30))


def _priorities(county, home, csps):
    plan = builders.a_commissioners_plan(
        title=county.name("Police Plan"),
        area=home.police_area,
        from_year=county.year - 1,
        to_year=county.year + 3,
    )
    for number, kind in ((1, "priority"), (2, "priority"), (3, Priority.Kind.THEME)):
        objective = builders.an_objective(plan=plan, number=number, text="Fewer harms")
        priority = builders.a_priority(
            code=f"{county.code}-{number}",
            partnership=home,
            from_year=county.year,
            to_year=county.last_year or county.year,
            kind=kind,
            number=number,
            title=county.name(f"aim {number}"),
        )
        priority.objectives.add(objective)
        strand = builders.a_strand(
            priority=priority,
            outcome="<p>Fewer harms.</p>",
            progress_reason=Reason.NOT_YET_DUE,
        )
        lead = csps[0] if csps else home
        builders.a_lead(strand=strand, partnership=lead)


def _figures(county, home):
    """Two years of a measure; a reorganised county has a break between them."""
    area = home.areas.order_by("coverage__pk").first()
    measure = builders.a_measure(
        code=f"{county.code}-harms",
        name=county.name("harms"),
        is_assessed=True,
        desired_direction="down",
    )
    if county.monthly:
        return _months(county, measure)
    for year, value in ((county.year - 2, 400), (county.year - 1, 500)):
        period = financial_year(year)
        builders.an_observation(
            measure=measure,
            area=area,
            value=value,
            period=period,
            note="Sum of the councils before." if year == county.year - 2 else "",
        )
    if county.code == "reorganised":
        builders.a_series_break(
            measure=measure, starts_on=dt.date(2023, 4, 1), note="New council"
        )


def _months(county, measure):
    measure.frequency, measure.adds_up = "month", "sum"
    measure.save()
    for area in Area.objects.filter(partnerships__is_home=True):
        for year in (county.year - 2, county.year - 1):
            for number, month in enumerate(calendar.periods_of("month", year), 1):
                builders.an_observation(
                    measure=measure,
                    area=area,
                    value=number if year < county.year - 1 else number + 1,
                    period_kind="month",
                    period=month,
                )


def _money(county, home, number):
    funder = Partner.objects.get(code=f"{county.code}-office")
    fund = builders.a_fund(
        code=f"{county.code}-fund-{number}",
        name=county.name(f"Fund {number}"),
        funder=funder,
    )
    shared = {"fund": fund, "partnership": home}
    line = builders.a_line(
        code=f"{county.code}-line-{number}",
        label=county.name(f"grant {number}"),
        recipient=home.secretariat,
        **shared,
    )
    for year, amount in ((county.year - 1, "1200000.50"), (county.year, "1250000.00")):
        total = Decimal(amount) / number
        settlement = builders.a_settlement(year=year, total_gbp=total, **shared)
        builders.an_allocation(settlement=settlement, line=line, amount_gbp=total)
    if county.funds > 1:
        for place, share in ((1, 80), (2, 20)):
            builders.an_instalment(
                settlement=settlement,
                number=place,
                share_percent=Decimal(share),
                amount_gbp=total * share / 100,
                condition="When the return is accepted",
            )
    if county.money_returned:
        builders.an_instalment(
            settlement=settlement,
            number=3,
            amount_gbp=Decimal("-1204.55"),
            paid_on=dt.date(county.year, 12, 1),
            paid_gbp=Decimal("-1204.55"),
            note="Not spent, so paid back",
        )


def create_papers(main) -> list[Report]:
    """The papers of a county besides `create`, each with its author and committee."""
    home, year = main.partnership, main.year
    post = builders.a_post(partner=home.secretariat, title="Manager", kind="officer")
    author = builders.a_tenure(post=post)
    kinds = {
        "annual-review": f"{main.year}-06-10",
        "panel-update": f"{main.year}-10-02",
        "strategy-summary": f"{year}-{(year + 3) % 100}",
    }
    if home.lines.exists():
        kinds["grant-return"] = f"{main.years_label}/end-year"
    if not home.priorities.filter(to_year__gt=year).exists():
        for priority in home.priorities.all():
            builders.a_priority(
                partnership=home,
                from_year=year + 1,
                kind=priority.kind,
                number=priority.number,
                title=priority.title,
            )
    papers = [
        builders.a_report(
            document_type=kind,
            partnership=home,
            year=year,
            last_year=year + 2 if kind == "strategy-summary" else None,
            period=period,
            dated_on=dt.date(year, 10, 2),
            presented_to=Group.objects.filter(kind=Group.Kind.SCRUTINY).first(),
            author=author,
        )
        for kind, period in kinds.items()
    ]
    for paper in papers:
        builders.a_recommendation(report=paper, text="Note the progress.")
    return papers


def _documents(county, home):
    last = county.last_year
    period = f"{county.year}-{((last or county.year) + 1) % 100:02}"
    main = builders.a_report(
        document_type=county.kind,
        partnership=home,
        year=county.year,
        last_year=last,
        period=period,
    )
    if last:
        builders.a_report(
            document_type=county.kind,
            partnership=home,
            year=county.year + 1,
            refreshes=main,
            summary="Adds an aim on fraud.",
        )
    group = builders.a_group(
        name=county.name("Scrutiny"), kind=Group.Kind.SCRUTINY, partnership=home
    )
    paper = builders.a_report(
        document_type="scrutiny-paper",
        partnership=home,
        year=county.year,
        period=f"{county.year}-11-20",
        dated_on=dt.date(county.year, 11, 20),
        presented_to=group,
    )
    builders.a_recommendation(report=paper, text="Note the progress.")
    builders.a_front_matter(report=paper, key="areas-affected", value="All")
    if not county.funds:
        for report, key in ((main, "resourcing"), (paper, "performance")):
            builders.a_section_override(
                report=report, key=key, is_hidden=True, hidden_reason="No grant"
            )
    return main, paper
