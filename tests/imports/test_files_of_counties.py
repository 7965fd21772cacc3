"""Spreadsheets of many counties: files for each list, and what is stored of them.

Each goes in right at the first try, with the questions that are listed.
"""

import datetime as dt
from types import SimpleNamespace

import pytest

from funding.models import FundingLine
from partnership.core.imports.ambiguity import Choices
from partnership.core.imports.previews import commands
from partnership.core.imports.rows.resource import RESOURCES
from partnership.core.models.registry import RECORD_TYPES
from partnership.models import Post
from priorities.models import Priority
from tests import builders
from tests.imports.reading import read_rows
from tests.imports.spreadsheets import Cell, Tab
from tests.imports.test_files_of_partners import BURGLARY, more, two
from tests.imports.test_ugly_files import (
    D15,
    D16,
    STORED,
    File,
    by_reader,
    county,
    figures,
    import_by_each,
    money,
)

__all__ = ["county", "more"]

pytestmark = pytest.mark.django_db

BOTH = ("xlsx", "csv")
QUARTERS = [
    *("April to June 2016", "July to September 2016"),
    *("October to December 2016", "January to March 2017"),
]


def quarters(*numbers):
    names = [f"burglary cherwell quarter {name}" for name in QUARTERS]
    return dict(zip(names, map(str, numbers), strict=True))


# What is compared of the records of other lists.
FIELDS = {
    "areas": "name kind",
    "carry-forwards": "line.code from_year to_year amount_gbp purpose",
    "groups": "name kind",
    "instalments": "number amount_gbp share_percent",
    "populations": "area.code year people",
    "measures": "name unit desired_direction",
    "memberships": "group.code partner.code member_number from_on",
    "objectives": "number text",
    "partners": "name short_name kind",
    "people": "title name",
    "posts": "title kind",
    "priorities": "number title from_year to_year partnership.code",
    "reported-changes": "measure.code base_starts_on starts_on direction amount",
    "returns": "line.code kind spent_gbp",
    "settlements": "year total_gbp agreed_on reason",
    "targets": "measure.code starts_on comparison value reason",
    "tenures": "person.code from_on to_on",
    "terms": "term full_version",
}


def listed(slug, rows, *stored, readers=BOTH, **kwargs):
    """A file of another list; `stored` are the fields of its new records."""
    return File(slug, [rows], readers, dict.fromkeys(stored, ""), **kwargs)


