"""Open data: files of pages and documents, 360Giving, OpenAPI, and the whole site."""

import csv
import io
import itertools
import json
import os
import re
from decimal import Decimal
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from openapi_spec_validator import OpenAPIV31SpecValidator

from partnership.core.releases import services
from partnership.core.releases.kinds import KINDS
from priorities.models import Objective, Priority
from reports.models import Withdrawal
from reports.public.open_data import threesixty
from reports.public.open_data.files import Cover, as_xlsx
from reports.public.open_data.tables import DataTable
from tests.builders import (
    a_commissioners_plan,
    a_fund,
    a_line,
    a_measure,
    a_partner,
    a_partnership,
    a_priority,
    a_priority_link,
    a_report,
    a_settlement,
    a_strand,
    a_user,
    an_allocation,
    an_edition,
    an_instalment,
    an_objective,
)
from tests.crawling import body, crawl
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
PATH = "community-safety-agreement/2016-17"


@pytest.fixture
def site(published):
    """The sample, with the agreement and every figure published."""
    for kind in KINDS.values():
        for key in kind.titles():
            services.release(kind.name, key, published.published_by)


def whole_site_has_no_broken_link_and_every_page_says_what_it_is(client):
    pages = crawl(client)

    assert {
        url: r.status_code for url, r in pages.items() if r.status_code >= 400
    } == {}
    # A page that depends on cookies could not be stored.
    assert [url for url, r in pages.items() if "Cookie" in r.get("Vary", "")] == []
    html = {
        url: body(response)
        for url, response in pages.items()
        if response["Content-Type"].startswith("text/html") and "/edition/" not in url
    }
    assert len(html) > 100
    for url, page in html.items():
        assert re.search(r'<meta name="description" content="[^"]{10,}">', page), url
        assert page.count('<link rel="canonical"') == 1, url
        assert page.count("<h1") == 1, url
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(set(ids)) == len(ids), url
    titles = [
        re.search(r"<title>(.*?)</title>", page, re.S)[1] for page in html.values()
    ]
    again = {title for title in titles if titles.count(title) > 1}
    assert again == set()
    listed = re.findall(r"<li><a [^>]*>(.*?)</a></li>", html["/a-to-z/"])
    assert len(set(listed)) == len(listed) > 100
    letters = re.findall(r'href="#(letter-\d+)"', html["/a-to-z/"])
    assert letters == re.findall(r'<h2 id="([^"]+)"', html["/a-to-z/"]) != []


def sitemap_has_each_page_once_and_only_pages_that_open(client):
    sitemap = body(client.get("/sitemap.xml"))

    urls = re.findall(r"<loc>https?://[^/]+([^<]+)</loc>", sitemap)
    assert len(set(urls)) == len(urls) > 100
    assert f"/{PATH}/" in urls
    for url in urls[::7]:
        assert client.get(url).status_code == 200, url
    assert "Sitemap: http" in body(client.get("/robots.txt"))


def tables_of_a_document_have_numbers_and_one_sheet_each(client):
    response = client.get(f"/data/document/{PATH}.xlsx")

    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert book.sheetnames[:2] == ["Cover", "Notes"]
    assert any("Open Government Licence" in str(row[0].value) for row in book["Cover"])
    assert any(row[0].value == "[z]" for row in book["Notes"])
    values = [
        cell.value for name in book.sheetnames[2:] for row in book[name] for cell in row
    ]
    assert 786680 in values
    current = client.get(f"/data/document/{PATH}.csv")
    assert body(current) == body(client.get(f"/data/document/{PATH}/edition/1.csv"))


def table_of_a_document_has_its_own_files(client):
    page = body(client.get(f"/{PATH}/"))
    files = re.findall(r'href="(/data/document/[^"]+/edition/1/[^"]+\.csv)"', page)

    assert len(files) == page.count("<caption")
    every_table = body(client.get(f"/data/document/{PATH}/edition/1.csv"))
    rows = body(client.get(files[0])).removeprefix("\ufeff").splitlines()
    assert len(rows) < len(every_table.splitlines())
    assert rows[-1] in every_table
    assert client.get(files[0].replace(".csv", ".xlsx")).status_code == 200
    assert client.get(files[0].replace(".csv", "-no.csv")).status_code == 404


