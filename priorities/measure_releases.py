"""What the public sees of measures, frozen."""

from collections import defaultdict

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Prefetch, Window
from django.db.models.functions import RowNumber

from partnership.core.releases.kinds import ReleaseKind, plain, register
from partnership.core.releases.parts import EVERYTHING, Parts
from partnership.core.releases.queries import public_rows
from partnership.core.values.names import sort_key
from partnership.models import Area
from partnership.models.combined_areas import summed_areas, summed_for, unsaved_key
from priorities import formatting
from priorities.models import Comparison, Measure, Observation, ReportedChange
from priorities.models.measures import attach_breaks
from priorities.queries.change_summary import change_summaries
from priorities.queries.derived import derived
from priorities.queries.latest import Latest, latest_of
from priorities.queries.series import reported_change
from priorities.queries.target_results import TARGETS, target_results

# Two years of months, and one more: a year may be worked out from its months.
RECENT = 25


def _measures(keys=None) -> list[tuple[Measure, list]]:
    """Measures with what belongs to them, and the areas that combine others."""
    rows = Measure.objects.filter(**{} if keys is None else {"code__in": keys})
    compared = Comparison.objects.select_related("area", "against")
    with_area = Observation.objects.select_related("area")
    measures = list(
        rows.select_related("priority_theme", "part_of", "rate_of").prefetch_related(
            Prefetch("observations", with_area),
            Prefetch("rate_of__observations", with_area),
            Prefetch("reported_changes", ReportedChange.objects.select_related("area")),
            Prefetch("comparisons", compared),
            TARGETS,
        )
    )
    attach_breaks([*measures, *(m.rate_of for m in measures if m.rate_of)])
    combined = summed_areas() if measures else []
    return [(measure, combined) for measure in measures]


def measure_content(record: tuple[Measure, list], parts: Parts) -> dict:
    measure, combined = record
    figures = list(measure.observations.all())
    figures += _derived(measure, figures, combined)
    reported = measure.reported_changes.all()
    changes = [row for row in reported if row.is_like_with_like]
    compared = measure.comparisons.all()
    shown = {
        "figures": parts.of("figures", [_figure(measure, row) for row in figures]),
        "changes": parts.of("changes", [_change(measure, row) for row in changes]),
        "comparisons": parts.of("comparisons", map(_comparison, compared)),
    }
    if parts is not EVERYTHING:
        figures = _published(measure, figures, shown["figures"])
        changes = _published(measure, changes, shown["changes"])
    targets = map(_target, target_results(measure, figures))
    shown["targets"] = parts.of("targets", targets)
    return {
        **_of_measure(measure),
        "definition": measure.definition,
        "unit": measure.get_unit_display(),
        "counted": measure.counted,
        "base": measure.base,
        "desired_direction": measure.get_desired_direction_display(),
        "part_of": measure.part_of.code if measure.part_of else "",
        "source": measure.source,
        "summaries": [
            {
                "name": summary.area.name,
                "words": summary.words,
                "bars": [vars(bar) for bar in summary.bars],
            }
            for summary in change_summaries(measure, figures, changes)
        ],
        **shown,
        "latest": _latest_by_area(measure, figures, changes),
    }


def part_of(what: str, row, area: str = "") -> str:
    """The part of a measure's content that a row is, for example its figure.

    The area is its code, for rows whose area has not been read.
    """
    names = [what, area or row.area.code]
    if isinstance(row, ReportedChange):
        names.append(row.base.code)
    return " ".join([*names, row.period.code])


OF_ROWS = {Observation: "figures", ReportedChange: "changes"}


def _published(measure, rows, items) -> list:
    """The row of each item: as it is, or as published if it has changed since."""
    what = OF_ROWS[type(rows[0])] if rows else ""
    now = {part_of(what, row): row for row in rows}
    areas = dict(Area.objects.values_list("code", "pk"))
    return [
        _as_published(measure, areas, item)
        if (row := now.get(item["part"])) is None or _stored(row) != plain(item["row"])
        else row
        for item in items
    ]


def _stored(row) -> dict:
    """The fields of a row as JSON, without the record it belongs to."""
    fields = [f for f in row._meta.concrete_fields if not f.is_relation]
    return plain({f.name: getattr(row, f.name) for f in fields if not f.primary_key})


def _as_published(measure, areas, item):
    model = ReportedChange if item["part"].startswith("changes ") else Observation
    fields = {
        name: model._meta.get_field(name).to_python(value)
        for name, value in item["row"].items()
    }
    code = item["area_code"]
    # A joint area is not saved; another may have been deleted since.
    area = Area(pk=areas.get(code, unsaved_key(code)), code=code)
    area.name, area.ons_code = item["area"], item["ons_code"]
    return model(measure=measure, area=area, **fields)


def _derived(measure, figures, combined) -> list[Observation]:
    """The figures that are worked out, as in documents."""
    counts = measure.rate_of.observations.all() if measure.rate_of else []
    rows = derived([measure], [*figures, *counts], combined)
    return [row for row in rows if row.measure_id == measure.pk]


def _of_measure(measure) -> dict:
    priority = measure.priority_theme
    return {
        "code": measure.code,
        "name": measure.name,
        "theme": measure.theme,
        "order": measure.order,
        "priority": priority.code if priority else "",
    }


def _area_and_period(row) -> dict:
    return {
        "name": f"{row.area.name}, {row.period.label}",
        "area": row.area.name,
        "area_code": row.area.code,
        "ons_code": row.area.ons_code,
        "period": row.period.label,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
    }


