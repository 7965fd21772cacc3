"""What is known of the figures told: values, bases, counts behind shares, parts."""

from decimal import Decimal

from partnership.core.values.formatting import (
    bare,
    measured,
)
from partnership.core.values.missing import (
    Qualifier,
    Reason,
)
from priorities.integrity import TOLERANCE
from priorities.models import Measure
from reports.checks.finding import stop, warn
from reports.checks.outlined import listed, number_of
from reports.checks.registry import check
from reports.checks.told_figures import figures_of

UNSETTLED = {Qualifier.PROVISIONAL, Qualifier.ESTIMATED}
RATES = {Measure.Unit.PER_1000, Measure.Unit.PER_100000}


def _all(rows, what, cure, name=lambda told: told.name):
    """One finding for all of them, at the place of the first."""
    rows = list({name(told): told for told in rows}.values())
    if rows:
        told = what.format(number_of(len(rows), "figure"))
        yield warn(
            f"{told}: {listed(map(name, rows))}.",
            cure,
            section=rows[0].section,
            row=rows[0].row,
        )


def _measure(told):
    return str(told.measure)


@check(
    "figure-not-known",
    "Figures that are told without a number",
    "A measure without a number shows nothing.",
)
def figures_are_known(draft):
    bare_rows = [
        told
        for told in figures_of(draft).told
        if told.amount is None and told.row.reason != Reason.SUPPRESSED
    ]
    yield from _all(
        bare_rows,
        "{} told without a number",
        "Enter the number, or leave the reason that is kept.",
        lambda told: f"{told.name}{', how it changed' if told.is_stated else ''}",
    )


@check(
    "figure-without-earlier",
    "Figures with nothing earlier to hold them against",
    "Readers cannot tell whether a single number is good or bad.",
)
def figures_have_an_earlier_one(draft):
    figures = figures_of(draft)
    alone = [
        told
        for told in figures.own
        if told.amount is not None
        and not figures.earlier(told)
        and not figures.stated_of(told)
    ]
    yield from _all(
        alone,
        "{} told without an earlier one",
        "Enter the figure of the year before.",
        _measure,
    )


@check(
    "change-without-base",
    "Changes told without the figure that they start from",
    "“Down 11%” of an unknown number cannot be checked.",
)
def changes_have_a_base(draft):
    figures = figures_of(draft)
    rows = []
    for told in figures.told:
        if told.is_stated:
            rows.append(told)
        elif told.base and told.section and not told.words:
            known = figures.series.observation(
                told.measure.code, told.row.area.code, told.base.code
            )
            if known is None:
                rows.append(told)
    yield from _all(
        rows,
        "{} told as a change from one that is not known",
        "Enter the earlier figure.",
        _measure,
    )


@check(
    "rate-without-comparison",
    "Rates with no other area beside them",
    "A rate is given so that it can be compared.",
)
def rates_have_a_comparison(draft):
    figures = figures_of(draft)
    rates = [
        told
        for told in figures.own
        if told.measure.unit in {*RATES, Measure.Unit.PERCENT}
        and told.amount is not None
    ]
    places: dict[str, set[str]] = {}
    for measure, area, _period in figures.series.observations:
        places.setdefault(measure, set()).add(area)
    alone = [
        told
        for told in rates
        if len(places[told.measure.code]) == 1 and told.row.numerator is None
    ]
    yield from _all(
        alone,
        "{} told as a rate without another area’s",
        "Enter the rate of England, of the region or of similar areas.",
        _measure,
    )


@check(
    "share-without-numbers",
    "Percentages and rates without what they are worked out from",
    "“31.9%” of how many is the first question.",
)
def shares_have_their_numbers(draft):
    shares = [
        told
        for told in figures_of(draft).own
        if told.measure.unit == Measure.Unit.PERCENT
        and told.amount is not None
        and (told.row.numerator is None or told.row.denominator is None)
    ]
    yield from _all(
        shares,
        "{} told as a percentage without its numbers",
        "Enter of how many it is a share.",
        _measure,
    )
    rates = [
        told
        for told in figures_of(draft).own
        if told.measure.unit in RATES
        and told.amount is not None
        and told.row.base_year is None
    ]
    yield from _all(
        rates,
        "{} told as a rate without the year of its population",
        "Enter the year of the population that it is divided by.",
        _measure,
    )


