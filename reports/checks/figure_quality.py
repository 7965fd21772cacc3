"""Quality of the figures used: missing, provisional, without context or parts."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.text import capfirst

from partnership.core.models.display import with_count
from partnership.core.values.formatting import bare, measured
from partnership.core.values.missing import Qualifier, Reason
from priorities.models import Measure
from priorities.models.figure_rules import wrong_share
from priorities.models.measures import RATES
from reports.checks.figures_used import FigureUse, figures_of
from reports.checks.gaps import Gap, listed, report
from reports.checks.issue import Severity, error, warning
from reports.checks.periods import out_of_date, without_period
from reports.checks.registry import check
from reports.checks.running_totals import STANDING

UNSETTLED = {Qualifier.PROVISIONAL, Qualifier.ESTIMATED}


def _gap(rows, fault, name=lambda use: use.name) -> Gap:
    """Figures with one fault, each named once."""
    by_name = {name(use): use for use in rows}
    return Gap([*by_name.values()], "figure", fault, name, at=lambda use: use.place)


def _measure(use):
    return str(use.measure)


@check("figure-missing")
def figures_are_known(draft):
    missing = [
        use
        for use in figures_of(draft).uses
        if use.amount is None and use.row.reason != Reason.SUPPRESSED
    ]
    has_reason = all(use.row.reason for use in missing)
    yield from report(
        _gap(
            missing,
            "missing",
            lambda use: f"{use.name}{', change' if use.is_stated else ''}",
        ),
        hint="Enter each figure, or check that the reason there is none is still "
        "correct.",
        # A gap with a reason needs no action.
        severity=Severity.ADVICE if has_reason else Severity.WARNING,
    )


@check("figure-without-context")
def figures_have_context(draft):
    lacking = {what: rows for what, rows in _lacking(draft) if rows}
    rows = [use for found in lacking.values() for use in found]
    if rows:
        names = sorted({_measure(use) for use in rows})
        parts = [
            f"{capfirst(what)}: {listed(map(_measure, found))}"
            for what, found in lacking.items()
        ]
        yield warning(
            f"{with_count(len(names), 'figure')} without context. {'. '.join(parts)}.",
            "Add what is missing to your data, or accept this warning.",
            section=rows[0].section,
            row=rows[0].row,
            about=" ".join(names),
        )


def _lacking(draft) -> Iterator[tuple[str, list[FigureUse]]]:
    figures = figures_of(draft)
    yield "no period", without_period(draft)
    yield "out of date", out_of_date(draft)
    yield "no earlier figure", _without_earlier(figures)
    yield "change without a starting figure", _without_base(figures)
    yield "no other area to compare with", _without_comparison(figures)
    yield "percentage without its numbers", _without_numbers(figures)
    yield "rate without the year of its population", _without_population(figures)


def _without_earlier(figures):
    return [
        use
        for use in figures.own
        if use.amount is not None
        and not figures.earlier(use)
        and not figures.stated_of(use)
    ]


def _without_base(figures):
    def lacks(use):
        if use.is_stated or not (use.base and use.section and not use.words):
            return use.is_stated
        place = use.measure.code, use.row.area.code, use.base.code
        return figures.series.observation(*place) is None

    return [use for use in figures.uses if lacks(use)]


def _without_comparison(figures):
    places: dict[str, set[str]] = {}
    for measure, area, _period in figures.series.observations:
        places.setdefault(measure, set()).add(area)
    return [
        use
        for use in figures.own
        if use.measure.unit in {*RATES, Measure.Unit.PERCENT}
        and use.amount is not None
        and len(places.get(use.measure.code, ())) == 1
        and use.row.numerator is None
    ]


def _without_numbers(figures):
    return [
        use
        for use in figures.own
        if use.measure.unit == Measure.Unit.PERCENT
        and use.amount is not None
        and (use.row.numerator is None or use.row.denominator is None)
    ]


def _without_population(figures):
    return [
        use
        for use in figures.own
        if use.measure.unit in RATES
        and use.amount is not None
        and use.row.base_year is None
    ]


@check("calculation")
def shares_follow_from_their_numbers(draft):
    for use in figures_of(draft).uses:
        if not use.is_stated and (wrong := wrong_share(use.row)):
            yield error(
                f"{use.name}: {wrong}.",
                "Correct the percentage or the numbers, or explain the difference in "
                "the note of the figure.",
                **use.place,
            )


@check("parts-and-total")
def parts_add_up(draft):
    for whole, parts in _wholes(draft):
        total, counted = sum(map(_count, parts)), _count(whole)
        if total > counted:
            yield error(
                f"{whole.name}: the parts add up to {bare(total)}, more than "
                f"{bare(counted)}.",
                "Correct a part or the total, or say in the note of the total why.",
                section=whole.section,
                row=whole.row,
            )
        elif total < counted:
            yield warning(
                f"{whole.name}: the parts add up to {bare(total)} of {bare(counted)}; "
                f"{bare(counted - total)} are in none of them.",
                "Add the missing part, or explain the rest in the note of the total.",
                section=whole.section,
                row=whole.row,
            )


def _wholes(draft) -> Iterator[tuple[FigureUse, list[FigureUse]]]:
    """Each figure without a note whose parts are in the document, with the parts."""
    known, sums = {}, defaultdict(list)
    for use in figures_of(draft).uses:
        if not use.is_stated and _count(use) is not None:
            known[use.row.measure_id, use.row.area_id, use.period] = use
    for use in known.values():
        key = (use.measure.part_of_id, use.row.area_id, use.period)
        if key in known and _alike(use, known[key]):
            sums[key].append(use)
    for key, parts in sums.items():
        if not known[key].row.note:
            yield known[key], parts


def _count(use):
    """What is counted: the value of a count, the number that a share is made of."""
    is_share = use.row.measure.unit == Measure.Unit.PERCENT
    return use.row.numerator if is_share else use.row.value


def _alike(part, whole):
    return part.measure.unit == whole.measure.unit and part.measure.unit not in RATES


@check("figure-provisional")
def figures_are_settled(draft):
    rows = [use for use in figures_of(draft).newest if use.row.qualifier in UNSETTLED]
    yield from report(
        _gap(rows, "not final"), hint="Enter the final figure, or accept this warning."
    )


@check("running-total")
def counts_say_what_they_count(draft):
    figures = figures_of(draft)
    fallen = [
        (use, f"{use.measure}: {_words(highest)}, then {_words(use.row)}")
        for use in figures.newest
        if (highest := _highest_before(figures, use))
        and use.amount is not None
        and use.amount < highest.value
    ]
    yield from report(
        Gap(
            fallen,
            "count",
            "that may be for a year or a running total",
            name=lambda item: item[1],
            at=lambda item: {**item[0].place, "row": item[0].measure},
        ),
        hint="Say in the definition of each measure what it counts.",
        about=" ".join(sorted(text for _text, text in fallen)),
    )


def _highest_before(figures, use):
    """The highest earlier figure of a count that should rise and has no definition.

    A figure at a date is a running total.
    """
    measure = use.measure
    should_rise = measure.desired_direction == Measure.Direction.UP
    is_unclear = not measure.definition and use.period.kind not in STANDING
    if not should_rise or measure.unit != Measure.Unit.COUNT or not is_unclear:
        return None
    return max(figures.earlier(use), key=lambda row: row.value, default=None)


def _words(row):
    return f"{measured(row.value, row.measure.unit)} ({row.period.label})"
