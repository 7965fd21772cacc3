"""Comparing documents: text, priorities, funding and measures."""

import pytest

from partnership.core.text.word_changes import marked
from reports.public.compare import compare, document_at
from reports.public.text_changes import compare_sections
from tests.builders import an_edition
from tests.crawling import body
from tests.queries import count_queries
from tests.reports.testshire import a_testshire_report


def page(**sections):
    """A document's body of sections, each a title and its paragraphs."""
    return "".join(
        f'<section id="section-{key}"><h2><span class="title">{title}</span></h2>'
        + "".join(f"<p>{text}</p>" for text in texts)
        + "</section>"
        for key, (title, *texts) in sections.items()
    )


LONG = "The partnership meets four times in each year to agree its priorities."
OTHER = "Districts report what they did with the money that they were given."


def changes(old, new):
    return {
        section.title: (
            section.status,
            [(change.kind, change.note) for change in section.changes],
        )
        for section in compare_sections(page(**old), page(**new))
    }


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"a": ("A", LONG)}, {"a": ("A", LONG)}, {}),
        ({}, {"a": ("A", LONG)}, {"A": ("New section", [("added", "")])}),
        ({"a": ("A", LONG)}, {}, {"A": ("Removed section", [("removed", "")])}),
        ({"a": ("A", LONG)}, {"a": ("B", LONG)}, {"B": ("Renamed from “A”", [])}),
        (
            {"a": ("A", LONG)},
            {"a": ("A", LONG.replace("four", "two"))},
            {"A": ("Changed", [("reworded", "")])},
        ),
        (
            {"a": ("A", LONG, OTHER)},
            {"a": ("A", OTHER, LONG)},
            {"A": ("Changed", [("moved", "within this section")])},
        ),
        (
            {"a": ("A", LONG, OTHER), "b": ("B", "None")},
            {"a": ("A", OTHER), "b": ("B", "None", LONG)},
            {
                "A": ("Changed", [("moved", "to “B”")]),
                "B": ("Changed", [("moved", "from “A”")]),
            },
        ),
        (
            {"a": ("A", "My thanks go to everyone who takes part in a full year.")},
            {"a": ("A", "I thank all who take part: the districts, and the council.")},
            {"A": ("Changed", [("added", ""), ("removed", "")])},
        ),
        (
            {"a": ("A", f"{LONG} {OTHER}"), "b": ("B", LONG)},
            {"a": ("A", OTHER), "b": ("B", f"Yes. {LONG} None.")},
            {
                "A": ("Changed", [("removed", "sentence")]),
                "B": ("Changed", [("added", "sentences")]),
            },
        ),
        (
            {"a": ("A", "None"), "b": ("B", LONG)},
            {"a": ("A",), "b": ("B", LONG, "None")},
            {"A": ("Changed", [("removed", "")]), "B": ("Changed", [("added", "")])},
        ),
    ],
)
def test_paragraphs_are_added_removed_moved_or_reworded(old, new, expected):
    assert changes(old, new) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("It rose to <12>.", "It fell to <9>.", "It -rose-+fell+ to &lt;-12-+9+&gt;."),
        ("We paid £64,180.", "We paid £64,280.", "We paid £-64,180-+64,280+."),
        ("We put up lights.", "We put up more lights.", "We put up +more +lights."),
        ("They met twice a year.", "They met.", "They met- twice a year-."),
        ("One two three.", "Four five three.", "-One two-+Four five+ three."),
    ],
)
def test_only_the_words_that_changed_are_marked_and_said(before, after, expected):
    for sign, tag, word in [("-", "del", "deleted"), ("+", "ins", "added")]:
        hidden = '<span class="visually-hidden">{}</span>'.format
        parts = iter([f"<{tag}>{hidden(f' ({word}: ')}", f"{hidden(') ')}</{tag}>"] * 9)
        expected = "".join(next(parts) if c == sign else c for c in expected)

    assert marked(before, after) == expected


