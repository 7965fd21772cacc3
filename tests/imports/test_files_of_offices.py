"""Spreadsheets of Commissioners’ offices, councils and systems that they export from.

What is stored of them, asked or refused with what to do.
"""

import datetime as dt

import pytest

from partnership.core.models.registry import RECORD_TYPES
from tests.imports.spreadsheets import Cell, Tab
from tests.imports.test_ugly_files import (
    BOTH,
    D15,
    D16,
    STORED,
    File,
    boards,
    by_reader,
    county,
    figures,
    import_by_each,
    money,
)

__all__ = ["boards", "county"]

pytestmark = pytest.mark.django_db

BURGLARY = {"measure": "burglary"}
PEOPLE = ["Name"]
STATISTICS = ["Indicator", "Area name", "Sex", "Age", "Year", "Value"]


def people(*names, **kwargs):
    return File("people", [[PEOPLE, *([name] for name in names)]], BOTH, **kwargs)


FILES = {}

# Words crossed out, ditto marks, and words for nothing

FILES["words of a cell crossed out"] = money(
    ["Line", D16],
    ["Youth offending", Cell("60,000", struck="50,000")],
    ["Oxford", 58_000],
    readers=("xlsx", "ods", "html"),
    stored={"youth 2016": "60000", "oxford 2016": "58000"},
    note="Crossed-out words were left out: “50,000” in B2.",
)
FILES["all words of a cell crossed out, one by one"] = money(
    ["Line", D16],
    ["Youth offending", Cell("", struck="50,000")],
    ["Oxford", 58_000],
    readers=("xlsx", "ods", "html"),
    answers={"line:struck": "out"},
    stored={"oxford 2016": "58000"},
)
FILES["marks of notes, raised"] = figures(
    ["Area", Cell(D15, mark="2"), D16],
    [Cell("Oxford", mark="1"), 12, Cell("398", mark="1")],
    ["Cherwell", Cell("401", mark="[r]"), 9],
    ["1. Counted again"],
    ["2. Before the change of boundaries"],
    readers=("xlsx", "ods", "html"),
    given=BURGLARY,
    stored={
        "burglary oxford 2015-16": "12",
        "burglary oxford 2016-17": "398 Counted again",
        "burglary cherwell 2015-16": "401 revised",
        "burglary cherwell 2016-17": "9",
    },
)
FILES["ditto in any column"] = money(
    ["Line", "Year", "Amount", "Note"],
    ["Youth offending", D16, "5,000", "paid by the county"],
    ["Oxford", "do.", "ditto", "Ditto"],
    ["Cherwell", "〃", "As Above", "Same as above"],
    readers=BOTH,
    answers={"amount:ditto": "same", "note:ditto": "same"},
    stored={
        f"{code} 2016": "5000 paid by the county"
        for code in ("youth", "oxford", "cherwell")
    },
)
FILES["ditto below nothing"] = money(
    ["Line", "Year", "Amount"],
    ["Youth offending", D16, ""],
    ["Oxford", D16, "ditto"],
    readers=BOTH,
    refused="“ditto” is not an amount in pounds",
)
FILES["none as a note"] = money(
    ["Line", "Year", "Amount", "Note"],
    ["Youth offending", D16, 5000, "None"],
    ["Oxford", D16, 6000, "-"],
    ["Cherwell", D16, 7000, "nil"],
    readers=BOTH,
    answers={"note:text-none": "none"},
    stored={"youth 2016": "5000", "oxford 2016": "6000", "cherwell 2016": "7000"},
)
FILES["none as a text"] = File(
    "returns",
    [[["Line", "Year", "Type", "Narrative"], ["Oxford", D16, "EOY", "nil"]]],
    BOTH,
    answers={"narrative:text-none": "text"},
    stored={"oxford 2016": "<p>nil</p>"},
)
FILES["nothing, as databases write it"] = figures(
    ["Area", D15, D16],
    ["Oxford", 5, "NULL"],
    ["Cherwell", "(null)", 7],
    readers=BOTH,
    given=BURGLARY,
    answers={"value:sign-null": "not-available"},
    stored={
        "burglary oxford 2015-16": "5",
        "burglary oxford 2016-17": "not-available",
        "burglary cherwell 2015-16": "not-available",
        "burglary cherwell 2016-17": "7",
    },
)

# Words beside a figure

