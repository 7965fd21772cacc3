"""Every list of records: its file is exported, read and imported without a change."""

from dataclasses import dataclass

import pytest
from django.core.exceptions import ValidationError

from partnership.core.imports.cells.widgets import AddressWidget, WordsWidget
from partnership.core.imports.formats import XLSX
from partnership.core.imports.rows.resource import RESOURCES
from partnership.core.models.natural_keys import CODE_NAME_FIELDS
from partnership.core.models.registry import RECORD_TYPES
from tests import builders
from tests.imports.reading import read_rows, with_cell

pytestmark = pytest.mark.django_db

# Texts that mean something else in the spreadsheet of an officer.
MEANT = ["None", "n/a", "–", "'None"]
HOSTILE = '=HYPERLINK("https://example.org","<script>alert(1)</script>")'


@dataclass
class Case:
    """A builder of a record, a bad cell of its list, and a column of free text."""

    build: object
    column: str
    cell: object
    words: str
    text: str = ""

    def __str__(self):
        return self.build.__name__

    def export(self):
        return self.resource().export()

    def load(self, dataset):
        return self.resource().import_data(dataset)

    def built(self):
        """The file of one new record."""
        self.model = type(self.build())
        self.resource = RESOURCES[self.model]
        return self.export()

    def row_deleted(self):
        """The file of one record that is no longer there."""
        dataset = self.built()
        self.model.objects.all().delete()
        return dataset


CASES = [
    Case(builders.an_area, "from", "31/02/2016", "is not a date", "name"),
    Case(builders.a_partner, "from", "31/02/2016", "is not a date", "also known as"),
    Case(builders.a_partnership, "is home", "perhaps", "is not an option", "note"),
    Case(builders.a_coverage, "from", "31/02/2016", "is not a date"),
    Case(
        builders.a_website,
        "partnership",
        "nowhere",
        "no partnership “nowhere”",
        "label",
    ),
    Case(builders.a_group, "type", "club", "“club” is not an option", "purpose"),
    Case(builders.a_membership, "services", "none-such", "no partner “none-such”"),
    Case(
        builders.a_governance_link,
        "between",
        "here and there",
        "is not an option",
        "down",
    ),
    Case(builders.an_alias, "type", "river", "is not an option", "name"),
    Case(builders.a_local_term, "key", "river", "is not an option", "name"),
    Case(builders.a_population, "people", "12.5", "is not a whole number", "source"),
    Case(builders.a_person, "name", None, "This cell must not be empty", "name"),
    Case(builders.a_post, "group", "no-group", "no group “no-group”", "title"),
    Case(builders.a_tenure, "from", "31/02/2016", "is not a date"),
    Case(
        builders.a_related_plan,
        "first year",
        "2016-19",
        "not one financial year",
        "title",
    ),
    Case(builders.a_duty, "order", "1.2.3", "is not a whole number", "summary"),
    Case(
        builders.a_duty_evidence, "done on", "4 Foo 2016", "is not a date", "evidence"
    ),
    Case(
        builders.a_term, "full version", "x" * 201, "at most 200 characters", "meaning"
    ),
    Case(
        builders.a_commissioners_plan,
        "from year",
        "2013-15",
        "not one financial year",
        "title",
    ),
    Case(builders.an_objective, "number", "one", "is not a whole number", "text"),
    Case(
        builders.a_priority,
        "objectives",
        "no-such",
        "no objective “no-such”",
        "context",
    ),
    Case(builders.a_priority_link, "type", "lost", "is not an option"),
    Case(builders.a_strand, "progress on", "2016-13-32", "is not a date", "outcome"),
    Case(builders.a_lead, "role", "boss", "is not an option"),
    Case(builders.a_measure, "unit", "furlongs", "is not an option", "definition"),
    Case(builders.an_observation, "value", "٦٤١٨٠", "is not a number", "note"),
    Case(builders.a_series_break, "starts on", "2016-13-32", "is not a date", "note"),
    Case(builders.a_reported_change, "amount", "many", "is not a number", "words"),
    Case(builders.a_comparison, "result", "middling", "is not an option", "note"),
    Case(builders.a_target, "value", "1e3", "was shortened by a spreadsheet", "note"),
    Case(builders.an_achievement, "year", "twenty", "is not a financial year", "body"),
    Case(
        builders.a_fund,
        "funder",
        "nobody",
        "There is no partner “nobody”",
        "legal basis",
    ),
    Case(builders.a_settlement, "total", "12k", "is an abbreviation", "source"),
    Case(
        builders.a_line,
        "parent",
        "no-line",
        "There is no funding line “no-line”",
        "label",
    ),
    Case(builders.a_line_change, "year", "2016-18", "not one financial year"),
    Case(builders.an_allocation, "amount", "-5", "Amount must be £0 or more", "note"),
    Case(builders.an_instalment, "due on", "4 Foo 2016", "is not a date", "condition"),
    Case(
        builders.a_carry_forward,
        "to year",
        "2015-16",
        "Year spent must be after the year of the grant",
        "note",
    ),
    Case(
        builders.a_return, "spent", "64180.375", "Round it to 64,180.38?", "narrative"
    ),
    Case(builders.a_report, "dated on", "soon", "is not a date", "summary"),
    Case(
        builders.a_document_template,
        "numbering",
        "roman",
        "Section 1: “roman” is not a type of numbering",
        "name",
    ),
    Case(
        builders.a_front_matter, "value", None, "This cell must not be empty", "value"
    ),
    Case(builders.a_measure_chart, "form", "pie", "is not an option"),
    Case(
        builders.a_section_override,
        "is hidden",
        "yes",
        "Enter a reason for hiding the section",
        "title",
    ),
    Case(builders.a_passage, "body reason", "forgotten", "is not an option", "body"),
    Case(
        builders.a_headline_figure, "label", "", "This cell must not be empty", "detail"
    ),
    Case(
        builders.a_recommendation,
        "addressed to",
        "nobody",
        "There is no group “nobody”",
        "text",
    ),
    Case(builders.a_contribution, "requested on", "04/2016", "which day", "body"),
    Case(builders.a_picture, "file", "me.jpg", "not stored here", "caption"),
    Case(builders.a_supplement, "file", "list.csv", "not stored here", "title"),
]
EVERY = pytest.mark.parametrize("case", CASES, ids=str)
# What the columns of a list do not change is tried with one list.
ONE = pytest.mark.parametrize("case", CASES[:1], ids=str)


