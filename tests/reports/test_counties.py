"""Nine counties get what the law asks of each, with their own terms only."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import html

from funding.models import Allocation, Settlement
from partnership.core.models.registry import RECORD_TYPES
from partnership.core.values import calendar
from partnership.core.values.missing import Reason
from partnership.core.values.periods import financial_year, parse
from partnership.models import Area, Group, Partner
from priorities.models import CommissionersPlan, Measure, Priority
from reports.assembly.build import build
from reports.assembly.build_context import placeholder_values
from reports.models import MeasureChart, Report
from reports.public.open_data.files import as_csv
from reports.public.open_data.tables import tables_of_document
from reports.publication import rendering
from reports.publication.edition_content import frozen
from reports.publication.listings import title_of
from tests import builders
from tests.partnership.records.helpers import posted
from tests.priorities.latest import latest_in
from tests.reports.counties import COUNTIES, create, create_papers
from tests.reports.page_breaks import holes, parted
from tests.reports.pages import text_of
from tests.reports.pdf_words import pages_of, ua_problems

pytestmark = pytest.mark.django_db

SAMPLE = r"oxford|thames valley|cherwell|strategic intelligence"


@pytest.fixture(params=COUNTIES, ids=str)
def county(request):
    return request.param


@pytest.fixture
def reports(county):
    return create(county)


def words_in(report):
    return " ".join(text_of(rendering.as_html(build(report))).split())


def blocks_of(report):
    return [block for section in build(report).sections for block in section.blocks]


def foreign_words(county):
    """What no document of a county says: the names and the terms of the others."""
    others = [other.mark for other in COUNTIES if other is not county]
    return re.compile("|".join([SAMPLE, *others, *county.others_words]), re.I)


def test_documents_have_nothing_of_another_county(county, reports):
    main, paper = (words_in(report) for report in reports)

    for text in (main, paper):
        assert foreign_words(county).findall(text) == []
        assert (county.name("grant 1") in text) == bool(county.funds)
    both = f"{main} {paper}"
    assert [words for words in county.own_words if words not in both] == []


BLANK = re.compile(r"(?<!Background papers )(?<!Appendices )\bNone\b")


QUICK = ("mayor-months-no-grant", "three-in-one-csp")


@pytest.mark.parametrize(
    "county",
    [
        pytest.param(one, marks=[] if one.code in QUICK else pytest.mark.long)
        for one in COUNTIES
    ],
    ids=str,
)
def test_other_papers_have_only_what_the_county_has(county):
    main, _paper = create(county)

    for paper in create_papers(main):
        text = words_in(paper)
        assert foreign_words(county).findall(text) == [], paper
        text = re.sub(r"implications \d+\. None", "", text)
        assert BLANK.findall(text) == [], paper


@pytest.mark.pdf
@pytest.mark.long
def test_documents_can_be_read_on_paper(county, reports, tmp_path):
    create_papers(reports[0])
    paths = []
    for report in Report.objects.all():
        path = tmp_path / f"{report.file_stem}.pdf"
        path.write_bytes(rendering.as_pdf(build(report)).content)
        assert parted(path) == [], report
        assert min(holes(path).values(), default=100) > 50, report
        paths.append(path)
        for number, page in enumerate(pages_of(path), 1):
            assert foreign_words(county).findall(page.text) == [], (report, number)
            assert page.overlaps() == [], (report, number)
            assert number == 1 or page.cut(edge=48) == [], (report, number)

    assert ua_problems(*paths) == []


def county_named(code):
    return next(county for county in COUNTIES if county.code == code)


def test_members_of_the_day_are_counted_and_changes_named():
    main, _paper = create(COUNTIES[0])

    text = words_in(main)

    assert "2 members. Decides." in text
    assert "Joined in 2024-27: Aldermoor Fire, Board (1 June 2024)." in text
    assert "Left in 2024-27: Aldermoor Probation, Board (30 September 2024)." in text


def test_officer_enters_who_joins_and_leaves_and_readers_see_it(client):
    main, _paper = create(county_named("unitary"))
    board = Group.objects.get(name="Brackenford Board")
    council = main.partnership.secretariat
    client.force_login(builders.a_user(is_superuser=True))
    for slug, row, dates in (
        ("memberships", board.memberships.get(partner=council), {"to_on": "30 4 2024"}),
        ("memberships", None, {"from_on": "1 7 2024"}),
    ):
        record = RECORD_TYPES[slug]
        place = record.edit_url(row.pk) if row else record.add_url
        typed = {
            f"{name}_{part}": value
            for name, day in dates.items()
            for part, value in zip(("day", "month", "year"), day.split(), strict=True)
        }
        if row is None:
            health = builders.a_partner(name="Brackenford Health")
            typed |= {"group": board.pk, "partner": health.pk}
        answer = client.post(place, posted(client.get(place), **typed))
        assert answer.status_code == 302

    text = text_of(client.get(f"/{main.path}/").content.decode())

    assert "2 members. Decides." in text
    assert (
        "Joined in 2024-25: Brackenford Fire, Board (1 June 2024); "
        "Brackenford Health (1 July 2024)." in text
    )
    assert "Brackenford Council (30 April 2024)" in text


def test_reader_sees_which_lines_were_not_there_and_which_have_no_figure(client):
    main, _paper = create(county_named("unitary"))
    settlement = Settlement.objects.get(year=main.year)

    def add(label, **figure):
        shared = {"fund": settlement.fund, "partnership": settlement.partnership}
        line = builders.a_line(label=label, **shared)
        builders.an_allocation(settlement=settlement, line=line, **figure)

    def table():
        page = html.fromstring(client.get(f"/{main.path}/").content)
        found = page.xpath("//*[@id='section-resourcing']//table")[0]
        rows = {
            row.xpath("string(th)").strip(): [
                cell.text_content().strip() for cell in row.xpath("td")
            ]
            for row in found.xpath(".//tbody/tr")
        }
        return rows, page.xpath("string(//*[@id='section-resourcing'])").lower()

    add("Wardens")
    rows, text = table()
    assert rows["Wardens"][:2] == ["2023-24 n/a", "2024-25 1,000"]
    assert ("line did not exist" in text, "not given" in text) == (True, False)
    assert ("nothing to compare" in text) == (rows["Wardens"][2:] != [])

    add("Late grant", reason=Reason.NOT_GIVEN)
    rows, text = table()
    assert rows["Late grant"][:2] == ["2023-24 n/a", "2024-25 not given"]
    assert "not given: no figure was published" in text


def test_document_of_three_years_names_them_and_its_refreshes():
    main, _paper = create(COUNTIES[0])
    document = build(main)

    text = text_of(rendering.as_html(document))

    assert main.path == "community-safety-agreement/2024-27"
    assert document.period_words == "1 April 2024 to 31 March 2027"
    assert "Our priorities for 2024-27" in text
    assert "Refresh 2025-26" in text and "Adds an aim on fraud." in text


def test_cross_cutting_theme_comes_last_and_says_what_it_is(client):
    """Also if its number is that of the first."""
    main, _paper = create(county_named("unitary"))
    create_papers(main)
    Priority.objects.filter(kind="theme").update(number=0)
    ends = ("1", "2", "3 (golden thread)")
    titles = [f"Brackenford aim {end}" for end in ends]

    for place in ("partnership-plan/2024-25/", "annual-review/2024-06-10/", ""):
        text = text_of(client.get(f"/{place}").content.decode())
        places = [text.index(title) for title in titles]
        assert places == sorted(places), place

    page = text_of(client.get("/priorities/unitary-3/").content.decode())
    assert "Golden thread 0 of Brackenford" in page


def test_each_fund_has_its_table_and_chart():
    main, _paper = create(county_named("two-funds-with-instalments"))

    keys = [getattr(block, "key", "") for block in blocks_of(main)]

    code = "two-funds-with-instalments-fund-2"
    for key in (f"funding-{code}", f"instalments-{code}"):
        assert key in keys


def test_unitary_has_its_plan_on_the_first_pages(client):
    main, _paper = create(county_named("unitary"))
    client.force_login(builders.a_user(is_superuser=True))

    staff = text_of(client.get("/staff/", {"year": "2024-25"}).content.decode())
    public = text_of(client.get("/").content.decode())

    assert "Continue writing the plan" in staff
    assert "Agreement" not in f"{staff} {public}"
    assert str(main) in public


def test_agreement_of_three_years_is_worked_on_in_each_of_them(client):
    create(COUNTIES[0])
    client.force_login(builders.a_user(is_superuser=True))

    for year in ("2024-25", "2025-26", "2026-27"):
        page = client.get("/staff/", {"year": year}).content.decode()
        assert "Continue writing the agreement" in page


def test_governance_names_the_commissioner_or_mayor_of_the_year():
    main, _paper = create(county_named("commissioner-became-mayor"))
    old = Partner.objects.get(code="commissioner-became-mayor-office")
    old.to_on = dt.date(2024, 5, 5)
    old.save()
    CommissionersPlan.objects.update(commissioner=old)
    kind = {"kind": Partner.Kind.COMMISSIONER, "area": old.area}
    builders.a_partner(name="The Mayor", from_on=dt.date(2024, 5, 6), **kind)

    [figure] = [block for block in blocks_of(main) if hasattr(block, "tiers")]

    assert figure.tiers[0].boxes[0].name == "The Mayor"


def test_agreement_of_three_years_names_the_office_of_each():
    """Its own sentences have all of them, or those from the year of its date."""
    county = county_named("commissioner-became-mayor")
    main, _paper = create(replace(county, year=2022, last_year=2024))
    line = main.partnership.lines.get()
    for year in (2023, 2024):
        settlement, shared = {"year": year}, {"partnership": main.partnership}
        settlement = builders.a_settlement(fund=line.fund, **settlement, **shared)
        builders.an_allocation(settlement=settlement, line=line, amount_gbp=10)
    old = Partner.objects.get(code="commissioner-became-mayor-office")
    old.to_on = dt.date(2024, 5, 5)
    old.save()
    kind = {"kind": Partner.Kind.COMMISSIONER, "area": old.area}
    builders.a_partner(name="The Mayor", from_on=dt.date(2024, 5, 6), **kind)
    CommissionersPlan.objects.update(commissioner=old)

    text = words_in(main)

    for words in (
        "Police and Crime Commissioner and Mayor funding, Fenbridge",
        "From the Police and Crime Commissioner in 2022-23 and 2023-24, and from the "
        "Mayor in 2024-25",
        "Fenbridge Office (2022-23 and 2023-24)",
        "The Mayor (2024-25)",
        "The Police and Crime Commissioner and Mayor’s strategic objectives",
    ):
        assert words in text
    main.dated_on = dt.date(2024, 9, 1)
    assert "The Mayor’s strategic objectives" in words_in(main)


def test_lists_name_a_document_with_the_office_of_its_year(client):
    main, _paper = create(county_named("commissioner-became-mayor"))
    shared = {"document_type": "grant-return", "partnership": main.partnership}
    for year in (2023, 2024):
        builders.a_report(year=year, **shared)
    client.force_login(builders.a_user(is_superuser=True))

    text = text_of(client.get(RECORD_TYPES["documents"].list_url).content.decode())

    assert "Return to the Police and Crime Commissioner 2023-24" in text
    assert "Return to the Mayor 2024-25" in text
    assert [str(row) for row in Report.objects.filter(**shared)] == [
        "Return to the Mayor 2024-25",
        "Return to the Police and Crime Commissioner 2023-24",
    ]


def test_filter_names_a_type_as_its_newest_document(client):
    main, _paper = create(county_named("commissioner-became-mayor"))
    shared = {"document_type": "grant-return", "partnership": main.partnership}
    for year in (2023, 2024):
        builders.a_report(year=year, **shared)

    page = html.fromstring(client.get("/documents/").content)
    names = page.xpath("//select[@name='kind']/option/text()")

    assert "Return to the Mayor" in names
    assert "Return to the Police and Crime Commissioner" not in names


def test_tier_of_a_combined_authority_is_not_called_districts():
    main, _paper = create(county_named("combined-authority-with-fire"))

    [figure] = [block for block in blocks_of(main) if hasattr(block, "tiers")]

    assert [tier.label for tier in figure.tiers] == ["Police area", "Partnership"]


def test_unfinished_draft_of_a_new_county_is_a_plain_page(client):
    home = builders.a_home_partnership()
    shared = {"partnership": home, "year": 2024, "period": "2024-10-02"}
    report = builders.a_report(document_type="panel-update", **shared)

    page = client.get(f"/{report.path}/")

    assert page.status_code == 200
    assert "This draft is not complete" in text_of(page.content.decode())


def test_summary_has_no_directions_if_no_measure_has_one():
    main, _paper = create(county_named("three-in-one-csp"))
    create_papers(main)
    summary = main.partnership.reports.get(document_type="strategy-summary")
    aim = main.partnership.priorities.get(from_year=2024, number=1)
    measure = builders.a_measure(name="Lamps", priority_theme=aim)

    assert "Lamps" in words_in(summary)
    assert "Target direction" not in words_in(summary)
    assert "1 measure of success" in words_in(summary)

    builders.a_measure(name="Fires", priority_theme=aim, desired_direction="down")
    assert "Target direction" in words_in(summary)
    assert measure.desired_direction == "neither"


def test_refresh_names_the_document_that_it_refreshes():
    main, _paper = create(COUNTIES[0])

    for report in main.versions:
        assert "The document for 2024-27 and its refreshes" in words_in(report)


def test_objectives_are_those_of_the_plans_in_force():
    """Of each plan of the document's years; of the new one alone in the year after."""
    county = county_named("commissioner-became-mayor")
    main, _paper = create(replace(county, last_year=2025))
    old = CommissionersPlan.objects.get()
    CommissionersPlan.objects.update(from_year=2021, to_year=2024)
    new = builders.a_commissioners_plan(
        title="Mayor’s plan", area=old.area, from_year=2025, to_year=2028
    )
    later = builders.an_objective(plan=new, number=1, text="Calm streets")
    Priority.objects.get(number=1).objectives.add(later)

    both = words_in(main)
    main.year, main.last_year = 2025, None
    alone = words_in(main)

    assert "Objective 1 of 2021-25, Objective 1 of 2025-29" in both
    assert "Fenbridge Police Plan Strategic objective 1 Fewer harms" in both
    assert "Mayor’s plan Strategic objective 1 Calm streets" in both
    assert "Objective 1 Calm streets" in alone
    assert "Fewer harms" not in alone.partition("Delivering the priorities, ")[0]


