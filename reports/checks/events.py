"""What has happened and what is to come, beside the day the document speaks from."""

import re

from django.utils import timezone

from partnership.core.values import financial_years, periods
from partnership.core.values.dates import day as told_day
from priorities.models import Achievement
from reports.checks.comparators.base import issues
from reports.checks.finding import stop, warn
from reports.checks.registry import check
from reports.text.dates import (
    YEARLESS,
    dates_in,
)
from reports.text.sentence import (
    briefly,
    hinted,
    sentences_of,
)
from reports.text.sentences import tokens_of

# Certainly of the past; a bare “elected” may also be said of a council that sits.
CERTAIN = (
    r"(?:was|were|had|did|took|held|met|began|made|saw|gave|won|ran|led|found|brought|"
    r"went|came|told|spoke|sent|built|wrote|rose|fell|heard|paid|grew|became|"
    r"(?:has|have) (?:been|\w+ed))"
)
FINITE = re.compile(rf"\b{CERTAIN}\b")
PAST = re.compile(
    rf"\b(?:{CERTAIN}|(?<!\bis )(?<!are )(?<!\bbe )(?<!not )"
    r"(?:[A-Za-z]{2,}(?<!e)(?<!hundr)|agre)ed)\b"
)
AHEAD = re.compile(
    r"\b(?:will|would|shall|due|planned|planning|plans? to|intend\w*|aim\w*|expect\w*|"
    r"propos\w*|schedul\w*|forthcoming|next|hope[sd]?|to be|(?:is|are|was|were) to|"
    r"going to|prepar\w*|future)\b",
    re.I,
)
# No date with a year is without one of these.
CENTURIES = ("19", "20")
FOR = re.compile(r"\bfor\b|\bbeing\b")
UP_TO = re.compile(
    r"\b(?:by|until|till|to|for|from|before|after|than|or)\s+(?:the )?$", re.I
)


@check(
    "told-too-soon",
    "Events after the document’s date told as past",
    "A document cannot know what came after it: the date or the tense is wrong.",
)
def nothing_is_told_too_soon(draft):
    """An undated document may have been written today at the latest."""
    yield from issues(draft, "told-too-soon")
    last = draft.report.dated_on or timezone.localdate()
    says = "is dated" if draft.report.dated_on else "cannot be of a later day than"
    for sentence in hinted(draft, *CENTURIES):
        for named in dates_in(sentence.typed):
            lead = sentence.typed[: named.start]
            if named.first > last and _happened(lead, sentence.typed[named.end :]):
                weigh = stop if FINITE.search(sentence.text) else warn
                yield weigh(
                    f"“{named.text}” is told as past, but the document {says} "
                    f"{told_day(last)}.",
                    "Put the document’s date right, or the event’s, or tell it as to "
                    "come.",
                    **_marked(sentence, named),
                )


def _happened(lead, rest):
    """Whether the verb beside a date tells of the past: “was held in May 2017”.

    “was being written for the meeting in July 2018” does not.
    """
    if UP_TO.search(lead):
        return False
    verbs = list(FINITE.finditer(lead)) or list(PAST.finditer(lead))
    if not verbs:
        return bool(PAST.search(rest)) and not AHEAD.search(lead + rest)
    if re.search(r"\b(?:will|shall|would|to) (?:\w+ )?be $", lead[: verbs[-1].start()]):
        return False
    nearest = lead[verbs[-1].start() :]
    if verbs[-1].re is PAST and AHEAD.search(lead):
        return False
    return not AHEAD.search(nearest) and not FOR.search(nearest)


def _marked(sentence, named):
    return {
        "words": sentence.words,
        "excerpt": named.text,
        "occurrence": sentence.words.text.count(
            named.text, 0, sentence.start + named.start
        ),
    }


@check(
    "figure-too-soon",
    "Figures of a period that had not begun",
    "A figure cannot be known before its period.",
)
def figures_are_not_too_soon(draft):
    dated = draft.report.dated_on
    for words in draft.words:
        for token in tokens_of(words.raw):
            period = _period(token)
            if period is None or period.start is None:
                continue
            limit = dated or timezone.localdate()
            if isinstance(words.row, Achievement):
                limit = min(limit, financial_years.last_day(words.row.year))
            if period.start <= limit:
                continue
            yield stop(
                f"{token.source} is a figure of {period.label}, which began after "
                f"{told_day(limit)}.",
                "Choose the figure of the period that is told of, or put the year of "
                "the row right.",
                words=words,
            )


def _period(token):
    """The last period of a measured figure; amounts are settled in advance."""
    measured = token.name == "value" or token.arguments[:1] == ("value",)
    if not measured or not token.arguments:
        return None
    try:
        return periods.parse(token.arguments[-1])
    except ValueError:
        return None


