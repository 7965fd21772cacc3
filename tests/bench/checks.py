"""Checking a document against writing it."""

from django.test import Client
from django.urls import reverse

from reports.assembly.build import build
from reports.checks import services
from reports.management import load_sample_data
from reports.models import Report
from reports.publication.rendering import as_html
from tests.bench.timing import Comparison
from tests.partnership.records.helpers import an_officer

AGREEMENT = {"document_type": "community-safety-agreement", "year": 2016}


def comparisons():
    load_sample_data.load()

    def check():
        services.run(Report.objects.get(**AGREEMENT))

    def write():
        as_html(build(Report.objects.get(**AGREEMENT)))

    yield Comparison("Check the agreement / write it as HTML", check, write, goal=1)

    report, client = Report.objects.get(**AGREEMENT), Client()
    client.force_login(an_officer())

    def open_results():
        client.get(reverse("documents:check_results", args=[report.pk]))

    def open_editor():
        client.get(reverse("editor:report", args=[report.pk]))

    name = "Open the check results / the editor"
    yield Comparison(name, open_results, open_editor, goal=2)
