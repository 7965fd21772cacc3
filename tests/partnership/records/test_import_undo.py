"""Undoing an import as one, and the list of imports."""

import pytest
from django.db import IntegrityError
from django.urls import reverse
from pytest_django.asserts import assertContains

from partnership.core.imports.previews import runs
from partnership.core.models import ColumnChoice, ImportRun
from partnership.core.models.registry import RECORD_TYPES
from partnership.core.records.importing.tables import saved_table
from partnership.models import Area, Term
from tests import builders
from tests.partnership.records.helpers import EVERY, build, user_with_permissions
from tests.partnership.records.import_helpers import address, confirm, page_text, upload
from tests.queries import assert_queries_do_not_grow

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("files"),
]


def saved(officer, data, **kwargs):
    confirm(officer, upload(officer, data, **kwargs))
    return ImportRun.objects.first()


def undo(officer, run):
    page = reverse("records:import_report", args=[run.pk])
    return officer.post(page, follow=True)


def test_import_is_undone_as_one_and_the_history_keeps_it(officer):
    before = builders.a_term(term="ABC", full_version="As before")
    run = saved(officer, "term,full version\nABC,Now this\nGHI,New\n", name="words.csv")

    page = undo(officer, run)

    assertContains(page, "Import of “words.csv” undone.")
    assert dict(Term.objects.values_list("term", "full_version")) == {
        "ABC": "As before"
    }
    assert before.history.first().history_change_reason == (
        "Import of “words.csv” undone"
    )
    run.refresh_from_db()
    assert run.undone_by == officer.user
    assert undo(officer, run).status_code == 409


def test_import_is_not_undone_while_something_newer_depends_on_it(officer):
    run = saved(officer, "term,full version\nABC,One\nDEF,Two\n")
    row = Term.objects.get(term="ABC")
    row.full_version = "Changed since"
    row.save()

    page = undo(officer, run)

    assert page.status_code == 409
    assert "ABC” was changed afterwards" in page_text(page)
    assert Term.objects.count() == 2


def test_import_is_not_undone_while_a_record_uses_what_it_added(officer):
    run = saved(
        officer, "code,name,type\nx,Xton,district\n", slug="areas", name="areas.csv"
    )
    builders.an_area(code="y", name="Ywick", parent=Area.objects.get(code="x"))

    page = undo(officer, run)

    assert "Area “Ywick” uses it" in page_text(page)
    assert Area.objects.filter(code="x").exists()


def test_rows_of_one_file_that_refer_to_each_other_are_undone_together(officer):
    rows = "code,name,kind,parent\nx,Xton,county,\ny,Ywick,district,x\n"
    run = saved(officer, rows, slug="areas", name="areas.csv")

    undo(officer, run)

    assert not Area.objects.filter(code__in=["x", "y"]).exists()


def test_list_of_imports_says_who_when_what_and_which_file(officer):
    run = saved(officer, "term\nABC\n", name="words.csv")

    page = officer.get(reverse("records:imports"))

    assertContains(page, "words.csv")
    assertContains(page, str(officer.user))
    report = officer.get(reverse("records:import_report", args=[run.pk]))
    assertContains(report, run.sha256)
    assertContains(report, "<dt>New records</dt><dd>1</dd>", html=True)
    assertContains(report, "<dt>Changed records</dt><dd>0</dd>", html=True)


def test_columns_are_remembered_for_the_file_of_the_next_year(officer):
    page = upload(officer, "Begriff 2016,full version,Notes 1,Notes 2\nABC,One,a,b\n")
    chosen = officer.post(
        address(page),
        {"column-A": "term", "found-A": "", "column-C": "meaning", "found-C": ""},
        follow=True,
    )
    confirm(officer, chosen)

    again = upload(officer, "Begriff 2017,full version,Notes 2,Notes 1\nDEF,Two,c,d\n")

    assert again.context["counts"]["new"] == 1
    confirm(officer, again)
    assert Term.objects.get(term="DEF").meaning == "d"


def test_columns_that_were_chosen_are_remembered_for_the_next_file(officer):
    page = upload(officer, "Begriff,full version\nABC,One\n")
    assert page.context["preview"]["missing"] == ["term"]

    chosen = officer.post(
        address(page), {"column-A": "term", "found-A": ""}, follow=True
    )
    confirm(officer, chosen)
    again = upload(officer, "Begriff,full version\nDEF,Two\n")

    assert again.context["counts"]["new"] == 1
    assertContains(again, "did for an earlier file with these headings.")
    with pytest.raises(IntegrityError, match="columnchoice|UNIQUE"):
        # columnchoice_one_a_layout
        choice = ColumnChoice.objects.get()
        ColumnChoice.objects.create(
            list_slug=choice.list_slug, headings=choice.headings
        )


@EVERY
def test_records_saved_are_named_with_few_queries(slug):
    rows = []

    def ask():
        model = RECORD_TYPES[slug].model
        versions = [(row.pk, 0, None) for row in rows]
        saved_table({model._meta.label_lower: versions})

    assert_queries_do_not_grow(ask, lambda: rows.append(build(slug)))


def test_run_of_several_lists_names_those_that_the_user_may_view(client):
    person, term = builders.a_person(name="Ann Example"), builders.a_term(term="ABC")
    run = ImportRun.objects.create(title="Workbook")
    for row in (person, term):
        run.remember(type(row), [(row.pk, 0, None)])
    run.save()
    other = ImportRun.objects.create(title="People only")
    other.remember(type(person), [(person.pk, 0, None)])
    other.save()

    client.force_login(user_with_permissions("view", slug="terms"))
    listed = page_text(client.get(reverse("records:imports")))
    report = client.get(reverse("records:import_report", args=[run.pk]))

    assert "Workbook" in listed and "Terms" in listed
    assert "People" not in listed
    assert "ABC" in page_text(report)
    assert "Ann Example" not in page_text(report)
    assert "People" not in page_text(report)
    hidden = client.get(reverse("records:import_report", args=[other.pk]))
    assert hidden.status_code == 404


def test_run_without_versions_can_be_looked_at(officer):
    run = ImportRun.objects.create(list_slug="terms", file_name="x", sha256="y")

    assert runs.newer_changes(run) == []
