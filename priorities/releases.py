"""What the public sees of objectives and priorities, frozen."""

from django.db.models import Prefetch
from django.template.loader import render_to_string

from partnership.core.releases.kinds import ReleaseKind, register
from partnership.core.releases.parts import EVERYTHING, Parts
from partnership.core.values import financial_years
from partnership.models.wording import local
from partnership.partners.releases import named
from priorities.models import Lead, Objective, Priority, PriorityLink, Strand

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
