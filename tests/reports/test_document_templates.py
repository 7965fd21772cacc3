"""Document templates: their outlines, and the documents that are made with them."""

import io
from decimal import Decimal

import docx
import pytest
from django.core.exceptions import ValidationError
from tablib import Dataset

from funding.models import FundingLine
from partnership.core.imports.rows.resource import RESOURCES
from partnership.core.models.registry import RECORD_TYPES
from partnership.core.records.forms.row_form import form_class
from partnership.core.values import financial_years
from priorities.models import Priority
from reports import document_types
from reports.assembly import document_templates as templates
from reports.assembly.build import build
from reports.document_types import outlines
from reports.document_types.catalogue import OFFERED, block_types
from reports.models import DocumentTemplate, Report
from reports.public.compare import Compared, compare
from reports.publication import rendering
from reports.publication.edition_content import frozen
from reports.publication.listings import listing_of
from reports.publication.word import as_docx
from reports.templatetags.line_breaks import fit_lines
from tests.builders import (
    a_document_template,
    a_partnership,
    a_passage,
    a_report,
    a_return,
    a_section_override,
)
from tests.reports.counties import COUNTIES, create
from tests.reports.pages import text_of

pytestmark = pytest.mark.django_db
AGREEMENT = "community-safety-agreement"
DECLARED = list(document_types.DOCUMENT_TYPES.values())


@pytest.fixture
def template(report):
    return templates.for_type(report.partnership, AGREEMENT)


def use(report, template):
    report.template = template
    report.full_clean()
    report.save()
    return Report.objects.get(pk=report.pk)


def titles(report):
    return [section.title for section in build(report).sections]


@pytest.mark.parametrize("declared", DECLARED, ids=lambda one: one.code)
def test_stored_outline_of_a_type_is_sound_and_read_as_it_was(declared):
    rows = list(map(outlines.as_row, outlines.stored(declared)))
    outline = outlines.from_rows(rows)

    assert list(outlines.problems(outline)) == []
    sections = outlines.sections_of(outline)
    assert outlines.stored(declared) == outline
    assert [s.key for s in sections] == [
        s.key for s in declared.sections if s.key != "at-a-glance"
    ]
    # The longest cell of a workbook.
    assert max(len(cell) for row in rows for cell in row.values()) < 32_000


def test_document_with_an_unchanged_template_is_as_without_one(report, template):
    before = build(report)

    assert build(use(report, template)).sections == before.sections


def test_sections_are_renamed_moved_hidden_and_shown(report, template):
    a_passage(report=report, key="vision.text", body="<p>Safe streets.</p>")
    [vision] = [s for s in templates.outline_of(template) if s["key"] == "vision"]
    templates.save_section(
        template, "vision", {**vision, "title": "Where we are going in {year}"}
    )
    templates.move(template, "vision", up=True)
    templates.hide(template, "working")

    document = build(use(report, template))
    keys = [section.key for section in document.sections]
    assert keys.index("vision") == keys.index("introduction") - 1
    assert "working" not in keys
    [section] = [one for one in document.sections if one.key == "vision"]
    assert section.title == f"Where we are going in {report.years_label}"
    assert any("Safe streets" in str(block) for block in section.blocks)

    later = templates.new_version(template)
    templates.unhide(later, "working")
    assert "Working in partnership" in titles(use(report, later))


def test_template_with_hidden_sections_only_has_the_summary(report, template):
    for section in template.outline:
        section["is_included"] = False

    declared = document_types.of_template(template)

    assert [section.key for section in declared.sections] == ["at-a-glance"]


@pytest.mark.parametrize(
    ("block", "options"),
    [
        ("summary_list", {"heading": "The year {year}", "lines": [["title", "Name"]]}),
        (
            "priority_changes_table",
            {"key": "changes", "caption": "Changes", "source": "The year {year}."},
        ),
    ],
)
def test_words_in_braces_are_filled_in(report, template, block, options):
    [vision] = [s for s in template.outline if s["key"] == "vision"]
    vision["blocks"] = [{"block": block, "options": options}]
    template.save()
    Priority.objects.update(ended_reason="Done")

    html = rendering.as_html(build(use(report, template)))

    assert fit_lines("The year 2016-17") in html


def test_line_of_a_front_sheet_is_chosen_from_those_of_all_types(template):
    block = {"block": "summary_list", "options": {"lines": [["village", "Village"]]}}
    template.outline[0]["blocks"] = [block]
    template.save()

    form = form_class(RECORD_TYPES["front-matter"])()

    offered = dict(form.fields["key"].choices)
    lines = {"village": "Village", "areas-affected": "Division(s) affected"}
    assert offered.items() >= (lines | {"signed-on": "Date (signed on)"}).items()


