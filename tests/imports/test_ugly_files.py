"""Spreadsheets as people make them, by each reader: what is stored, asked or refused.

A file is imported correctly, with at most one question for each kind of ambiguity, or
refused with what to do. Nothing else may be stored.
"""

import datetime as dt
import io
import json
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from funding.models import Allocation, FundingLine, MonitoringReturn, Settlement
from partnership.core.imports.ambiguity import Choices
from partnership.core.imports.previews import commands
from partnership.core.imports.rows.resource import RESOURCES
from partnership.core.models.registry import RECORD_TYPES
from partnership.models import (
    Membership,
    Partner,
    Partnership,
    Population,
    Tenure,
)
from priorities.models import Observation, Priority, Strand
from tests import builders
from tests.imports import spreadsheets
from tests.imports.spreadsheets import Cell, Tab
from tests.row_copies import copied

pytestmark = pytest.mark.django_db

BOOKS = ("xlsx", "xls", "ods")
TEXTS = ("csv", "tsv")
BOTH = ("xlsx", "csv")
ALL = (*BOOKS, *TEXTS, "html")
GIVEN_CRIME = {"measure": "all-crime"}
NBSP, THIN, NARROW, MINUS = "\u00a0", "\u2009", "\u202f", "\u2212"


@copied()
def a_county():
    """The records that the files name."""
    partnership = builders.a_home_partnership(code="safer", name="Safer Partnership")
    fund = builders.a_fund(code="csf", name="Community Safety Fund")
    shared = {"fund": fund, "partnership": partnership}
    for year in range(2013, 2019):
        builders.a_settlement(year=year, total_gbp=500_000, **shared)
    for code, label in [
        *(("youth", "Youth offending"), ("cherwell", "Cherwell")),
        *(("oxford", "Oxford"), ("public-health", "Public health")),
        *(("abuse", "Domestic abuse services"), ("001", "Night safety")),
    ]:
        builders.a_line(code=code, label=label, **shared)
    builders.an_area(code="oxfordshire", name="Oxfordshire", ons_code="E10000025")
    for number, name in enumerate(
        ["Cherwell", "Oxford", "South Oxfordshire", "Vale of White Horse"]
        + ["West Oxfordshire"]
    ):
        code = name.lower().replace(" ", "-")
        builders.an_area(
            code=code,
            name=name,
            kind="district",
            ons_code=f"E0700017{7 + number}"
            if number < 3
            else f"E070001{80 + number - 3}",
        )
    builders.an_alias(record_code="west-oxfordshire", name="West Oxon")
    for code, name, unit in [
        *(("all-crime", "Recorded crimes", "count"), ("burglary", "Burglary", "count")),
        *(("violence", "Violence with injury", "count"),),
        *(("bicycle-theft", "Bicycle theft", "count"),),
        *(("reoffending", "Reoffending", "percent"), ("fires", "Fires", "per-1000")),
    ]:
        builders.a_measure(code=code, name=name, unit=unit)
    builders.a_measure(
        code="change", name="Change in demand", unit="count", allows_any_number=True
    )
    return partnership


@copied()
def a_county_with_boards():
    """More records, of which some have one name."""
    partnership = a_county()
    builders.an_area(code="reading", name="Reading", kind="district")
    for code, name in (("board", "Board"), ("panel", "Panel")):
        builders.a_group(code=code, name=name)
    for code, name in [
        *(("health", "Health Trust"), ("probation", "Probation")),
        *(("county", "Marlshire County Council"), ("ccg", "Marlshire CCG")),
        ("borough", "Marl Borough Council"),
    ]:
        builders.a_partner(code=code, name=name)
    for code in ("handling-1", "handling-2"):
        builders.a_measure(code=code, name="Handling", unit="count")
    return partnership


@pytest.fixture
def county(db):
    a_county()


@pytest.fixture
def boards(db):
    a_county_with_boards()


@dataclass
class File:
    """A file, the answers to what it asks, and what is stored, or why not."""

    slug: str
    tabs: list
    readers: tuple
    stored: dict = field(default_factory=dict)
    answers: dict = field(default_factory=dict)
    given: dict = field(default_factory=dict)
    refused: str = ""
    note: str = ""
    data: bytes = b""


def figures(*rows, slug="observations", **kwargs):
    return File(slug, [list(rows)], **kwargs)


def money(*rows, **kwargs):
    return figures(*rows, slug="allocations", **kwargs)


FILES = {}
D15, D16 = "2015-16", "2016-17"

# Titles, headings and what is across

