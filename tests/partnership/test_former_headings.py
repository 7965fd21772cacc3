"""Old headings and labels of spreadsheets still import."""

import pytest
from tablib import Dataset

from partnership.core.imports.cells.widgets import ChoiceWidget
from partnership.core.imports.columns.headers import column_names, known_headings
from partnership.core.imports.files.read_file import SpreadsheetError
from partnership.core.imports.rows.resource import RESOURCES
from partnership.models import Partner
from partnership.partners.resources import PartnerResource
from priorities.models import Lead, Observation
from priorities.resources import LeadResource, MeasureResource, ObservationResource
from tests import builders

EVERY = pytest.mark.parametrize(
    "resource", RESOURCES.values(), ids=lambda resource: resource.__name__
)


@EVERY
def test_former_headings_are_read_as_their_columns(resource):
    known = known_headings(resource.slots, resource.former_headings)

    for old, column in resource.former_headings.items():
        assert column in known.values()
        assert known[old] == column


@EVERY
def test_former_labels_are_read_as_their_choices(resource):
    widgets = [
        column.widget
        for column in resource.fields.values()
        if isinstance(column.widget, ChoiceWidget)
    ]

    for old, code in resource.former_choices.items():
        assert code in [w.clean(old.upper()) for w in widgets if code in w.codes]


@pytest.mark.parametrize("old", ["No figure, because", "no words, because"])
def test_a_reason_is_read_under_its_former_heading(old):
    names, unknown = column_names(
        ["measure", "area", "period", old], ObservationResource()
    )

    assert names == ["measure", "area", "period", "reason"]
    assert unknown == []


def test_an_old_and_a_new_heading_of_one_column_are_refused():
    with pytest.raises(SpreadsheetError, match="Two columns are called “desired direc"):
        column_names(["code", "good is", "desired direction"], MeasureResource())


@pytest.mark.django_db
class TestImport:
    def test_a_figure_under_the_former_heading_of_its_reason(self):
        row = builders.an_observation()
        head = ["measure", "area", "period", "value", "No figure, because"]
        cells = [row.measure.code, row.area.code, row.period.label, "", "not given"]

        result = ObservationResource().import_data(Dataset(cells, headers=head))

        assert (result.problems, result.notes) == ([], [])
        assert Observation.objects.get().reason == "not-given"

    def test_a_lead_of_a_part(self):
        lead = builders.a_lead()
        dataset = LeadResource().export()
        Lead.objects.all().delete()
        head = ["part" if name == "strand" else name for name in dataset.headers]

        result = LeadResource().import_data(Dataset(*dataset, headers=head))

        assert (result.problems, result.notes) == ([], [])
        assert Lead.objects.get().strand == lead.strand

    def test_a_partner_with_former_labels(self):
        head = ["code", "name", "kind", "statutory role"]
        cells = ["abc", "ABC", "Provider of services", "invited to take part"]

        result = PartnerResource().import_data(Dataset(cells, headers=head))

        assert (result.problems, result.notes) == ([], [])
        partner = Partner.objects.get()
        assert (partner.kind, partner.statutory_role) == ("provider", "invited")

    @pytest.mark.parametrize("kind", ["local authority", "city council"])
    def test_a_council_of_any_kind_is_not_taken_for_a_district(self, kind):
        dataset = Dataset(["abc", "ABC", kind], headers=["code", "name", "kind"])

        [problem] = PartnerResource().import_data(dataset).problems

        assert f"“{kind}” is not an option." in problem