FILES = {
    # Money
    "bids, awards and a total without a label": money(
        ["Community Safety Fund 2016/17: results"],
        ["Project", "Lead officer", "Bid £", "Award £"],
        ["1. Youth offending", "J Smith", "25,000", "20,000"],
        ["2. Women’s Aid outreach", "A Khan", "9,000", "7,750"],
        ["", "", "34,000", "27,750"],
        readers=BOTH,
        stored={"youth 2016": "20000", "women 2016": "7750"},
    ),
    "original and revised budgets": money(
        ["Line", "2016/17 original", "2016/17 revised", "2016/17 actual"],
        ["Youth offending", 20_000, 21_000, 19_000],
        ["a) Oxford", 5, 6, 4],
        readers=BOTH,
        stored={"youth 2016": "21000 revised", "oxford 2016": "6 revised"},
        note="are both about 2016-17",
    ),
    "words beside amounts": money(
        ["Line", "Financial year", "Amount"],
        ["Youth offending", D16, "5000 pounds"],
        ["Oxford", D16, "12,500.00 GBP"],
        ["Public health", D16, "£7 (forecast)"],
        ["Cherwell", D16, "£1,000/yr"],
        readers=BOTH,
        answers={"amount:words": "note"},
        stored={
            **{"youth 2016": "5000", "oxford 2016": "12500"},
            **{"public-health 2016": "7 forecast", "cherwell 2016": "1000 yr"},
        },
    ),
    "names cut or in another order": money(
        ["Line", "Year", "Amount"],
        ["Outreach - Women's Aid", D16, 1],
        ["CCTV", D16, 2],
        ["Youth off.", D16, 3],
        readers=BOTH,
        answers={"line:near-name": "yes"},
        stored={"women 2016": "1", "cctv 2016": "2", "youth 2016": "3"},
    ),
    "a fund above the years": File(
        "allocations",
        [
            Tab(
                [
                    ["", "Community Safety Fund", "", "Comments"],
                    ["", "2015/16", "2016/17", ""],
                    ["Youth offending", 20_000, 21_000, "ongoing"],
                    ["Oxford", 100, 100, ""],
                ],
                merged=["B1:C1"],
            )
        ],
        ("xlsx", "ods"),
        {
            **{"youth 2015": "20000 ongoing", "youth 2016": "21000 ongoing"},
            **{"oxford 2015": "100", "oxford 2016": "100"},
        },
    ),
    "pages of a report": money(
        ["Grants by scheme 2016/17", ""],
        ["Scheme", "Amount"],
        ["Youth offending", 20_000],
        ["Page 1 of 2", ""],
        ["Scheme", "Amount"],
        ["Oxford", 100],
        ["Page 2 of 2", ""],
        readers=BOTH,
        stored={"youth 2016": "20000", "oxford 2016": "100"},
    ),
    # Periods
    "quarters with months in brackets": figures(
        ["Burglary by district 2016/17"],
        ["District", "Q1 (Apr-Jun)", "Q2 (Jul-Sep)", "Q3 (Oct-Dec)", "Q4 (Jan-Mar)"],
        ["Cherwell", 1, 2, 3, 4],
        readers=BOTH,
        stored=quarters(1, 2, 3, 4),
    ),
    "codes before and after names": figures(
        ["Offence", "Cherwell (E07000177)", "E07000178 Oxford"],
        ["28A Burglary", 398, 690],
        ["34 - Robbery", 38, 69],
        readers=BOTH,
        given={"period": D16},
        stored=two("burglary", D16, 398, 690) | two("robbery", D16, 38, 69),
    ),
    "months down, the year in the title": figures(
        ["Burglary 2016/17"],
        ["Month", "Cherwell", "Oxford"],
        ["April", 10, 20],
        ["January", 12, 22],
        readers=BOTH,
        stored=two("burglary", "April 2016", 10, 20)
        | two("burglary", "January 2017", 12, 22),
    ),
    "years that end in March": figures(
        ["Year ending 31 March", "Cherwell", "Oxford"],
        [2016, 401, 700],
        [2017, 398, 690],
        readers=BOTH,
        given=BURGLARY,
        stored=two("burglary", D15, 401, 700) | two("burglary", D16, 398, 690),
    ),
    "years of no kind": figures(
        ["Year", "Cherwell", "Oxford"],
        [2016, 401, 700],
        readers=BOTH,
        given=BURGLARY,
        answers={"period:lone-year": "ends"},
        stored=two("burglary", D15, 401, 700),
    ),
    "calendar years": figures(
        ["Calendar year", "Cherwell", "Oxford"],
        [2016, 401, 700],
        readers=BOTH,
        given=BURGLARY,
        stored=two("burglary", "2016", 401, 700),
    ),
    "first and last day": figures(
        ["Crime type", "Local authority", "Period from", "Period to", "Offences"],
        ["Burglary", "Cherwell DC", dt.date(2016, 4, 1), dt.date(2017, 3, 31), 398],
        ["Burglary", "Oxford City Council", "1/4/16", "31/3/17", 690],
        readers=("xlsx", "csv", "ods", "xls"),
        stored=two("burglary", D16, 398, 690),
    ),
    "year to date in the title, areas cut": figures(
        ["Year to date 2016/17", "", "", ""],
        ["", "Cherwell", "W. Oxfordshire", "Vale of WH"],
        ["Acquisitive crime"],
        ["Burglary", 1, 2, 3],
        readers=BOTH,
        stored={
            f"burglary {area} 2016-17, year to date": str(n)
            for n, area in enumerate(
                ["cherwell", "west-oxfordshire", "vale-of-white-horse"], 1
            )
        },
    ),
    # Figures
    "letters before and after": figures(
        ["Area code", "Measure", "2014-15", D15, D16],
        ["E07 000177", "Burglary", "[c]", "1,234 p", "e 500"],
        ["E07000178", "Burglary", "..", "(r) 12", "1,100 [e]"],
        readers=BOTH,
        stored={
            "burglary cherwell 2014-15": "suppressed",
            "burglary cherwell 2015-16": "1234 provisional",
            "burglary cherwell 2016-17": "500 estimated",
            "burglary oxford 2014-15": "not-available",
            "burglary oxford 2015-16": "12 revised",
            "burglary oxford 2016-17": "1100 estimated",
        },
    ),
    "share beside its numbers": figures(
        ["District", "Year", "Number of offenders", "Number of reoffenders"]
        + ["Proportion of offenders who reoffend (%)"],
        ["Cherwell", D16, 400, 100, 25],
        ["Oxford", D16, 400, 200, 50],
        readers=BOTH,
        given={"measure": "reoffending"},
        stored=two("reoffending", D16, "25 100/400", "50 200/400"),
    ),
    "value beside counts of records": figures(
        ["DATE_NAME", "GEOGRAPHY_NAME", "VARIABLE_NAME", "OBS_VALUE", "RECORD_COUNT"],
        [D16, "Cherwell", "Burglary", 398, 2],
        [D16, "Oxford", "Burglary", 690, 2],
        readers=("csv",),
        stored=two("burglary", D16, 398, 690),
    ),
    "headings down the side": figures(
        ["Area", "Cherwell", "Oxford"],
        ["Measure", "Burglary", "Burglary"],
        ["Period", D16, D16],
        ["Value", 398, 690],
        readers=BOTH,
        stored=two("burglary", D16, 398, 690),
        note="The headings",
    ),
    "years in rows of their own": figures(
        ["District", "Number"],
        [2015, ""],
        ["Cherwell", 401],
        ["Oxford", 700],
        [2016, ""],
        ["Cherwell", 398],
        ["Oxford", 690],
        readers=("xlsx", "xls", "csv"),
        given=BURGLARY,
        stored=two("burglary", 2015, 401, 700) | two("burglary", 2016, 398, 690),
    ),
    "years, then areas, in rows of their own": figures(
        ["Offence", "Number"],
        ["2015/16", ""],
        ["Cherwell", ""],
        ["Burglary", 401],
        ["Oxford", ""],
        ["Burglary", 700],
        readers=BOTH,
        stored=two("burglary", D15, 401, 700),
    ),
    "years with their totals": money(
        ["Year / line", "Amount"],
        ["2015-16", "30"],
        ["Youth offending", "10"],
        ["Oxford", "20"],
        ["2016-17", "70"],
        ["Youth offending", "30"],
        ["Oxford", "40"],
        readers=BOTH,
        stored={
            **{"youth 2015": "10", "oxford 2015": "20"},
            **{"youth 2016": "30", "oxford 2016": "40"},
        },
    ),
    "quarters below rows of years": figures(
        ["Burglary in Cherwell"],
        ["Period", "Number"],
        ["2016/17", ""],
        *([f"Q{n}", n] for n in (1, 2, 3, 4)),
        readers=BOTH,
        stored=quarters(1, 2, 3, 4),
    ),
    "gross and net": money(
        ["Line", "Year", "Gross cost", "VAT", "Net (£)"],
        ["Youth offending", D16, 60, 10, 50],
        readers=BOTH,
        stored={"youth 2016": "50"},
        note="Columns E, “Net (£)”, and C, “Gross cost”, are both about the amount",
    ),
    "quarters below measures, the year in the corner": File(
        "observations",
        [
            Tab(
                [
                    ["", "Burglary", "", "Robbery", ""],
                    [D16, "Q1", "Q2", "Q1", "Q2"],
                    ["Cherwell", 1, 2, 3, 4],
                    ["Total", 1, 2, 3, 4],
                ],
                merged=["B1:C1", "D1:E1"],
            )
        ],
        BOTH,
        {
            f"{measure} cherwell quarter {period}": str(n + more)
            for measure, more in (("burglary", 1), ("robbery", 3))
            for n, period in enumerate(QUARTERS[:2])
        },
    ),
    "answers beside a percentage": figures(
        ["Survey 2016/17 in Cherwell"],
        ["Measure", "Yes", "No", "Base", "% yes"],
        ["Reoffending", 410, 90, 500, "82%"],
        readers=BOTH,
        stored={"reoffending cherwell 2016-17": "82 410/500"},
    ),
    "a rate that is a measure": figures(
        ["Area", "Fires rate per 1,000 population", "Burglary"],
        ["Cherwell", 7.5, 398],
        readers=BOTH,
        given={"period": D16},
        stored={f"fires cherwell {D16}": "7.5", f"burglary cherwell {D16}": "398"},
    ),
    "a number beside its rate": figures(
        ["Area", "Period", "Number", "Rate per 100,000"],
        ["Cherwell", D16, 398, 2.7],
        readers=BOTH,
        given=BURGLARY,
        stored={f"burglary cherwell {D16}": "398"},
    ),
    "indicative amounts in thousands": money(
        ["Line", "FY15/16\n£000s", "FY16/17 (indicative)\n£000s"],
        ["Youth offending", 10.5, 11],
        readers=BOTH,
        stored={"youth 2015": "10500", "youth 2016": "11000 provisional"},
    ),
    "years side by side, £ above the amounts": money(
        [D15, "", "", D16, ""],
        ["Line", "£", "", "Line", "£"],
        ["Youth offending", 1, "", "Oxford", 2],
        readers=BOTH,
        stored={"youth 2015": "1", "oxford 2016": "2"},
    ),
    "ages are not years": listed(
        "populations",
        [
            ["Population estimates, mid-2016"],
            ["Area", "All ages", "0", "1"],
            ["Cherwell", 150_503, 1_800, 1_810],
        ],
        "cherwell | 2016 | 150503",
    ),
    "a year and type of return in one cell": listed(
        "returns",
        [["Project", "Period", "Spend"], ["Oxford", "2016/17 mid-year", "£100"]],
        "oxford | mid-year | 100.00",
    ),
    "a carry-forward without a year": listed(
        "carry-forwards",
        [["Scheme", "Amount", "To be spent in"], ["Oxford", "£40", D16]],
        refused="no column for: from year",
    ),
    "minutes": listed(
        "people",
        [
            ["Name", "Organisation"],
            ["Present:", ""],
            ["Ann Example", "Police"],
            ["Apologies", ""],
            ["SAMPLE, Bo", "Fire"],
            ["Number present", "1"],
        ],
        " | Ann Example",
        " | Bo Sample",
        answers={"name:surname-first": "turned"},
    ),
    "two people in a cell": listed(
        "people",
        [["Name"], ["Ann Example / Bo Sample"]],
        refused="looks like 2 people",
    ),
    "a budget, its use and a code": money(
        ["Budget monitoring 2016/17"],
        ["Cost centre", "Description", "Full year budget", "Budget to date", "Actual"],
        ["C100", "Youth offending", "58,000", "29,000", "31,000"],
        readers=BOTH,
        stored={"youth 2016": "58000"},
        note="are both about the amount",
    ),
    "a cohort, and a share of it": figures(
        ["Cohort", "Area", "Number in cohort", "Proportion who reoffend (%)"],
        ["Apr 2016 to Mar 2017", "Cherwell", 400, 25],
        readers=BOTH,
        given={"measure": "reoffending"},
        stored={f"reoffending cherwell {D16}": "25"},
    ),
    "rolling years in short": figures(
        ["", "R12 to Mar-16", "R12 to Mar-17", "% change"],
        ["Burglary", 401, 398, "-0.7%"],
        readers=BOTH,
        given={"area": "cherwell"},
        stored={
            "burglary cherwell 12 months to March 2016": "401",
            "burglary cherwell 12 months to March 2017": "398",
        },
    ),
    "quarters with their months": figures(
        ["Year", "Quarter", "Area", "Number"],
        ["2016", "Q2 (Apr-Jun)", "Cherwell", 1],
        ["2016", "Q3 (Jul-Sep)", "Cherwell", 2],
        readers=BOTH,
        given=BURGLARY,
        stored=dict(list(quarters(1, 2, 3, 4).items())[:2]),
    ),
    "values below a heading of ours": money(
        ["Plan 2016/17"],
        ["Project", "£50,000"],
        ["Youth offending", "£8,000"],
        ["Oxford", "£9,000"],
        readers=BOTH,
        refused="No column headings found. Row 2 (“Project, £50,000”)",
    ),
    "no headings": figures(
        ["Burglary", "Cherwell", D16, 398],
        ["Burglary", "Oxford", D16, 690],
        readers=BOTH,
        refused="No column headings found. Row 1 (“Burglary, Cherwell, 2016-17",
    ),
    "no headings below a title": money(
        ["Community Safety Fund 2016/17"],
        [],
        ["Youth offending", 50],
        ["Oxford", 60],
        readers=BOTH,
        refused="No column headings found. Row 1 (“Community Safety Fund 2016/17",
    ),
    "initials of districts": figures(
        ["Area", "Measure", "Year", "Number"],
        ["W. Oxon", "Burglary", D16, 1],
        ["SODC", "Burglary", D16, 2],
        ["VoWH", "Burglary", D16, 3],
        ["CDC", "Burglary", D16, 4],
        readers=BOTH,
        answers={"area:near-name": "yes"},
        stored={
            f"burglary {area} {D16}": str(n)
            for n, area in enumerate(
                ["west-oxfordshire", "south-oxfordshire", "vale-of-white-horse"]
                + ["cherwell"],
                1,
            )
        },
    ),
    "three rows of headings": File(
        "observations",
        [
            Tab(
                [
                    ["Districts", "2015/16", "", "2016/17", ""],
                    ["", "Number of offences", "", "Number of offences", ""],
                    ["", "Burglary", "Robbery", "Burglary", "Robbery"],
                    ["Cherwell", 401, 41, 398, 38],
                    ["Oxford", 700, 70, 690, 69],
                ],
                merged=["B1:C1", "D1:E1", "B2:C2", "D2:E2"],
            )
        ],
        ("xlsx", "ods"),
        two("burglary", D15, 401, 700)
        | two("robbery", D15, 41, 70)
        | two("burglary", D16, 398, 690)
        | two("robbery", D16, 38, 69),
    ),
    "signs of change": figures(
        ["LOCAL AUTHORITY", "Burglary (number of offences) 2016/17"],
        ["CHERWELL DISTRICT", "398 ▼"],
        ["CITY OF OXFORD", "↑ 690"],
        readers=BOTH,
        stored=two("burglary", D16, 398, 690),
    ),
    "months in numbers": figures(
        ["District", "2016-04", "2016-05"],
        ["Cherwell", 1, 3],
        ["Oxford", 2, 4],
        readers=("csv",),
        given=BURGLARY,
        answers={"period:month": "during"},
        stored=two("burglary", "April 2016", 1, 2) | two("burglary", "May 2016", 3, 4),
    ),
    "quarters below their year": figures(
        ["Period", "Cherwell", "Oxford"],
        ["2016/17", "", ""],
        ["Q1", 1, 2],
        ["2017/18", "", ""],
        ["Q1", 3, 4],
        readers=BOTH,
        given=BURGLARY,
        stored=two("burglary", "quarter April to June 2016", 1, 2)
        | two("burglary", "quarter April to June 2017", 3, 4),
    ),
    "shares of 1": figures(
        ["Area", D16],
        ["Cherwell", "0.25"],
        ["Oxford", "0.5"],
        readers=("csv",),
        given={"measure": "reoffending"},
        answers={"value:percent-fraction": "times-100"},
        stored=two("reoffending", D16, 25, 50),
    ),
    "pence": money(
        ["Scheme", "Year", "Amount (pence)"],
        ["Youth offending", D16, 123_456],
        ["Oxford", D16, 5_000],
        readers=BOTH,
        stored={"youth 2016": "1234.56", "oxford 2016": "50"},
        note="read as pence",
    ),
    "pence with their own unit": money(
        ["Scheme", "Year", "Amount (pence)"],
        ["Youth offending", D16, "£10.50"],
        ["Oxford", D16, "45p"],
        ["Cherwell", D16, "4500"],
        readers=("csv",),
        stored={"youth 2016": "10.5", "oxford 2016": "0.45", "cherwell 2016": "45"},
    ),
    "a name that may be a total": money(
        ["Line", "Amount 2016/17"],
        ["Youth offending", 1000],
        ["Oxford", 2000],
        ["Both together", 3000],
        readers=BOTH,
        answers={"line:sum": "total"},
        stored={"youth 2016": "1000", "oxford 2016": "2000"},
    ),
    "pounds and pence": money(
        ["Scheme", "Year", "Amount (in pounds and pence)"],
        ["Youth offending", D16, "10.50"],
        readers=BOTH,
        stored={"youth 2016": "10.5"},
    ),
    "numbers below a title about pence": figures(
        ["Thefts in pence"],
        ["Area", "Year", "Number"],
        ["Cherwell", D16, 1200],
        readers=BOTH,
        given=BURGLARY,
        stored={"burglary cherwell 2016-17": "1200"},
    ),
    "a letter that means revised": figures(
        ["Area", "Year", "Number"],
        ["Cherwell", D16, "1,200r"],
        ["Oxford", D16, "90"],
        [],
        ["r = revised"],
        readers=BOTH,
        given=BURGLARY,
        stored={
            "burglary cherwell 2016-17": "1200 revised",
            "burglary oxford 2016-17": "90",
        },
    ),
    "a rate per people of its measure": figures(
        ["Area", "Year", "Value"],
        ["Cherwell", D16, "78.2 per 1,000 people"],
        readers=BOTH,
        given={"measure": "fires"},
        stored={"fires cherwell 2016-17": "78.2"},
    ),
    "2 counts beside each percentage": figures(
        ["Area", "2016-17 Actual", "2016-17 Number", "2016-17 %"],
        ["Cherwell", 12, 13, 30],
        readers=BOTH,
        given={"measure": "reoffending"},
        stored={"reoffending cherwell 2016-17": "30"},
        note="D, “2016-17 %”, and C, “2016-17 Number”, are both about 2016-17",
    ),
    "a quarter below a title of several years": figures(
        ["Burglary 2015-18"],
        ["Measure", "Area", "Quarter", "Number"],
        ["Burglary", "Cherwell", "March", 5],
        readers=BOTH,
        refused="“March 2015-18” is not a period",
    ),
    "a rate per other people": figures(
        ["Area", "Year", "Value"],
        ["Cherwell", D16, "78 per 100,000"],
        readers=BOTH,
        given={"measure": "fires"},
        refused="“78 per 100,000” is a rate per 100,000",
    ),
    "a total above, thousands beside the year": money(
        ["Line", "2016/17 £'000"],
        ["TOTAL", 89.5],
        ["Youth offending", 50],
        ["of which: Oxford", 39.5],
        readers=BOTH,
        stored={"youth 2016": "50000", "oxford 2016": "39500"},
    ),
    "subtotals in any words, changes, signatures": money(
        ["Line", D15, D16],
        ["Cherwell", 100, 110],
        ["% change", "", "10%"],
        ["Oxford", 20, 30],
        ["Both districts together", 120, 140],
        ["Youth offending", 5, 6],
        ["Public health", 7, "not exceeding £8"],
        [],
        ["Signed:", "", "Date:"],
        readers=BOTH,
        stored={
            "cherwell 2015": "100",
            "cherwell 2016": "110",
            "oxford 2015": "20",
            "oxford 2016": "30",
            "youth 2015": "5",
            "youth 2016": "6",
            "public-health 2015": "7",
            "public-health 2016": "8 up-to",
        },
        note="“Both districts together”",
    ),
    "requested and approved": money(
        ["Ref", "Project", "Financial year", "Requested", "Approved", "Decision"],
        ["1/1", "Youth offending", D16, "£9,000", "£8,000", "1/4/16"],
        ["1/2", "Oxford", D16, "£700", "£700", "1/4/16"],
        readers=BOTH,
        stored={"youth 2016": "8000", "oxford 2016": "700"},
    ),
    "periods above columns with gaps": figures(
        ["Burglary"],
        ["CSP", "Current period", "", "Previous period", "", "Change"],
        ["", "Apr 2016 - Mar 2017", "", "Apr 2015 - Mar 2016", "", ""],
        ["Cherwell", "401", "", "398", "", "+3"],
        ["Oxfrod", "1,204a", "", "1,187", "", "+17"],
        [],
        ["a: part of the year"],
        readers=BOTH,
        answers={"area:near-name": "yes"},
        stored={
            **two("burglary", "2015-16", 398, 1187),
            "burglary cherwell 2016-17": "401",
            "burglary oxford 2016-17": "1204 part of the year",
        },
    ),
    "rolling years": figures(
        ["Rolling 12 months to:", "Jan-17", "Feb-17"],
        ["Cherwell", 1, "**"],
        readers=BOTH,
        given=BURGLARY,
        answers={"value:sign-star": "suppressed"},
        stored={
            "burglary cherwell 12 months to January 2017": "1",
            "burglary cherwell 12 months to February 2017": "suppressed",
        },
    ),
    "measures in the plural": figures(
        ["Qtr", "Area", "Robberies", "Burglaries"],
        ["Q4 16/17", "Cherwell", 5, 6],
        readers=BOTH,
        stored={
            "robbery cherwell quarter January to March 2017": "5",
            "burglary cherwell quarter January to March 2017": "6",
        },
    ),
    "a share that does not follow from its counts": figures(
        ["Measure", "Area", "Year", "Value", "Numerator", "Denominator"],
        ["Reoffending", "Oxford", D16, 60, 300, 400],
        readers=BOTH,
        answers={"value:share": "keep"},
        stored={"reoffending oxford 2016-17": "60 300/400"},
    ),
    "rates are not counts": figures(
        ["Area", "Burglary rate 2016/17"],
        ["Cherwell", 7],
        readers=BOTH,
        refused="no column for: measure",
    ),
    "lines with bullets": money(
        ["Budget head", "2016/17"],
        ["Districts:", ""],
        ["   • Cherwell", "62,255"],
        ["   o Youth offending", "21,000"],
        readers=BOTH,
        stored={"cherwell 2016": "62255", "youth 2016": "21000"},
    ),
    # Other lists
    "partners": listed(
        "partners",
        [
            ["Safer Partnership: members"],
            ["Organisation", "Abbreviation", "Sector", "Web"],
            ["Newshire Council", "NC", "District Council", "www.example.org"],
            ["Newshire Aid", "", "Registered charity", "-"],
            ["Newshire Probation", "", "Probation Service", ""],
        ],
        "Newshire Aid |  | voluntary",
        "Newshire Council | NC | district-council",
        "Newshire Probation |  | probation",
        answers={"type:near-choice": "yes"},
    ),
    "people, surnames apart": listed(
        "people",
        [
            ["Title", "First name", "Surname", "Email"],
            ["Cllr", "Ann", "Example", "a@example.org"],
        ],
        "Cllr | Ann Example",
    ),
    "people, surnames first": listed(
        "people",
        [["Name"], ["Example, Ann"], ["SAMPLE, Bea"], ["McSample, Kim"]],
        " | Ann Example",
        " | Bea Sample",
        " | Kim McSample",
        answers={"name:surname-first": "turned"},
        readers=("xlsx",),
    ),
    "post holders": listed(
        "tenures",
        [
            ["Role", "Post holder", "In post from", "In post until"],
            ["Chair", "Cllr Sam Sample", "May 2016", "30 April 2017"],
            ["Chair", "Sample, Kim", "May 1st, 2017", ""],
        ],
        "kim | 2017-05-01 | None",
        "sam | 2016-05-01 | 2017-04-30",
        answers={"from:month-without-day": "first"},
    ),
    "members of a board": listed(
        "memberships",
        [["Board membership"], ["Organisation", "From"], ["Test Police", "1/4/16"]],
        "board | tpolice | 1 | 2016-04-01",
        given={"group": "board"},
    ),
    "members ticked": listed(
        "memberships",
        [
            ["Who sits where"],
            ["Organisation", "Board", "Tasking"],
            ["Test Police", "✓", "x"],
            ["Newshire Fire", "", "yes"],
        ],
        "board | tpolice | 1 | None",
        "tasking | tpolice | 1 | None",
        "tasking | nfire | 1 | None",
        answers={"group:cross": "yes"},
    ),
    "words among ticks": listed(
        "memberships",
        [
            ["Organisation", "Board", "Tasking"],
            ["Test Police", "✓", "No longer"],
            ["Newshire Fire", "Left 2015", "false"],
        ],
        "board | tpolice | 1 | None",
        answers={"group:tick": "no"},
    ),
    "posts, whose names say their type": listed(
        "posts",
        [["Job title", "Board"], ["Vice Chair", "Board"], ["Chair of it", "Board"]],
        "Vice Chair | deputy-chair",
        "Chair of it | chair",
        answers={"type:from-name": "yes"},
    ),
    "posts, whose names do not": listed(
        "posts", [["Job title", "Board"], ["Analyst", "Board"]], refused="for: type"
    ),
    "posts, a wrong type given for all": listed(
        "posts",
        [["Job title", "Board"], ["Analyst", "Board"]],
        refused="“sailor” is not an option",
        given={"type": "sailor"},
    ),
    "priorities, a lone year given for all": listed(
        "priorities",
        [["#", "Priority", "From year"], [1, "Theft", "2015-16"]],
        "1 | Theft | 2015 | 2017 | safer",
        given={"to year": "2018"},
        answers={"to year:lone-year": "ends"},
    ),
    "posts, their type given for all": listed(
        "posts",
        [["Job title", "Board"], ["Analyst", "Board"]],
        "Analyst | officer",
        given={"type": "officer"},
    ),
    "people with titles and roles": listed(
        "people",
        [
            *(["Present"], ["Name"], ["Supt. Joe Example (Chair)"], ["Bea Sample"]),
            *(["Jo Sample <jo@example.org>"], ["Bo Sample - Probation"]),
        ],
        "Supt. | Joe Example",
        *(" | Bea Sample", " | Jo Sample", " | Bo Sample"),
        answers={"name:words-after": "name"},
    ),
    "carry-forwards without codes": listed(
        "carry-forwards",
        [
            ["Underspends 2015/16 carried forward to 2016/17"],
            ["Project", "Underspend c/fwd (£)", "Reason"],
            ["Youth offending", "£3,000", "A late start"],
            ["Oxford", 400, "One invoice"],
        ],
        "youth | 2015 | 2016 | 3000.00 | Youth offending",
        "oxford | 2015 | 2016 | 400.00 | Oxford",
    ),
    "an underspend and the year it is for": listed(
        "carry-forwards",
        [
            ["Project", "Underspend 2015/16", "To be used in", "What for"],
            ["Oxford", 400, D16, "One invoice"],
        ],
        "oxford | 2015 | 2016 | 400.00 | One invoice",
    ),
    "districts and their codes": listed(
        "areas",
        [["GSS code", "District", "Type"], ["E07009999", "Newby", "District"]],
        "Newby | district",
    ),
    "changes from one year to another": listed(
        "reported-changes",
        [
            ["Measure", "Area", "From", "To", "Direction", "% change"],
            ["Burglary", "Oxford", D15, D16, "up", "6.5%"],
        ],
        "burglary | 2015-04-01 | 2016-04-01 | up | 6.50",
    ),
    "a row that is a sum by chance": listed(
        "carry-forwards",
        [
            ["Code", "Line", "From year", "To year", "Amount", "Purpose"],
            ["c1", "Cherwell", D15, D16, 1000, "A"],
            ["c2", "Oxford", D15, D16, 2000, "B"],
            ["c3", "Youth offending", D15, D16, 3000, "C"],
        ],
        "cherwell | 2015 | 2016 | 1000.00 | A",
        "oxford | 2015 | 2016 | 2000.00 | B",
        "youth | 2015 | 2016 | 3000.00 | C",
    ),
    "objectives numbered in their text": listed(
        "objectives",
        [["Strategic objective"], ["3. Rural crime"], ["4) Cyber crime"]],
        "3 | Rural crime",
        "4 | Cyber crime",
        given={"plan": "pcp"},
    ),
    "shares in percent beside payments": listed(
        "instalments",
        [["Payment", "%", "Amount", "Year"], ["1st", "25%", "£240,000", D15]],
        "1 | 240000.00 | 25.00",
    ),
    "instalments across": listed(
        "instalments",
        [["Paid in", "1st payment", "Payment 2"], [D15, "£240,000", "£1"]],
        "1 | 240000.00 | None",
        "2 | 1.00 | None",
    ),
    "periods covered": listed(
        "returns",
        [
            ["Project", "Period covered", "Total spend to date"],
            ["Youth offending", "April - September 2016", "£12,345.67"],
            ["Oxford", "1/4/16 - 31/3/17", 0],
        ],
        "youth | mid-year | 12345.67",
        "oxford | end-year | 0.00",
    ),
    "a year is no period of a return": listed(
        "returns",
        [["Project", "Year", "Spent"], ["Oxford", "2016/17", "£100"]],
        refused="The file has no column for: type",
    ),
    "returns across": listed(
        "returns",
        [
            ["Returns 2016/17"],
            ["Project", "Mid-year spend", "End of year spend"],
            ["Youth offending", "£9,000", "£20,000"],
        ],
        "youth | mid-year | 9000.00",
        "youth | end-year | 20000.00",
    ),
    "dates as numbers": listed(
        "tenures",
        [["Role", "Name", "Start date"], ["Chair", "Sam Sample", "42095"]],
        "sam | 2015-04-01 | None",
        answers={"from:serial": "date"},
    ),
    "priorities, our own partnership": listed(
        "priorities",
        [
            ["No.", "Priority", "Start", "End"],
            [1, "Reduce anti-social\nbehaviour", "2016/17", "2018/19"],
        ],
        "1 | Reduce anti-social behaviour | 2016 | 2018 | safer",
    ),
    "priorities, their periods": listed(
        "priorities",
        [["#", "Priority", "Period"], [1, "Theft", "2015-18"], [2, "Fraud", "2016-17"]],
        "1 | Theft | 2015 | 2017 | safer",
        "2 | Fraud | 2016 | 2016 | safer",
        note="“Period”, is used for “from year” and “to year”",
    ),
    "priorities, their first years": listed(
        "priorities",
        [["Priority", "From year"], ["Theft", "2015-16"]],
        refused="for: to year",
    ),
    "priorities, the year in the title": listed(
        "priorities",
        [["Strategic priorities 2016-17"], ["#", "Priority"], [1, "Reduce burglary"]],
        "1 | Reduce burglary | 2016 | 2016 | safer",
    ),
    "measures": listed(
        "measures",
        [
            ["Indicator", "Unit", "Good to be"],
            ["Knife crime", "Number", "Lower"],
            ["Victims per 1,000", "Rate per 1,000 population", "Low"],
        ],
        "Knife crime | count | down",
        "Victims per 1,000 | per-1000 | down",
    ),
    "targets in words": listed(
        "targets",
        [
            ["Indicator", "District", "Target for 2016/17", "Target 2017/18"],
            ["Burglary", "Cherwell", "fewer than 390", "≥ 380"],
            ["Reoffending", "Oxford", "≤ 25%", "no target set"],
        ],
        "burglary | 2016-04-01 | at-most | 390.0000 | ",
        "burglary | 2017-04-01 | at-least | 380.0000 | ",
        "reoffending | 2016-04-01 | at-most | 25.0000 | ",
        "reoffending | 2017-04-01 | at-least | None | not-given",
    ),
    "returns": listed(
        "returns",
        [
            ["Monitoring returns 2016/17"],
            ["Project", "Return", "Spend", "Commentary"],
            ["Youth offending", "6 month", "£4,500", "Going well"],
            ["Oxford", "Annual", "£100", "Done"],
        ],
        "oxford | end-year | 100.00",
        "youth | mid-year | 4500.00",
    ),
    "settlements": listed(
        "settlements",
        [
            ["Financial Year", "PCC grant (£k)", "Date agreed"],
            ["Year 1 (2019/20)", Cell(512.3, shown="512.3"), "14.06.19"],
            ["Year 2 (2020/21)", "tbc", ""],
        ],
        "2019 | 512300.00 | 2019-06-14 | ",
        "2020 | None | None | not-yet-decided",
    ),
    "glossary": listed(
        "terms",
        [["Glossary"], ["Abbreviation", "In full"], ["ZZB", "Zed zed behaviour"]],
        "ZZB | Zed zed behaviour",
    ),
    "groups": listed(
        "groups",
        [
            ["Meeting", "Type", "Terms of reference"],
            ["Tasking Group", "Sub-group", "Directs work each month"],
        ],
        "Tasking Group | sub-group",
    ),
}