FILES["measures and years across, merged"] = figures(
    ["Table 1: Crime in the districts of Oxfordshire"],
    ["Police recorded crime, provisional figures"],
    [],
    ["Area", "Recorded crimes", "", "Burglary", ""],
    ["", D15, D16, D15, D16],
    ["Cherwell", 9001, 9120, 401, 398],
    ["Oxford", "12,500", "12,611", 700, 690],
    ["Total", 21_501, 21_731, 1_101, 1_088],
    [],
    ["Source: Home Office"],
    readers=ALL,
    stored={
        "all-crime cherwell 2015-16": "9001",
        "all-crime cherwell 2016-17": "9120",
        "all-crime oxford 2015-16": "12500",
        "all-crime oxford 2016-17": "12611",
        "burglary cherwell 2015-16": "401",
        "burglary cherwell 2016-17": "398",
        "burglary oxford 2015-16": "700",
        "burglary oxford 2016-17": "690",
    },
)
FILES["measures and years across, merged"].tabs = [
    Tab(FILES["measures and years across, merged"].tabs[0], merged=["B4:C4", "D4:E4"])
]
FILES["area in no column"] = figures(
    ["Cherwell: crime by type"],
    ["Crime type", "2015/16", "2016/17"],
    ["Recorded crimes", 9001, 9120],
    ["Burglary", 401, 398],
    readers=("xlsx", "csv"),
    given={"area": "cherwell"},
    stored={
        "all-crime cherwell 2015-16": "9001",
        "all-crime cherwell 2016-17": "9120",
        "burglary cherwell 2015-16": "401",
        "burglary cherwell 2016-17": "398",
    },
)
FILES["quarters across with a total"] = figures(
    ["Measure", "Area", "Q1 2016-17", "Q2 2016-17", "Q3 2016-17", "Q4 2016-17"]
    + ["Total"],
    ["Burglary", "Oxford", 10, 20, 30, 40, 100],
    ["Burglary", "Cherwell", 1, 2, 3, 4, 10],
    readers=("xlsx", "ods", "tsv"),
    stored={
        f"burglary {area} quarter {quarter}": str(n * times)
        for area, times in (("oxford", 10), ("cherwell", 1))
        for n, quarter in enumerate(
            ["April to June 2016", "July to September 2016"]
            + ["October to December 2016", "January to March 2017"],
            1,
        )
    },
)
FILES["quarters below one year"] = figures(
    ["", D16, "", "", ""],
    ["District", "Q1", "Q2", "Q3", "Q4"],
    ["Cherwell", 1, 2, 3, 4],
    readers=("xlsx", "csv"),
    given={"measure": "burglary"},
    stored={
        "burglary cherwell quarter April to June 2016": "1",
        "burglary cherwell quarter July to September 2016": "2",
        "burglary cherwell quarter October to December 2016": "3",
        "burglary cherwell quarter January to March 2017": "4",
    },
)
FILES["months across as dates"] = figures(
    ["Crime type", "Area", dt.datetime(2016, 4, 1), dt.datetime(2016, 5, 1)],
    ["Burglary", "Oxford", 31, 28],
    readers=("xlsx", "xls", "ods"),
    stored={"burglary oxford April 2016": "31", "burglary oxford May 2016": "28"},
)
FILES["months across in words"] = figures(
    ["Crime type", "Area", "Apr-16", "May-16"],
    ["Burglary", "Oxford", 31, 28],
    readers=("csv", "html"),
    answers={"period:month": "during"},
    stored={"burglary oxford April 2016": "31", "burglary oxford May 2016": "28"},
)
FILES["years ending across with change"] = figures(
    ["Area", "Year ending Mar 2016", "Year ending Mar 2017", "Change", "% change"],
    ["Cherwell", 9001, 9120, 119, "1.3%"],
    ["Oxford", 700, 650, -50, "-7.1%"],
    readers=("xlsx", "csv", "html"),
    given=GIVEN_CRIME,
    stored={
        "all-crime cherwell 2015-16": "9001",
        "all-crime cherwell 2016-17": "9120",
        "all-crime oxford 2015-16": "700",
        "all-crime oxford 2016-17": "650",
    },
)
FILES["12 months to, short"] = figures(
    ["Area", "12 months to Sep 15", "12 months to Sep 16"],
    ["Cherwell", 9001, 9120],
    readers=("xlsx", "tsv"),
    given=GIVEN_CRIME,
    stored={
        "all-crime cherwell 12 months to September 2015": "9001",
        "all-crime cherwell 12 months to September 2016": "9120",
    },
)
FILES["years below a title of the month in which they end"] = figures(
    ["Rolling 12 months to 30 June"],
    ["District", "2016", "2017"],
    ["Cherwell", 9001, 9120],
    readers=("xlsx", "csv"),
    given=GIVEN_CRIME,
    stored={
        "all-crime cherwell 12 months to June 2016": "9001",
        "all-crime cherwell 12 months to June 2017": "9120",
    },
)
FILES["whole years below “Year ended”"] = figures(
    ["Area", "Year ended", "Burglary"],
    ["Oxford", "YE Mar-12", 1],
    ["Oxford", "FYE 2013", 2],
    ["Oxford", "13-14", 3],
    ["Oxford", "Mar-15", 4],
    readers=("csv",),
    stored={f"burglary oxford 20{n}-{n + 1}": str(n - 10) for n in range(11, 15)},
)
FILES["measure in the corner above one year"] = figures(
    ["Burglary", D16],
    ["of which:", ""],
    ["   - Cherwell", 401],
    ["   • Oxford", 700],
    readers=("xlsx", "csv"),
    stored={"burglary cherwell 2016-17": "401", "burglary oxford 2016-17": "700"},
)
FILES["parts of a district with its total"] = figures(
    ["District", "Ward", "Burglary 2016-17"],
    ["Oxford", "Abbey", 100],
    ["Oxford", "Mill", 112],
    ["Oxford", "Oxford total", 212],
    readers=("xlsx",),
    refused="Rows 2, 3 and 4 have the same measure, area and period",
)
FILES["two numbers in a cell, and signs"] = figures(
    ["Area", "Year", "Reoffending"],
    ["Oxford", D15, "31 of 92"],
    ["Oxford", D16, "28/90 (31.1%)"],
    ["Cherwell", D15, "1 to 4"],
    ["Cherwell", D16, "#"],
    ["South Oxfordshire", D16, "TBC in May"],
    readers=("csv",),
    answers={
        "value:out-of": "share",
        "value:range": "up-to",
        "value:sign-hash": "suppressed",
    },
    stored={
        "reoffending oxford 2015-16": "33.7 31 of 92",
        "reoffending oxford 2016-17": "31.1 28/90 (31.1%)",
        "reoffending cherwell 2015-16": "4 up-to",
        "reoffending cherwell 2016-17": "suppressed",
        "reoffending south-oxfordshire 2016-17": "not-yet-decided in May",
    },
)
FILES["a range of pounds, and value added tax"] = money(
    ["Line (project)", D16, "Comments (optional)"],
    ["Oxford", "£10,000 - £12,000", ""],
    ["Cherwell", "£900 + VAT", ""],
    ["Youth offending", 5, "late"],
    readers=("xlsx",),
    answers={"amount:range": "at-least", "amount:words": "note"},
    stored={
        "oxford 2016": "10000 at-least",
        "cherwell 2016": "900 VAT",
        "youth 2016": "5 late",
    },
)
FILES["thousands divided by points"] = money(
    ["Line", D16],
    ["Oxford", "32.000"],
    readers=("csv",),
    answers={"amount:comma-or-point": "thousands"},
    stored={"oxford 2016": "32000"},
)
FILES["years in the corners of quarters"] = figures(
    [D15, "Q1", "Q2"],
    ["Oxford", 1, 2],
    [D16, "Q1", "Q2"],
    ["Oxford", 3, 4],
    readers=("xlsx",),
    given={"measure": "burglary"},
    stored={
        "burglary oxford quarter April to June 2015": "1",
        "burglary oxford quarter July to September 2015": "2",
        "burglary oxford quarter April to June 2016": "3",
        "burglary oxford quarter July to September 2016": "4",
    },
)
FILES["measures in the corners of years"] = figures(
    ["Burglary", D15, D16],
    ["Oxford", 1, 2],
    ["Bicycle theft", D15, D16],
    ["Oxford", 3, 4],
    readers=("csv",),
    stored={
        "burglary oxford 2015-16": "1",
        "burglary oxford 2016-17": "2",
        "bicycle-theft oxford 2015-16": "3",
        "bicycle-theft oxford 2016-17": "4",
    },
)
FILES["a row repeated with another figure"] = figures(
    ["District", D15, "Note"],
    ["Oxford", 1, "a"],
    ["Oxford", 2, "a"],
    readers=("xlsx",),
    given=GIVEN_CRIME,
    refused="Rows 2 and 3 have the same measure, area and period",
)
FILES["areas at two levels that we have"] = figures(
    ["Financial Year", "Force Name", "CSP Name", "Offence Subgroup"]
    + ["Offence Code", "Offence Count"],
    [D15, "Oxfordshire", "", "Burglary", "28", 99],
    *(
        [D15, "Oxfordshire", name, "Burglary", code, count]
        for name, count in (("Oxford", 1), ("Cherwell", 2), ("Elsewhere", 3))
        for code in ("28A", "28B")
    ),
    readers=("csv",),
    stored={"burglary oxford 2015-16": "2", "burglary cherwell 2015-16": "4"},
    note="does not have “Elsewhere” and “(blank)”",
)
FILES["measures, years and numbers beside rates in three rows"] = File(
    "observations",
    [
        Tab(
            [
                ["", "Burglary", "", "", "", "Bicycle theft", "", "", ""],
                ["", D15, "", D16, "", D15, "", D16, ""],
                ["District", *["No.", "Rate"] * 4],
                ["Oxford", 5, 0.1, 6, 0.2, 1, 0.3, 2, 0.4],
            ],
            merged=["B1:E1", "F1:I1", "B2:C2", "D2:E2", "F2:G2", "H2:I2"],
        )
    ],
    ("xlsx",),
    {
        "burglary oxford 2015-16": "5",
        "burglary oxford 2016-17": "6",
        "bicycle-theft oxford 2015-16": "1",
        "bicycle-theft oxford 2016-17": "2",
    },
    {"value:which-column": "No."},
)
FILES["terms of office in one column"] = File(
    "tenures",
    [
        [["Name", "Role", "Term of office"]]
        + [["Sam Example", "Chair", "1 May 2012 – 30 April 2014"]]
        + [["Kim Example", "Chair", "1 May 2014 - present"]]
        + [["Lee Example", "Chair", "since 1/5/2011"]]
    ],
    ("csv",),
    {"2012-05-01": "2014-04-30", "2014-05-01": "None", "2011-05-01": "None"},
)
FILES["figures below a word that is not a measure"] = figures(
    ["Area", "Period", "Tally"],
    ["Oxford", D16, 5],
    readers=("csv",),
    given=GIVEN_CRIME,
    answers={"value:which-column": "Tally"},
    stored={"all-crime oxford 2016-17": "5"},
)
FILES["tables below one another"] = figures(
    ["Crime in the districts"],
    [],
    ["Burglary"],
    ["District", D15, D16],
    ["Cherwell", 401, 398],
    ["Oxford", 700, 690],
    ["Total", 1_101, 1_088],
    [],
    ["Violence with injury"],
    ["District", D15, D16],
    ["Cherwell", 801, 798],
    ["Oxford", 1_700, 1_690],
    ["Total", 2_501, 2_488],
    [],
    ["Note: provisional"],
    readers=ALL,
    stored={
        "burglary cherwell 2015-16": "401",
        "burglary cherwell 2016-17": "398",
        "burglary oxford 2015-16": "700",
        "burglary oxford 2016-17": "690",
        "violence cherwell 2015-16": "801",
        "violence cherwell 2016-17": "798",
        "violence oxford 2015-16": "1700",
        "violence oxford 2016-17": "1690",
    },
)
FILES["tables of years below one another"] = money(
    ["Community Safety Fund 2015-16"],
    ["Project", "Amount (£)", "Comments"],
    ["Youth offending", 100, "first"],
    ["Cherwell", 200, ""],
    ["Total", 300],
    [],
    ["Community Safety Fund 2016-17"],
    ["Project", "Amount (£)", "Comments"],
    ["Youth offending", 110, ""],
    ["Cherwell", "TBC", "after the meeting"],
    ["Total", 110],
    readers=("xlsx", "ods", "csv"),
    stored={
        "youth 2015": "100 first",
        "cherwell 2015": "200",
        "youth 2016": "110",
        "cherwell 2016": "not-yet-decided after the meeting",
    },
)
FILES["tables side by side"] = money(
    [D15, "", "", D16, ""],
    ["Line", "Amount", "", "Line", "Amount"],
    ["Youth offending", 100, "", "Youth offending", 110],
    ["Cherwell", 200, "", "Cherwell", 210],
    readers=("xlsx", "csv"),
    stored={
        "youth 2015": "100",
        "cherwell 2015": "200",
        "youth 2016": "110",
        "cherwell 2016": "210",
    },
)
FILES["a sheet for each year"] = File(
    "allocations",
    [
        Tab([["Line", "Amount"], ["Youth offending", 100], ["Oxford", 5]], D15),
        Tab([["Line", "Amount"], ["Youth offending", 110], ["Oxford", 6]], D16),
        Tab([["Contact the finance team with questions"]], "Read me"),
    ],
    BOOKS,
    stored={
        "youth 2015": "100",
        "oxford 2015": "5",
        "youth 2016": "110",
        "oxford 2016": "6",
    },
)
FILES["table in the middle of the sheet"] = figures(
    [],
    ["", "", "District crime"],
    [],
    ["", "", "District", "", "Financial year", "Burglary", "", "Ask Sam"],
    [],
    ["", "", "Cherwell", "", "2016/17", 398],
    ["", "", "Oxford", "", "2016/17", 690, "", "to be checked"],
    readers=("xlsx", "xls", "ods"),
    stored={"burglary cherwell 2016-17": "398", "burglary oxford 2016-17": "690"},
)
FILES["headings in capitals with line breaks"] = money(
    ["FUNDING\nLINE", "FINANCIAL\nYEAR", "ALLOCATION\n(£)", "COMMENTS"],
    ["YOUTH OFFENDING", "2016/17", "20,000", ""],
    readers=ALL,
    stored={"youth 2016": "20000"},
)
FILES["units in a row of their own"] = money(
    ["Line", "Year", "Allocation", "Notes"],
    ["", "", "£", ""],
    ["Youth offending", D16, 20_000, "a"],
    ["Oxford", D16, 30_000, ""],
    readers=("xlsx", "csv"),
    stored={"youth 2016": "20000 a", "oxford 2016": "30000"},
)
FILES["years, headings and units in three rows"] = money(
    ["", D15, "", D16, ""],
    ["Line", "Amount", "Note", "Amount", "Note"],
    ["", "£000", "", "£000", ""],
    ["Youth offending", 20, "a", "n/a*", ""],
    ["Oxford", 30.5, "", 1, "b"],
    [],
    ["* not in this year"],
    readers=("xlsx", "csv"),
    stored={
        "youth 2015": "20000 a",
        "youth 2016": "not-applicable not in this year",
        "oxford 2015": "30500",
        "oxford 2016": "1000 b",
    },
)
FILES["lone years across"] = money(
    ["Line", 2016, 2017],
    ["Youth offending", 20, "nil"],
    readers=("xlsx", "csv", "ods"),
    answers={"year:lone-year": "starts"},
    stored={"youth 2016": "20", "youth 2017": "0"},
)
FILES["names with line breaks and spaces"] = figures(
    ["Area", "Year", "Burglary"],
    ["Vale of\nWhite  Horse ", D16, 1],
    [f"South{NBSP}Oxfordshire", "2016/17", 2],
    ["CHERWELL", "’16/17", 3],
    readers=("xlsx", "csv", "html"),
    stored={
        "burglary vale-of-white-horse 2016-17": "1",
        "burglary south-oxfordshire 2016-17": "2",
        "burglary cherwell 2016-17": "3",
    },
)
FILES["figures in words with brackets"] = money(
    ["Project", "Year", "Grant awarded (£)"],
    ["Youth offending", D16, "£20,000 (provisional)"],
    ["Oxford", D16, "up to\n£500"],
    ["Cherwell", D16, "Not yet agreed"],
    readers=("xlsx", "csv", "ods"),
    stored={
        "youth 2016": "20000 provisional",
        "oxford 2016": "500 up-to",
        "cherwell 2016": "not-yet-decided",
    },
)
FILES["headings repeated in the table"] = money(
    ["Line", "Year", "Amount"],
    ["Youth offending", D16, 20_000],
    ["Line", "Year", "Amount"],
    ["Oxford", D16, 30_000],
    readers=("xlsx", "tsv"),
    stored={"youth 2016": "20000", "oxford 2016": "30000"},
)
FILES["headings alike and unknown, and one blank"] = figures(
    ["Measure", "Area", "Period", "Value", "Check", "Check", ""],
    ["Burglary", "Oxford", D16, 690, "ok", "ok", "x"],
    readers=("xlsx", "xls", "ods", "html"),
    stored={"burglary oxford 2016-17": "690"},
    note="2 columns called “Check”",
)

# Totals

FILES["subtotals and a grand total"] = money(
    ["Project", D15, D16, "Total", "% of total"],
    ["Districts"],
    ["Cherwell", 100, 200, 300, "30%"],
    ["Oxford", 300, 400, 700, "70%"],
    ["Sub-total", 400, 600, 1_000, "100%"],
    ["County services"],
    ["Youth offending", 10, 20, 30, ""],
    ["Public Health", 30, 40, 70, ""],
    ["Sub-total", 40, 60, 100, ""],
    ["Grand total", 440, 660, 1_100, ""],
    readers=ALL,
    stored={
        "cherwell 2015": "100",
        "cherwell 2016": "200",
        "oxford 2015": "300",
        "oxford 2016": "400",
        "youth 2015": "10",
        "youth 2016": "20",
        "public-health 2015": "30",
        "public-health 2016": "40",
    },
    note="equal the sum of the rows",
)
FILES["total with a name"] = money(
    ["Line", "Amount", "Year"],
    ["Youth offending", 100, D16],
    ["Oxford", 50, D16],
    ["TOTAL ALLOCATED", 150, ""],
    ["Unallocated", "", ""],
    ["Total Community Safety Fund", "£150", ""],
    readers=("xlsx", "csv"),
    stored={"youth 2016": "100", "oxford 2016": "50"},
    note="Unallocated",
)

# What Excel hides