def test_document_of_several_years_dates_partnerships_that_merged():
    main, _paper = create(COUNTIES[0])
    main.partnership.csps.update(to_on=dt.date(2025, 3, 31))
    both = builders.a_partnership(
        name="Aldermoor United",
        short_name="United",
        police_area=main.partnership.police_area,
        county_partnership=main.partnership,
        from_on=dt.date(2025, 4, 1),
    )
    for area in Area.objects.filter(kind="district"):
        builders.a_coverage(partnership=both, area=area)

    text = words_in(main)

    assert "Aldermoor East Alliance (until 31 March 2025) Aldermoor East" in text
    assert "Aldermoor United (from 1 April 2025)" in text
    assert "Aldermoor East, Aldermoor West" in text


def test_pooled_fund_names_all_who_pay_and_its_year_to_come():
    """A pool is not called the Commissioner's; its undecided lines are not “not given”.

    Money taken back is a part of the pool, and no grant that asks for a return.
    """
    main, _paper = create(county_named("two-funds-with-instalments"))
    home, line = main.partnership, main.partnership.lines.get(label="Eastwold grant 1")
    settlement = Settlement.objects.get(fund=line.fund, year=2024)
    other = builders.a_partner(name="Eastwold Health Board", kind="health")
    settlement.instalments.filter(number=2).update(payer=other)
    settlement.instalments.filter(number=1).update(payer=line.fund.funder)
    taken = builders.a_line(fund=line.fund, partnership=home, label="Money returned")
    unspent = {"amount_gbp": -500, "note": "Not spent"}
    builders.an_allocation(settlement=settlement, line=taken, **unspent)
    builders.a_settlement(
        fund=line.fund,
        partnership=home,
        year=2025,
        total_gbp=None,
        reason=Reason.NOT_YET_DECIDED,
    )
    main.last_year = 2025
    year = {"year": 2024, "kind": "end-year"}
    builders.a_return(line=line, reason=Reason.NOT_YET_DUE, due_on=None, **year)

    text = words_in(main)
    returned = builders.a_report(
        document_type="grant-return", partnership=home, year=2024, period="2024-25"
    )

    assert "Eastwold Fund 1, Eastwold £" in text
    assert "From Eastwold Office and Eastwold Health Board" in text
    assert "Commissioner funding" not in text
    assert "Eastwold grant 1 1,200,000.50 1,250,000 not yet decided" in text
    text = words_in(returned)
    assert "Eastwold grant 1 1,250,000 not yet due no due date" in text
    missing = text.rpartition("What is missing")[2]
    assert "Return (not yet due) and results: Eastwold grant 1." in missing
    assert "Money returned" not in missing