def line_has_its_data_beside_it(client):
    page = body(client.get("/funding/lines/youth/"))
    rows = json.loads(body(client.get("/data/line/youth.json")))

    assert 'href="/data/line/youth.csv"' in page
    years = [row["year"] for row in rows]
    assert years == sorted(set(years)) and {row["code"] for row in rows} == {"youth"}
    table = client.get("/data/line/youth.csv").content.decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(table)))
    assert [row["Amount (£)"] for row in found] == [row["amount_gbp"] for row in rows]
    assert client.get("/data/line/youth.xlsx").status_code == 200
    assert client.get("/data/line/nothing.csv").status_code == 404


def record_is_the_same_as_json_csv_and_xlsx(client, kind):
    rows = json.loads(body(client.get(f"/data/{kind}.json")))
    assert len(rows) == len(KINDS[kind].titles())
    key = rows[0]["code"]

    content = json.loads(body(client.get(f"/data/{kind}/{key}.json")))
    table = client.get(f"/data/{kind}/{key}.csv").content.decode("utf-8-sig")
    book = client.get(f"/data/{kind}/{key}.xlsx").content

    assert content["name"] in table or kind == "funding-year"
    assert openpyxl.load_workbook(io.BytesIO(book)).sheetnames[0] == "Cover"
    assert list(csv.reader(io.StringIO(table)))[0]


def lists_have_the_data_of_all_records_beside_them(client):
    for page in ["/documents/", "/priorities/", "/objectives/", "/measures/"]:
        links = re.findall(r'href="(/data/\w+\.\w+)"', body(client.get(page)))
        assert [link.partition(".")[2] for link in links] == ["csv", "xlsx", "json"]
        assert all(client.get(link).status_code == 200 for link in links)

    figures = tables_in(client, "measure")["Figures"]
    names = {row["name"] for row in json.loads(body(client.get("/data/measure.json")))}
    assert {row["Measure"] for row in figures} <= names and len(figures) > len(names)
    book = openpyxl.load_workbook(
        io.BytesIO(client.get("/data/measure.xlsx").content), read_only=True
    )
    [sheet] = [sheet for sheet in book if sheet.title.endswith("Figures")]
    headings, *rows = sheet.iter_rows(3, values_only=True)
    values = [row[headings.index("Value")] for row in rows]
    assert len(values) == len(figures)
    assert any(isinstance(value, int) for value in values)