FILES["filtered rows and a hidden column"] = File(
    "observations",
    [
        Tab(
            [
                ["Measure", "Area", "Period", "Value", "Note"],
                ["Burglary", "Oxford", D16, 690, "secret"],
                ["Burglary", "Cherwell", D16, 398, "secret"],
            ],
            hidden_rows=[3],
            hidden_columns=["E"],
            is_filtered=True,
        )
    ],
    ("xlsx",),
    stored={"burglary oxford 2016-17": "690"},
    note="Row 3 is hidden or filtered out",
)
FILES["formulas with results"] = figures(
    ["Measure", "Area", "Period", "Value", "Note", "% change", "Look-up"],
    [
        *("Burglary", "Oxford", D16, Cell(690, formula="=345*2")),
        *(Cell("", formula='=IF(1=2,"x","")'), Cell("#DIV/0!", formula="=1/0")),
        Cell("#N/A", formula="=NA()"),
    ],
    ["Burglary", Cell("Cherwell", formula='="Cher"&"well"'), D16, 398, "", "", ""],
    readers=("xlsx",),
    stored={"burglary oxford 2016-17": "690", "burglary cherwell 2016-17": "398"},
)
FILES["formula with an error as the figure"] = figures(
    ["Measure", "Area", "Period", "Value"],
    ["Burglary", "Oxford", D16, Cell("#N/A", formula="=NA()")],
    readers=("xlsx",),
    refused="#N/A",
)
FILES["formula never worked out"] = figures(
    ["Measure", "Area", "Period", "Value"],
    ["Burglary", "Oxford", D16, Cell(None, formula="=A1")],
    readers=("xlsx",),
    refused="Open the workbook in Excel, save it",
)
FILES["labels merged down"] = File(
    "observations",
    [
        Tab(
            [
                ["Measure", "Area", "Period", "Value"],
                ["Burglary", "Cherwell", D16, 398],
                ["", "Oxford", D16, 690],
                ["Violence with injury", "Cherwell", D16, 798],
                ["", "Oxford", D16, 1_690],
            ],
            merged=["A2:A3", "A4:A5"],
        )
    ],
    ("xlsx", "xls", "html"),
    stored={
        "burglary cherwell 2016-17": "398",
        "burglary oxford 2016-17": "690",
        "violence cherwell 2016-17": "798",
        "violence oxford 2016-17": "1690",
    },
)
FILES["labels only in the first row"] = figures(
    ["Measure", "Area", "Period", "Value"],
    ["Burglary", "Cherwell", D16, 398],
    ["", "Oxford", D16, 690],
    readers=("csv", "xlsx", "ods"),
    answers={"measure:blank-below": "same"},
    stored={"burglary cherwell 2016-17": "398", "burglary oxford 2016-17": "690"},
)

# Numbers

PERCENT_ROWS = [
    ["Measure", "Area", "Period", "Value"],
    ["Reoffending", "Oxford", D16, Cell(0.065, "0.0%", shown="6.5%")],
    ["Reoffending", "Cherwell", D16, Cell(0.4, "0%", shown="40%")],
]
PERCENT_STORED = {
    "reoffending oxford 2016-17": "6.5",
    "reoffending cherwell 2016-17": "40",
}
FILES["percent format"] = figures(
    *PERCENT_ROWS, readers=("xlsx", "csv", "html", "ods"), stored=PERCENT_STORED
)
FILES["percent format, old readers"] = figures(
    *PERCENT_ROWS,
    readers=("xls",),
    answers={"value:percent-fraction": "times-100"},
    stored=PERCENT_STORED,
)
FILES["percent sign as literal text"] = figures(
    ["Measure", "Area", "Period", "Value"],
    ["Reoffending", "Oxford", D16, Cell(6.5, '0.0"%"')],
    ["Reoffending", "Cherwell", D16, Cell(12, "0\\%")],
    readers=("xlsx",),
    stored={"reoffending oxford 2016-17": "6.5", "reoffending cherwell 2016-17": "12"},
)
FILES["numbers stored as text"] = money(
    ["Line", "Year", "Amount"],
    ["Youth offending", D16, f"34{NBSP}556"],
    ["Oxford", D16, f"34{THIN}556.50"],
    ["Cherwell", D16, f"{NBSP}1{NARROW}234 "],
    ["Public health", D16, "1’234"],
    ["Domestic abuse services", D16, "'500"],
    readers=ALL,
    stored={
        "youth 2016": "34556",
        "oxford 2016": "34556.50",
        "cherwell 2016": "1234",
        "public-health 2016": "1234",
        "abuse 2016": "500",
    },
)
FILES["minus signs and brackets"] = figures(
    ["Measure", "Area", "Period", "Value"],
    ["Change in demand", "Oxford", D16, f"{MINUS}500"],
    ["Change in demand", "Cherwell", D16, "–3"],
    ["Change in demand", "South Oxfordshire", D16, "(25)"],
    ["Change in demand", "Vale of White Horse", D16, "4-"],
    ["Change in demand", "West Oxfordshire", D16, "(1,250)"],
    readers=ALL,
    answers={"value:brackets": "minus"},
    stored={
        "change oxford 2016-17": "-500",
        "change cherwell 2016-17": "-3",
        "change south-oxfordshire 2016-17": "-25",
        "change vale-of-white-horse 2016-17": "-4",
        "change west-oxfordshire 2016-17": "-1250",
    },
)
FILES["k and m"] = money(
    ["Line", "Year", "Amount"],
    ["Youth offending", D16, "£35k"],
    ["Oxford", D16, "0.2m"],
    ["Cherwell", D16, "£12.5K"],
    readers=("xlsx", "tsv"),
    answers={"amount:unit": "full"},
    stored={"youth 2016": "35000", "oxford 2016": "200000", "cherwell 2016": "12500"},
)
FILES["pounds and pence"] = money(
    ["Line", "Year", "Amount (£)"],
    ["Youth offending", D16, "£1,234.50"],
    ["Oxford", D16, "50p"],
    ["Cherwell", D16, Cell(1234.5, '"£"#,##0.00', shown="£1,234.50")],
    ["Public health", D16, "£ 1 234"],
    readers=ALL,
    stored={
        "youth 2016": "1234.50",
        "oxford 2016": "0.50",
        "cherwell 2016": "1234.50",
        "public-health 2016": "1234",
    },
)
FILES["thousands in the heading"] = money(
    ["Line", "2015-16 (£000)", "2016-17 (£000)"],
    ["Youth offending", 64.18, 20],
    ["Oxford", 5, "7.5"],
    readers=("xlsx", "csv", "ods"),
    stored={
        "youth 2015": "64180",
        "youth 2016": "20000",
        "oxford 2015": "5000",
        "oxford 2016": "7500",
    },
    note="thousand",
)
FILES["thousands in the title"] = money(
    ["Community Safety Fund, £ thousand"],
    ["Line", "Year", "Amount (£k)"],
    ["Youth offending", D16, 64.18],
    readers=("xlsx", "tsv"),
    stored={"youth 2016": "64180"},
)
FILES["rate beside the count"] = figures(
    ["District", "Year", "Recorded crimes", "Rate per 1,000 population", "Rank"],
    ["Cherwell", D16, 9120, 63.2, 1],
    ["Oxford", D16, 12_611, 81.4, 2],
    readers=ALL,
    stored={"all-crime cherwell 2016-17": "9120", "all-crime oxford 2016-17": "12611"},
    note="Rate per 1,000 population",
)
FILES["words for figures"] = figures(
    ["Measure", "Area", "Period", "Value"],
    ["Burglary", "Oxford", D16, "see the note"],
    readers=("xlsx", "csv"),
    refused="“see the note” is not a number",
)

# Shorthand

FILES["shorthand of statistics"] = figures(
    ["Measure", "Area", D15, D16],
    ["Burglary", "Oxford", "[c]", "[x]"],
    ["Burglary", "Cherwell", "[z]", "12 p"],
    ["Violence with injury", "Oxford", "13 [r]", "14e"],
    ["Violence with injury", "Cherwell", "..", "n/a"],
    ["Recorded crimes", "Oxford", "TBC", "1,200 (p)"],
    readers=ALL,
    stored={
        "burglary oxford 2015-16": "suppressed",
        "burglary oxford 2016-17": "not-available",
        "burglary cherwell 2015-16": "not-applicable",
        "burglary cherwell 2016-17": "12 provisional",
        "violence oxford 2015-16": "13 revised",
        "violence oxford 2016-17": "14 estimated",
        "violence cherwell 2015-16": "not-available",
        "violence cherwell 2016-17": "not-applicable",
        "all-crime oxford 2015-16": "not-yet-decided",
        "all-crime oxford 2016-17": "1200 provisional",
    },
)
FILES["signs that mean several things"] = figures(
    ["Measure", "Area", D15, D16],
    ["Burglary", "Oxford", "-", "–"],
    ["Burglary", "Cherwell", "<5", "[low]"],
    readers=("xlsx", "csv"),
    answers={
        "value:dash": "zero",
        "value:less-than": "suppressed",
        "value:sign-low": "not-available",
    },
    stored={
        "burglary oxford 2015-16": "0",
        "burglary oxford 2016-17": "0",
        "burglary cherwell 2015-16": "suppressed",
        "burglary cherwell 2016-17": "not-available",
    },
)
FILES["qualifiers in words"] = money(
    ["Project name", "Financial year", "Award"],
    ["Youth offending", "2016/17", "up to £2,364"],
    ["Oxford", "2016/17", "just under 53,000"],
    ["Cherwell", "2016/17", "c. £500"],
    ["Public health", "2016/17", "approx 1,000"],
    ["Domestic abuse services", "2016/17", "at least £10"],
    readers=ALL,
    stored={
        "youth 2016": "2364 up-to",
        "oxford 2016": "53000 just-under",
        "cherwell 2016": "500 about",
        "public-health 2016": "1000 about",
        "abuse 2016": "10 at-least",
    },
)
FILES["marks of notes"] = figures(
    ["Measure [note 1]", "Area¹", "2015-16 [r]", "2016-17*"],
    ["Burglary [note 2]", "Oxford", "700 [note 2]", "690*"],
    ["Burglary", "Cherwell*", "401", "398¹"],
    [],
    ["* New boundaries"],
    ["1. Counted by the force"],
    ["[note 2] Includes sheds"],
    readers=ALL,
    stored={
        "burglary oxford 2015-16": "700 revised Includes sheds",
        "burglary oxford 2016-17": "690 New boundaries",
        "burglary cherwell 2015-16": "401 revised",
        "burglary cherwell 2016-17": "398 Counted by the force",
    },
)

# Years, periods and dates

FILES["financial years in all forms"] = figures(
    ["Measure", "Area", "Financial year", "Number"],
    ["Burglary", "Oxford", "2016/17", 1],
    ["Burglary", "Cherwell", "2016-2017", 2],
    ["Burglary", "South Oxfordshire", "2016–17", 3],
    ["Burglary", "Vale of White Horse", "FY 2016/17", 4],
    ["Burglary", "West Oxfordshire", "y/e March 2017", 5],
    ["Violence with injury", "Oxford", "Year ending 31 March 2017", 6],
    ["Violence with injury", "Cherwell", "Fin year 2016-17", 7],
    ["Violence with injury", "South Oxfordshire", "201617", 8],
    ["Violence with injury", "Vale of White Horse", "Apr 2016 - Mar 2017", 9],
    ["Violence with injury", "West Oxfordshire", "YE Mar-17", 10],
    ["Recorded crimes", "Oxford", "2016/2017", 11],
    ["Recorded crimes", "Cherwell", "April 2016 to March 2017", 12],
    readers=ALL,
    stored={
        f"{measure} {area} 2016-17": str(n)
        for n, (measure, area) in enumerate(
            [
                *(("burglary", a) for a in ("oxford", "cherwell", "south-oxfordshire")),
                *(("burglary", a) for a in ("vale-of-white-horse", "west-oxfordshire")),
                *(("violence", a) for a in ("oxford", "cherwell", "south-oxfordshire")),
                *(("violence", a) for a in ("vale-of-white-horse", "west-oxfordshire")),
                *(("all-crime", a) for a in ("oxford", "cherwell")),
            ],
            1,
        )
    },
)
FILES["quarters in all forms"] = figures(
    ["Measure", "Area", "Quarter", "Number"],
    ["Burglary", "Oxford", "Q2 2016-17", 1],
    ["Burglary", "Cherwell", "2016/17 Q2", 2],
    ["Burglary", "South Oxfordshire", "Q2 16/17", 3],
    ["Burglary", "Vale of White Horse", "Quarter 2 (2016-17)", 4],
    ["Burglary", "West Oxfordshire", "2nd quarter 2016/17", 5],
    readers=ALL,
    stored={
        f"burglary {area} quarter July to September 2016": str(n)
        for n, area in enumerate(
            ["oxford", "cherwell", "south-oxfordshire", "vale-of-white-horse"]
            + ["west-oxfordshire"],
            1,
        )
    },
)
FILES["a year that stands alone"] = money(
    ["Line", "Year", "Amount"],
    ["Youth offending", 2017, 20_000],
    ["Oxford", "2017", 10],
    readers=ALL,
    answers={"year:lone-year": "ends"},
    stored={"youth 2016": "20000", "oxford 2016": "10"},
)
FILES["dates in all forms"] = File(
    "tenures",
    [
        [
            ["Person", "Post", "From", "To"],
            ["Sam Example", "Chair", "1/4/16", "31.03.2017"],
            ["Kim Example", "Chair", "1st April 2017", "Sat 31 March 2018"],
            ["Lee Example", "Chair", dt.datetime(2018, 4, 1), "31-Mar-19"],
            ["Ali Example", "Chair", "2019-04-01", "31 mar 20"],
            ["Sam Example", "Chair", "01/Apr/2020", "31-03-21"],
            ["Kim Example", "Chair", "April 1st 2021", "Present"],
        ]
    ],
    ALL,
    stored={
        "2016-04-01": "2017-03-31",
        "2017-04-01": "2018-03-31",
        "2018-04-01": "2019-03-31",
        "2019-04-01": "2020-03-31",
        "2020-04-01": "2021-03-31",
        "2021-04-01": "None",
    },
    answers={"to:no-date": "blank"},
)

