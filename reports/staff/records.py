"""What officers work on: documents and their words; and what follows from a change."""

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
    FrontMatter,
    HeadlineFigure,
    Passage,
    Publication,
    Recommendation,
    Report,
    Section,
)

DOCUMENTS = "Documents"
OF_REPORT = ["report__kind", "report__year", "report__partnership"]
FOUND = ["report__title", "report__kind", "report__period"]
EXAMPLE = "For example, 30 9 2016."


def kinds_of_document() -> list[tuple[str, str]]:
    return [(kind.code, str(kind.name)) for kind in document_types.KINDS.values()]


KIND = {"kind": kinds_of_document, "report__kind": kinds_of_document}

register(
    Record(
        Report,
        "documents",
        DOCUMENTS,
        columns=["kind", "period_label", "partnership", "year", "status", "dated_on"],
        filters=["kind", "year", "status", "partnership"],
        search=["kind", "title", "period", "partnership__name"],
        parts=[
            Part("What it is", ["kind", "partnership", "period", "year"]),
            Part("At the front", ["title", "summary", "dated_on", "presented_to"]),
            Part("Who answers for it", ["author", "contact", "is_sample"]),
        ],
        children=[
            Children(FrontMatter, ["key", "value"], "Front matter", one="line"),
            Children(
                HeadlineFigure,
                ["order", "figure", "label", "detail"],
                "Large figures",
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
        labels={"period_label": "Period", "kind": "Kind of document"},
        hints={
            "period": "As in its address: 2016-17, 2017-09-21 for a meeting, or "
            "2016-17/end-year for a return.",
            "dated_on": EXAMPLE,
        },
        options=KIND,
        links=[
            Link("Write", "editor:report"),
            Link("What the checks found", "documents:check_results"),
            Link("The whole draft", "documents:preview"),
            Link("Publish", "documents:publish"),
        ],
        name="document",
        plural="documents",
        about="Every document, with what its front says.",
        first_step="Add the agreement of the year.",
    ),
    Record(
        Passage,
        "passages",
        DOCUMENTS,
        columns=["key", "report", "report__year", "body", "body_reason"],
        filters=[*OF_REPORT, "body_reason"],
        search=["key", "body", *FOUND],
        parts=[
            Part("Where it stands", ["report", "key"]),
            Part("The words", ["body"]),
            Part("If there are none", ["body_reason", "reason_note"]),
            Part("Whose words they are", ["signed_by", "sample_note"]),
        ],
        named_with=["report__partnership"],
        told_as=with_report,
        labels={"key": "Place", "body": "Words", "report__year": "Year"},
        hints={"key": "The place in the outline, like introduction.purpose."},
        options=KIND,
        bulk=["signed_by"],
        about="The words of documents, one row for each place.",
        first_step="Add the words of the introduction.",
    ),
    Record(
        Section,
        "sections",
        DOCUMENTS,
        columns=["key", "report", "title", "is_off", "off_reason"],
        filters=[*OF_REPORT, "is_off"],
        search=["key", "title", *FOUND],
        parts=[
            Part("Which section", ["report", "key", "title", "position"]),
            Part("If it is left out", ["is_off", "off_reason"]),
            Part("If it is your own", ["is_added"]),
        ],
        named_with=["report"],
        labels={"key": "Section"},
        options=KIND,
        about="What was changed about a section of a document's outline.",
        first_step="Add a section that you name otherwise or leave out.",
    ),
    Record(
        Contribution,
        "contributions",
        DOCUMENTS,
        columns=["partnership", "report", "year", "asked_on", "due_on", "received_on"],
        filters=[*OF_REPORT, "partnership"],
        search=["partnership__name", "body", *FOUND],
        parts=[
            Part("What it is", ["report", "partnership", "year", "order"]),
            Part(
                "Where it stands", ["asked_on", "due_on", "received_on", "reviewed_on"]
            ),
            Part("The words", ["body", "body_reason"]),
        ],
        named_with=["report", "partnership"],
        labels={"asked_on": "Asked on", "received_on": "Received on", "order": "Place"},
        hints=dict.fromkeys(
            ["asked_on", "due_on", "received_on", "reviewed_on"], EXAMPLE
        ),
        options=KIND,
        bulk=["asked_on", "due_on", "received_on", "reviewed_on"],
        about="What each partnership was asked to write, and what came.",
        first_step="Add the part of a partnership.",
    ),
    Record(
        Recommendation,
        "recommendations",
        DOCUMENTS,
        columns=["text", "number", "report", "addressed_to"],
        filters=[*OF_REPORT, "addressed_to"],
        search=["text", *FOUND],
        parts=[Part("What it says", ["report", "number", "text", "addressed_to"])],
        options=KIND,
        about="What papers recommend.",
        first_step="Open a paper and add its recommendations there, or add one here.",
    ),
    Record(
        HeadlineFigure,
        "headline-figures",
        DOCUMENTS,
        columns=["label", "figure", "report", "order"],
        filters=OF_REPORT,
        search=["label", "figure", *FOUND],
        parts=[
            Part("Where it stands", ["report", "order"]),
            Part("What it says", ["figure", "label", "detail"]),
        ],
        hints={
            "figure": "Press “Insert a figure”. Its short name is kept here.",
            "detail": "What it covers: its period, and what it is held against.",
        },
        options=KIND,
        name="large figure",
        plural="large figures",
        about="Figures that documents show large.",
        first_step="Open a document and add its large figures there, or add one here.",
    ),
    Record(
        FrontMatter,
        "front-matter",
        DOCUMENTS,
        columns=["key", "report", "value"],
        filters=OF_REPORT,
        search=["key", "value", *FOUND],
        parts=[Part("The line", ["report", "key", "value"])],
        labels={"key": "Line"},
        options=KIND,
        name="line of front matter",
        plural="front matter",
        about="What stands at the front of papers, like “Key decision: No”.",
        first_step="Open a paper and add its front matter there, or add a line here.",
    ),
)


def drafts_of(row: Model) -> list[Report]:
    """Documents not published that tell of a row, or may: its own, or of its year.

    A year is told in its own documents and, as the year before, in the next one's.
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
    told_by = Q(partnership__is_home=True)
    if partnership is not None:
        told_by |= Q(partnership=partnership)
    last = (getattr(row, "to_year", None) or year) + 1
    return list(drafts.filter(told_by, year__gte=year, year__lte=last))


@follows
def drafts_that_follow(row: Model) -> Iterator[Told]:
    for report in drafts_of(row):
        yield Told(str(report), reverse("records:edit", args=["documents", report.pk]))


@rests_on
def editions_that_tell(row: Model) -> Iterator[Told]:
    """Editions among whose figures is one that is named by the row's code."""
    code = getattr(row, "code", "")
    if not code:
        return
    named = re.compile(rf"(?<![\w-]){re.escape(code)}(?![\w-])")
    for edition in Publication.objects.select_related("report__partnership"):
        figures = edition.content.get("document", {}).get("figures", [])
        if named.search(json.dumps(figures, ensure_ascii=False)):
            yield Told(f"{edition}, published {day(local_day(edition.published_at))}")
