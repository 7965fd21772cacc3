"""The panel update: the sample's, against its facts, and made-up ones."""

# One module, because every test uses the one document built from the sample.

import datetime as dt
import re

import pytest

from partnership.core.values.missing import Reason
from partnership.models import Area, Partner
from reports.assembly.build import build
from reports.contributing.services import ContributionSubmission
from reports.errors import ReportNotRendered
from reports.management import load_sample_data
from reports.publication import rendering
from tests.builders import (
    a_contribution,
    a_coverage,
    a_group,
    a_home_partnership,
    a_measure,
    a_partner,
    a_partnership,
    a_passage,
    a_priority,
    a_recommendation,
    a_report,
    a_strand,
    an_achievement,
    an_area,
    an_objective,
    an_observation,
)
from tests.reports.pages import parsed, text_of
from tests.reports.papers import block, built, cells, figures_of, queries_for, section

pytestmark = pytest.mark.django_db

ADDRESS = "panel-update/2018-06-22"
YEAR = 2017


@pytest.fixture(scope="module")
def update(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return built(ADDRESS)


@pytest.fixture(scope="module")
def html(update):
    return rendering.as_html(update)


def contribution(document, code):
    return block(document, code, "contribution")


class TestSample:
    def test_first_page_counts_what_was_received(self, update):
        table = block(update, "feedback", "table")
        total = [cell.text for cell in table.rows[-1].cells]

        figures = figures_of(block(update, "front", "key_figures"))

        assert figures[0][:2] == ("16 of 16", "contributions received")
        assert figures[1][:2] == (total[-2], "priorities listed")
        assert figures[2][0] == f"{total[-1]} of {total[-2]}"
        assert block(update, "at-a-glance", "chart").sentence.startswith(
            "Berkshire: 36 listed, 8 with progress reported. Buckinghamshire"
        )

    def test_sixteen_partnerships_are_grouped_by_county(self, update):
        below: dict = {}
        for node in update.sections:
            if node.level == 3:
                county = below.setdefault(node.title, [])
            if node.level == 4:
                county.append(node.key)

        assert list(below) == [
            "Berkshire",
            "Buckinghamshire",
            "Oxfordshire",
            "Milton Keynes",
        ]
        assert [len(keys) for keys in below.values()] == [6, 4, 5, 1]
        assert below["Buckinghamshire"][0] == "safer-bucks"
        assert below["Oxfordshire"][0] == "safer-oxfordshire-partnership"

    def test_headings_never_skip_a_level(self, html):
        found = parsed(html).xpath(
            "//main//*[self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
        )
        levels = [1, *(int(heading.tag[1]) for heading in found)]

        assert max(levels) == 5
        assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))

    def test_officers_part_is_numbered_without_a_gap_and_nothing_after(self, html):
        numbers = re.findall(r'id="para-(\d+)"', html)
        last = html.index('id="section-area-berkshire"')

        assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
        assert html.rindex('id="para-') < last

    def test_priorities_are_counted_and_named(self, update, html):
        rows = cells(block(update, "feedback", "table"))

        assert rows[-1] == ["All partnerships", "", "76", "19"]
        parts = [
            contribution(update, node.key)
            for node in update.sections
            if node.level == 4
        ]
        text = text_of(html)
        assert sum(len(part.priorities) for part in parts) == 76
        assert all(p.title in text for part in parts for p in part.priorities)

    def test_priorities_without_progress_are_noted(self, update):
        [hate, cyber] = contribution(update, "west-berkshire-csp").priorities[3:5]

        assert (hate.title, hate.gap) == ("Hate crimes", "No progress was reported.")
        assert (cyber.title, cyber.gap) == ("Cyber Crimes", "No progress was reported.")
        assert contribution(update, "reading-csp").is_only_listed
        assert contribution(update, "milton-keynes-csp").no_priorities

    def test_contributions_about_another_year_are_noted(self, update):
        notices = {
            node.key: node.blocks[0].notices
            for node in update.sections
            if node.level == 4 and node.blocks[0].notices
        }

        assert notices == {
            "aylesbury-vale-csp": [
                "This contribution covers 2018-19 instead of 2017-18."
            ],
            "south-and-vale-csp": [
                "This contribution covers 2016-17 instead of 2017-18."
            ],
            "west-oxfordshire-csp": [
                "This contribution covers 2013-14 instead of 2017-18."
            ],
            "cherwell-csp": ["This contribution covers 2018-19 instead of 2017-18."],
        }

    def test_spelt_out_addresses_are_printed_once(self, html):
        [link] = parsed(html).xpath("//a[contains(@href, 'safermk')]")

        assert link.text == link.get("href")
        assert link.get("data-address") is None


