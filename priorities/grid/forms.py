"""The grid of a measure and a year: a row for each area, a column for each period."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from partnership.core.models.dated import between
from partnership.core.records.forms.fields import NumberField
from partnership.core.records.forms.fingerprint import unpack
from partnership.core.values import calendar, financial_years
from partnership.core.values.calendar import Frequency
from partnership.core.values.fingerprints import fingerprint
from partnership.core.values.formatting import bare
from partnership.core.values.missing import Qualifier, Reason
from partnership.core.values.periods import Period, financial_year
from partnership.models import Area, Partnership
from priorities.models import Measure, Observation
from priorities.queries.derived import derived

CHANGED = "Entered in the grid"
REMOVE = "Enter a figure. To delete one, open it in the list of figures"
SAVED_BY_OTHER = "Someone else has saved {}. Save again to replace it"


@dataclass
class Cell:
    """One figure of the grid: its period, and what is stored."""

    area: Area
    period: Period
    stored: Observation | None

    @property
    def name(self) -> str:
        start = self.period.start
        return f"figure-{self.area.pk}-{start.isoformat() if start else ''}"

    @property
    def label(self) -> str:
        return f"{self.area}, {self.period.label}"

    @property
    def value(self):
        return self.stored.value if self.stored else None

    @property
    def reason(self) -> str:
        """Why there is no figure, in words; empty if there is one or no record."""
        row = self.stored
        return Reason(row.reason).label if row and row.reason else ""


class GridForm(forms.Form):
    """All figures of a measure for one year; saves those that the user changed.

    The submitted `began` has the fingerprint of each cell as the page showed it.
    """

    def __init__(self, data=None, *, measure: Measure, year: int, kind: str):
        super().__init__(data)
        self.measure, self.year, self.kind = measure, year, kind
        self.periods = calendar.periods_of(kind, year)
        self.areas = list(_areas(measure, self.periods))
        stored = self._stored()
        self.cells = [
            Cell(area, period, stored.get((area.pk, period.start)))
            for area in self.areas
            for period in self.periods
        ]
        for cell in self.cells:
            field = NumberField(required=False, initial=cell.value, label=cell.label)
            field.widget.attrs |= {
                "class": "govuk-input",
                "inputmode": "decimal",
                "aria-label": cell.label,
            }
            self.fields[cell.name] = field
        self.began = {cell.name: fingerprint(cell.value) for cell in self.cells}
        self.began |= unpack(self.data.get("began"))

    def _stored(self):
        rows = Observation.objects.filter(
            measure=self.measure,
            period_kind=calendar.kind_of(self.kind),
            starts_on__in=[period.start for period in self.periods],
        )
        return {(row.area_id, row.starts_on): row for row in rows}

    @property
    def rows(self):
        """Each area with its cells and fields, and its year if it adds up."""
        years = self._years()
        for area in self.areas:
            own = [cell for cell in self.cells if cell.area == area]
            yield area, [(cell, self[cell.name]) for cell in own], years.get(area.pk)

    def _years(self) -> dict[int, str]:
        """The figure of the year by area, as stored or worked out from the periods."""
        period = financial_year(self.year)
        rows = list(
            Observation.objects.filter(
                measure=self.measure,
                starts_on__gte=period.start,
                ends_on__lte=period.end,
            ).select_related("measure", "area")
        )
        rows += derived([self.measure], rows, {})
        return {
            row.area_id: bare(row.value)
            for row in rows
            if row.period == period and row.value is not None
        }

    def clean(self):
        """Check each changed figure by the rules of its measure."""
        data = super().clean()
        self.changed = []
        for cell in self.cells:
            value, stored = data.get(cell.name), fingerprint(cell.value)
            shown = self.began[cell.name]
            if cell.name in self.errors or fingerprint(value) in (shown, stored):
                continue
            if shown != stored:
                figure = "no figure" if cell.value is None else bare(cell.value)
                self.add_error(cell.name, SAVED_BY_OTHER.format(figure))
                self.began[cell.name] = stored
            elif value is None:
                self.add_error(cell.name, REMOVE)
            else:
                self._check(cell, value)
        return data

    def _check(self, cell, value):
        row = cell.stored or Observation(measure=self.measure, area=cell.area)
        row.period = cell.period
        row.value, row.reason = value, ""
        if row.qualifier == Qualifier.FORECAST:
            row.qualifier = Qualifier.EXACT
        try:
            row.full_clean()
        except ValidationError as error:
            for message in error.messages:
                self.add_error(cell.name, message)
        else:
            self.changed.append(row)

    def save(self) -> int:
        for row in self.changed:
            row._change_reason = CHANGED
            row.save()
        return len(self.changed)

    @property
    def problems(self):
        return [
            (f"{self.fields[name].label}: {message}", self[name].id_for_label)
            for name, messages in self.errors.items()
            for message in messages
        ]


def _areas(measure, periods):
    """Return areas with figures in the periods, their successors, and our own areas."""
    known = Q(observations__measure=measure)
    known |= Q(predecessors__observations__measure=measure)
    if home := Partnership.objects.home():
        known |= Q(partnerships=home)
    days = between(periods[0].start, periods[-1].end)
    return Area.objects.filter(known, days).distinct()


def kind_of(measure: Measure, asked: str) -> str:
    """The frequency asked for, or that of the measure; quarters if it has none."""
    if asked in Frequency:
        return asked
    return measure.frequency or Frequency.QUARTER


def year_of(asked: str, today) -> int:
    try:
        return financial_years.parse(asked)
    except ValueError:
        return financial_years.of(today)