# Names and codes

FILES["district names as councils"] = figures(
    ["Council", "Year", "Burglary"],
    ["Cherwell District Council", D16, 1],
    ["Oxford City Council", D16, 2],
    ["South Oxfordshire DC", D16, 3],
    ["Vale of White Horse District", D16, 4],
    ["West Oxon", D16, 5],
    readers=ALL,
    stored={
        "burglary cherwell 2016-17": "1",
        "burglary oxford 2016-17": "2",
        "burglary south-oxfordshire 2016-17": "3",
        "burglary vale-of-white-horse 2016-17": "4",
        "burglary west-oxfordshire 2016-17": "5",
    },
)
FILES["ONS codes beside names"] = figures(
    ["Area code", "Area name", "Offence", "Year", "Offences"],
    ["E07000177", "Cherwell UA", "Burglary", D16, 1],
    ["e07000178", "Oxford City", "Burglary", D16, 2],
    ["E06000001", "Hartlepool", "Burglary", D16, 3],
    readers=ALL,
    stored={"burglary cherwell 2016-17": "1", "burglary oxford 2016-17": "2"},
    note="E06000001",
)
FILES["code with leading zeros"] = money(
    ["Line code", "Year", "Amount"],
    [Cell(1, "000", shown="001"), D16, 100],
    readers=("xlsx", "csv"),
    stored={"001 2016": "100"},
)
FILES["code that lost its zeros"] = money(
    ["Line code", "Year", "Amount"],
    [1, D16, 100],
    readers=("xls", "ods"),
    refused="There is no funding line “1”. Did you mean “001”",
)
FILES["name that is nearly right"] = money(
    ["Line", "Year", "Amount"],
    ["Youth offending team", D16, 100],
    readers=("xlsx", "csv"),
    answers={"line:near-name": "yes"},
    stored={"youth 2016": "100"},
)
FILES["one line twice"] = money(
    ["Line", "Year", "Amount"],
    ["Oxford", D16, 100],
    ["oxford ", "2016/17", 120],
    readers=("xlsx", "csv"),
    refused="Rows 2 and 3 have the same",
)

# Places and years that a sheet says in words

for kind, line in {
    "an address": "Community Safety Team, Bodicote House, Oxford Road, Banbury",
    "a sender": "Prepared by Cherwell District Council, performance team",
    "a contact": "stats@cherwell.example, tel. 01295 000000",
    "a verb": "Notes on reading this table are below",
}.items():
    FILES[f"{kind} above a table without areas"] = figures(
        [line],
        ["Crime type", D15, D16],
        ["Burglary", 9, 8],
        readers=("xlsx", "csv"),
        refused="The file has no column for: area",
    )
for kind, title in {
    "a title": "Financial year data",
    "months": "All figures are April to March",
}.items():
    FILES[f"lone years that {kind} says are financial"] = figures(
        [title],
        ["Measure", "Area", "2016", "2017"],
        ["Burglary", "Oxford", 9, 8],
        readers=("xlsx", "ods", "csv"),
        answers={"period:lone-year": "starts"},
        stored={"burglary oxford 2016-17": "9", "burglary oxford 2017-18": "8"},
    )
FILES["lone years that end in March"] = figures(
    ["Measure", "Area", "Period", "Number"],
    ["Burglary", "Oxford", 2016, 9],
    [],
    ["Note: years ending 31 March"],
    readers=("xlsx", "csv"),
    stored={"burglary oxford 2015-16": "9"},
)
FILES["lone years below a merged heading"] = figures(
    ["Measure", "Area", "Financial year", ""],
    ["", "", "2016", "2017"],
    ["Burglary", "Oxford", 9, 8],
    readers=("xlsx", "csv"),
    answers={"period:lone-year": "ends"},
    stored={"burglary oxford 2015-16": "9", "burglary oxford 2016-17": "8"},
)
FILES["calendar years"] = figures(
    ["Calendar years, not financial years"],
    ["Measure", "Area", "2016", "Cal. year 2017", "2018 (calendar year)"],
    ["Burglary", "Oxford", 9, 8, 7],
    readers=("xlsx", "csv"),
    stored={f"burglary oxford {2025 - n}": str(n) for n in (9, 8, 7)},
)
FILES["ISO dates"] = figures(
    ["Measure", "Area", "From", "To", "Figure"],
    ["Burglary", "Oxford", "2016-04-01", "2017-03-31", 1],
    ["Burglary", "Oxford", "2016-01-01T00:00:00", "2016-12-31 23:59", 2],
    ["Burglary", "Oxford", "2016-04-01", "30/06/2016", 3],
    readers=ALL,
    stored={
        "burglary oxford 2016-17": "1",
        "burglary oxford 2016": "2",
        "burglary oxford April to June 2016": "3",
    },
)
FILES["ISO dates in one column"] = figures(
    ["Measure", "Area", "Dates", "Figure"],
    ["Burglary", "Oxford", "2016-04-01/2017-03-31", 1],
    ["Burglary", "Cherwell", "2016-04-01 – 2017-03-31", 2],
    readers=("xlsx", "csv"),
    stored={"burglary oxford 2016-17": "1", "burglary cherwell 2016-17": "2"},
)
FILES["days within a month"] = figures(
    ["Measure", "Area", "First day", "Last day", "Figure"],
    ["Burglary", "Oxford", "2016-04-02", "2017-03-31", 1],
    readers=("xlsx", "csv"),
    refused="In columns “First day” and “Last day”: “2016-04-02 to 2017-03-31” does",
)

# Cures

FILES["a heading that 2 measures have"] = figures(
    ["Area", "Year", "Recorded crimes", "Handling"],
    ["Oxford", D16, 9, 8],
    readers=("xlsx", "csv"),
    answers={"measure:which Handling": "handling-2"},
    stored={"all-crime oxford 2016-17": "9", "handling-2 oxford 2016-17": "8"},
)
FILES["an amount in a line that the file does not name"] = money(
    ["Line", D16],
    ["Youth offending", 100],
    ["Oxford", "incl. above"],
    readers=("xlsx", "csv"),
    refused="Add a column “in line” to the file",
)
FILES["a board in the column of partners"] = File(
    "memberships",
    [[["Board", "Member"], ["Panel", "Board"], ["Board", "Probation"]]],
    ("xlsx", "csv"),
    refused="There is no partner “Board”. It is a group. Enter it in a column “group”",
)
FILES["people before their organisations"] = File(
    "memberships",
    [[["Board", "Member"], ["Panel", "Ann Example (Probation)"]]],
    ("xlsx", "csv"),
    {"panel probation": "member"},
    {"partner:near-name": "yes"},
)

FILES["councils by their initials"] = File(
    "memberships",
    [[["Board", "Member"], ["Panel", "Marlshire CC"], ["Board", "Marl BC"]]],
    ("csv",),
    {"panel county": "member", "board borough": "member"},
)

# Ticks and crosses

SIGNS = ["Partner", "Board", "Panel"]
for yes, no, answers in [
    *(("✓", "x", {"group:cross": "no"}), ("Yes", "X", {"group:cross": "no"})),
    *(("✔", "✖", {}), ("√", "×", {}), ("ü", "û", {}), ("x", "–", {}), ("x", "", {})),
]:
    FILES[f"{yes} beside {no or 'nothing'}"] = File(
        "memberships",
        [[SIGNS, ["Health Trust", yes, no], ["Probation", no, yes]]],
        ("xlsx", "csv"),
        {"board health": "member", "panel probation": "member"},
        answers,
    )

# Shares and their counts

FILES["number, out of and %"] = figures(
    ["Measure", "Area", "Year", "Number", "Out of", "%"],
    ["Reoffending", "Oxford", D16, 12, 40, Cell(0.3, "0%", shown="30%")],
    ["Burglary", "Oxford", D16, 8654, "", ""],
    readers=("xlsx", "ods", "csv", "html"),
    stored={
        "reoffending oxford 2016-17": "30 12/40",
        "burglary oxford 2016-17": "8654",
    },
)
FILES["counts in other words, found by their quotient"] = figures(
    ["KPI", "District", "Period", "Reoffenders", "Cohort size (adults)", "Rate %"],
    ["Reoffending", "Oxford", D16, 15, 60, 25],
    ["Reoffending", "Cherwell", D16, 5, 80, 6.3],
    readers=("xlsx", "xls", "tsv"),
    stored={
        "reoffending oxford 2016-17": "25 15/60",
        "reoffending cherwell 2016-17": "6.3 5/80",
    },
)
FILES["number, out of and % for each year"] = figures(
    ["Measure", "Area", D15, "", "", D16, "", ""],
    ["", "", "No.", "Out of", "%", "No.", "Out of", "%"],
    ["Reoffending", "Oxford", 12, 40, 30, 15, 60, 25],
    ["Burglary", "Oxford", 7, "", "", 8, "", ""],
    readers=("xlsx", "csv"),
    stored={
        "reoffending oxford 2015-16": "30 12/40",
        "reoffending oxford 2016-17": "25 15/60",
        "burglary oxford 2015-16": "7",
        "burglary oxford 2016-17": "8",
    },
)
FILES["a count of a percentage, alone"] = figures(
    ["Measure", "Area", "Year", "Number"],
    ["Reoffending", "Oxford", D16, 12],
    readers=("xlsx", "csv"),
    answers={"value:count-for-percent": "as-measured"},
    stored={"reoffending oxford 2016-17": "12"},
)

# A cell unlike its column

FILES["a fraction beside percentages"] = figures(
    ["Measure", "Area", "Year", "Figure"],
    ["Reoffending", "Oxford", D16, 24.5],
    ["Reoffending", "Cherwell", D16, 0.31],
    readers=("xlsx", "ods", "csv"),
    answers={"value:percent-fraction": "times-100"},
    stored={"reoffending oxford 2016-17": "24.5", "reoffending cherwell 2016-17": "31"},
)
FILES["a whole among fractions"] = figures(
    ["Measure", "Area", "Year", "Figure"],
    ["Reoffending", "Oxford", D16, 1],
    ["Reoffending", "Cherwell", D16, 0.31],
    readers=("xlsx", "ods", "csv"),
    answers={"value:percent-fraction": "times-100"},
    stored={"reoffending oxford 2016-17": "100", "reoffending cherwell 2016-17": "31"},
)
FILES["a target below the figure"] = figures(
    ["Indicator", "District", "Year", "Row", "Figure"],
    ["Burglary", "Oxford", D16, "Actual", 900],
    ["Burglary", "Oxford", D16, "Target", 850],
    readers=("xlsx",),
    refused="Rows 2 and 3",
)
FILES["small percentages"] = figures(
    ["Measure", "Area", "Year", "Figure"],
    ["Reoffending", "Oxford", D16, 0.8],
    ["Reoffending", "Cherwell", D16, 1.2],
    readers=("xlsx", "ods"),
    stored={
        "reoffending oxford 2016-17": "0.8",
        "reoffending cherwell 2016-17": "1.2",
    },
)

