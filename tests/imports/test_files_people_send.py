"""Files that people send, each read into its list: what goes in, and what is asked."""

import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import Workbook

from funding.models import Allocation, MonitoringReturn
from partnership.core.imports.ambiguity import Choices
from partnership.core.imports.previews import commands
from priorities.models import Observation
from tests import builders

FILES = Path(__file__).parent / "files"

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    """The records that the files name."""
    partnership = builders.a_home_partnership(code="safer-oxfordshire-partnership")
    fund = builders.a_fund(code="community-safety-fund", name="Community Safety Fund")
    shared = {"fund": fund, "partnership": partnership}
    for year in (2014, 2015, 2016, 2017):
        builders.a_settlement(year=year, total_gbp=100_000, **shared)
    for code, label in [
        ("youth", "Youth offending"),
        ("csp-cherwell", "Cherwell"),
        ("public-health", "Public health"),
    ]:
        builders.a_line(code=code, label=label, **shared)
    builders.an_area(code="oxfordshire", name="Oxfordshire")
    builders.an_area(code="cherwell", name="Cherwell", ons_code="E07000177")
    builders.a_measure(code="all-crime", name="Recorded crimes")
    builders.a_measure(code="bicycle-theft", name="Bicycle theft")
    builders.a_measure(code="homicide", name="Homicide")
    builders.a_measure(code="adult-reoffending", name="Reoffending", unit="percent")
    return SimpleNamespace(fund=fund, partnership=partnership)


def read(path, slug, dry_run=False, **choices):
    options = SimpleNamespace(slug=slug, choices=Choices(**choices), dry_run=dry_run)
    return commands.import_file(Path(path), options)


def bug(name, **choices):
    """Import one of the files that failed."""
    [path] = FILES.glob(f"{name}-*")
    return read(path, path.name.split(".")[-2], **choices)


def values():
    rows = Observation.objects.order_by("-starts_on")
    return [None if row.value is None else float(row.value) for row in rows]


@pytest.mark.parametrize(
    ("name", "found", "note"),
    [
        ("a02", [5], ""),
        ("a03", [5], "Column “% change” was not recognised"),
        ("a06", [5], ""),
        ("a07", [5], "Row 3 is hidden or filtered out, so it was left out."),
        ("a15", [5], "2 columns called “Comments” were not recognised"),
        ("a16", [34_556], ""),
        ("a17", [5], "read as Mac OS Roman"),
    ],
)
def test_figures_of_the_file_go_in(county, name, found, note):
    report = bug(name)

    assert report["errors"] == []
    assert values() == found
    assert any(note in line for line in report["notes"]) or not note


def test_number_format_with_a_quoted_sign_is_not_a_percentage(county):
    report = bug("a01", dry_run=True)

    assert report["counts"]["new"] == 1
    assert not any("percent sign" in error for error in report["errors"])


def test_hidden_rows_are_imported_on_request(county):
    assert bug("a07", with_hidden=True)["counts"]["new"] == 2


def test_fraction_of_a_penny_is_asked_about_once(county):
    report = bug("a09")
    [question] = report["questions"]

    assert report["status"] == "refused"
    assert bug("a09", answers={question["key"]: "round"})["status"] == "imported"
    assert str(Allocation.objects.get().amount_gbp) == "33333.33"


def test_figure_replaces_the_reason_and_the_other_way_round(county):
    settlement = county.fund.settlements.get(year=2017)
    row = builders.an_allocation(
        settlement=settlement,
        line=county.fund.lines.get(code="csp-cherwell"),
        amount_gbp=None,
        reason="not-yet-decided",
    )

    assert bug("a10")["errors"] == []
    row.refresh_from_db()
    assert (row.amount_gbp, row.reason) == (64_180, "")
    path = FILES.parent / "back.csv"
    head = "fund,partnership,year,line,amount\n"
    path.write_text(
        f"{head}community-safety-fund,safer-oxfordshire-partnership,2017-18,"
        "csp-cherwell,n/a\n"
    )
    try:
        assert read(path, "allocations")["errors"] == []
    finally:
        path.unlink()
    row.refresh_from_db()
    assert (row.amount_gbp, row.reason) == (None, "not-applicable")


