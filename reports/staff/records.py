"""Record types of documents for the staff area, and the effects of changes on them."""

import json
import re
from collections.abc import Iterator

from django.db.models import Model, Q
from django.urls import reverse

from partnership.core.models.hooks import (
    LinkedText,
    affected_drafts,
    published_uses,
)
from partnership.core.models.registry import (
    FieldOptions,
    Fieldset,
    Inline,
    ListOptions,
    Naming,
    RecordLink,
    RecordType,
    register,
)
from partnership.core.values.dates import (
    day,
    local_day,
)
from partnership.models.wording import local, worded
from reports import document_types
from reports.assembly.passage_labels import with_report
from reports.models import (
    Contribution,
    DocumentTemplate,
    Edition,
    FrontMatter,
    HeadlineFigure,
    MeasureChart,
    Passage,
    Picture,
    Recommendation,
    Report,
    SectionOverride,
    Supplement,
)
from reports.templatetags.report_links import edition_url

DOCUMENTS = "Documents"
OF_REPORT = ["report__document_type", "report__year", "report__partnership"]
FOUND = ["report__title", "report__document_type", "report__period"]


def document_type_choices() -> list[tuple[str, str]]:
    return list(document_types.names().items())


def declared_type_choices() -> list[tuple[str, str]]:
    return [
        (code, document_type.name)
        for code, document_type in document_types.DOCUMENT_TYPES.items()
    ]


def front_sheet_choices() -> list[tuple[str, str]]:
    return [(key, worded(label)) for key, label in document_types.front_sheet_lines()]


DOCUMENT_TYPE_CHOICES = {
    "document_type": document_type_choices,
    "report__document_type": document_type_choices,
}

