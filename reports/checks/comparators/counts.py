"""Numbers of what the records count: priorities, partnerships, districts, members."""

from decimal import Decimal
from functools import partial

from partnership.core.values import financial_years
from partnership.core.values.periods import Period, financial_year
from reports.checks.comparators.base import (
    ERROR,
    LINK,
    WARNING,
    Mistake,
    comparator,
    mistake,
)
from reports.checks.comparators.wording import in_words
from reports.errors import TokenError
from reports.figures.grammar import tokens_in
from reports.text.clauses import clause_at
from reports.text.forms import TABLE, pattern
from reports.text.knowledge import length
from reports.text.phrases import phrase
from reports.text.places import is_elsewhere
from reports.text.quantities import COUNT
from reports.text.reader import Reading
from reports.text.shared_queries import members_of

NOUNS = {
    noun: what
    for what in ("priorities", "themes", "objectives", "csps", "districts", "members")
    for noun in TABLE["count"][what]
}
_NOUN = phrase("count.noun")


@comparator(14)
def counts_agree(reading: Reading):
    """“Our six priorities” where there are five."""
    for q in filter(partial(_may_count, reading), reading.quantities):
        what, noun_end, group = _counted(reading, q)
        if what is None or not _is_all(reading, q, what, noun_end):
            continue
        year = _year(reading, noun_end)
        token, value, words = _count(reading, what, group, year) if year else NONE
        if value is None or year != reading.known.year and value < q.value:
            continue  # For other years, the records may be incomplete.
        replacement = _in_style(reading, q, token)
        if q.value != value:
            of_group = f" (members of {group.name})" if group else ""
            stated = reading.text[q.start : noun_end].strip()
            shown = stated, f"{words}{of_group}", q.value > value
            yield _miscounted(q, *shown, replacement, words)
        elif what in LINKED:
            yield _link(q, what, replacement, words)


@comparator(14)
def memberships_overlap(reading: Reading):
    """“Of the members of the Board four sit on the Delivery Group as well”."""
    groups = {g.of("group").row.pk for g in reading.named("group")}
    if len(groups) != 2 or not phrase("count.both").search(reading.low):
        return
    members = members_of(reading.known.draft)
    first, second = ({row for key, row in members if key == pk} for pk in groups)
    both = {row for row in first & second if row.parent not in first & second}
    for q in reading.quantities:
        cue = phrase("count.on-both").match(reading.low, q.end)
        if cue and q.unit == COUNT and not q.bound and both and q.value != len(both):
            stated = reading.text[q.start : cue.end()].strip()
            shown = stated, f"{in_words(len(both))} on both", q.value > len(both)
            yield _miscounted(q, *shown, "", in_words(len(both)))


def _miscounted(q, stated, right, is_more, replacement, words) -> Mistake:
    return mistake(
        "typed-contradiction",
        ERROR if is_more else WARNING,
        q,
        f"“{stated}” contradicts your data, which has {right}.",
        f"Write {words}, or correct the records.",
        replacement,
        words,
    )


def _link(q, what: str, replacement: str, words: str) -> Mistake:
    return Mistake(
        "typed-figure",
        LINK,
        *q.span,
        f"{q.text} was typed. It matches the number of {what} in your data.",
        "Link it so that it updates with your data.",
        replacement,
        words,
        f"the number of {what}",
    )


LINKED = {"priorities", "themes", "objectives", "csps", "districts"}
NONE = "", None, ""


def _may_count(reading, q) -> bool:
    """Whether a number may count all there are of something."""
    is_bound = q.bound and reading.low[q.lead : q.start] != "under "
    if q.unit != COUNT or q.is_linked or is_bound or q.is_fraction:
        return False
    if phrase("said.of").match(reading.bare[q.end :]) or is_elsewhere(reading):
        return False
    return not _is_of_counted(reading, q)


def _is_of_counted(reading, q) -> bool:
    """“Of the nine members of the Board five are councils”: a part of the nine."""
    return any(
        quantity.end <= q.start
        and phrase("part.at-start").search(reading.bare[: quantity.lead])
        and quantity.value > q.value
        for quantity in reading.quantities
    )


def _in_style(reading, q, token):
    if not token:
        return ""
    if not q.is_worded:
        return f"{token[:-1]} | number]"
    if reading.text[: q.start].strip(" “‘\"'(") == "":
        return f"{token[:-1]} | capital]"
    return token