FORMER = {
    "area": "Old Eastmoor",
    "partner": "Eastwold Constabulary of Old",
    "partnership": "Eastwold Crime Reduction Board",
    "group": "Eastwold Steering Group",
}


@pytest.mark.parametrize(("year", "is_former"), [(2024, True), (2025, False)])
def test_document_prints_the_names_of_its_day(year, is_former):
    """Of an area, a member, the partnership and its board, until the end of 2024-25."""
    main, _paper = create(county_named("two-funds-with-instalments"))
    home = main.partnership
    board = Group.objects.get(name="Eastwold Board")
    district = Area.objects.get(kind="district")
    for row in (district, home.secretariat, home, board):
        builders.an_alias(
            kind=row._meta.model_name,
            record_code=row.code,
            name=FORMER[row._meta.model_name],
            to_on=dt.date(2025, 3, 31),
            is_printed=True,
        )
        # Not printed: another name that was not its own.
        other = {"kind": row._meta.model_name, "record_code": row.code}
        builders.an_alias(name="Nickname", **other)
    Priority.objects.update(to_year=2025)
    main.year = year

    text = words_in(main)

    assert "Nickname" not in text
    for name in FORMER.values():
        assert (name in text) == is_former, name
    for row in (home, board):
        assert (row.name in text) == (not is_former), row
        row.refresh_from_db()
        assert row.name not in FORMER.values()