class Police:
    """A made-up police area: a county with a partnership, districts, a unitary."""

    def __init__(self):
        self.area = an_area(name="Testland", kind=Area.Kind.POLICE_AREA)
        self.county = an_area(name="Testshire", parent=self.area)
        self.home = a_home_partnership(
            name="Safer Testshire", code="safer-testshire", police_area=self.area
        )
        a_coverage(partnership=self.home, area=self.county)
        self.panel = a_group(name="Testland Panel")
        self.report = a_report(
            document_type="panel-update",
            partnership=self.home,
            year=YEAR,
            period="2018-06-22",
            presented_to=self.panel,
        )
        for key in ["law", "area", "practice"]:
            a_passage(report=self.report, key=f"background.{key}", body="<p>So.</p>")
        a_passage(report=self.report, key="funding.text", body="<p>Money.</p>")
        a_passage(report=self.report, key="feedback.text", body="<p>Here.</p>")
        a_recommendation(report=self.report)

    def csp(self, name, parent=None, kind=Area.Kind.DISTRICT):
        area = an_area(name=name, parent=parent or self.county, kind=kind)
        csp = a_partnership(
            name=f"{name} CSP",
            short_name=name,
            code=f"{name.lower()}-csp",
            police_area=self.area,
        )
        a_coverage(partnership=csp, area=area)
        return csp

    def sent(self, csp, body="<p>We worked.</p>", **kwargs):
        kwargs.setdefault("year", YEAR)
        return a_contribution(report=self.report, partnership=csp, body=body, **kwargs)

    def build(self):
        return build(self.report)


@pytest.fixture
def police():
    return Police()


def test_every_csp_is_included_and_a_county_partnership_if_it_was_asked(police):
    ford, _mill = police.csp("Ford"), police.csp("Mill")
    a_partnership(name="Another force's CSP")
    police.sent(ford)

    document = police.build()

    assert [node.title for node in document.sections if node.level > 2] == [
        "Testshire",
        "Ford CSP",
        "Mill CSP",
    ]
    assert contribution(document, "mill-csp").notices == [
        "No contribution was requested."
    ]


def test_partnership_that_ended_in_the_year_keeps_its_area(police):
    csp = police.csp("Ford")
    csp.coverage.update(to_on=dt.date(YEAR, 9, 30))
    police.sent(csp)

    titles = [node.title for node in police.build().sections if node.level > 2]

    assert titles == ["Testshire", "Ford CSP"]


def test_contribution_counts_once_the_contributor_submits_it(police):
    row = police.sent(police.csp("Ford"), body="")
    task = ContributionSubmission(row, dt.date(2018, 5, 9))
    row.body = "<p>Half a sent</p>"

    task.save()
    row.due_on = dt.date(2018, 5, 20)
    row.save()
    saved = contribution(police.build(), "ford-csp")
    task.submit()

    assert saved.is_missing
    assert contribution(police.build(), "ford-csp").intro.html == "<p>Half a sent</p>"


def test_missing_contributions_show_their_reason(police):
    ford = police.csp("Ford")
    police.sent(
        ford, body="", body_reason=Reason.NOT_YET_DUE, requested_on=dt.date(2018, 5, 3)
    )
    a_priority(partnership=ford, from_year=YEAR, to_year=YEAR, title="Lights")

    document = police.build()

    part = contribution(document, "ford-csp")
    assert part.is_missing
    assert part.priorities == []
    assert part.notices == [
        "No contribution was received; it was requested on 3 May 2018 (not yet due)."
    ]
    rows = cells(block(document, "feedback", "table"))
    assert rows[1] == ["Ford CSP", "Requested 3 May 2018", "n/a", "n/a", "n/a"]
    # The only partnership of an area has its notice, and no sentence on all of them.
    head = block(document, f"area-{police.county.code}", "area_heading")
    assert head.sentences == []


def test_table_gives_the_date_received(police):
    ford, mill = police.csp("Ford"), police.csp("Mill")
    police.sent(ford, order=1, received_on=dt.date(2018, 5, 9))
    police.sent(
        mill, order=2, received_on=dt.date(2018, 5, 9), reviewed_on=dt.date(2018, 5, 20)
    )

    rows = cells(block(police.build(), "feedback", "table"))

    assert [row[1] for row in rows[1:3]] == [
        "Received 9 May 2018",
        "Reviewed 20 May 2018",
    ]