def test_every_list_has_its_case():
    built = sorted(type(case.build()).__name__ for case in CASES)

    assert built == sorted(row.model.__name__ for row in RECORD_TYPES.values())


@EVERY
def test_new_row_is_saved_as_it_was(case):
    dataset = case.row_deleted()

    result = case.load(dataset)

    assert result.problems == []
    assert result.totals["new"] == case.model.objects.count() == 1
    assert case.export().csv == dataset.csv


@EVERY
def test_one_bad_row_saves_nothing(case):
    case.built()
    dataset = case.built()
    case.model.objects.all().delete()

    result = case.load(with_cell(dataset, case.column, case.cell, row=1))

    [problem] = result.problems
    assert problem.startswith("Row 3, column ")
    assert case.column in problem.partition(":")[0]
    assert case.words in problem
    assert case.model.objects.count() == 0


@EVERY
def test_repeated_key_is_an_error_in_both_rows(case):
    dataset = case.row_deleted()
    dataset.append(dataset[0])

    result = case.load(dataset)

    assert [problem[:6] for problem in result.problems] == ["Row 2:", "Row 3:"]
    assert all("Rows 2 and 3 have the same " in p for p in result.problems)
    assert case.model.objects.count() == 0


@EVERY
def test_hostile_text_stays_text(case):
    dataset = case.row_deleted()

    result = case.load(with_cell(dataset, case.text or case.column, HOSTILE))

    if not case.text:
        assert len(result.problems) == 1
        assert case.model.objects.count() == 0
        return
    assert result.problems == []
    cell = case.export()[case.text][0]
    assert not cell.startswith("=")
    assert "<script>" not in cell or cell == f"'{HOSTILE}"
    assert case.load(case.export()).totals["skip"] == 1


def texts_of(case):
    """The text fields of a list, which its forms accept almost anything in."""
    for slot in case.resource().slots:
        if slot.field is None or slot.field.is_relation:
            continue
        is_text = isinstance(slot.columns[0].widget, WordsWidget | AddressWidget)
        if is_text and slot.name not in ("code", "slug", "key"):
            yield slot.name


@EVERY
@pytest.mark.parametrize("first", [0, pytest.param(1, marks=pytest.mark.long)])
def test_text_that_looks_like_none_comes_in_as_it_went_out(case, first):
    case.built()
    row, before = case.model.objects.get(), {}
    for number, name in enumerate(texts_of(case), first):
        before[name] = getattr(row, name)
        setattr(row, name, MEANT[number % 4])
        try:
            row.full_clean()
        except ValidationError:
            setattr(row, name, before.pop(name))
    row.save()
    written = {name: getattr(row, name) for name in before}
    data = XLSX().export_data(case.export())

    assert case.load(read_rows(case.resource(), data)).totals["skip"] == 1

    case.model.objects.all().delete()
    assert case.load(read_rows(case.resource(), data)).problems == []
    row = case.model.objects.get()
    assert {name: getattr(row, name) for name in before} == written


@EVERY
def test_missing_key_column_is_one_plain_error(case):
    dataset = case.row_deleted()
    key = case.resource().fields[case.resource().get_import_id_fields()[0]]
    del dataset[key.column_name]

    if key.column_name == "code" and set(dataset.headers) & set(CODE_NAME_FIELDS):
        # Records are found by name, and new ones get a code.
        assert case.load(dataset).problems == []
        assert case.model.objects.get().code
        return
    [problem] = case.load(dataset).problems

    assert problem.startswith("The file must have these columns: ")
    assert problem.endswith(f" Missing: {key.column_name}")
    assert case.model.objects.count() == 0


@ONE
def test_unknown_column_is_named_and_ignored(case):
    dataset = case.built()
    dataset.append_col(["whatever"], header="Colour of the tie")

    result = case.load(dataset)

    note = "Column “Colour of the tie” was not recognised and has been ignored."
    assert (result.problems, result.notes) == ([], [note])
    assert result.totals["skip"] == 1
