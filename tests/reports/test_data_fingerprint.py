"""The fingerprint of the data: any change of any row changes it."""

import datetime as dt

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, connection, models, transaction
from django.db.models.signals import pre_migrate

from partnership.core.models import DataChange
from partnership.core.models.data_changes import TABLE
from partnership.models import Area
from priorities.models import Priority
from reports.checks import services
from reports.models import Report
from reports.publication import data_fingerprint as fingerprints
from reports.publication.data_fingerprint import data_fingerprint
from reports.staff.check_summary import summaries
from tests.builders import a_priority, a_user, an_area, an_objective
from tests.reports.testshire import a_testshire_report

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_every_table_is_in_it_but_those_that_are_named():
    left_out = {
        model._meta.label
        for app in settings.DATA_APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if model not in fingerprints.models_in_documents()
    }

    assert {name for name in left_out if ".Historical" not in name} == {
        "partnership.User",
        "partnership.User_groups",
        "partnership.User_user_permissions",
        "reports.DraftPdf",
        "reports.ReportedWarning",
        "reports.ReviewComment",
        "reports.Reviewer",
        "reports.ScheduledPublication",
        "reports.Subscription",
        "reports.Announcement",
        "reports.Withdrawal",
    }


@pytest.mark.usefixtures("sample_data")
def test_any_change_changes_the_fingerprint():
    """Past forms and history, by an update in the database, in every table."""
    before, changed = data_fingerprint(), []
    for model in fingerprints.models_in_documents():
        with transaction.atomic():
            if change_any_field(model):
                assert data_fingerprint() != before, model
                changed.append(model)
            transaction.set_rollback(True)
        assert data_fingerprint() == before

    models = fingerprints.models_in_documents()
    assert changed == [model for model in models if model._base_manager.exists()]


def change_any_field(model) -> bool:
    """Change the first row in the first way that the database lets pass."""
    row = model._base_manager.order_by("pk").last()
    for column in model._meta.fields if row else ():
        for value in values_for(column, getattr(row, column.attname)):
            try:
                with transaction.atomic():
                    model._base_manager.filter(pk=row.pk).update(
                        **{column.attname: value}
                    )
                return True
            except IntegrityError:
                continue
    return False


def values_for(column, value):
    """Other values of a column; for a tie between two rows a key of its own."""
    if isinstance(column, models.CharField | models.TextField) and value:
        yield f"{value[:-1]}~"
    elif isinstance(column, models.BooleanField):
        yield not value
    elif isinstance(column, models.IntegerField) and value:
        yield value + 1000


def test_added_deleted_and_linked_rows_change_the_fingerprint():
    priority = a_priority()
    before = data_fingerprint()
    objective = an_objective()
    with_one_more = data_fingerprint()
    priority.objectives.add(objective)
    tied = data_fingerprint()
    Priority.objects.all().delete()

    assert len({before, with_one_more, tied, data_fingerprint()}) == 4


def test_change_that_was_undone_makes_another_fingerprint():
    area = an_area(name="Testshire")
    before = data_fingerprint()
    for name in ["Other", "Testshire"]:
        area.name = name
        area.save()

    assert data_fingerprint() != before


def test_state_of_much_changed_data_is_read_quickly():
    area = an_area()
    for number in range(1_500):
        Area.objects.filter(pk=area.pk).update(name=f"Area {number}")

    assert DataChange.objects.filter(table_name=Area._meta.db_table).count() < 1_000


def test_unused_data_does_not_change_the_fingerprint():
    before = data_fingerprint()

    a_user()

    assert data_fingerprint() == before


def test_new_day_or_release_changes_the_fingerprint(monkeypatch):
    before = data_fingerprint()
    later = dt.date(2030, 1, 1)
    monkeypatch.setattr(fingerprints.timezone, "localdate", lambda: later)
    another_day = data_fingerprint()
    monkeypatch.setattr(fingerprints, "_code", lambda: "another release")

    assert len({before, another_day, data_fingerprint()}) == 3


class TestCountsOfDrafts:
    @pytest.fixture
    def report(self):
        cache.clear()
        return a_testshire_report()

    @pytest.fixture
    def runs(self, monkeypatch):
        """Which reports were checked, each time that one was."""
        done, run = [], services.run

        def counted(report, draft=None):
            done.append(report.pk)
            return run(report, draft)

        monkeypatch.setattr(services, "run", counted)
        return done

    def test_unchanged_data_is_not_checked_again(self, report, runs):
        first, second = summaries([report]), summaries([report])

        assert first == second
        assert runs == [report.pk]

    def test_a_change_is_seen_at_the_next_look(self, report, runs):
        [before] = summaries([report])
        report.partnership.settlements.filter(year=2016).update(total_gbp=1)
        [after] = summaries([Report.objects.get(pk=report.pk)])

        assert (after.errors, after.warnings) != (before.errors, before.warnings)
        assert len(runs) == 2

    def test_result_is_not_cached_if_data_changed_meanwhile(
        self, report, runs, monkeypatch
    ):
        run = services.run

        def meanwhile(one, draft=None):
            checked = run(one, draft)
            Area.objects.update(name="Somewhere else")
            return checked

        monkeypatch.setattr(services, "run", meanwhile)
        summaries([report])
        monkeypatch.setattr(services, "run", run)
        summaries([report])

        assert len(runs) == 2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite remakes tables")
def test_migrations_can_remake_the_table_of_changes():
    pre_migrate.send(apps.get_app_config("core"), using="default")

    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
        assert not [sql for (sql,) in cursor.fetchall() if TABLE in sql]
