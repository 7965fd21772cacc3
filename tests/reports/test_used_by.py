"""Which texts use a record: asked before it is deleted."""

import pytest
from django.urls import reverse

from partnership.core.text.used_by import mentions_of
from reports.assembly.build import build
from reports.assembly.used_by import MODEL_NAMES, ROW_REFERENCES
from reports.errors import ReportNotRendered
from reports.figures.grammar import Token, scan
from reports.figures.resolver import HANDLERS
from tests.builders import (
    a_carry_forward,
    a_commissioners_plan,
    a_fund,
    a_group,
    a_home_partnership,
    a_line,
    a_measure,
    a_partner,
    a_passage,
    a_post,
    a_priority,
    a_related_plan,
    a_report,
    a_reported_change,
    a_return,
    a_settlement,
    a_strand,
    a_target,
    a_tenure,
    an_achievement,
    an_allocation,
    an_area,
    an_objective,
    an_observation,
)
from tests.queries import assert_queries_do_not_grow
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return a_home_partnership(code="home")


@pytest.fixture
def report(home):
    return a_report(partnership=home)


def add_passage(report, text, **fields):
    return a_passage(report=report, body=f"<p>{text}</p>", **fields)


def rows(home):
    """One row of each kind that a token can name."""
    fund = a_fund(code="fund")
    shared = {"fund": fund, "partnership": home}
    line = a_line(code="lights", parent=a_line(code="places", **shared), **shared)
    settlement = a_settlement(**shared)
    place = {"measure": a_measure(code="thefts"), "area": an_area(code="here")}
    plan = a_commissioners_plan(code="pcc")
    post = a_post(code="chair", group=a_group(code="board"))
    return {
        "fund": fund,
        "line": line,
        "heading": line.parent,
        "settlement": settlement,
        "allocation": an_allocation(settlement=settlement, line=line),
        "carried": a_carry_forward(code="late", line=line),
        "return": a_return(line=line),
        "measure": place["measure"],
        "area": place["area"],
        "observation": an_observation(**place),
        "target": a_target(**place),
        "stated": a_reported_change(**place),
        "plan": plan,
        "objective": an_objective(code="pcc-1", plan=plan),
        "related": a_related_plan(code="health"),
        "priority": a_priority(code="asb"),
        "group": post.group,
        "post": post,
        "tenure": a_tenure(post=post),
        "partner": a_partner(code="police"),
        "partnership": home,
    }


CITED = {
    "[=total fund 2016-17]": {"fund", "settlement"},
    "[=total fund 2016/17]": {"fund", "settlement"},
    "[=total fund 2015-16]": {"fund"},
    "[=change total fund 2015-16 2016-17]": {"fund", "settlement"},
    "[=amount lights 2016-17]": {"line", "allocation", "settlement"},
    "[=amount lights 2015-16]": {"line"},
    "[=amount places 2016-17]": {"heading", "allocation", "settlement"},
    "[=share lights 2015-16]": {"line"},
    "[=share lights 2015-16 places]": {"line", "heading"},
    "[=change amount lights 2015-16 2016-17]": {"line", "allocation", "settlement"},
    "[=carried late]": {"carried"},
    "[=value thefts here 2016-17]": {"measure", "area", "observation"},
    "[=value thefts here 2015-16]": {"measure", "area"},
    "[=part thefts here 2016-17]": {"measure", "area", "observation"},
    "[=target thefts here 2016-17]": {"measure", "area", "target"},
    "[=change value thefts here 2015-16 2016-17]": {
        "measure", "area", "observation", "stated",
    },
    "[=met lights 2016-17]": {"line"},
    "[=met all 2016-17]": set(),
    "[=count members board 2016-17]": {"group"},
    "[=count priorities 2016-17]": set(),
    "[=name plan pcc]": {"plan"},
    "[=name plan health]": {"related"},
    "[=name objective pcc-1]": {"objective"},
    "[=name priority asb]": {"priority"},
    "[=name post chair]": {"post", "tenure"},
    "[=name partner police]": {"partner"},
    "[=name partnership home]": {"partnership"},
    "[=date plan pcc end]": {"plan"},
    "[=date progress asb]": {"priority"},
    "[=date return lights 2016-17 end-year due]": {"line", "return"},
    "[=date report]": set(),
    "[=name partner other]": set(),
    "[=amount]": set(),
    "[=amount lights soon]": set(),
    "[=value thefts here]": {"measure", "area"},
    "[=value thefts here later]": set(),
    "[=change x y]": set(),
    "[=date plan]": set(),
    "[=nothing lights]": set(),
    "[@table lights]": set(),
    "lights and [=total fund": set(),
    "lights": set(),
}  # fmt: skip


