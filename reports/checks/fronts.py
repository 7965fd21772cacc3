"""The front of a document: its title, its year, who wrote it and what it is for."""

import re

from partnership.core.values import financial_years
from reports.checks.finding import warn
from reports.checks.registry import check
from reports.models import FrontMatter, Recommendation, Report
from reports.text.sentence import (
    briefly,
    sentences_of,
)

NAMED = re.compile(
    r"\b(?P<name>Agreement|Plan|Review|Strategy|Report)(?: for)? "
    r"(?P<year>\d{4}[-/–]\d{1,4})"
)
HANDED = re.compile(
    r"\b(?:attached|appended|recommend\w*|before (?:you|the committee))\b"
)
WORDS_OF_ITS_OWN = (Report, Recommendation, FrontMatter)


def _year(text):
    try:
        return financial_years.parse(text.replace("–", "-"))
    except ValueError:
        return None


@check(
    "title-of-another-year",
    "A title and a text that name different years",
    "Readers cannot tell which agreement is before them.",
)
def title_and_text_name_one_year(draft):
    titled = NAMED.search(draft.report.title)
    year = _year(titled["year"]) if titled else None
    if year is None:
        return
    if year != draft.year:
        yield warn(
            f"The title names {titled['year']}, and the document is about "
            f"{financial_years.label(draft.year)}.",
            "Put the title or the year of the document right.",
            row=draft.report,
            place="Title",
        )
    for sentence in sentences_of(draft):
        of_its_own = isinstance(sentence.words.row, WORDS_OF_ITS_OWN)
        if not of_its_own and not HANDED.search(sentence.text):
            continue
        for match in sentence.matches(NAMED):
            if match["name"] == titled["name"] and _year(match["year"]) != year:
                yield warn(
                    f"“{match[0]}” stands here; the title names {titled[0]}.",
                    "Check which year is meant, here and in the title.",
                    **sentence.mark(match),
                )


@check(
    "author-missing",
    "A paper without an author",
    "Readers do not know whom to ask.",
)
def papers_have_authors(draft):
    report = draft.report
    if draft.document is None or draft.document.style != "paper" or report.author_id:
        return
    lines = {row.key: row.value for row in draft.front_matter}
    if not {"author", "signed", "report-by", "contact"} & lines.keys():
        yield warn(
            "The document names no author.",
            "Choose the author, or say in the front matter why nobody is named.",
            row=report,
            place="Front matter",
        )


@check(
    "parent-report",
    "A background paper that does not name its report",
    "Without the report it belongs to, nobody knows what it is background to.",
)
def background_papers_name_their_report(draft):
    lines = {row.key: row for row in draft.front_matter}
    paper = lines.get("paper")
    if paper and "parent-report" not in lines:
        yield warn(
            f"“{paper.value}” does not say which report it belongs to.",
            "Add the title of the report, and its number on the agenda.",
            row=paper,
            place="Front matter",
        )


# A purpose is something to do: “To tell the Council what came of the priorities”.
PURPOSE = re.compile(r"^(?:This (?:report|paper) )?(?:[Tt]o |\w+s )")


@check(
    "purpose-is-a-title",
    "A purpose that is only a title",
    "Members want to know what is asked of them.",
)
def purposes_say_what_for(draft):
    for row in draft.front_matter:
        if row.key == "purpose" and not PURPOSE.search(row.value):
            yield warn(
                f"“{briefly(row.value)}” is a title, not a purpose.",
                "Begin with what the document is to do: “To present …”, “To ask …”.",
                row=row,
                place="Front matter",
            )
