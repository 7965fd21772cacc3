"""Checking a document against writing it."""

from reports.assembly.build import build
from reports.checks import services
from reports.management import load_sample_data
from reports.models import Report
from reports.publication.rendering import as_html
from tests.bench.timing import Comparison

AGREEMENT = {"document_type": "community-safety-agreement", "year": 2016}


def comparisons():
    load_sample_data.load()

    def check():
        services.run(Report.objects.get(**AGREEMENT))

    def write():
        as_html(build(Report.objects.get(**AGREEMENT)))

    yield Comparison("Check the agreement / write it as HTML", check, write, goal=1)