def stored_rows(slug, before):
    """Return the new records of a list, as text."""

    def text(row, path):
        for name in path.split("."):
            row = getattr(row, name)
        return str(row)

    rows = RECORD_TYPES[slug].model.objects.exclude(pk__in=before)
    return {
        " | ".join(text(r, path) for path in FIELDS[slug].split()): "" for r in rows
    }


@by_reader(FILES)
def test_file_of_any_county_is_imported(more, monkeypatch, tmp_path, file, readers):
    for name in ("Sam", "Kim"):
        builders.a_person(code=name.lower(), name=f"{name} Sample")
    builders.a_post(code="chair", title="Chair")
    builders.a_group(code="board", name="Board")
    builders.a_group(code="tasking", name="Tasking")
    builders.a_partner(code="tpolice", name="Test Police")
    builders.a_partner(code="nfire", name="Newshire Fire")
    builders.a_commissioners_plan(code="pcp")
    if file.slug in FIELDS:
        records = RECORD_TYPES[file.slug].model.objects
        before = list(records.values_list("pk", flat=True))
        monkeypatch.setitem(STORED, file.slug, lambda: stored_rows(file.slug, before))

    import_by_each(readers, file, tmp_path)


def test_missing_column_is_entered_for_all_rows(more, tmp_path):
    builders.a_group(code="board", name="Board")
    path = tmp_path / "posts.csv"
    path.write_text("Job title,Board\nVice Chair,Board\nAnalyst,Board\n")
    choices = Choices(given={"type": "officer"}, answers={"type:from-name": "yes"})

    report = commands.import_file(
        path, SimpleNamespace(slug="posts", choices=choices, dry_run=False)
    )

    assert report["errors"] == []
    assert list(Post.objects.order_by("pk").values_list("title", "kind")) == [
        ("Vice Chair", "deputy-chair"),
        ("Analyst", "officer"),
    ]


def test_column_chosen_no_longer_gives_a_period(more):
    data = b"Priority,Plan period\nTheft,2015-18\n"

    found = read_rows(RESOURCES[Priority](), data, columns={"B": "from year"})

    assert "to year" not in found.headers


def test_row_that_may_be_about_two_records_is_refused(more, tmp_path):
    line = FundingLine.objects.get(code="oxford")
    for purpose in ("A", "B"):
        builders.a_carry_forward(
            line=line, from_year=2015, to_year=2016, purpose=purpose
        )
    path = tmp_path / "carried.csv"
    path.write_text("Line,From year,To year,Amount\nOxford,2015-16,2016-17,5\n")

    report = commands.import_file(
        path, SimpleNamespace(slug="carry-forwards", choices=Choices(), dry_run=False)
    )

    assert "Add a column “purpose” or “code”" in " ".join(report["errors"])
