"""Dates of plans, the document and its meeting, returns and progress updates."""

import datetime as dt

from funding.models import MonitoringReturn
from partnership.core.values import financial_years
from partnership.core.values.dates import day
from partnership.models import RelatedPlan
from reports.errors import TokenError
from reports.figures.figure import Figure
from reports.figures.lookups import Handler, call, nearest, the_year

NOT_GIVEN = "date not given"
MOMENTS = {"due": "due_on", "received": "received_on", "accepted": "accepted_on"}


def date(resolver, token, what, *arguments):
    """A date, for example “21 September 2017”."""
    if what not in DATES:
        nearest(what, DATES, "date of")
    return call(DATES[what], resolver, token, *arguments)


def _date_figure(token, found, about):
    """The date, or “date not given”."""
    if found is None:
        return Figure(NOT_GIVEN, "", token.source, about)
    return Figure(day(found), "", token.source, about, day=found.isoformat())


def _plan(resolver, token, code, end):
    if end not in {"start", "end"}:
        nearest(end, ["start", "end"], "date of a plan called")
    plan = resolver.directory.find("plan", code)
    about = f"{plan.title}, {'first' if end == 'start' else 'last'} day"
    return _date_figure(token, plan_day(plan, end), about)


def plan_day(plan, end) -> dt.date | None:
    """The first or last day of a plan's years."""
    if isinstance(plan, RelatedPlan):
        year = plan.first_year if end == "start" else plan.last_year
        if plan.year_kind == RelatedPlan.YearKind.CALENDAR:
            if year is None:
                return None
            return dt.date(year, 1, 1) if end == "start" else dt.date(year, 12, 31)
    else:
        year = plan.from_year if end == "start" else plan.to_year
    if year is None:
        return None
    return (
        financial_years.first_day(year)
        if end == "start"
        else financial_years.last_day(year)
    )


def _report(resolver, token):
    return _date_figure(token, resolver.day, "Date of this document")


def _meeting(resolver, token):
    """The date of the meeting that the paper is for."""
    group = resolver.report.presented_to if resolver.report else None
    if group is None:
        raise TokenError(
            f"“{token.source}”: this document is not for a meeting. Select the group "
            "it is presented to in its details, or use [=date report]."
        )
    return _date_figure(token, resolver.day, f"Meeting of the {group.name}")


def _return(resolver, token, line, year, kind, moment):
    label = resolver.directory.find("line", line).label
    if kind not in MonitoringReturn.Kind.values:
        nearest(kind, MonitoringReturn.Kind.values, "type of return called")
    if moment not in MOMENTS:
        nearest(moment, MOMENTS, "date of a return called")
    row = resolver.directory.returns().get((line, the_year(year), kind))
    if row is None:
        raise TokenError(
            f"“{token.source}”: there is no {kind} return for {label} in {year}."
        )
    return _date_figure(token, getattr(row, MOMENTS[moment]), f"{row}, {moment}")


def _progress(resolver, token, code):
    """The date of the latest progress update among a priority's strands."""
    priority = resolver.directory.find("priority", code)
    known = [row.progress_on for row in priority.strands.all() if row.progress_on]
    return _date_figure(
        token, max(known, default=None), f"Date of progress update: {priority.title}"
    )


DATES = {
    "plan": _plan,
    "report": _report,
    "meeting": _meeting,
    "return": _return,
    "progress": _progress,
}
HANDLERS = {
    "date": Handler(
        date,
        "[=date report], [=date meeting], [=date plan CODE start], "
        "[=date plan CODE end], [=date return LINE YEAR KIND due] (or received or "
        "accepted) or [=date progress PRIORITY]",
    )
}