register(
    RecordType(
        Report,
        "documents",
        DOCUMENTS,
        listing=ListOptions(
            columns=[
                "type_name",
                "period_label",
                "partnership",
                "year",
                "status",
                "dated_on",
            ],
            search=["document_type", "title", "period", "partnership__name"],
            filters=["document_type", "year", "status", "partnership"],
            order_by={"type_name": "document_type", "period_label": "period"},
        ),
        fieldsets=[
            Fieldset(
                "Document",
                [
                    "document_type",
                    "partnership",
                    "period",
                    ("year", "last_year"),
                    "template",
                    "refreshes",
                ],
            ),
            Fieldset("Front sheet", ["title", "summary", "dated_on", "presented_to"]),
            Fieldset(
                "Author and sign-off",
                ["author", "contact", "is_sample"],
                is_folded=True,
            ),
        ],
        inlines=[
            Inline(
                FrontMatter,
                ["key", "value"],
                "Front sheet lines",
                singular="line",
                is_folded=True,
            ),
            Inline(
                HeadlineFigure,
                ["order", "figure", "label", "detail"],
                "Headline figures",
                layout="blocks",
                singular="figure",
                is_folded=True,
            ),
            Inline(
                Recommendation,
                ["number", "text", "addressed_to"],
                "Recommendations",
                layout="blocks",
                singular="recommendation",
                is_folded=True,
            ),
        ],
        fields=FieldOptions(
            labels={"type_name": "Document type", "period_label": "Period"},
            hints={
                "period": "As in its web address. For example, 2016-17, 2017-09-21 for "
                "a meeting, or 2016-17/end-year for a return.",
            },
            choices=DOCUMENT_TYPE_CHOICES,
        ),
        naming=Naming(select_related=["partnership", "template"]),
        links=[
            RecordLink("Edit text", "editor:report"),
            RecordLink("Pictures and supplements", "editor:files"),
            RecordLink("Start from an earlier document", "documents:carry_over"),
            RecordLink("Start from a Word file", "documents:word_import"),
            RecordLink("Check results", "documents:check_results"),
            RecordLink("Preview draft", "documents:preview"),
            RecordLink("Review", "documents:review"),
            RecordLink("Publish", "documents:publish"),
        ],
        description="All documents and their details.",
        empty_text=local("Add this year’s {agreement.short}."),
    ),
    RecordType(
        DocumentTemplate,
        "document-templates",
        DOCUMENTS,
        listing=ListOptions(
            columns=["name", "version", "partnership", "document_type", "style"],
            search=["name", "document_type", "code"],
            filters=["partnership"],
        ),
        fieldsets=[
            Fieldset("Template", ["name", "partnership", "version"]),
            Fieldset("Document type", ["document_type", "based_on"]),
            Fieldset("Documents", ["title", "description", "style"]),
            Fieldset("Code", ["code"]),
        ],
        fields=FieldOptions(
            labels={"document_type": "Web address"},
            choices={"based_on": declared_type_choices},
        ),
        naming=Naming(select_related=["partnership"]),
        links=[RecordLink("Edit sections", "documents:template")],
        pages=[RecordLink("Change or create a document type", "documents:templates")],
        description="The sections of each document type and their order, including "
        "your own document types.",
        empty_text="Add one to change the sections of a document type.",
    ),
    RecordType(
        Passage,
        "passages",
        DOCUMENTS,
        listing=ListOptions(
            columns=["key", "report", "report__year", "body", "body_reason"],
            search=["key", "body", *FOUND],
            filters=[*OF_REPORT, "body_reason"],
            bulk=["signed_by"],
        ),
        fieldsets=[
            Fieldset("Document and section", ["report", "key"]),
            Fieldset("Text", ["body"]),
            Fieldset("If there is no text", ["body_reason", "reason_note"]),
            Fieldset("Source", ["signed_by", "sample_note"]),
        ],
        fields=FieldOptions(
            labels={"key": "Section", "report__year": "Year"},
            hints={"key": "Its key in the outline. For example, introduction.purpose."},
            choices=DOCUMENT_TYPE_CHOICES,
        ),
        naming=Naming(
            select_related=["report__partnership", "report__template"],
            history_title=with_report,
        ),
        description="Document text, one record for each section.",
        empty_text="Add the text of the introduction.",
    ),
    RecordType(
        SectionOverride,
        "sections",
        DOCUMENTS,
        listing=ListOptions(
            columns=["key", "report", "title", "is_hidden", "hidden_reason"],
            search=["key", "title", *FOUND],
            filters=[*OF_REPORT, "is_hidden"],
        ),
        fieldsets=[
            Fieldset("Section", ["report", "key", "title", "position"]),
            Fieldset("If it is hidden", ["is_hidden", "hidden_reason"]),
            Fieldset("If it is a custom section", ["is_added"]),
        ],
        fields=FieldOptions(labels={"key": "Section"}, choices=DOCUMENT_TYPE_CHOICES),
        naming=Naming(select_related=["report__partnership"]),
        description="Changes to a document’s standard outline.",
        empty_text="Add a section that you want to rename or hide.",
    ),
    RecordType(
        Contribution,
        "contributions",
        DOCUMENTS,
        listing=ListOptions(
            columns=[
                "partnership",
                "report",
                "year",
                "requested_on",
                "due_on",
                "received_on",
            ],
            search=["partnership__name", "body", *FOUND],
            filters=[*OF_REPORT, "partnership"],
            bulk=["requested_on", "due_on", "received_on", "reviewed_on"],
        ),
        fieldsets=[
            Fieldset("Contribution", ["report", "partnership", "year", "order"]),
            Fieldset(
                "Progress", ["requested_on", "due_on", "received_on", "reviewed_on"]
            ),
            Fieldset("Text", ["body", "body_reason"]),
        ],
        fields=FieldOptions(
            labels={"order": "Position"}, choices=DOCUMENT_TYPE_CHOICES
        ),
        naming=Naming(select_related=["report__partnership", "partnership"]),
        description="Contributions requested from partnerships and received.",
        empty_text="Add a partnership’s contribution.",
    ),
    RecordType(
        Recommendation,
        "recommendations",
        DOCUMENTS,
        listing=ListOptions(
            columns=["text", "number", "report", "addressed_to"],
            search=["text", *FOUND],
            filters=[*OF_REPORT, "addressed_to"],
        ),
        fieldsets=[
            Fieldset("Recommendation", ["report", "number", "text", "addressed_to"])
        ],
        fields=FieldOptions(choices=DOCUMENT_TYPE_CHOICES),
        description="Recommendations in papers.",
        empty_text="Open a paper to add its recommendations, or add one here.",
    ),
    RecordType(
        HeadlineFigure,
        "headline-figures",
        DOCUMENTS,
        listing=ListOptions(
            columns=["label", "figure", "report", "order"],
            search=["label", "figure", *FOUND],
            filters=OF_REPORT,
        ),
        fieldsets=[
            Fieldset("Document and position", ["report", "order"]),
            Fieldset("Figure", ["figure", "label", "detail"]),
        ],
        fields=FieldOptions(
            hints={
                "figure": "Select “Insert a figure” to choose a figure from your data.",
                "detail": "Its period and comparison. For example, 2016-17, up from "
                "2015-16.",
            },
            choices=DOCUMENT_TYPE_CHOICES,
        ),
        description="Headline figures shown in documents.",
        empty_text="Open a document to add its headline figures, or add one here.",
    ),
    RecordType(
        MeasureChart,
        "charts",
        DOCUMENTS,
        listing=ListOptions(
            columns=["measure", "form", "report", "section", "order"],
            search=["measure__name", "section", *FOUND],
            filters=[*OF_REPORT, "form"],
        ),
        fieldsets=[
            Fieldset("Document and section", ["report", "section", "order"]),
            Fieldset("Chart", ["measure", "form", ("area", "from_year")]),
        ],
        fields=FieldOptions(
            hints={
                "section": "Its key in the outline. For example, introduction. The "
                "chart and its table are at the end of the section.",
            },
            choices=DOCUMENT_TYPE_CHOICES,
        ),
        naming=Naming(
            singular="chart",
            plural="charts",
            select_related=["measure", "report__partnership"],
        ),
        description="Charts of measures that you add to a document, each with its "
        "table. The title is written from the figures.",
        empty_text="Open the text of a section and select “Add a chart”.",
    ),
    RecordType(
        FrontMatter,
        "front-matter",
        DOCUMENTS,
        listing=ListOptions(
            columns=["key", "report", "value"],
            search=["key", "value", *FOUND],
            filters=OF_REPORT,
        ),
        fieldsets=[Fieldset("Front sheet line", ["report", "key", "value"])],
        fields=FieldOptions(
            labels={"key": "Line"},
            choices=DOCUMENT_TYPE_CHOICES | {"key": front_sheet_choices},
        ),
        description="Details on the front sheet of papers, for example “Key decision: "
        "No”.",
        empty_text="Open a paper to add its front sheet lines, or add a line here.",
    ),
)