PROMISE = re.compile(
    r"(?<!was )(?<!were )(?<!had been )\b(?:will|shall|due (?:to|in|by|on|for)|"
    r"to be \w+ed|(?:is|are) (?:to|planned|expected|scheduled)|planned for|going to|"
    r"(?:hopes?|intends?|plans) to)\b",
    re.I,
)
# “the plan agreed in March” tells of the past even in a sentence about what is to come.
DONE = re.compile(r"(?<!be )(?<!become )\b\w+ed (?:in|on|at|by|of)\s$")
SINCE = re.compile(r"\b(?:since|of|from)\s(?:the )?$", re.I)


@check(
    "promise-overdue",
    "Things to come at a time that has passed",
    "Readers ask whether it was done.",
)
def promises_are_still_to_come(draft):
    for sentence in hinted(draft, *CENTURIES):
        promise = sentence.first(PROMISE)
        if not promise:
            continue
        for named in dates_in(sentence.typed):
            lead = sentence.typed[: named.start]
            passed = named.last < draft.day and named.start > promise.start()
            if not passed or DONE.search(lead) or SINCE.search(lead):
                continue
            yield warn(
                f"“{briefly(sentence.text[promise.start() : named.end])}” is told as "
                f"to come; {named.text} was over on {told_day(draft.day)}.",
                "Say what became of it, or give the new date.",
                **_marked(sentence, named),
            )


PLANS = re.compile(
    r"\b(?:next steps|future|looking ahead|plans? for|focus for|aims|to come|"
    r"what we will do|still to do)\b",
    re.I,
)

# Says itself that the plan was carried out.
OVER = re.compile(r"\bsince (?:been|taken|happened)\b", re.I)


@check(
    "past-among-plans",
    "Dates that have passed among what is planned",
    "What is done belongs with the achievements; what is late needs a word.",
)
def plans_lie_ahead(draft):
    for sentence in sentences_of(draft):
        if not PLANS.search(sentence.heading) or sentence.text == sentence.heading:
            continue
        dates = [one for one in dates_in(sentence.typed) if one.last < draft.day]
        if OVER.search(sentence.text):
            continue
        bare = sentence.first(YEARLESS)
        happened = PAST.search(sentence.text) and not AHEAD.search(sentence.text)
        if dates or (bare and happened):
            named = dates[0].text if dates else bare[0]
            yield warn(
                f"“{named}” stands under “{briefly(sentence.heading)}”, though it "
                f"seems to be over on {told_day(draft.day)}.",
                "Tell it among the achievements, or say why it is still to be done.",
                words=sentence.words,
                excerpt=named,
            )


DEEDS = re.compile(r"\b(?:achieve\w*|what we did|what was done|highlights)\b", re.I)
LATER = re.compile(
    r"\b(?:priorities|plans|aims|focus) for (?P<year>\d{4}[-/–]\d{2,4}|next year)\b"
    r"|\b(?:we|partnership|partners|group) (?:will|shall|plans? to|intends? to)\b",
    re.I,
)


@check(
    "plans-among-deeds",
    "Plans among what was achieved",
    "Readers count it as done.",
)
def deeds_lie_behind(draft):
    for sentence in sentences_of(draft):
        is_deed = isinstance(sentence.words.row, Achievement)
        if not is_deed and not DEEDS.search(sentence.heading):
            continue
        match = sentence.first(LATER)
        if match and not (match["year"] and _is_over(draft, match["year"])):
            yield warn(
                f"“{match[0]}” is told among what was achieved"
                f"{'' if is_deed else f', under “{briefly(sentence.heading)}”'}.",
                "Move it to what comes next.",
                **sentence.mark(match),
            )


def _is_over(draft, text):
    try:
        return financial_years.parse(text.replace("–", "-")) <= draft.year
    except ValueError:
        return False


INFORMS = re.compile(
    r"\b(?:inform(?:s|ed)?|shape[sd]?|feeds? into|fed into|evidence for|"
    r"basis (?:for|of))\b"
)
# How far above the claim the day of the evidence may be told.
ABOVE = 700
PLAN_YEARS = re.compile(r"\b(?P<first>(?:19|20)\d\d) ?[-–/] ?(?P<last>(?:20)?\d\d)\b")


@check(
    "evidence-too-late",
    "Evidence newer than the plan it is said to have shaped",
    "What came later cannot have shaped what was already in force.",
)
def evidence_comes_first(draft):
    for sentence in hinted(draft, *CENTURIES):
        if not INFORMS.search(sentence.text):
            continue
        told = sentence.lead(ABOVE)
        days = [one for one in dates_in(told) if one.first == one.last]
        for plan in PLAN_YEARS.finditer(sentence.typed):
            begins = financial_years.first_day(int(plan["first"]))
            late = [one for one in days if one.first > begins]
            if late:
                yield warn(
                    f"What was told on {late[0].text} is said to inform {plan[0]}, "
                    f"which began by {told_day(begins)}.",
                    "Check the date and the years, or say what it does inform.",
                    **sentence.mark(plan),
                )