# Units that are not those of the measures, and columns with unknown headings

RATE_FOR_COUNT = {"value:per-1000-for-count": "as-measured"}
FILES["offences of a measure that is a rate"] = figures(
    ["Number of offences by district"],
    ["Area", D15, D16],
    ["Oxford", 402, 410],
    readers=ALL,
    given={"measure": "fires"},
    answers={"value:count-for-per-1000": "as-measured"},
    stored={"fires oxford 2015-16": "402", "fires oxford 2016-17": "410"},
)
FILES["a rate of a measure that is a count"] = figures(
    ["Measure", "Area", "Year", "Rate per 1,000 population"],
    ["Burglary", "Oxford", D16, 12],
    ["Fires", "Oxford", D16, 1.5],
    readers=("xlsx", "csv"),
    answers=RATE_FOR_COUNT,
    stored={"burglary oxford 2016-17": "12", "fires oxford 2016-17": "1.5"},
)
FILES["a rate per 100,000 of one per 1,000"] = figures(
    ["Measure", "Area", "Fires per 100,000 people, 2016-17"],
    ["Fires", "Oxford", 150],
    readers=("xlsx", "ods"),
    answers={"value:per-100000-for-per-1000": "converted"},
    stored={"fires oxford 2016-17": "1.5"},
)
FILES["a column of units"] = figures(
    ["Measure", "Unit", "Area", D15, D16],
    ["Burglary", "000s", "Oxford", 1.2, 1.3],
    ["Fires", "per 1,000", "Oxford", 1.5, 1.6],
    ["Violence with injury", "%", "Oxford", 4, 5],
    ["Reoffending", "%", "Oxford", 24.1, 25],
    readers=("xlsx", "csv"),
    answers={"value:percent-for-count": "as-measured"},
    note="Figures were read as thousands",
    stored={
        "burglary oxford 2015-16": "1200",
        "burglary oxford 2016-17": "1300",
        "fires oxford 2015-16": "1.5",
        "fires oxford 2016-17": "1.6",
        "violence oxford 2015-16": "4",
        "violence oxford 2016-17": "5",
        "reoffending oxford 2015-16": "24.1",
        "reoffending oxford 2016-17": "25",
    },
)
FILES["percentages of the grant"] = money(
    ["Line", f"{D16} (%)"],
    ["Oxford", 40],
    readers=("xlsx", "csv"),
    answers={"amount:percent-for-pounds": "as-measured"},
    stored={"oxford 2016": "40"},
)
FILES["words below the years that name no figure"] = figures(
    ["Measure", D15, "", D16, ""],
    ["", "Ambition", "Achieved", "Ambition", "Achieved"],
    ["Burglary", 5, 6, 7, 8],
    ["Violence with injury", 1, 2, 3, 4],
    readers=ALL,
    given={"area": "oxford"},
    answers={"value:which-column": "Achieved"},
    stored={
        "burglary oxford 2015-16": "6",
        "burglary oxford 2016-17": "8",
        "violence oxford 2015-16": "2",
        "violence oxford 2016-17": "4",
    },
)
FILES["columns of figures with unknown headings"] = figures(
    ["Measure", "Area", "Year", "Ambition", "Achieved", "Longitude"],
    ["Burglary", "Oxford", D16, 7, 8, 51.75],
    readers=("xlsx", "csv"),
    answers={"value:which-column": "Achieved"},
    stored={"burglary oxford 2016-17": "8"},
)
FILES["years that are only numbered, below a span"] = money(
    ["Community Safety Fund 2015-18"],
    ["Project", "Yr 1", "Yr 2", "Yr 3", "Total"],
    ["Youth offending", 100, 110, 120, 330],
    ["Oxford", 1, 2, 3, 7],
    readers=("xlsx", "csv", "html"),
    note="Row 4, column E: the total is 7, but the columns add up to 6.",
    stored={
        "youth 2015": "100",
        "youth 2016": "110",
        "youth 2017": "120",
        "oxford 2015": "1",
        "oxford 2016": "2",
        "oxford 2017": "3",
    },
)
FILES["years that are only numbered, without a span"] = money(
    ["Project", "Year 1 (£)", "Year 2 (£)", "Total"],
    ["Youth offending", 100, 110, 210],
    readers=("xlsx", "csv"),
    answers={"year:first-year": D15},
    stored={"youth 2015": "100", "youth 2016": "110"},
)
FILES["a year to date beside its quarters"] = figures(
    ["Measure", "Area", "2016/17 Q1", "2016/17 Q2", "2016/17 YTD"],
    ["Burglary", "Oxford", 10, 20, 31],
    readers=("xlsx", "ods", "csv"),
    note="Row 2, column E: the total is 31, but the columns add up to 30.",
    stored={
        "burglary oxford quarter April to June 2016": "10",
        "burglary oxford quarter July to September 2016": "20",
        "burglary oxford 2016-17, year to date": "31",
    },
)
FILES["colours that mean something"] = figures(
    ["Measure", "Area", D16],
    ["Burglary", "Oxford", 10],
    [],
    ["Figures in red are provisional"],
    readers=("xlsx", "csv"),
    note="Colours are not read: “Figures in red are provisional”",
    stored={"burglary oxford 2016-17": "10"},
)
FILES["a fraction of a percentage among other measures"] = figures(
    ["Measure", "Area", "Year", "Value"],
    ["Burglary", "Oxford", D16, 3],
    ["Reoffending", "Oxford", D15, Cell(0.241, "0.0%", shown="24.1%")],
    ["Reoffending", "Oxford", D16, 0.246],
    readers=("xlsx",),
    answers={"value:percent-fraction": "times-100"},
    stored={
        "burglary oxford 2016-17": "3",
        "reoffending oxford 2015-16": "24.1",
        "reoffending oxford 2016-17": "24.6",
    },
)
FILES["another currency"] = money(
    ["Line", "Year", "Currency", "Amount"],
    ["Oxford", D16, "GBP", 50],
    ["Youth offending", D16, "EUR", 40],
    readers=("xlsx", "csv"),
    answers={"amount:other-currency-for-pounds": "as-measured"},
    stored={"oxford 2016": "50", "youth 2016": "40"},
)
FILES["a lone year among financial years"] = figures(
    ["Indicator", "District", "Time period", "Number"],
    ["Burglary", "Oxford", "2014/15", 10],
    ["Burglary", "Oxford", "FY16", 11],
    ["Burglary", "Oxford", "2013", 12],
    readers=("xlsx", "csv"),
    answers={"period:lone-year": "starts"},
    stored={
        "burglary oxford 2014-15": "10",
        "burglary oxford 2016-17": "11",
        "burglary oxford 2013-14": "12",
    },
)
FILES["years that Excel made dates of"] = figures(
    ["Measure", "Area", "Year", "Value"],
    ["Burglary", "Oxford", dt.datetime(2026, 11, 10), 10],
    readers=("xlsx", "xls", "ods"),
    answers={"period:date-of-years": "years"},
    stored={"burglary oxford 2010-11": "10"},
)
FILES["a figure that is due"] = figures(
    ["Measure", "Area", "Year", "Value"],
    ["Burglary", "Oxford", D16, "Due May 17"],
    readers=("xlsx", "csv"),
    stored={"burglary oxford 2016-17": "not-yet-due Due May 17"},
)
FILES["a return that was not received"] = File(
    "returns",
    [
        [
            ["Line", "Year", "Type", "Narrative"],
            ["Oxford", D16, "EOY", "Not received"],
        ]
    ],
    ("xlsx", "csv"),
    answers={"narrative:text-not-given": "none"},
    stored={"oxford 2016": ""},
)
FILES["two units below the years"] = money(
    ["Line", D15, D16],
    ["", "£'000", "£'000 (proposed)"],
    ["Oxford", 1.5, 2],
    readers=("xlsx", "csv"),
    stored={"oxford 2015": "1500", "oxford 2016": "2000"},
)
FILES["pounds below thousands"] = money(
    ["Figures in £000"],
    ["Line", D15, D16],
    ["Youth offending", "£57,127", "£50,656"],
    ["Oxford", "5,000", "TBC"],
    readers=("xlsx", "csv"),
    answers={"amount:scale": "full"},
    stored={
        "youth 2015": "57127",
        "youth 2016": "50656",
        "oxford 2015": "5000",
        "oxford 2016": "not-yet-decided",
    },
)
FILES["one amount in pounds among thousands"] = money(
    ["Line", "2016-17 (£000)"],
    ["Youth offending", 57],
    ["Oxford", 12],
    ["Cherwell", 5_000],
    readers=("xlsx", "ods"),
    answers={"amount:scale": "full", "amount:scale-small": "times"},
    stored={"youth 2016": "57000", "oxford 2016": "12000", "cherwell 2016": "5000"},
)
FILES["people in thousands"] = File(
    "populations",
    [[["District", "Year", "Population (000s)"], ["Cherwell", 2016, 146.3]]],
    ALL,
    stored={"cherwell 2016": "146300"},
)

FILES["people in thousands, as the title says"] = File(
    "populations",
    [
        [
            ["Table MYE2: population estimates, thousands"],
            ["District", "Mid-2015", "Mid-2016 (revised)"],
            ["Cherwell", 146.3, 147],
        ]
    ],
    BOTH,
    stored={"cherwell 2015": "146300", "cherwell 2016": "147000"},
)

# Cells that ask

