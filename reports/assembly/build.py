"""Building a document: a complete tree from a report's rows, or a list of problems."""

from dataclasses import replace

from django.db import Error as DatabaseError
from django.db.models import Model

from partnership.core.values import financial_years
from partnership.core.values.dates import day
from partnership.models.wording import terms, use_terms
from partnership.partners.aliases import use_names_on
from priorities.models import Priority
from reports import document_types
from reports.assembly.build_context import (
    BuildContext,
    context_for,
)
from reports.assembly.printed_records import references
from reports.assembly.report_files import cover_of, supplements_section
from reports.assembly.section_overrides import ordered_sections
from reports.blocks import (
    Empty,
    cover_picture,
    measure_chart,
    measure_chart_table,
    prose,
    use,
)
from reports.blocks import empty as nil
from reports.blocks.folding import fold
from reports.blocks.prose import Prose
from reports.blocks.table import Table
from reports.document import records_used, tree
from reports.document.heading_ids import set_heading_ids
from reports.document.notes import number_notes
from reports.document.references import link_references
from reports.document_types import at_a_glance
from reports.document_types.outline import OutlineItem
from reports.errors import BuildProblem, MissingData, ReportNotRendered, raise_problems
from reports.models import Report

SAMPLE_NOTICE = (
    "Sample document, made from public figures to show what this system does. It is "
    "not published by the partnership."
)


def build(report: Report, is_edition: bool = False) -> tree.Document:
    """Build the complete document of a report, numbered and linked.

    The document is a draft, even of a published report, unless `is_edition`.
    Raises ReportNotRendered with every problem found, each with its place.
    """
    context = context_for(report)
    document = assemble(context)
    if is_edition:
        document.state = tree.PUBLISHED
    raise_problems(context.composer.problems)
    tree.check_unique_ids(document)
    set_heading_ids(document)
    number_notes(document)
    raise_problems(link_references(document))
    return document


def assemble(context: BuildContext) -> tree.Document:
    """Build the numbered document before its references are linked.

    Problems in text are collected in the context's composer. Raises ReportNotRendered
    if no document can be built at all.
    """
    with use_terms(context.names), use_names_on(context.report.as_at):
        return _assembled(context)


def _assembled(context: BuildContext) -> tree.Document:
    report = context.report
    if not document_types.is_known(report):
        known = ", ".join(sorted(document_types.DOCUMENT_TYPES))
        message = (
            f"Unknown document type “{report.document_type}”. Choose from: {known}."
        )
        raise ReportNotRendered([BuildProblem(report.path, message)])
    document_type = document_types.of(report)
    document = _new_document(report, document_type, context)
    rows = context.section_overrides
    hidden = {row.key for row in rows if row.is_hidden} | document_type.hidden
    titles = {row.key: row.title for row in rows if row.title}
    context.hidden_sections = hidden
    document.sections = [
        section
        for spec in ordered_sections(document_type, rows)
        if spec.key not in hidden
        for section in _sections(context, spec, titles)
        if section.blocks or not spec.is_optional
    ]
    if listed := supplements_section(report):
        document.sections.append(listed)
    tree.number(document)
    return document


def _new_document(report, document_type, context) -> tree.Document:
    partnership = context.partnership
    picture = cover_of(report)
    has_bands = document_type.style == "agreement" and picture is None
    bands = cover_picture.bands(context) if has_bands else []
    return tree.Document(
        document_type=document_type.code,
        document_type_name=str(document_type.name),
        title=context.names["title"],
        period=report.period_label,
        path=report.path,
        meeting=_meeting(report),
        partnership=partnership.name,
        description=report.summary or context.fill(document_type.description),
        period_words=f"{day(financial_years.first_day(report.year))} to "
        f"{day(_last_day(report, document_type))}",
        vision=partnership.vision,
        state=_state(report),
        notices=[SAMPLE_NOTICE] if report.is_sample else [],
        about=[(title, context.fill(text)) for title, text in document_type.about],
        cover=bands,
        cover_note=context.fill(document_type.cover_note) if bands else "",
        cover_picture=picture,
        style=document_type.style,
        numbers_paragraphs=document_type.numbers_paragraphs,
        brand_colour=partnership.brand_colour,
        second_colour=partnership.second_colour,
    )


def _last_day(report, document_type):
    last = report.last_year or report.year + document_type.years - 1
    return financial_years.last_day(last)


def _state(report):
    """The status printed on a draft, whether or not it has editions."""
    draft, review = Report.Status.DRAFT, Report.Status.IN_REVIEW
    return (review if report.status == review else draft).label