def test_unitary_without_a_county_is_its_own_group(police):
    town = police.csp("Newtown", parent=police.area, kind=Area.Kind.UNITARY)
    police.sent(town, order=5)
    police.sent(police.home, order=1)

    nodes = [node for node in police.build().sections if node.level > 2]

    assert [(node.title, node.level) for node in nodes] == [
        ("Testshire", 3),
        ("Safer Testshire", 4),
        ("Newtown", 3),
        ("Newtown CSP", 4),
    ]


def test_county_comes_before_its_districts(police):
    ford = police.csp("Ford")
    police.sent(ford, order=1)
    police.sent(police.home, order=9)

    titles = [node.title for node in police.build().sections if node.level == 4]

    assert titles == ["Safer Testshire", "Ford CSP"]


def test_formerly_covered_area_does_not_count(police):
    csp = police.csp("Ford")
    old = an_area(name="Aford", parent=police.county, kind=Area.Kind.DISTRICT)
    a_coverage(partnership=csp, area=old, to_on=dt.date(2012, 3, 31))
    for area in [csp.areas.get(name="Ford"), old]:
        kind = Partner.Kind.DISTRICT_COUNCIL
        a_partner(name=f"{area.name} Council", area=area, kind=kind)
    police.sent(csp)

    part = contribution(police.build(), "ford-csp")

    assert part.councils == ["Ford Council"]


def test_priorities_show_progress_achievements_or_nothing_reported(police):
    ford = police.csp("Ford")
    police.sent(ford)
    years = {"partnership": ford, "from_year": YEAR, "to_year": YEAR}
    lights = a_priority(**years, number=1, title="Lights")
    gates = a_priority(**years, number=2, title="Gates")
    a_priority(**years, number=3, title="Dogs")
    cats = a_priority(**years, number=4, title="Cats")
    a_strand(priority=lights, progress="<p>They shine.</p>")
    a_strand(priority=cats, progress_reason=Reason.NOT_YET_DUE)
    mine = {"partnership": ford, "year": YEAR}
    an_achievement(**mine, priority=gates, title="A gate", body="<p>Hung.</p>")
    an_achievement(**mine, title="A party", body="<p>Held.</p>")
    an_achievement(partnership=ford, year=YEAR - 1, title="Of old", body="<p>No.</p>")

    part = contribution(police.build(), "ford-csp")

    assert [row.title for row in part.priorities] == ["Lights", "Gates", "Dogs", "Cats"]
    message = [[one.words.html for one in row.progress] for row in part.priorities]
    assert message == [["<p>They shine.</p>"], ["<p>Hung.</p>"], [], []]
    assert [row.gap for row in part.priorities] == [
        "",
        "",
        "No progress was reported.",
        "Progress: not yet due.",
    ]
    assert not part.is_only_listed
    assert part.achievements_heading.words == "Other achievements"
    assert [row.title for row in part.achievements] == ["A party"]


def test_missing_progress_shows_its_reason(police):
    ford = police.csp("Ford")
    police.sent(ford)
    dogs = a_priority(partnership=ford, from_year=YEAR, to_year=YEAR)
    a_strand(
        priority=dogs,
        progress_reason=Reason.NOT_YET_DUE,
        progress_note="to be reported in July 2018",
    )

    document = police.build()
    [row] = contribution(document, "ford-csp").priorities

    assert row.gap == "To be reported in July 2018."
    records = section(document, "ford-csp").records
    assert ("priority", dogs.code, "context") in records


def test_priorities_without_progress_are_listed_together(police):
    ford = police.csp("Ford")
    police.sent(ford)
    rows = [
        a_priority(partnership=ford, from_year=YEAR, to_year=YEAR, number=number)
        for number in (1, 2, 3)
    ]
    a_strand(priority=rows[1], progress="<p>They shine.</p>")

    document = police.build()

    part = contribution(document, "ford-csp")
    assert [row.number for row in part.reported] == [2]
    assert [row.number for row in part.listed] == [1, 3]
    page = text_of(rendering.as_html(document))
    assert page.count("No progress was reported on these priorities:") == 1
    assert "No progress was reported." not in page


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["Ford"], "No progress was reported on these priorities:"),
        (
            ["Ford", "Mill"],
            "Ford and Mill list their priorities but report no progress on them.",
        ),
    ],
)
def test_no_progress_at_all_is_noted_once(names, words, police):
    for name in names:
        csp = police.csp(name)
        police.sent(csp)
        for number in (1, 2):
            a_priority(partnership=csp, from_year=YEAR, to_year=YEAR, number=number)

    document = police.build()

    assert contribution(document, "ford-csp").is_only_listed
    page = text_of(rendering.as_html(document))
    assert page.count(words) == page.count("o progress") == 1
    assert "No progress was reported. " not in page


