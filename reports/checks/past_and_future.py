"""Past and future events, compared with the date of the document."""

from django.utils import timezone

from partnership.core.values import financial_years
from partnership.core.values.dates import day as day_words
from priorities.models import Achievement
from reports.checks.issue import error, warning
from reports.checks.registry import check
from reports.text.dates import YEARLESS, dates_in, financial_year_in
from reports.text.excerpts import briefly
from reports.text.phrases import phrase, shape
from reports.text.sentences import hinted, sentences_of

FINITE = shape("past-and-future.finite")
PAST = shape("past-and-future.past")
AHEAD = phrase("past-and-future.ahead")
# No date with a year is without one of these.
CENTURIES = ("19", "20")
FOR = shape("past-and-future.for")
UP_TO = phrase("past-and-future.up-to")


@check("event-tense", gives_way=True)
def past_tense_is_for_past_dates(draft):
    """An undated document was written today at the latest."""
    last = draft.report.dated_on or timezone.localdate()
    says = "is dated" if draft.report.dated_on else "cannot be dated after"
    for sentence in hinted(draft, *CENTURIES):
        for named in dates_in(sentence.typed):
            lead = sentence.typed[: named.start]
            if named.first > last and _happened(lead, sentence.typed[named.end :]):
                weigh = error if FINITE.search(sentence.text) else warning
                yield weigh(
                    f"“{named.text}” is described as past, but the document "
                    f"{says} {day_words(last)}.",
                    "Correct the document date or the event date, or use the "
                    "future tense.",
                    **sentence.mark_at(named.text, named.start),
                )


def _happened(lead, rest):
    """Whether the verb next to a date is in the past: “was held in May 2017”.

    “was being written for the meeting in July 2018” does not.
    """
    if UP_TO.search(lead):
        return False
    verbs = list(FINITE.finditer(lead)) or list(PAST.finditer(lead))
    if not verbs:
        return bool(PAST.search(rest)) and not AHEAD.search(lead + rest)
    if shape("past-and-future.to-be").search(lead[: verbs[-1].start()]):
        return False
    nearest = lead[verbs[-1].start() :]
    if verbs[-1].re is PAST and AHEAD.search(lead):
        return False
    return not AHEAD.search(nearest) and not FOR.search(nearest)


PROMISE = phrase("past-and-future.promise")
DONE = shape("past-and-future.done")
SINCE = phrase("past-and-future.since")
THAN = phrase("past-and-future.than")


@check("event-tense")
def promises_are_in_the_future(draft):
    for sentence in hinted(draft, *CENTURIES):
        promise = sentence.first(PROMISE)
        if not promise:
            continue
        later = [d for d in dates_in(sentence.typed) if d.start > promise.start()]
        for named in later[:1]:
            lead = sentence.typed[: named.start]
            passed = named.last < draft.day and ";" not in lead[promise.end() :]
            if not passed or any(verb.search(lead) for verb in (DONE, SINCE, THAN)):
                continue
            yield warning(
                f"“{briefly(sentence.text[promise.start() : named.end])}” "
                f"is described as future, but {named.text} was before "
                f"{day_words(draft.day)}.",
                "Say what happened, or give the new date.",
                **sentence.mark_at(named.text, named.start),
            )


PLANS = phrase("past-and-future.plans")

OVER = phrase("past-and-future.over")


@check("event-tense")
def plans_are_in_the_future(draft):
    for sentence in sentences_of(draft):
        if not PLANS.search(sentence.heading) or sentence.text == sentence.heading:
            continue
        dates = [date for date in dates_in(sentence.typed) if date.last < draft.day]
        if OVER.search(sentence.text):
            continue
        bare = sentence.first(YEARLESS)
        happened = PAST.search(sentence.text) and not AHEAD.search(sentence.text)
        if dates or (bare and happened):
            named = dates[0].text if dates else bare[0]
            yield warning(
                f"“{named}” is under “{briefly(sentence.heading)}”, but "
                f"seems to have ended before {day_words(draft.day)}.",
                "Move it to achievements, or say why it is not complete.",
                words=sentence.words,
                excerpt=named,
            )


DEEDS = phrase("past-and-future.deeds")
LATER = shape("past-and-future.later")


@check("task-among-achievements")
def achievements_are_in_the_past(draft):
    for sentence in sentences_of(draft):
        is_deed = isinstance(sentence.words.row, Achievement)
        if not is_deed and not DEEDS.search(sentence.heading):
            continue
        match = sentence.first(LATER)
        year = financial_year_in(match["year"] or "") if match else None
        if match and (year is None or year > draft.year):
            yield warning(
                f"“{match[0]}” is listed as an achievement"
                f"{'' if is_deed else f', under “{briefly(sentence.heading)}”'}.",
                "Move it to plans.",
                **sentence.mark(match),
            )


INFORMS = shape("past-and-future.informs")
# How far before the claim the date of the evidence may be.
ABOVE = 700
PLAN_YEARS = shape("past-and-future.plan-years")


@check("evidence-after-plan")
def evidence_predates_plan(draft):
    for sentence in hinted(draft, *CENTURIES):
        if not INFORMS.search(sentence.text):
            continue
        lead = sentence.lead(ABOVE)
        days = [date for date in dates_in(lead) if date.first == date.last]
        for plan in PLAN_YEARS.finditer(sentence.typed):
            begins = financial_years.first_day(int(plan["first"]))
            late = [day for day in days if day.first > begins]
            if late:
                yield warning(
                    f"Evidence of {late[0].text} is said to inform {plan[0]}, "
                    f"which had begun by {day_words(begins)}.",
                    "Correct the date or the years, or say what it informs.",
                    **sentence.mark(plan),
                )
