"""The figures of an officer's chart of a measure, and its title."""

from dataclasses import dataclass, field
from itertools import pairwise

from partnership.core.values import financial_years
from partnership.core.values.dates import day
from partnership.core.values.formatting import listed
from partnership.models import Area
from partnership.models.combined_areas import combined_areas
from priorities.formatting import change_in_words, value_words
from priorities.models import Observation, Target
from priorities.models.targets import Status
from priorities.queries.like_figures import (
    all_exact,
    at_the_same_time,
    over_time,
    since_break,
    targets_for,
)
from priorities.queries.series import alike, break_between, change_between
from reports.models import MeasureChart

Form = MeasureChart.Form
STATUS = {
    Status.MET: "target met",
    Status.NEARLY: "target nearly met",
    Status.MISSED: "target missed",
    Status.NO_TARGET: "no target",
}
ELSEWHERE = [
    *(Area.Kind.NATION, Area.Kind.REGION, Area.Kind.POLICE_AREA),
    Area.Kind.COMPARATOR,
]
LOCAL = [Area.Kind.DISTRICT, Area.Kind.UNITARY]


@dataclass
class ChartFigures:
    """Figures in rows, one for each period or area, with their title and notes.

    `targets` are those of the rows, in the same order; `breaks` are the places of the
    rows before which the series is broken, with their notes.
    """

    form: str
    rows: list[Observation] = field(default_factory=list)
    targets: list[Target | None] = field(default_factory=list)
    caption: str = ""
    breaks: dict[int, str] = field(default_factory=dict)

    @property
    def is_over_time(self) -> bool:
        return self.form in {Form.LINE, Form.BARS, Form.TARGET}

    @property
    def head(self) -> str:
        return "Period" if self.is_over_time else "Area"

    def label(self, row: Observation) -> str:
        return row.period.label if self.is_over_time else row.area.name

    @property
    def has_seasons(self) -> bool:
        """Whether a period is compared with the same period a year before."""
        return any(
            not first.period.is_same_time_of_year(last.period)
            for first, last in pairwise(self.rows)
        )

    def before(self, place: int) -> Observation | None:
        """The row to compare a row with: the latest earlier one of the same kind."""
        row = self.rows[place]
        return next(
            (
                earlier
                for earlier in self.rows[:place][::-1]
                if earlier.period.is_same_time_of_year(row.period)
            ),
            None,
        )

    @property
    def break_words(self) -> list[str]:
        return [
            f"Not comparable with earlier periods from "
            f"{self.rows[place].period.label}: {note.rstrip('.')}."
            for place, note in self.breaks.items()
        ]


def figures_of(context, row: MeasureChart) -> ChartFigures:
    """Return what a chart shows; no rows if there are no figures. Read once."""
    return context.shared(f"chart-{row.pk}", lambda: _figures(context, row))


def _figures(context, row):
    area = row.area or context.area
    if area is None:
        return ChartFigures(row.form)
    until = financial_years.last_day(context.last_year)
    if row.form == Form.COMPARED:
        others = Area.objects.filter(kind__in=ELSEWHERE).exclude(pk=area.pk)
        found = at_the_same_time(row.measure, [area, *others], until, having=area)
        found.sort(key=lambda figure: figure.area_id != area.pk)
        return ChartFigures(row.form, found, caption=_beside(row.measure, found))
    if row.form == Form.DISTRICTS:
        found = _side_by_side(row.measure, area, until)
        found.sort(key=lambda figure: -figure.value)
        return ChartFigures(row.form, found, caption=_ranked(row.measure, found))
    since = financial_years.first_day(row.from_year) if row.from_year else None
    found = over_time(row.measure, area, since, until)
    if row.form == Form.TARGET:
        pairs = list(zip(found, targets_for(found), strict=True))
        pairs = [pair for pair in pairs if pair[1]] or pairs
        found = [figure for figure, _target in pairs]
    figures = ChartFigures(row.form, found, breaks=_breaks(found))
    if row.form == Form.TARGET:
        figures.targets = [target for _one, target in pairs]
        figures.caption = _against_target(row.measure, found, figures.targets)
    else:
        figures.caption = _changed(row.measure, found)
    return figures


def _side_by_side(measure, area, until) -> list[Observation]:
    """The figures of the parts of an area, and of several parts that have one only."""
    combined = combined_areas()
    parts = combined.get(area) or list(area.parts.filter(kind__in=LOCAL))
    wholes = {
        whole: within
        for whole, within in combined.items()
        if whole != area and set(within) < set(parts)
    }
    found = at_the_same_time(measure, [*parts, *wholes], until)
    own = {row.area for row in found}
    wholes = {
        whole: within for whole, within in wholes.items() if not own.issuperset(within)
    }
    inside = {part for whole in wholes.keys() & own for part in wholes[whole]}
    shown = {*parts, *wholes} - inside
    return [row for row in found if row.area in shown]


def _breaks(rows):
    found = {}
    for place, (before, after) in enumerate(zip(rows, rows[1:], strict=False), 1):
        if broken := break_between(before, after):
            found[place] = broken.note or f"new series from {day(broken.on)}"
    return found


def _changed(measure, rows):
    """“Burglary, Marlshire: up 12% from 2014-15 to 2016-17”, with no break between.

    Quarters and months are compared with the same ones of an earlier year.
    """
    if not rows:
        return ""
    known = since_break(rows)
    last = known[-1]
    first = next(row for row in known if alike(row, last))
    about = f"{measure.name}, {last.area.name}"
    change = change_between(first, last) if first is not last else None
    if change is None:
        return f"{about}: {value_words(measure, last)} in {last.period.label}"
    moved = change_in_words(change)
    return f"{about}: {moved} from {first.period.label} to {last.period.label}"


def _against_target(measure, rows, targets):
    known = [
        (row, target)
        for row, target in zip(rows, targets, strict=True)
        if row.value is not None
    ]
    if not known:
        return ""
    row, target = known[-1]
    status = target.status(row.value) if target else Status.NO_TARGET
    return (
        f"{measure.name}, {row.area.name}: {STATUS[status]} in {row.period.label}, "
        f"with {value_words(measure, row)}"
    )


def _beside(measure, rows):
    """“Burglary: Marlshire is higher than England”, if the figures are exact enough."""
    if not rows:
        return ""
    own, *others = rows
    period = own.period.label
    if not others or not all_exact(rows):
        names = " and ".join(row.area.name for row in rows)
        return f"{measure.name}: {names}, {period}"
    parts = []
    for words, same in (
        ("higher than in", [r for r in others if own.value > r.value]),
        ("the same as in", [r for r in others if own.value == r.value]),
        ("lower than in", [r for r in others if own.value < r.value]),
    ):
        if same:
            parts.append(f"{words} {listed([row.area.name for row in same])}")
    return f"{measure.name}: {own.area.name} {', '.join(parts)}, {period}"


def _ranked(measure, rows):
    """“Burglary: highest in Northwold, lowest in Eastley, 2016-17”."""
    if not rows:
        return ""
    period = rows[0].period.label
    high, low = rows[0].value, rows[-1].value
    if high == low or not all_exact(rows):
        return f"{measure.name} in {listed([r.area.name for r in rows])}, {period}"
    highest = listed([row.area.name for row in rows if row.value == high])
    lowest = listed([row.area.name for row in rows if row.value == low])
    return f"{measure.name}: highest in {highest}, lowest in {lowest}, {period}"
