"""Officers' text prepared for a document: figures filled in, markup fitted in."""

import pytest

from reports.blocks.prose import Prose
from reports.blocks.table import Column, Row, Table, text
from reports.document.prose import Composer
from reports.document.references import link_references
from reports.document.tree import Document, Rich, SectionNode, number
from reports.errors import BuildProblem, ReportNotRendered, TokenError, raise_problems
from reports.figures.figure import Figure
from reports.figures.grammar import MOST


class FakeResolver:
    """A resolver that knows two figures, and hands out text as hostile as it gets."""

    figures = {
        "total": Figure("£57,133", "57133"),
        "named": Figure("[=total fund 2016-17] <b>&amp;</b> [@table x]"),
        "quoted": Figure('1"', '"><script>'),
        "reported": Figure(
            "1,233",
            "1233",
            about="Offences, Testshire",
            period="2015",
            base="people",
            source='The "Force"',
        ),
        "dated": Figure("21 September 2017", about="Date", day="2017-09-21"),
    }

    def figure(self, token):
        if token.name not in self.figures:
            raise TokenError(f"There is no figure called “{token.name}”.")
        return self.figures[token.name]


@pytest.fixture
def composer():
    return Composer(FakeResolver())


def html_of(composer, text, level=3):
    html = composer.rich(text, "Introduction", level).html
    assert composer.problems == []
    return html


class TestFigures:
    def test_figure_is_data_with_its_value(self, composer):
        assert (
            html_of(composer, "<p>It had [=total fund 2016-17].</p>")
            == '<p>It had <data value="57133" class="bound">£57,133</data>.</p>'
        )

    def test_title_gives_measure_period_base_and_source(self, composer):
        html = html_of(composer, "<p>[=reported]</p>")

        assert html == (
            '<p><data value="1233" class="bound" title="Offences, Testshire; 2015; '
            'base people; source The &quot;Force&quot;">1,233</data></p>'
        )

    def test_date_is_a_time_with_its_day(self, composer):
        assert html_of(composer, "<p>On [=dated]</p>") == (
            '<p>On <time datetime="2017-09-21" class="bound" title="Date">'
            "21 September 2017</time></p>"
        )

    def test_text_with_too_many_figures_is_rejected(self, composer):
        """Each paragraph has fewer; it is the text that has too many."""
        rich = composer.rich("<p>[=total a b]</p>" * (MOST + 1), "Vision")

        assert rich.html == ""
        assert f"the limit is {MOST}" in str(composer.problems[0])

    def test_figure_without_value_is_plain_text(self, composer):
        assert "<data" not in html_of(composer, "<p>[=named]</p>")

    def test_figure_in_a_link_is_plain(self, composer):
        """HTML allows it, but a link should be read as one."""
        html = html_of(
            composer, '<p><a href="https://example.org/">[=total f 2016-17]</a></p>'
        )

        assert ">£57,133</a>" in html

    def test_figures_are_listed_with_the_text(self, composer):
        rich = composer.rich("<p>[=total a b] and [=total c d]</p>", "Introduction")

        assert [figure.value for figure in rich.figures] == ["57133", "57133"]

    def test_output_of_a_figure_is_never_parsed(self, composer):
        """A partner may be named “[=total ...]”, and a name is no markup."""
        assert html_of(composer, "<p>[=named]</p>") == (
            "<p>[=total fund 2016-17] &lt;b&gt;&amp;amp;&lt;/b&gt; [@table x]</p>"
        )

    def test_value_cannot_leave_its_attribute(self, composer):
        html = html_of(composer, "<p>[=quoted]</p>")

        assert "<script>" not in html
        assert 'value="&quot;&gt;&lt;script&gt;"' in html

    def test_tokens_in_attributes_are_unchanged(self, composer):
        html = html_of(
            composer, '<p><a href="https://example.org/?a=[=total x y]">here</a></p>'
        )

        assert 'href="https://example.org/?a=[=total x y]"' in html
        assert "<data" not in html

    def test_error_names_its_location_and_does_not_stop_the_next(self, composer):
        composer.rich("<p>[=nil] and [@chapter one] and [=total</p>", "Working, Words")
        composer.rich("<p>[=other]</p>", "Vision")

        places = [problem.location for problem in composer.problems]
        assert places == ["Working, Words", "Vision"]
        assert "“[=total” has no closing bracket" in str(composer.problems[0])
        assert str(composer.problems[1]).startswith("Vision: There is no figure called")

    def test_every_error_of_a_text_is_reported(self, composer):
        composer.rich("<p>[=one] and [=two]</p>", "Vision")

        assert len(composer.problems) == 2

    def test_token_across_markup_is_not_closed(self, composer):
        composer.rich("<p>[=total <strong>fund</strong> 2016-17]</p>", "Vision")

        assert "no closing bracket" in str(composer.problems[0])

    def test_plain_text_is_escaped(self, composer):
        rich = composer.inline("Fish & <chips> [=total f 2016-17]", "Headlines")

        assert rich.html == (
            'Fish &amp; &lt;chips&gt; <data value="57133" class="bound">£57,133</data>'
        )