LEDGER = [["Line", "Year", "Amount", "Note"]]
LEDGER += [["Youth offending", D16, "57,123.50 DR", ""]]
LEDGER += [["Oxford", D16, "2,364 Cr", "paid back"]]
LEDGER_STORED = {"youth 2016": "57123.5", "oxford 2016": "-2364 paid back"}
FILES["debits and credits"] = money(
    *LEDGER,
    readers=BOTH,
    answers={"amount:debit-credit": "credits-back"},
    stored=LEDGER_STORED,
)
FILES["debits and credits in a column of their own"] = money(
    ["Line", "Year", "Amount (£000)", "DR/CR", "Note"],
    ["Youth offending", D16, 57, "CR", ""],
    ["Oxford", D16, 2, "DR", "paid back"],
    readers=BOTH,
    answers={"amount:debit-credit": "debits-back"},
    stored={"youth 2016": "57000", "oxford 2016": "-2000 paid back"},
)
FILES["a column of debits and one of credits"] = money(
    ["Line", "Year", "Debit (£)", "Credit (£)", "Note"],
    ["Youth offending", D16, "57,123.50", "", ""],
    ["Oxford", D16, "", 2364, "paid back"],
    readers=BOTH,
    answers={"amount:debit-credit": "credits-back"},
    stored=LEDGER_STORED,
)
FILES["brackets below thousands"] = money(
    ["Line", "Year", "Amount (£000)", "Note"],
    ["Oxford", D16, "(2)", "paid back"],
    readers=BOTH,
    answers={"amount:brackets": "minus"},
    stored={"oxford 2016": "-2000 paid back"},
)
EXACT = {"youth 2016": "57123", "oxford 2016": "12888"}
FILES["exact amounts beside thousands"] = money(
    ["Line", "2016-17 £k", "2016-17 £"],
    ["Youth offending", 57, 57_123],
    ["Oxford", 13, 12_888],
    readers=BOTH,
    stored=EXACT,
    note="both about 2016-17",
)
FILES["exact amounts beside rounded ones"] = money(
    ["Line", "Year", "Rounded amount", "Exact (£)"],
    ["Youth offending", D16, 57_000, 57_123],
    ["Oxford", D16, 13_000, 12_888],
    readers=BOTH,
    stored=EXACT,
)
FILES["two columns of which either may be right"] = money(
    ["Line", "2016-17 A", "2016-17 B"],
    ["Youth offending", 10, 57_123],
    ["Oxford", 20, 12_888],
    readers=BOTH,
    answers={"amount:which-column": "B"},
    stored=EXACT,
)
FILES["two columns with one heading"] = money(
    ["Line", D16, D16],
    ["Youth offending", 57_123, 10],
    ["Oxford", 12_888, 20],
    readers=BOTH,
    answers={"amount:which-column": "2016-17 (column B)"},
    stored=EXACT,
)
FILES["a year in thousands beside one in pounds"] = money(
    ["Line", D15, D16],
    ["Youth offending", 57_123, 58],
    ["Oxford", 12_888, 13],
    readers=BOTH,
    answers={"amount:thousands-beside": "thousands"},
    stored={
        "youth 2015": "57123",
        "oxford 2015": "12888",
        "youth 2016": "58000",
        "oxford 2016": "13000",
    },
)
FILES["decimal commas"] = figures(
    ["Measure", "Area", "Year", "Value"],
    ["Reoffending", "Oxford", D16, "24,6"],
    ["Recorded crimes", "Cherwell", D16, "3.204"],
    ["Recorded crimes", "Oxford", D16, "34.556,00"],
    readers=BOTH,
    answers={"value:decimal-comma": "decimal", "value:comma-or-point": "thousands"},
    stored={
        "reoffending oxford 2016-17": "24.6",
        "all-crime cherwell 2016-17": "3204",
        "all-crime oxford 2016-17": "34556",
    },
)
FILES["digits and spaces of other keyboards"] = figures(
    ["Measure", "Area", "Year", "Value"],
    ["Burglary", "Cherwell", D16, "\u200b398"],
    ["Burglary", "Oxford", D16, "６９０"],
    readers=BOTH,
    stored={"burglary cherwell 2016-17": "398", "burglary oxford 2016-17": "690"},
)
STRUCK = [
    ["Measure", "Area", "Year", "Value"],
    ["Burglary", "Cherwell", D16, 398],
    [Cell(text, is_struck=True) for text in ("Burglary", "Oxford", D16, 9)],
    ["Burglary", "West Oxfordshire", D16, Cell(5, is_struck=True)],
]
FILES["rows crossed out"] = figures(
    *STRUCK,
    readers=("xlsx", "ods"),
    answers={"measure:struck": "out"},
    stored={"burglary cherwell 2016-17": "398"},
    note="Rows 3 and 4 were left out: crossed out",
)
FILES["rows crossed out that are right"] = figures(
    *STRUCK,
    readers=("xlsx", "ods"),
    answers={"measure:struck": "row"},
    stored={
        "burglary cherwell 2016-17": "398",
        "burglary oxford 2016-17": "9",
        "burglary west-oxfordshire 2016-17": "5",
    },
)
FILES["one of several cells crossed out"] = figures(
    ["Area", D15, D16],
    ["Oxford", 700, Cell(690, "0%", is_struck=True)],
    readers=("xlsx", "ods"),
    given={"measure": "burglary"},
    answers={"area:struck": "out"},
    stored={"burglary oxford 2015-16": "700"},
)
CUMULATIVE = [
    ["Burglary 2016-17 (cumulative)"],
    ["District", "Q1", "Q2", "Q4"],
    ["Oxford", 10, 30, 100],
]
FILES["cumulative quarters"] = figures(
    *CUMULATIVE,
    readers=BOTH,
    answers={"period:cumulative": "from-april"},
    stored={
        "burglary oxford quarter April to June 2016": "10",
        "burglary oxford April to September 2016": "30",
        "burglary oxford 2016-17": "100",
    },
)
FILES["quarters that are not cumulative"] = figures(
    *CUMULATIVE,
    readers=BOTH,
    answers={"period:cumulative": "alone"},
    stored={
        "burglary oxford quarter April to June 2016": "10",
        "burglary oxford quarter July to September 2016": "30",
        "burglary oxford quarter January to March 2017": "100",
    },
)
FILES["cumulative months in rows"] = figures(
    ["Running total, 2016-17"],
    ["Measure", "District", "Month", "Number"],
    ["Burglary", "Oxford", "Jun", 30],
    readers=BOTH,
    answers={"period:cumulative": "from-april"},
    stored={"burglary oxford April to June 2016": "30"},
)
FILES["spans of months below one year"] = figures(
    ["Burglary 2016/17"],
    ["District", "Apr-Jun", "Apr to Dec", "Apr–Mar"],
    ["Oxford", 10, 60, 100],
    readers=BOTH,
    stored={
        "burglary oxford April to June 2016": "10",
        "burglary oxford April to December 2016": "60",
        "burglary oxford 2016-17": "100",
    },
)
FILES["quarters down and years across, below a title"] = figures(
    ["Burglary - Oxford"],
    ["", D15, D16],
    ["Q1", 10, 11],
    ["Q2", 20, 22],
    ["Year", 30, 33],
    readers=BOTH,
    stored={
        f"burglary oxford quarter {months} {year}": str(number)
        for months, year, number in [
            *(("April to June", 2015, 10), ("April to June", 2016, 11)),
            *(("July to September", 2015, 20), ("July to September", 2016, 22)),
        ]
    },
)
FILES["months across and years down, below a title"] = figures(
    ["Burglary - Oxford"],
    ["", "Apr", "May", "Jun"],
    [D15, 10, 11, 12],
    [D16, 20, "est. 21", "n/k"],
    readers=BOTH,
    stored={
        "burglary oxford April 2015": "10",
        "burglary oxford May 2015": "11",
        "burglary oxford June 2015": "12",
        "burglary oxford April 2016": "20",
        "burglary oxford May 2016": "21 estimated",
        "burglary oxford June 2016": "not-available",
    },
    note="parts of the years in column A",
)
FILES["quarters across beside areas and their years"] = figures(
    ["District", "Year", "Q1 (Apr-Jun)", "Q2 (Jul-Sep)", "Total"],
    ["Oxford", D15, 10, 11, 21],
    ["Oxford", D16, 20, 22, 42],
    ["Cherwell", D16, 1, 2, 3],
    readers=BOTH,
    given={"measure": "burglary"},
    stored={
        "burglary oxford quarter April to June 2015": "10",
        "burglary oxford quarter July to September 2015": "11",
        "burglary oxford quarter April to June 2016": "20",
        "burglary oxford quarter July to September 2016": "22",
        "burglary cherwell quarter April to June 2016": "1",
        "burglary cherwell quarter July to September 2016": "2",
    },
)
FILES["cumulative quarters across and years down"] = figures(
    ["Burglary - Oxford, cumulative"],
    ["Year", "Q1", "Q2"],
    [D16, 10, 25],
    readers=BOTH,
    answers={"period:cumulative": "from-april"},
    stored={
        "burglary oxford quarter April to June 2016": "10",
        "burglary oxford April to September 2016": "25",
    },
)
FILES["years down and areas across, below a title"] = figures(
    ["Burglary", "", ""],
    ["", "Cherwell", "Oxford"],
    [D15, 401, 700],
    [D16, 398, 690],
    readers=BOTH,
    stored={
        "burglary cherwell 2015-16": "401",
        "burglary oxford 2015-16": "700",
        "burglary cherwell 2016-17": "398",
        "burglary oxford 2016-17": "690",
    },
)
FILES["years without a dash"] = figures(
    ["Burglary"],
    ["District", "FY15/16", "1617"],
    ["Oxford", 700, 690],
    readers=BOTH,
    answers={"period:short-years": "years"},
    stored={"burglary oxford 2015-16": "700", "burglary oxford 2016-17": "690"},
)
FILES["a heading with a mark for provisional"] = figures(
    ["District", "Recorded crimes\n2016-17", "Violence with injury 2016-17 (prov.)"],
    ["Oxford", 12_500, 566],
    readers=BOTH,
    stored={
        "all-crime oxford 2016-17": "12500",
        "violence oxford 2016-17": "566 provisional",
    },
)
FILES["periods and values in pairs"] = figures(
    ["Measure", "Area", "Period", "Value", "Period", "Value"],
    ["Burglary", "Oxford", D15, 700, D16, 690],
    ["Burglary", "Cherwell", D15, 401, "", ""],
    readers=BOTH,
    stored={
        "burglary oxford 2015-16": "700",
        "burglary oxford 2016-17": "690",
        "burglary cherwell 2015-16": "401",
    },
)
FILES["sums of some rows under names of their own"] = money(
    ["Funding line", D15, D16],
    ["Youth offending", 100, 110],
    ["Cherwell", 20, 25],
    ["Oxford", 30, 35],
    ["The districts together", 50, 60],
    ["Public health", 7, 8],
    ["Money in all", 157, 178],
    readers=BOTH,
    stored={
        f"{line} {2015 + year}": str(amount)
        for line, amounts in {
            **{"youth": (100, 110), "cherwell": (20, 25), "oxford": (30, 35)},
            "public-health": (7, 8),
        }.items()
        for year, amount in enumerate(amounts)
    },
    note="the sum of rows above it (“The districts together”)",
)

# Text

TEXT = "We did:\n• one <5 day course\n• two (“three”)"
FILES["typed bullets and angle brackets"] = File(
    "returns",
    [
        [
            ["Project", "Financial year", "Return", "Progress"],
            ["Youth offending", "2016/17", "End year", TEXT],
        ]
    ],
    ALL,
    stored={
        "youth 2016": "<p>We did:</p><ul><li>one &lt;5 day course</li>"
        "<li>two (“three”)</li></ul>"
    },
)
FILES["escapes of Excel"] = File(
    "returns",
    [
        [
            ["Project", "Financial year", "Return", "Progress"],
            ["Youth offending", "2016/17", "End year", "One._x000D_\nTwo."],
        ]
    ],
    ("xlsx", "csv"),
    stored={"youth 2016": "<p>One.</p><p>Two.</p>"},
)

# Encodings

LINES = 'Line,Year,Amount,Notes\r\nYouth offending,2016-17,"£20,000",café – São’s\r\n'
ENCODED = {"youth 2016": "20000 café – São’s"}
FILES["Mac OS Roman"] = File(
    "allocations", [], ("csv",), ENCODED, data=LINES.encode("mac_roman")
)
FILES["Windows-1252"] = File(
    "allocations", [], ("csv",), ENCODED, data=LINES.encode("cp1252")
)
FILES["UTF-16 without a mark"] = File(
    "allocations", [], ("csv",), ENCODED, data=LINES.encode("utf-16-le")
)
FILES["DOS"] = File(
    "allocations",
    [],
    ("csv",),
    {"youth 2016": "20000 café Säo's"},
    data=LINES.replace(" –", "").replace("’", "'").replace("ã", "ä").encode("cp850"),
)
FILES["letters encoded twice"] = File(
    "allocations", [], ("csv",), ENCODED, data=LINES.encode().decode("cp1252").encode()
)
FILES["empty bytes at the end"] = File(
    "allocations",
    [],
    ("csv",),
    ENCODED,
    data=LINES.encode() + b"\0" * 600,
    note="The end of the file is empty",
)
FILES["mixed encodings"] = File(
    "allocations",
    [],
    ("csv",),
    refused="Line 3 of the file use",
    data=LINES.encode() + "Oxford,2016-17,10,café\r\n".encode("cp1252"),
)
FILES["semicolons and sep="] = File(
    "allocations",
    [],
    ("csv",),
    ENCODED,
    data=("sep=;\r\n" + LINES.replace('"£20,000"', "£20000").replace(",", ";")).encode(
        "utf-8-sig"
    ),
)