def test_document_of_an_earlier_year_shows_the_areas_of_that_year():
    main, _paper = create(county_named("reorganised"))
    both = "Garthside Old North and Garthside Old South"

    for year, area in ((2022, both), (2023, "Garthside")):
        main.year = year
        assert placeholder_values(main)["area"] == area


def test_break_of_a_reorganisation_ends_the_comparison():
    main, _paper = create(county_named("reorganised"))
    area = main.partnership.areas.get(code="reorganised")

    [latest] = latest_in(area)

    assert (latest.change, latest.break_note) == (None, "New council")


def test_part_of_a_year_is_compared_with_the_same_part_and_named(client):
    """Two quarters of a combined authority's year, after a whole one."""
    main, _paper = create(county_named("combined-authority-with-fire"))
    Measure.objects.update(frequency="quarter", adds_up=Measure.AddsUp.SUM)
    measure = Measure.objects.get()
    measure.observations.all().delete()
    for year, number in ((2022, 4), (2023, 2)):
        for place, period in enumerate(calendar.periods_of("quarter", year)[:number]):
            shared = {"measure": measure, "area": main.partnership.areas.first()}
            value = (place + 1) * 100 + (year - 2022) * 20
            builders.an_observation(value=value, period=period, **shared)

    for place in (f"/{main.path}/", "/measures/"):
        text = " ".join(text_of(client.get(place).content.decode()).split())
        assert "up 10%" in text
        assert "quarter July to September 2022" in text
        assert "quarter July to September 2023" in text
        # 320 of two quarters are not set against 1,000 of the year before.
        assert not re.search(r"\bdown (?:by )?\d|\b68%", text)