def test_outline_is_read_once_until_it_changes(template):
    declared = document_types.of_template(template)
    assert document_types.of_template(template) is declared

    template.outline[0]["is_included"] = False

    assert document_types.of_template(template).sections != declared.sections


def test_used_version_does_not_change(report, template):
    use(report, template)

    with pytest.raises(templates.InvalidChange, match="Create a new version"):
        templates.hide(template, "vision")
    template.title = "Another title"
    with pytest.raises(ValidationError, match="Create a new version"):
        template.full_clean()


def test_new_document_gets_the_latest_version(report, template):
    second = templates.new_version(template)

    later = a_next_year(report)

    assert (later.template, second.version) == (second, 2)
    assert report.template is None


def a_next_year(report, year=2099):
    later = Report(
        document_type=report.document_type,
        partnership=report.partnership,
        period=financial_years.label(year),
        year=year,
    )
    later.full_clean()
    later.save()
    return later


def test_template_must_be_for_the_type_and_partnership(report):
    report.template = a_document_template()

    with pytest.raises(ValidationError, match="for this type and partnership"):
        report.full_clean()


def test_own_type_is_copied_and_has_its_own_name_and_address(report):
    source = document_types.get(AGREEMENT)
    template = templates.new_type(report.partnership, "Local plan", source)
    plan = a_report(
        document_type="local-plan",
        partnership=report.partnership,
        period=report.period,
        year=report.year,
        template=template,
    )

    document = build(plan)

    assert (document.title, document.style) == ("Local plan", "agreement")
    assert document.document_type_name == "Local plan"
    assert listing_of(plan).title.startswith("Local plan")
    assert plan.path == f"local-plan/{report.period}"
    assert str(plan).startswith("Local plan")


def test_document_of_an_own_type_has_its_template(report):
    template = templates.new_type(report.partnership, "Newsletter")
    values = {"document_type": "newsletter", "period": "2030-31", "year": 2030}
    letter = Report(partnership=report.partnership, **values)
    letter.full_clean()
    letter.save()

    letter.template = None
    letter.full_clean()
    assert letter.template == template

    other = Report(partnership=a_partnership(), **values)
    with pytest.raises(ValidationError, match="no document template for this type"):
        other.full_clean()


def test_type_copied_from_a_template_has_its_own_title_and_the_base(report):
    source = a_document_template(partnership=report.partnership, based_on="")

    template = templates.new_type(report.partnership, "Newsletter", source)

    assert (template.title, template.based_on) == ("Newsletter", AGREEMENT)


def test_empty_type_has_an_introduction_to_write(report):
    template = templates.new_type(report.partnership, "Newsletter")

    assert [s["key"] for s in template.outline] == ["introduction"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (" ", "Enter a name"),
        ("Scrutiny paper", "already a document type"),
        ("Staff", "Another page has this web address"),
        ("!!!", "at least one letter"),
    ],
)
def test_name_of_a_type_must_be_free(report, name, message):
    with pytest.raises(templates.InvalidChange, match=message):
        templates.new_type(report.partnership, name)

    assert not DocumentTemplate.objects.exists()


def test_text_that_is_added_again_has_its_key(template):
    key = templates.add_section(template, "Next steps", "section", "", "prose")
    template.refresh_from_db()
    section = templates.section_of(template.outline, key)
    templates.save_section(template, key, {**section, "blocks": []})

    templates.add_block(template, key, "prose")
    templates.add_block(template, key, "prose")

    template.refresh_from_db()
    blocks = templates.section_of(template.outline, key)["blocks"]
    assert [block["options"]["key"] for block in blocks] == [
        "next-steps.text",
        "next-steps.text-2",
    ]


def test_every_block_that_is_offered_can_be_built(report, template):
    names = [name for group in OFFERED.values() for name in group]
    alone = [name for name in names if block_types()[name].can_be_in("", {})]
    key = templates.add_section(template, "Everything", "section", "", alone[0])
    for name in alone[1:16]:
        templates.add_block(template, key, name)
    other = templates.add_section(template, "More", "section", "", alone[16])
    for name in alone[17:]:
        templates.add_block(template, other, name)

    sections = {s.key: s for s in build(use(report, template)).sections}

    assert len(sections[key].blocks) > 5
    assert sections[other].blocks


def test_section_added_to_a_document_and_to_its_template_is_there_once(
    report, template
):
    a_section_override(report=report, key="news", title="News", is_added=True)
    templates.add_section(template, "News", "section", "", "prose")

    assert titles(use(report, template)).count("News") == 1


def test_section_sent_twice_is_added_to_a_template_once(template):
    templates.add_section(template, "News", "section", "", "prose")

    with pytest.raises(templates.InvalidChange, match="already a section “News”"):
        templates.add_section(template, "News", "section", "", "prose")


