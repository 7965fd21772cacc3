"""Spreadsheets of councils, commissioners' offices and statisticians: more kinds.

Each goes in right at the first try, with the questions that are listed.
"""

import pytest

from funding.models import Fund, Instalment
from partnership.models import Partnership, Population
from priorities.models import Target
from tests import builders
from tests.imports.spreadsheets import Cell, Tab
from tests.imports.test_ugly_files import (
    D15,
    D16,
    NBSP,
    STORED,
    File,
    by_reader,
    county,
    figures,
    import_by_each,
    money,
)

__all__ = ["county"]

pytestmark = pytest.mark.django_db

BURGLARY = {"measure": "burglary"}


@pytest.fixture
def more(county):
    shared = {
        "fund": Fund.objects.get(code="csf"),
        "partnership": Partnership.objects.get(code="safer"),
    }
    for code, label in [
        ("drugs", "Drugs & Alcohol Services"),
        ("women", "Women's Aid Outreach"),
        ("cctv", "CCTV maintenance"),
    ]:
        builders.a_line(code=code, label=label, **shared)
    builders.a_measure(code="robbery", name="Robbery", unit="count")
    builders.a_measure(code="theft", name="Theft offences", unit="count")
    builders.an_alias(
        kind="measure", record_code="all-crime", name="Total recorded crime"
    )


def two(measure, period, cherwell, oxford):
    found = {"cherwell": cherwell, "oxford": oxford}
    return {f"{measure} {area} {period}": str(n) for area, n in found.items()}