def test_agreement_of_a_county_is_not_about_the_unitary_beside_it():
    main, paper = create(county_named("three-in-one-csp"))
    police = main.partnership.police_area
    town = builders.an_area(name="Newbourne", kind="unitary", parent=police)
    beside = builders.a_partnership(name="Newbourne Partnership", police_area=police)
    builders.a_coverage(partnership=beside, area=town)
    builders.an_observation(
        measure=Measure.objects.get(), area=town, value=7, period=financial_year(2023)
    )

    for report in (main, paper):
        text = words_in(report)
        assert "Newbourne" not in text
        assert "Coldharbour" in text


@pytest.mark.parametrize(
    ("known", "reason", "words"),
    [
        # A line of last year, one of this year, and what their rows print.
        (None, Reason.NOT_GIVEN, "not given 625,000 "),
        (None, Reason.NOT_YET_DECIDED, "not yet decided 625,000 "),
        (None, None, "n/a 625,000 "),
        (Decimal("600000.25"), "", "600,000.25 625,000 +24,999.75 +4.2"),
    ],
)
def test_missing_amount_of_a_second_fund_is_not_a_change(known, reason, words):
    """“not given” of a line that there was, n/a of one that there was not."""
    main, paper = create(county_named("two-funds-with-instalments"))
    line = main.partnership.lines.get(label="Eastwold grant 2")
    last_year = line.allocations.filter(settlement__year=2023)
    if reason is None:
        last_year.delete()
        other = builders.a_line(fund=line.fund, partnership=main.partnership)
        settlement = Settlement.objects.get(fund=line.fund, year=2023)
        builders.an_allocation(
            settlement=settlement, line=other, amount_gbp=settlement.total_gbp
        )
    else:
        last_year.update(amount_gbp=known, reason=reason)

    for report in (main, paper):
        text = words_in(report)
        assert f"Eastwold grant 2 {words}" in text
        assert ("+24,999.75" in text) == (known is not None)


