"""What the public sees of objectives, priorities and measures, frozen."""

from collections import defaultdict

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Prefetch, Window
from django.db.models.functions import RowNumber
from django.template.loader import render_to_string

from partnership.core.releases.kinds import ReleaseKind, plain, register
from partnership.core.releases.parts import EVERYTHING, Parts
from partnership.core.releases.queries import public_rows
from partnership.core.values import financial_years
from partnership.core.values.names import sort_key
from partnership.models import Area
from partnership.models.combined_areas import combined_areas
from partnership.models.wording import local
from partnership.partners.releases import named
from priorities import formatting
from priorities.models import (
    Lead,
    Measure,
    Objective,
    Observation,
    Priority,
    PriorityLink,
    ReportedChange,
    Strand,
)
from priorities.models.measures import attach_breaks
from priorities.queries.change_summary import change_summaries
from priorities.queries.derived import derived
from priorities.queries.latest import Latest, latest_of
from priorities.queries.series import reported_change
from priorities.queries.target_results import target_results

# Two years of months, and one more: a year may be worked out from its months.
RECENT = 25

# Priorities

CONTRIBUTES_TO = Prefetch(
    "contributes_to", Priority.objects.select_related("partnership")
)


def priority_content(code: str, parts: Parts = EVERYTHING) -> dict:
    priority = _priorities().filter(code=code).first()
    if priority is None:
        raise KeyError(code)
    return {
        **_live_priority_row(priority),
        "context": _filled(priority, priority.context),
        "ended_reason": priority.ended_reason,
        "strands": parts.of(
            "strands", [_strand(priority, row) for row in priority.strands.all()]
        ),
        "objectives": [
            {
                "code": objective.code,
                "name": f"{objective.number}. {objective.text}",
                "plan": objective.plan.title,
            }
            for objective in priority.objectives.all()
        ],
        "later": [_link(link, link.later) for link in priority.later_links.all()],
    }


def _priorities():
    return Priority.objects.select_related("partnership").prefetch_related(
        "objectives__plan",
        CONTRIBUTES_TO,
        Prefetch("earlier_links", PriorityLink.objects.select_related("earlier")),
        Prefetch("later_links", PriorityLink.objects.select_related("later")),
        Prefetch("strands", Strand.objects.order_by("order")),
        Prefetch(
            "strands__leads",
            Lead.objects.select_related("partner", "partnership", "group"),
        ),
    )


def _filled(priority, html: str) -> str:
    """Rich text with its figures filled in, or an error message in its place."""
    if not html:
        return ""
    context = {"partnership": priority.partnership, "html": html}
    return render_to_string("priorities/filled_text.html", context).strip()


def _strand(priority, strand) -> dict:
    content = {
        "part": f"strands {strand.order}",
        "name": strand.title or f"Strand {strand.order}",
        "title": strand.title,
        "progress_on": strand.progress_on,
        "leads": [
            {"name": str(lead.body), "is_support": lead.role == Lead.Role.SUPPORT}
            for lead in strand.leads.all()
        ],
    }
    for name in ["outcome", "progress"]:
        reason = getattr(strand, f"get_{name}_reason_display")()
        note = getattr(strand, f"{name}_note")
        content[name] = _filled(priority, getattr(strand, name))
        content[f"{name}_reason"] = f"{reason}: {note}" if note else reason
    return content


def _link(link, other) -> dict:
    return {
        "code": other.code,
        "name": other.title,
        "from_year": other.from_year,
        "to_year": other.to_year,
        "kind": link.get_kind_display(),
    }


PRIORITY_ROW = [
    *("code", "name", "number", "theme", "partnership", "from_year", "to_year"),
    "earlier",
]


def priority_row(content: dict) -> dict:
    row = {name: content[name] for name in PRIORITY_ROW}
    return {**row, "contributes_to": content.get("contributes_to", [])}


def priority_rows() -> list[dict]:
    rows = Priority.objects.select_related("partnership").prefetch_related(
        Prefetch("earlier_links", PriorityLink.objects.select_related("earlier")),
        CONTRIBUTES_TO,
    )
    return [_live_priority_row(priority) for priority in rows]


def _live_priority_row(priority) -> dict:
    partnership = priority.partnership
    return {
        "code": priority.code,
        "name": priority.title,
        "number": priority.number,
        "theme": priority.theme,
        "partnership": {
            **(named(partnership) or {}),
            "short_name": partnership.short_name,
        },
        "from_year": priority.from_year,
        "to_year": priority.to_year,
        "earlier": [_link(link, link.earlier) for link in priority.earlier_links.all()],
        "contributes_to": [
            {
                "code": other.code,
                "name": other.title,
                "from_year": other.from_year,
                "to_year": other.to_year,
                "kind": other.partnership.short_name,
            }
            for other in priority.contributes_to.all()
        ],
    }


# Objectives


