"""Names and titles of partners, groups, plans and priorities, and postholders."""

from collections.abc import Callable
from dataclasses import dataclass

from partnership.core.values import financial_years
from partnership.models import RelatedPlan
from partnership.models.wording import local
from reports.errors import TokenError
from reports.figures.figure import Figure
from reports.figures.lookups import Handler, nearest

STYLES = frozenset({"words", "short", "years"})
NOBODY = "name not given"


@dataclass(frozen=True)
class NameFormat:
    """How one kind of record is named: in full, and in other styles if it has any."""

    full: Callable[..., str]
    styles: dict[str, Callable[..., str]]
    about: str


def _title(row):
    return row.title


def _name(row):
    return row.name


def plan_years(plan) -> str:
    """“2013-14 to 2016-17”, “from 2013-14” or “years not given”."""
    if isinstance(plan, RelatedPlan):
        return plan.years_label
    first, last = plan.from_year, plan.to_year
    if first is None and last is None:
        return "years not given"
    if last is None:
        return f"from {financial_years.label(first)}"
    if first is None:
        return f"to {financial_years.label(last)}"
    if first == last:
        return financial_years.label(first)
    return f"{financial_years.label(first)} to {financial_years.label(last)}"


BRIEF = {"short": lambda row: row.brief_name}
NAMES = {
    "area": NameFormat(_name, {}, "Area"),
    "fund": NameFormat(_name, {}, "Fund"),
    "group": NameFormat(_name, BRIEF, "Group"),
    "line": NameFormat(
        lambda row: row.label, {"short": lambda row: row.brief_label}, "Funding line"
    ),
    "measure": NameFormat(_name, {}, "Measure"),
    "objective": NameFormat(
        lambda row: row.text, {}, local("{commissioner.short}’s {objective.short}")
    ),
    "partner": NameFormat(_name, BRIEF, "Partner"),
    "partnership": NameFormat(
        _name, {"short": lambda row: row.short_name}, "Partnership"
    ),
    "plan": NameFormat(_title, {"years": plan_years}, "Plan"),
    "priority": NameFormat(
        _title, {"short": lambda row: row.theme or row.title}, local("{priority.start}")
    ),
}


def name(resolver, token, kind, code):
    """The name of the record with a code; for a post, its holder."""
    if kind == "post":
        return _holder(resolver, token, code)
    naming = NAMES.get(kind) or nearest(kind, [*NAMES, "post"], "name of a")
    row = resolver.directory.find(kind, code)
    style = "" if token.style in {"words", "capital"} else token.style
    if style and style not in naming.styles:
        raise TokenError(
            f"“{token.source}”: the “{style}” format cannot be used for a {kind}. "
            "Leave it out."
        )
    text = naming.styles[style](row) if style else naming.full(row)
    return Figure(text, code, token.source, naming.about)


def _holder(resolver, token, code):
    """The holder of a post on the document's date; without a date, the latest.

    `short` leaves out the person's title.
    """
    if token.style == "years":
        raise TokenError(
            f"“{token.source}”: the “years” format cannot be used for a post. Leave it "
            "out."
        )
    post = resolver.directory.find("post", code)
    tenure = holder(post, resolver.day)
    if tenure is None:
        text = NOBODY
    else:
        text = tenure.person.name if token.style == "short" else str(tenure.person)
    return Figure(text, code if tenure else "", token.source, post.full_title)


def holder(post, day):
    """The tenure of a post on a date; the latest if there are several, or no date."""
    known = list(post.tenures.all())
    if day is not None:
        known = [
            row
            for row in known
            if (row.from_on is None or row.from_on <= day)
            and (row.to_on is None or row.to_on >= day)
        ]
    started = [row for row in known if row.from_on is not None]
    if started:
        return max(started, key=lambda row: row.from_on)
    return known[0] if known else None


HANDLERS = {
    "name": Handler(
        name, f"[=name KIND CODE], of {', '.join([*NAMES, 'post'])}", STYLES
    )
}
