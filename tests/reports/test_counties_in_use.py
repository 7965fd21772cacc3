"""A county's officers do through the staff pages what happens once in ten years."""

import re

import pytest
from django.urls import reverse

from partnership.core.models.registry import RECORD_TYPES
from partnership.core.values.periods import financial_year
from partnership.models import Area, Partnership
from priorities.models import Measure
from tests import builders
from tests.funding.test_allocations_table import form_data
from tests.funding.test_rollover import typed
from tests.partnership.records.helpers import posted
from tests.reports.counties import PLAN, County, create
from tests.reports.pages import text_of
from tests.reports.pdf_words import pages_of, ua_problems
from tests.reports.publishing_help import fake_pdfs, replace_checks
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, settings):
    settings.SHOW_DRAFTS = True
    sign_in(client, builders.a_user(is_superuser=True))
    return client


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(text_of(answer.content.decode()).split())


def save(client, slug, row=None, **typed):
    """Save a record's form; days are typed as “1 4 2025”."""
    record, data = RECORD_TYPES[slug], {}
    for name, value in typed.items():
        if name.endswith("_on"):
            parts = zip(("day", "month", "year"), value.split(), strict=True)
            data |= {f"{name}_{part}": number for part, number in parts}
        else:
            data[name] = getattr(value, "pk", value)
    place = record.edit_url(row.pk) if row else record.add_url
    answer = client.post(place, posted(client.get(place), **data))
    assert answer.status_code == 302, text_of(answer.content.decode())
    return record.model.objects.latest("pk")


def merge(client, home):
    """Two districts and their partnerships become one on 1 April 2025."""
    shared = {"police_area": home.police_area, "county_partnership": home}
    vale = save(
        client,
        "areas",
        name="Ivelmoor Vale",
        kind="unitary",
        parent=home.areas.get(),
        from_on="1 4 2025",
    )
    for name in ("East", "West"):
        old = Area.objects.get(name=f"Ivelmoor {name}")
        save(client, "areas", old, to_on="31 3 2025", successors=[str(vale.pk)])
        csp = Partnership.objects.get(short_name=f"Ivelmoor {name}")
        save(client, "partnerships", csp, to_on="31 3 2025")
    new = save(
        client,
        "partnerships",
        name="Ivelmoor Vale Alliance",
        short_name="Ivelmoor Vale",
        kind="csp",
        from_on="1 4 2025",
        **shared,
    )
    save(client, "coverage", partnership=new, area=vale)
    return vale


def set_up_next_year(client, **typed_too):
    place = reverse("funding:rollover")
    page = client.get(place)
    ticked = {
        form[name].html_name: "on"
        for form in page.context["rollover"].forms
        for name in typed_too.get("ticked", ())
        if name in form.fields
    }
    assert client.post(place, typed(page) | ticked).status_code == 302
    client.get("/staff/")  # which shows what was added, once


def grid_of(measure, year):
    address = reverse("priorities:grid", args=[measure.pk])
    return f"{address}?kind=financial-year&year={year}"


def test_two_districts_merge_in_mid_series(officer):
    county = County("merging", "Ivelmoor", csps={"East": ["East"], "West": ["West"]})
    before, _paper = create(county)
    yearly = {"frequency": "financial-year", "due_after_days": 30}
    measure = Measure.objects.get()
    Measure.objects.update(**yearly)
    for name, values in {"East": (30, 40), "West": (50, 60)}.items():
        area = Area.objects.get(name=f"Ivelmoor {name}")
        for year, value in zip((2023, 2024), values, strict=True):
            period = {"period": financial_year(year), "value": value}
            builders.an_observation(measure=measure, area=area, **period)

    vale = merge(officer, before.partnership)
    set_up_next_year(officer)

    # Each document has the districts of its own year, and no lead that has ended.
    districts = re.compile("Ivelmoor (East|West|Vale)")
    assert set(districts.findall(read(officer, f"/{before.path}/"))) == {"East", "West"}
    after = read(officer, "/community-safety-agreement/2025-26/")
    assert set(districts.findall(after)) == {"Vale"}
    partners = read(officer, "/partnerships/")
    assert "Ivelmoor East Alliance until 31 March 2025" in partners
    assert "Vale Alliance until" not in partners

    # Figures are due from the new one only, which is in the grid of its years.
    due = read(officer, reverse("staff:figures_due"))
    assert "harms, 2025-26" in due
    assert set(districts.findall(due)) == {"Vale"}
    for year, names in {2024: {"East", "West"}, 2025: {"Vale"}}.items():
        page = read(officer, grid_of(measure, f"{year}-{year - 1999}"))
        assert set(districts.findall(page)) == names, year
    page = officer.get(grid_of(measure, "2025-26"))
    [cell] = [cell for cell in page.context["form"].cells if cell.area == vale]
    officer.post(grid_of(measure, "2025-26"), {cell.name: "90"})

    # Its series goes on from theirs, until an officer says that it does not.
    shown = read(officer, "/measures/merging-harms/")
    assert "Ivelmoor Vale. Down 10% from 100 in 2024-25 to 90 in 2025-26" in shown
    assert "Sum of Ivelmoor East and Ivelmoor West." in shown
    day = {"starts_on": "1 4 2025", "note": "Counted anew"}
    save(officer, "series-breaks", measure=measure, area=vale, **day)
    shown = read(officer, "/measures/merging-harms/")
    assert "Down 10%" not in shown and "Counted anew" in shown