def test_table_rows_are_compared_without_the_names_repeated_for_phones():
    row = (
        '<section id="s"><h2><span class="title">S</span></h2><table><tr><th>Theft</th>'
        '<td><span class="column-name" aria-hidden="true">2016</span>{}</td></tr>'
        "</table></section>"
    )

    [section] = compare_sections(row.format("1,200"), row.format("1,300"))

    assert "2016" not in section.changes[0].html
    assert "Theft" in section.changes[0].html


@pytest.fixture
def sample(sample_data, settings):
    settings.SHOW_DRAFTS = True


@pytest.mark.django_db
def test_two_agreements_of_the_sample_are_compared(client, sample):
    places = [f"community-safety-agreement/{year}" for year in ("2016-17", "2017-18")]

    result = compare(*(document_at(place) for place in places))
    asked = {"old": places[0], "new": places[1]}
    response = client.get("/compare/", asked)

    # Both drafts were built the first time.
    assert count_queries(lambda: client.get("/compare/", asked)) < 60
    verdicts = {line.change for line in result.priorities}
    assert {"New", "Continued"} & verdicts and verdicts - {"New", "Continued", "Ended"}
    # No record says that one priority replaced the other, and both have one name.
    [same] = [row for row in result.priorities if "anti-social" in row.name]
    assert (same.before, same.change) == (same.name, "Continued")
    totals = next(line for line in result.funding if "total" in line.name)
    assert (totals.before, totals.after) == ("£778,813", "not given")
    assert totals.change == "not comparable"
    assert "<ins>" in body(response) and "<del>" in body(response)
    assert {"reworded", "added", "removed"} <= {
        change.kind for section in result.sections for change in section.changes
    }


@pytest.mark.django_db
def test_draft_with_errors_is_not_compared(client, settings):
    settings.SHOW_DRAFTS = True
    report = a_testshire_report()
    report.passages.update(body="<p>[=x]</p>")

    asked = {"old": report.path, "new": report.path}
    assert client.get("/compare/", asked).status_code == 404


@pytest.mark.django_db
def test_any_two_editions_of_a_document_can_be_selected(client, settings):
    settings.SHOW_DRAFTS = False
    report = a_testshire_report()
    report.partnership.name = "{0} and {more}"
    for number, text in enumerate(["Four", "Five", "Six"], start=1):
        words = page(a=("A", LONG.replace("four", text)))
        content = {"page": {"body": words}, "document": {}}
        is_current = number == 3
        an_edition(report=report, number=number, content=content, is_current=is_current)

    places = {"old": f"{report.path}@1", "new": f"{report.path}@3"}
    shown = body(client.get("/compare/", places))

    assert "(deleted: </span>Four<" in shown and "(added: </span>Six<" in shown
    for number, count in [(1, 1), (2, 0), (3, 1)]:
        value = f'value="{report.path}@{number}"'
        assert shown.count(value) == 2 and shown.count(f"{value} selected") == count
    assert f"{report.period_label}, edition 2: " in shown
    assert "({0} and {more})" in shown


@pytest.mark.django_db
def test_document_links_to_what_changed_since_the_year_before(client, sample):
    page = body(client.get("/community-safety-agreement/2017-18/"))

    assert "What changed since 2016-17" in page
    link = page.partition('href="/compare/')[2].partition('"')[0]
    assert client.get(f"/compare/{link.replace('&amp;', '&')}").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 200),
        ({"old": "x"}, 200),
        ({"old": "x", "new": "y"}, 404),
        ({"old": "a/b@1", "new": "a/b@999999999999999999999"}, 404),
        ({"old": f"a/b@{'9' * 5000}", "new": "a/b"}, 404),
        ({"old": "community-safety-agreement/2016-17@²", "new": "/"}, 404),
    ],
)
def test_odd_addresses_give_a_page_or_404(client, query, status):
    assert client.get("/compare/", query).status_code == status