def test_repeated_section_has_a_text_for_each_priority(report, template):
    key = templates.add_section(
        template, "Each priority", "none", "year_priorities", "prose"
    )
    templates.add_block(template, key, "strand_list")

    document = build(use(report, template))

    found = [
        block.key
        for section in document.sections
        for block in section.blocks
        if getattr(block, "key", "").startswith("each-priority.")
    ]
    assert found and len(found) == len(set(found))


def test_second_section_repeated_for_the_same_is_refused(report):
    template = templates.for_type(report.partnership, "annual-review")
    values = ("More", "none", "year_priorities", "prose")

    with pytest.raises(templates.InvalidChange, match="Only one section"):
        templates.add_section(template, *values)

    [first] = [s for s in template.outline if s.get("repeat") == "year_priorities"]
    templates.hide(template, first["key"])
    templates.add_section(template, *values)
    with pytest.raises(templates.InvalidChange, match="Only one section"):
        templates.unhide(template, first["key"])


A_SECTION = {"key": "one", "title": "One", "blocks": []}
FORBIDDEN = "{partnership.__class__}"


def with_block(name, **options):
    return {**A_SECTION, "blocks": [{"block": name, "options": options}]}


@pytest.mark.parametrize(
    ("outline", "message"),
    [
        ({"key": 1}, "is a list of up to"),
        ([1], "Section 1: it needs a key"),
        ([A_SECTION, A_SECTION], "The key “one” is used for 2 sections"),
        ([{**A_SECTION, "key": "../x"}], "cannot be its key"),
        ([{**A_SECTION, "key": "at-a-glance"}], "cannot be its key"),
        ([{**A_SECTION, "title": FORBIDDEN}], "cannot be filled in"),
        ([{**A_SECTION, "title": "{year:>9999999}"}], "cannot be filled in"),
        ([{**A_SECTION, "title": "{year"}], "curly brackets"),
        ([{**A_SECTION, "title": 7}], "must be text"),
        ([{**A_SECTION, "title": ""}], "enter a title"),
        ([{**A_SECTION, "numbering": "roman"}], "not a type of numbering"),
        ([{**A_SECTION, "repeat": "os"}], "cannot be repeated for"),
        (
            [
                {**A_SECTION, "key": key, "repeat": "year_priorities"}
                for key in ("one", "two")
            ],
            "Only one section",
        ),
        (
            [
                {
                    **A_SECTION,
                    "blocks": [{"block": "members", "options": {}, "empty": None}],
                }
            ],
            "is not an option if there is nothing to show",
        ),
        (
            [with_block("key_figures", of="grants", over=["x"])],
            "cannot be repeated for",
        ),
        ([with_block("key_figures", of="grants", over={})], "cannot be repeated for"),
        (
            [with_block("evidence_links", heading="x", items=[*"x" * 20, FORBIDDEN])],
            "up to 20 links",
        ),
        (
            [with_block("funding_table", key="k", caption="x", years=0)],
            "cannot be its years",
        ),
        ([{**A_SECTION, "is_included": "no"}], "cannot be its is included"),
        ([{**A_SECTION, "pages": 3}], "“pages” is not recognised"),
        ([{**A_SECTION, "blocks": [{"block": "eval", "options": {}}]}], "no block"),
        ([{**A_SECTION, "blocks": [{"block": "members"}]}], "its options"),
        ([with_block("members", x=1)], "is not an option"),
        ([with_block("prose")], "enter the key"),
        ([with_block("strand_list")], "repeated like this"),
        (
            [with_block("plans_table", key="p", caption=FORBIDDEN)],
            "cannot be filled in",
        ),
    ],
)
def test_unsound_outline_is_refused(outline, message):
    assert message in ". ".join(outlines.problems(outline))


@pytest.mark.parametrize(
    ("part", "cell", "message"),
    [
        ("is included", "perhaps", "Section 1: enter yes or no, not “perhaps”"),
        ("content", "prose {", "Section 1: the options of “prose” cannot be read"),
        ("content", "prose [1]", "cannot be read"),
        ("content", "prose", "Section 1: block 1: enter the key"),
        ("section", "", "Section 1: “” cannot be its key"),
        ("repeated for", "os", "cannot be repeated for"),
    ],
)
def test_invalid_row_of_an_outline_is_refused(part, cell, message):
    row = outlines.as_row({"key": "one", "title": "One", "blocks": []})

    with pytest.raises(ValueError, match=message):
        outlines.from_rows([row | {part: cell}])


def test_template_has_a_row_for_each_section_of_its_spreadsheet(template):
    resource = RESOURCES[DocumentTemplate]()
    before = DocumentTemplate.objects.get().outline
    other = templates.new_version(template)
    DocumentTemplate.objects.filter(pk=other.pk).update(outline=[])
    rows = resource.export()
    DocumentTemplate.objects.all().delete()

    resource.import_data(rows)

    assert len(rows) == len(before) + 1
    found = DocumentTemplate.objects.order_by("version")
    assert [row.outline for row in found] == [before, []]
    assert resource.import_data(rows, dry_run=True).counts["changed"] == 0


