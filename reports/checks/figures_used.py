"""The figures that a document uses, in words and in tables, with what is known."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from partnership.core.values.periods import Period, financial_year, parse
from partnership.models import Area
from priorities.models import Measure, Observation, ReportedChange, Target
from priorities.queries.derived import figures_in
from priorities.queries.measured import priorities_by_key
from priorities.queries.series import Series, read_series
from reports.blocks.priority_figures import WITHOUT
from reports.checks.outline_queries import place_of, uses
from reports.text.data_state import remembered
from reports.text.lines import Words
from reports.text.linked_figures import bound, tokens_of
from reports.text.shared_queries import all_of

ELSEWHERE = {Area.Kind.NATION, Area.Kind.REGION, Area.Kind.COMPARATOR}


@dataclass(frozen=True)
class FigureUse:
    """One figure that readers see: where, and what it is compared with, if anything.

    `row` is an observation or a change that a source states. `base` is the period
    that a change starts from. `mark` is its position in the text.
    """

    row: Observation | ReportedChange
    section: str
    words: Words | None = None
    base: Period | None = None
    target: Target | None = None
    is_past: bool = False
    mark: dict = field(default_factory=dict, compare=False)

    @property
    def measure(self):
        return self.row.measure

    @property
    def period(self) -> Period:
        return self.row.period

    @property
    def is_stated(self) -> bool:
        return isinstance(self.row, ReportedChange)

    @property
    def amount(self) -> Decimal | None:
        """The value, or how much it changed; None if there is a reason instead."""
        row = self.row
        return row.amount if isinstance(row, ReportedChange) else row.value

    @property
    def place(self) -> dict:
        """Where it is, for an issue."""
        given = {"section": self.section, "words": self.words, "row": self.row}
        return given | self.mark

    @property
    def name(self) -> str:
        """“Thefts, Testshire, 2015”."""
        return f"{self.measure}, {self.row.area}, {self.period.label}"


@dataclass
class Figures:
    """All figures used, all known figures of their measures, and the targets."""

    uses: list[FigureUse] = field(default_factory=list)
    series: Series = field(default_factory=Series)
    targets: dict[tuple[int, int, Period], Target] = field(default_factory=dict)

    @cached_property
    def newest(self) -> list[FigureUse]:
        """For each measure and area, the observation used that ends last."""
        found: dict[tuple[int, int], FigureUse] = {}
        for use in self.uses:
            key = use.row.measure_id, use.row.area_id
            if use.is_stated or use.is_past:
                continue
            if key not in found or _end(use) > _end(found[key]):
                found[key] = use
        return list(found.values())

    @cached_property
    def own(self) -> list[FigureUse]:
        """The newest of the partnership’s own places, not those compared with."""
        return [use for use in self.newest if use.row.area.kind not in ELSEWHERE]

    def earlier(self, use: FigureUse) -> list[Observation]:
        """Known figures of the same measure and area that end before this one."""
        known = self.of(use.measure.code, use.row.area.code)
        return [row for row in known if row.ends_on and str(row.ends_on) < _end(use)]

    def of(self, measure: str, area: str) -> list[Observation]:
        rows = [
            self.series.observations[measure, area, period]
            for period in self.series.periods[measure, area]
        ]
        return sorted(
            (row for row in rows if row.value is not None),
            key=lambda row: str(row.ends_on or ""),
        )

    def stated_of(self, use: FigureUse) -> list[ReportedChange]:
        key = use.measure.code, use.row.area.code
        return [row for held, row in self.series.stated.items() if held[:2] == key]


def _end(use: FigureUse) -> str:
    return str(use.row.ends_on or "")


def figures_of(draft) -> Figures:
    """Read once for all checks, in a fixed number of queries."""
    return draft.shared("used-figures", lambda: _read(draft))


def _read(draft) -> Figures:
    found = [*_in_words(draft), *_in_tables(draft)]
    beside = (row for row in all_of(draft, Area) if row.kind != Area.Kind.DISTRICT)
    places = {row.code for row in [*beside, *(use.row.area for use in found)]}
    measures = frozenset(use.row.measure_id for use in found)
    areas = frozenset(use.row.area_id for use in found)
    key = "figures used", measures, areas, frozenset(places)
    return Figures(found, *remembered(draft, key, lambda: _beside(found, places)))


def _beside(found: list[FigureUse], places: set[str]) -> tuple[Series, dict]:
    """The other figures and targets of the measures that are used."""
    counted = Measure.objects.filter(pk__in={use.measure.rate_of_id for use in found})
    codes = {use.measure.code for use in found}
    codes |= set(counted.values_list("code", flat=True))
    targets = Target.objects.filter(
        measure__in={use.row.measure_id for use in found},
        area__in={use.row.area_id for use in found},
    ).order_by()
    by_period = {(row.measure_id, row.area_id, row.period): row for row in targets}
    return read_series(codes, places), by_period


def _in_words(draft):
    series = draft.context.resolver.series
    marks = {
        (id(linked.place["words"]), linked.token.source): linked
        for linked in bound(draft)
    }
    for words in draft.words:
        for token in tokens_of(words.raw) if "[=" in words.raw else ():
            mark = marks.get((id(words), token.source))
            for use in _uses(series, words, token):
                yield replace(use, mark=mark.place) if mark else use


def _uses(series, words, token) -> Iterator[FigureUse]:
    """A value, or both figures of a change, or the change that a source states."""
    name, given = token.name, token.arguments
    is_change = name == "change" and given[:1] == ("value",) and len(given) == 5
    if not is_change and (name != "value" or len(given) != 3):
        return
    measure, area, *periods = given[is_change:]
    codes = list(map(_code, periods))
    rows = [series.observation(measure, area, code) for code in codes]
    if None not in rows:
        bases = [None, rows[0].period]
        for row, base in zip(rows, bases, strict=False):
            is_past = is_change and base is None
            yield FigureUse(row, words.section, words, base, is_past=is_past)
    elif is_change and (stated := series.stated.get((measure, area, *codes))):
        yield FigureUse(stated, words.section, words, stated.base)


def _code(period: str) -> str:
    try:
        return parse(period).code
    except ValueError:
        return ""


def _in_tables(draft):
    context = draft.context
    if place := place_of(draft, "measure_table"):
        yield from _assessed(draft, place)
    if place := place_of(draft, "results_table"):
        for row, target in context.read.get("results", {}).values():
            yield FigureUse(_placed(draft, row), place, target=target)
    if place := place_of(draft, "target_table", "year_comparison_table"):
        for name, rows in list(context.read.items()):
            if name.startswith("line-observations-"):
                past = name != f"line-observations-{draft.year - 1}"
                for row in rows:
                    yield FigureUse(_placed(draft, row), place, is_past=past)
    if place := place_of(draft, "priority_figures"):
        yield from _of_priorities(draft, place)
    yield from _of_success(context, draft)


def _of_success(context, draft):
    """Figures of the tables of measures of success, for the year before."""
    period = financial_year(draft.year - 1)
    for place, used in uses(draft, "success_measures_table"):
        rows = _own(
            draft,
            Measure.objects.filter(theme=context.fill(used.options["theme"])),
            starts_on__gte=period.start,
            ends_on__lte=period.end,
        )
        for row in rows:
            if row.period == period:
                yield FigureUse(row, place)


def _own(draft, measures, **where):
    area = draft.context.area
    return figures_in(area, measures, **where) if area else []


def _placed(draft, row):
    """The row with its area, so that no further query is needed."""
    area = draft.context.area
    if area is not None and row.area_id == area.pk:
        row.area = area
    return row


def _assessed(draft, place):
    for found in draft.context.assessment_rows:
        if found.latest is not None:
            yield FigureUse(found.latest, place, base=found.base)
        if found.previous is not None:
            yield FigureUse(found.previous, place, is_past=True)
        if found.comparator and found.comparator.observation:
            yield FigureUse(found.comparator.observation, place, is_past=True)


def _of_priorities(draft, place):
    wanted = (financial_year(draft.year), WITHOUT)
    priorities = priorities_by_key(draft.context.priorities_of(draft.year))
    for row in _own(draft, Measure.objects.filter(priority_theme__in=priorities)):
        if row.period in wanted:
            yield FigureUse(row, place)