def test_grants_of_the_main_fund_come_first_after_the_section_of_another():
    _main, paper = create(county_named("two-funds-with-instalments"))
    Allocation.objects.update(lead=builders.a_tenure())

    keys = [section.key for section in build(paper).sections]

    lines = [f"two-funds-with-instalments-line-{number}" for number in (1, 2)]
    places = [keys.index(key) for key in lines]
    assert keys.index("fund-two-funds-with-instalments-fund-2") < places[0] < places[1]


def test_return_is_about_the_fund_that_its_front_sheet_names():
    main, _paper = create(county_named("two-funds-with-instalments"))
    create_papers(main)
    returned = Report.objects.get(document_type="grant-return")
    assert "Eastwold grant 2" not in words_in(returned)

    builders.a_front_matter(report=returned, key="fund", value="Eastwold Fund 2")

    text = words_in(returned)
    assert "Fund Eastwold Fund 2 £625,000 for 2024-25" in text
    assert "Eastwold grant 2: £625,000" in text
    assert "Eastwold grant 1" not in text


def test_plan_has_the_partnerships_own_title():
    main, _paper = create(county_named("unitary"))

    assert title_of(main) == "Community Safety Plan 2024-25"


# From 400 to 500; that of England is 7, and of the districts 3 and 4.
A_CHANGE = re.compile(
    r"\b(?:up|down) (?:by )?\d|\b(?:rose|fell|better|worse)\b|\b25%|\b100 more"
    r"|\b(?:higher|lower) than|\b(?:highest|lowest) in"
    r"|target (?:nearly )?m(?:et|issed)",
    re.I,
)
PLACES = [
    *("/", "/measures/", "/measures/unitary-harms/", "/priorities/unitary-1/"),
    *("/partnerships/unitary-partnership/", "/scrutiny-paper/2024-11-20/"),
    *("/annual-review/2024-06-10/", "/grant-return/2024-25/end-year/"),
    *("/strategy-summary/2024-27/", "/panel-update/2024-10-02/"),
    *("/partnership-plan/2024-25/", "/partnership-plan/2024-25.json"),
    *("/data/measure.json", "/data/measure.csv"),
    *("/data/measure/unitary-harms.json", "/data/measure/unitary-harms.csv"),
    "/strategy-summary/2024-27.json",
]


