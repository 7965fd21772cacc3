import pytest

from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db


def check(body, name):
    return found(draft_with(body), name)


def test_straight_among_curly_quotation_marks_are_found():
    (issue,) = check('<p>“Lamps” and "wires".</p>', "punctuation")

    assert issue.excerpt == '"'
    assert issue.message.startswith("2 straight")


@pytest.mark.parametrize("body", ["<p>“Lamps”.</p>", '<p>"Lamps".</p>'])
def test_quotation_marks_of_one_kind_pass(body):
    assert check(body, "punctuation") == []


def a_list(*items):
    return f"<p>There is:</p><ul>{''.join(f'<li>{one}</li>' for one in items)}</ul>"


@pytest.mark.parametrize(
    "items", [("a lamp.", "a wire"), ("a lamp;", "a wire.", "a pole"), ("one,", "two;")]
)
def test_a_list_whose_items_end_differently_is_found(items):
    assert len(check(a_list(*items), "list-structure")) == 1


@pytest.mark.parametrize(
    "items",
    [
        ("a lamp", "a wire"),
        ("A lamp.", "A wire."),
        ("a lamp;", "a wire; and", "a pole."),
        ("a lamp", "a wire", "a pole."),
        ("a lamp;", "wires<ul><li>thick</li><li>thin</li></ul>", "a pole."),
    ],
)
def test_a_list_with_one_way_of_ending_passes(items):
    assert check(a_list(*items), "list-structure") == []


@pytest.mark.parametrize(
    "words", ["the Strategy strategy is new", "we we met", "in the a lamp"]
)
def test_a_word_that_is_repeated_is_found(words):
    assert len(check(f"<p>Here {words}.</p>", "doubled-word")) == 1


@pytest.mark.parametrize("words", ["He said that that lamp had had its day."])
def test_words_that_may_be_repeated_pass(words):
    assert check(f"<p>{words}</p>", "doubled-word") == []


def test_a_paragraph_without_its_full_stop_is_found():
    body = "<p>The lamps of the town are lit.</p><p>The wires of the town are new</p>"

    (issue,) = check(body, "punctuation")

    assert issue.excerpt == "of the town are new"


@pytest.mark.parametrize(
    "body",
    [
        "<p>The lamps of the town are lit.</p><p><strong>Wires</strong></p>",
        "<p>The lamps of the town are these:</p><ul><li>one</li></ul>",
        "<p>The grant in this year is [=total safety-fund 2016-17]</p>",
        "<p>Lamps and wires</p>",
    ],
)
def test_headings_openings_and_figures_need_no_full_stop(body):
    assert check(body, "punctuation") == []


@pytest.mark.parametrize(
    "words, offer",
    [
        ("The lamps include;", "include:"),
        ("Over the next 12 month.", "12 months"),
        ("It was in 2017/ too.", ""),
    ],
)
def test_a_sign_or_number_in_the_wrong_place_is_found(words, offer):
    (issue,) = check(f"<p>{words}</p>", "punctuation")

    assert issue.replacement == offer


@pytest.mark.parametrize(
    "words", ["The lamps include: two.", "A 12 month plan.", "Lamps; wires, too."]
)
def test_signs_in_their_place_pass(words):
    assert check(f"<p>{words}</p>", "punctuation") == []