def _counted(reading, q):
    """What a number counts, where its noun ends, and the group, for members."""
    low = reading.low
    found = _NOUN.match(low, q.end)
    groups = reading.named("group")
    if found:
        what = NOUNS[" ".join(found["noun"].split())]
        end = found.end()
        if what == "members":
            group = _group(reading, q)
            return ("members", end, group) if group else (None, end, None)
        return what, end, None
    # “… and the Delivery Group six”
    before = [g for g in groups if g.end <= q.start]
    beside = [g for g in before if low[g.end : q.start].strip() in {"", "has", "had"}]
    if beside and any(_is_members(m) for m in _NOUN.finditer(f" {low}")):
        return "members", q.end, beside[-1].of("group").row
    return None, q.end, None


def _is_members(match) -> bool:
    return NOUNS[" ".join(match["noun"].split())] == "members"


def _group(reading, q):
    groups = reading.named("group")
    before = [g for g in groups if g.end <= q.start]
    later = [g for g in groups if g.start >= q.end]
    if before and later and "," in reading.bare[q.end : later[0].start]:
        return before[-1].of("group").row  # “The Board has nine members, and the …”
    groups = reading.nearest(groups, q.span)
    return groups[0].of("group").row if groups else None


def _is_all(reading, q, what, noun_end):
    """Whether the sentence counts all there are, and our own."""
    low = reading.low
    before, after = low[: q.start], low[noun_end:]
    all_of = any(
        phrase(f"count.{name}").search(before) for name in ("all-of", "all-the")
    )
    if phrase("count.some").search(before) and not all_of:
        return False
    if what == "members":
        is_other = any(phrase(f"count.{n}").search(low) for n in ("at-times", "voted"))
        return not is_other and bool(pattern("count.seats").search(low))
    is_ours = phrase("count.our").search(before)
    if what == "priorities" and is_ours:
        return True
    if not _is_ours(reading, q, what, noun_end):
        return False
    if all_of or phrase("count.states").search(before):
        return True
    is_first = not before.strip(" “‘\"'(")
    return is_first and bool(phrase("count.all-do").match(after))


def _is_ours(reading, q, what, noun_end) -> bool:
    """Whether what is counted does not belong to another place or partnership."""
    known, low = reading.known, reading.low
    before, after = low[: q.start], low[noun_end:]
    places = reading.area_codes - {known.home_code}
    if what == "objectives":
        return bool(phrase("count.commissioner").search(low))
    if what == "priorities":
        others = phrase("count.others").search(_clause(low, noun_end))
        is_own = low[: q.start].endswith(" its ")  # of a plan or a body
        others = others or is_own and reading.named("plan", "police-plan", "partner")
        return not (places or others or _csp(reading))
    if what not in {"csps", "districts"}:
        return True
    if q.value == 2 and before.endswith("the "):
        return False  # “The two districts” are those named before.
    elsewhere = phrase("count.elsewhere").match(after)
    at = noun_end + elsewhere.end() if elsewhere else -1
    if elsewhere and (at, known.home_code) not in {
        (m.start, m.what) for m in reading.areas
    }:
        return False
    is_within = places <= set(known.districts) and not phrase("count.in").search(before)
    return is_within and (what == "csps" or not _csp(reading))


def _clause(low, end) -> str:
    """The words up to the next comma, and to the first before."""
    return low[:end].rpartition(", ")[2] + low[end:].partition(",")[0]


def _csp(reading):
    for name in reading.names:
        body = name.of("partnership")
        if body and body.row != reading.known.draft.partnership and not name.of("area"):
            return True
    return False


def _year(reading, noun_end):
    """The year whose records are counted; None where another time is meant."""
    start, end = clause_at(reading, noun_end)
    given = [p for p in reading.given if start <= p.start < end]
    near = [p for p in given if reading.bare.count(" ", noun_end, p.start) <= 2]
    near = [p for p in near if p.start >= noun_end] or given
    this = financial_year(reading.known.year)
    years = {_year_of(p.period, this) for p in near if length(p.period) == 12}
    return (years or {this.start.year}).pop() if len(years) < 2 else None


def _year_of(period: Period, this: Period) -> int | None:
    """A financial year, or the year of the document for a calendar year in it."""
    if (period.start.month, period.end.month) == (4, 3):
        return period.start.year
    is_this = period.end >= this.start and period.start <= this.end
    return this.start.year if is_this else None


def _count(reading, what, group, year):
    known = reading.known
    inside = (
        f"count members {group.code} {financial_years.label(year)}"
        if what == "members"
        else f"count {what} {financial_years.label(year)}"
    )
    token = f"[={inside}]"
    try:
        figure = known.draft.context.resolver.figure(tokens_in(token)[0])
    except (TokenError, IndexError, ValueError):
        return "", None, ""
    value = Decimal(figure.value) if figure.value else None
    return token, value or None, figure.text