@check(
    "share-disagrees",
    "Percentages that do not follow from the numbers kept with them",
    "Readers who work it out will not believe the rest.",
)
def shares_follow_from_their_numbers(draft):
    for told in figures_of(draft).told:
        row = told.row
        if told.is_stated or told.measure.unit != Measure.Unit.PERCENT:
            continue
        if None in (row.value, row.numerator, row.denominator):
            continue
        exact = row.numerator * 100 / row.denominator
        allowed = Decimal("0.5") if row.value == int(row.value) else TOLERANCE
        if abs(exact - row.value) > allowed:
            yield stop(
                f"{told.name}: {bare(row.numerator)} of {bare(row.denominator)} is "
                f"{exact:.1f}%, not {bare(row.value)}%.",
                "Correct the percentage or the numbers.",
                section=told.section,
                words=told.words,
                row=row,
            )


@check(
    "parts-and-whole",
    "Parts of a measure that do not add up to the whole",
    "A breakdown that does not add up makes both sums doubtful.",
)
def parts_add_up(draft):
    known: dict = {}
    for told in figures_of(draft).told:
        if not told.is_stated and _count(told.row) is not None:
            known[told.row.measure_id, told.row.area_id, told.period] = told
    sums: dict = {}
    for told in known.values():
        key = (told.measure.part_of_id, told.row.area_id, told.period)
        if key in known and _alike(told, known[key]):
            sums.setdefault(key, []).append(_count(told.row))
    for key, parts in sums.items():
        whole, total = known[key], sum(parts)
        counted = _count(whole.row)
        if total != counted:
            more = total > counted
            find = stop if more else warn
            yield find(
                f"{whole.name}: the parts add up to {bare(total)} of {bare(counted)}"
                + ("." if more else f"; {bare(counted - total)} are in none of them."),
                "Correct a part or the whole."
                if more
                else "Add the part that is missing, or say what the others are.",
                section=whole.section,
                row=whole.row,
            )


def _count(row):
    """What is counted: the value of a count, the number that a share is made of."""
    counts = row.measure.unit != Measure.Unit.PERCENT
    return row.value if counts else row.numerator


def _alike(part, whole):
    return part.measure.unit == whole.measure.unit and part.measure.unit not in RATES


@check(
    "figure-not-settled",
    "Figures that are provisional or estimated",
    "They may be other figures by the day of publication.",
)
def figures_are_settled(draft):
    rows = [
        told for told in figures_of(draft).newest if told.row.qualifier in UNSETTLED
    ]
    yield from _all(rows, "{} not final", "Look whether the final figure is out.")


@check(
    "yearly-or-in-all",
    "Counts that fall where they should rise, without saying what they count",
    "Nobody can tell whether fewer were trained, or trained in all.",
)
def counts_say_what_they_count(draft):
    figures = figures_of(draft)
    for told in figures.newest:
        measure, earlier = told.measure, figures.earlier(told)
        rises = (
            measure.desired_direction == Measure.Direction.UP and not measure.definition
        )
        if not (rises and measure.unit == Measure.Unit.COUNT and earlier):
            continue
        highest = max(earlier, key=lambda row: row.value)
        if told.amount is not None and told.amount < highest.value:
            yield warn(
                f"{measure}: {_told(highest)} and then {_told(told.row)}. The measure "
                "does not say whether it counts one year or all so far.",
                "Write in the definition of the measure what it counts.",
                section=told.section,
                words=told.words,
                row=measure,
            )


def _told(row):
    return f"{measured(row.value, row.measure.unit)} ({row.period.label})"