def tables_in(client, kind):
    """The rows of each table of a list's CSV file, by the names of the tables."""
    text = client.get(f"/data/{kind}.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    if [] not in lines:
        lines.insert(0, ["All"])  # One table has no name.
    found = {}
    for is_blank, table in itertools.groupby(lines, lambda line: not line):
        if not is_blank:
            [name], columns, *rows = table
            found[name] = [dict(zip(columns, row, strict=True)) for row in rows]
    return found


def openapi_names_addresses_that_answer(client):
    described = json.loads(body(client.get("/data/openapi.json")))

    OpenAPIV31SpecValidator(described).validate()
    assert described["info"]["license"]["url"].startswith("https://")
    operations = [path["get"]["operationId"] for path in described["paths"].values()]
    assert len(set(operations)) == len(operations)
    for path, item in described["paths"].items():
        assert set(item) == {"get"}
        kind = path.split("/")[2]
        if "{key}" in path:
            key = "youth" if kind == "line" else next(iter(KINDS[kind].titles()))
            path = path.replace("{key}", key)
        assert client.get(path).status_code == 200, path


def grants_have_the_fields_of_the_standard(client):
    data = json.loads(body(client.get("/data/360giving.json")))

    assert len(data["grants"]) > 5
    assert len({grant["id"] for grant in data["grants"]}) == len(data["grants"])
    assert [fault for one in data["grants"] for fault in faults_of_grant(one)] == []
    for grant in data["grants"]:
        for field in threesixty.FIELDS:
            value = threesixty.value_at(grant, field.path)
            assert value or not field.is_required, field
            if field.type is Decimal:
                assert value > 0
            elif field.type is threesixty.date:
                threesixty.date.fromisoformat(value)
            else:
                assert isinstance(value, str)
        assert grant["currency"] == "GBP"
    table = client.get("/data/360giving.csv").content.decode("utf-8-sig")
    assert "Recipient Org:Name" in table.splitlines()[0]


def register_has_every_grant_with_an_amount_or_a_reason(client):
    rows = json.loads(body(client.get("/data/register.json")))
    grants = json.loads(body(client.get("/data/360giving.json")))["grants"]

    with_amount = [row for row in rows if not str(row["Amount (£)"]).startswith("[")]
    assert len(with_amount) == len(grants)
    assert sum(Decimal(row["Amount (£)"]) for row in with_amount) == sum(
        Decimal(str(grant["amountAwarded"])) for grant in grants
    )
    for row in rows:
        assert row["Beneficiary"] and row["Purpose"] and row["Awarded by"]
        assert row["Amount (£)"] not in ("", None)
    book = client.get("/data/register.xlsx").content
    assert openpyxl.load_workbook(io.BytesIO(book)).sheetnames[0] == "Cover"


def json_ld_in(page):
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return json.loads(script)


def pages_of_figures_say_how_to_cite_them_and_describe_their_data(client):
    for kind in KINDS.values():
        page = body(client.get(kind.url(next(iter(kind.titles())))))
        assert "Cite this page" in page, kind.name
        data = json_ld_in(page)
        assert data["@type"] == "Dataset"
        assert data["license"].startswith("https://")
        for download in data["distribution"][:3]:
            path = "/" + download["contentUrl"].split("/", 3)[3]
            assert client.get(path).status_code == 200, path
    page = body(client.get(f"/{PATH}/"))
    assert json_ld_in(page)["@type"] == "Report"


@pytest.mark.long
def test_published_site_can_be_crawled(client, site):
    whole_site_has_no_broken_link_and_every_page_says_what_it_is(client)
    sitemap_has_each_page_once_and_only_pages_that_open(client)


def test_published_data_can_be_reused(client, site):
    tables_of_a_document_have_numbers_and_one_sheet_each(client)
    table_of_a_document_has_its_own_files(client)
    line_has_its_data_beside_it(client)
    openapi_names_addresses_that_answer(client)
    grants_have_the_fields_of_the_standard(client)
    register_has_every_grant_with_an_amount_or_a_reason(client)
    pages_of_figures_say_how_to_cite_them_and_describe_their_data(client)
    for kind in KINDS:
        record_is_the_same_as_json_csv_and_xlsx(client, kind)
    lists_have_the_data_of_all_records_beside_them(client)


@pytest.mark.parametrize(
    "path",
    [
        *("nothing.json", "measure/nothing.csv", "document/nothing.csv", "x/y.xlsx"),
        *("funding-year/a/b/c.json", "funding-year/a.csv", "360giving.exe"),
    ],
)
def test_unknown_data_are_not_found(client, path):
    assert client.get(f"/data/{path}").status_code in {400, 404}


def test_data_of_a_list_are_all_its_records_and_tell_them_apart(client, settings):
    settings.SHOW_DRAFTS = False
    north, south = a_partnership(name="North"), a_partnership(name="South")
    for home, year in ((north, 2014), (north, 2015), (south, 2015)):
        given = {"partnership": home, "from_year": year, "code": f"{home.name}-{year}"}
        priority = a_priority(title="Domestic abuse", **given)
        a_strand(priority=priority, outcome="<p>Fewer &amp; less.</p>")
    a_priority(code="alone", title="Alone")
    a_measure(name="Lamps", theme="Light")
    for home in (north, south):
        line = a_line(partnership=home, label="Post")
        an_allocation(line=line, amount_gbp=700)
    kinds = ("measure", "partnership", "priority", "funding-year")
    for kind in kinds:
        for key in KINDS[kind].titles():
            services.release(kind, key, a_user())

    for kind in kinds:
        whole = json.loads(body(client.get(f"/data/{kind}.json")))
        for record in whole:
            file = client.get(f"/data/{kind}/{record['code']}.json")
            assert record == json.loads(body(file))
        [records, *lists] = tables_in(client, kind).values()
        codes = [record["code"] for record in whole]
        assert [row["Code"] for row in records] == codes
        assert set(codes) == set(KINDS[kind].titles())
        for rows in lists:
            assert len({tuple(row.items()) for row in rows}) == len(rows), kind

    [lamps] = tables_in(client, "measure")["All"]
    assert (lamps["Name"], lamps["Theme"]) == ("Lamps", "Light")
    strand = tables_in(client, "priority")["Strands"][0]
    assert strand["Outcome"] == "Fewer & less."
    assert (strand["Priority"], strand["Partnership"]) == ("Domestic abuse", "North")
    lines = tables_in(client, "funding-year")["Funding lines"]
    assert {line["Partnership"] for line in lines} == {"North", "South"}
    assert {line["Amount (£)"] for line in lines} == {"700.00"}


@pytest.mark.parametrize("kind", KINDS)
def test_data_of_a_list_of_drafts_take_few_queries(client, sample_data, kind):
    """However many records, also if texts of several partnerships have figures."""
    assert count_queries(lambda: client.get(f"/data/{kind}.json")) <= 15


@pytest.fixture
def grant(settings):
    """One published allocation."""
    settings.SHOW_DRAFTS = False
    label = f"Lamps{' and lights' * 20}"
    line = a_line(label=label, recipient=a_partner(name="Lamp Trust"))
    an_allocation(line=line, amount_gbp=700)
    for key in KINDS["funding-year"].titles():
        services.release("funding-year", key, a_user())


def test_grants_without_a_prefix_say_what_to_set(client, grant, settings):
    settings.THREESIXTY_PREFIX = ""

    response = client.get("/data/360giving.json")

    assert response.status_code == 404
    assert "set THREESIXTY_PREFIX" in body(response)
    assert "/data/360giving" not in body(client.get("/data/"))
    assert "/data/360giving" not in body(client.get("/data/openapi.json"))
    assert json.loads(body(client.get("/data/register.json")))


def test_everyone_who_pays_into_a_fund_is_named(client, settings):
    settings.SHOW_DRAFTS = False
    fund = a_fund(funder=a_partner(name="Office of the Commissioner"))
    pool = a_settlement(fund=fund)
    line = a_line(fund=fund, partnership=pool.partnership, recipient=a_partner())
    an_allocation(line=line, settlement=pool, amount_gbp=700)
    for number, name in enumerate(["Health Board", "City Council"], start=1):
        an_instalment(settlement=pool, number=number, payer=a_partner(name=name))
    [key] = KINDS["funding-year"].titles()
    services.release("funding-year", key, a_user())

    page = body(client.get(f"/funding/{fund.code}/"))
    [grant] = json.loads(body(client.get("/data/360giving.json")))["grants"]
    [row] = json.loads(body(client.get("/data/register.json")))

    assert "Funders: Health Board; City Council" in page
    # The standard knows one funder of a grant: who makes the award.
    assert [one["name"] for one in grant["fundingOrganization"]] == [str(fund.funder)]
    assert (
        "The fund is paid for by Health Board and City Council."
        in (grant["description"])
    )
    assert row["Awarded by"].startswith("Health Board and City Council, through")


def test_grants_are_valid_against_the_official_schema(client, grant):
    """Both the schema of a grant and, beside it, that of a package of grants."""
    path = os.environ.get("THREESIXTY_SCHEMA")
    if not path:
        pytest.skip("Set THREESIXTY_SCHEMA to a copy of the schema of 360Giving.")
    schema = json.loads(Path(path).read_text())
    package = Path(path).with_name("360-giving-package-schema.json")
    of_package = json.loads(package.read_text())
    del of_package["properties"]["grants"]["items"]  # its address on the internet
    data = json.loads(body(client.get("/data/360giving.json")))

    formats = jsonschema.FormatChecker()
    assert "date-time" in formats.checkers
    jsonschema.validate(data, of_package, format_checker=formats)
    assert set(data) <= set(of_package["properties"])
    for one in data["grants"]:
        jsonschema.validate(one, schema, format_checker=formats)
    for field in threesixty.FIELDS:
        titles, is_required = official(schema, field.path)
        assert field.title == ":".join(titles), field
        assert field.is_required == is_required, field


def official(schema, path):
    """The titles of a field in the official schema, and whether it is required."""
    place, titles, is_required = schema, [], True
    for name in path.split("/"):
        if name.isdecimal():
            place = place["items"]
        else:
            is_required = is_required and name in place.get("required", [])
            place = place["properties"][name]
        if "$ref" in place:
            place = schema["definitions"][place["$ref"].rpartition("/")[2]]
        if not name.isdecimal():
            titles.append(place["title"])
    return titles, is_required


def test_flattentool_converts_grants_as_our_spreadsheet_has_them(
    client, grant, tmp_path
):
    """The standard's own converter, where it is installed."""
    flattentool = pytest.importorskip("flattentool", reason="Install flattentool.")
    (tmp_path / "grants.json").write_bytes(client.get("/data/360giving.json").content)
    flattentool.flatten(
        str(tmp_path / "grants.json"),
        output_name=str(tmp_path / "flat"),
        output_format="csv",
        root_list_path="grants",
        root_id="",
        main_sheet_name="grants",
    )

    table = client.get("/data/360giving.csv").content.decode("utf-8-sig")
    own = list(csv.DictReader(io.StringIO(table)))
    flat = {
        path.stem: list(csv.DictReader(io.StringIO(path.read_text())))
        for path in (tmp_path / "flat").glob("*.csv")
    }

    assert [row["id"] for row in flat["grants"]] == [row["Identifier"] for row in own]
    names = [
        row["recipientOrganization/0/name"] for row in flat["recipientOrganization"]
    ]
    assert names == [row["Recipient Org:Name"] for row in own] == ["Lamp Trust"]


DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# An identifier of ours, or of a register such as GB-COH for companies.
ORGANISATION = re.compile(r"(?:360G|[A-Z]{2}-[A-Z]{3})-[\w-]+")


FORMS_OF_GRANT = {
    "id": r"360G-\w+-[\w-]+",
    "currency": "[A-Z]{3}",
    "dataSource": "https?://.+",
}


def faults_of_organisation(grant, name):
    found = grant.get(name)
    if not isinstance(found, list) or len(found) != 1 or not found[0].get("name"):
        yield name
    elif not ORGANISATION.fullmatch(found[0].get("id", "")):
        yield f"{name}/id"


def faults_of_grant(grant):
    """What is wrong with a grant by the rules of the standard, in our words."""
    for name in ["id", "title", "description"]:
        if not isinstance(grant.get(name), str) or not grant[name].strip():
            yield name
    if len(grant["title"]) >= 140:
        yield "title"
    for name, form in FORMS_OF_GRANT.items():
        if not re.fullmatch(form, grant.get(name, "")):
            yield name
    if type(grant.get("amountAwarded")) not in (int, float):
        yield "amountAwarded"
    yield from faults_of_organisation(grant, "fundingOrganization")
    yield from faults_of_organisation(grant, "recipientOrganization")
    [planned] = grant["plannedDates"]
    dates = [grant.get("awardDate", ""), *planned.values()]
    if not all(DATE.fullmatch(day) for day in dates):
        yield "dates"
    elif planned["startDate"] > planned["endDate"]:
        yield "plannedDates"


def test_grants_follow_the_rules_of_the_standard(client, grant):
    [found] = json.loads(body(client.get("/data/360giving.json")))["grants"]

    assert list(faults_of_grant(found)) == []
    assert found["amountAwarded"] == 700
    assert threesixty.NOT_DATED in found["description"]
    for name, value in [
        *[("id", "lamps 1"), ("title", " "), ("currency", "£"), ("awardDate", "2016")],
        ("title", "Lamps" * 28),
        *[("amountAwarded", "700"), ("recipientOrganization", [{"id": "a"}])],
    ]:
        assert list(faults_of_grant(found | {name: value})), name


def test_spreadsheet_of_grants_has_its_headings_first(client, grant):
    book = openpyxl.load_workbook(
        io.BytesIO(client.get("/data/360giving.xlsx").content)
    )

    assert book.sheetnames == ["grants"]
    headings, row = book["grants"].values
    assert list(headings) == [field.title for field in threesixty.FIELDS]
    assert dict(zip(headings, row, strict=True))["Amount Awarded"] == 700


def test_required_fields_are_those_of_the_standard():
    fields = threesixty.FIELDS
    required = {field.path.split("/")[0] for field in fields if field.is_required}

    assert required == {
        *("id", "title", "description", "currency", "amountAwarded", "awardDate"),
        *("fundingOrganization", "recipientOrganization"),
    }
    titles = [field.title for field in fields]
    assert len(set(titles)) == len(titles)


def test_notices_have_corrections_and_withdrawals_with_their_reasons(client, settings):
    settings.SHOW_DRAFTS = False
    report, user = a_report(), a_user()
    an_edition(report=report, is_current=False)
    an_edition(report=report, number=2, change_note="A total was wrong.")
    gone = an_edition(is_current=False)
    Withdrawal.objects.create(
        report=gone.report,
        reason="Wrong year.",
        withdrawn_at=timezone.now(),
        withdrawn_by=user,
    )
    measure = a_measure(code="lamps", name="Lamps lit")
    services.release("measure", measure.code, user)
    services.withdraw("measure", measure.code, user, "Counted twice.")

    rows = json.loads(body(client.get("/data/notices.json")))

    found = {(row["Notice"], row["Of"], row["Reason"]) for row in rows}
    assert found == {
        ("Correction", "Document", "A total was wrong."),
        ("Withdrawal", "Document", "Wrong year."),
        ("Withdrawal", "Figures", "Counted twice."),
    }
    assert "Counted twice." in client.get("/data/notices.csv").content.decode()


@pytest.fixture
def linked():
    """Published records, and drafts that are linked with them."""
    old_plan = a_commissioners_plan(title="Old plan")
    new_plan = a_commissioners_plan(title="Draft plan")
    old = an_objective(plan=old_plan, text="Cut thefts", code="old")
    new = an_objective(plan=new_plan, text="Draft aim", code="new")
    new.replaces.add(old)
    priority = a_priority(title="Fewer thefts", code="own")
    priority.objectives.add(old, new)
    for name in ("before", "after", "county"):
        a_priority(title=f"Draft {name}", code=name)
    row = Priority.objects.get
    a_priority_link(earlier=row(code="before"), later=priority)
    a_priority_link(earlier=priority, later=row(code="after"))
    priority.contributes_to.add(row(code="county"))
    row(code="after").objectives.add(old)
    a_measure(code="lamps", name="Lamps", priority_theme=row(code="after"))
    return old


def test_drafts_are_in_no_page_or_file_of_what_they_are_linked_with(
    client, linked, settings
):
    settings.SHOW_DRAFTS = False
    user = a_user()
    published = [("objective", "old"), ("priority", "own"), ("measure", "lamps")]
    for kind, key in [*published, ("objective", "old")]:
        services.release(kind, key, user)

    def shown(kind, key):
        file = reverse("reports:record_data", args=[kind, key, "json"])
        return body(client.get(KINDS[kind].url(key))) + body(client.get(file))

    for kind, key in published:
        assert "Draft" not in shown(kind, key)
    assert "Fewer thefts" in shown("objective", "old")
    assert "Cut thefts" in shown("priority", "own")
    assert "Draft" not in body(client.get("/priorities/"))

    for kind, key in [("objective", "new"), ("priority", "after")]:
        services.release(kind, key, user)
    Objective.objects.filter(code="new").update(text="Changed draft")

    page = body(client.get("/objectives/old/"))
    assert "Draft aim" in page and "Changed draft" not in page
    assert "Draft after" in page and "Draft before" not in page
    assert "Draft after" in body(client.get("/priorities/own/"))
    assert "Draft after" in body(client.get("/measures/lamps/"))
    services.release("objective", "old", user)
    assert "Draft aim" in shown("objective", "old")
    services.withdraw("objective", "new", user, "Wrong.")
    assert "Draft aim" not in shown("objective", "old")
    assert "Draft aim" not in body(client.get("/data/objective.json"))


def test_records_that_are_published_together_name_one_another(linked, settings):
    settings.SHOW_DRAFTS = False
    together = frozenset({("objective", "old"), ("objective", "new")})

    frozen = services.freeze("objective", "old", frozenset({""}), together)

    assert [row["name"] for row in frozen.content["later"]] == [
        str(Objective.objects.get(code="new"))
    ]


def test_name_of_a_table_may_be_no_name_of_a_sheet():
    table = DataTable("=A/[b]:\x1b" + "c" * 40, ["=1"], [["+2"], [3]])

    book = openpyxl.load_workbook(
        io.BytesIO(as_xlsx(Cover("\x07Title", "=P", "u", "p"), [table]))
    )

    assert book.sheetnames[2] == f"1 =A b {'c' * 24}"
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