def test_angle_brackets_in_text_are_text(county):
    assert bug("a11")["errors"] == []

    narrative = MonitoringReturn.objects.get().narrative
    for words in (
        "&lt;eighteen and",
        "&lt;jo@example.org&gt;",
        "&lt;to be confirmed&gt;",
    ):
        assert words in narrative


def test_shorthand_is_a_reason_a_qualifier_or_a_question(county):
    report = bug("a13")

    assert [question["key"] for question in report["questions"]] == [
        "value:brackets",
        "value:dash",
        "value:less-than",
    ]
    answers = {
        "value:brackets": "plain",
        "value:dash": "zero",
        "value:less-than": "suppressed",
    }
    assert bug("a13", answers=answers)["errors"] == []
    rows = Observation.objects.order_by("-starts_on")
    assert [(row.value, row.reason, row.qualifier) for row in rows] == [
        (None, "not-available", "exact"),
        (12, "", "exact"),
        (0, "", "exact"),
        (12, "", "revised"),
        (None, "suppressed", "exact"),
    ]


def test_web_page_called_xls_says_what_is_missing(county):
    [error] = bug("a18")["errors"]

    assert error.startswith("The file has no column for: period, value.")


def test_home_office_table_is_read_for_our_areas(county):
    report = bug("b01")

    assert report["errors"] == []
    [row] = Observation.objects.all()
    assert (row.area.code, row.measure.code, row.value) == (
        "cherwell",
        "bicycle-theft",
        31,
    )
    assert row.period.label == "quarter April to June 2023"


@pytest.mark.long
def test_150_000_rows_of_the_home_office_are_read_for_our_areas(county, tmp_path):
    headings = "Financial Year,Financial Quarter,Force Name,CSP Name,ONS Code,"
    headings += "Offence Description,Offence Group,Offence Subgroup,Offence Code,"
    lines = [headings + "Offence Count"]
    places = [("Cherwell", "E07000177")]
    places += [(f"Elsewhere {n}", f"E0600{n:04}") for n in range(374)]
    lines += [
        f"{year}/{year % 100 + 1:02},{quarter},Some Force,{name},{code},"
        f"{offence},Group,{offence},{number},{year % 100 + quarter + number}"
        for year in range(2013, 2023)
        for quarter in range(1, 5)
        for name, code in places
        for number, offence in enumerate(
            ["Bicycle theft", "Homicide", *(f"Offence {n}" for n in range(8))]
        )
    ]
    path = tmp_path / "prc-csp.csv"
    path.write_text("\n".join(lines))

    report = read(path, "observations")

    assert len(lines) == 150_001
    assert (report["errors"], report["counts"]["new"]) == ([], 80)
    found = Observation.objects.get(
        measure__code="homicide", starts_on="2022-10-01", area__code="cherwell"
    )
    assert found.value == 22 + 3 + 1
    notes = " ".join(report["notes"])
    assert "149,600 rows were left out, because the list of areas" in notes
    assert "320 rows were left out, because the list of measures" in notes


def test_ons_table_is_read_for_our_areas(county):
    report = bug(
        "b02",
        given={"period": "year ending December 2023"},
        columns={"H": "measure=all-crime"},
    )

    assert report["errors"] == []
    rows = Observation.objects.order_by("measure__code")
    assert [(r.measure.code, r.area.code, r.value, r.reason) for r in rows] == [
        ("all-crime", "cherwell", 9001, ""),
        ("homicide", "cherwell", None, "not-available"),
    ]
    assert any(
        "left out, because the list of areas" in note for note in report["notes"]
    )


ONS_HEADINGS = [
    *("Police Force Area name", "Community Safety Partnership code"),
    *("Community Safety Partnership name", "Local Authority name"),
    *("Population figures (mid-2022) - rounded to 100", "Total recorded crime\n [1]"),
    "Homicide",
]


