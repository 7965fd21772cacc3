"""What the public sees of objectives and priorities, frozen when published.

Linked records are shown as they were published.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import Prefetch

from partnership.core.releases.kinds import ReleaseKind, by_code, register
from partnership.core.releases.parts import Parts
from partnership.core.releases.queries import public_rows_of
from partnership.core.text.token_display import fill
from partnership.core.values import financial_years
from partnership.models import Partnership
from partnership.models.wording import local
from partnership.partners.releases import named
from priorities.models import Lead, Objective, Priority, PriorityLink, Strand


def _linked(kind: str, rows: list[dict], parts: Parts) -> list[dict]:
    """What the public sees of linked records: none of those that are drafts."""
    if settings.SHOW_DRAFTS:
        return rows
    public = public_rows_of(kind, [row["code"] for row in rows])
    public |= {
        row["code"]: row for row in rows if (kind, row["code"]) in parts.together
    }
    return [public[row["code"]] for row in rows if row["code"] in public]


# Priorities


def priority_content(priority, parts: Parts) -> dict:
    others = [_priority_about(other) for other in priority.contributes_to.all()]
    return {
        **_priority_about(priority),
        "earlier": _links(
            [(link, link.earlier) for link in priority.earlier_links.all()], parts
        ),
        "contributes_to": [
            _link(row, row["partnership"]["short_name"])
            for row in _linked("priority", others, parts)
        ],
        "context": parts.field("context", priority.filled[priority.context]),
        "ended_reason": parts.field("ended_reason", priority.ended_reason),
        "strands": parts.of(
            "strands", [_strand(priority, row) for row in priority.strands.all()]
        ),
        "objectives": [
            {
                "code": row["code"],
                "name": f"{row['number']}. {row['text']}",
                "plan": row["plan"]["name"],
            }
            for row in _linked(
                "objective",
                [
                    _objective_about(objective)
                    for objective in priority.objectives.all()
                ],
                parts,
            )
        ],
        "later": _links(
            [(link, link.later) for link in priority.later_links.all()], parts
        ),
    }


def _priorities():
    links = PriorityLink.objects
    return Priority.objects.select_related("partnership").prefetch_related(
        "objectives__plan",
        Prefetch("contributes_to", Priority.objects.select_related("partnership")),
        Prefetch("earlier_links", links.select_related("earlier__partnership")),
        Prefetch("later_links", links.select_related("later__partnership")),
        Prefetch("strands", Strand.objects.order_by("order")),
        Prefetch(
            "strands__leads",
            Lead.objects.select_related("partner", "partnership", "group"),
        ),
    )


def _filled_priorities(keys: Iterable[str] | None = None) -> list[Priority]:
    """Priorities with their texts `filled`, all at once."""
    priorities = list(by_code(_priorities)(keys))
    texts: dict[Partnership, set[str]] = defaultdict(set)
    for priority in priorities:
        texts[priority.partnership] |= {priority.context, *_texts_of(priority)}
    filled = fill(texts, is_rich=True)
    for priority in priorities:
        priority.filled = filled[priority.partnership]
    return priorities


def _texts_of(priority) -> Iterator[str]:
    for strand in priority.strands.all():
        yield from (strand.outcome, strand.progress)


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
        content[name] = priority.filled[getattr(strand, name)]
        content[f"{name}_reason"] = f"{reason}: {note}" if note else reason
    return content


def _links(links, parts) -> list[dict]:
    """The priorities that a priority replaces, or those that replace it."""
    kinds = {other.code: link.get_kind_display() for link, other in links}
    rows = [_priority_about(other) for _, other in links]
    return [_link(row, kinds[row["code"]]) for row in _linked("priority", rows, parts)]


def _link(row, kind) -> dict:
    about = {name: row[name] for name in ["code", "name", "from_year", "to_year"]}
    return {**about, "kind": kind}


PRIORITY_ABOUT = [
    *("code", "name", "kind_code", "number", "theme"),
    *("partnership", "from_year", "to_year"),
]
PRIORITY_ROW = [*PRIORITY_ABOUT, "earlier", "contributes_to"]


def priority_row(content: dict) -> dict:
    row = {name: content[name] for name in PRIORITY_ROW}
    return {
        **row,
        "supports": [objective["code"] for objective in content["objectives"]],
    }


def _priority_about(priority) -> dict:
    partnership = priority.partnership
    return {
        "code": priority.code,
        "name": priority.full_title,
        "kind_code": priority.kind,
        "number": priority.number,
        "theme": priority.theme,
        "partnership": {
            **(named(partnership) or {}),
            "short_name": partnership.short_name,
        },
        "from_year": priority.from_year,
        "to_year": priority.to_year,
    }


# Objectives


def objective_content(objective, parts: Parts) -> dict:
    plan = objective.plan
    replaces, replaced_by = objective.replaces.all(), objective.replaced_by.all()
    priorities = [_priority_about(row) for row in objective.priorities.all()]
    return {
        **_objective_about(objective),
        "commissioner": named(plan.commissioner),
        "plan_from_year": plan.from_year,
        "plan_to_year": plan.to_year,
        "plan_status": plan.status,
        "plan_url": plan.url,
        "unsupported_reason": objective.unsupported_reason,
        "earlier": _objectives_about(replaces, parts),
        "later": _objectives_about(replaced_by, parts),
        "priorities": [
            {name: row[name] for name in PRIORITY_ABOUT}
            for row in _linked("priority", priorities, parts)
        ],
    }


def _objectives_about(objectives, parts) -> list[dict]:
    rows = [_objective_about(row) for row in objectives]
    return [
        {name: row[name] for name in OBJECTIVE_ABOUT}
        for row in _linked("objective", rows, parts)
    ]


def _objectives():
    priorities = Priority.objects.select_related("partnership")
    others = Objective.objects.select_related("plan")
    return Objective.objects.select_related("plan__commissioner").prefetch_related(
        Prefetch("priorities", priorities),
        Prefetch("replaces", others),
        Prefetch("replaced_by", others),
    )


OBJECTIVE_ABOUT = ["code", "name", "number", "text", "plan"]


def objective_row(content: dict) -> dict:
    about = {name: content[name] for name in OBJECTIVE_ABOUT}
    return {**about, "replaces": [row["code"] for row in content["earlier"]]}


def _objective_about(objective) -> dict:
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
        records=by_code(_objectives),
        content_of=objective_content,
        row=objective_row,
        links={
            **dict.fromkeys(["earlier", "later", "replaces"], "objective"),
            "priorities": "priority",
        },
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
        records=_filled_priorities,
        content_of=priority_content,
        row=priority_row,
        links={
            **dict.fromkeys(["objectives", "supports"], "objective"),
            **dict.fromkeys(["earlier", "later", "contributes_to"], "priority"),
        },
    )
)
