"""Starting a document from last year's: what comes along, and what is still to read."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnership.core.values.periods import calendar_year
from reports.assembly import document_templates
from reports.assembly.carry_over import (
    WORD_FILE,
    carry_over,
    earlier_document,
    recommendation_key,
    shifted,
    to_carry,
    unmoved,
    unread,
)
from reports.models import Passage, Report
from tests.builders import (
    a_front_matter,
    a_group,
    a_passage,
    a_recommendation,
    a_report,
    a_section_override,
    a_settlement,
    an_observation,
)
from tests.partnership.records.helpers import an_officer
from tests.reports.checks.checking import found
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TOTAL = "<p>It is [=total safety-fund 2016-17].</p>"


@pytest.fixture
def source():
    return a_testshire_report()


@pytest.fixture
def report(source):
    return a_report(partnership=source.partnership, year=YEAR + 1)


@pytest.mark.parametrize(
    ("argument", "later"),
    [
        ("2016-17", "2017-18"),
        ("2015", "2016"),
        ("12-months-to-february-2016", "12-months-to-february-2017"),
        ("2016-17-year-to-date", "2017-18-year-to-date"),
        ("thefts", "thefts"),
        ("period-not-given", "period-not-given"),
    ],
)
def test_years_and_periods_move_on(argument, later):
    assert shifted(argument, 1) == later


def test_texts_sections_and_front_sheet_are_carried_over(source, report):
    a_section_override(report=source, key="prevent", is_hidden=True, hidden_reason="No")
    a_front_matter(report=source)
    a_passage(report=report, key="introduction.what", body="<p>New.</p>")

    result = carry_over(report, source)

    assert earlier_document(report) == source
    assert result.texts == source.passages.count() - 1
    assert report.passages.get(key="introduction.what").body == "<p>New.</p>"
    assert report.sections.get().hidden_reason == "No"
    assert report.front_matter.count() == 1
    assert report.headline_figures.count() == 1
    assert {row.carried_from for row in unread(report)} == {"2016-17"}


def test_figures_move_where_the_data_have_the_year(source, report):
    home = source.partnership
    old = home.areas.get().observations.filter(measure__code="thefts").first()
    period = calendar_year(2016)
    an_observation(measure=old.measure, area=old.area, value=1300, period=period)

    result = carry_over(report, source)

    thefts = report.passages.get(key="achievements.summary").body
    money = report.passages.get(key="resourcing.text").body
    assert "[=change value thefts testshire 2015 2016 | rose]" in thefts
    assert "[=total safety-fund 2016-17]" in money
    left = unmoved(report, source)
    assert left["resourcing.text"] == ["[=total safety-fund 2016-17]"]
    assert result.moved >= 1


@pytest.mark.parametrize(
    ("text", "later"),
    [
        (
            "<p>It is [=total safety-fund 2016-17] in 2016-17, as agreed.</p>",
            "<p>It is [=total safety-fund 2017-18] in 2017-18, as agreed.</p>",
        ),
        (
            "<p>In 2016-17 it is [=total safety-fund 2016-17]. It was agreed in 2016-17"
            ', says <a href="https://a.uk/2016-17/">that plan</a>.</p>',
            "<p>In 2017-18 it is [=total safety-fund 2017-18]. It was agreed in 2016-17"
            ', says <a href="https://a.uk/2016-17/">that plan</a>.</p>',
        ),
        # The years of cited titles are part of their names.
        (
            "<p>The <em>Safety Agreement</em> 2016-17, its Plan (2016-17) and the "
            "2016-17 Police and Crime Plan give [=total safety-fund 2016-17] in the "
            "county of 2016-17.</p>",
            "<p>The <em>Safety Agreement</em> 2016-17, its Plan (2016-17) and the "
            "2016-17 Police and Crime Plan give [=total safety-fund 2017-18] in the "
            "county of 2017-18.</p>",
        ),
        # The figure of the thefts has no later year, and the law has no figure.
        (
            "<p>[=total safety-fund 2016-17] in 2016-17, and [=value thefts testshire "
            "2015] thefts.</p><p>The Act of 2015 holds.</p>",
            None,
        ),
    ],
)
def test_years_in_words_move_with_the_figures_of_their_sentence(
    source, report, text, later
):
    fund = source.partnership.settlements.get().fund
    a_settlement(fund=fund, partnership=source.partnership, year=YEAR + 1)
    source.passages.filter(key="resourcing.text").update(body=text)

    carry_over(report, source)

    assert report.passages.get(key="resourcing.text").body == (later or text)


def test_headline_with_a_line_break_is_carried_over(source, report):
    source.headline_figures.update(detail="Since 2015.\nMore to come")

    carry_over(report, source)

    assert report.headline_figures.get().detail == "Since 2015.\nMore to come"


def test_recommendations_are_carried_over_as_not_reviewed(client, source, report):
    """To the same committee; one that is edited is read, and one can be undone."""
    client.force_login(an_officer())
    group = a_group()
    for number in (1, 2, 3):
        text = f"note report <{number}>"
        a_recommendation(report=source, number=number, text=text, addressed_to=group)
    address = reverse("documents:carry_over", args=[report.pk])

    client.post(address, {"do": "start"})

    first, second, third = report.recommendations.all()
    assert (first.text, first.addressed_to) == ("note report <1>", group)
    page = client.get(address).content.decode()
    assert page.count("From 2016-17, not yet reviewed") == report.passages.count() + 3
    assert "note report &lt;1&gt;" in page
    first.text = "approve the report"
    first.save()
    client.post(address, {"do": "read", "key": recommendation_key(second)})
    [issue] = found(report, "text-not-reviewed")
    assert issue.message.endswith(
        "1 recommendation from 2016-17 not reviewed: note report <3>."
    )
    client.post(address, {"do": "undo"})
    assert list(report.recommendations.all()) == [first, second]
    carry_over(report, source)
    assert report.recommendations.count() == 2


def test_paper_starts_from_the_meeting_before(source):
    """Which may have been in the same year; its figures stay those of that year."""
    kind = {"document_type": "panel-update", "year": YEAR}
    days = [dt.date(YEAR, month, 2) for month in (6, 10, 12)]
    june, october, december = (
        a_report(
            period=day.isoformat(), dated_on=day, partnership=source.partnership, **kind
        )
        for day in days
    )
    for paper in (june, october, december):
        a_passage(report=paper, key="introduction.text", body=TOTAL)
    a_recommendation(report=october, text="Note it.")
    december.passages.all().delete()

    assert earlier_document(december) == october
    assert earlier_document(october) == june
    assert earlier_document(june) is None
    carry_over(december, october)
    assert december.passages.get().body == TOTAL
    assert december.recommendations.get().carried_from == f"2 October {YEAR}"
    assert unmoved(december, october) == {}


def test_edited_text_is_read(source, report):
    carry_over(report, source)
    row = report.passages.get(key="introduction.what")

    row.body = "<p>Other words.</p>"
    row.save()

    assert Passage.objects.get(pk=row.pk).carried_from == ""


def test_recommendation_addressed_to_another_group_is_read():
    row = a_recommendation(carried_from="2016-17")

    row.save()
    assert row.carried_from == "2016-17"
    row.addressed_to = a_group()
    row.save()

    assert type(row).objects.get(pk=row.pk).carried_from == ""


def test_passage_with_another_note_is_read():
    row = a_passage(carried_from="2016-17", body="", body_reason="not-given")

    row.reason_note = "Expected in June."
    row.save()

    assert Passage.objects.get(pk=row.pk).carried_from == ""


def test_page_carries_over_marks_as_read_and_undoes(client, source, report):
    client.force_login(an_officer())
    address = reverse("documents:carry_over", args=[report.pk])

    assert "Carry over from 2016-17" in client.get(address).content.decode()
    client.post(address, {"do": "start"})
    page = client.get(address).content.decode()
    assert "From 2016-17, not yet reviewed" in page
    change = "Thefts, Testshire, change from 2014 to 2015"
    assert f"No newer figure for: {change}" in page
    assert "[=" not in page

    page = client.post(address, {"do": "read"})
    assert page.status_code == 422
    assert "Select at least one text" in page.content.decode()

    client.post(address, {"do": "read", "key": "introduction.what"})
    assert report.passages.get(key="introduction.what").carried_from == ""

    client.post(address, {"do": "undo"})
    assert list(report.passages.values_list("key", flat=True)) == ["introduction.what"]


def test_text_of_a_section_that_the_template_hides_stays_behind(source, report):
    template = document_templates.for_type(report.partnership, report.document_type)
    document_templates.hide(template, "introduction")
    template.refresh_from_db()
    report.template = template
    report.save()

    carry_over(report, source)

    assert report.passages.exists()
    assert not report.passages.filter(key__startswith="introduction.").exists()
    assert to_carry(report, source) == []


def test_texts_of_a_word_file_are_not_removed(client, source, report):
    client.force_login(an_officer())
    address = reverse("documents:carry_over", args=[report.pk])
    carry_over(report, source)
    row = report.passages.get(key="introduction.what")
    Passage.objects.filter(pk=row.pk).update(carried_from=WORD_FILE)

    assert "undo its import" in client.get(address).content.decode()
    client.post(address, {"do": "undo"})

    assert list(report.passages.all()) == [row]
    page = client.get(address).content.decode()
    assert 'value="undo"' not in page


def test_page_reads_the_template_once(client, source, report):
    client.force_login(an_officer())
    template = document_templates.for_type(report.partnership, report.document_type)
    Report.objects.filter(pk=report.pk).update(template=template)
    carry_over(report, source)
    address = reverse("documents:carry_over", args=[report.pk])

    with CaptureQueriesContext(connection) as queries:
        client.get(address)

    reads = [q for q in queries if 'FROM "reports_documenttemplate"' in q["sql"]]
    assert len(reads) == 1


def test_page_without_an_earlier_document_says_so(client, source):
    client.force_login(an_officer())

    address = reverse("documents:carry_over", args=[source.pk])
    page = client.get(address)

    assert "There is no earlier document" in page.content.decode()
    assert client.post(address, {"do": "start"}).status_code == 302
    assert client.post(address, {"do": "_class__"}).status_code == 422