@pytest.mark.long
def test_150_000_rows_of_the_ons_are_read_by_name_with_years_apart(county, tmp_path):
    book = Workbook(write_only=True)
    book.create_sheet("Cover_sheet").append(["Crime by Community Safety Partnership"])
    for year in (2022, 2023):
        sheet = book.create_sheet(f"Table C{year - 2021}")
        sheet.append(
            [f"Table C1: Recorded crime, year ending December {year} [note 2]"]
        )
        for line in (["This worksheet contains one table"], ["[x] not available"], []):
            sheet.append(line)
        sheet.append(ONS_HEADINGS)
        sheet.append(
            ["Thames Valley", "E22000000", "Cherwell", "Cherwell", 1, year, "[x]"]
        )
        for number in range(74_999):
            name = f"Elsewhere {number % 374}"
            sheet.append(["Example", "E22000001", name, name, 1, number, 2])
    path = tmp_path / "csp-tables.xlsx"
    book.save(path)

    report = read(path, "observations", columns={"F": "measure=all-crime"})

    assert (report["errors"], report["counts"]["new"]) == ([], 4)
    rows = Observation.objects.order_by("measure__code", "starts_on")
    assert [(row.period.label, row.value, row.reason) for row in rows] == [
        ("12 months to December 2022", 2022, ""),
        ("12 months to December 2023", 2023, ""),
        ("12 months to December 2022", None, "not-available"),
        ("12 months to December 2023", None, "not-available"),
    ]
    notes = " ".join(report["notes"])
    for name in ("Table C1", "Table C2"):
        assert f"74,999 rows of worksheet “{name}”, A5 to G75005 were left out" in notes


def test_grants_of_360giving_are_matched_by_column(county):
    report = bug("b04")
    [question] = report["questions"]

    assert question["key"] == "year:date-in-year"
    assert any("There is no funding line “Night safety”" in e for e in report["errors"])
    done = bug(
        "b04",
        answers={"year:date-in-year": "of-date"},
        same={"line": {"Night safety": "youth"}},
    )
    assert done["errors"] == []
    assert Allocation.objects.get().amount_gbp == 12_000


@pytest.mark.parametrize(("name", "wrong"), [("e01", 5), ("e02", 2), ("e05", 1)])
def test_impossible_figures_are_refused_with_their_rows(county, name, wrong):
    report = bug(name)

    assert report["counts"]["wrong"] == wrong
    assert Observation.objects.count() == Allocation.objects.count() == 0


def test_same_person_twice_is_refused_with_what_to_do(county):
    [error] = bug("e06")["errors"]

    assert error.startswith(
        "Row 3, column name: There is already a person with this name."
    )


# The funding table of an agreement, as people type it


def funding_table(totals=(157_697.76, 88_627, 79_491)):
    book = Workbook()
    sheet = book.active
    for row in [
        ["Community Safety Fund: allocations 2014-15 to 2016-17"],
        ["All figures are in pounds"],
        [],
        ["Organisation/Area", "2014-15", "2015-16", "2016-17"],
        ["Youth offending", "£28,000", 31_500, "£20,000"],
        ["Public Health", 65_517.76, "57,127", "57,127*"],
        ["Cherwell", "64180", "n/a", "up to 2,364"],
        ["Total", *totals],
        [],
        ["* includes £10,000 carried forward"],
        ["Source: Office of the Commissioner"],
    ]:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_totals_without_results_are_not_said_to_be_right(county, tmp_path):
    path = tmp_path / "Funding.xlsx"
    path.write_bytes(funding_table(["=SUM(B5:B7)", "=SUM(C5:C7)", "=SUM(D5:D7)"]))

    notes = read(path, "allocations")["notes"]

    assert "Row 8 (“Total”) is a total, so it was left out." in notes