def compared_in(client):
    """What is compared in each place, where anything is."""
    found = {}
    for place in PLACES:
        answer = client.get(place)
        assert answer.status_code == 200, place
        text = answer.content.decode()
        words = A_CHANGE.findall(text_of(text) if text.startswith("<") else text)
        found |= {place: words} if words else {}
    for report in Report.objects.all():
        tables = [*tables_of_document(frozen(build(report))["document"]).values()]
        if words := A_CHANGE.findall(as_csv(tables).decode()):
            found[f"{report.path}.csv"] = words
    return found


@pytest.fixture
def site_with_charts():
    """A unitary with papers of each kind, and charts of each form in three of them."""
    main, paper = create(county_named("unitary"))
    papers = create_papers(main)
    summary = next(row for row in papers if row.document_type == "strategy-summary")
    measure = Measure.objects.get()
    measure.priority_theme = main.partnership.priorities.get(code="unitary-1")
    measure.save()
    places = (main, "introduction"), (paper, "performance"), (summary, "landscape")
    for report, section in places:
        for order, form in enumerate(MeasureChart.Form, 1):
            shared = {"report": report, "section": section, "measure": measure}
            builders.a_measure_chart(form=form, order=order, **shared)
    Allocation.objects.all().delete()
    Settlement.objects.update(total_gbp=1000)
    return measure


@pytest.mark.parametrize("kind", ["unlike", "break", "reported"])
def test_no_place_compares_unlike_periods_or_across_a_break(
    kind, client, site_with_charts
):
    """Of two figures, the earlier is a quarter, or before a break in the series.

    Other areas, and the target, have quarters only. Nor is a change that the source
    reports over a break.
    """
    measure = site_with_charts
    first, last = measure.observations.order_by("starts_on")
    quarter = {"measure": measure, "period": parse("quarter April to June 2022")}
    if kind == "unlike":
        first.period = quarter["period"]
        first.save()
    else:
        builders.a_series_break(measure=measure, starts_on=dt.date(2023, 4, 1))
    if kind == "reported":
        periods = {"period": last.period, "base": first.period}
        builders.a_reported_change(measure=measure, area=first.area, **periods)
    england = builders.an_area(name="England", kind="nation")
    east, west = (builders.an_area(parent=first.area, kind="district") for _ in "12")
    other = {"measure": measure, "period": parse("quarter July to September 2022")}
    builders.an_observation(area=east, value=3, **quarter)
    builders.an_observation(area=west, value=4, **other)
    builders.an_observation(area=england, value=7, **other)
    builders.a_target(area=first.area, value=450, **other)

    assert compared_in(client) == {}


def test_like_periods_are_compared(client, site_with_charts):
    """So that the words looked for above are those that places use."""
    found = compared_in(client)

    assert {"/measures/unitary-harms/", "/partnership-plan/2024-25/"} <= found.keys()
    assert {"/strategy-summary/2024-27/"} <= found.keys()
    for kind in (".json", ".csv"):
        assert any(place.endswith(kind) for place in found)
