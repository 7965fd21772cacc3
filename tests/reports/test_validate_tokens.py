"""Errors in figure codes and references are shown on saving, at the field."""

import pytest
from django.urls import reverse
from tablib import Dataset

from funding.models import Allocation
from funding.resources import AllocationResource
from partnership.core.models.registry import record_type_of
from partnership.core.text import token_validation
from partnership.models import Partnership
from priorities.models import Achievement, Observation
from reports.models import Contribution, HeadlineFigure, Passage, Report
from reports.staff.resources import HeadlineFigureResource, PassageResource
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
    an_achievement,
)
from tests.partnership.records.helpers import posted

pytestmark = pytest.mark.django_db

TOTL = "There is no figure called “totl”. Did you mean total?"
NO_YEAR = "Testland Safety Fund has no settlement for 2030-31."
SLIPS = {
    "[=totl safety-fund 2016-17]": TOTL,
    "[=total safety-fnd 2016-17]": "There is no fund with the code “safety-fnd”. Did "
    "you mean safety-fund?",
    "[=total safety-fund 2030-31]": NO_YEAR,
    "[=total safety-fund 2016-18]": "“2016-18” is not one financial year. The year "
    "from April 2016 is 2016-17",
    "[=total safety-fund": "“[=total safety-fund” has no closing bracket. Add ] to it.",
}


def errors_of(row, name):
    return token_validation.find_errors(row, {}).get(name, [])


def page_of(row):
    """Where a record is edited, or added if it is not stored yet."""
    record = record_type_of(type(row))
    return record.edit_url(row.pk) if row.pk else record.add_url


def send(officer, row, **fields):
    """Submit the form of a record with these fields changed."""
    page = page_of(row)
    return officer.post(page, posted(officer.get(page), **fields), follow=True)


# The check itself


@pytest.mark.parametrize(("slip", "message"), SLIPS.items())
def test_misspelt_code_suggests_the_nearest(report, slip, message):
    row = Passage(report=report, key="vision.text", body=f"<p>It was {slip}</p>")

    assert errors_of(row, "body") == [message]


def test_reference_is_checked_against_the_reports_own_document(report):
    row = Passage(report=report, key="vision.text", body="<p>[@table fundings]</p>")

    [message] = errors_of(row, "body")

    assert message.startswith("“[@table fundings]” is not in")
    assert "[@table funding]" in message
    row.body = "<p>[@table funding] and [@section vision]</p>"
    assert errors_of(row, "body") == []


def test_reference_to_a_hidden_section_is_an_error(report):
    row = Passage(report=report, key="vision.text", body="<p>[@section plans]</p>")
    assert errors_of(row, "body") == []
    a_section_override(
        report=report, key="plans", is_hidden=True, hidden_reason="Not asked for."
    )

    assert len(errors_of(row, "body")) == 1


def test_reference_is_accepted_if_the_document_cannot_be_built(report):
    row = Passage(report=report, key="vision.text", body="<p>[@table fundings]</p>")
    Allocation.objects.all().delete()
    report.partnership.settlements.all().delete()

    assert errors_of(row, "body") == []


def test_reference_error_is_reported_despite_other_errors(report):
    a_passage(report=report, key="working.groups", body="<p>[=totl]</p>")
    row = Passage(report=report, key="vision.text", body="<p>[@table fundings]</p>")

    assert len(errors_of(row, "body")) == 1


def test_reference_in_a_contribution_is_checked_too(report):
    sender = a_partnership(police_area=report.partnership.police_area)
    row = a_contribution(report=report, partnership=sender, body="[@table fundings]")

    assert len(errors_of(row, "body")) == 1


def test_every_field_with_tokens_is_validated(report):
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
        assert errors_of(row, name) == [TOTL], (row, name)


def test_text_of_a_district_can_use_figures_of_its_county(report):
    csp = Partnership.objects.get(code="mill-vale-csp")
    row = Achievement(partnership=csp, body="<p>[=total safety-fund 2016-17]</p>")
    assert errors_of(row, "body") == []

    row.body = "<p>[=total safety-fund 2030-31]</p>"
    assert len(errors_of(row, "body")) == 1


def test_text_of_a_report_cannot_use_figures_of_another_partnership(report):
    other = a_report(partnership=a_partnership())
    row = Passage(report=other, key="x", body="<p>[=total safety-fund 2016-17]</p>")

    assert errors_of(row, "body") == ["There is no fund with the code “safety-fund”."]


def test_record_without_an_owner_is_accepted():
    for row in (Passage(body="[=totl]"), Passage(report=Report(), body="[=totl]")):
        assert errors_of(row, "body") == []


def test_existing_errors_do_not_prevent_fixing_others(report):
    row = a_passage(report=report, key="vision.text", body="<p>[=totl]</p>")
    before = token_validation.checked_values(row)
    row.sample_note = "Stands in"
    assert token_validation.find_errors(row, before) == {}

    row.report = a_report(partnership=report.partnership, year=2017)
    assert list(token_validation.find_errors(row, before)) == ["body"]


def test_text_without_tokens_makes_no_queries(report, django_assert_num_queries):
    row = Passage(report=report, key="vision.text", body="<p>Plain [words]</p>")

    with django_assert_num_queries(0):
        assert token_validation.find_errors(row, {}) == {}


@pytest.mark.long
@pytest.mark.usefixtures("sample_data")
def test_all_sample_texts_are_valid():
    for model in (Passage, Contribution, HeadlineFigure, Achievement, Allocation):
        rows = model.objects.all()
        assert rows
        if model is Passage:
            rows = rows.filter(body__contains="[@")
        for row in rows:
            assert token_validation.find_errors(row, {}) == {}, row