FILES["words after a number with a qualifier"] = figures(
    ["Area", D15, D16],
    ["Oxford", "over 40 cases", "12 (n=40)"],
    readers=BOTH,
    given=BURGLARY,
    answers={"value:words": "note"},
    stored={
        "burglary oxford 2015-16": "40 over cases",
        "burglary oxford 2016-17": "12 n=40",
    },
)
FILES["last year’s amount in brackets"] = money(
    ["Line", "Year", "Amount", "Note"],
    ["Oxford", D16, "£62,255 (2015/16: £64,180)", "agreed in May"],
    readers=BOTH,
    answers={"amount:words": "note"},
    stored={"oxford 2016": "62255 agreed in May 2015/16: £64,180"},
)
FILES["per cent in words"] = figures(
    ["Area", D15, D16],
    ["Oxford", "34 per cent", "35pc"],
    readers=BOTH,
    given={"measure": "reoffending"},
    stored={"reoffending oxford 2015-16": "34", "reoffending oxford 2016-17": "35"},
)
FILES["people in thousands"] = File(
    "populations",
    [[["Area", "Mid-2016"], ["Oxford", "154.6k"]]],
    BOTH,
    answers={"people:unit": "full"},
    stored={"oxford 2016": "154600"},
)

FILES["words that a number format shows"] = money(
    ["Line", D16],
    ["Youth offending", Cell(64, '#,##0"k"')],
    ["Oxford", Cell(58_000, '"up to "£#,##0')],
    ["Cherwell", Cell(6_250, '#,##0" (p)"')],
    ["Public health", Cell(64_180, '#,##0,"k"')],
    ["Night safety", Cell(5_000, '#,##0" paid"_);[Red](#,##0)')],
    readers=("xlsx",),
    answers={"amount:unit": "full"},
    stored={
        "youth 2016": "64000",
        "oxford 2016": "58000 up-to",
        "cherwell 2016": "6250 provisional",
        "public-health 2016": "64180",
        "001 2016": "5000",
    },
)

# Rows and columns

FILES["years that became dates"] = figures(
    ["Area", "2008-09", dt.date(2009, 10, 1), dt.date(2010, 11, 1), "2012-13"],
    ["Oxford", 1, 2, 3, 4],
    readers=("xlsx", "ods"),
    given=BURGLARY,
    stored={
        "burglary oxford 2008-09": "1",
        "burglary oxford 2009-10": "2",
        "burglary oxford 2010-11": "3",
        "burglary oxford 2012-13": "4",
    },
)
FILES["years that became months"] = figures(
    ["Area", "2008-09", "Oct-09", "Nov-10"],
    ["Oxford", 1, 2, 3],
    readers=("csv",),
    given=BURGLARY,
    stored={
        "burglary oxford 2008-09": "1",
        "burglary oxford 2009-10": "2",
        "burglary oxford 2010-11": "3",
    },
)
FILES["months as dates, of which one may be a year"] = figures(
    ["Month", "Area", "Burglary"],
    [dt.date(2009, 9, 1), "Oxford", 1],
    [dt.date(2009, 10, 1), "Oxford", 2],
    readers=("xlsx", "ods"),
    answers={"period:month": "during"},
    stored={
        "burglary oxford September 2009": "1",
        "burglary oxford October 2009": "2",
    },
)
FILES["months beside their year"] = figures(
    ["Area", "Oct-09", "Nov-09", "2009-10"],
    ["Oxford", 1, 2, 30],
    readers=("csv",),
    given=BURGLARY,
    answers={"period:month": "during"},
    stored={
        "burglary oxford October 2009": "1",
        "burglary oxford November 2009": "2",
        "burglary oxford 2009-10": "30",
    },
)
for number, (title, period) in enumerate(
    {
        "Crime in 2016-17 (extracted 3rd May 2018)": "2016-17",
        "Printed 03/05/2018; figures for 2016-17": "2016-17",
        "1 April 2016 to 31 March 2017": "2016-17",
        "Quarter ended 30 June 2016": "quarter April to June 2016",
    }.items()
):
    FILES[f"day of a report in its title {number}"] = figures(
        [title],
        ["Area", "Burglary", "Fires"],
        ["Oxford", 5, 6],
        readers=BOTH,
        stored={f"burglary oxford {period}": "5", f"fires oxford {period}": "6"},
    )