HOSTILE = [
    '[@section a" onclick="x]',
    '[@"><script>alert(1)</script> a]',
    '[@section a | "><script>alert(1)</script>]',
    "[@section <script>alert(1)</script>]",
    "[@chapter one]",
    "[@section]",
    "[@section a b]",
    "[@section a | purple]",
]


class TestReferences:
    @pytest.mark.parametrize("source", HOSTILE)
    def test_invalid_reference_is_rejected_and_leaves_no_text(self, composer, source):
        rich = composer.inline(source, "Vision")

        assert rich.html == ""
        [problem] = composer.problems
        assert problem.location == "Vision"
        assert (
            "is not a valid cross-reference. Use the format [@section funding]."
        ) in problem.message

    def test_reference_inside_a_link_is_refused(self, composer):
        composer.rich('<p><a href="https://x.org">[@table a]</a></p>', "Vision")

        assert "Put it next to it" in str(composer.problems[0])

    @pytest.mark.parametrize(
        ("source", "html"),
        [
            (
                "see [@section money].",
                'see <a class="ref ref-section" href="#section-money">section 1</a>.',
            ),
            (
                "[@section money | capital]",
                '<a class="ref ref-section" href="#section-money">Section 1</a>',
            ),
            (
                "[@section extra]",
                '<a class="ref ref-section" href="#section-extra">Appendix A</a>',
            ),
            (
                "[@section start]",
                '<a class="ref ref-section" href="#section-start">A first word</a>',
            ),
            (
                "[@table sums]",
                '<a class="ref ref-table" href="#table-sums">Table 1</a>',
            ),
        ],
    )
    def test_reference_is_a_link_with_the_number(self, composer, source, html):
        document = linked(composer, source)

        assert document.sections[0].blocks[0].words.html == html

    def test_missing_target_names_the_section_and_what_there_is(self, composer):
        document = document_of(composer.inline("[@table sum]", "A first word"))

        [problem] = link_references(document)

        assert problem.location == "A first word"
        assert "“[@table sum]” is not in this document" in (problem.message)
        assert "You can use: [@table sums]." in problem.message

    def test_missing_type_of_target_is_named(self, composer):
        document = document_of(composer.inline("[@figure sums]", "A first word"))

        [problem] = link_references(document)

        assert "It has no figures." in problem.message

    def test_references_are_found_in_cells_and_notes(self, composer):
        note = composer.inline("[@section extra]", "Money")
        document = document_of(composer.inline("x", "Money"), notes=[note])

        assert link_references(document) == []
        assert "Appendix" in note.html


