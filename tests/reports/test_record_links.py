"""Links from the tables of a document to the pages of what they name."""

import pytest

from reports.public.record_links import with_record_links
from reports.publication.listings import listing_of
from tests.builders import (
    a_home_partnership,
    a_line,
    a_partnership,
    a_priority,
    a_report,
    a_settlement,
    an_allocation,
    an_objective,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    """A report of 2016-17, with a line, an objective, and priorities of two years."""
    home = a_home_partnership()
    line = a_line(label="Lamps & oil", partnership=home, code="lamps")
    settlement = a_settlement(fund=line.fund, partnership=home)
    an_allocation(line=line, settlement=settlement)
    an_objective(code="aim", text="Bring light")
    for year in [2015, 2016]:
        a_priority(partnership=home, title="Light", from_year=year, code=f"y{year}")
    a_priority(
        partnership=a_partnership(name="Elsewhere", code="elsewhere"), title="Light"
    )
    return a_report(partnership=home, year=2016)


def linked(report, cell):
    body = f"<table><tr>{cell}</tr></table>"
    return with_record_links(body, listing_of(report))


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Lamps &amp; oil", "/funding/lines/lamps/"),
        ("Light", "/priorities/y2016/"),
        ("Bring light", "/objectives/aim/"),
        ("Elsewhere", "/partnerships/elsewhere/"),
        ("Light and more", None),
    ],
)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<th scope="row" class="text">', "</th>"),
        (
            '<th scope="row" class="text">',
            '<span class="note-mark"> [note 1]</span></th>',
        ),
        (
            '<td class="text"><span class="column" aria-hidden="true">Name</span> ',
            "</td>",
        ),
    ],
)
def test_cell_that_is_a_name_links_to_its_page(report, text, url, before, after):
    cell = f"{before}{text}{after}"

    wanted = f'{before}<a href="{url}">{text}</a>{after}' if url else cell
    assert wanted in linked(report, cell)


def test_name_of_several_records_is_not_linked(report):
    a_priority(partnership=report.partnership, title="Light", number=2)

    assert "<a" not in linked(report, '<th scope="row" class="text">Light</th>')


def test_numbers_and_column_headings_are_not_linked(report):
    for cell in ['<th scope="col">Light</th>', '<td class="number">Light</td>']:
        assert "<a" not in linked(report, cell)


def test_what_is_not_public_is_not_linked(report, settings):
    settings.SHOW_DRAFTS = False

    assert "<a" not in linked(report, '<th scope="row" class="text">Light</th>')