FILES["only the day of a report in its title"] = figures(
    ["Crime as at 31 March 2017"],
    ["Area", "Burglary", "Fires"],
    ["Oxford", 5, 6],
    readers=BOTH,
    refused="The file has no column for: period",
)
FILES["notes between rows"] = figures(
    ["District", D15, D16],
    ["Oxford", 4, 5],
    ["Please note that Cherwell’s figures come from another system"],
    ["Cherwell", 6, 7],
    readers=BOTH,
    given=BURGLARY,
    stored={
        "burglary oxford 2015-16": "4",
        "burglary oxford 2016-17": "5",
        "burglary cherwell 2015-16": "6",
        "burglary cherwell 2016-17": "7",
    },
    note="Row 3 was left out: note (“Please note",
)
FILES["digits of one number in two columns"] = money(
    ["Line", D16, ""],
    ["Youth offending", 50, "000"],
    ["Oxford", 6, "250"],
    readers=("xlsx", "ods"),
    refused="Columns B and C seem to have the digits of one number",
)
FILES["remarks without a heading"] = money(
    ["Line", D16, ""],
    ["Youth offending", 50_000, "paid in June"],
    ["Oxford", 6_250, "on hold"],
    readers=("xlsx", "ods"),
    stored={"youth 2016": "50000", "oxford 2016": "6250"},
    note="Column C has no heading, so it was left out.",
)
FILES["total above its rows"] = money(
    ["Line", D16],
    ["Total", 56_250],
    ["Youth offending", 50_000],
    ["Oxford", 6_250],
    readers=BOTH,
    stored={"youth 2016": "50000", "oxford 2016": "6250"},
    note="It equals the sum of the rows.",
)
FILES["a table of Markdown"] = File(
    "allocations",
    [],
    ("csv",),
    {"oxford 2016": "6000"},
    data=b"| Line | Year | Amount |\n|---|---|---|\n| Oxford | 2016-17 | 6,000 |\n",
)
FILES["each line in quotation marks"] = File(
    "allocations",
    [],
    ("csv",),
    {"oxford 2016": "6000", "youth 2016": "50"},
    data=b'"Line,Year,Amount"\n"Oxford,2016-17,6000"\n"Youth offending,2016-17,50"\n',
)
FILES["columns of spaces"] = File(
    "allocations",
    [],
    ("csv",),
    data=b"Line     Year     Amount\nOxford   2016-17    6000\n",
    refused="All cells are in one column",
)
FILES["a heading with a character that nobody sees"] = money(
    ["Line\u00a0", "Year", "Amount\u200b"],
    ["Oxford", D16, "6,000\u00a0"],
    readers=BOTH,
    stored={"oxford 2016": "6000"},
)
FILES["all and its parts"] = figures(
    STATISTICS,
    ["Burglary", "Oxford", "Male", "All ages", D16, 5],
    ["Burglary", "Oxford", "Female", "All ages", D16, 6],
    ["Burglary", "Oxford", "Persons", "All ages", D16, 11],
    ["Burglary", "Cherwell", "Persons", "All ages", D16, 9],
    readers=BOTH,
    stored={"burglary oxford 2016-17": "11", "burglary cherwell 2016-17": "9"},
    note="2 of 4 rows were read.",
)
FILES["parts of all, in two ways"] = figures(
    STATISTICS,
    ["Burglary", "Oxford", "Male", "All ages", D16, 5],
    ["Burglary", "Oxford", "Persons", "Under 18", D16, 6],
    readers=BOTH,
    refused="have the same measure, area and period",
)

FILES["a projection in a heading"] = figures(
    ["Area", D15, "2016-17 (projected)"],
    ["Oxford", 5, 6],
    readers=BOTH,
    given=BURGLARY,
    stored={"burglary oxford 2015-16": "5", "burglary oxford 2016-17": "6 forecast"},
)
FILES["a baseline beside a target in words"] = File(
    "targets",
    [
        [
            ["Measure", "Area", "Period", "Baseline", "Target"],
            ["Burglary", "Oxford", D16, 5, "10% reduction"],
        ]
    ],
    BOTH,
    refused="The file has no column for: value",
)

