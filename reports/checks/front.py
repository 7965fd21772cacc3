"""The front of a document: its date, its committee, its author and named lines."""

import datetime as dt
import re

from partnership.core.values.dates import day
from reports.blocks.summary_list import SummaryList
from reports.checks.finding import stop, warn
from reports.checks.outlined import listed, number_of, uses
from reports.checks.registry import check

# Without these nobody knows whom a paper is for, or who answers for it.
MUST = {"to", "date", "report-by", "author", "recommendation", "signed"}
# A line that may rightly hold nothing.
MAY = {"background-papers", "appendices", "title", "policy-framework"}
WORDS = re.compile(r"[a-z]{3,}")
FILLERS = frozenset("the and for from with this that report paper purpose".split())


@check(
    "front-line-empty",
    "Lines at the front or the end that nobody filled in",
    "They print “None”, as if there were no author, date or division.",
)
def lines_are_filled_in(draft):
    given = _given(draft)
    bare, blocks = [], list(draft.blocks(SummaryList))
    for (section, block), (_key, used) in zip(
        blocks, uses(draft, "summary_list"), strict=False
    ):
        for (key, _label), fact in zip(used.options["lines"], block.lines, strict=True):
            if key in given or fact.words != "None" or key in MAY:
                continue
            if key in MUST:
                yield stop(
                    f"“{fact.label}” is empty.",
                    f"Enter {_what(key)} of the document.",
                    section=section.key,
                    row=draft.report,
                )
            else:
                bare.append((section, fact.label))
    if bare:
        labels = [label for _section, label in bare]
        yield warn(
            f"{number_of(len(bare), 'line is', 'lines are')} empty and will print "
            f"“None”: {listed(labels)}.",
            "Fill them in, or type None where that is right.",
            section=bare[0][0].key,
            row=draft.report,
        )


def _given(draft):
    return {row.key: row.value for row in draft.front_matter}


def _what(key):
    names = {"to": "the committee", "report-by": "the author"}
    return names.get(key, f"the {key}")


@check(
    "front-line-excused",
    "Lines that say they are not given",
    "A paper without its division or author is asked about in the meeting.",
)
def lines_are_known(draft):
    excused = [
        f"{key.replace('-', ' ')} ({value})"
        for key, value in _given(draft).items()
        if value.lower().startswith("not given")
    ]
    if excused:
        yield warn(
            f"{number_of(len(excused), 'line says', 'lines say')} that it is not "
            f"given: {listed(excused)}.",
            "Fill it in if it is known by now.",
            row=draft.report,
        )


@check(
    "paper-date",
    "A paper whose date is missing or not that of its meeting",
    "What it calls past or to come depends on its date.",
)
def papers_have_their_date(draft):
    report = draft.report
    try:
        meeting = dt.date.fromisoformat(report.period)
    except ValueError:
        return
    if report.dated_on is None:
        yield stop(
            f"The paper has no date; its address says {day(meeting)}.",
            "Enter the date of the meeting.",
            row=report,
        )
    elif report.dated_on != meeting:
        yield stop(
            f"The paper is dated {day(report.dated_on)}; its address says "
            f"{day(meeting)}.",
            "Correct one of the two.",
            row=report,
        )
    if report.presented_to is None:
        yield stop(
            "The paper does not say which committee or panel it is for.",
            "Choose the committee.",
            row=report,
        )


@check(
    "purpose-repeats-title",
    "A purpose or summary that only repeats the title",
    "It takes a line and tells nothing.",
)
def purposes_say_something(draft):
    report = draft.report
    kind = draft.document.title if draft.document else ""
    title = _words(
        f"{report.title} {kind} {report.period_label} {draft.partnership.name} "
        f"{draft.partnership.short_name}"
    )
    given = _given(draft)
    for name, text in (
        ("purpose", given.get("purpose", "")),
        ("summary", report.summary),
    ):
        words = _words(text)
        if words and words <= title:
            yield warn(
                f"The {name}, “{text}”, only repeats the title.",
                f"Say in one sentence {PURPOSES[name]}.",
                row=report,
            )


PURPOSES = {
    "purpose": "what the meeting is asked to do with the paper",
    "summary": "what the document tells its readers",
}


def _words(text):
    return frozenset(WORDS.findall(text.lower().replace("’s", ""))) - FILLERS