def _meeting(report):
    """“Performance Scrutiny Committee, 21 September 2017”; empty without a meeting."""
    group = report.presented_to.name if report.presented_to else ""
    return ", ".join(
        filter(None, [group, day(report.dated_on) if group and report.dated_on else ""])
    )


def _sections(context: BuildContext, spec, titles) -> list[tree.SectionNode]:
    """One section, or one for each item that the outline repeats it for."""
    title = titles.get(spec.key) or context.fill(spec.title)
    # The section before may have been about one fund.
    context.item = None
    if spec.over is None:
        return [_section(context, spec, OutlineItem(spec.key, title))]
    return [
        _section(context, spec, replace(item, title=titles.get(item.key, item.title)))
        for item in spec.over(context)
        if item.key not in context.hidden_sections
    ]


def _section(context: BuildContext, spec, item: OutlineItem) -> tree.SectionNode:
    context.section_title, context.item = item.title, item
    context.composer.section = item.key
    before = len(context.composer.rendered)
    with records_used.noting() as rows:
        blocks = _blocks(context, spec, item)
    if blocks and isinstance(item.subject, Model):
        rows.append(item.subject)
    texts = [text.raw for text in context.composer.rendered[before:]]
    if not blocks and spec.blocks and not (spec.is_optional or spec.is_front):
        blocks.append(nil.EmptyText("Nothing to report."))
    return tree.SectionNode(
        item.key,
        item.title,
        spec.numbering,
        spec.group,
        spec.runs_on,
        item.level,
        blocks,
        records=references(rows, texts, context.resolver),
        is_summary=spec.key == at_a_glance.KEY,
    )


def _blocks(context, spec, item) -> list[tree.Block]:
    found = [_collect(context, used) for used in spec.blocks]
    blocks = [block for block in found if block is not None]
    has_texts = any(used.collect is prose.collect for used in spec.blocks)
    if spec.is_optional and has_texts and not any(isinstance(b, Prose) for b in blocks):
        # Without a summary, only the charts are shown.
        is_summary = spec.key == at_a_glance.KEY
        blocks = [b for b in blocks if is_summary and isinstance(b, tree.Captioned)]
    for row in context.charts_of(item.key):
        blocks += _chart(context, row)
    return blocks


def _chart(context, row):
    """An officer's chart and its table, or a line that says there is no figure."""
    shown = [
        _collect(context, use(block, row=row))
        for block in (measure_chart, measure_chart_table)
    ]
    if shown[0] is None:
        return [nil.EmptyText(f"There are no figures for the chart “{row}”.")]
    return [block for block in shown if block is not None]


def _collect(context, used):
    """Collect one block, or what replaces an empty one; errors name the section."""
    try:
        block = used.collect(context, **used.options)
    except (ReportNotRendered, DatabaseError):
        raise
    except Exception as error:
        message = (
            f"“{_name(context, used)}” could not be created ({error}). Check its "
            "records or contact an administrator."
        )
        raise ReportNotRendered(
            [BuildProblem(context.section_title, message)]
        ) from error
    if isinstance(block, Table) and not block.is_empty:
        block = fold(block)
    if not block.is_empty:
        return block
    return _empty(context, used)


def _name(context, used) -> str:
    """The label of a block for officers: its caption or heading, else its type."""
    if printed := used.options.get("caption") or used.options.get("heading"):
        return context.fill(printed)
    return used.collect.__module__.rpartition(".")[2].replace("_", " ").capitalize()


def _empty(context, used):
    if used.empty is Empty.NONE:
        return nil.EmptyText("None")
    if used.empty is Empty.NOTHING_REPORTED:
        item = context.item.subject if context.item else None
        words = (
            f"No work on this {terms.priority} has been reported."
            if isinstance(item, Priority)
            else "Nothing has been reported."
        )
        return nil.EmptyText(words, is_unreported=True)
    if used.empty is Empty.STOP:
        context.composer.problems.append(
            MissingData(
                context.section_title,
                f"“{_name(context, used)}” is required but has no data. Add the data, "
                "or hide the section and give a reason.",
            )
        )
    return None


def find(address: str) -> Report:
    """Find a report by its path, for example community-safety-agreement/2016-17.

    Raises LookupError with a message that lists the documents that exist.
    """
    code, _, rest = address.strip("/").partition("/")
    names = document_types.names()
    if code not in names:
        known = ", ".join(sorted(names))
        raise LookupError(f"Unknown document type “{code}”. Choose from: {known}.")
    rows = Report.objects.filter(document_type=code).select_related(
        "partnership__police_area"
    )
    for report in rows:
        if report.path == f"{code}/{rest}":
            return report
    known = ", ".join(report.path for report in rows)
    others = f"Choose from: {known}." if known else "There are none of this type yet."
    raise LookupError(f"There is no document {address}. {others}")