FILES["a reason in merged cells"] = File(
    "allocations",
    [Tab([["Line", D15, D16], ["Oxford", "TBC", ""]], merged=["B2:C2"])],
    ("xlsx", "xls", "ods"),
    stored={"oxford 2015": "not-yet-decided", "oxford 2016": "not-yet-decided"},
)
MERGED = [["Line", D16], ["Oxford", 10_000], ["Cherwell", ""], ["Night safety", 4]]
FILES["an amount in merged cells"] = File(
    "allocations",
    [Tab(MERGED, merged=["B2:B3"])],
    ("xlsx", "ods", "html"),
    answers={"amount:merged": "each"},
    stored={"oxford 2016": "10000", "cherwell 2016": "10000", "001 2016": "4"},
)

FILES["ditto and merged cells below thousands"] = File(
    "allocations",
    [
        Tab(
            [
                ["Line", "2015-16 (£000)", "2016-17 (£000)"],
                ["Oxford", 10, 5],
                ["Cherwell", "ditto", ""],
            ],
            merged=["C2:C3"],
        )
    ],
    ("xlsx", "ods"),
    answers={"amount:ditto": "same", "amount:merged": "each"},
    stored={
        "oxford 2015": "10000",
        "oxford 2016": "5000",
        "cherwell 2015": "10000",
        "cherwell 2016": "5000",
    },
)

# Names

FILES["former names in brackets"] = File(
    "memberships",
    [
        [
            ["Group", "Member"],
            ["Board", "Probation (formerly Example Trust)"],
            ["Panel", "Health Trust;#12"],
            ["Panel", "Probation formerly known as Example Trust"],
        ]
    ],
    BOTH,
    {
        "board probation": "member",
        "panel health": "member",
        "panel probation": "member",
    },
)
FILES["an amount that is named as it was before"] = money(
    ["Line", D16],
    ["Oxford previously agreed", 5000],
    readers=BOTH,
    refused="There is no funding line “Oxford previously agreed”",
)
for mark in ("; ", ", ", " / ", "\n"):
    FILES[f"two names in a cell, parted by {mark!r}"] = File(
        "memberships",
        [[["Group", "Member"], ["Board", f"Probation{mark}Health Trust"]]],
        BOTH,
        refused="names 2 partners. Enter each in a separate row",
    )
FILES["two areas in a cell"] = figures(
    ["Area", D16],
    ["Oxford, Cherwell", 5],
    readers=BOTH,
    given=BURGLARY,
    refused="names 2 areas",
)
FILES["codes and names that moved apart"] = figures(
    ["LAD22CD", "LAD22NM", "Year", "Burglary"],
    ["E07000178", "Cherwell", D16, 5],
    ["E07000177", "Cherwell", D16, 6],
    readers=BOTH,
    stored={"burglary oxford 2016-17": "5", "burglary cherwell 2016-17": "6"},
    note="In row 2, columns A and B name different places. Column A, “LAD22CD”, was",
)
FILES["an area and its county"] = figures(
    ["Area", D16],
    ["Oxford, Oxfordshire", 5],
    ["Cherwell (Oxfordshire)", 6],
    readers=BOTH,
    given=BURGLARY,
    stored={"burglary oxford 2016-17": "5", "burglary cherwell 2016-17": "6"},
)
for name in (
    "?",
    "vacant",
    "(vacancy)",
    "Vacancy - cover by Jo Green",
    "Apologies: Jo Grey",
):
    FILES[f"no person: {name}"] = people(name, refused="is not a name")
FILES["an email address as a name"] = people(
    "jo.sample@example.org", refused="Enter the name of the person"
)
FILES["ticks in columns that are not ours"] = File(
    "memberships",
    [
        [
            ["Partner", "Board", "Health Trust", "Paid"],
            ["Probation", "x", "sent", "x"],
            ["Health Trust", "", "x", "x"],
        ]
    ],
    BOTH,
    {"board probation": "member"},
    note="Column “Paid” was not recognised and has been ignored",
)


@by_reader(FILES)
def test_file_from_an_office_program_is_imported_or_refused(
    boards, monkeypatch, tmp_path, file, readers
):
    monkeypatch.setitem(STORED, "targets", dict)
    if file.slug == "people":
        records = RECORD_TYPES[file.slug].model.objects
        before = list(records.values_list("pk", flat=True))
        names = records.exclude(pk__in=before).values_list("name", flat=True)
        monkeypatch.setitem(STORED, "people", lambda: dict.fromkeys(names.all(), ""))

    import_by_each(readers, file, tmp_path)