FILES = {
    "three years of funding as typed": File(
        "allocations",
        [
            Tab(
                [
                    ["Community Safety Fund – three year settlement"],
                    ["All figures in pounds. * denotes new funding"],
                    [],
                    [
                        "Funding line",
                        "2014/15",
                        "2015/16",
                        "2016/17",
                        "Change",
                        "Notes",
                    ],
                    ["District councils"],
                    ["Cherwell", "£66,165", "£64,180", "£62,255", "-3.0%", ""],
                    ["Oxford*", "£159,800", "just under £155,000", "n/a", "", "joint"],
                    ["Sub-total", "£225,965", "£219,180", "£62,255"],
                    ["Countywide"],
                    ["Youth Offending Service**", "£200,000", "up to 2,364", "TBC"],
                    ["Drugs and alcohol services", "-", "£53,000", "£53,000"],
                    ["TOTAL", "£425,965", "£274,544", "£115,255"],
                    ["Less: carried forward", "(1,000)", "", ""],
                    [],
                    ["* new in 2015/16"],
                    ["** includes prevention"],
                ],
                merged=["A1:F1"],
            )
        ],
        ("xlsx", "csv", "ods", "xls"),
        {
            "cherwell 2014": "66165",
            "cherwell 2015": "64180",
            "cherwell 2016": "62255",
            "oxford 2014": "159800 joint",
            "oxford 2015": "155000 just-under joint",
            "oxford 2016": "not-applicable joint",
            "youth 2014": "200000",
            "youth 2015": "2364 up-to",
            "youth 2016": "not-yet-decided",
            "drugs 2014": "not-applicable",
            "drugs 2015": "53000",
            "drugs 2016": "53000",
        },
        answers={"amount:dash": "not-applicable", "line:near-name": "yes"},
    ),
    "quarters without a year, which the title has": figures(
        ["Performance 2016/17"],
        ["Measure", "Area", "Target", "Q1", "Q2", "YTD"],
        ["% of Burglary", "Cherwell", 400, 100, 99, 199],
        readers=("xlsx", "csv"),
        stored={
            "burglary cherwell quarter April to June 2016": "100",
            "burglary cherwell quarter July to September 2016": "99",
            "burglary cherwell 2016-17, year to date": "199",
        },
    ),
    "quarters by their last day": figures(
        ["Quarter ending", "Cherwell", "Oxford"],
        ["30 June 2016", 100, "N/A - no survey"],
        readers=("xlsx", "csv"),
        given=BURGLARY,
        stored={
            "burglary cherwell quarter April to June 2016": "100",
            "burglary oxford quarter April to June 2016": "not-applicable no survey",
        },
    ),
    "a comment beside each year": money(
        ["£'000", "2015/16", "Comment", "2016/17", "Comment"],
        ["Youth offending", 10, "first", 20.5, "second"],
        ["Oxford", 30, "", 40, "x"],
        readers=("xlsx", "csv"),
        stored={
            "youth 2015": "10000 first",
            "youth 2016": "20500 second",
            "oxford 2015": "30000",
            "oxford 2016": "40000 x",
        },
    ),
    "an area in the corner": figures(
        ["Oxford City", D15, ""],
        ["Measure", "Q1", "Q2"],
        ["Number of robbery", 1, 2],
        ["Burglary", 3, "data not collected"],
        readers=("xlsx", "csv"),
        stored={
            "robbery oxford quarter April to June 2015": "1",
            "robbery oxford quarter July to September 2015": "2",
            "burglary oxford quarter April to June 2015": "3",
            "burglary oxford quarter July to September 2015": "not-available",
        },
    ),
    "ditto marks": figures(
        ["District", "Offence", "Period", "No."],
        ["Cherwell", "Burglary", D16, 398],
        ['"', "Robbery", D16, 38],
        readers=("xlsx", "csv"),
        stored={"burglary cherwell 2016-17": "398", "robbery cherwell 2016-17": "38"},
    ),
    "budget monitoring": money(
        ["Community Safety Budget Monitoring Report - Quarter 2 2016/17"],
        ["Cost centre: 12345"],
        [],
        ["Budget heading", "Original Budget £", "Actual to 30/09/2016 £", "Variance £"],
        ["Youth offending", "20,000", "9,876.54", "-"],
        ["Women’s Aid outreach", "7,750", "8,000.00", "(250)"],
        ["Total", "27,750", "17,876.54", "(250)"],
        readers=("xlsx", "csv"),
        given={"year": D16},
        stored={"youth 2016": "20000", "women 2016": "7750"},
    ),
    "committee report, no heading over the labels": money(
        ["APPENDIX 2"],
        ["Community Safety Fund: proposed allocations"],
        [],
        ["", "2015/16", "2016/17"],
        ["", "Actual", "Provisional"],
        ["District councils"],
        ["Cherwell", "64,180", "up to 62,255"],
        ["Oxford", "n/a", "tbc"],
        ["Sub total", "64,180", "62,255"],
        ["Countywide services"],
        ["Drugs and alcohol services", "2,364", "2,500 (est)"],
        ["TOTAL", "66,544", "64,755"],
        ["* subject to settlement"],
        readers=("xlsx", "csv"),
        stored={
            "cherwell 2015": "64180",
            "cherwell 2016": "62255 up-to",
            "oxford 2015": "not-applicable",
            "oxford 2016": "not-yet-decided",
            "drugs 2015": "2364",
            "drugs 2016": "2500 estimated",
        },
    ),
    "measures as subheadings": figures(
        ["District", "2015/16", "2016/17", "% change"],
        ["Burglary"],
        ["Cherwell", 401, 398, "-0.7%"],
        ["Oxford", 700, 690, "-1.4%"],
        ["Robbery"],
        ["Cherwell", 41, 38, "-7%"],
        ["Oxford", 70, 69, "-1%"],
        readers=("xlsx", "csv"),
        stored=two("burglary", D15, 401, 700)
        | two("burglary", D16, 398, 690)
        | two("robbery", D15, 41, 70)
        | two("robbery", D16, 38, 69),
        note="name the measure of the rows below",
    ),
    "measures with their total above the areas": figures(
        ["", "2016/17"],
        ["Burglary", 1_088],
        ["  Cherwell", 398],
        ["  Oxford", 690],
        ["Robbery", 107],
        ["  Cherwell", 38],
        ["  Oxford", 69],
        readers=("xlsx",),
        stored=two("burglary", D16, 398, 690) | two("robbery", D16, 38, 69),
    ),
    "areas across, other names": figures(
        ["Scorecard 2016-17"],
        ["Indicator", "Cherwell DC", "West Oxon", "County total"],
        [f"{NBSP}of which: Burglary", 398, 3, 401],
        ["- Total recorded crime", "9,120", 6, "9,126"],
        readers=("xlsx", "csv"),
        stored={
            "burglary cherwell 2016-17": "398",
            "burglary west-oxfordshire 2016-17": "3",
            "all-crime cherwell 2016-17": "9120",
            "all-crime west-oxfordshire 2016-17": "6",
        },
    ),
    "area and measure in one heading": figures(
        ["FinYear", "Cherwell Burglary", "Oxford: Burglary (number)¹"],
        ["201617", 398, 690],
        ["201516", 401, 700],
        readers=("xlsx", "csv"),
        stored=two("burglary", D16, 398, 690) | two("burglary", D15, 401, 700),
    ),
    "months below a financial year": figures(
        ["", "2016/17", "", ""],
        ["District", "Apr", "May", "Jan"],
        ["Cherwell", 1, 2, 4],
        readers=("xlsx",),
        given=BURGLARY,
        stored={
            "burglary cherwell April 2016": "1",
            "burglary cherwell May 2016": "2",
            "burglary cherwell January 2017": "4",
        },
    ),
    "year and month in two columns": figures(
        ["Year", "Month", "Area", "Burglary"],
        [2016, "April", "Cherwell", 10],
        ["2016/17", "Feb", "Oxford", 11],
        readers=("xlsx", "csv"),
        stored={
            "burglary cherwell April 2016": "10",
            "burglary oxford February 2017": "11",
        },
    ),
    "periods in long forms": figures(
        ["Area", "Period", "Total recorded crime"],
        ["Cherwell", "01/04/2016 - 31/03/2017", 4],
        ["Oxford", "Rolling 12 months to end of Dec 2018", 11],
        ["West Oxon", "2016-17 (Yr 1)", 5],
        readers=("xlsx", "csv"),
        stored={
            "all-crime cherwell 2016-17": "4",
            "all-crime oxford 12 months to December 2018": "11",
            "all-crime west-oxfordshire 2016-17": "5",
        },
    ),
    "summary beside the table": figures(
        ["District", "Year", "Burglary", "", "Summary", "Value"],
        ["Cherwell", D16, 398, "", "Highest", "Oxford"],
        ["Oxford", D16, 690, "", "Lowest", "Cherwell"],
        ["West Oxfordshire", D16, 100],
        readers=("xlsx", "ods"),
        stored=two("burglary", D16, 398, 690)
        | {"burglary west-oxfordshire 2016-17": "100"},
        note="Cells next to the table were left out",
    ),
    "table of rates below": figures(
        ["Number of burglaries"],
        ["District", D15, D16],
        ["Cherwell", 401, 398],
        ["Oxford", 700, 690],
        [],
        ["Rate per 1,000 population"],
        ["District", D15, D16],
        ["Cherwell", 2.8, 2.7],
        ["Oxford", 4.4, 4.3],
        readers=("xlsx", "csv"),
        given=BURGLARY,
        stored=two("burglary", D15, 401, 700) | two("burglary", D16, 398, 690),
    ),
    "coded columns at several levels": figures(
        ["PFA22NM", "CSP22NM", "Offence group", "Offence subgroup"]
        + ["Apr 2016 to Mar 2017 [note 1]"],
        ["Thames Valley", "Cherwell", "Theft offences", "Burglary", "398"],
        ["Thames Valley", "Oxford", "Robbery", "Robbery", "69"],
        readers=("xlsx", "csv"),
        stored={
            "burglary cherwell 2016-17": "398",
            "theft cherwell 2016-17": "398",
            "robbery oxford 2016-17": "69",
        },
    ),
    "regions and England": figures(
        ["Area", "Year to Mar 2016", "Year to Mar 2017 [p]"],
        ["ENGLAND", "4,000,000", "4,100,000"],
        ["Cherwell, Oxfordshire1", "9,000", "9,100"],
        ["Oxford (2)", "700", "[u]"],
        readers=("xlsx", "csv"),
        given={"measure": "all-crime"},
        stored={
            "all-crime cherwell 2015-16": "9000",
            "all-crime cherwell 2016-17": "9100 provisional",
            "all-crime oxford 2015-16": "700",
            "all-crime oxford 2016-17": "not-available",
        },
        note="ENGLAND",
    ),
    "names nearly right": money(
        ["Scheme name", "Year", "Grant £"],
        ["Womens Aid Outreach", "2016/7", 1],
        ["C.C.T.V. Maintenance", "Apr-16 to Mar-17", 2],
        ["Drug & Alcohol Sevice", "FY2016-17", 3],
        readers=("xlsx", "csv"),
        answers={"line:near-name": "yes"},
        stored={"women 2016": "1", "cctv 2016": "2", "drugs 2016": "3"},
    ),
    "words after the amount": money(
        ["Project", "Date awarded", "Amount awarded"],
        ["Youth offending", "12/05/2016", "£20,000 p.a."],
        ["Oxford", "3rd June 2016", "£10,000 (one-off)"],
        ["Cherwell", "1.7.2016", "£5,000 or less"],
        readers=("xlsx", "csv"),
        answers={"amount:words": "note", "year:date-in-year": "of-date"},
        stored={
            "youth 2016": "20000 p.a.",
            "oxford 2016": "10000 one-off",
            "cherwell 2016": "5000 up-to",
        },
    ),
    "notes that commas spread": File(
        "observations",
        [],
        ("csv",),
        two("burglary", D16, 398, 690) | two("robbery", D16, 38, 69),
        data=(
            b"Produced 3 May 2017, by the analysis team,,\r\n,,,\r\n"
            b"District,Year,Burglary,Robbery\r\nCherwell,2016-17,398,38\r\n"
            b"Oxford,2016-17,690,69\r\n"
            b"Source: Home Office, police recorded crime, May 2017\r\nNotes: 1, 2\r\n"
        ),
    ),
    "targets": File(
        "targets",
        [
            [
                ["Targets 2016/17"],
                ["Measure", "Area", "Target"],
                ["Burglary", "Cherwell", "390"],
                ["Reoffending", "Oxford", "75%"],
            ]
        ],
        ("xlsx", "csv"),
        {"burglary 2016-04-01": "390", "reoffending 2016-04-01": "75"},
    ),
    "mid-year estimates": File(
        "populations",
        [
            [
                ["Code", "Name", "Mid-2016", "Mid-2017"],
                ["E07000177", "Cherwell", "146,688", "147,602"],
                ["E06000001", "Hartlepool", "92,000", "93,000"],
            ]
        ],
        ("xlsx", "csv"),
        {"cherwell 2016": "146688", "cherwell 2017": "147602"},
    ),
    "payment schedule": File(
        "instalments",
        [
            Tab(
                [
                    ["Payment schedule 2016/17"],
                    ["Instalment No.", "Amount (£)", "Due date"],
                    [1, Cell(25_000, "£#,##0", shown="£25,000"), "30/06/2016"],
                    ["Total", "£25,000", ""],
                ]
            )
        ],
        ("xlsx", "csv"),
        {"1": "25000 2016-06-30"},
    ),
}
STORED |= {
    "targets": lambda: {
        f"{row.measure.code} {row.starts_on}": str(int(row.value))
        for row in Target.objects.all()
    },
    "populations": lambda: {
        f"{row.area.code} {row.year}": str(row.people)
        for row in Population.objects.all()
    },
    "instalments": lambda: {
        str(row.number): f"{row.amount_gbp:.0f} {row.due_on}"
        for row in Instalment.objects.all()
    },
}


@by_reader(FILES)
def test_file_is_imported_at_the_first_attempt(more, tmp_path, file, readers):
    for name in ("Sam", "Kim"):
        builders.a_person(code=name.lower(), name=f"{name} Example")
    builders.a_post(code="chair", title="Chair")

    import_by_each(readers, file, tmp_path)