def test_texts_are_found_only_for_the_records_they_use(home, report):
    records = rows(home)
    for number, text in enumerate(CITED):
        key = f"introduction.text-{number}"
        add_passage(report, f"Text {number} is {text}", key=key)

    found = {name: " ".join(mentions_of(row)) for name, row in records.items()}

    for number, (text, names) in enumerate(CITED.items()):
        uses = {name for name in found if f"Text {number} is" in found[name]}
        assert uses == names, text


def test_every_token_and_model_is_covered(home):
    tokens = [part for text in CITED for part in scan_leniently(text)]
    made = {type(row) for row in rows(home).values()}

    assert {token.name for token in tokens} >= set(HANDLERS)
    assert made == {*MODEL_NAMES, *ROW_REFERENCES}


def scan_leniently(text):
    try:
        return [part for part in scan(text) if isinstance(part, Token)]
    except ValueError:
        return []


def test_text_is_shown_with_its_section_and_context(home):
    fund = a_fund(code="fund")
    report = a_report(partnership=home)
    a_passage(
        report=report,
        key="introduction.purpose",
        body=f"<p>{'Before. ' * 20}The grant for the year is "
        f"<strong>[=total fund 2016-17]</strong>.</p>",
    )

    [line] = mentions_of(fund)

    assert line.startswith(f"{report}, ")
    assert "The grant for the year is [=total fund 2016-17]." in line
    assert "“…" in line
    assert len(line) < 250


def test_texts_of_other_models_are_found(home):
    a_strand(
        priority=a_priority(title="Cut nuisance"), outcome="<p>[=name partner p]</p>"
    )
    an_achievement(title="Lamps", figure="[=name partner p]", figure_caption="lamps")
    an_allocation(note="For [=name partner p].")

    lines = mentions_of(a_partner(code="p"))

    assert [line.split(" ")[0] for line in lines] == [
        "achievement",
        "strand",
        "allocation",
    ]
    assert "achievement “Lamps”: “[=name partner p]”" in lines


def test_text_of_a_deleted_record_does_not_count(home):
    """An observation that is mentioned only in its own note can be deleted with it."""
    measure, area = a_measure(code="thefts"), an_area(code="here")
    row = an_observation(
        measure=measure, area=area, note="[=value thefts here 2016-17]"
    )

    assert mentions_of(row) == []


def test_each_text_is_listed_once(report):
    partners = [a_partner(code=f"p{number}") for number in range(3)]
    add_passage(report, "".join(f"[=name partner p{number}]" for number in range(3)))

    assert len(mentions_of(*partners)) == 1


def test_query_count_does_not_grow_with_records(report):
    partners = [a_partner(code="first")]
    add_passage(report, "[=name partner first]")

    assert_queries_do_not_grow(
        lambda: mentions_of(*partners), lambda: partners.append(a_partner())
    )


class TestPagesThatDelete:
    def test_delete_page_shows_texts_that_use_the_record(self, officer, report):
        partner = a_partner(code="police")
        add_passage(report, "We thank [=name partner police] &amp; others.")

        page = officer.get(
            reverse("records:delete", args=["partners", partner.pk])
        ).content.decode()

        assert "This text mentions it" in page
        assert "We thank [=name partner police] &amp; others." in page

    def test_delete_page_without_uses_is_unchanged(self, officer, report):
        partner = a_partner(code="police")

        page = officer.get(
            reverse("records:delete", args=["partners", partner.pk])
        ).content.decode()

        assert "This text mentions it" not in page

    def test_bulk_delete_page_shows_uses(self, officer, report):
        partners = [a_partner(code=f"p{number}") for number in range(2)]
        add_passage(report, "We thank [=name partner p1].")

        page = officer.post(
            reverse("records:bulk_action", args=["partners"]),
            {"action": "delete", "row": [row.pk for row in partners]},
        ).content.decode()

        assert "We thank [=name partner p1]." in page


def test_document_is_not_built_after_deletion():
    report = a_testshire_report()
    partner = a_partner(code="police")
    passage = report.passages.exclude(body="").first()
    passage.body += "<p>We thank [=name partner police].</p>"
    passage.save()
    build(report)
    partner.delete()

    with pytest.raises(
        ReportNotRendered, match="There is no partner with the code “police”"
    ):
        build(report)
