"""Figures of measures: values, parts of a whole, and changes between periods."""

from partnership.core.values import formatting, periods
from partnership.core.values.missing import Reason, qualified
from priorities.models import Measure
from priorities.models.measures import RATES
from priorities.queries.series import BOUNDS, in_one_series
from reports.errors import TokenError
from reports.figures.figure import Figure
from reports.figures.lookups import Handler, nearest, the_period


def number_text(measure, value) -> str:
    """A number as printed in prose: 1,233, 24.6%, £1,200."""
    if measure.unit == Measure.Unit.POUNDS:
        return formatting.pounds(value)
    unit = "%" if measure.unit == Measure.Unit.PERCENT else ""
    return f"{formatting.measured(value, measure.unit)}{unit}"


def observed_text(measure, row) -> str:
    """A value with its qualifier, for example “over 550”, or the reason for none."""
    if row.value is None:
        return Reason(row.reason).label
    return qualified(number_text(measure, row.value), row.qualifier)


def bare_value(value) -> str:
    """A number as plain digits; empty for None."""
    return "" if value is None else f"{value.normalize():f}"


def value(resolver, token, measure, area, period):
    """The value of a measure in an area and period."""
    row = observed(resolver, measure, area, period)
    text = observed_text(row.measure, row)
    if token.style == "rate":
        text = _rate(token, row)
    return of_observation(token, row, text, bare_value(row.value))


def observed(resolver, measure, area, period):
    """The observation with 3 codes. Raises TokenError if there is none."""
    resolver.known(measure, area)
    row = resolver.series.observation(measure, area, the_period(period))
    if row is None:
        name = resolver.series.measures[measure].name
        known = resolver.series.periods[measure, area]
        nearest(period, known, f"figure for {name} for the period")
    return row


def of_observation(token, row, text, value, base=""):
    """A Figure with the origin of an observation."""
    return Figure(
        text,
        value,
        token.source,
        f"{row.measure.name}, {row.area.name}",
        row.period.label,
        base or row.measure.base,
        row.source or row.measure.source,
    )


def _rate(token, row):
    """“11.5 per 1,000 people aged 10 to 17”; only for rates."""
    if row.measure.unit not in RATES:
        raise TokenError(
            f"“{token.source}”: {row.measure.name} is not a rate, so this format "
            "cannot be used."
        )
    if row.value is None:
        return Reason(row.reason).label
    rate = RATES[row.measure.unit]
    number = formatting.measured(row.value, row.measure.unit)
    words = f"{number} per {rate.per:,} {row.measure.base or rate.base}"
    return qualified(words, row.qualifier)


def part(resolver, token, measure, area, period):
    """“235 of 256 (92%)”: the 2 counts behind an observation."""
    row = observed(resolver, measure, area, period)
    if row.numerator is None or row.denominator is None:
        raise TokenError(
            f"“{token.source}”: the counts behind {row.measure.name} are not recorded. "
            f"Use [=value {measure} {area} {period}]."
        )
    return of_observation(
        token, row, *_part(token, row), base=formatting.bare(row.denominator)
    )


def _part(token, row):
    """The text and the value of a part, in its style.

    If the base is too small for a percentage, only the 2 counts are printed.
    """
    counts = formatting.bare(row.numerator), formatting.bare(row.denominator)
    if token.style == "base":
        return counts[1], bare_value(row.denominator)
    if token.style == "number":
        return qualified(counts[0], row.qualifier), bare_value(row.numerator)
    share = row.numerator * 100 / row.denominator
    is_small = row.denominator < formatting.SMALLEST_BASE
    if token.style == "percent":
        if is_small:
            raise TokenError(
                f"“{token.source}”: percentages need a base of at least "
                f"{formatting.SMALLEST_BASE}, and this one is {counts[1]}. Use the "
                "“of” format instead."
            )
        return qualified(formatting.per_cent(share), row.qualifier), str(share)
    per_cent = "" if is_small or token.style == "of" else formatting.per_cent(share)
    words = formatting.part_of(*counts, per_cent)
    return qualified(words, row.qualifier), bare_value(row.numerator)


