"""Imports and downloads that a worker does: progress, once only, and a full disk."""

import errno
import io
from unittest.mock import Mock

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, OperationalError
from django.urls import reverse
from pytest_django.asserts import assertContains

from partnership.core.imports.ambiguity import Choices
from partnership.core.imports.files.long_files import is_long
from partnership.core.imports.files.stored_upload import StoredUpload
from partnership.core.imports.previews import preview
from partnership.core.imports.rows import importer, results, saving
from partnership.core.imports.sheets import Rows
from partnership.core.models import BackgroundJob, ImportRun
from partnership.core.records.importing import jobs as import_jobs
from partnership.core.records.lists import download_jobs
from priorities.models import Observation
from tests import builders
from tests.imports import spreadsheets

pytestmark = pytest.mark.django_db

IMPORT = "/staff/observations/import/"
HEADINGS = ["measure", "area", "period", "value"]


@pytest.fixture
def officer(client, media_root):
    user = builders.a_user(is_superuser=True)
    client.force_login(user)
    client.user = user
    return client


def rows(count=1_200):
    builders.a_measure(code="burglary")
    areas = [builders.an_area(code=f"area-{n}").code for n in range(count // 25)]
    found = [
        ["burglary", area, f"{year}-{(year + 1) % 100:02}", year % 97]
        for area in areas
        for year in range(1995, 2020)
    ]
    return [HEADINGS, *found]


def upload(officer, found, name="figures.csv"):
    file = io.BytesIO(spreadsheets.csv_file([spreadsheets.Tab(found)]))
    file.name = name
    return officer.post(IMPORT, {"file": file}, follow=True)


def test_long_file_is_previewed_and_saved_by_the_worker(officer, database_worker):
    page = upload(officer, rows())

    assert Observation.objects.count() == 0
    assertContains(page, "Preview of figures.csv")
    assertContains(page, "The background worker is not running")
    job_page = page.redirect_chain[-1][0]
    database_worker()
    page = officer.get(job_page, follow=True)
    assert page.context["counts"]["new"] == 1_200
    address = page.redirect_chain[-1][0]
    for _ in range(2):  # submitted twice
        saving_page = officer.post(address, {"confirm": "1"}, follow=True)
    assert Observation.objects.count() == 0
    database_worker()
    page = officer.get(saving_page.redirect_chain[-1][0], follow=True)
    assertContains(page, "1,200 figures imported: 1,200 new, 0 changed")
    run = ImportRun.objects.get()
    assert (Observation.objects.count(), run.user) == (1_200, officer.user)
    version = Observation.history.first()
    assert version.history_user == officer.user
    officer.post(address, {"confirm": "1"}, follow=True)
    database_worker()
    assert ImportRun.objects.count() == 1
    undoing = officer.post(reverse("records:import_report", args=[run.pk]), follow=True)
    database_worker()
    officer.get(undoing.redirect_chain[-1][0], follow=True)
    assert Observation.objects.count() == 0


def test_worker_that_stopped_after_saving_reports_what_was_saved(
    officer, database_worker
):
    page = upload(officer, rows())
    database_worker()
    page = officer.get(page.redirect_chain[-1][0], follow=True)
    key = page.redirect_chain[-1][0].rstrip("/").rpartition("/")[2]
    stored = StoredUpload.find(officer.user, "observations", key)
    finish = StoredUpload.finish
    StoredUpload.finish = lambda *args: None  # as if it was stopped before this
    try:
        preview.save(preview_record(), stored)
    finally:
        StoredUpload.finish = finish
    assert Observation.objects.count() == 1_200

    job = import_jobs.start_save(officer.user, stored)
    database_worker()

    job.refresh_from_db()
    assert job.status == BackgroundJob.Status.SUCCEEDED
    assert (Observation.objects.count(), ImportRun.objects.count()) == (1_200, 1)


@pytest.fixture
def few_held(monkeypatch):
    """Limits of memory that a file of 60 rows exceeds."""
    monkeypatch.setattr(importer, "BATCH", 7)
    monkeypatch.setattr(results, "MAX_HELD", 10)
    monkeypatch.setattr(results, "MAX_SHOWN", 3)
    monkeypatch.setattr(Rows, "SIZE", 8)


def reading(found):
    data = spreadsheets.xlsx([spreadsheets.Tab(found)])
    return preview.Reading(preview_record(), data, Choices(), file_name="figures.xlsx")


def values():
    return list(Observation.objects.order_by("pk").values_list("value", flat=True))


@pytest.mark.database
@pytest.mark.usefixtures("few_held")
def test_rows_are_saved_in_batches_as_they_were_previewed():
    found = rows(75)[:61]
    previewed = reading(found)

    assert previewed.result.counts["new"] == 60
    assert len(previewed.result.outcomes) == 10
    saved = reading(found)
    run = ImportRun()
    assert saved.importer.save(run).fingerprint == previewed.result.fingerprint
    assert values() == [row[3] for row in found[1:]]
    assert run.count == Observation.history.count() == 60
    found[1][3], found[60][3] = 101, 102
    for _ in range(2):  # an importer can check its rows again
        assert previewed.importer.check().counts["changed"] == 0
    changed = reading(found)
    assert changed.importer.check().counts == {
        "new": 0,
        "changed": 2,
        "same": 58,
        "wrong": 0,
    }
    changed.importer.save()
    assert [values()[0], values()[59]] == [101, 102]


@pytest.mark.database
@pytest.mark.usefixtures("few_held")
@pytest.mark.parametrize(
    ("place", "row", "problem"),
    [
        (60, ["burglary", "area-2", "2004-05", "many"], "Row 61, column value:"),
        (60, ["burglary", "area-0", "1995-96", 5], "Rows 2 and 61 have the same"),
        (1, ["burglary", "area-0", "1995-96", -5], "Row 2, column value:"),
    ],
)
def test_one_wrong_row_of_any_batch_saves_none(place, row, problem):
    found = rows(75)[:61]
    found[place] = row

    result = reading(found).importer.save()

    assert problem in result.problems[0]
    assert Observation.objects.count() == Observation.history.count() == 0


@pytest.mark.usefixtures("few_held")
def test_row_that_the_database_refuses_is_named_in_any_batch(monkeypatch):
    found, values_of, calls = rows(75)[:61], saving.bulk.values_of, []

    def refusing(model, instances, **options):
        calls.append(len(instances))
        if len(calls) == 4:
            instances[2].reason = "not-given"  # beside a figure
        return values_of(model, instances, **options)

    monkeypatch.setattr(saving.bulk, "values_of", refusing)

    result = reading(found).importer.save()

    assert [problem[:6] for problem in result.problems] == ["Row 25"]
    assert Observation.objects.count() == Observation.history.count() == 0


@pytest.mark.database
@pytest.mark.usefixtures("few_held", "media_root")
def test_previewed_rows_that_the_database_refuses_are_checked_again(monkeypatch):
    found, add, calls = rows(75)[:61], saving.bulk.add, []
    data = spreadsheets.xlsx([spreadsheets.Tab(found)])
    user = builders.a_user()
    upload = preview.check(preview_record(), user, data, name="figures.xlsx")

    def refusing(model, values):
        calls.append(model)
        if len(calls) == 3:
            raise IntegrityError
        return add(model, values)

    monkeypatch.setattr(saving.bulk, "add", refusing)
    preview.save(preview_record(), upload)

    assert values() == [row[3] for row in found[1:]]
    assert ImportRun.objects.get().count == Observation.history.count() == 60


def test_queries_do_not_grow_with_changed_rows(django_assert_max_num_queries):
    found = rows(75)
    reading(found).importer.save()
    for row in found[1:]:
        row[3] += 1

    with django_assert_max_num_queries(30):
        assert reading(found).importer.save().counts["changed"] == 75


def preview_record():
    return import_jobs.RECORD_TYPES["observations"]


def test_data_that_changed_gives_a_new_preview(officer, database_worker):
    page = upload(officer, rows())
    database_worker()
    page = officer.get(page.redirect_chain[-1][0], follow=True)
    saving_page = officer.post(
        page.redirect_chain[-1][0], {"confirm": "1"}, follow=True
    )
    builders.an_observation(
        measure=Observation._meta.get_field("measure").related_model.objects.get(),
        area=Observation._meta.get_field("area").related_model.objects.first(),
        value=5,
    )
    database_worker()

    page = officer.get(saving_page.redirect_chain[-1][0], follow=True)

    assertContains(page, "Someone changed the data after your preview")
    assert Observation.objects.count() == 1


def no_space(*args, **kwargs):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_full_disk_is_reported_when_a_file_is_uploaded(officer, monkeypatch):
    monkeypatch.setattr(default_storage._wrapped, "_save", no_space)
    officer.raise_request_exception = False

    page = upload(officer, rows(25))

    assertContains(page, "no space left on its disk", status_code=507)


def test_job_reports_a_full_disk_and_saves_nothing(
    officer, database_worker, monkeypatch
):
    page = upload(officer, rows())
    database_worker()
    page = officer.get(page.redirect_chain[-1][0], follow=True)
    saving_page = officer.post(
        page.redirect_chain[-1][0], {"confirm": "1"}, follow=True
    )

    def full(*args):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(saving.bulk, "add_versions", full)
    database_worker()

    page = officer.get(saving_page.redirect_chain[-1][0], follow=True)
    assertContains(page, "no space left on its disk")
    assert Observation.objects.count() == ImportRun.objects.count() == 0


def test_long_download_is_made_by_the_worker(officer, database_worker, monkeypatch):
    monkeypatch.setattr(download_jobs, "MANY_ROWS", 2)
    measure = builders.a_measure(code="burglary")
    for number in range(3):
        builders.an_observation(measure=measure, value=number)

    page = officer.get("/staff/observations/export.csv", follow=True)
    database_worker()
    page = officer.get(page.redirect_chain[-1][0], follow=True)

    assertContains(page, "Your download is ready")
    parts = page.redirect_chain[-1][0].rstrip("/").split("/")
    file = officer.get(f"/staff/observations/download/{parts[-2]}.csv")
    assert b"".join(file.streaming_content).count(b"\r\n") == 4


@pytest.mark.parametrize("reader", ["xlsx", "xls", "ods", "csv", "tsv"])
def test_files_with_more_than_1000_rows_are_long(reader):
    found = [HEADINGS, *(["burglary", "area", "2016-17", n] for n in range(1_100))]

    assert is_long(spreadsheets.write([found], reader))
    assert not is_long(spreadsheets.write([found[:200]], reader))


def test_questions_about_cells_of_a_long_table_are_asked_about(officer):
    first, *others = rows(600)[1:]
    lines = [[*HEADINGS, "note"], [*first, "final"], *([*row, '"'] for row in others)]

    page = upload(officer, lines)

    assertContains(page, "The cell refers to the one above it")
    assertContains(page, "599")


def test_long_file_is_previewed_again_by_the_worker(
    officer, database_worker, monkeypatch
):
    monkeypatch.setattr(import_jobs, "MANY_ROWS", 2_000)
    job_page = upload(officer, rows()).redirect_chain[-1][0]
    database_worker()
    address = officer.get(job_page, follow=True).redirect_chain[-1][0]
    # It has fewer changes than a worker has to save, and someone else was faster.
    monkeypatch.setattr(import_jobs, "save", Mock(side_effect=preview.Changed))

    page = officer.post(address, {"confirm": "yes"}, follow=True)

    assertContains(page, "Someone changed the data after your preview")
    assertContains(page, "Preview of figures.csv")
    assert Observation.objects.count() == 0
