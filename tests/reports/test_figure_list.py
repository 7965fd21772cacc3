"""The JSON's flat list of figures: each with its origin and its section."""

import json

import pytest

from reports.assembly.build import build
from reports.document.figure_list import figures_of
from reports.publication import rendering
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


def test_each_figure_has_its_section_and_origin():
    report = a_testshire_report()
    passage = report.passages.exclude(body="").first()
    passage.body = "<p>We had [=total safety-fund 2016-17].</p>"
    passage.save()
    document = build(report)

    data = json.loads(rendering.as_json(document))

    [figure] = [
        row
        for row in data["figures"]
        if row["token"] == "[=total safety-fund 2016-17]"
        and row["section"] == passage.key.partition(".")[0]
    ]
    assert figure["section_title"]
    assert figure["text"] == "£24,000"
    assert figure["value"] == "24000.00"
    assert (figure["about"], figure["period"]) == ("Total", "2016-17")
    assert (figure["base"], figure["source"]) == ("", "Testland Safety Fund")


def test_list_has_every_figure_of_the_sections(agreement):
    """None is lost, and none is listed twice."""
    text = rendering.as_json(agreement)
    data = json.loads(text)

    def count(value):
        if isinstance(value, dict):
            here = value.get("figures", [])
            return len(here) + sum(count(v) for k, v in value.items() if k != "figures")
        return sum(map(count, value)) if isinstance(value, list) else 0

    assert len(data["figures"]) == count(data["sections"]) > 40
    assert data["figures"] == figures_of(agreement)
    assert all(row["token"].startswith("[=") for row in data["figures"])
    assert all(row["about"] and row["period"] for row in data["figures"])