def test_rows_of_one_template_that_differ_are_refused(template):
    resource = RESOURCES[DocumentTemplate]()
    rows = resource.export()
    changed = [list(row) for row in rows]
    changed[2][rows.headers.index("title")] = "Other"

    result = resource.import_data(Dataset(*changed, headers=rows.headers))

    assert "have the same code" in str(result.errors[0])


def test_markup_in_titles_is_printed_as_text(report, template):
    key = templates.add_section(
        template, "<script>x</script>", "section", "", "plans_table"
    )
    template.refresh_from_db()
    section = templates.section_of(template.outline, key)
    section["blocks"][0]["options"]["caption"] = "<b>Plans</b>"
    section["blocks"][0]["empty"] = "nothing_reported"
    templates.save_section(template, key, section)

    html = rendering.as_html(build(use(report, template)))

    assert "<script>x" not in html and "<b>Plans" not in html


def test_officer_chooses_the_fund_of_a_block():
    county = next(one for one in COUNTIES if one.funds > 1)
    main, _paper = create(county)
    template = templates.for_type(main.partnership, main.document_type)
    key = templates.add_section(template, "Money", "section", "", "funding_table")
    for name in ("funding_chart", "instalments_table", "returns_table"):
        templates.add_block(template, key, name)
    template.refresh_from_db()
    section = templates.section_of(template.outline, key)
    for block in section["blocks"]:
        block["options"]["fund"] = f"{county.code}-fund-2"
    templates.save_section(template, key, section)
    line = FundingLine.objects.get(fund__code=f"{county.code}-fund-2")
    a_return(line=line, year=main.year, spent_gbp=Decimal(4321))

    sections = {one.key: one for one in build(use(main, template)).sections}
    text = text_of(rendering.as_html(build(use(main, template))))

    assert len(sections[key].blocks) >= 3
    assert "grant 2" in str(sections[key].blocks)
    assert "grant 1" not in str(sections[key].blocks)
    table, chart, _payments, returns = sections[key].blocks
    assert chart.source == f"The figures are in {table.label}."
    assert "4,321" in str(returns)
    template = templates.new_version(template)
    section["blocks"] = section["blocks"][1:]
    templates.save_section(template, key, section)
    templates.hide(template, "fund")
    chart = next(
        one for one in build(use(main, template)).sections if one.key == key
    ).blocks[0]
    assert chart.source == ""
    assert "Money" in text


def test_drafts_move_to_a_version_together(report, template):
    use(report, template)
    other = a_report(partnership=report.partnership, document_type="annual-review")
    draft = a_next_year(report)
    published = a_next_year(report, 2097)
    Report.objects.filter(pk=published.pk).update(status=Report.Status.PUBLISHED)
    second = templates.new_version(template)

    assert templates.use_in_drafts(second) == 2

    found = {row: row.template for row in Report.objects.all()}
    assert found[report] == found[draft] == second
    assert found[published] == template
    assert found[other] is None


def test_editions_with_two_versions_are_compared(report, template):
    first = Compared(listing_of(report), frozen(build(use(report, template))))
    second = templates.new_version(template)
    templates.add_section(second, "News", "section", "", "plans_table")
    templates.hide(second, "working")
    later = Compared(listing_of(report), frozen(build(use(report, second))))

    found = {one.title: one.status for one in compare(first, later).sections}

    assert found["Working in partnership"] == "Removed section"


@pytest.fixture
def own_documents():
    """An agreement and a paper of a county with sections of its own."""
    county = COUNTIES[0]
    main, paper = create(county)
    for document in (main, paper):
        template = templates.for_type(document.partnership, document.document_type)
        templates.add_section(
            template, "What residents told us", "section", "", "prose"
        )
        templates.hide(template, "membership")
        use(document, template)
        a_passage(
            report=document,
            key="what-residents-told-us.text",
            body="<p>Speeding is the main worry.</p>",
        )
    return [Report.objects.get(pk=one.pk) for one in (main, paper)]


def test_county_with_its_own_sections_has_them_in_both_documents(own_documents):
    for document in own_documents:
        html = rendering.as_html(build(document))

        assert "What residents told us" in html
        assert "Speeding is the main worry." in html
        assert "Membership" not in html
        word = docx.Document(io.BytesIO(as_docx(build(document))))
        words = [paragraph.text for paragraph in word.paragraphs]
        assert any("What residents told us" in line for line in words)
        assert any("Speeding is the main worry." in line for line in words)


@pytest.mark.pdf
def test_own_sections_are_printed(own_documents):
    for document in own_documents:
        assert rendering.as_pdf(build(document)).content.startswith(b"%PDF")
