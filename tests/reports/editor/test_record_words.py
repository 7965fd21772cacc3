"""The editor in the forms of records: its tools and their data."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from priorities.models import Strand
from reports.models import HeadlineFigure, Passage
from tests import builders
from tests.partnership.records.helpers import user_with_permissions

pytestmark = pytest.mark.django_db

THEFTS = "[=value thefts testshire 2015]"


def form_of(slug, row):
    return reverse("records:edit", args=[slug, row.pk])


def found(client, of, query="thefts"):
    answer = client.get(
        reverse("editor:find_figures"),
        {"of": of, "q": query},
        headers={"Accept": "application/json"},
    )
    return answer.json()["options"]


def read(client, of, *words):
    address = f"{reverse('editor:read_figures')}?of={of}"
    return client.post(address, {"words": words}).json()["figures"]


def test_rich_words_and_lines_with_figures_get_the_tools(officer):
    row = builders.an_achievement()
    page = officer.get(form_of("achievements", row))

    shown = page.content.decode()
    assert shown.count('data-editor="rich"') == 1
    assert shown.count('data-editor="line"') == 2
    assertContains(page, f"of=achievements%2F{row.pk}")
    # And without a script one can read how it is done by hand.
    assertContains(page, "enter its figure code", 3)


def test_line_without_figures_gets_none(officer):
    page = officer.get(form_of("terms", builders.a_term()))

    assertNotContains(page, "data-editor=")


def test_only_a_documents_own_words_refer_to_its_places(officer, report):
    passage = Passage.objects.filter(report=report).first()
    strand = Strand.objects.first() or builders.a_strand()

    assertContains(officer.get(form_of("passages", passage)), "data-references=")
    assertNotContains(officer.get(form_of("strands", strand)), "data-references=")


def test_notes_of_the_funding_table_get_figures(officer):
    row = builders.an_allocation()
    page = officer.get(reverse("funding:allocations_table", args=[row.settlement_id]))

    assertContains(page, 'data-editor="line"')
    assertContains(page, f"of=settlements%2F{row.settlement_id}")


def test_figure_is_found_for_a_row_and_for_a_new_one(officer, report):
    strand = Strand.objects.first() or builders.a_strand()

    for of in [f"strands/{strand.pk}", "strands", f"documents/{report.pk}", ""]:
        options = found(officer, of)
        assert any(one["styles"][0][0] == THEFTS for one in options), of


def test_figure_is_found_for_a_new_document(officer, report):
    assert found(officer, "documents")


def test_page_to_find_figures_works_without_a_script(officer, report):
    page = officer.get(reverse("editor:find_figures"), {"of": "strands", "q": "thefts"})

    assertContains(page, THEFTS)
    assertContains(page, 'name="of" value="strands"')


def test_pages_of_a_document_work_without_a_script(officer, report):
    of = f"documents/{report.pk}"
    given = {"of": of, "q": "thefts", "section": "vision"}
    figures = officer.get(reverse("editor:find_figures"), given)
    references = officer.get(reverse("editor:find_references"), {"of": of})

    assertContains(figures, THEFTS)
    assertContains(figures, reverse("editor:section", args=[report.pk, "vision"]))
    assertContains(references, "[@section introduction]")
    assert any("thefts" in one["label"].lower() for one in found(officer, of))


def test_figures_are_shown_as_printed_without_those_with_errors(officer, report):
    message = read(officer, "strands", f"Up: {THEFTS}.", "[=value thefts nowhere 2015]")

    assert list(message) == [THEFTS]
    assert message[THEFTS] and "[" not in message[THEFTS]


def test_reference_is_shown_as_its_document_prints_it(officer, report):
    passage = Passage.objects.filter(report=report).first()
    place = "[@section introduction]"

    message = read(officer, f"passages/{passage.pk}", place)

    assert message[place].lower().startswith("section")
    assert read(officer, "strands", place) == {}


def test_rows_that_one_may_not_see_are_not_there(client, report):
    client.force_login(user_with_permissions("view", slug="terms"))

    for of in ["strands", f"documents/{report.pk}", "nothing", "strands/0"]:
        address = f"{reverse('editor:find_figures')}?of={of}&q=thefts"
        assert client.get(address).status_code == 404, of


def test_many_figures_take_no_more_queries(
    officer, report, django_assert_max_num_queries
):
    row = HeadlineFigure.objects.create(
        report=report, order=9, figure=THEFTS, label="thefts"
    )
    years = [f"[=value thefts testshire {year}]" for year in range(1980, 2016)]

    with django_assert_max_num_queries(30):
        assert THEFTS in read(officer, f"headline-figures/{row.pk}", *years)