FILES["spaces around quoted cells"] = File(
    "allocations",
    [],
    ("csv",),
    ENCODED,
    data=b'"Line" , "Year" , "Amount" , "Notes"\n"Youth offending" , "2016-17" , '
    + '"£20,000" , "café – São’s"\n'.encode(),
)


# What is stored


def stored_figures():
    rows = Observation.objects.select_related("measure", "area")
    return {
        f"{row.measure.code} {row.area.code} {row.period.label}": shown(row, row.value)
        for row in rows
    }


def stored_money():
    rows = Allocation.objects.select_related("line", "settlement")
    return {
        f"{row.line.code} {row.settlement.year}": shown(row, row.amount_gbp)
        for row in rows
    }


def shown(row, value):
    whole = value is not None and value == int(value)
    text = row.reason if value is None else str(int(value) if whole else value)
    text = text.rstrip("0") if value is not None and "." in text else text
    counts = [getattr(row, name, None) for name in ("numerator", "denominator")]
    counts = "/".join(f"{count:.0f}" for count in counts if count is not None)
    parts = [text, counts, "" if row.qualifier == "exact" else row.qualifier, row.note]
    return " ".join(filter(None, parts))


STORED = {
    "observations": stored_figures,
    "allocations": stored_money,
    "returns": lambda: {
        f"{row.line.code} {row.year}": row.narrative
        for row in MonitoringReturn.objects.select_related("line")
    },
    "populations": lambda: {
        f"{row.area.code} {row.year}": str(row.people)
        for row in Population.objects.select_related("area")
    },
    "memberships": lambda: {
        f"{row.group.code} {row.partner.code}": "member"
        for row in Membership.objects.select_related("group", "partner")
    },
    "tenures": lambda: {
        str(row.from_on): str(row.to_on) for row in Tenure.objects.all()
    },
}


def by_reader(files):
    """Each file by one of its readers, and by the others in the long tests.

    The files take turns, so that the short tests use every reader.
    """
    cases = []
    for number, (name, file) in enumerate(files.items()):
        turn = number % len(file.readers)
        others = file.readers[:turn] + file.readers[turn + 1 :]
        cases.append(pytest.param(file, file.readers[turn : turn + 1], id=name))
        if others:
            mark = pytest.mark.long
            cases.append(pytest.param(file, others, id=f"{name}, others", marks=mark))
    return pytest.mark.parametrize(("file", "readers"), cases)


@by_reader(FILES)
def test_file_is_imported_correctly_or_refused(boards, tmp_path, file, readers):
    for name in ("Sam", "Kim", "Lee", "Ali"):
        builders.a_person(code=name.lower(), name=f"{name} Example")
    builders.a_post(code="chair", title="Chair")

    import_by_each(readers, file, tmp_path)


def import_by_each(readers, file, folder):
    """Import the file as written for each reader; new records go again in between."""
    records = RECORD_TYPES[file.slug].model.objects
    before = list(records.values_list("pk", flat=True))
    for reader in readers:
        path = folder / f"{reader}.{spreadsheets.ENDINGS.get(reader, reader)}"
        path.write_bytes(file.data or spreadsheets.write(file.tabs, reader))
        import_and_compare(file, path)
        records.exclude(pk__in=before).delete()


def import_and_compare(file, path):
    """Import a file, answering what it asks, and compare what is stored."""

    def run(**choices):
        options = SimpleNamespace(
            slug=file.slug, choices=Choices(given=file.given, **choices), dry_run=False
        )
        return commands.import_file(path, options)

    report = run()
    if file.refused:
        assert report["status"] == "refused", path.name
        assert file.refused in " ".join(report["errors"])
        assert STORED[file.slug]() == {}
        return
    asked = [question["key"] for question in report["questions"]]
    if asked or file.answers:
        assert STORED[file.slug]() == {}
        assert sorted(asked) == sorted(file.answers), (path.name, report["errors"])
        report = run(answers=file.answers)
    assert report["errors"] == [], path.name
    wanted = {key: money_text(text) for key, text in file.stored.items()}
    assert STORED[file.slug]() == wanted, path.name
    assert file.note in " ".join(report["notes"])


def money_text(text):
    """Return an expected figure without the last 0 of its pence."""
    first, _, rest = text.partition(" ")
    if "." in first and first.replace(".", "").isdigit():
        first = first.rstrip("0")
    return f"{first} {rest}".strip()


@pytest.mark.parametrize(("share", "counts"), [(60, (None, None)), (34, (31, 92))])
def test_counts_of_an_earlier_percentage_are_cleared(county, tmp_path, share, counts):
    heads = ["Measure", "Area", "Year", "Value"]
    first = ["Reoffending", "Oxford", D15, 33.7]
    rows = [[*heads, "Numerator", "Denominator"], [*first, 31, 92]]
    import_rows("observations", rows, tmp_path, dry_run=False)

    report = import_rows(
        "observations", [heads, [*first[:3], share]], tmp_path, dry_run=False
    )

    assert report["errors"] == []
    assert Observation.objects.values_list("numerator", "denominator").get() == counts


# Names that may be those of known records, or headings

HEADED = [
    ["Organisation", "Type"],
    ["Statutory partners"],
    ["Oxford Fire", "fire"],
    ["Voluntary sector"],
    ["Helping Hands", "voluntary"],
    ["Second Hands", "voluntary"],
    ["Third Hands", "voluntary"],
]


def import_rows(slug, rows, tmp_path, *, dry_run=True, **choices):
    path = tmp_path / "file.csv"
    path.write_bytes(spreadsheets.write([rows], "csv"))
    options = SimpleNamespace(slug=slug, choices=Choices(**choices), dry_run=dry_run)
    return commands.import_file(path, options)


def test_kind_of_partner_heads_the_partners_below_it(county, tmp_path):
    report = import_rows("partners", HEADED, tmp_path, dry_run=False)

    assert report["counts"]["new"] == 4
    assert "Rows 2 and 4 were left out: subheadings." in report["notes"]
    assert not Partner.objects.filter(name__icontains="sector").exists()


@pytest.mark.parametrize(("answer", "count"), [("heading", 4), ("row", 5)])
def test_name_alone_in_its_row_is_asked_about(county, tmp_path, answer, count):
    rows = [HEADED[0], ["Kidlington", ""], *HEADED[2:3], *HEADED[4:]]
    given = {"type": "voluntary"}
    rows = [[name, "", "x" if kind else ""] for name, kind in rows]
    rows[0] = ["Organisation", "", "Contact"]

    report = import_rows("partners", rows, tmp_path, given=given)
    assert [one["key"] for one in report["questions"]] == ["name:alone"]
    answers = {"name:alone": answer}
    report = import_rows("partners", rows, tmp_path, given=given, answers=answers)
    assert (report["errors"], report["counts"]["new"]) == ([], count)


@pytest.mark.parametrize(("answer", "count"), [("new", 1), ("same", 0)])
@pytest.mark.parametrize("name", ["Helth Trust", "Healthtrust", "Health Trust Ltd"])
def test_name_that_is_nearly_known_is_asked_about(
    boards, tmp_path, name, answer, count
):
    rows = [["Organisation", "Type"], [name, "health"]]

    report = import_rows("partners", rows, tmp_path)
    assert [one["key"] for one in report["questions"]] == ["name:nearly-known"]
    answers = {"name:nearly-known": answer}
    report = import_rows("partners", rows, tmp_path, answers=answers)
    assert (report["errors"], report["counts"]["new"]) == ([], count)


def test_amount_replaces_the_reason_that_it_is_in_another_line(county, tmp_path):
    line = FundingLine.objects.get(code="youth")
    settlement = Settlement.objects.get(year=2016)
    about = {"amount_gbp": None, "reason": "in-another-line", "in_line": line}
    other = FundingLine.objects.get(code="abuse")
    row = builders.an_allocation(settlement=settlement, line=other, **about)

    rows = [["Line", "Year", "Amount"], ["Domestic abuse services", D16, 0]]
    report = import_rows("allocations", rows, tmp_path, dry_run=False)

    row.refresh_from_db()
    assert report["errors"] == []
    assert (row.amount_gbp, row.reason, row.in_line) == (0, "", None)


@pytest.mark.parametrize(
    ("slug", "rows", "new"),
    [
        (
            "memberships",
            [["Board attendance"], ["Organisation", "07/06/2016", "13/09/2016"]]
            + [["Probation", "✓", "A"], ["Health Trust", "-", "✓ (guest)"]],
            2,
        ),
        (
            "instalments",
            [["Scheme", "Instalment", "Amount"], ["Youth offending", 1, 100]]
            + [["Night safety", 2, 200]],
            2,
        ),
        (
            "allocations",
            [["Scheme", "Approved", "Amount"], ["Youth offending", "Yes", 100]]
            + [["Night safety", "N", 200]],
            2,
        ),
    ],
)
def test_columns_that_would_be_lost_are_asked_about(boards, tmp_path, slug, rows, new):
    given = {"fund": "csf", "partnership": "safer", "year": D16}
    given = {} if slug == "memberships" else given

    report = import_rows(slug, rows, tmp_path, given=given)
    [question] = report["questions"]
    assert question["key"].endswith(":unread")
    answers = {question["key"]: "ignore"}
    report = import_rows(slug, rows, tmp_path, given=given, answers=answers)
    assert (report["errors"], report["counts"]["new"]) == ([], new)


def test_column_of_words_beside_named_rows_is_only_mentioned(boards, tmp_path):
    rows = [["Measure", "Area", D16, "Sent by"], ["Burglary", "Oxford", 1, "Probation"]]
    rows.append(["Fires", "Oxford", 2, "Health Trust"])

    assert import_rows("observations", rows, tmp_path)["questions"] == []


@pytest.mark.parametrize(
    ("cell", "note", "stored"),
    [
        ("20,000 (all)", None, "Old words. all"),
        ("-20,000", None, "refused"),
        ("-20,000", "paid back", "paid back"),
    ],
)
def test_note_of_an_amount_is_about_that_amount(county, tmp_path, cell, note, stored):
    settlement = Settlement.objects.get(year=2016)
    line = FundingLine.objects.get(code="youth")
    builders.an_allocation(settlement=settlement, line=line, note="Old words.")
    rows = [["Line", "Year", "Amount"], ["Youth offending", D16, cell]]
    rows = [[*rows[0], "Note"], [*rows[1], note]] if note else rows

    answers = {"amount:words": "note"}
    report = import_rows("allocations", rows, tmp_path, dry_run=False, answers=answers)

    found = report["status"] if report["errors"] else Allocation.objects.get().note
    assert found == stored


@pytest.mark.parametrize(
    ("number", "title", "stored"),
    [
        (3, "3) Tackle rural crime", "Tackle rural crime"),
        (2, "Priority 2 – Protect people", "Protect people"),
        ("", "Priority 2: Protect people", "Protect people"),
        (1, "24 - 7 support", "24 - 7 support"),
        (1, "2. Another number", "2. Another number"),
    ],
)
def test_number_in_a_title_is_not_stored_twice(county, tmp_path, number, title, stored):
    rows = [["Our plan for 2018-21"], ["No", "Priority"], [number, title]]

    report = import_rows("priorities", rows, tmp_path, dry_run=False)

    assert report["errors"] == []
    assert Priority.objects.get().title == stored


def test_ons_code_with_a_letter_for_a_nought_is_refused(county, tmp_path):
    rows = [["Area", "ONS code", "Type"], ["Oxford", "E0700O178", "district"]]

    [error] = import_rows("areas", rows, tmp_path)["errors"]

    assert "“E0700O178” is not an ONS code" in error