@pytest.mark.parametrize(
    ("spans", "found", "words"),
    [
        ([(2017, 2017), (2018, 2018)], (2017, 2017), ""),
        ([(2016, 2018), (2019, 2019)], (2016, 2018), "2016-17 to 2018-19"),
        ([(2013, 2013)], (2013, 2013), "2013-14"),
        ([(2014, 2015), (2018, 2018)], (2018, 2018), "2018-19"),
        ([(2016, 2016), (2018, 2018)], (2016, 2016), "2016-17"),
        ([(2014, 2015), (2013, 2015)], (2014, 2015), "2014-15 to 2015-16"),
    ],
)
def test_priorities_are_those_of_the_year_or_the_nearest(police, spans, found, words):
    ford = police.csp("Ford")
    police.sent(ford)
    for first, last in spans:
        title = f"{first}, {last}"
        a_priority(partnership=ford, from_year=first, to_year=last, title=title)

    part = contribution(police.build(), "ford-csp")

    assert [row.title for row in part.priorities] == [f"{found[0]}, {found[1]}"]
    assert part.priorities_of == words


def test_objectives_that_a_priority_supports_are_named(police):
    ford = police.csp("Ford")
    police.sent(ford)
    row = a_priority(partnership=ford, from_year=YEAR, to_year=YEAR)
    row.objectives.add(an_objective(text="Fewer thefts"))

    page = text_of(rendering.as_html(police.build()))

    assert "Supports: Fewer thefts" in page


def test_text_before_the_first_heading_comes_first(police):
    body = (
        "<p>We are new.</p><h4>Next steps</h4><ul><li>More &amp; more</li></ul>"
        "<h4>Links</h4><p>None.</p>"
    )
    police.sent(police.csp("Ford"), body=body)

    part = contribution(police.build(), "ford-csp")

    assert part.intro.html == "<p>We are new.</p>"
    assert [(one.title.html, one.words.html) for one in part.texts] == [
        ("Next steps", "<ul><li>More &amp; more</li></ul>"),
        ("Links", "<p>None.</p>"),
    ]


def test_figures_of_any_area_can_be_used(police):
    far = an_area(name="Farshire", code="farshire")
    measure = a_measure(code="lamps")
    an_observation(
        measure=measure,
        area=far,
        value=1234,
        starts_on=dt.date(2017, 4, 1),
        ends_on=dt.date(2018, 3, 31),
    )
    ford = police.csp("Ford")
    police.sent(ford, body="<p>Of [=value lamps farshire 2017-18].</p>")

    part = contribution(police.build(), "ford-csp")

    assert 'Of <data value="1234"' in part.intro.html
    assert ">1,234</data>." in part.intro.html


def test_wrong_figure_is_reported_with_the_partnership(police):
    police.sent(police.csp("Ford"), body="<p>[=value nothing here 2017-18]</p>")

    with pytest.raises(ReportNotRendered) as caught:
        police.build()

    assert [problem.location for problem in caught.value.problems] == ["Ford CSP"]


def test_query_count_does_not_grow_with_contributions(police):
    def add_partnerships(number):
        csp = police.csp(f"Ford{number}")
        area = csp.areas.get()
        a_partner(area=area, kind=Partner.Kind.DISTRICT_COUNCIL)
        measure = a_measure(code=f"lamps-{number}")
        an_observation(
            measure=measure,
            area=area,
            starts_on=dt.date(2017, 4, 1),
            ends_on=dt.date(2018, 3, 31),
        )
        token = f"[=value {measure.code} {area.code} 2017-18]"
        police.sent(csp, body=f"<p>{token}</p><h4>Next</h4><p>{token}</p>")
        priority = a_priority(partnership=csp, from_year=YEAR, to_year=YEAR)
        priority.objectives.add(an_objective())
        a_strand(priority=priority, progress=f"<p>{token}</p>")
        an_achievement(partnership=csp, year=YEAR, priority=priority)

    add_partnerships(1)
    few = queries_for(police.report)
    for number in range(2, 9):
        add_partnerships(number)

    assert queries_for(police.report) == few


def test_text_of_a_contribution_is_loaded_from_its_file(police, settings, tmp_path):
    row = police.sent(police.csp("Ford"), body="")
    folder = tmp_path / "fixtures" / "words" / police.report.path
    folder.mkdir(parents=True)
    (folder / "contribution.ford-csp.html").write_text("<p>From a file.</p>")
    (folder / "funding.text.html").write_text("<p>Pounds.</p>")
    settings.BASE_DIR = tmp_path

    assert load_sample_data._load_words(police.report) == 2

    row.refresh_from_db()
    assert row.body == "<p>From a file.</p>"
    assert police.report.passages.get(key="funding.text").body == "<p>Pounds.</p>"