def objective_content(code: str, parts: Parts = EVERYTHING) -> dict:
    objective = _objectives().filter(code=code).first()
    if objective is None:
        raise KeyError(code)
    plan = objective.plan
    return {
        **_live_objective_row(objective),
        "commissioner": named(plan.commissioner),
        "plan_from_year": plan.from_year,
        "plan_to_year": plan.to_year,
        "plan_status": plan.status,
        "plan_url": plan.url,
        "unsupported_reason": objective.unsupported_reason,
        "earlier": [_live_objective_row(row) for row in objective.replaces.all()],
        "later": [_live_objective_row(row) for row in objective.replaced_by.all()],
        "priorities": [
            _live_priority_row(priority) for priority in objective.priorities.all()
        ],
    }


def _objectives():
    priorities = Priority.objects.select_related("partnership").prefetch_related(
        Prefetch("earlier_links", PriorityLink.objects.select_related("earlier")),
        CONTRIBUTES_TO,
    )
    others = Objective.objects.select_related("plan")
    return Objective.objects.select_related("plan__commissioner").prefetch_related(
        Prefetch("priorities", priorities),
        Prefetch("replaces", others),
        Prefetch("replaced_by", others),
    )


OBJECTIVE_ROW = ["code", "name", "number", "text", "plan"]


def objective_row(content: dict) -> dict:
    return {name: content[name] for name in OBJECTIVE_ROW}


def objective_rows() -> list[dict]:
    rows = Objective.objects.select_related("plan")
    return [_live_objective_row(objective) for objective in rows]


def _live_objective_row(objective) -> dict:
    return {
        "code": objective.code,
        "name": str(objective),
        "number": objective.number,
        "text": objective.text,
        "plan": {"code": objective.plan.code, "name": objective.plan.title},
    }


# Measures


def measure_content(code: str, parts: Parts = EVERYTHING) -> dict:
    measures = Measure.objects.select_related("priority_theme", "part_of")
    measure = measures.filter(code=code).first()
    if measure is None:
        raise KeyError(code)
    figures = list(measure.observations.select_related("area", "measure"))
    figures += _derived(measure, figures)
    for row in figures:
        row.measure = measure  # so that its breaks are fetched once
    changes = list(measure.reported_changes.select_related("area", "measure"))
    compared = measure.comparisons.select_related("area", "against")
    part_of, priority = measure.part_of, measure.priority_theme
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
        "part_of": named(part_of),
        "priority_title": priority.title if priority else "",
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
    areas = {area.code: area for area in Area.objects.all()}
    return [
        _as_published(measure, areas, item)
        if (row := now.get(item["part"])) is None or _stored(row) != plain(item["row"])
        else row
        for item in items
    ]


def _stored(row) -> dict:
    """The fields of a row as JSON has them, without what it belongs to."""
    fields = [f for f in row._meta.concrete_fields if not f.is_relation]
    return plain({f.name: getattr(row, f.name) for f in fields if not f.primary_key})


def _as_published(measure, areas, item):
    model = ReportedChange if item["part"].startswith("changes ") else Observation
    fields = {
        name: model._meta.get_field(name).to_python(value)
        for name, value in item["row"].items()
    }
    area = Area(pk=areas[item["area_code"]].pk, code=item["area_code"])
    area.name, area.ons_code = item["area"], item["ons_code"]
    return model(measure=measure, area=area, **fields)


def _derived(measure, figures) -> list[Observation]:
    """The figures that are worked out, as documents have them too."""
    counted = measure.rate_of
    counts = list(counted.observations.select_related("area")) if counted else []
    for row in counts:
        row.measure = counted
    rows = derived([measure], [*figures, *counts], combined_areas())
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
    changed = ReportedChange.objects.select_related("area", "measure")
    combined = combined_areas()
    if area:
        combined = {w: parts for w, parts in combined.items() if w.code == area}
        codes = [part.code for parts in combined.values() for part in parts]
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
    """The names by code of the areas of which a measure's latest figures are listed."""
    if not settings.SHOW_DRAFTS:
        rows = public_rows("measure")
        return {one["area_code"]: one["name"] for row in rows for one in row["latest"]}
    named = {
        area.code: area.name
        for area in Area.objects.filter(
            Exists(Observation.objects.filter(area=OuterRef("pk")))
            | Exists(ReportedChange.objects.filter(area=OuterRef("pk")))
        )
    }
    for whole, parts in combined_areas().items():
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


OBJECTIVE = register(
    ReleaseKind(
        name="objective",
        label=local("{objective.short_start}"),
        plural=local("{objective.short_plural_start}"),
        url_name="priorities:objective_detail",
        titles=lambda: {
            row.code: f"{row}, {row.plan.title}"
            for row in Objective.objects.select_related("plan")
        },
        content=objective_content,
        rows=objective_rows,
        row=objective_row,
    )
)
PRIORITY = register(
    ReleaseKind(
        name="priority",
        label=local("{priority.start}"),
        plural=local("{priority.plural_start}"),
        url_name="priorities:priority_detail",
        titles=lambda: {
            row.code: f"{row.title}, {financial_years.label(row.from_year)}"
            for row in Priority.objects.all()
        },
        content=priority_content,
        rows=priority_rows,
        row=priority_row,
    )
)
MEASURE = register(
    ReleaseKind(
        name="measure",
        label="Measure",
        plural="Measures",
        url_name="priorities:measure_detail",
        titles=lambda: dict(Measure.objects.values_list("code", "name")),
        content=measure_content,
        rows=measure_rows,
        row=measure_row,
    )
)
