"""Record types of documents for the staff area, and the effects of changes on them."""

import json
import re
from collections.abc import Iterator

from django.db.models import Model, Q
from django.urls import reverse

from partnership.core.models.hooks import (
    Told,
    follows,
    rests_on,
)
from partnership.core.models.registry import (
    Children,
    Link,
    Part,
    Record,
    register,
)
from partnership.core.values.dates import (
    day,
    local_day,
)
from reports import document_types
from reports.assembly.passage_labels import with_report
from reports.models import (
    Contribution,
    Edition,
    FrontMatter,
    HeadlineFigure,
    Passage,
    Recommendation,
    Report,
    SectionOverride,
)

DOCUMENTS = "Documents"
OF_REPORT = ["report__kind", "report__year", "report__partnership"]
FOUND = ["report__title", "report__kind", "report__period"]
EXAMPLE = "For example, 30 9 2016."


def document_type_choices() -> list[tuple[str, str]]:
    return [
        (document_type.code, document_type.name)
        for document_type in document_types.DOCUMENT_TYPES.values()
    ]


DOCUMENT_TYPE_CHOICES = {
    "kind": document_type_choices,
    "report__kind": document_type_choices,
}

register(
    Record(
        Report,
        "documents",
        DOCUMENTS,
        columns=["kind", "period_label", "partnership", "year", "status", "dated_on"],
        filters=["kind", "year", "status", "partnership"],
        search=["kind", "title", "period", "partnership__name"],
        parts=[
            Part("Document", ["kind", "partnership", "period", "year"]),
            Part("Front sheet", ["title", "summary", "dated_on", "presented_to"]),
            Part("Author and sign-off", ["author", "contact", "is_sample"]),
        ],
        children=[
            Children(FrontMatter, ["key", "value"], "Front sheet lines", one="line"),
            Children(
                HeadlineFigure,
                ["order", "figure", "label", "detail"],
                "Headline figures",
                look="blocks",
                one="figure",
            ),
            Children(
                Recommendation,
                ["number", "text", "addressed_to"],
                "Recommendations",
                look="blocks",
                one="recommendation",
            ),
        ],
        labels={"period_label": "Period"},
        hints={
            "period": "As in its web address. For example, 2016-17, 2017-09-21 for a "
            "meeting, or 2016-17/end-year for a return.",
            "dated_on": EXAMPLE,
        },
        options=DOCUMENT_TYPE_CHOICES,
        links=[
            Link("Edit text", "editor:report"),
            Link("Check results", "documents:check_results"),
            Link("Preview draft", "documents:preview"),
            Link("Publish", "documents:publish"),
        ],
        name="document",
        plural="documents",
        about="All documents and their details.",
        first_step="Add this year’s agreement.",
    ),
    Record(
        Passage,
        "passages",
        DOCUMENTS,
        columns=["key", "report", "report__year", "body", "body_reason"],
        filters=[*OF_REPORT, "body_reason"],
        search=["key", "body", *FOUND],
        parts=[
            Part("Document and section", ["report", "key"]),
            Part("Text", ["body"]),
            Part("If there is no text", ["body_reason", "reason_note"]),
            Part("Source", ["signed_by", "sample_note"]),
        ],
        named_with=["report__partnership"],
        told_as=with_report,
        labels={"key": "Section", "body": "Text", "report__year": "Year"},
        hints={"key": "Its key in the outline. For example, introduction.purpose."},
        options=DOCUMENT_TYPE_CHOICES,
        bulk=["signed_by"],
        about="Document text, one record for each section.",
        first_step="Add the text of the introduction.",
    ),
    Record(
        SectionOverride,
        "sections",
        DOCUMENTS,
        columns=["key", "report", "title", "is_hidden", "hidden_reason"],
        filters=[*OF_REPORT, "is_hidden"],
        search=["key", "title", *FOUND],
        parts=[
            Part("Section", ["report", "key", "title", "position"]),
            Part("If it is hidden", ["is_hidden", "hidden_reason"]),
            Part("If it is a custom section", ["is_added"]),
        ],
        named_with=["report"],
        labels={"key": "Section"},
        options=DOCUMENT_TYPE_CHOICES,
        about="Changes to a document’s standard outline.",
        first_step="Add a section that you want to rename or hide.",
    ),
    Record(
        Contribution,
        "contributions",
        DOCUMENTS,
        columns=[
            "partnership",
            "report",
            "year",
            "requested_on",
            "due_on",
            "received_on",
        ],
        filters=[*OF_REPORT, "partnership"],
        search=["partnership__name", "body", *FOUND],
        parts=[
            Part("Contribution", ["report", "partnership", "year", "order"]),
            Part("Progress", ["requested_on", "due_on", "received_on", "reviewed_on"]),
            Part("Text", ["body", "body_reason"]),
        ],
        named_with=["report", "partnership"],
        labels={
            "requested_on": "Requested on",
            "received_on": "Received on",
            "order": "Position",
        },
        hints=dict.fromkeys(
            ["requested_on", "due_on", "received_on", "reviewed_on"], EXAMPLE
        ),
        options=DOCUMENT_TYPE_CHOICES,
        bulk=["requested_on", "due_on", "received_on", "reviewed_on"],
        about="Contributions requested from partnerships and received.",
        first_step="Add a partnership’s contribution.",
    ),
    Record(
        Recommendation,
        "recommendations",
        DOCUMENTS,
        columns=["text", "number", "report", "addressed_to"],
        filters=[*OF_REPORT, "addressed_to"],
        search=["text", *FOUND],
        parts=[Part("Recommendation", ["report", "number", "text", "addressed_to"])],
        options=DOCUMENT_TYPE_CHOICES,
        about="Recommendations in papers.",
        first_step="Open a paper to add its recommendations, or add one here.",
    ),
    Record(
        HeadlineFigure,
        "headline-figures",
        DOCUMENTS,
        columns=["label", "figure", "report", "order"],
        filters=OF_REPORT,
        search=["label", "figure", *FOUND],
        parts=[
            Part("Document and position", ["report", "order"]),
            Part("Figure", ["figure", "label", "detail"]),
        ],
        hints={
            "figure": "Select “Insert a figure” to choose a figure from your data.",
            "detail": "Its period and comparison. For example, 2016-17, up from "
            "2015-16.",
        },
        options=DOCUMENT_TYPE_CHOICES,
        name="headline figure",
        plural="headline figures",
        about="Large figures shown in documents.",
        first_step="Open a document to add its headline figures, or add one here.",
    ),
    Record(
        FrontMatter,
        "front-matter",
        DOCUMENTS,
        columns=["key", "report", "value"],
        filters=OF_REPORT,
        search=["key", "value", *FOUND],
        parts=[Part("Front sheet line", ["report", "key", "value"])],
        labels={"key": "Line"},
        options=DOCUMENT_TYPE_CHOICES,
        name="front sheet line",
        plural="front sheet lines",
        about="Details on the front sheet of papers, for example “Key decision: No”.",
        first_step="Open a paper to add its front sheet lines, or add a line here.",
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


@follows
def drafts_that_follow(row: Model) -> Iterator[Told]:
    for report in drafts_of(row):
        yield Told(str(report), reverse("records:edit", args=["documents", report.pk]))


@rests_on
def editions_that_use(row: Model) -> Iterator[Told]:
    """Editions with a figure that uses the record's code."""
    code = getattr(row, "code", "")
    if not code:
        return
    named = re.compile(rf"(?<![\w-]){re.escape(code)}(?![\w-])")
    for edition in Edition.objects.select_related("report__partnership"):
        figures = edition.content.get("document", {}).get("figures", [])
        if named.search(json.dumps(figures, ensure_ascii=False)):
            yield Told(f"{edition}, published {day(local_day(edition.published_at))}")
