"""Figures of measures: values, and changes from one period to another."""

from partnership import wording
from partnership.values import Reason, qualified
from priorities.models import Measure
from reports.errors import TokenError
from reports.tokens.figures import Figure
from reports.tokens.lookup import Handler, nearest, the_period


def observed_text(measure, row) -> str:
    """A value as prose prints it: 1,233, 24.6%, over 550, or the reason in words."""
    if row.value is None:
        return Reason(row.reason).label
    unit = "%" if measure.unit == Measure.Unit.PERCENT else ""
    text = f"{wording.measured(row.value, measure.unit)}{unit}"
    if measure.unit == Measure.Unit.POUNDS:
        text = wording.pounds(row.value)
    return qualified(text, row.qualifier)


def value(resolver, token, measure, area, period):
    resolver.known(measure, area)
    row = resolver.series.observation(measure, area, the_period(period))
    if row is None:
        nearest(period, resolver.series.periods[measure, area], f"{measure} figure for")
    return Figure(
        observed_text(row.measure, row),
        "" if row.value is None else str(row.value.normalize()),
        token.source,
        f"{row.measure.name}, {row.area.name}",
        row.period.label,
        row.measure.base,
        row.source or row.measure.source,
    )


def value_change(resolver, token, measure, area, base, period):
    resolver.known(measure, area)
    series = resolver.series
    first, last = the_period(base), the_period(period)
    found = series.change(measure, area, first, last)
    if found is None:
        raise TokenError(
            f"“{token.source}”: neither both figures nor a stated change are "
            f"known from {base} to {period}."
        )
    row = series.observation(measure, area, last)
    about = series.measures[measure]
    return Figure(
        change_text(found, token),
        "" if found.amount is None else str(found.amount),
        token.source,
        f"{about.name}, {row.area.name if row else area}, change",
        f"{base} to {period}".replace("-", " ")
        if not row
        else f"{base} to {row.period.label}",
        source=(row.source if row else "") or about.source,
    )


def change_text(found, token) -> str:
    """A change in the style asked for; refuses what the source does not give."""
    if token.style == "number":
        if found.absolute is None:
            raise TokenError(
                f"“{token.source}”: the source gives no number to subtract from. "
                "Use the style percent."
            )
        return wording.bare(abs(found.absolute))
    if found.has_small_base and found.amount and found.up is not None:
        raise TokenError(
            f"“{token.source}”: a per cent of {wording.bare(found.counted_from)} says "
            f"little; it takes {wording.SMALLEST_BASE} or more. Use the style number."
        )
    if found.amount is None and (found.up is not None or token.style == "percent"):
        if not found.stated:
            raise TokenError(
                f"“{token.source}”: nothing can be said in per cent of 0. "
                "Use the style number."
            )
        if token.style in {"percent", "signed"}:
            raise TokenError(
                f"“{token.source}”: the source gives no number for this change. "
                "Use the style words or rose."
            )
    if found.amount is None or found.up is None:
        return wording.direction(
            found.up, found.words or "(amount not given)", token.style
        )
    if found.in_points:
        text = wording.points(found.amount)
    elif found.stated:
        text = f"{wording.bare(found.amount)}%"
    else:
        text = wording.per_cent(found.amount)
    if token.style == "percent":
        return text
    return wording.direction(found.up, text, token.style)


HANDLERS = {"value": Handler(value, "[=value MEASURE AREA PERIOD]")}