def _figure(measure, row) -> dict:
    return {
        "part": part_of("figures", row),
        "row": _stored(row),
        **_area_and_period(row),
        "value": _number(row.value),
        "words": formatting.value_words(measure, row),
        "reason": row.get_reason_display() if row.value is None else "",
        "qualifier": row.get_qualifier_display() if row.value is not None else "",
        "counts": formatting.counts_words(row),
        "has_denominator": row.denominator is not None,
        "note": row.full_note,
        "source": row.source or measure.source or "Source not known",
    }


def _number(value) -> str | None:
    """A number as text without trailing zeros, exactly as it was entered."""
    return None if value is None else f"{value.normalize():f}"


def _target(result) -> dict:
    return {
        "part": part_of("targets", result.target),
        **_area_and_period(result.target),
        "value": _number(result.target.value),
        "words": result.target_words,
        "actual": result.actual_words,
        "verdict": result.verdict,
    }


def _change(measure, row) -> dict:
    notes = [row.note, row.source or measure.source]
    return {
        "part": part_of("changes", row),
        "row": _stored(row),
        **_area_and_period(row),
        "base": row.base.label,
        "value": _number(row.amount),
        "words": formatting.change_words(measure, reported_change(row)),
        "note": " ".join(filter(None, notes)) or "Source not known",
    }


def _comparison(row) -> dict:
    return {
        "part": part_of("comparisons", row),
        **_area_and_period(row),
        "against": row.against.name,
        "words": row.get_result_display(),
        "trend": row.get_trend_display(),
        "note": row.note,
    }


def _latest_by_area(measure, figures, changes) -> list[dict]:
    by_area = defaultdict(lambda: ([], []))
    for row in figures:
        if not row.is_forecast:
            by_area[row.area][0].append(row)
    for row in changes:
        by_area[row.area][1].append(row)
    areas = sorted(by_area, key=lambda area: sort_key(area.name))
    return [_latest(area, latest_of(measure, *by_area[area])) for area in areas]


def _latest(area, latest: Latest) -> dict:
    return {
        "name": area.name,
        "area_code": area.code,
        "value": latest.value,
        "is_known": latest.is_known,
        "previous": latest.previous_value,
        "has_previous": latest.previous is not None,
        "change": latest.change_words,
        "has_change": latest.change is not None,
        "period": latest.period.label,
        "base": latest.base.label if latest.base and latest.has_base else "",
        "ends_on": latest.sort_period,
    }


def measure_row(content: dict) -> dict:
    names = ["code", "name", "theme", "order", "priority", "latest"]
    return {name: content[name] for name in names}


def measure_rows(area: str = "", **where) -> list[dict]:
    """Measures with their latest figures, in 8 queries at most.

    `area` is the code of the only area whose figures are read; `where` selects
    measures, for example `code__in`.
    """
    wanted = list(Measure.objects.filter(**where).select_related("priority_theme"))
    sources = {m.rate_of_id for m in wanted if m.rate_of_id} - {m.pk for m in wanted}
    measures = [*wanted, *(Measure.objects.filter(pk__in=sources) if sources else ())]
    attach_breaks(measures)
    by_id = {measure.pk: measure for measure in measures}
    stored = Observation.objects.select_related("area")
    changed = ReportedChange.objects.select_related("area")
    combined = summed_for([area]) if area else summed_areas()
    if area:
        codes = [part.code for _whole, parts in combined for part in parts]
        stored = _recent(stored.filter(area__code__in=[area, *codes]))
        changed = changed.filter(area__code=area)
    if where:
        stored, changed = (rows.filter(measure__in=by_id) for rows in (stored, changed))
    rows = list(stored)
    for row in rows:
        row.measure = by_id[row.measure_id]  # so that its breaks are fetched once
    figures, changes = defaultdict(list), defaultdict(list)
    for row in [*rows, *derived(measures, rows, combined)]:
        if not area or row.area.code == area:
            figures[row.measure_id].append(row)
    for row in changed:
        row.measure = by_id[row.measure_id]
        if row.is_like_with_like:
            changes[row.measure_id].append(row)
    return [
        {
            **_of_measure(measure),
            "latest": _latest_by_area(
                measure, figures[measure.pk], changes[measure.pk]
            ),
        }
        for measure in wanted
    ]


def _recent(rows):
    """Leave out figures that are too old to be the latest, or compared with it."""
    place = Window(
        RowNumber(),
        partition_by=[F("measure"), F("area"), F("period_kind")],
        order_by=[F("starts_on").desc(nulls_last=True), F("pk").desc()],
    )
    return rows.alias(place=place).filter(place__lte=RECENT)


def areas_with_figures() -> dict[str, str]:
    """The names by code of the areas with latest figures of a measure."""
    if not settings.SHOW_DRAFTS:
        rows = public_rows("measure")
        return {
            figure["area_code"]: figure["name"]
            for row in rows
            for figure in row["latest"]
        }
    named = {
        area.code: area.name
        for area in Area.objects.filter(
            Exists(Observation.objects.filter(area=OuterRef("pk")))
            | Exists(ReportedChange.objects.filter(area=OuterRef("pk")))
        )
    }
    for whole, parts in summed_areas():
        if all(part.code in named for part in parts):
            named[whole.code] = whole.name
    return named


def public_themes() -> set[str]:
    """The themes of the measures that the public sees."""
    if settings.SHOW_DRAFTS:
        themes = Measure.objects.order_by().values_list("theme", flat=True).distinct()
    else:
        themes = [row["theme"] for row in public_rows("measure")]
    return set(themes) - {""}


MEASURE = register(
    ReleaseKind(
        name="measure",
        label="Measure",
        plural="Measures",
        url_name="priorities:measure_detail",
        titles=lambda: dict(Measure.objects.values_list("code", "name")),
        records=_measures,
        content_of=measure_content,
        row=measure_row,
        quick_rows=measure_rows,
        links={"part_of": "measure", "priority": "priority"},
    )
)