register(
    RecordType(
        Picture,
        "pictures",
        DOCUMENTS,
        listing=ListOptions(
            columns=["key", "report", "caption", "credit", "is_cover", "file"],
            search=["key", "caption", "credit", "alternative_text", *FOUND],
            filters=[*OF_REPORT, "is_cover", "is_decorative"],
        ),
        fieldsets=[
            Fieldset("Picture", ["report", "file", "key"]),
            Fieldset(
                "What it shows",
                ["alternative_text", "is_decorative", "caption", "credit"],
            ),
            Fieldset("Cover", ["is_cover", "cover_part"]),
        ],
        fields=FieldOptions(choices=DOCUMENT_TYPE_CHOICES),
        description="Pictures in documents, with their alternative text and credit.",
        empty_text="Open a document to add a picture to its text, or add one here.",
    ),
    RecordType(
        Supplement,
        "supplements",
        DOCUMENTS,
        listing=ListOptions(
            columns=["title", "number", "report", "file"],
            search=["title", *FOUND],
            filters=OF_REPORT,
        ),
        fieldsets=[Fieldset("Supplement", ["report", "number", "title", "file"])],
        fields=FieldOptions(choices=DOCUMENT_TYPE_CHOICES),
        description="Files that are published with a document.",
        empty_text="Add a file to publish with a document.",
    ),
)


def drafts_of(row: Model) -> list[Report]:
    """Unpublished documents that may use a record: its own, or those of its year.

    Documents of the following year count too, because they show the year before.
    """
    drafts = Report.objects.filter(
        status__in=[Report.Status.DRAFT, Report.Status.IN_REVIEW]
    ).select_related("partnership")
    report = row if isinstance(row, Report) else getattr(row, "report", None)
    if report is not None:
        return list(drafts.filter(pk=report.pk))
    settlement = getattr(row, "settlement", None)
    year = getattr(settlement or row, "year", None) or getattr(row, "from_year", None)
    if year is None:
        return []
    of = settlement or getattr(row, "line", None) or row
    partnership = getattr(of, "partnership", None)
    used_by = Q(partnership__is_home=True)
    if partnership is not None:
        used_by |= Q(partnership=partnership)
    last = (getattr(row, "to_year", None) or year) + 1
    return list(drafts.filter(used_by, year__gte=year, year__lte=last))


@affected_drafts
def drafts_that_follow(row: Model) -> Iterator[LinkedText]:
    for report in drafts_of(row):
        yield LinkedText(
            str(report), reverse("records:edit", args=["documents", report.pk])
        )


@published_uses
def editions_that_use(row: Model) -> Iterator[LinkedText]:
    """Editions with a figure that uses the record's code."""
    code = getattr(row, "code", "")
    if not code:
        return
    named = re.compile(rf"(?<![\w-]){re.escape(code)}(?![\w-])")
    editions = Edition.objects.filter(content__document__figures__icontains=code)
    figures = editions.values_list("pk", "content__document__figures")
    keys = [key for key, found in figures if named.search(json.dumps(found))]
    rows = Edition.objects.defer("content").filter(pk__in=keys)
    for edition in rows.select_related("report__partnership"):
        text = f"{edition}, published {day(local_day(edition.published_at))}"
        yield LinkedText(text, edition_url(edition))