@pytest.mark.parametrize(
    ("title", "warns"),
    [
        ("Amber Valley – recorded crime 2016-17", False),
        ("Bold Street - Liverpool", False),
        ("Red Cross grants: 2016", False),
        ("Red Cross figures show a rise", False),
        ("Blue badges: 2016", False),
        ("Blue-light services – 2016", False),
        ("Red = provisional", True),
        ("Amber shaded cells are estimates", True),
        ("Grey: estimated", True),
        ("Red and amber – provisional", True),
        ("Bold type shows a total", True),
        ("Those in blue, except Oxford, are estimates", True),
    ],
)
def test_colours_are_named_where_they_mean_something(county, tmp_path, title, warns):
    rows = [[title], ["Measure", "Area", D16], ["Burglary", "Oxford", 10]]

    report = import_rows("observations", rows, tmp_path)

    assert any("Colours are not read" in one for one in report["notes"]) == warns


@pytest.mark.parametrize(
    ("cell", "kind", "labels"),
    [
        ("01/04/2106", "far-date", ["Yes, store 01/04/2106"]),
        ("10/31/2016", "month-first", ["Yes, 31/10/2016"]),
        ("2014", "year-without-day", ["01/01/2014", "01/04/2014"]),
        (
            "end of March 2017",
            "month-without-day",
            ["The last day of the month, so 31/03/2017"],
        ),
        ("20161031", "", []),
    ],
)
def test_doubtful_date_is_asked_about(boards, tmp_path, cell, kind, labels):
    rows = [["Group", "Partner", "From"], ["Board", "Probation", cell]]

    report = import_rows("memberships", rows, tmp_path)

    found = [(q["key"], [o[1] for o in q["options"]]) for q in report["questions"]]
    assert found == ([(f"from:{kind}", labels)] if kind else [])
    assert report["counts"]["wrong"] == bool(kind)


@pytest.mark.parametrize(
    ("slug", "rows", "error"),
    [
        (
            "tenures",
            [["Post", "Person"], ["Chair", "Vacant"]],
            "“Vacant” is not a name. Leave the row out, or enter a name",
        ),
        (
            "tenures",
            [["Post", "Person"], ["Chair", "Sam Lee (until May 2017) then Kim Day"]],
            "looks like 2 people",
        ),
        (
            "targets",
            [
                ["Measure", "Area", "Year", "Target"],
                ["Reoffending", "Oxford", D16, "Reduce by 5%"],
                ["Fires", "Oxford", D16, 5],
            ],
            "“Reduce by 5%” is not a number",
        ),
    ],
)
def test_error_quotes_the_cell_and_says_what_to_do(boards, tmp_path, slug, rows, error):
    builders.a_post(code="chair", title="Chair")

    [found] = import_rows(slug, rows, tmp_path)["errors"]

    assert error in found


def test_range_that_excel_made_a_date_is_named(county, tmp_path):
    rows = [["Measure", "Area", D16], ["Burglary", "Oxford", dt.date(2026, 7, 3)]]
    path = tmp_path / "file.xlsx"
    path.write_bytes(spreadsheets.write([rows], "xlsx"))
    options = SimpleNamespace(slug="observations", choices=Choices(), dry_run=True)

    [error] = commands.import_file(path, options)["errors"]

    assert "may have made it from “3-7”" in error


# Known names with other years, owners or codes

AIM = "Reduce violence and serious crime"
KNOWN = {
    "years in columns": (
        "priorities",
        [["No", "Title", "From", "To"], [1, AIM, "2019-20", "2021-22"]],
        "title:known-name",
    ),
    "years in one column": (
        "priorities",
        [["No", "Priority", "Years"], [1, AIM, "2019-22"]],
        "title:known-name",
    ),
    "years in the title": (
        "priorities",
        [["Plan for 2019-22"], ["No", "Priority"], [1, AIM]],
        "title:known-name",
    ),
    "another plan": (
        "objectives",
        [["No", "Objective", "Plan"], [1, "Vulnerability", "new-plan"]],
        "text:known-name",
    ),
    "own reference": (
        "measures",
        [["Ref", "Indicator", "Unit"], ["CS1", "Burglary", "Number"]],
        "name:known-name",
    ),
    "own number": (
        "partners",
        [["Code", "Organisation", "Type"], [101, "Probation", "voluntary"]],
        "name:known-name",
    ),
}


@pytest.mark.parametrize("answer", ["same", "new"])
@pytest.mark.parametrize(("slug", "rows", "key"), KNOWN.values(), ids=KNOWN)
def test_a_known_name_with_another_identity_is_asked_about(
    boards, tmp_path, slug, rows, key, answer
):
    shared = {"title": AIM, "number": 6, "from_year": 2016, "to_year": 2016}
    builders.a_priority(code="aim", partnership=Partnership.objects.get(), **shared)
    plan = builders.a_commissioners_plan(code="old-plan", title="Old plan")
    builders.a_commissioners_plan(code="new-plan", title="New plan")
    builders.an_objective(code="old", plan=plan, text="Vulnerability", number=7)
    model = RECORD_TYPES[slug].model
    before = list(model.objects.order_by("pk").values())
    path = tmp_path / "known.csv"
    path.write_bytes(spreadsheets.write([rows], "csv"))

    def run(**answers):
        choices = Choices(answers=answers)
        options = SimpleNamespace(slug=slug, choices=choices, dry_run=False)
        return commands.import_file(path, options)

    assert [question["key"] for question in run()["questions"]] == [key]
    assert list(model.objects.order_by("pk").values()) == before
    report = run(**{key: answer})
    if slug == "partners" and answer == "new":  # no two have one name
        assert report["errors"]
        return
    assert report["errors"] == []
    assert model.objects.count() == len(before) + (answer == "new")


# Which list a file is for

LISTS = {
    "years across": (
        "observations",
        [["Offence", D15, D16], ["Burglary", 1, 2], ["Recorded crimes", 3, 4]],
    ),
    "measures across, the year above": (
        "observations",
        [["Crime 2016-17"], ["District", "Burglary", "Fires"], ["Oxford", 1, 2]],
    ),
    "figures without an area": (
        "observations",
        [["stats@oxford.example"], ["Crime", D16], ["Burglary", 1]],
    ),
    "targets": (
        "targets",
        [["Indicator", "District", "Target 2016-17"], ["Burglary", "Oxford", 2]],
    ),
    "people": (
        "populations",
        [["Population estimates, 2016"], ["District", "All persons"], ["Oxford", 5]],
    ),
    "money": (
        "allocations",
        [["Project", "16/17", "17/18"], ["Youth offending", 58_000, 50_000]],
    ),
    "ticks": (
        "memberships",
        [["Organisation", "Board", "Panel"], ["Probation", "x", ""]],
    ),
    "members": ("memberships", [["Board", "Member"], ["Panel", "Probation"]]),
    "target and actual": (
        "may be for figures (--list observations) or targets (--list targets)",
        [["Measure", "Area", "Year", "Target", "Actual"]]
        + [["Burglary", "Oxford", D16, 2, 3]],
    ),
    "no list": ("No list has these columns", [["Colour", "Size"], ["red", 3]]),
}


@pytest.mark.parametrize(("slug", "rows"), LISTS.values(), ids=LISTS)
def test_list_is_recognised_by_what_a_sheet_holds_or_asked(
    boards, tmp_path, slug, rows
):
    path = tmp_path / "file.csv"
    path.write_bytes(spreadsheets.write([rows], "csv"))
    options = SimpleNamespace(slug=None, choices=Choices(), dry_run=True)
    report = commands.import_file(path, options)
    if slug in RECORD_TYPES:
        assert report["list"] == slug
    else:
        assert report["status"] == "refused"
        assert slug in report["errors"][0]


def test_workbook_names_sheets_that_are_not_read(county, tmp_path):
    path = tmp_path / "pack.xlsx"
    path.write_bytes(
        spreadsheets.xlsx(
            [
                Tab([["Colour", "Size"], ["red", 3]], "Stalls"),
                Tab([["Fund", "Line", D16], ["csf", "Oxford", 6000]], "Budget"),
                Tab([["Who", "Post", "From"], ["Sam", "Chair", "1/4/16"]], "Posts"),
            ]
        )
    )
    builders.a_person(code="sam", name="Sam")
    builders.a_post(code="chair", title="Chair")
    stream = io.StringIO()
    options = {"dry_run": True, "format": "json", "stdout": stream}
    call_command("import_workbook", str(path), **options)
    found = {one["sheet"]: one for one in json.loads(stream.getvalue())}
    assert found["Stalls"]["skipped"] == "no list"
    assert found["Budget"]["list"] == "allocations"
    assert found["Posts"]["list"] != "posts"

    path.write_bytes(spreadsheets.xlsx([Tab([["Colour"], ["red"]], "Stalls")]))
    options["stdout"] = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_workbook", str(path), **options)
    [refused] = json.loads(options["stdout"].getvalue())
    assert "No worksheet is named after a list" in refused["errors"][0]


# Numbers of records in their lists, and marks of notes beside figures


def test_rows_without_numbers_are_numbered_in_their_order(county, tmp_path):
    years = ["2018-19", "2019-20"]
    rows = [["Priority", "First year", "Last year"]]
    rows += [["Rural crime", *years], ["Knife crime", *years]]
    report = import_rows("priorities", rows, tmp_path, dry_run=False)
    assert report["errors"] == []
    strands = [("Rural crime", "Farms"), ("Knife crime", "Schools")]
    strands += [("Rural crime", "Horses")]

    rows = [["Priority", "Title"], *map(list, strands)]
    report = import_rows("strands", rows, tmp_path, dry_run=False)

    assert report["errors"] == []
    assert "numbered 1, 2 and so on" in " ".join(report["notes"])
    found = Priority.objects.order_by("number").values_list("number", "title")
    assert list(found) == [(1, "Rural crime"), (2, "Knife crime")]
    found = Strand.objects.order_by("title").values_list("title", "order")
    assert list(found) == [("Farms", 1), ("Horses", 2), ("Schools", 1)]


def test_download_keeps_the_number_in_a_title(county, tmp_path):
    row = {"Code": "rural", "Priority": "1. Rural crime", "Number": 1}
    row |= {"First year": D16, "Last year": D16}

    import_rows("priorities", [[*row], [*row.values()]], tmp_path, dry_run=False)

    assert Priority.objects.get().title == "1. Rural crime"


@pytest.mark.parametrize(
    ("cell", "note", "words"),
    [
        ("21,000*", "* Includes training", ""),
        (
            "21,000†",
            "* Includes training",
            "no note on the sheet explains the mark “†”",
        ),
        ("21,000*", f"* {'Includes training ' * 40}", "has more than 600 characters"),
    ],
)
def test_mark_beside_an_amount_becomes_its_note_or_is_mentioned(
    county, tmp_path, cell, note, words
):
    rows = [["Line", "Year", "Amount"], ["Youth offending", D16, cell], [note]]

    report = import_rows("allocations", rows, tmp_path, dry_run=False)

    row = Allocation.objects.get()
    assert (row.amount_gbp, bool(row.note)) == (21_000, not words)
    notes = " ".join(report["notes"])
    assert ("only the figure was read" in notes) == bool(words)
    assert words in notes


def test_line_below_one_with_amounts_is_mentioned_as_a_subtotal(county, tmp_path):
    youth = FundingLine.objects.get(code="youth")
    settlement = Settlement.objects.get(year=2016)
    builders.an_allocation(settlement=settlement, line=youth, amount_gbp=20_000)
    rows = [["Label", "Fund", "Parent"], ["Mentors", youth.fund.code, "youth"]]

    report = import_rows("lines", rows, tmp_path, dry_run=False)

    assert "becomes a subtotal" in " ".join(report["notes"])
    assert "£20,000 in 2016-17" in " ".join(report["notes"])
    levels = RESOURCES[Allocation]().export().dict
    assert [row["level"] for row in levels] == ["line"]
    rows = [["Line", "Year", "Amount"], ["Mentors", D16, 5]]
    report = import_rows("allocations", rows, tmp_path)
    assert "add up to £5, but the subtotal is £20,000. The year’s total counts" in (
        " ".join(report["notes"])
    )
