"""Merging what two people wrote in one text."""

import pytest

from partnership.core.concurrency.merge_text import combine_texts, merge_texts

BASE = "<p>One.</p>\n<p>Crime fell. We acted.</p>\n<p>Three.</p>"


@pytest.mark.parametrize(
    ("theirs", "mine", "merged"),
    [
        pytest.param(
            BASE.replace("acted.", "acted. Theirs."),
            BASE.replace("acted.", "acted. Mine."),
            BASE.replace("acted.", "acted. Theirs. Mine."),
            id="both add a sentence at the end",
        ),
        pytest.param(
            BASE.replace("acted.", "acted. Same."),
            BASE.replace("acted.", "acted. Same."),
            BASE.replace("acted.", "acted. Same."),
            id="both add the same",
        ),
        pytest.param(
            BASE.replace("Crime", "Theirs. Crime"),
            BASE.replace("Crime", "Mine. Crime"),
            BASE.replace("Crime", "Theirs. Mine. Crime"),
            id="both add a sentence at the start",
        ),
        pytest.param(
            BASE.replace("acted.", "acted. Same."),
            BASE.replace("acted.", "acted. Same. And mine."),
            BASE.replace("acted.", "acted. Same. And mine."),
            id="one adds more than the same",
        ),
        pytest.param(
            BASE.replace("Crime fell.", "First. Crime fell."),
            BASE.replace("acted.", "acted. Last."),
            BASE.replace("Crime fell. We acted.", "First. Crime fell. We acted. Last."),
            id="before and after",
        ),
        pytest.param(
            BASE.replace("Crime fell.", "Crime rose."),
            BASE.replace("We acted.", "We waited."),
            BASE.replace("Crime fell. We acted.", "Crime rose. We waited."),
            id="one sentence each",
        ),
        pytest.param(
            BASE.replace("acted.", "acted. <strong>Theirs</strong>."),
            BASE.replace("acted.", "acted. Mine [=total x]."),
            BASE.replace("acted.", "acted. <strong>Theirs</strong>. Mine [=total x]."),
            id="with formatting",
        ),
        pytest.param(
            BASE.replace("One.", "One. Theirs."),
            BASE.replace("Three.", "Three. Mine."),
            BASE.replace("One.", "One. Theirs.").replace("Three.", "Three. Mine."),
            id="different paragraphs",
        ),
        pytest.param(
            BASE + "\n<p>Theirs.</p>",
            BASE + "\n<p>Mine.</p>",
            BASE + "\n<p>Theirs.</p>\n<p>Mine.</p>",
            id="a paragraph each",
        ),
        pytest.param(
            BASE.replace("Three.</p>", "Three.</p>\n<p>Theirs.</p>"),
            BASE.replace("Three.", "Three. Mine."),
            BASE.replace("Three.</p>", "Three. Mine.</p>\n<p>Theirs.</p>"),
            id="a paragraph below a sentence",
        ),
        pytest.param(
            BASE + "\n<p>Same.</p>",
            BASE.replace("Three.", "Mine.") + "\n<p>Same.</p>",
            BASE.replace("Three.", "Mine.") + "\n<p>Same.</p>",
            id="the same paragraph below a change",
        ),
        pytest.param(
            "<p>Same.</p>\n" + BASE.replace("One.", "Mine."),
            "<p>Same.</p>\n" + BASE,
            "<p>Same.</p>\n" + BASE.replace("One.", "Mine."),
            id="the same paragraph above a change",
        ),
        pytest.param(
            BASE.replace("<p>Three.</p>", "").strip(),
            BASE.replace("One.", "One. Mine."),
            BASE.replace("One.", "One. Mine.").replace("\n<p>Three.</p>", ""),
            id="a deletion elsewhere",
        ),
        pytest.param(
            BASE + "\n<p>We share the fund with all.</p>",
            BASE + "\n<p>We split the fund with all.</p>",
            None,
            id="versions of one addition",
        ),
        pytest.param(
            BASE.replace("Crime fell.", "We share <em>it</em> all."),
            BASE.replace("Crime fell.", "We split <em>it</em> all."),
            None,
            id="one sentence with formatting",
        ),
        pytest.param("", BASE, None, id="deleted and changed"),
        pytest.param(
            BASE.replace("Crime fell.", "Crime fell by 5%."),
            BASE.replace("Crime fell.", "Crime rose."),
            None,
            id="one sentence of both",
        ),
        pytest.param(
            BASE.replace("We acted.", ""),
            BASE.replace("We acted.", "We acted well."),
            None,
            id="deleted by one, changed by the other",
        ),
    ],
)
def test_both_changes_are_merged_once_or_asked_about(theirs, mine, merged):
    if theirs == "":
        mine = mine.replace("One.", "One. Mine.")
    assert merge_texts(BASE, theirs, mine) == merged


@pytest.mark.parametrize(
    ("block", "row"),
    [
        ("<ul>{}</ul>", "<li><p>{}</p></li>"),
        ("<table><tbody>{}</tbody></table>", "<tr><td><p>{}</p></td></tr>"),
    ],
)
def test_items_and_rows_that_each_added_stay_apart(block, row):
    one, theirs, mine = map(row.format, ("One.", "Theirs.", "Mine."))

    merged = merge_texts(*(block.format(one + text) for text in ("", theirs, mine)))
    assert merged == block.format(one + theirs + mine)


def test_order_of_the_two_does_not_decide_whether_they_merge():
    theirs = BASE.replace("acted.", "acted. Theirs.")
    mine = BASE.replace("Crime fell.", "Crime rose.")

    assert merge_texts(BASE, theirs, mine) == merge_texts(BASE, mine, theirs)


@pytest.mark.parametrize(
    ("theirs", "mine", "combined"),
    [
        ("<p>One. Two.</p>", "<p>One. Three.</p>", "<p>One. Two. Three.</p>"),
        ("<p>One.</p>", "<p>Two.</p>", "<p>One.</p>\n<p>Two.</p>"),
        ("One. Two.", "One. Three.", "One. Two. Three."),
        ("", "<p>Two.</p>", "<p>Two.</p>"),
    ],
)
def test_combined_versions_have_shared_text_once(theirs, mine, combined):
    assert combine_texts(theirs, mine) == combined
