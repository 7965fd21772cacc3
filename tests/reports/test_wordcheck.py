"""Slips in tokens and references: told on saving, at the field, by the engine."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tablib import Dataset

from funding.models import Allocation
from funding.resources import AllocationResource
from partnership.core.text import token_validation
from partnership.models import Partnership
from priorities.models import Achievement, Observation
from reports.models import Contribution, HeadlineFigure, Passage, Report
from reports.staff.resources import (
    HeadlineFigureResource,
    PassageResource,
)
from tests.builders import (
    a_contribution,
    a_home_partnership,
    a_partnership,
    a_passage,
    a_priority,
    a_report,
    a_return,
    a_section_override,
    a_settlement,
    a_strand,
    a_user,
    an_achievement,
)
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db

TOTL = "There is no figure called “totl”. Did you mean total?"
NO_YEAR = "Testland Safety Fund has no settlement for 2030-31."
SLIPS = {
    "[=totl safety-fund 2016-17]": TOTL,
    "[=total safety-fnd 2016-17]": "There is no fund with the code “safety-fnd”. Did "
    "you mean "
    "safety-fund?",
    "[=total safety-fund 2030-31]": NO_YEAR,
    "[=total safety-fund 2016-18]": "“2016-18” is not one financial year. The year "
    "from April 2016 is 2016-17",
    "[=total safety-fund": "“[=total safety-fund” has no closing bracket. Close it "
    "with ].",
}


@pytest.fixture
def report():
    return a_testshire_report()


@pytest.fixture
def boss(client):
    client.force_login(a_user(is_staff=True, is_superuser=True))
    return client


def told(row, name):
    return token_validation.find_errors(row, {}).get(name, [])


def page_of(row, page="change"):
    name = f"{row._meta.app_label}_{row._meta.model_name}"
    return reverse(f"admin:{name}_{page}", args=[row.pk] if page == "change" else [])


# The check itself


@pytest.mark.parametrize(("slip", "message"), SLIPS.items())
def test_slip_is_told_with_the_nearest_spelling(report, slip, message):
    row = Passage(report=report, key="vision.words", body=f"<p>It was {slip}</p>")

    assert told(row, "body") == [message]


def test_reference_is_checked_against_the_reports_own_document(report):
    row = Passage(report=report, key="vision.words", body="<p>[@table fundings]</p>")

    [message] = told(row, "body")

    assert message.startswith("“[@table fundings]” is not in")
    assert "[@table funding]" in message
    row.body = "<p>[@table funding] and [@section vision]</p>"
    assert told(row, "body") == []


def test_reference_to_a_section_that_is_left_out_is_told(report):
    row = Passage(report=report, key="vision.words", body="<p>[@section plans]</p>")
    assert told(row, "body") == []
    a_section_override(
        report=report, key="plans", is_hidden=True, hidden_reason="Not asked for."
    )

    assert len(told(row, "body")) == 1


def test_reference_is_passed_where_the_document_cannot_be_built(report):
    row = Passage(report=report, key="vision.words", body="<p>[@table fundings]</p>")
    Allocation.objects.all().delete()
    report.partnership.settlements.all().delete()

    assert told(row, "body") == []


def test_reference_is_told_though_other_words_are_broken(report):
    a_passage(report=report, key="working.groups", body="<p>[=totl]</p>")
    row = Passage(report=report, key="vision.words", body="<p>[@table fundings]</p>")

    assert len(told(row, "body")) == 1


def test_reference_in_a_contribution_is_checked_too(report):
    sender = a_partnership(police_area=report.partnership.police_area)
    row = a_contribution(report=report, partnership=sender, body="[@table fundings]")

    assert len(told(row, "body")) == 1


def test_every_field_that_documents_read_tokens_of_is_asked(report):
    home, slip = report.partnership, "[=totl safety-fund 2016-17]"
    settlement = home.settlements.get()
    line = settlement.allocations.get().line
    priority = home.priorities.first()
    rows = [
        (Allocation(settlement=settlement, line=line, note=slip), "note"),
        (Achievement(partnership=home, figure=slip), "figure"),
        (Achievement(partnership=home, figure_caption=slip), "figure_caption"),
        (Achievement(partnership=home, body=slip), "body"),
        (a_priority(partnership=home, number=9, context=slip), "context"),
        (a_strand(priority=priority, order=2, progress=slip), "progress"),
        (a_return(line=line, narrative=slip), "narrative"),
        (Contribution(report=report, partnership=home, body=slip), "body"),
        (Observation(note=slip), "note"),
        *(
            (HeadlineFigure(report=report, **{name: slip}), name)
            for name in ("figure", "label", "detail")
        ),
    ]

    for row, name in rows:
        assert told(row, name) == [TOTL], (row, name)


def test_words_of_a_district_may_name_figures_of_its_county(report):
    csp = Partnership.objects.get(code="mill-vale-csp")
    row = Achievement(partnership=csp, body="<p>[=total safety-fund 2016-17]</p>")
    assert told(row, "body") == []

    row.body = "<p>[=total safety-fund 2030-31]</p>"
    assert len(told(row, "body")) == 1


def test_words_of_a_report_may_not_name_figures_of_another_partnership(report):
    other = a_report(partnership=a_partnership())
    row = Passage(report=other, key="x", body="<p>[=total safety-fund 2016-17]</p>")

    assert told(row, "body") == ["There is no fund with the code “safety-fund”."]


def test_row_that_belongs_to_nothing_yet_is_passed():
    for row in (Passage(body="[=totl]"), Passage(report=Report(), body="[=totl]")):
        assert told(row, "body") == []


def test_words_that_were_broken_already_do_not_keep_others_from_being_mended(report):
    row = a_passage(report=report, key="vision.words", body="<p>[=totl]</p>")
    before = token_validation.checked_values(row)
    row.sample_note = "Stands in"
    assert token_validation.find_errors(row, before) == {}

    row.report = a_report(partnership=report.partnership, year=2017)
    assert list(token_validation.find_errors(row, before)) == ["body"]


def test_words_without_tokens_ask_no_database(report, django_assert_num_queries):
    row = Passage(report=report, key="vision.words", body="<p>Plain [words]</p>")

    with django_assert_num_queries(0):
        assert token_validation.find_errors(row, {}) == {}


@pytest.mark.usefixtures("sample_data")
def test_all_words_of_the_sample_pass():
    for model in (Passage, Contribution, HeadlineFigure, Achievement, Allocation):
        rows = model.objects.all()
        assert rows
        if model is Passage:
            rows = rows.filter(body__contains="[@")
        for row in rows:
            assert token_validation.find_errors(row, {}) == {}, row


# In the administration


def passage_form(report, **fields):
    return {"report": report.pk, "key": "vision.words", "body_reason": "", **fields}


@pytest.mark.parametrize(
    ("slip", "message"),
    [*SLIPS.items(), ("[@table fundings]", "“[@table fundings]” is not in")],
)
def test_slip_is_told_at_the_field_and_the_text_is_kept(boss, report, slip, message):
    body = f"<p>It was {slip}</p>"

    response = boss.post(page_of(Passage(), "add"), passage_form(report, body=body))

    form = response.context["adminform"].form
    assert list(form.errors) == ["body"]
    assert form.errors["body"][0].startswith(message)
    assert form["body"].value() == body
    assert not Passage.objects.filter(key="vision.words").exists()
    address = reverse("reports:document", args=[report.kind, report.period])
    assert boss.get(address).status_code == 200


def test_good_words_are_saved(boss, report):
    body = "<p>[=total safety-fund 2016-17], see [@table funding]</p>"

    boss.post(page_of(Passage(), "add"), passage_form(report, body=body))

    assert Passage.objects.get(key="vision.words").body == body


def report_form(report, **fields):
    data = {
        name: getattr(report, name) for name in ("kind", "period", "title", "summary")
    } | {"partnership": report.partnership_id, "year": "2016-17"}
    for prefix in (
        *("front_matter", "headline_figures", "passages", "sections"),
        *("recommendations", "contributions"),
    ):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return data | fields


def one_headline(**fields):
    row = {"order": "7", "figure": "12", "label": "lights"} | fields
    return {f"headline_figures-0-{name}": value for name, value in row.items()}


@pytest.mark.parametrize("is_new", [True, False])
def test_slip_in_a_form_within_a_form_is_told_there(boss, report, is_new):
    data = report_form(report, **{"headline_figures-TOTAL_FORMS": 1})
    data |= one_headline(figure="[=totl safety-fund 2016-17]")
    if is_new:
        data["period"] = "2016-17/other"
    page = page_of(Report(), "add") if is_new else page_of(report)

    response = boss.post(page, data)

    errors = response.context["errors"]
    assert [str(one) for found in errors for one in found] == [TOTL]
    assert HeadlineFigure.objects.count() == 1


def test_good_row_in_a_form_within_a_form_is_saved(boss, report):
    data = report_form(report, **{"headline_figures-TOTAL_FORMS": 1})
    data |= one_headline(figure="[=total safety-fund 2016-17]")

    assert boss.post(page_of(report), data).status_code == 302
    assert HeadlineFigure.objects.count() == 2


def test_slip_in_an_allocations_note_is_told(boss, report):
    row = Allocation.objects.get()
    data = {"settlement": row.settlement_id, "line": row.line_id, "qualifier": "exact"}
    data |= {"amount_gbp": "24,000", "reason": "", "note": "[=totl safety-fund 2016]"}

    form = boss.post(page_of(row), data).context["adminform"].form

    assert form.errors == {"note": [TOTL]}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>A</p><script>alert(1)</script>", "a script"),
        ('<p>A<img src="a.png"></p>', "an image"),
        ('<p><a href="javascript:alert(1)">A</a></p>', "a link to javascript:"),
        ("<p>A</p>", None),
    ],
)
def test_what_was_left_out_of_saved_words_is_told(boss, report, body, words):
    shown = boss.post(
        page_of(Passage(), "add"), passage_form(report, body=body), follow=True
    ).content.decode()

    assert Passage.objects.filter(key="vision.words").exists()
    if words:
        assert f"Removed from your text: {words}. You can use headings" in shown
    else:
        assert "Removed from your text" not in shown


# In files


def load(resource, rows):
    return resource().import_data(Dataset(*rows[1:], headers=rows[0]))


def passages(report, *bodies):
    head = ["report kind", "report partnership", "report period", "key", "body"]
    key = [report.kind, report.partnership.code, report.period]
    return [head, *([*key, f"vision.{n}", body] for n, body in enumerate(bodies))]


def test_slip_in_a_file_is_told_at_row_and_column(report):
    rows = passages(report, "<p>[=total safety-fund 2016-17]</p>", "<p>[=totl]</p>")

    result = load(PassageResource, rows)

    assert result.problems == [f"Row 3, column body: {TOTL}"]
    assert not Passage.objects.filter(key__startswith="vision.").exists()


def test_reference_in_a_file_is_told_too(report):
    [problem] = load(PassageResource, passages(report, "[@table fundings]")).problems

    assert problem.startswith("Row 2, column body: “[@table fundings]” is not in")


def test_plain_fields_with_tokens_are_checked_in_files(report):
    head = passages(report)[0][:3]
    key = [report.kind, report.partnership.code, report.period]
    rows = [[*head, "order", "figure", "label"], [*key, 5, "[=totl]", "lights"]]

    assert load(HeadlineFigureResource, rows).problems == [
        f"Row 2, column figure: {TOTL}"
    ]


def test_row_that_is_as_it_was_is_not_asked_again(report):
    a_passage(report=report, key="vision.0", body="<p>[=totl]</p>")
    rows = passages(report, "<p>[=totl]</p>")

    assert load(PassageResource, rows).problems == []


def test_wrong_year_in_a_key_is_told_at_its_column():
    home = a_home_partnership(code="home")
    settlement = a_settlement(partnership=home)
    fund = settlement.fund.code
    rows = [
        ["fund", "partnership", "year", "line", "amount"],
        [fund, "home", "2016-18", "none", "5"],
    ]

    problems = load(AllocationResource, rows).problems

    assert problems[0].startswith("Row 2, column year: “2016-18” is not one financial")


def test_achievement_can_be_saved_with_figures_of_measures(boss):
    row = an_achievement()
    data = {"code": row.code, "partnership": row.partnership_id, "year": "2016-17"}
    data |= {"title": "T", "order": 0, "figure": "[=value thefts x 2015]"}
    data |= {"figure_caption": "thefts", "body": ""}

    form = boss.post(page_of(row), data).context["adminform"].form

    assert form.errors == {"figure": ["There is no measure with the code “thefts”."]}


def test_text_named_as_a_workbook_is_told_to_be_none(boss):
    file = SimpleUploadedFile("words.xlsx", b"This is no sheet at all")

    shown = boss.post(
        page_of(Passage(), "import"), {"resource": "0", "import_file": file}
    ).content.decode()

    assert "The file name ends in .xlsx but it is not a workbook." in shown
    assert "no rows below" not in shown