def value_change(resolver, token, measure, area, base, period):
    """The change of a measure between 2 periods."""
    resolver.known(measure, area)
    series = resolver.series
    first, last = the_period(base), the_period(period)
    found = series.change(measure, area, first, last)
    ends = [series.observation(measure, area, code) for code in (first, last)]
    if found is None:
        raise TokenError(
            f"“{token.source}”: there is no change to show between {base} and "
            f"{period}. {_remedy(ends)}"
        )
    about = series.measures[measure]
    span = [periods.parse(code) for code in (first, last)]
    row = ends[1] or ends[0] or series.stated.get((measure, area, first, last))
    size = found.absolute if token.style in {"number", "from-to"} else found.amount
    return Figure(
        change_text(found, token, about, span[0], ends),
        "" if size is None else str(size),
        token.source,
        f"{about.name}, {row.area.name if row else area}, change",
        f"{span[0].label} to {span[1].label}",
        source=(row.source if row else "") or about.source,
    )


def _remedy(ends) -> str:
    """Why figures cannot be compared, and what to do."""
    known = [row for row in ends if row is not None and row.value is not None]
    for row in known:
        if row.qualifier in BOUNDS:
            words = observed_text(row.measure, row)
            return f"“{words}” is not an exact figure. Show both figures instead."
    if len(known) == len(ends) and not in_one_series(*known):
        return (
            "The periods are not of the same type and length, or there is a break in "
            "the series between them. Show both figures instead."
        )
    return "Enter both figures or the reported change."


def change_text(found, token, measure, base, ends) -> str:
    """A change in the style asked for. Raises TokenError if the source has none."""
    if token.style == "from-to":
        return _from_to(found, token, measure, ends)
    if token.style == "number":
        if found.absolute is None:
            raise TokenError(
                f"“{token.source}”: the source does not give both numbers. Use the "
                "“percent” format."
            )
        return formatting.bare(abs(found.absolute))
    _check_amount(found, token)
    amount = _amount(found)
    if token.style == "percent" and found.amount is not None and found.up is not None:
        return amount
    if token.style == "than":
        return _than(found, amount, measure, base)
    return formatting.direction(
        found.up, amount or found.words or "(amount not given)", token.style
    )


def _check_amount(found, token):
    """Raise TokenError for a percentage of a small base, of 0, or without a source."""
    if found.has_small_base and found.amount and found.up is not None:
        raise TokenError(
            f"“{token.source}”: percentages need a base of at least "
            f"{formatting.SMALLEST_BASE}, and this one is "
            f"{formatting.bare(found.counted_from)}. Use the “number” or “from-to” "
            "format."
        )
    if found.amount is None and (found.up is not None or token.style == "percent"):
        if not found.stated:
            raise TokenError(
                f"“{token.source}”: you cannot give a percentage of 0. "
                "Use the “number” or “from-to” format."
            )
        if token.style in {"percent", "signed"}:
            raise TokenError(
                f"“{token.source}”: the source gives no number for this change. "
                "Use the “words” or “rose” format."
            )


def _amount(found):
    """The size of a change: “56%”, “5.1 percentage points”; empty if not known."""
    if found.amount is None or found.up is None:
        return ""
    if found.in_points:
        return formatting.points(found.amount)
    if found.stated:
        return f"{formatting.bare(found.amount)}%"
    return formatting.per_cent(found.amount)


def _than(found, amount, measure, base):
    when = formatting.during(base)
    if found.up is None:
        same = "the same" if found.absolute == 0 else "about the same"
        return formatting.than(None, same, when)
    unit = measure.unit if not found.in_points else Measure.Unit.PERCENT
    return formatting.than(found.up, amount or found.words, when, unit)


def _from_to(found, token, measure, ends):
    if found.stated or None in ends:
        raise TokenError(
            f"“{token.source}”: the source gives only the change, not both figures. "
            "Use the “words” or “rose” format."
        )
    up = None if not found.absolute else found.absolute > 0
    return formatting.from_to(*(observed_text(measure, row) for row in ends), up)


HANDLERS = {
    "value": Handler(value, "[=value MEASURE AREA PERIOD]", frozenset({"rate"})),
    "part": Handler(
        part,
        "[=part MEASURE AREA PERIOD]",
        frozenset({"words", "of", "percent", "number", "base"}),
    ),
}