def write_what_is_missing(client, report):
    """Enter a text of its own for each that is missing, and accept each warning."""
    place = reverse("documents:check_results", args=[report.pk])
    found = client.get(place).context["checked"].open_issues
    for number, issue in enumerate(row for row in found if row.is_error):
        assert issue.message.endswith("has no text."), issue.message
        body = f"<p>Partners agreed this in meeting {chr(65 + number)}.</p>"
        save(client, "passages", report=report, key=issue.about, body=body)
    found = client.get(place).context["checked"].open_issues
    assert [issue.message for issue in found if not issue.is_warning] == []
    chosen = [issue.fingerprint for issue in found]
    reason = {"reason": "This is correct", "do": "accept-several", "warning": chosen}
    assert client.post(place, reason).status_code == 302


@pytest.mark.parametrize(
    "is_real", [False, pytest.param(True, marks=[pytest.mark.long, pytest.mark.pdf])]
)
def test_year_of_a_unitary_with_two_funds(
    is_real, officer, settings, monkeypatch, tmp_path, media_root
):
    """With all checks and a PDF if `is_real`, else with neither."""
    if not is_real:
        replace_checks(monkeypatch)
        fake_pdfs(monkeypatch)
    unitary = {"kind": PLAN, "area_kind": Area.Kind.UNITARY}
    main, _paper = create(County("juniper", "Juniper", funds=2, **unitary))
    home = main.partnership

    set_up_next_year(officer, ticked=["returns"])
    first, second = home.settlements.filter(year=2025).order_by("fund__name")
    overview = read(officer, "/staff/?year=2025-26")
    assert "2 lines have no amount" in overview
    assert "0 of 2 received" in overview
    assert "End of year return 2025-26: Juniper grant 1" in overview

    # The total and the payments are announced, and the split is not.
    place = RECORD_TYPES["settlements"].edit_url(first.pk)
    shown = posted(officer.get(place))
    reasons = {name: "" for name in shown if name.endswith("reason")}
    announced = reasons | {"total_gbp": "1,300,000", "split_reason": "not-yet-decided"}
    assert officer.post(place, shown | announced).status_code == 302
    plan = read(officer, "/partnership-plan/2025-26/")
    assert "1,040,000" in plan and "260,000" in plan
    assert "Juniper grant 1 1,200,000.50 1,250,000 not yet decided" in plan

    # Then the split.
    for settlement, amount in ((first, "1,300,000"), (second, "600,000")):
        if settlement == second:
            save(officer, "settlements", second, total_gbp=amount, reason="")
        place = reverse("funding:allocations_table", args=[settlement.pk])
        name = settlement.allocations.get().line.label.lower()
        page = officer.get(place)
        officer.post(place, form_data(page, **{f"{name}_amount": amount}))
    save(officer, "settlements", first, split_reason="")
    overview = read(officer, "/staff/?year=2025-26")
    assert "£1,300,000 and £600,000 allocated" in overview

    row = home.lines.get(label="Juniper grant 2").returns.get()
    answer = {"spent_gbp": "500,000", "reason": "", "narrative": "<p>Lamps.</p>"}
    save(officer, "returns", row, received_on="1 5 2026", **answer)
    assert "1 of 2 received" in read(officer, "/staff/?year=2025-26")

    later = home.reports.get(document_type=PLAN, year=2025)
    if is_real:
        write_what_is_missing(officer, later)
    publish = {"do": "publish", "confirmed": "1"}
    officer.post(reverse("documents:publish", args=[later.pk]), publish)
    settings.SHOW_DRAFTS = False
    officer.logout()
    plan = read(officer, f"/{later.path}/")
    figures = ("Juniper Fund 2", "1,300,000", "600,000", "Payment 2", "1,040,000")
    assert [words for words in figures if words not in plan] == []
    if is_real:
        path = tmp_path / "plan.pdf"
        path.write_bytes(b"".join(officer.get(f"/{later.path}.pdf")))
        printed = " ".join(page.text for page in pages_of(path))
        assert [words for words in figures if words not in printed] == []
        assert ua_problems(path) == []