def document_of(rich, notes=()):
    table = Table(
        key="sums",
        caption="Sums",
        columns=[Column("Line", 100)],
        rows=[Row([text("Lights")])],
        notes=list(notes),
    )
    document = Document("paper", "Paper", "Title", "2016-17", "Testshire", "About")
    document.sections = [
        SectionNode("start", "A first word", "none", blocks=[Prose("a", words=rich)]),
        SectionNode("money", "Money", blocks=[table]),
        SectionNode("extra", "Extra", "appendix"),
    ]
    number(document)
    return document


def linked(composer, source):
    document = document_of(composer.inline(source, "A first word"))
    assert composer.problems == []
    assert link_references(document) == []
    return document


class TestMarkup:
    def test_nested_lists_stay(self, composer):
        html = "<ul><li>One<ol><li>Two</li></ol></li></ul>"

        assert html_of(composer, html) == html

    @pytest.mark.parametrize(
        ("level", "given", "wanted"),
        [
            (3, "<h3>A</h3><h4>B</h4>", ["h3", "h4"]),
            (4, "<h3>A</h3><h4>B</h4>", ["h4", "h5"]),
            # What starts low is lifted, so that no level is skipped.
            (3, "<h4>A</h4><p>x</p><h4>B</h4>", ["h3", "h3"]),
            (3, "<h4>A</h4><h3>B</h3><h4>C</h4>", ["h3", "h3", "h4"]),
        ],
    )
    def test_headings_start_one_level_below_their_section(
        self, composer, level, given, wanted
    ):
        html = html_of(composer, given, level)

        assert [part[:2] for part in html.split("<") if part[:1] == "h"] == wanted
        assert all(f"</{tag}>" in html for tag in wanted)

    def test_headings_in_a_cell_are_bold_lines(self, composer):
        """Below a table's caption no heading fits."""
        html = html_of(composer, "<h3>A</h3><p>x</p>", 5)

        assert html == "<p><strong>A</strong></p><p>x</p>"

    @pytest.mark.parametrize(
        ("below", "is_note"),
        [
            ("<p>Note: up to March.</p>", True),
            ("\n<p>Notes: <em>two</em> of them.</p>", True),
            ("<p>Not so.</p>", False),
            ("<p>Words between.</p><p>Note: too late.</p>", False),
            ("<ul><li><p>Note: in a list.</p></li></ul>", False),
        ],
    )
    def test_paragraph_below_a_table_can_be_its_note(self, composer, below, is_note):
        table = "<table><tbody><tr><td>1</td></tr></tbody></table>"

        assert ('<p class="table-note">Note' in html_of(composer, table + below)) == (
            is_note
        )
        assert "table-note" not in html_of(composer, below)

    def test_link_has_its_printed_address(self, composer):
        html = html_of(composer, '<p><a href="https://www.example.org/a/">here</a></p>')

        assert 'data-address="www.example.org/a"' in html

    def test_address_with_capitals_is_not_printed_twice(self, composer):
        html = html_of(
            composer, '<p><a href="https://www.example.org">www.Example.org</a></p>'
        )

        assert "data-address" not in html

    def test_mail_address_is_a_link_without_more(self, composer):
        html = html_of(composer, '<p><a href="mailto:a@example.org">write</a></p>')

        assert "data-address" not in html

    def test_entities_stay_text(self, composer):
        assert html_of(composer, "<p>A &lt; B &amp; C</p>") == (
            "<p>A &lt; B &amp; C</p>"
        )

    def test_line_breaks_stay(self, composer):
        assert html_of(composer, "<p>A<br>B</p>") == "<p>A<br>B</p>"


def test_problems_stop_the_document():
    raise_problems([])
    with pytest.raises(ReportNotRendered) as caught:
        raise_problems(
            [BuildProblem("Vision", "Mend it."), BuildProblem("Money", "And this.")]
        )

    assert str(caught.value) == "Vision: Mend it.\nMoney: And this."


def test_empty_text_is_empty():
    assert not Rich("")