# In the staff area


def passage_fields(report, **fields):
    return {"report": report.pk, "key": "vision.text", **fields}


@pytest.mark.parametrize(
    ("slip", "message"),
    [*SLIPS.items(), ("[@table fundings]", "“[@table fundings]” is not in")],
)
def test_error_is_shown_at_its_field_with_the_text_entered(
    officer, report, slip, message
):
    body = f"<p>It was {slip}</p>"

    page = send(officer, Passage(), **passage_fields(report, body=body))

    form = page.context["record_form"].form
    assert list(form.errors) == ["body"]
    assert form.errors["body"][0].startswith(message)
    assert slip in form["body"].value()
    assert not Passage.objects.filter(key="vision.text").exists()
    address = reverse("reports:document", args=[report.document_type, report.period])
    assert officer.get(address).status_code == 200


def test_valid_text_is_saved(officer, report):
    body = "<p>[=total safety-fund 2016-17], see [@table funding]</p>"

    send(officer, Passage(), **passage_fields(report, body=body))

    assert Passage.objects.get(key="vision.text").body == body


def one_headline(is_new, **fields):
    """A headline figure more, in the form of its document."""
    number = 0 if is_new else 1
    row = {"order": "7", "figure": "12", "label": "lights"} | fields
    data = {f"headline_figures-{number}-{name}": row[name] for name in row}
    return data | {"headline_figures-TOTAL_FORMS": str(number + 1)}


@pytest.mark.parametrize("is_new", [True, False])
def test_error_in_an_inline_form_is_shown_there(officer, report, is_new):
    fields = one_headline(is_new, figure="[=totl safety-fund 2016-17]")
    if is_new:
        fields |= {
            "document_type": report.document_type,
            "partnership": report.partnership_id,
        }
        fields |= {"period": "2016-17/other", "year": "2016-17"}

    page = send(officer, Report() if is_new else report, **fields)

    [(message, address)] = page.context["problems"]
    assert message.endswith(TOTL[1:])
    assert address == f"id_headline_figures-{0 if is_new else 1}-figure"
    assert HeadlineFigure.objects.count() == 1


def test_valid_inline_form_is_saved(officer, report):
    send(officer, report, **one_headline(False, figure="[=total safety-fund 2016-17]"))

    assert HeadlineFigure.objects.count() == 2


def test_error_in_an_allocation_note_is_shown(officer, report):
    note = "[=totl safety-fund 2016]"

    page = send(officer, Allocation.objects.get(), note=note)

    assert page.context["record_form"].form.errors == {"note": [TOTL]}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>A</p><script>alert(1)</script>", "a script"),
        ('<p>A<img src="a.png"></p>', "an image"),
        ('<p><a href="javascript:alert(1)">A</a></p>', "a link to javascript:"),
        ("<p>A</p>", None),
    ],
)
def test_removed_markup_is_reported(officer, report, body, words):
    page = send(officer, Passage(), **passage_fields(report, body=body))

    shown = page.content.decode()
    assert Passage.objects.filter(key="vision.text").exists()
    if words:
        assert f"Removed from your text: {words}. You can use headings" in shown
    else:
        assert "Removed from your text" not in shown


def test_achievement_is_not_saved_with_a_figure_of_no_measure(officer):
    figure = {"figure": "[=value thefts x 2015]", "figure_caption": "thefts"}

    page = send(officer, an_achievement(), **figure)

    assert page.context["record_form"].form.errors == {
        "figure": ["There is no measure with the code “thefts”."]
    }


# In files


def load(resource, rows):
    return resource().import_data(Dataset(*rows[1:], headers=rows[0]))


def passages(report, *bodies):
    head = ["document type", "document partnership", "document period", "key", "body"]
    key = [report.document_type, report.partnership.code, report.period]
    return [head, *([*key, f"vision.{n}", body] for n, body in enumerate(bodies))]


def test_error_in_a_file_names_row_and_column(report):
    rows = passages(report, "<p>[=total safety-fund 2016-17]</p>", "<p>[=totl]</p>")

    result = load(PassageResource, rows)

    assert result.problems == [f"Row 3, column body: {TOTL}"]
    assert not Passage.objects.filter(key__startswith="vision.").exists()


def test_reference_error_in_a_file_is_reported(report):
    [problem] = load(PassageResource, passages(report, "[@table fundings]")).problems

    assert problem.startswith("Row 2, column body: “[@table fundings]” is not in")


def test_plain_fields_with_tokens_are_checked_in_files(report):
    head = passages(report)[0][:3]
    key = [report.document_type, report.partnership.code, report.period]
    rows = [[*head, "order", "figure", "label"], [*key, 5, "[=totl]", "lights"]]

    assert load(HeadlineFigureResource, rows).problems == [
        f"Row 2, column figure: {TOTL}"
    ]


def test_unchanged_row_is_not_validated_again(report):
    a_passage(report=report, key="vision.0", body="<p>[=totl]</p>")
    rows = passages(report, "<p>[=totl]</p>")

    assert load(PassageResource, rows).problems == []


def test_wrong_year_in_a_key_names_its_column():
    home = a_home_partnership(code="home")
    settlement = a_settlement(partnership=home)
    fund = settlement.fund.code
    rows = [
        ["fund", "partnership", "year", "line", "amount"],
        [fund, "home", "2016-18", "none", "5"],
    ]

    problems = load(AllocationResource, rows).problems

    assert problems[0].startswith("Row 2, column year: “2016-18” is not one financial")