def test_typed_funding_table_is_imported_without_questions(county, tmp_path):
    path = tmp_path / "Funding.xlsx"
    path.write_bytes(funding_table())

    report = read(path, "allocations")

    assert (report["errors"], report["questions"]) == ([], [])
    assert report["counts"]["new"] == 9
    assert (
        "Row 8 (“Total”) is a total, so it was left out. It equals the sum of the rows."
        in report["notes"]
    )
    rows = {
        (row.line.code, row.settlement.year): row
        for row in Allocation.objects.select_related("line", "settlement")
    }
    assert rows["csp-cherwell", 2016].amount_gbp == 2_364
    assert rows["csp-cherwell", 2016].qualifier == "up-to"
    assert rows["csp-cherwell", 2015].reason == "not-applicable"
    assert rows["public-health", 2016].note == "includes £10,000 carried forward"
    assert read(path, "allocations")["counts"]["same"] == 9


def a_file(tmp_path, rows, name="rows.xlsx"):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    path = tmp_path / name
    book.save(path)
    return path


def test_two_heading_rows_with_years_above_are_joined(county, tmp_path):
    path = a_file(
        tmp_path,
        [
            ["", "2015-16", "", "2016-17", ""],
            ["Funding line", "Amount (£)", "Notes", "Amount (£)", "Notes"],
            ["Youth offending", 100, "first", 200, "second"],
            ["Cherwell", 300, "", "TBC", ""],
        ],
    )

    report = read(path, "allocations")

    assert report["errors"] == []
    assert report["counts"]["new"] == 4
    row = Allocation.objects.get(line__code="youth", settlement__year=2016)
    assert (row.amount_gbp, row.note) == (200, "second")


def test_total_that_differs_from_its_rows_is_mentioned(county, tmp_path):
    path = a_file(
        tmp_path,
        [
            ["Line", "Amount", "Year"],
            ["Youth offending", 100, "2016-17"],
            ["Total", 90],
        ],
    )

    report = read(path, "allocations")

    assert "the total is 90, but the rows add up to 100" in " ".join(report["notes"])
    assert Allocation.objects.get().amount_gbp == 100


def test_statistics_at_several_levels_are_added_up(county, tmp_path):
    builders.a_measure(code="theft", name="Theft offences")
    rows = [
        ["Financial Year", "Financial Quarter", "CSP Name", "Offence Description"]
        + ["Offence Group", "Offence Count"]
    ]
    for area in ("Cherwell", "Elsewhere"):
        for quarter in (1, 2):
            rows.append(
                ["2023/24", quarter, area, "Bicycle theft", "Theft offences", 10]
            )
            rows.append(["2023/24", quarter, area, "Shoplifting", "Theft offences", 5])
    path = a_file(tmp_path, rows)

    report = read(path, "observations")

    assert report["errors"] == []
    found = {
        (row.measure.code, row.period.label): row.value
        for row in Observation.objects.select_related("measure")
    }
    assert found == {
        ("bicycle-theft", "quarter April to June 2023"): 10,
        ("bicycle-theft", "quarter July to September 2023"): 10,
        ("theft", "quarter April to June 2023"): 15,
        ("theft", "quarter July to September 2023"): 15,
    }
    assert any("“Elsewhere”" in note for note in report["notes"])


def test_document_of_a_type_that_is_not_known_is_refused(county, tmp_path):
    path = a_file(
        tmp_path,
        [
            ["document type", "partnership", "period", "year"],
            ["csa", "safer-oxfordshire-partnership", "2016-17", "2016-17"],
        ],
    )

    [error] = read(path, "documents")["errors"]

    assert "“csa” is not an option" in error
    assert "community-safety-agreement" in error


def test_records_are_found_by_name_and_new_ones_get_a_code(county, tmp_path):
    path = a_file(
        tmp_path,
        [["name", "type"], ["Cherwell", "district"], ["Новый город", "district"]],
    )

    report = read(path, "areas")

    assert report["errors"] == []
    assert (report["counts"]["new"], report["counts"]["wrong"]) == (1, 0)


def test_list_is_recognised_by_file_name_or_columns(county, tmp_path):
    rows = [
        ["measure", "area", "period", "value"],
        ["all-crime", "cherwell", "2015-16", 1],
    ]

    assert read(a_file(tmp_path, rows, "x.xlsx"), None)["list"] == "observations"
    assert read(a_file(tmp_path, rows, "Figures.xlsx"), None)["status"] != "refused"
