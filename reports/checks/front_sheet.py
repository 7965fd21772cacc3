"""The front sheet: title, dates, committee, author, purpose and other details."""

import datetime as dt
from collections.abc import Iterator

from partnership.core.models.display import with_count
from partnership.core.values import financial_years
from partnership.core.values.dates import day
from reports.blocks.summary_list import is_not_given, words_of
from reports.checks.gaps import Gap, listed, report
from reports.checks.issue import advice, error, warning
from reports.checks.outline_queries import is_optional, uses
from reports.checks.registry import check
from reports.models import FrontMatter, Recommendation, Report
from reports.text.dates import financial_year_in
from reports.text.excerpts import briefly
from reports.text.phrases import shape
from reports.text.sentences import sentences_of

# Readers need these to know who a paper is for and who is responsible for it.
MUST = {"to", "date", "report-by", "author", "recommendation", "signed"}
# A line that may be empty.
MAY = {"background-papers", "appendices", "title", "policy-framework"}
WORDS = shape("front-sheet.words")
FILLERS = frozenset("the and for from with this that report paper purpose".split())


@check("front-sheet-blank")
def required_details_are_there(draft):
    for section, key, name in _blank(draft):
        if key in MUST:
            yield error(
                f"“{name}” is empty.",
                f"Enter {_what(key)} of the document.",
                section=section,
                row=draft.report,
            )


@check("front-sheet-blank")
def other_details_are_there(draft):
    yield from report(
        Gap(
            [line for line in _blank(draft) if line[1] not in MUST],
            "line",
            "of the front sheet blank",
            name=lambda line: line[2],
            at=lambda line: {"section": line[0], "row": draft.report},
        ),
        hint="Fill these in, or accept this warning if they are not needed.",
    )


def _blank(draft) -> Iterator[tuple[str, str, str]]:
    """Blank lines of the outline: the section's key, their own key and label."""
    given = _given(draft)
    for section, used in uses(draft, "summary_list"):
        if is_optional(draft, section):
            continue
        for key, label in used.options["lines"]:
            is_given = key in given or words_of(draft.context, key, given)
            if not is_given and key not in MAY:
                yield section, key, draft.context.fill(label)


def _given(draft):
    return {row.key: row.value for row in draft.front_matter}


def _what(key):
    names = {"to": "the committee", "report-by": "the author"}
    return names.get(key, f"the {key}")


@check("front-sheet-blank")
def lines_are_known(draft):
    excused = [
        f"{key.replace('-', ' ')} ({value})"
        for key, value in _given(draft).items()
        if is_not_given(value)
    ]
    if excused:
        yield advice(
            f"{with_count(len(excused), 'line')} of the front sheet "
            f"marked as not given: {listed(excused)}.",
            "Fill these in if you know them now.",
            row=draft.report,
        )


@check("document-date")
def papers_have_their_date(draft):
    meeting, dated_on = _meeting(draft.report), draft.report.dated_on
    if meeting and dated_on is None:
        yield error(
            f"The paper has no date. Its web address has {day(meeting)}.",
            "Enter the date of the meeting.",
            row=draft.report,
        )
    elif meeting and dated_on != meeting:
        yield error(
            f"The paper is dated {day(dated_on)}. Its web address has {day(meeting)}.",
            "Correct one of these dates.",
            row=draft.report,
        )


def _meeting(report) -> dt.date | None:
    """The day in the web address of a paper."""
    try:
        return dt.date.fromisoformat(report.period)
    except ValueError:
        return None


@check("document-date")
def papers_have_their_committee(draft):
    is_named = draft.report.presented_to or "to" in _given(draft)
    if _meeting(draft.report) and not is_named:
        yield error(
            "The paper does not say which committee or panel it is for.",
            "Select the committee.",
            row=draft.report,
        )


PURPOSES = {
    "purpose": "what the meeting is asked to do with the paper",
    "summary": "what the document is about",
}
PURPOSE = shape("front-sheet.purpose")


@check("purpose-unclear")
def purposes_say_something(draft):
    report, title = draft.report, _words(" ".join(_names(draft)))
    purpose = _given(draft).get("purpose", "")
    for name, text in (("purpose", purpose), ("summary", report.summary)):
        words = _words(text)
        if words and words <= title:
            yield warning(
                f"The {name}, “{text}”, only repeats the title.",
                f"Say in one sentence {PURPOSES[name]}.",
                row=report,
            )
        elif name == "purpose" and text and not PURPOSE.search(text):
            yield warning(
                f"“{briefly(text)}” is a title, not a purpose.",
                "Begin with what the document is to do: “To present …”, “To ask …”.",
                row=report,
            )


def _names(draft) -> list[str]:
    """The names that a document has in any case."""
    report, partnership = draft.report, draft.partnership
    title = draft.document.title if draft.document else ""
    return [
        *(report.title, title, report.period_label),
        *(partnership.name, partnership.short_name),
    ]


def _words(text):
    return frozenset(WORDS.findall(text.lower().replace("’s", ""))) - FILLERS


NAMED = shape("front-sheet.named")
HANDED = shape("front-sheet.handed")
WORDS_OF_ITS_OWN = (Report, Recommendation, FrontMatter)


@check("document-date")
def title_has_the_year(draft):
    titled = NAMED.search(draft.report.title)
    year = financial_year_in(titled["year"]) if titled else None
    if year not in {None, draft.year}:
        yield warning(
            f"The title has {titled['year']}, but the reporting year is "
            f"{financial_years.label(draft.year)}.",
            "Correct the title or the reporting year.",
            row=draft.report,
            place="Title",
        )


@check("document-date")
def text_has_the_year_of_the_title(draft):
    titled = NAMED.search(draft.report.title)
    year = financial_year_in(titled["year"]) if titled else None
    for sentence in sentences_of(draft) if titled else ():
        of_its_own = isinstance(sentence.words.row, WORDS_OF_ITS_OWN)
        for match in sentence.matches(NAMED):
            is_other = financial_year_in(match["year"]) != year
            is_meant = of_its_own or HANDED.search(sentence.text)
            if is_meant and is_other and match["name"] == titled["name"]:
                yield warning(
                    f"The text has “{match[0]}”, but the title has “{titled[0]}”.",
                    "Correct the year here or in the title.",
                    **sentence.mark(match),
                )


@check("front-sheet-blank")
def papers_have_authors(draft):
    report = draft.report
    if draft.document is None or draft.document.style != "paper" or report.author_id:
        return
    lines = {row.key: row.value for row in draft.front_matter}
    if not {"author", "signed", "report-by", "contact"} & lines.keys():
        yield warning(
            "There is no author.",
            "Select the author, or enter the reason on the front sheet.",
            row=report,
            place="Front matter",
        )


@check("front-sheet-blank")
def background_papers_name_their_report(draft):
    lines = {row.key: row for row in draft.front_matter}
    paper = lines.get("paper")
    if paper and "parent-report" not in lines:
        yield warning(
            f"“{paper.value}” does not say which report it is for.",
            "Add the title of the report and its agenda number.",
            row=paper,
            place="Front matter",
        )
